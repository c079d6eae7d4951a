# SPDX-License-Identifier: Apache-2.0
"""The fields of a family file in two columns: who it is, and how the family is reached."""

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from schoolguard import roster
from schoolguard.app import View
from schoolguard.kernel.ids import ClassId, DormRoomId, PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.roster.guardians_editor import GuardiansEditor
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_LINES_LEFT = ("name", "birth_on", "student_number", "identity_number", "card_code")
_LINES_RIGHT = ("address", "conditions", "allergies", "medication", "note")
_MOST_NUMBERS = 999


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What the fields start from; without a person they are for a new one."""

    classes: tuple[roster.SchoolClass, ...]
    rooms: tuple[roster.DormRoom, ...]
    person_id: PersonId | None = None
    class_id: ClassId | None = None
    number: int = 0
    draft: roster.PersonDraft = field(default_factory=lambda: roster.PersonDraft(""))
    surroundings: roster.Surroundings = field(default_factory=roster.Surroundings)


def load_form(view: View, day: date, person_id: PersonId | None) -> PersonForm:
    """Read what the fields offer, and the person to be edited."""
    classes, rooms = roster.classes_on(view, day), roster.dorm_rooms(view, day)
    if person_id is None:
        return PersonForm(classes, rooms)
    home = roster.class_of(view, person_id, day)
    enrolments = roster.enrolments_of(view, person_id)
    draft = roster.draft_of(roster.person(view, person_id), roster.guardians_of(view, person_id))
    number = enrolments[-1].number if enrolments and home else 0
    near = roster.surroundings_of(view, person_id)
    return PersonForm(classes, rooms, person_id, home.id if home else None, number, draft, near)


class PersonFields(QWidget):
    """Everything that can be typed about one person."""

    def __init__(self, texts: Texts, start: PersonForm, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self._start = start
        self.setObjectName("scrolled")
        self._left = Form(self)
        self._right = Form(self)
        self._boxes: dict[str, QComboBox] = {}
        self._lines: dict[str, QLineEdit] = {}
        self.seat = _count(self, _MOST_NUMBERS, start.number)
        self._seat_row = _count(self, roster.MOST_SEATS, start.surroundings.seat_row)
        self._seat_column = _count(self, roster.MOST_SEATS, start.surroundings.seat_column)
        self.guardians = GuardiansEditor(texts, self)
        self.guardians.show_guardians(start.draft.guardians)
        self._fill_left()
        self._fill_right()
        self._arrange()

    @property
    def class_id(self) -> ClassId:
        """The class that was chosen; 0 for none."""
        return ClassId(self._boxes["class"].currentData() or 0)

    def unreadable_days(self) -> tuple[tuple[roster.Field, str], ...]:
        """Return the days that were typed but can not be read."""
        return tuple(
            (field, text)
            for field in (roster.Field.BIRTH, roster.Field.CONSENT)
            if (text := self._lines[field.value].text().strip()) and _day(text) is None
        )

    def draft(self) -> roster.PersonDraft:
        """Return what was typed; an unreadable day is None."""
        room = self._boxes["dorm_room"].currentData()
        return roster.PersonDraft(
            name=self._lines["name"].text(),
            kind=roster.PersonKind(self._boxes["kind"].currentData()),
            sex=roster.Sex(self._boxes["sex"].currentData()),
            birth_on=_day(self._lines["birth_on"].text()),
            student_number=self._lines["student_number"].text(),
            identity_number=self._lines["identity_number"].text(),
            card_code=self._lines["card_code"].text(),
            is_boarder=bool(self._boxes["boarding"].currentData()),
            home=roster.Home(self._boxes["home"].currentData()),
            address=self._lines["address"].text(),
            dorm_room_id=DormRoomId(room) if room else None,
            bed=self._lines["bed"].text(),
            conditions=self._lines["conditions"].text(),
            allergies=self._lines["allergies"].text(),
            medication=self._lines["medication"].text(),
            note=self._lines["note"].text(),
            consent_on=_day(self._lines["consent_on"].text()),
            guardians=self.guardians.guardians(),
        )

    def surroundings(self) -> roster.Surroundings:
        """Return the seat and the bus that were typed; 0 and empty where nothing is known."""
        return roster.Surroundings(
            self._seat_row.value(), self._seat_column.value(), self._lines["bus"].text().strip()
        )

    def set_error(self, name: str, text: str) -> None:
        """Show what is wrong with one field and go there."""
        form = (
            self._left if name in {*_LINES_LEFT, "kind", "class", "sex", "number"} else self._right
        )
        form.set_error(name, text)

    def error(self, name: str) -> str:
        """Return what is said to be wrong with a field of the left column."""
        return self._left.error(name)

    def clear_errors(self) -> None:
        """Take all errors away."""
        self._left.clear_errors()
        self._right.clear_errors()
        self.guardians.clear_errors()

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self._lines["name"].setFocus()

    def _fill_left(self) -> None:
        draft, texts = self._start.draft, self._texts
        self._line(self._left, "name", draft.name)
        classes = [(one.name, int(one.id)) for one in self._start.classes]
        self._box(self._left, "class", classes, int(self._start.class_id or 0))
        self._boxes["class"].setEnabled(self._start.person_id is None)
        self._left.add("number", self._label("number"), self.seat)
        self._left.add("seat_row", self._label("seat_row"), self._seat_row)
        self._left.add("seat_column", self._label("seat_column"), self._seat_column)
        kinds = [(texts(f"roster.kind.{one.value}"), one.value) for one in roster.PersonKind]
        self._box(self._left, "kind", kinds, draft.kind.value)
        sexes = [(texts(f"roster.sex.{one.value}"), one.value) for one in roster.Sex]
        self._box(self._left, "sex", sexes, draft.sex.value)
        self._line(self._left, "birth_on", str(draft.birth_on or ""), "2017-05-16")
        self._line(self._left, "student_number", draft.student_number)
        self._line(
            self._left, "identity_number", draft.identity_number, texts("people.person.optional")
        )
        self._line(self._left, "card_code", draft.card_code, texts("people.person.optional"))

    def _fill_right(self) -> None:
        draft, texts = self._start.draft, self._texts
        self._line(self._right, "address", draft.address)
        homes = [(texts(f"roster.home.{one.value}"), one.value) for one in roster.Home]
        self._box(self._right, "home", homes, draft.home.value)
        boarding = [(texts("roster.boarding.no"), False), (texts("roster.boarding.yes"), True)]
        self._box(self._right, "boarding", boarding, draft.is_boarder)
        rooms = [(f"{one.building} {one.name}".strip(), int(one.id)) for one in self._start.rooms]
        self._box(self._right, "dorm_room", [("", 0), *rooms], int(draft.dorm_room_id or 0))
        self._line(self._right, "bed", draft.bed)
        self._line(self._right, "bus", self._start.surroundings.bus, texts("people.person.bus"))
        self._lines["bus"].setMaxLength(roster.BUS_LENGTH)
        for name in _LINES_RIGHT[1:]:
            self._line(self._right, name, getattr(draft, name))
        self._line(self._right, "consent_on", str(draft.consent_on or ""), "2026-09-01")

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setSpacing(scale.WIDE)
        row.setContentsMargins(0, 0, scale.ROOMY, 0)
        for widget, share in ((self._left, 3), (self._right, 3), (self.guardians, 5)):
            column = QVBoxLayout()
            column.addWidget(widget)
            column.addStretch(1)
            row.addLayout(column, share)

    def _line(self, form: Form, name: str, text: str, hint: str = "") -> None:
        line = QLineEdit(text, self)
        line.setPlaceholderText(hint)
        self._lines[name] = line
        form.add(name, self._label(name), line)

    def _box(
        self,
        form: Form,
        name: str,
        options: list[tuple[str, str]] | list[tuple[str, int]] | list[tuple[str, bool]],
        chosen: object,
    ) -> None:
        box = QComboBox(self)
        for words, value in options:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        self._boxes[name] = box
        form.add(name, self._label(name), box)

    def _label(self, name: str) -> str:
        return self._texts(f"roster.field.{name}")


def _count(parent: QWidget, most: int, value: int) -> NumberField:
    field = NumberField(parent)
    field.setRange(0, most)
    field.setSpecialValueText(" ")
    field.setValue(value)
    return field


def _day(text: str) -> date | None:
    read = roster.read_day(text)
    return read if isinstance(read, date) else None
