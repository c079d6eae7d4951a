# SPDX-License-Identifier: Apache-2.0
"""Two dialogs about an extra disinfection: asking for one by hand, and signing one."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.disinfection import OrderDraft, OrderLine, OrderWhy, Place, SignOffDraft
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.disinfection.place_box import (
    PlaceBox,
    agent_box,
    disease_box,
    number_box,
)
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.day_fields import OptionalHour
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form

_BY_HAND = (OrderWhy.VOMIT, OrderWhy.BY_HAND, OrderWhy.CASE, OrderWhy.STAY, OrderWhy.SUSPENSION)
_MOST_MG = 100_000
_MOST_MINUTES = 24 * 60


class OrderDialog(HouseDialog):
    """Which place, why, against which disease."""

    def __init__(self, parent: QWidget | None, words: Words, places: Sequence[Place]) -> None:
        text = words.texts
        title = text("disinfection_page.orders.new")
        super().__init__(parent, text, title, text("disinfection_page.orders.deed"))
        self.place = PlaceBox(words, places, self)
        self.why = QComboBox(self)
        for why in _BY_HAND:
            self.why.addItem(words.why(why), why)
        self.disease = disease_box(words, self)
        self.note = QLineEdit(self)
        self.form = Form(self)
        self.form.add("place", text("disinfection_page.orders.place"), self.place)
        self.form.add("why", text("disinfection_page.orders.why_event"), self.why)
        hint = text("disinfection_page.orders.disease_hint")
        self.form.add("disease", text("disinfection_page.orders.disease"), self.disease, hint)
        self.form.add("note", text("disinfection_page.orders.note"), self.note)
        self.body.addWidget(self.form)
        self.place.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, places: Sequence[Place]
    ) -> OrderDraft | None:
        """Return the order, or None."""
        dialog = cls(parent, words, places)
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> OrderDraft:
        """The order as the dialog says it; due by the rule of its cause."""
        return OrderDraft(
            self.place.place_id or PlaceId(0),
            OrderWhy(self.why.currentData()),
            str(self.disease.currentData() or ""),
            note=self.note.text().strip(),
        )

    @override
    def check(self) -> bool:
        lacking = self.place.place_id is None
        words = self.texts("disinfection_page.orders.place_needed") if lacking else ""
        self.form.set_error("place", words)
        return not lacking


class SignOrderDialog(HouseDialog):
    """What was done for an order; begins with what the order asks for."""

    def __init__(
        self, parent: QWidget | None, words: Words, line: OrderLine, now: datetime
    ) -> None:
        text = words.texts
        title = text("disinfection_page.orders.sign_title", place=line.place_name)
        super().__init__(parent, text, title, text("disinfection_page.orders.sign"))
        self._line = line
        self._now = now
        facts = " · ".join(filter(None, (words.why(line.why), words.disease(line.disease_id))))
        self.body.addWidget(QLabel(facts, self))
        self.day = DayField(local_day(now), self)
        self.hour = OptionalHour("16:30", self)
        self.hour.show_hour(now, local_day(now))
        self.agent = agent_box(words, line.agents, self)
        self.strength = number_box(_MOST_MG, line.low_mg_per_litre, self, " mg/L")
        self.contact = number_box(_MOST_MINUTES, line.contact_minutes, self)
        self.by = QLineEdit(self)
        self.by.setPlaceholderText(line.responsible)
        self.note = QLineEdit(self)
        self.form = Form(self)
        asked = words.strength(line.low_mg_per_litre, line.high_mg_per_litre)
        for name, field, hint in (
            ("day", self.day, ""),
            ("hour", self.hour, ""),
            ("agent", self.agent, ""),
            ("strength", self.strength, asked),
            ("contact", self.contact, ""),
            ("by", self.by, ""),
            ("note", self.note, ""),
        ):
            self.form.add(name, text(f"disinfection_page.round.{name}"), field, hint)
        self.body.addWidget(self.form)
        self.agent.currentIndexChanged.connect(self._warn)
        self.hour.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, line: OrderLine, now: datetime
    ) -> SignOffDraft | None:
        """Return what was done, or None."""
        dialog = cls(parent, words, line, now)
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> SignOffDraft:
        """What the dialog says now."""
        self.hour.move_to(self.day.day)
        return SignOffDraft(
            place_id=self._line.place_id,
            task_id="",
            day=self.day.day,
            done_at=self.hour.at,
            agent_id=str(self.agent.currentData() or ""),
            mg_per_litre=self.strength.value() or None,
            contact_minutes=self.contact.value() or None,
            by_name=self.by.text().strip(),
            note=self.note.text().strip(),
        )

    @override
    def check(self) -> bool:
        self.hour.move_to(self.day.day)
        at = self.hour.at
        wrong = at is None or at > self._now
        words = self.texts("disinfection_page.round.bad_hour") if wrong else ""
        self.form.set_error("hour", words)
        return not wrong

    def _warn(self) -> None:
        foreign = self.agent.currentData() not in self._line.agents
        words = self.texts("disinfection.fault.wrong_agent") if foreign else ""
        self.problem.say(Tone.ATTENTION, words)
