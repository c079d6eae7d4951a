# SPDX-License-Identifier: Apache-2.0
"""Notices that nobody is at the keyboard any more.

Watches the windows' own key and mouse events (few), not those of every widget (many). The time is
the computer's uptime: moving its clock neither locks nor keeps open.
"""

import time
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

_LOOK_EVERY_MS = 5_000
_SIGNS: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Speaks up when no key, click or movement came for some minutes.

    Signals:
        idle: nobody has been here for the agreed time.
    """

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._seen = time.monotonic()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)

    def look(self) -> None:
        """Compare the time since the last sign of life with the agreed one."""
        if time.monotonic() - self._seen >= self.minutes * 60:
            self._seen = time.monotonic()
            self.idle.emit()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._seen = time.monotonic()
        return False
