# SPDX-License-Identifier: Apache-2.0
"""A place to be added or changed: what and where it is, and who answers for it."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.disinfection import Place, PlaceDraft, PlaceKind
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.layouts import beside
from schoolguard.ui.disinfection.person_field import PersonField
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_MOST_PLACES = 9_999


class PlaceDialog(HouseDialog):
    """Everything that is kept of a place."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, words: Words, known: Place | None
    ) -> None:
        text = desk.texts
        title = text("disinfection_page.place.new") if known is None else known.name
        super().__init__(parent, text, title, text("ui.save"))
        self.setMinimumWidth(620)
        self._start = known.draft if known is not None else PlaceDraft(PlaceKind.OTHER)
        self.kind = QComboBox(self)
        for kind in words.rules.kinds:
            self.kind.addItem(words.kind(kind), kind.value)
        self.kind.setCurrentIndex(self.kind.findData(self._start.kind.value))
        self.name = QLineEdit(self._start.name, self)
        self._follows = bool(self._start.class_id or self._start.dorm_room_id)
        if self._follows and known is not None:
            self.name.setPlaceholderText(known.name)
        self.building = QLineEdit(self._start.building, self)
        self.floor = QLineEdit(self._start.floor, self)
        self.position = NumberField(self)
        self.position.setRange(0, _MOST_PLACES)
        self.position.setSpecialValueText(text("disinfection_page.place.by_name"))
        self.position.setValue(self._start.position)
        self.responsible, self.deputy = PersonField(desk, self), PersonField(desk, self)
        if known is not None:
            self.responsible.show_person(known.responsible_id, known.responsible)
            self.deputy.show_person(known.deputy_id, known.deputy)
        self.note = QLineEdit(self._start.note, self)
        self.left, self.right = Form(self), Form(self)
        self._arrange()
        self.name.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, desk: Desk, words: Words, known: Place | None
    ) -> PlaceDraft | None:
        """Return the place as it is to be kept, or None."""
        dialog = cls(parent, desk, words, known)
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> PlaceDraft:
        """The place as the dialog says it."""
        return replace(
            self._start,
            kind=PlaceKind(self.kind.currentData()),
            name=self.name.text().strip(),
            building=self.building.text().strip(),
            floor=self.floor.text().strip(),
            responsible_id=self.responsible.person_id,
            responsible_name=self.responsible.plain_name,
            deputy_id=self.deputy.person_id,
            deputy_name=self.deputy.plain_name,
            position=self.position.value(),
            note=self.note.text().strip(),
        )

    @override
    def check(self) -> bool:
        lacking = not self.name.text().strip() and not self._follows
        words = self.texts("disinfection_page.place.name_needed") if lacking else ""
        self.left.set_error("name", words)
        return not lacking

    def _arrange(self) -> None:
        fields = (
            (self.left, "kind", self.kind),
            (self.left, "name", self.name),
            (self.left, "building", self.building),
            (self.left, "floor", self.floor),
            (self.right, "responsible", self.responsible),
            (self.right, "deputy", self.deputy),
            (self.right, "position", self.position),
            (self.right, "note", self.note),
        )
        for form, name, field in fields:
            form.add(name, self.texts(f"disinfection_page.place.{name}"), field)
        self.body.addLayout(beside((self.left,), (self.right,)))


class PeopleDialog(HouseDialog):
    """The named person and deputy of several places at once; an empty field leaves what is."""

    def __init__(self, parent: QWidget | None, desk: Desk, count: int) -> None:
        text = desk.texts
        title = text("disinfection_page.people.title", count=count)
        super().__init__(parent, text, title, text("ui.save"))
        self.responsible, self.deputy = PersonField(desk, self), PersonField(desk, self)
        form = Form(self)
        form.add("responsible", text("disinfection_page.place.responsible"), self.responsible)
        hint = text("disinfection_page.people.hint")
        form.add("deputy", text("disinfection_page.place.deputy"), self.deputy, hint)
        self.body.addWidget(form)
        self.responsible.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, count: int) -> "PeopleDialog | None":
        """Return the dialog as it was left, or None; its fields are to be read at once."""
        dialog = cls(parent, desk, count)
        return dialog if dialog.run() else None
