# SPDX-License-Identifier: Apache-2.0
"""The fields of an intake: who, where, how warm, with what, asked what.

What the school knows already is filled in as soon as a person is chosen; readings of the checks
are carried over and shown, and the field is free for one taken now.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.isolation import (
    IntakeDraft,
    Kind,
    ObservationDraft,
    RoomMap,
)
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import BedId
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.bed_field import BedField, Spot
from schoolguard.ui.isolation.details_fields import DetailsFields
from schoolguard.ui.isolation.person_picker import PersonPicker
from schoolguard.ui.isolation.reading import Newcomer
from schoolguard.ui.isolation.symptom_line import SymptomLine
from schoolguard.ui.isolation.temperature_field import TemperatureField
from schoolguard.ui.isolation.words import Words, celsius
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalHour


@dataclass(frozen=True, slots=True)
class Intake:
    """What was told: the intake, and a look taken now, if one was."""

    draft: IntakeDraft
    look: ObservationDraft | None
    name: str


class IntakeForm(QWidget):
    """Everything an intake asks, in the order of a nurse's hands.

    Signals:
        person_picked: id of the person chosen: what is known of them should be asked for.
        visitor_chosen: the newcomer is nobody of the school.
    """

    person_picked = Signal(int)
    visitor_chosen = Signal()

    def __init__(self, desk: Desk, words: Words, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._words, self._today, self._desk = words, today, desk
        self._known: Newcomer | None = None
        text = words.texts
        self.of_school = QRadioButton(text("isolation_page.intake.of_school"), self)
        self.visitor = QRadioButton(text("isolation_page.intake.visitor"), self)
        self.of_school.setChecked(True)
        self.picker = PersonPicker(desk, self)
        self.visitor_name, self.visitor_phone = QLineEdit(self), QLineEdit(self)
        self.known = QLabel(self)
        self.known.setWordWrap(True)
        self.known.setProperty("look", "muted")
        self.bed = BedField(words, self)
        self.hour = OptionalHour(text("isolation_page.observe.now"), self)
        self.temperature = TemperatureField(
            text("isolation_page.observe.temperature"), text("isolation_page.observe.hint"), self
        )
        self.method = QComboBox(self)
        for method in words.rules.methods.values():
            self.method.addItem(method.short_name(text.language), method.id)
        self.symptoms = SymptomLine(words.symptoms, text("isolation_page.observe.symptoms"), self)
        self.details = DetailsFields(words, today, self)
        self._arrange()
        self._connect()
        self._on_kind()

    def offer_beds(self, rooms: RoomMap, wanted: BedId | None) -> None:
        """Offer the free beds."""
        self.bed.offer(rooms, wanted)

    def show_newcomer(self, known: Newcomer) -> None:
        """Fill in what the school knows of a person; what was typed already stays."""
        self._known = known
        typed = self.symptoms.ticked
        self.picker.show_person(known.draft.person_id, known.name)
        details = known.draft.details
        self.details.show_details(details)
        self.symptoms.tick(typed | details.symptoms)
        self.bed.choose(known.bed_id)
        self.known.setText(self._known_words(known))
        self.temperature.setFocus()

    def intake(self, now: datetime) -> Intake:
        """Return what stands there.

        Raises:
            UserError: what is missing or can not be read; the keyboard is put there.
        """
        spot = self.bed.spot
        if spot is None:
            raise UserError("isolation_page.no_room")
        base = self._person(spot)
        decicelsius = self.temperature.decicelsius
        details = self.details.details()
        if details is None:
            raise UserError("isolation_page.not_a_day")
        set_look(self.hour, "wrong", "true" if self.hour.is_wrong else "")
        if self.hour.is_wrong:
            self.hour.setFocus()
            raise UserError("isolation_page.not_an_hour", text=self.hour.text())
        entered_at = self.hour.at
        draft = replace(
            base,
            room_id=spot.room_id,
            zone_id=spot.zone_id,
            bed_id=spot.bed_id,
            entered_at=entered_at,
            details=replace(
                details,
                symptoms=self.symptoms.ticked,
                visitor_name=self.visitor_name.text().strip() if self._is_visitor else "",
                visitor_phone=self.visitor_phone.text().strip() if self._is_visitor else "",
            ),
        )
        look = None
        if decicelsius is not None:
            method = self.method.currentData()
            taken_at = entered_at or now
            look = ObservationDraft(taken_at, decicelsius, method, self.symptoms.ticked)
        return Intake(draft, look, self._name)

    @property
    def _is_visitor(self) -> bool:
        return self.visitor.isChecked()

    @property
    def _name(self) -> str:
        known = self._known
        return self.visitor_name.text().strip() if self._is_visitor else known.name if known else ""

    def _person(self, spot: Spot) -> IntakeDraft:
        if self._is_visitor:
            if not self.visitor_name.text().strip():
                self.visitor_name.setFocus()
                raise UserError("isolation_page.visitor_name_needed")
            return IntakeDraft(Kind.VISITOR, spot.room_id)
        if self._known is None or self.picker.person_id != self._known.draft.person_id:
            self.picker.setFocus()
            raise UserError("isolation_page.person_needed")
        return self._known.draft

    def _known_words(self, known: Newcomer) -> str:
        words, text = self._words, self._words.texts
        readings = [
            f"{words.hour(one.taken_at, one.taken_at)} {celsius(one.decicelsius)}"
            f" {words.method(one.site)}"
            for one in known.draft.readings
            if one.decicelsius is not None
        ]
        first = next(iter(known.guardians), None)
        phones = "  ".join(first.phones) if first else ""
        parts = [
            known.where,
            text(f"isolation.group.{known.group.value}"),
            f"{words.relation(first)} {first.name} {phones}" if first else "",
            text("isolation_page.intake.carried", readings="  ".join(readings)) if readings else "",
        ]
        return "  ·  ".join(part for part in parts if part)

    def _connect(self) -> None:
        self.visitor.toggled.connect(self._on_kind)
        self.picker.picked.connect(self.person_picked)
        self.temperature.lettered.connect(self.symptoms.press)

    def _on_kind(self) -> None:
        self.picker.setVisible(not self._is_visitor)
        for widget in (self._name_words, self.visitor_name, self._phone_words, self.visitor_phone):
            widget.setVisible(self._is_visitor)
        self.known.setVisible(not self._is_visitor)
        if self._is_visitor:
            self.visitor_chosen.emit()
            self.visitor_name.setFocus()
        else:
            self.picker.setFocus()

    def _arrange(self) -> None:
        kinds = QHBoxLayout()
        kinds.setSpacing(scale.MARGIN)
        kinds.addWidget(self.of_school)
        kinds.addWidget(self.visitor)
        kinds.addStretch(1)
        self._name_words = self._caption("visitor_name", self.visitor_name)
        self._phone_words = self._caption("visitor_phone", self.visitor_phone)
        visitor = QHBoxLayout()
        visitor.setSpacing(scale.GAP)
        for widget in (self._name_words, self.visitor_name, self._phone_words, self.visitor_phone):
            visitor.addWidget(widget)
        grid = QGridLayout()
        grid.setSpacing(scale.GAP)
        grid.addWidget(self._caption("temperature", self.temperature), 0, 0)
        grid.addWidget(self.temperature, 0, 1)
        grid.addWidget(self.method, 0, 2)
        grid.addWidget(self._caption("bed", self.bed), 0, 3)
        grid.addWidget(self.bed, 0, 4)
        grid.addWidget(self._caption("hour", self.hour), 0, 5)
        grid.addWidget(self.hour, 0, 6)
        grid.addWidget(self.symptoms, 1, 0, 1, 7)
        grid.setColumnStretch(4, 1)
        self.method.setAccessibleName(self._words.texts("isolation_page.observe.site"))
        self.temperature.setFixedWidth(112)
        self.hour.setFixedWidth(72)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addLayout(kinds)
        column.addWidget(self.picker)
        column.addLayout(visitor)
        column.addWidget(self.known)
        column.addLayout(grid)
        column.addWidget(self.details)
        column.addStretch(1)

    def _caption(self, key: str, field: QWidget) -> QLabel:
        words = self._words.texts(f"isolation_page.intake.{key}")
        field.setAccessibleName(words)
        caption = QLabel(words, self)
        caption.setBuddy(field)
        return caption
