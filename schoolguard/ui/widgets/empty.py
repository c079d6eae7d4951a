# SPDX-License-Identifier: Apache-2.0
"""“Nothing here yet”, and what to do about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import pixmap
from schoolguard.ui.theme.palette import FRAME


class EmptyState(QWidget):
    """An icon, a title, a sentence and, if wanted, the button that ends the emptiness."""

    def __init__(
        self, icon_name: str, title: str, text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        sign = QLabel(self)
        sign.setPixmap(pixmap(icon_name, FRAME, 48))
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel(title, self)
        self._title.setProperty("look", "section")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = QLabel(text, self)
        self._text.setProperty("look", "muted")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(scale.GAP)
        self._column.addStretch(2)
        self._column.addWidget(sign)
        self._column.addWidget(self._title)
        self._column.addWidget(self._text)
        self._column.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """Show other words."""
        self._title.setText(title)
        self._text.setText(text)

    def add_button(self, text: str, slot: Callable[[], None]) -> QPushButton:
        """Add the way out of the emptiness."""
        button = QPushButton(text, self)
        button.setProperty("look", "primary")
        button.clicked.connect(slot)
        at = self._column.count() - 1
        self._column.insertWidget(at, button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button
