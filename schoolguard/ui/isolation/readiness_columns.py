# SPDX-License-Identifier: Apache-2.0
"""The columns of the readiness lists; a gap is said in words beside its colour."""

from datetime import date

from schoolguard.isolation import EquipmentLine, Hospital, SupplyLine, TrainingLine
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column


def equipment_columns(words: Words) -> tuple[Column[EquipmentLine], ...]:
    """Return the columns of the equipment checklist."""
    text, language = words.texts, words.texts.language

    def state(line: EquipmentLine) -> str:
        if line.state is None:
            return text("isolation_page.readiness.never_looked")
        if line.is_gap and line.state.value == "in_order":
            return text("isolation_page.readiness.look_again")
        return text(f"isolation_page.readiness.state_{line.state.value}")

    return (
        Column(
            text("isolation_page.readiness.item"), lambda one: one.item.name(language), width=240
        ),
        Column(text("isolation_page.readiness.state"), state, tone=_tone, width=120),
        Column(
            text("isolation_page.readiness.looked_on"), lambda one: _day(one.ticked_on), width=96
        ),
        Column(text("isolation_page.readiness.due_on"), lambda one: _day(one.due_on), width=96),
        Column(text("isolation_page.details.note"), lambda one: one.note),
    )


def training_columns(words: Words) -> tuple[Column[TrainingLine], ...]:
    """Return the columns of the trainings."""
    text, language = words.texts, words.texts.language

    def people(line: TrainingLine) -> str:
        return "   ".join(
            f"{one.name} {_day(one.trained_on)}→{_day(one.valid_until)}" for one in line.records
        )

    def enough(line: TrainingLine) -> str:
        return text("isolation_page.readiness.trained", valid=line.valid, wanted=line.topic.people)

    return (
        Column(
            text("isolation_page.readiness.topic"), lambda one: one.topic.name(language), width=170
        ),
        Column(text("isolation_page.readiness.state"), enough, tone=_tone, width=130),
        Column(text("isolation_page.readiness.people"), people),
    )


def supply_columns(words: Words) -> tuple[Column[SupplyLine], ...]:
    """Return the columns of the supplies."""
    text, language = words.texts, words.texts.language

    def quantity(line: SupplyLine) -> str:
        if line.quantity is None:
            return text("isolation_page.readiness.never_counted")
        return f"{line.quantity} {line.item.unit(language)}"

    return (
        Column(
            text("isolation_page.readiness.item"), lambda one: one.item.name(language), width=220
        ),
        Column(text("isolation_page.readiness.quantity"), quantity, tone=_tone, width=120),
        Column(text("isolation_page.readiness.minimum"), lambda one: str(one.minimum), width=90),
        Column(
            text("isolation_page.readiness.counted_on"), lambda one: _day(one.counted_on), width=96
        ),
        Column(text("isolation_page.readiness.due_on"), lambda one: _day(one.due_on), width=96),
    )


def hospital_columns(words: Words) -> tuple[Column[Hospital], ...]:
    """Return the columns of the hospitals at hand."""
    text = words.texts

    def partner(one: Hospital) -> str:
        return text("isolation_page.readiness.partner") if one.draft.is_partner else ""

    return (
        Column(text("isolation_page.rooms.name"), lambda one: one.draft.name, width=190),
        Column(text("isolation_page.readiness.phone"), lambda one: one.draft.phone, width=130),
        Column(text("isolation_page.readiness.contact"), lambda one: one.draft.contact, width=110),
        Column(text("isolation_page.readiness.pairing"), partner, width=80),
        Column(text("isolation_page.readiness.route"), lambda one: one.draft.route),
    )


def _tone(line: EquipmentLine | TrainingLine | SupplyLine) -> Tone:
    return Tone.ATTENTION if line.is_gap else Tone.OK


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()
