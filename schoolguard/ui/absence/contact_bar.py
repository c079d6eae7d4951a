# SPDX-License-Identifier: Apache-2.0
"""Whom to call, in order, and one key for what came of it.

The first guardian is chosen already: Alt+1 after the call keeps the attempt.
"""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard import roster
from schoolguard.absence import ContactDraft, Step
from schoolguard.ui.absence.reading import OpenCase
from schoolguard.ui.absence.words import Words
from schoolguard.ui.theme import scale

_FAMILY: Final = "family"
_PERSON: Final = "person"
_LIST_HEIGHT: Final = 76


class ContactBar(QWidget):
    """Guardians with their phones, and the results a contact can have.

    Signals:
        attempted: a `ContactDraft` to keep.
    """

    attempted = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._guardians: tuple[roster.Guardian, ...] = ()
        text = words.texts
        self.guardians = QListWidget(self)
        self.guardians.setAccessibleName(text("absence_page.contact.guardians"))
        self.guardians.setFixedHeight(_LIST_HEIGHT)
        font = self.guardians.font()
        font.setPixelSize(scale.SECTION)
        self.guardians.setFont(font)
        self.party = _combo(self, text("absence_page.contact.party"))
        self.way = _combo(self, text("absence_page.contact.way"))
        for combo, choices in ((self.party, words.rules.parties), (self.way, words.rules.ways)):
            for choice in choices.values():
                combo.addItem(choice.name(text.language), choice.id)
        self.note = QLineEdit(self)
        self.note.setPlaceholderText(text("absence_page.contact.note"))
        self.note.setAccessibleName(text("absence_page.contact.note"))
        self.results: list[QPushButton] = []
        self._arrange()
        self.party.currentIndexChanged.connect(self._on_party)

    def show_case(self, opened: OpenCase) -> None:
        """Show whom to call for a case, and choose whom its next step is about."""
        line = opened.case.line
        self._guardians = opened.guardians
        self.guardians.clear()
        for guardian in opened.guardians:
            self.guardians.addItem(self._guardian_text(guardian))
        if not opened.guardians:
            self.guardians.addItem(self._words.texts("absence_page.contact.nobody"))
        self.guardians.setCurrentRow(0)
        self.note.clear()
        self.way.setCurrentIndex(0)
        self._choose_party(opened, staff=line.is_staff)

    def offer_words(self, notes: tuple[str, ...]) -> None:
        """Offer what was often noted before, as one types."""
        self.note.setCompleter(QCompleter(list(notes), self.note))

    def _choose_party(self, opened: OpenCase, *, staff: bool) -> None:
        wanted = _PERSON if staff else _FAMILY
        if opened.case.line.step is Step.TELL_AUTHORITIES:
            reached = opened.case.facts.parties_reached
            parties = self._words.rules.parties.values()
            untold = (one.id for one in parties if one.authority and one.id not in reached)
            wanted = next(untold, wanted)
        self.party.setCurrentIndex(max(0, self.party.findData(wanted)))

    def _arrange(self) -> None:
        text = self._words.texts
        choices = QHBoxLayout()
        choices.setSpacing(scale.GAP)
        choices.addWidget(self.party)
        choices.addWidget(self.way)
        choices.addWidget(self.note, 1)
        buttons = QGridLayout()
        buttons.setSpacing(scale.TIGHT)
        for number, result in enumerate(self._words.rules.results.values(), start=1):
            label = text(
                "absence_page.contact.result", number=number, name=result.name(text.language)
            )
            button = QPushButton(label, self)
            button.setShortcut(QKeySequence(f"Alt+{number}"))
            button.setToolTip(text("absence_page.contact.result_tip", number=number))
            if result.reached:
                button.setProperty("look", "primary")
            button.clicked.connect(lambda _=False, one=result.id: self._attempt(one))
            buttons.addWidget(button, (number - 1) // 4, (number - 1) % 4)
            self.results.append(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self.guardians)
        column.addLayout(choices)
        column.addLayout(buttons)

    def _on_party(self) -> None:
        self.guardians.setEnabled(self.party.currentData() == _FAMILY)

    def _attempt(self, result_id: str) -> None:
        self.attempted.emit(
            ContactDraft(
                party_id=self.party.currentData(),
                way_id=self.way.currentData(),
                result_id=result_id,
                who=self._who(),
                note=self.note.text(),
            )
        )

    def _who(self) -> str:
        row = self.guardians.currentRow()
        if self.party.currentData() != _FAMILY or not 0 <= row < len(self._guardians):
            return ""
        guardian = self._guardians[row]
        return f"{self._words.relation(guardian)} {guardian.name}"

    def _guardian_text(self, guardian: roster.Guardian) -> str:
        return self._words.texts(
            "absence_page.contact.guardian",
            order=guardian.order,
            relation=self._words.relation(guardian),
            name=guardian.name,
            phones="   ".join(guardian.phones),
        )


def _combo(parent: QWidget, label: str) -> QComboBox:
    combo = QComboBox(parent)
    combo.setAccessibleName(label)
    return combo
