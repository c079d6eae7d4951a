# SPDX-License-Identifier: Apache-2.0
"""The first room of a school, with the zones that rules name and some beds: Enter is enough."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from schoolguard import isolation
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.isolation import Group, IsolationRules, RoomDraft, ZoneDraft
from schoolguard.kernel.errors import UserError
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_FIRST_ZONE_BEDS = 4
_OTHER_ZONE_BEDS = 2
_MOST_BEDS = 60


class FirstRoomDialog(HouseDialog):
    """Asks for a name and how many beds each zone has; a zone without beds is left out."""

    def __init__(self, parent: QWidget | None, desk: Desk, words: Words) -> None:
        text = words.texts
        title = text("isolation_page.first.title")
        super().__init__(parent, text, title, text("isolation_page.first.deed"))
        self._desk, self._words = desk, words
        self._rules: IsolationRules = flow_rules(desk.school).isolation
        self.name = QLineEdit(text("isolation_page.first.name_proposed"), self)
        self.location = QLineEdit(self)
        self.location.setPlaceholderText(text("isolation_page.rooms.location_hint"))
        self._form = Form(self)
        self._form.add("name", text("isolation_page.rooms.name"), self.name)
        self._form.add("location", text("isolation_page.rooms.location"), self.location)
        self.beds: dict[str, NumberField] = {}
        boarding = desk.school.settings.boarding
        for number, kind in enumerate(self._rules.zone_kinds.values()):
            field = NumberField(self)
            field.setRange(0, _MOST_BEDS)
            for_boarders = Group.BOARDER_ELSEWHERE in kind.groups
            field.setValue(_FIRST_ZONE_BEDS if not number else _OTHER_ZONE_BEDS)
            if for_boarders and not boarding:
                field.setValue(0)
            label = text("isolation_page.first.beds", zone=kind.name(text.language))
            self._form.add(kind.id, label, field)
            self.beds[kind.id] = field
        self.body.addWidget(self._form)
        self.deed_button.setFocus()

    @classmethod
    def tell(cls, parent: QWidget | None, desk: Desk, words: Words) -> None:
        """Make the room, unless the person thinks better of it."""
        cls(parent, desk, words).run()

    @override
    def check(self) -> bool:
        """Make the room; the dialog closes by itself when that is done."""
        named = bool(self.name.text().strip())
        self._form.set_error(
            "name", "" if named else self.texts("isolation_page.rooms.name_needed")
        )
        if named:
            self._desk.tasks.change(self, self._make, lambda _: self._on_done(), self._refuse)
        return False

    def _make(self, unit: Unit) -> None:
        draft = RoomDraft(self.name.text().strip(), self.location.text().strip())
        room_id = isolation.add_room(unit, draft)
        first = 1
        for kind_id, field in self.beds.items():
            count = field.value()
            if not count:
                continue
            name = self._rules.zone_kinds[kind_id].name(self.texts.language)
            zone_id = isolation.add_zone(unit, ZoneDraft(room_id, kind_id, name), self._rules)
            isolation.add_beds(unit, zone_id, bed_names(self._words, first, count))
            first += count

    def _on_done(self) -> None:
        self._desk.notify.done(self.texts("isolation_page.done.room_made"))
        self.accept()

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.problem.say(Tone.ALARM, self.texts.error(error))
        else:
            self._desk.notify.error(error)


def bed_names(words: Words, first: int, count: int) -> tuple[str, ...]:
    """Return names of beds that are counted through the room."""
    return tuple(
        words.texts("isolation_page.bed.numbered", number=number)
        for number in range(first, first + count)
    )
