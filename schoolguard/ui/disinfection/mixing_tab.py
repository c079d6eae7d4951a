# SPDX-License-Identifier: Apache-2.0
"""The mixing calculator: from the stock that is really there to millilitres on the measuring cup.

Warns of stock past its day, of agents that do not kill what is about, and of printed tables that
were made for another stock. All sums are `disinfection.mix`'s.
"""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from schoolguard import disinfection
from schoolguard.disinfection import AgentForm, Bottle, Mix, TabletMix
from schoolguard.kernel.errors import UserError
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.buttons import deed_button
from schoolguard.ui.disinfection.layouts import beside
from schoolguard.ui.disinfection.mixing_words import (
    Recipe,
    liquid_recipe,
    tablet_recipe,
    warnings,
)
from schoolguard.ui.disinfection.place_box import disease_box
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_TARGETS = (250, 500, 1000, 2000, 5000, 10000)
_USUAL_TARGET = "500"
_MOST_MINUTES = 24 * 60
_USUAL_MINUTES = 30
_FORM_WIDTH = 260
_OTHER_WIDTH = 160
_BANNERS = 3
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class MixingTab(QWidget):
    """Stock, target and litres in; amounts, warnings and a contact time out.

    Signals:
        timer_wanted: a label and the minutes of a contact time that begins.
        card_wanted: an agent and the strength of its stock, for a card for the wall.
    """

    timer_wanted = Signal(str, int)
    card_wanted = Signal(str, int)

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, words
        self._bottles: tuple[Bottle, ...] = ()
        self._chosen = False
        self.stock = QComboBox(self)
        self.strength = QLineEdit(self)
        self.target = QComboBox(self)
        self.target.setEditable(True)
        self.target.addItems([str(one) for one in _TARGETS])
        self.target.setCurrentText(_USUAL_TARGET)
        self.litres = QLineEdit(str(words.rules.bucket_litres), self)
        self.disease = disease_box(words, self)
        self.minutes = NumberField(self)
        self.minutes.setRange(1, _MOST_MINUTES)
        self.minutes.setValue(_USUAL_MINUTES)
        self.result = QLabel(self)
        self.result.setProperty("look", "title")
        self.result.setWordWrap(True)
        self.details = QLabel(self)
        self.details.setWordWrap(True)
        self.warnings = [Banner(self) for _ in range(_BANNERS)]
        self._arrange()
        self.show_bottles(())
        for line in (self.strength, self.litres):
            line.textChanged.connect(lambda _: self.reckon())
        self.target.currentTextChanged.connect(lambda _: self.reckon())
        self.stock.currentIndexChanged.connect(self._on_stock)
        self.stock.activated.connect(self._on_chosen)
        self.strength.textEdited.connect(self._on_chosen)
        self.disease.currentIndexChanged.connect(lambda _: self.reckon())

    def show_bottles(self, bottles: tuple[Bottle, ...]) -> None:
        """Offer the stock of the register, and typing a strength."""
        kept, before = self.stock.currentData(), self.strength.text()
        self._bottles = tuple(one for one in bottles if one.finished_on is None)
        self.stock.blockSignals(True)
        self.stock.clear()
        for bottle in self._bottles:
            name = bottle.draft.name or self._words.agent(bottle.draft.agent_id)
            batch = f"  {bottle.draft.batch}" if bottle.draft.batch else ""
            self.stock.addItem(f"{name}{batch}", bottle.id)
        for agent in self._words.rules.agents.values():
            if agent.form in {AgentForm.LIQUID, AgentForm.TABLET}:
                name = agent.name(self._words.language)
                self.stock.addItem(self._text("typed", agent=name), agent.id)
        at = self.stock.findData(kept) if self._chosen else self._usual()
        self.stock.setCurrentIndex(max(0, at))
        self.stock.blockSignals(False)
        self._on_stock()
        if self._chosen and self.stock.currentData() == kept:
            self.strength.setText(before)

    def reckon(self) -> None:
        """Reckon anew and show what comes out, or what is wrong with what was typed."""
        try:
            mix = self._mixed()
        except UserError as error:
            self.result.setText("—")
            self.details.setText("")
            self._warn(((Tone.ALARM, self._desk.texts.error(error)),))
            return
        if isinstance(mix, TabletMix):
            recipe: Recipe = tablet_recipe(mix, self._words)
        else:
            recipe = liquid_recipe(mix, self._words)
        self.result.setText(recipe.large)
        self.details.setText("\n".join(recipe.lines))
        agent = self._words.rules.agents.get(self._agent_id)
        disease_id = str(self.disease.currentData() or "")
        self._warn(warnings(self._bottle, agent, disease_id, mix, self._words))

    def _mixed(self) -> Mix | TabletMix:
        target, total_ml = _whole(self.target.currentText()), _millilitres(self.litres.text())
        bucket = self._words.rules.bucket_litres
        if self._is_tablet:
            mg = _whole(self.strength.text().casefold().removesuffix("mg"))
            return disinfection.mix_tablets(target, total_ml, mg, bucket_litres=bucket)
        strength = disinfection.read_strength(self.strength.text())
        return disinfection.mix(target, total_ml, strength, bucket_litres=bucket)

    @property
    def _bottle(self) -> Bottle | None:
        chosen = self.stock.currentData()
        return next((one for one in self._bottles if one.id == chosen), None)

    @property
    def _agent_id(self) -> str:
        bottle = self._bottle
        return bottle.draft.agent_id if bottle is not None else str(self.stock.currentData() or "")

    @property
    def _is_tablet(self) -> bool:
        agent = self._words.rules.agents.get(self._agent_id)
        return agent is not None and agent.form is AgentForm.TABLET

    def _usual(self) -> int:
        """Return the first package that is still good, as the list has them: opened ones first."""
        good = [not one.expired and not one.open_too_long for one in self._bottles]
        return good.index(True) if True in good else 0

    def _on_chosen(self) -> None:
        self._chosen = True

    def _on_stock(self) -> None:
        bottle, agent = self._bottle, self._words.rules.agents.get(self._agent_id)
        mg = agent.usual_mg_per_litre if agent is not None else 0
        if bottle is not None:
            mg = bottle.draft.mg_per_tablet or bottle.draft.mg_per_litre
        words = f"{mg} mg" if self._is_tablet else f"{disinfection.percent_text(mg)} %"
        self.strength.setText(words)
        self.reckon()

    def _warn(self, said: tuple[tuple[Tone, str], ...]) -> None:
        for at, banner in enumerate(self.warnings):
            tone, sentence = said[at] if at < len(said) else (Tone.INFO, "")
            banner.say(tone, sentence)

    def _start(self) -> None:
        label = self._text("timer_label", mg=self.target.currentText())
        self.timer_wanted.emit(label, self.minutes.value())

    def _card(self) -> None:
        try:
            mix = self._mixed()
        except UserError as error:
            self._desk.notify.error(error)
            return
        strength = mix.stock_mg_per_litre if isinstance(mix, Mix) else mix.mg_per_tablet
        self.card_wanted.emit(self._agent_id, strength)

    def _text(self, name: str, **params: str | int) -> str:
        return self._desk.texts(f"disinfection_page.mixing.{name}", **params)

    def _arrange(self) -> None:
        form, other = Form(self), Form(self)
        hint = self._text("strength_hint")
        form.add("stock", self._text("stock"), self.stock)
        form.add("strength", self._text("strength"), self.strength, hint)
        form.add("disease", self._text("disease"), self.disease)
        other.add("target", self._text("target"), self.target)
        other.add("litres", self._text("litres"), self.litres)
        other.add("minutes", self._text("minutes"), self.minutes)
        form.setFixedWidth(_FORM_WIDTH)
        other.setFixedWidth(_OTHER_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        row.addWidget(deed_button(self._desk, self, "timer", "mixing.start", self._start, "Ctrl+T"))
        row.addWidget(deed_button(self._desk, self, "printer", "mixing.card", self._card))
        row.addStretch(1)
        left = QVBoxLayout()
        left.addLayout(beside((form,), (other,)))
        left.addLayout(row)
        left.addStretch(1)
        lines = [rule.name(self._words.language) for rule in self._words.rules.safety]
        safety = QLabel("\n".join(f"• {line}" for line in lines), self)
        safety.setWordWrap(True)
        heading = QLabel(self._text("safety"), self)
        heading.setProperty("look", "section")
        right = QVBoxLayout()
        right.setSpacing(scale.GAP)
        for widget in (self.result, self.details, *self.warnings, heading, safety):
            right.addWidget(widget)
        right.addStretch(1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(scale.ROOMY, scale.GAP, scale.ROOMY, scale.TIGHT)
        columns.setSpacing(scale.WIDE)
        columns.addLayout(left)
        columns.addLayout(right, 1)


def _whole(text: str) -> int:
    """Return a whole number; 0 where there is none, which the room refuses in its own words."""
    plain = text.strip()
    return int(plain) if plain.isdecimal() else 0


def _millilitres(litres: str) -> int:
    plain = litres.strip()
    return round(float(plain) * 1000) if _NUMBER.fullmatch(plain) else 0
