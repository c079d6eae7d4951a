# SPDX-License-Identifier: Apache-2.0
"""No school chosen yet: found a new one, or open the folder of one that exists."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from schoolguard.kernel.texts import Texts
from schoolguard.ui.access.door_plate import read_door_plate
from schoolguard.ui.access.languages import language_row
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.chooser import Chooser

_CARD_WIDTH = 420


class WelcomeWindow(QWidget):
    """Two ways on, and the language.

    Signals:
        new_wanted: found a school.
        folder_chosen: a folder that holds a record.
        bureau_wanted: found a bureau.
        language_wanted: ``zh_CN`` or ``en``.
    """

    new_wanted = Signal()
    folder_chosen = Signal(Path)
    bureau_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.setWindowTitle(texts("unlock.app"))
        self.resize(920, 600)
        card = QFrame(self)
        card.setProperty("look", "card")
        card.setFixedWidth(_CARD_WIDTH)
        title = QLabel(texts("unlock.app"), card)
        title.setProperty("look", "display")
        words = QLabel(texts("unlock.welcome"), card)
        words.setWordWrap(True)
        self.new_button = QPushButton(texts("unlock.new"), card)
        self.new_button.setProperty("look", "primary")
        self.open_button = QPushButton(texts("unlock.open_folder"), card)
        self.bureau_button = QPushButton(texts("unlock.new_bureau"), card)
        self.bureau_button.setProperty("look", "quiet")
        self._message = QLabel(card)
        self._message.setProperty("tone", "alarm")
        self._message.setWordWrap(True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(scale.WIDE, scale.WIDE, scale.WIDE, scale.WIDE)
        inside.setSpacing(scale.ROOMY)
        for part in (title, words, self.new_button, self.open_button, self.bureau_button):
            inside.addWidget(part)
        inside.addWidget(self._message)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addLayout(language_row(self, texts.language, self.language_wanted.emit))
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)
        self.new_button.clicked.connect(self.new_wanted)
        self.open_button.clicked.connect(self._choose)
        self.bureau_button.clicked.connect(self.bureau_wanted)

    def _choose(self) -> None:
        folder = Chooser.folder(self, self.texts("unlock.open_folder"))
        if folder is None:
            return
        if read_door_plate(folder) is None:
            self._message.setText(self.texts("unlock.no_school_here", folder=str(folder)))
            return
        self.folder_chosen.emit(folder)
