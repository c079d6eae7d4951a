# SPDX-License-Identifier: Apache-2.0
"""The foot of a stay: another bed, slip, transfer note, withdraw, open again."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from schoolguard.isolation import Paper, Standing, Stay
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look


class PaperBar(QWidget):
    """Buttons that concern the stay as a whole.

    Signals:
        move_wanted: another bed.
        paper_wanted: which `Paper` of the stay (its value).
        withdraw_wanted: the stay was a wrong entry.
        reopen_wanted: an ended stay goes on.
    """

    move_wanted = Signal()
    paper_wanted = Signal(str)
    withdraw_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.papers = {
            Paper.SLIP: self._button("slip", "Ctrl+D"),
            Paper.TRANSFER: self._button("transfer", "Ctrl+T"),
            Paper.SHEET: self._button("sheet", "Ctrl+R"),
        }
        self.move_button = self._button("move", "Ctrl+B")
        self.withdraw_button = self._button("withdraw")
        self.reopen_button = self._button("reopen")
        set_look(self.withdraw_button, "look", "danger")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.GAP)
        for button in (*self.papers.values(), self.move_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.withdraw_button)
        row.addWidget(self.reopen_button)
        for paper, button in self.papers.items():
            button.clicked.connect(lambda _=False, one=paper: self.paper_wanted.emit(one.value))
        self.move_button.clicked.connect(self.move_wanted)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self.reopen_button.clicked.connect(self.reopen_wanted)

    def show_stay(self, stay: Stay, *, may_write: bool) -> None:
        """Show what can be done with a stay."""
        standing = stay.line.standing
        present = standing is Standing.PRESENT
        for button in self.papers.values():
            button.setVisible(standing is not Standing.WITHDRAWN)
        self.move_button.setVisible(present and may_write)
        self.withdraw_button.setVisible(present and may_write)
        self.reopen_button.setVisible(not present and may_write)

    def _button(self, key: str, shortcut: str = "") -> QPushButton:
        words = self._words.texts(f"isolation_page.paper.{key}")
        button = QPushButton(words, self)
        if shortcut:
            button.setShortcut(QKeySequence(shortcut))
            button.setToolTip(self._words.texts("ui.with_key", words=words, shortcut=shortcut))
        return button
