# SPDX-License-Identifier: Apache-2.0
"""A frame that scrolls only when its inside can not be made small enough.

Qt's own resizing grants an inside with wrapped words the height that it would like; a page that
could be lower would then scroll although it need not.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override


class Scrolled(QScrollArea):
    """Keeps a part of a window reachable on a screen too small for it."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self._inside = inside
        self.setWidget(inside)

    def fit(self) -> None:
        """Give the inside all the room, or the least that it can do with."""
        room = self.viewport().size()
        self._inside.resize(room.expandedTo(self._inside.minimumSizeHint()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().eventFilter(watched, event)
