# SPDX-License-Identifier: Apache-2.0
"""Every rule pack of the program in the order of the rules page, and what its entries look like."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from schoolguard.absence.pack import SHAPES as ABSENCE
from schoolguard.cases.diseases import DISEASE_SHAPES
from schoolguard.cases.pack import SHAPES as CASES
from schoolguard.checks import rule_book as checks
from schoolguard.clearance.pack import SHAPES as CLEARANCE
from schoolguard.daily.rules import SHAPES as DAILY
from schoolguard.disinfection import pack as disinfection
from schoolguard.flows.pack import SHAPES as FLOWS
from schoolguard.isolation import pack as isolation
from schoolguard.kernel.rule_packs import Rule, Shapes
from schoolguard.roster import pack as roster
from schoolguard.suspension import pack as suspension
from schoolguard.warning import pack as warning
from schoolguard.warning.triggers import TRIGGER_SHAPES


@dataclass(frozen=True, slots=True)
class Chapter:
    """One pack as a chapter of the rule book.

    Attributes:
        pack: its file's name without ending.
        needed: kinds of which no entry can be switched off.
        pages: keys of the pages that work by it.
        read_only: kinds that say how the program reads and writes, not what a school decides.
    """

    pack: str
    shapes: Shapes
    pages: tuple[str, ...]
    needed: frozenset[str] = frozenset()
    read_only: frozenset[str] = frozenset()


CHAPTERS: Final = (
    Chapter("triggers", TRIGGER_SHAPES, ("warning", "today")),
    Chapter("warning", warning.SHAPES, ("warning", "today"), warning.NEEDED),
    Chapter("symptoms", checks.SYMPTOM_SHAPES, ("checks", "isolation", "suspension", "warning")),
    Chapter("checks", checks.SHAPES, ("checks", "isolation", "today"), checks.NEEDED),
    Chapter("absence", ABSENCE, ("absence", "today", "daily")),
    Chapter(
        "diseases", DISEASE_SHAPES, ("cases", "clearance", "suspension", "disinfection", "warning")
    ),
    Chapter("cases", CASES, ("cases", "today")),
    Chapter("clearance", CLEARANCE, ("clearance", "today")),
    Chapter("suspension", suspension.SHAPES, ("suspension",), suspension.NEEDED),
    Chapter("isolation", isolation.SHAPES, ("isolation", "today"), isolation.NEEDED),
    Chapter("disinfection", disinfection.SHAPES, ("disinfection", "today"), disinfection.NEEDED),
    Chapter("flows", FLOWS, ("absence", "clearance", "today")),
    Chapter("daily", DAILY, ("daily", "today")),
    Chapter(
        "roster",
        roster.SHAPES,
        ("roster",),
        roster.NEEDED,
        frozenset({"stage", "school_year", "class_spelling", "phone"}),
    ),
)

CHAPTER_OF: Final = MappingProxyType({one.pack: one for one in CHAPTERS})


def all_shapes() -> Iterator[tuple[str, str, type[Rule]]]:
    """Yield pack, kind and shape of every kind of entry."""
    for chapter in CHAPTERS:
        for kind, shape in chapter.shapes.items():
            yield chapter.pack, kind, shape
