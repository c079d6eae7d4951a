# SPDX-License-Identifier: Apache-2.0
"""The short questions of the readiness lists: who was trained, how many there are, a hospital."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.isolation import HospitalDraft, SupplyLine, Training, TrainingDraft
from schoolguard.kernel.clock import local_day
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.person_picker import PersonPicker
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_MOST = 100_000


class TrainingDialog(HouseDialog):
    """Asks who was trained, when and by whom."""

    def __init__(self, parent: QWidget | None, desk: Desk, words: Words, topic: Training) -> None:
        text = words.texts
        name = topic.name(text.language)
        title = text("isolation_page.readiness.train_title", topic=name)
        super().__init__(parent, text, title, text("ui.save"))
        self._topic = topic
        self.person = PersonPicker(desk, self)
        self.day = DayField(local_day(desk.clock.now()), self)
        self.trainer = QLineEdit(self)
        self._form = Form(self)
        hint = text("isolation_page.readiness.person_hint")
        self._form.add("person", text("isolation_page.readiness.person"), self.person, hint)
        self._form.add("day", text("isolation_page.readiness.trained_on"), self.day)
        self._form.add("trainer", text("isolation_page.readiness.trainer"), self.trainer)
        self.body.addWidget(self._form)
        self.person.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, desk: Desk, words: Words, topic: Training
    ) -> TrainingDraft | None:
        """Return the training, or None when the person thought better of it."""
        dialog = cls(parent, desk, words, topic)
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> TrainingDraft:
        """The training as it stands; a name that is on no roster is kept in words."""
        person_id = self.person.person_id
        name = "" if person_id is not None else self.person.search.text().strip()
        return TrainingDraft(
            self._topic.id, self.day.day, person_id, name, self.trainer.text().strip()
        )

    @override
    def check(self) -> bool:
        named = bool(self.person.search.text().strip())
        words = "" if named else self.texts("isolation_page.readiness.person_needed")
        self._form.set_error("person", words)
        return named


class SupplyDialog(HouseDialog):
    """Asks how many there are, and how few are too few."""

    def __init__(self, parent: QWidget | None, words: Words, line: SupplyLine) -> None:
        text = words.texts
        name, unit = line.item.name(text.language), line.item.unit(text.language)
        title = text("isolation_page.readiness.count_title", name=name, unit=unit)
        super().__init__(parent, text, title, text("ui.save"))
        self.quantity = QLineEdit(self)
        self.minimum = NumberField(self)
        self.minimum.setRange(0, _MOST)
        self.minimum.setValue(line.minimum)
        self._form = Form(self)
        self._form.add(
            "quantity", text("isolation_page.readiness.counted", unit=unit), self.quantity
        )
        self._form.add("minimum", text("isolation_page.readiness.minimum"), self.minimum)
        self.body.addWidget(self._form)
        self.quantity.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, words: Words, line: SupplyLine) -> tuple[int, int] | None:
        """Return quantity and least number, or None when the person thought better of it."""
        dialog = cls(parent, words, line)
        if not dialog.run():
            return None
        return int(dialog.quantity.text()), dialog.minimum.value()

    @override
    def check(self) -> bool:
        typed = self.quantity.text().strip()
        good = typed.isdecimal() and int(typed) <= _MOST
        words = "" if good else self.texts("isolation_page.readiness.number_needed")
        self._form.set_error("quantity", words)
        return good


class HospitalDialog(HouseDialog):
    """Asks for a hospital: whom to call there, and how to get there."""

    def __init__(self, parent: QWidget | None, words: Words, known: HospitalDraft | None) -> None:
        text = words.texts
        title = text("isolation_page.readiness.hospital_title")
        super().__init__(parent, text, title, text("ui.save"))
        draft = known or HospitalDraft("")
        self._distance = draft.distance_metres
        self._form = Form(self)
        self.fields: dict[str, QLineEdit] = {}
        for key, label, value in (
            ("name", "rooms.name", draft.name),
            ("phone", "readiness.phone", draft.phone),
            ("contact", "readiness.contact", draft.contact),
            ("route", "readiness.route", draft.route),
            ("note", "details.note", draft.note),
        ):
            field = QLineEdit(value, self)
            self._form.add(key, text(f"isolation_page.{label}"), field)
            self.fields[key] = field
        self.partner = QCheckBox(text("isolation_page.readiness.is_partner"), self)
        self.partner.setChecked(draft.is_partner if known else True)
        self._form.add_wide(self.partner)
        self.body.addWidget(self._form)
        self.fields["name"].setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, known: HospitalDraft | None
    ) -> HospitalDraft | None:
        """Return the hospital, or None when the person thought better of it."""
        dialog = cls(parent, words, known)
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> HospitalDraft:
        """The hospital as it stands."""
        told = {key: field.text().strip() for key, field in self.fields.items()}
        return HospitalDraft(
            name=told["name"],
            phone=told["phone"],
            contact=told["contact"],
            distance_metres=self._distance,
            route=told["route"],
            note=told["note"],
            is_partner=self.partner.isChecked(),
        )

    @override
    def check(self) -> bool:
        named = bool(self.fields["name"].text().strip())
        words = "" if named else self.texts("isolation_page.rooms.name_needed")
        self._form.set_error("name", words)
        return named
