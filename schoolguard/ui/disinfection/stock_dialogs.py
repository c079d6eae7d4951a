# SPDX-License-Identifier: Apache-2.0
"""A package of stock, a UV lamp, one burning of it: three small dialogs."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget
from typing_extensions import override

from schoolguard import disinfection
from schoolguard.disinfection import AgentForm, BottleDraft, Lamp, LampRun, Place
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.disinfection.layouts import beside
from schoolguard.ui.disinfection.place_box import PlaceBox
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.day_fields import OptionalDay, OptionalHour
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_MOST_HOURS = 20_000
_MOST_MINUTES = 24 * 60
_USUAL_MINUTES = 30
_FULL_DAY = "2026-11-24"


class BottleDialog(HouseDialog):
    """Everything on the label of a package, and the day it was opened."""

    def __init__(
        self, parent: QWidget | None, words: Words, known: BottleDraft | None, today: date
    ) -> None:
        text = words.texts
        super().__init__(parent, text, text("disinfection_page.stock.bottle"), text("ui.save"))
        self.setMinimumWidth(600)
        self._words = words
        self.agent = QComboBox(self)
        for agent in words.rules.agents.values():
            if agent.form is not AgentForm.NONE:
                self.agent.addItem(agent.name(words.language), agent.id)
        self.lines = {name: QLineEdit(self) for name in ("name", "strength", "size", "batch")}
        self.note = QLineEdit(self)
        self.expires, self.opened = (OptionalDay(_FULL_DAY, self) for _ in range(2))
        self.left, self.right = Form(self), Form(self)
        self._arrange()
        self._show(known, today)
        self.agent.currentIndexChanged.connect(lambda _: self._offer_strength())
        self.agent.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, known: BottleDraft | None, today: date
    ) -> BottleDraft | None:
        """Return the package as the dialog says it, or None."""
        dialog = cls(parent, words, known, today)
        return dialog.draft if dialog.run() else None

    @property
    def draft(self) -> BottleDraft:
        """The package as the dialog says it; a strength that can not be read is 0."""
        tablet = self._form is AgentForm.TABLET
        mg = self._strength() or 0
        return BottleDraft(
            agent_id=str(self.agent.currentData()),
            name=self.lines["name"].text().strip(),
            mg_per_litre=0 if tablet else mg,
            mg_per_tablet=mg if tablet else 0,
            size=self.lines["size"].text().strip(),
            batch=self.lines["batch"].text().strip(),
            expires_on=self.expires.day,
            opened_on=self.opened.day,
            note=self.note.text().strip(),
        )

    @override
    def check(self) -> bool:
        text = self.texts
        self.left.clear_errors()
        self.right.clear_errors()
        strength = (
            "" if self._strength() is not None else text("disinfection_page.stock.strength_bad")
        )
        day = text("disinfection_page.stock.day_bad")
        expires = day if self.expires.is_wrong else ""
        opened = day if self.opened.is_wrong else ""
        self.right.set_error("opened", opened)
        self.right.set_error("expires", expires)
        self.left.set_error("strength", strength)
        return not (strength or expires or opened)

    @property
    def _form(self) -> AgentForm:
        return self._words.rules.agents[str(self.agent.currentData())].form

    def _strength(self) -> int | None:
        typed = self.lines["strength"].text().strip()
        if self._form is AgentForm.TABLET:
            plain = typed.casefold().removesuffix("mg").strip()
            return int(plain) if plain.isdecimal() and int(plain) else None
        try:
            return disinfection.read_strength(typed)
        except UserError:
            return None

    def _offer_strength(self) -> None:
        agent = self._words.rules.agents[str(self.agent.currentData())]
        mg = agent.usual_mg_per_litre
        tablet = agent.form is AgentForm.TABLET
        words = f"{mg} mg" if tablet else f"{disinfection.percent_text(mg)} %"
        self.lines["strength"].setText(words if mg else "")

    def _show(self, known: BottleDraft | None, today: date) -> None:
        self.expires.show_day(known.expires_on if known else None, date.max)
        self.opened.show_day(known.opened_on if known else None, today)
        if known is None:
            self._offer_strength()
            return
        self.agent.setCurrentIndex(self.agent.findData(known.agent_id))
        for name in ("name", "size", "batch"):
            self.lines[name].setText(getattr(known, name))
        mg = known.mg_per_tablet
        percent = f"{disinfection.percent_text(known.mg_per_litre)} %"
        self.lines["strength"].setText(f"{mg} mg" if mg else percent)
        self.note.setText(known.note)

    def _arrange(self) -> None:
        text = self.texts
        self.left.add("agent", text("disinfection_page.round.agent"), self.agent)
        hint = text("disinfection_page.mixing.strength_hint")
        for name, line in self.lines.items():
            words = text(f"disinfection_page.stock.{name}")
            self.left.add(name, words, line, hint if name == "strength" else "")
        self.right.add("expires", text("disinfection_page.stock.expires"), self.expires)
        self.right.add("opened", text("disinfection_page.stock.opened"), self.opened)
        self.right.add("note", text("disinfection_page.round.note"), self.note)
        self.body.addLayout(beside((self.left,), (self.right,)))


class LampDialog(HouseDialog):
    """Where a lamp hangs, since when its tube burns, and how long it burned before."""

    def __init__(
        self, parent: QWidget | None, words: Words, places: Sequence[Place], today: date
    ) -> None:
        text = words.texts
        super().__init__(parent, text, text("disinfection_page.stock.lamp"), text("ui.save"))
        self.place = PlaceBox(words, places, self)
        self.name = QLineEdit(self)
        self.installed = DayField(today, self)
        self.hours = NumberField(self)
        self.hours.setRange(0, _MOST_HOURS)
        self.form = Form(self)
        self.form.add("place", text("disinfection_page.orders.place"), self.place)
        self.form.add("name", text("disinfection_page.stock.lamp_name"), self.name)
        self.form.add("installed", text("disinfection_page.stock.installed"), self.installed)
        self.form.add("hours", text("disinfection_page.stock.hours_before"), self.hours)
        self.body.addWidget(self.form)
        self.place.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, places: Sequence[Place], today: date
    ) -> tuple[PlaceId, str, date, int] | None:
        """Return place, name, day of the tube and minutes burned before; None when cancelled."""
        dialog = cls(parent, words, places, today)
        return dialog.told if dialog.run() else None

    @property
    def told(self) -> tuple[PlaceId, str, date, int]:
        """What the dialog says now."""
        place_id = self.place.place_id or PlaceId(0)
        return place_id, self.name.text().strip(), self.installed.day, self.hours.value() * 60

    @override
    def check(self) -> bool:
        known = self.place.place_id is not None
        words = "" if known else self.texts("disinfection_page.orders.place_needed")
        self.form.set_error("place", words)
        return known


class RunDialog(HouseDialog):
    """One burning: since when, how long, and the word that nobody was in the room."""

    def __init__(self, parent: QWidget | None, words: Words, lamp: Lamp, now: datetime) -> None:
        text = words.texts
        title = text("disinfection_page.stock.run_title", place=lamp.place_name)
        super().__init__(parent, text, title, text("disinfection_page.stock.run"))
        self._lamp = lamp
        self.day = DayField(local_day(now), self)
        self.hour = OptionalHour("12:30", self)
        self.minutes = NumberField(self)
        self.minutes.setRange(1, _MOST_MINUTES)
        self.minutes.setValue(_USUAL_MINUTES)
        self.unoccupied = QCheckBox(text("disinfection_page.stock.unoccupied"), self)
        self.note = QLineEdit(self)
        self.form = Form(self)
        for name, field in (
            ("day", self.day),
            ("hour", self.hour),
            ("minutes", self.minutes),
            ("note", self.note),
        ):
            key = "stock.begun" if name == "hour" else f"round.{name}"
            self.form.add(name, text(f"disinfection_page.{key}"), field)
        self.form.add("unoccupied", text("disinfection_page.stock.room_empty"), self.unoccupied)
        self.body.addWidget(self.form)
        self.hour.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, words: Words, lamp: Lamp, now: datetime) -> LampRun | None:
        """Return the burning, or None."""
        dialog = cls(parent, words, lamp, now)
        return dialog.told if dialog.run() else None

    @property
    def told(self) -> LampRun:
        """What the dialog says now; the hour must be readable."""
        self.hour.move_to(self.day.day)
        begun_at = self.hour.at
        if begun_at is None:
            raise ValueError("the hour can not be read")
        return LampRun(
            self._lamp.id,
            begun_at,
            self.minutes.value(),
            unoccupied=self.unoccupied.isChecked(),
            note=self.note.text().strip(),
        )

    @override
    def check(self) -> bool:
        self.hour.move_to(self.day.day)
        text = self.texts
        wrong = text("disinfection_page.round.bad_hour") if self.hour.at is None else ""
        empty = self.unoccupied.isChecked()
        occupied = "" if empty else text("disinfection_page.stock.must_be_empty")
        self.form.set_error("unoccupied", occupied)
        self.form.set_error("hour", wrong)
        return not wrong and empty
