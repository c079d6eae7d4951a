# SPDX-License-Identifier: Apache-2.0
"""The family of the pupil at hand: whom to call, what was learned on the days before, what to do.

Read a moment after the keyboard has come to rest, so that typing never waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from schoolguard import access, roster, suspension
from schoolguard.access import Action
from schoolguard.app import View
from schoolguard.kernel.ids import PersonId
from schoolguard.suspension import Entry, FollowUpKey, SuspensionRules
from schoolguard.ui.desk import Desk
from schoolguard.ui.suspension.lines import Line, Wording
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge

_REST_MS = 90
_DAYS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Family:
    """Whom to call for one pupil, and the entries of the suspension, the newest first."""

    person_id: PersonId
    guardians: tuple[roster.Guardian, ...]
    address: str
    conditions: str
    days: tuple[tuple[date, Entry], ...]


def family_of(key: FollowUpKey, person_id: PersonId) -> Callable[[View], Family]:
    """Return the question for one pupil's family; phones only for whoever may see them."""

    def read(view: View) -> Family:
        days = suspension.history(view, key.suspension_id, person_id)
        if not access.allowed(view.actor, Action.VIEW_FAMILY, key.class_id):
            return Family(person_id, (), "", "", days)
        person = roster.person(view, person_id)
        guardians = roster.guardians_of(view, person_id)
        return Family(person_id, guardians, person.address, person.conditions, days)

    return read


class FamilyPanel(QFrame):
    """The side panel of the sheet.

    Signals:
        family_wanted: id of the person whose family file is to be opened.
        absence_wanted, case_wanted: id of the person found ill.
    """

    family_wanted = Signal(int)
    absence_wanted = Signal(int)
    case_wanted = Signal(int)

    def __init__(
        self, desk: Desk, wording: Wording, rules: SuspensionRules, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._desk = desk
        self._wording = wording
        self._rules = rules
        self._key: FollowUpKey | None = None
        self._line: Line | None = None
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._timer.timeout.connect(self._read)

    def _build(self) -> None:
        text = self._desk.texts
        self.name = QLabel(self)
        self.name.setProperty("look", "section")
        self.state = Badge("", Tone.MUTED, self)
        self.phones = self._words("strong")
        self.phones.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.about = self._words("small")
        self.days = self._words("")
        self.absence = self._button("absence", "Alt+A")
        self.case = self._button("case", "Alt+C")
        self.family = self._button("family", "F4")
        caption = QLabel(text("suspension_page.panel.days"), self)
        caption.setProperty("look", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.ROOMY, scale.ROOMY, scale.ROOMY, scale.ROOMY)
        column.setSpacing(scale.GAP)
        for widget in (self.name, self.state, self.phones, self.about, caption, self.days):
            column.addWidget(widget)
        column.addStretch(1)
        for button in (self.absence, self.case, self.family):
            column.addWidget(button)
        actor = self._desk.school.actor
        self.absence.setVisible(access.allowed(actor, Action.FOLLOW_ABSENCE))
        self.case.setVisible(access.allowed(actor, Action.RECORD_CASES))
        self.family.setVisible(access.allowed(actor, Action.VIEW_FAMILY))
        self.absence.clicked.connect(lambda: self._tell(self.absence_wanted.emit))
        self.case.clicked.connect(lambda: self._tell(self.case_wanted.emit))
        self.family.clicked.connect(lambda: self._tell(self.family_wanted.emit))

    def _words(self, look: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("look", look)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label

    def _button(self, name: str, shortcut: str) -> QPushButton:
        words = self._desk.texts(f"suspension_page.panel.{name}")
        button = QPushButton(words, self)
        button.setShortcut(QKeySequence(shortcut))
        button.setToolTip(self._desk.texts("ui.with_key", words=words, shortcut=shortcut))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def show_line(self, key: FollowUpKey, line: Line) -> None:
        """Show another pupil; the family follows as soon as the keyboard rests."""
        other = self._line is None or self._line.row.person_id != line.row.person_id
        self._key, self._line = key, line
        self.name.setText(line.row.name)
        entry = line.entry
        words = self._wording.value(entry) or self._desk.texts("suspension.answer.not_asked")
        self.state.say(words, self._wording.tone(line) or (Tone.OK if entry else Tone.MUTED))
        ill = entry is not None and (
            bool(entry.symptoms) or self._rules.is_fever(entry.decicelsius)
        )
        self.absence.setEnabled(ill)
        self.case.setEnabled(ill)
        if other:
            for label in (self.phones, self.about, self.days):
                label.clear()
            self._timer.start()

    def read_again(self) -> None:
        """Read the family of the pupil at hand anew."""
        self._timer.start()

    def _read(self) -> None:
        if self._key is not None and self._line is not None:
            question = family_of(self._key, self._line.row.person_id)
            self._desk.tasks.query(self, question, self._show)

    def _show(self, family: Family) -> None:
        if self._line is None or family.person_id != self._line.row.person_id:
            return
        text = self._desk.texts
        phones = [
            f"{roster.relation_word(text, one)} {one.name}\n{'  '.join(one.phones)}"
            for one in family.guardians
            if one.phones
        ]
        self.phones.setText("\n".join(phones) or text("suspension_page.panel.no_phone"))
        self.about.setText("\n".join(part for part in (family.address, family.conditions) if part))
        days = [
            f"{day.month}-{day.day}  {self._said(entry)}"
            for day, entry in family.days[:_DAYS_SHOWN]
        ]
        self.days.setText("\n".join(days) or text("suspension_page.panel.no_day"))

    def _said(self, entry: Entry) -> str:
        symptoms = suspension.symptom_words(entry, self._rules, self._desk.texts)
        parts = (self._wording.value(entry), symptoms, entry.note)
        return " ".join(part for part in parts if part)

    def _tell(self, emit: Callable[[int], None]) -> None:
        if self._line is not None:
            emit(int(self._line.row.person_id))
