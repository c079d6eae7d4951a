# SPDX-License-Identifier: Apache-2.0
"""The entries of `resources/rules/suspension.toml` as typed values, with the list of symptoms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from schoolguard.checks import Symptom
from schoolguard.kernel.rule_packs import Packs, Rule, Shapes, shelf_of, take_pack
from schoolguard.kernel.texts import CHINESE
from schoolguard.suspension.rules import Length, Reference
from schoolguard.suspension.values import Reached


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpTimes(Rule):
    """From when families are rung on a day, and by when a sheet is to be handed in."""

    from_time: time
    due_time: time

    def __post_init__(self) -> None:
        """Refuse a round that ends before it begins."""
        if self.due_time <= self.from_time:
            raise ValueError("due_time must be after from_time")


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTemperature(Rule):
    """What a family may read, and from when it is fever."""

    fever_celsius: float
    reject_below_celsius: float
    reject_above_celsius: float

    def __post_init__(self) -> None:
        """Refuse a line that lies outside of what is taken."""
        if not self.reject_below_celsius < self.fever_celsius < self.reject_above_celsius:
            raise ValueError("fever_celsius must lie between what is refused")


@dataclass(frozen=True, slots=True, kw_only=True)
class WellDays(Rule):
    """Days without fever and symptoms that the return list looks back over."""

    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Rule):
    """What came of asking, with its one key."""

    zh: str
    en: str
    key: str

    def __post_init__(self) -> None:
        """Refuse a key that types temperatures or symptoms, or an unknown answer."""
        if len(self.key) != 1 or self.key.isalnum() or self.key.isspace():
            raise ValueError("key must be one sign that is no letter and no digit")
        Reached(self.id)

    @property
    def reached(self) -> Reached:
        """The answer named by the entry's id."""
        return Reached(self.id)

    def name(self, language: str) -> str:
        """Return the name in a language of the program."""
        return self.zh if language == CHINESE else self.en


@dataclass(frozen=True, slots=True)
class SuspensionRules:
    """What suspension and follow-up work by; entries switched off are left out."""

    references: tuple[Reference, ...]
    lengths: tuple[Length, ...]
    times: FollowUpTimes
    home: HomeTemperature
    well_days: int
    answers: tuple[Answer, ...]
    symptoms: Mapping[str, Symptom]

    @property
    def fever_decicelsius(self) -> int:
        """The lowest reading that counts as fever, in tenths of a degree."""
        return round(self.home.fever_celsius * 10)

    def is_fever(self, decicelsius: int | None) -> bool:
        """Return whether a home reading is at or over the line; not measured is no fever."""
        return decicelsius is not None and decicelsius >= self.fever_decicelsius

    def lengths_of(self, disease_id: str) -> tuple[Length, ...]:
        """Return the usual lengths of a disease, the one to offer first in front."""
        return tuple(one for one in self.lengths if one.disease == disease_id)

    def reference(self, rule_id: str) -> Reference | None:
        """Return a reference by its id; None when it is gone or switched off."""
        return next((one for one in self.references if one.id == rule_id), None)


SHAPES: Final[Shapes] = {
    "reference": Reference,
    "length": Length,
    "follow_up": FollowUpTimes,
    "home_temperature": HomeTemperature,
    "well_days": WellDays,
    "answer": Answer,
}
"""Every kind of entry of `suspension.toml`."""

NEEDED: Final = frozenset({"follow_up", "home_temperature", "well_days"})
"""Kinds of which no entry can be switched off."""


def load_rules(packs: Packs = None) -> SuspensionRules:
    """Read the suspension pack and the symptoms, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    shelf = shelf_of(packs)
    pack = take_pack("suspension", shelf, SHAPES, NEEDED)
    symptoms = shelf.pack("symptoms").read("symptom", Symptom)
    return SuspensionRules(
        references=tuple(one for one in pack.read("reference", Reference) if one.enabled),
        lengths=tuple(one for one in pack.read("length", Length) if one.enabled),
        times=pack.read("follow_up", FollowUpTimes)[0],
        home=pack.read("home_temperature", HomeTemperature)[0],
        well_days=pack.read("well_days", WellDays)[0].days,
        answers=tuple(one for one in pack.read("answer", Answer) if one.enabled),
        symptoms={one.id: one for one in symptoms if one.enabled},
    )
