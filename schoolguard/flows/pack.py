# SPDX-License-Identifier: Apache-2.0
"""The entries of `resources/rules/flows.toml`: what links one room to the next, as typed values.

Source: each entry names its own; 卫办疾控发〔2006〕65号 for like symptoms in one class.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from schoolguard.kernel.rule_packs import Packs, Rule, Shapes, take_pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion(Rule):
    """So many people of one class with the same symptom within so many days, today included."""

    people: int
    days: int

    def __post_init__(self) -> None:
        """Refuse windows that the three-day table does not know, and a crowd of one."""
        if self.days not in {1, 3} or self.people <= 1:
            raise ValueError("days is 1 or 3, people is more than one")


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack(Rule):
    """Which disease's rule asks for the way back while only a symptom is known."""

    symptom: str
    disease: str


@dataclass(frozen=True, slots=True)
class LinkRules:
    """What links one room to the next; entries switched off are left out."""

    suspicions: tuple[Suspicion, ...]
    ways_back: tuple[WayBack, ...]

    def suspects(self, today: Mapping[str, int], three_days: Mapping[str, int]) -> frozenset[str]:
        """Return the symptoms that so many of a class share that an epidemic is to be suspected.

        Args:
            today: symptom id -> people of the class with it today.
            three_days: the same over today and the two days before.
        """
        return frozenset(
            symptom
            for rule in self.suspicions
            for symptom, people in (today if rule.days == 1 else three_days).items()
            if people >= rule.people
        )

    def disease_of(self, symptoms: Collection[str]) -> str:
        """Return by which disease's rule the way back is asked for; empty: by none."""
        return next((one.disease for one in self.ways_back if one.symptom in symptoms), "")


SHAPES: Final[Shapes] = {"suspicion": Suspicion, "way_back": WayBack}
"""Every kind of entry of `flows.toml`."""


def load_links(packs: Packs = None) -> LinkRules:
    """Read the pack, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    pack = take_pack("flows", packs, SHAPES)
    return LinkRules(
        tuple(one for one in pack.read("suspicion", Suspicion) if one.enabled),
        tuple(one for one in pack.read("way_back", WayBack) if one.enabled),
    )
