# SPDX-License-Identifier: Apache-2.0
"""Where somebody goes from the room: the rules propose, and say before what is missing."""

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from schoolguard import roster
from schoolguard.isolation import Destination, Gap, Hospital, LeavingDraft, Stay
from schoolguard.kernel.errors import UserError
from schoolguard.ui.isolation.gaps import gaps_of
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalHour

KEY: Final = "Ctrl+Return"
_NARROW: Final = 84
_HOSPITAL: Final = 150


class LeaveTab(QWidget):
    """Destination, hospital, who takes the person, and what is still missing.

    Signals:
        leave_wanted: a `LeavingDraft`.
        stay_wanted: the person stays at school: another bed is asked for.
        refused: a `UserError` about what was typed.
    """

    leave_wanted = Signal(object)
    stay_wanted = Signal()
    refused = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._stay: Stay | None = None
        self._now: datetime | None = None
        text = words.texts
        self.destination = QComboBox(self)
        self.hospital = QComboBox(self)
        self.hospital.setEditable(True)
        self.hospital.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.handed_to, self.relation, self.phone, self.note = (QLineEdit(self) for _ in range(4))
        self.hour = OptionalHour(text("isolation_page.observe.now"), self)
        self.missing = QLabel(self)
        self.missing.setWordWrap(True)
        self.button = QPushButton(self)
        set_look(self.button, "look", "primary")
        self._arrange()
        self.destination.currentIndexChanged.connect(self._on_destination)
        self.hospital.editTextChanged.connect(self.say_missing)
        self.handed_to.textChanged.connect(self.say_missing)
        self.button.clicked.connect(self.submit)

    def show_stay(
        self,
        stay: Stay,
        guardian: roster.Guardian | None,
        hospitals: tuple[Hospital, ...],
        now: datetime,
        today: date,
    ) -> None:
        """Show where a person may go; what was typed for the same person stays."""
        same = self._stay is not None and self._stay.line.id == stay.line.id
        self._stay, self._now = stay, now
        if not same:
            self._offer(stay, guardian, hospitals, today)
        self._on_destination()

    def tick(self, now: datetime) -> None:
        """Let the last reading grow old."""
        self._now = now
        self.say_missing()

    def gaps(self) -> tuple[Gap, ...]:
        """Return what leaving as it stands would lack."""
        if self._stay is None or self._now is None:
            return ()
        return gaps_of(self._stay, self._draft(), self._words.rules, self._now)

    def submit(self) -> None:
        """Offer the leaving as it stands."""
        set_look(self.hour, "wrong", "true" if self.hour.is_wrong else "")
        if self.hour.is_wrong:
            self.refused.emit(UserError("isolation_page.not_an_hour", text=self.hour.text()))
        elif self._where is Destination.STAYS_AT_SCHOOL:
            self.stay_wanted.emit()
        elif self._stay is not None:
            self.leave_wanted.emit(self._draft())

    def say_missing(self) -> None:
        """Say what the destination asks for and does not have yet."""
        found = self.gaps()
        text = self._words.texts
        names = text("isolation_page.between").join(
            text(f"isolation.need.{gap.need.value}") for gap in found
        )
        key = "missing" if found else "complete"
        staying = self._where is Destination.STAYS_AT_SCHOOL
        words = text(
            "isolation_page.leave.stays" if staying else f"isolation_page.leave.{key}", what=names
        )
        self.missing.setText(words)
        set_look(self.missing, "tone", Tone.ATTENTION if found else Tone.OK)

    @property
    def _where(self) -> Destination | None:
        chosen = self.destination.currentData()
        return Destination(chosen) if chosen else None

    def _draft(self) -> LeavingDraft:
        where = self._where or Destination.HOME
        to_hospital = where is Destination.HOSPITAL
        away = where in {Destination.HOME, Destination.HOSPITAL, Destination.LEFT}
        return LeavingDraft(
            destination=where,
            left_at=self.hour.at,
            hospital=self.hospital.currentText().strip() if to_hospital else "",
            handed_to=self.handed_to.text().strip() if away else "",
            handed_to_relation=self.relation.text().strip() if away else "",
            handed_to_phone=self.phone.text().strip() if away else "",
            note=self.note.text().strip(),
        )

    def _offer(
        self,
        stay: Stay,
        guardian: roster.Guardian | None,
        hospitals: tuple[Hospital, ...],
        today: date,
    ) -> None:
        text = self._words.texts
        self.destination.blockSignals(True)
        self.destination.clear()
        for where in stay.destinations:
            rule = self._words.rules.destinations[where]
            self.destination.addItem(rule.name(text.language), where.value)
        self.destination.blockSignals(False)
        self.hospital.clear()
        for one in sorted(hospitals, key=lambda one: not one.draft.is_partner):
            self.hospital.addItem(one.draft.name)
        self._offer_guardian(guardian)
        self.note.clear()
        self.hour.show_hour(None, today)

    def _offer_guardian(self, guardian: roster.Guardian | None) -> None:
        """Offer the guardian called as a hint: who came is seen, not assumed; F9 takes the hint."""
        for field in (self.handed_to, self.relation, self.phone):
            field.clear()
        if guardian is None:
            return
        phone = guardian.phones[0] if guardian.phones else ""
        relation = self._words.relation(guardian)
        for field, words in (
            (self.handed_to, guardian.name),
            (self.relation, relation),
            (self.phone, phone),
        ):
            field.setPlaceholderText(words)

    def _on_destination(self) -> None:
        where = self._where
        to_hospital = where is Destination.HOSPITAL
        away = to_hospital or where in {Destination.HOME, Destination.LEFT}
        for part in (self._hospital_words, self.hospital):
            part.setVisible(to_hospital)
        for widget in (self._handed_words, self.handed_to, self.relation, self.phone, self._take):
            widget.setVisible(away)
        key = "stay" if where is Destination.STAYS_AT_SCHOOL else "leave"
        words = self._words.texts(f"isolation_page.leave.{key}")
        self.button.setText(f"{words}  Ctrl+Enter")
        self.button.setShortcut(QKeySequence(KEY))
        self.say_missing()

    def _take_hint(self) -> None:
        """Take over who was called, since it is they who came."""
        for field in (self.handed_to, self.relation, self.phone):
            field.setText(field.placeholderText())

    def _arrange(self) -> None:
        text = self._words.texts
        grid = QGridLayout(self)
        grid.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.GAP)
        grid.setHorizontalSpacing(scale.GAP)
        grid.setVerticalSpacing(scale.TIGHT)
        self.hospital.setMinimumWidth(_HOSPITAL)
        self._hospital_words = self._caption("hospital", self.hospital)
        self._handed_words = self._caption("handed_to", self.handed_to)
        self._take = QPushButton(text("isolation_page.leave.take"), self)
        self._take.setShortcut(QKeySequence("F9"))
        self._take.setToolTip(
            text("ui.with_key", words=text("isolation_page.leave.take_tip"), shortcut="F9")
        )
        self._take.clicked.connect(self._take_hint)
        for field, key in ((self.relation, "relation"), (self.phone, "phone")):
            field.setAccessibleName(text(f"isolation_page.leave.{key}"))
        grid.addWidget(self._caption("destination", self.destination), 0, 0)
        grid.addWidget(self.destination, 0, 1, 1, 2)
        grid.addWidget(self._hospital_words, 0, 3, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.hospital, 0, 4)
        grid.addWidget(self._handed_words, 1, 0)
        grid.addWidget(self.handed_to, 1, 1)
        grid.addWidget(self.relation, 1, 2)
        grid.addWidget(self.phone, 1, 3)
        grid.addWidget(self._take, 1, 4)
        grid.addWidget(self._caption("note", self.note), 2, 0)
        grid.addWidget(self.note, 2, 1, 1, 3)
        grid.addWidget(self.hour, 2, 4)
        grid.addWidget(self.missing, 3, 0, 1, 4, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.button, 3, 3, 1, 2, Qt.AlignmentFlag.AlignRight)
        self.hour.setAccessibleName(text("isolation_page.leave.hour"))
        self.hour.setFixedWidth(72)
        self.relation.setMaximumWidth(_NARROW)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(3, 2)
        grid.setRowStretch(4, 1)

    def _caption(self, key: str, field: QWidget) -> QLabel:
        words = self._words.texts(f"isolation_page.leave.{key}")
        field.setAccessibleName(words)
        caption = QLabel(words, self)
        caption.setBuddy(field)
        return caption
