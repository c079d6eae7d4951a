# SPDX-License-Identifier: Apache-2.0
"""What is to be put on paper or into a sheet, for which places and which days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from schoolguard.disinfection import Place, PlaceKind
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form


class Paper(Enum):
    """The papers of this room."""

    DOOR = "door"
    """A week of each place, to be hung at its door and typed back."""

    WALL = "wall"
    """The plan: what, with what, how strong, how long, who."""

    RECORD = "record"
    """What was done in a span, with coverage, for the inspector."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; `kind` None = places of all kinds, `place_ids` those that are meant."""

    paper: Paper
    kind: PlaceKind | None
    place_ids: tuple[PlaceId, ...]
    first_on: date
    last_on: date


class PaperChoice(HouseDialog):
    """Chooses a paper, its places and its days."""

    def __init__(
        self,
        parent: QWidget | None,
        words: Words,
        places: Sequence[Place],
        at: PlaceId | None,
        day: date,
        papers: Sequence[Paper],
        deed: str,
    ) -> None:
        text = words.texts
        super().__init__(parent, text, text("disinfection_page.paper.title"), deed)
        self._places = tuple(place for place in places if place.retired_on is None)
        self.paper = QComboBox(self)
        for paper in papers:
            self.paper.addItem(text(f"disinfection_page.paper.{paper.value}"), paper)
        self.which = QComboBox(self)
        self.which.addItem(text("disinfection_page.paper.all_places"), None)
        for place in self._places:
            if place.id == at:
                self.which.addItem(place.name, int(place.id))
        for kind in dict.fromkeys(place.kind for place in self._places):
            self.which.addItem(words.kind(kind), kind)
        monday = day - timedelta(days=day.weekday())
        self.first, self.last = DayField(monday, self), DayField(day, self)
        self.form = Form(self)
        self.form.add("paper", text("disinfection_page.paper.what"), self.paper)
        self.form.add("which", text("disinfection_page.paper.which"), self.which)
        hint = text("disinfection_page.paper.first_hint")
        self.form.add("first", text("disinfection_page.paper.first"), self.first, hint)
        self.form.add("last", text("disinfection_page.paper.last"), self.last)
        self.body.addWidget(self.form)
        self.paper.currentIndexChanged.connect(lambda _: self._allow())
        self._allow()
        self.paper.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        words: Words,
        places: Sequence[Place],
        at: PlaceId | None,
        day: date,
        *,
        papers: Sequence[Paper],
        deed: str,
    ) -> Choice | None:
        """Return what was chosen, or None."""
        dialog = cls(parent, words, places, at, day, papers, deed)
        return dialog.choice if dialog.run() else None

    @property
    def choice(self) -> Choice:
        """What the dialog says now."""
        wanted = self.which.currentData()
        kind = wanted if isinstance(wanted, PlaceKind) else None
        ids = tuple(
            place.id
            for place in self._places
            if wanted is None or wanted in {place.kind, int(place.id)}
        )
        return Choice(self.paper.currentData(), kind, ids, self.first.day, self.last.day)

    @override
    def check(self) -> bool:
        span = self.paper.currentData() is Paper.RECORD
        backwards = span and self.last.day < self.first.day
        words = self.texts("disinfection_page.alert.backwards") if backwards else ""
        self.form.set_error("last", words)
        return not backwards

    def _allow(self) -> None:
        paper = self.paper.currentData()
        self.first.setEnabled(paper is not Paper.WALL)
        self.last.setEnabled(paper is Paper.RECORD)
