# SPDX-License-Identifier: Apache-2.0
"""Short questions about a stay: another bed, what is known, which days of the register."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from schoolguard.isolation import RoomMap, Stay, StayDetails
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.isolation.bed_field import BedField, Spot
from schoolguard.ui.isolation.details_fields import DetailsFields
from schoolguard.ui.isolation.symptom_line import SymptomLine
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form

_DAYS = 30
_WIDTH = 640


class MoveDialog(HouseDialog):
    """Asks for another bed."""

    def __init__(self, parent: QWidget | None, words: Words, name: str, rooms: RoomMap) -> None:
        text = words.texts
        title = text("isolation_page.move.title", name=name)
        super().__init__(parent, text, title, text("isolation_page.move.deed"))
        self.bed = BedField(words, self)
        self.bed.offer(rooms, None)
        form = Form(self)
        form.add("bed", text("isolation_page.bed.label"), self.bed)
        self.body.addWidget(form)
        self.bed.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, name: str, rooms: RoomMap, zone_kind: str = ""
    ) -> Spot | None:
        """Return where to, or None; with a zone kind its first free bed stands there at once."""
        dialog = cls(parent, words, name, rooms)
        for room in rooms.rooms:
            for zone in room.zones:
                if zone_kind and zone.zone.kind == zone_kind:
                    free = next((bed.bed.id for bed in zone.beds if bed.stay is None), None)
                    dialog.bed.choose(free)
        return dialog.bed.spot if dialog.run() else None


class DetailsDialog(HouseDialog):
    """Asks for what became known since the intake."""

    def __init__(
        self,
        parent: QWidget | None,
        words: Words,
        stay: Stay,
        places: dict[str, PlaceId],
        today: date,
    ) -> None:
        text = words.texts
        title = text("isolation_page.details.title", name=words.name(stay.line))
        super().__init__(parent, text, title, text("isolation_page.details.deed"))
        self.setMinimumWidth(_WIDTH)
        self.symptoms = SymptomLine(words.symptoms, text("isolation_page.observe.symptoms"), self)
        self.symptoms.tick(stay.details.symptoms)
        self.fields = DetailsFields(words, today, self)
        self.fields.show_details(stay.details)
        self.fields.offer_places(places)
        self.told: StayDetails | None = None
        self.body.addWidget(self.symptoms)
        self.body.addWidget(self.fields)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        words: Words,
        stay: Stay,
        places: dict[str, PlaceId],
        today: date,
    ) -> StayDetails | None:
        """Return what is known now, or None when the person thought better of it."""
        dialog = cls(parent, words, stay, places, today)
        return dialog.told if dialog.run() else None

    @override
    def check(self) -> bool:
        known = self.fields.details()
        self.told = known and replace(known, symptoms=self.symptoms.ticked)
        return known is not None


class Which(Enum):
    """What is made of a span of days."""

    REGISTER = "register"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class SpanTold:
    """What the dialog was told; both days are in the span."""

    which: Which
    first_on: date
    last_on: date


class SpanDialog(HouseDialog):
    """Asks for register or figures, and for the first and the last day."""

    def __init__(self, parent: QWidget | None, texts: Texts, title: str, today: date) -> None:
        super().__init__(parent, texts, title, title)
        self.which = QComboBox(self)
        for which in Which:
            self.which.addItem(texts(f"isolation_page.span_of.{which.value}"), which)
        self.first = DayField(today - timedelta(days=_DAYS - 1), self)
        self.last = DayField(today, self)
        self._form = Form(self)
        self._form.add("which", texts("isolation_page.span_of.which"), self.which)
        self._form.add("first", texts("isolation_page.span_of.first"), self.first)
        self._form.add("last", texts("isolation_page.span_of.last"), self.last)
        self.body.addWidget(self._form)

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, title: str, today: date) -> SpanTold | None:
        """Return what was told, or None when the person thought better of it."""
        dialog = cls(parent, texts, title, today)
        return dialog.told if dialog.run() else None

    @property
    def told(self) -> SpanTold:
        """What the dialog says now."""
        return SpanTold(Which(self.which.currentData()), self.first.day, self.last.day)

    @override
    def check(self) -> bool:
        backwards = self.last.day < self.first.day
        words = self.texts("isolation_page.span_of.backwards") if backwards else ""
        self._form.set_error("last", words)
        return not backwards
