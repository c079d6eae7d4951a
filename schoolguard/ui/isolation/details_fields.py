# SPDX-License-Identifier: Apache-2.0
"""What is asked of somebody in the room: onset, contacts with the ill, travel, where they were.

A question that was not asked stays so; only "asked, none" says none.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QLabel, QLineEdit, QWidget

from schoolguard.isolation import Answer, History, StayDetails
from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalDay, OptionalHour

_BETWEEN: Final = re.compile(r"[、,，;；]+")


class Asked(QComboBox):
    """Not asked, asked and none, or yes."""

    def __init__(self, words: Words, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        for answer in Answer:
            self.addItem(words.texts(f"isolation.answer.{answer.value}"), answer)

    @property
    def answer(self) -> Answer:
        """What stands there."""
        return Answer(self.currentData())

    def show_answer(self, answer: Answer) -> None:
        """Show another answer."""
        self.setCurrentIndex(self.findData(answer))


class DetailsFields(QWidget):
    """The questions in a grid, two to a line where they are short."""

    def __init__(self, words: Words, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._today = words, today
        self._kept = StayDetails()
        self._places: Mapping[str, PlaceId] = {}
        text = words.texts
        self.onset = OptionalDay(text("isolation_page.details.day_hint"), self)
        self.onset_hour = OptionalHour(text("isolation_page.details.hour_hint"), self)
        self.contacts = Asked(words, text("isolation_page.details.contacts"), self)
        self.contacts_text = QLineEdit(self)
        self.travel = Asked(words, text("isolation_page.details.travel"), self)
        self.travel_text = QLineEdit(self)
        self.places = QLineEdit(self)
        self.note = QLineEdit(self)
        self._arrange()
        self._pair(self.contacts, self.contacts_text)
        self._pair(self.travel, self.travel_text)

    def offer_places(self, places: Mapping[str, PlaceId]) -> None:
        """Offer the school's own places by name; what is none of them stays words."""
        self._places = dict(places)
        completer = QCompleter(list(places), self.places)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.places.setCompleter(completer)
        self._show_places()

    def show_details(self, details: StayDetails) -> None:
        """Show what is known already."""
        self._kept = details
        onset = details.onset_at
        self.onset.show_day(local_day(onset) if onset else None, self._today)
        # Midnight stands for a day whose hour nobody knew.
        exact = onset if onset and onset != instant(local_day(onset)) else None
        self.onset_hour.show_hour(exact, local_day(onset) if onset else self._today)
        history = details.history
        self.contacts.show_answer(history.contacts)
        self.contacts_text.setText(history.contacts_text)
        self.travel.show_answer(history.travel)
        self.travel_text.setText(history.travel_text)
        self.note.setText(details.note)
        self._show_places()
        self.mark_wrong()

    def details(self) -> StayDetails | None:
        """Return what stands there; None while a field can not be read (it is framed)."""
        if self.mark_wrong():
            return None
        places, words = self._read_places()
        return replace(
            self._kept,
            onset_at=self._onset(),
            history=History(
                self.contacts.answer,
                self.contacts_text.text().strip(),
                self.travel.answer,
                self.travel_text.text().strip(),
            ),
            places_been=places,
            places_text=words,
            note=self.note.text().strip(),
        )

    def mark_wrong(self) -> bool:
        """Frame the fields that can not be read; return whether there are any."""
        found: QWidget | None = None
        hour_alone = bool(self.onset_hour.text().strip()) and not self.onset.text().strip()
        for field, wrong in (
            (self.onset_hour, self.onset_hour.is_wrong),
            (self.onset, self.onset.is_wrong or hour_alone),
        ):
            set_look(field, "wrong", "true" if wrong else "")
            found = field if wrong else found
        if found is not None:
            found.setFocus()
        return found is not None

    def _onset(self) -> datetime | None:
        day = self.onset.day
        if day is None:
            return None
        self.onset_hour.move_to(day)
        return self.onset_hour.at or instant(day)

    def _show_places(self) -> None:
        names = {place: name for name, place in self._places.items()}
        known = [names[one] for one in self._kept.places_been if one in names]
        between = self._words.texts("isolation_page.between_places")
        self.places.setText(between.join([*known, self._kept.places_text]).strip(between))

    def _read_places(self) -> tuple[tuple[PlaceId, ...], str]:
        """Return the places known by name, and the rest as words."""
        unnamed = [one for one in self._kept.places_been if one not in self._places.values()]
        words = [part.strip() for part in _BETWEEN.split(self.places.text()) if part.strip()]
        found = [self._places[word] for word in words if word in self._places]
        rest = [word for word in words if word not in self._places]
        between = self._words.texts("isolation_page.between_places")
        return tuple(dict.fromkeys([*unnamed, *found])), between.join(rest)

    def _pair(self, asked: Asked, words: QLineEdit) -> None:
        """Let words mean yes, and anything but yes have no words."""

        def on_words(typed: str) -> None:
            if typed.strip():
                asked.show_answer(Answer.YES)

        def on_answer() -> None:
            if asked.answer is not Answer.YES:
                words.clear()

        words.textEdited.connect(on_words)
        asked.currentIndexChanged.connect(on_answer)

    def _arrange(self) -> None:
        text = self._words.texts
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(scale.GAP)
        grid.setVerticalSpacing(scale.GAP)
        for row, (key, fields) in enumerate(
            (
                ("onset", (self.onset, self.onset_hour)),
                ("contacts", (self.contacts, self.contacts_text)),
                ("travel", (self.travel, self.travel_text)),
                ("places", (self.places,)),
                ("note", (self.note,)),
            )
        ):
            words = text(f"isolation_page.details.{key}")
            caption = QLabel(words, self)
            caption.setBuddy(fields[0])
            grid.addWidget(caption, row, 0)
            for column, field in enumerate(fields, start=1):
                if not field.accessibleName():
                    field.setAccessibleName(words)
                grid.addWidget(field, row, column, 1, 1 if len(fields) > 1 else 2)
        hint = text("isolation_page.details.contacts_hint")
        self.contacts_text.setPlaceholderText(hint)
        self.travel_text.setPlaceholderText(text("isolation_page.details.travel_hint"))
        self.places.setPlaceholderText(text("isolation_page.details.places_hint"))
        self.onset.setFixedWidth(120)
        self.contacts.setFixedWidth(120)
        self.travel.setFixedWidth(120)
        self.onset_hour.setMaximumWidth(120)
        grid.setColumnStretch(2, 1)
