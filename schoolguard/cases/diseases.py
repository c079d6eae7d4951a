# SPDX-License-Identifier: Apache-2.0
"""The one list of infectious diseases for all rooms: `resources/rules/diseases.toml`.

Says what is known of a disease as data: how soon it is reported, how long contacts are watched,
how it travels, what kills it. Decides nothing about a person. An id equals the cause id of the
absence pack where both name the same illness.
Source: each entry names its own; 传染病防治法 (2025), 卫办疾控发〔2006〕65号.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from schoolguard.kernel.rule_packs import Packs, Rule, Shapes, take_pack
from schoolguard.kernel.texts import CHINESE


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Rule):
    """An entry that a person chooses from a list.

    Attributes:
        keys: pinyin initials to type it by; empty where the list is short.
    """

    zh: str
    en: str
    keys: str = ""

    def name(self, language: str) -> str:
        """Return the entry's name in a language of the program."""
        return self.zh if language == CHINESE else self.en


class LegalClass(StrEnum):
    """The class of a notifiable disease 甲乙丙类 by the law of 2025."""

    A = "A"
    B = "B"
    C = "C"
    NONE = ""


class Route(StrEnum):
    """How a disease gets from one person to the next."""

    AIR = "air"
    DROPLET = "droplet"
    CONTACT = "contact"
    FAECAL_ORAL = "faecal_oral"
    FOOD_WATER = "food_water"
    BLOOD = "blood"
    VECTOR = "vector"


class ContactWay(StrEnum):
    """Where two people were near each other."""

    CLASS = "class"
    SEAT_ROW = "seat_row"
    DORMITORY_ROOM = "dormitory_room"
    SIBLING = "sibling"
    BUS = "bus"
    ISOLATION_ROOM = "isolation_room"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disease(Named):
    """One infectious disease.

    Attributes:
        report_within_hours: hours after the school found a case; later is late.
        report_at_once: the norm says without delay; the hours are the outer limit.
        watch_days: days after the last exposure (day 0) during which a close contact is watched.
        watch_every_days: a close contact is asked every so many days, 1 = daily.
        infectious_before_days: days before onset in which others could be infected.
        infectious_after_days: days after onset in which others could be infected.
        contact_scopes: where close contacts are looked for first.
        chlorine_only: alcohol does not kill it.
        terminal_mg_per_litre: available chlorine for the terminal disinfection; 0 = none needed.
    """

    legal_class: LegalClass
    report_within_hours: int
    report_at_once: bool
    watch_days: int
    watch_every_days: int = 1
    infectious_before_days: int
    infectious_after_days: int
    routes: frozenset[Route]
    contact_scopes: frozenset[ContactWay]
    chlorine_only: bool = False
    terminal_mg_per_litre: int

    def __post_init__(self) -> None:
        """Refuse numbers that can't be days, hours or a strength."""
        numbers = (
            self.report_within_hours,
            self.watch_days,
            self.infectious_before_days,
            self.infectious_after_days,
            self.terminal_mg_per_litre,
        )
        if min(numbers) < 0:
            raise ValueError("days, hours and strengths can not be negative")
        if self.watch_every_days < 1:
            raise ValueError("watch_every_days is at least 1")


DISEASE_SHAPES: Final[Shapes] = {"disease": Disease}
"""Every kind of entry of `diseases.toml`."""


def load_diseases(packs: Packs = None) -> Mapping[str, Disease]:
    """Read the diseases, by default the program's own, by id in file order.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    pack = take_pack("diseases", packs, DISEASE_SHAPES)
    return {rule.id: rule for rule in pack.read("disease", Disease) if rule.enabled}
