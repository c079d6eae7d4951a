# SPDX-License-Identifier: Apache-2.0
"""A field to search in as one types: asks when the typing pauses."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import TEXT_MUTED

_PAUSE_MS = 120


class SearchField(QLineEdit):
    """A line with a magnifying glass.

    Signals:
        searched: the trimmed text, 120 ms after the last key, at once on Enter or when emptied.
        left_downward: Down was pressed: the results should take the focus.
    """

    searched = Signal(str)
    left_downward = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", TEXT_MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.textChanged.connect(self._on_text)
        self.returnPressed.connect(self._ask)

    def _on_text(self, text: str) -> None:
        if text.strip():
            self._timer.start()
        else:
            self._ask()

    def _ask(self) -> None:
        self._timer.stop()
        self.searched.emit(self.text().strip())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downward.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
