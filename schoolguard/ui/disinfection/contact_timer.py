# SPDX-License-Identifier: Apache-2.0
"""Counts contact times down, so that nobody wipes a table before the agent has acted.

Timers run on while other pages are shown, until the program is locked. They remind; what was done
is written by the sign-off alone.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QToolButton, QWidget

from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge

_TICK_MS: Final = 1_000
_MOST_SHOWN: Final = 4


@dataclass(frozen=True, slots=True)
class Running:
    """One contact time under way; `ends` is a reading of the steady clock in seconds."""

    label: str
    minutes: int
    ends: float


class ContactTimers(QObject):
    """The contact times under way.

    Signals:
        changed: one began, ended or was taken away, or a second has passed.
        ended: the label and the minutes of the one that is over.
    """

    changed = Signal()
    ended = Signal(str, int)

    def __init__(
        self, parent: QObject | None = None, steady: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._steady = steady
        self.running: tuple[Running, ...] = ()
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self.look)

    def start(self, label: str, minutes: int) -> None:
        """Begin to count down."""
        one = Running(label, minutes, self._steady() + minutes * 60)
        self.running = tuple(sorted((*self.running, one), key=lambda other: other.ends))
        self._tick.start()
        self.changed.emit()

    def stop(self, one: Running) -> None:
        """Take one away before its time."""
        self.running = tuple(other for other in self.running if other is not one)
        self.changed.emit()

    def left(self, one: Running) -> str:
        """Return how long one still takes, as minutes and seconds."""
        seconds = max(0, round(one.ends - self._steady()))
        return f"{seconds // 60}:{seconds % 60:02}"

    def look(self) -> None:
        """Say which are over, and let the others be shown anew."""
        now = self._steady()
        over = tuple(one for one in self.running if one.ends <= now)
        self.running = tuple(one for one in self.running if one.ends > now)
        if not self.running:
            self._tick.stop()
        for one in over:
            self.ended.emit(one.label, one.minutes)
        if over:
            QApplication.beep()
        self.changed.emit()


class TimerBar(QWidget):
    """The contact times under way, each with a button that takes it away; hidden without any."""

    def __init__(self, timers: ContactTimers, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timers = timers
        self._texts = texts
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(scale.GAP)
        self._shown: tuple[Running, ...] = ()
        self._badges: list[Badge] = []
        self.hide()
        timers.changed.connect(self._show)

    def _show(self) -> None:
        if self._shown != self._timers.running:
            self._build()
        for one, badge in zip(self._shown, self._badges, strict=False):
            left = self._timers.left(one)
            words = self._texts("disinfection_page.timer.left", label=one.label, left=left)
            badge.say(words, Tone.INFO)

    def _build(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._shown, self._badges = self._timers.running, []
        for one in self._shown[:_MOST_SHOWN]:
            badge = Badge("", Tone.INFO, self)
            stop = QToolButton(self)
            stop.setIcon(icon("x"))
            stop.setProperty("look", "quiet")
            stop.setAccessibleName(self._texts("disinfection_page.timer.stop", label=one.label))
            stop.setToolTip(stop.accessibleName())
            stop.clicked.connect(lambda _=False, one=one: self._timers.stop(one))
            self._badges.append(badge)
            self._row.addWidget(badge)
            self._row.addWidget(stop)
        more = len(self._shown) - _MOST_SHOWN
        if more > 0:
            words = QLabel(self._texts("disinfection_page.timer.more", count=more), self)
            words.setTextFormat(Qt.TextFormat.PlainText)
            self._row.addWidget(words)
        self._row.addStretch(1)
        self.setVisible(bool(self._shown))
