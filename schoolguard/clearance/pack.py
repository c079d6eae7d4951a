# SPDX-License-Identifier: Apache-2.0
"""The entries of `resources/rules/clearance.toml` as typed values.

A return rule is a choice of ways; one way is enough, and all that a way asks for must hold: times
to wait (`Wait`), conditions that the nurse ticks, papers. What stands in the rule itself holds for
each of its ways. Variants of a region are rules of their own, marked so, for the same disease.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

from schoolguard.kernel.errors import UserError
from schoolguard.kernel.rule_packs import (
    Packs,
    Rule,
    RulePack,
    Shapes,
    Status,
    take_pack,
)
from schoolguard.kernel.texts import CHINESE


class Anchor(StrEnum):
    """The day that a time is counted from 起算日; that day itself is day 0."""

    ONSET = "onset"
    RASH_ONSET = "rash_onset"
    SYMPTOM_END = "symptom_end"
    FEVER_END = "fever_end"
    TREATMENT_START = "treatment_start"


class Span(StrEnum):
    """What a time to wait is counted in."""

    DAYS = "d"
    HOURS = "h"
    MONTHS = "m"


@dataclass(frozen=True, slots=True)
class Wait:
    """A time that must have passed since an anchor, written ``onset+14d`` in the pack."""

    anchor: Anchor
    amount: int
    span: Span


@dataclass(frozen=True, slots=True)
class PaperDemand:
    """Papers asked for, written ``recovery``, ``stool_culture*2`` or ``stool_culture*2@2d``.

    Attributes:
        count: how many.
        apart_days: each at least so many days after the one before; 0 does not matter.
    """

    paper_id: str
    count: int = 1
    apart_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Rule):
    """An entry that is shown by its name."""

    zh: str
    en: str

    def name(self, language: str) -> str:
        """Return the entry's name in a language of the program."""
        return self.zh if language == CHINESE else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(Named):
    """Something that the nurse sees and ticks, e.g. all blisters crusted and dry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind(Named):
    """A kind of paper 证明, brought from a hospital."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayEntry(Rule):
    """One way back, as it stands in the file."""

    rule: str
    waits: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEntry(Rule):
    """One return rule, as it stands in the file.

    Attributes:
        diseases: ids of the diseases that it holds for; none for the rule of all others.
        variant: in force only where the school chose it; `place` says where it is used.
        also_file: papers that are filed where there are any, but not waited for.
    """

    diseases: tuple[str, ...] = ()
    variant: bool = False
    place_zh: str = ""
    place_en: str = ""
    note_zh: str = ""
    note_en: str = ""
    conditions: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    also_file: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One way back: all of it must hold; demands of its rule are included."""

    id: str
    waits: tuple[Wait, ...]
    conditions: tuple[str, ...]
    papers: tuple[PaperDemand, ...]


@dataclass(frozen=True, slots=True)
class ReturnRule:
    """What a disease asks for before the return; one of the `ways` is enough.

    Attributes:
        places: where a variant is used, by language; empty for the rule itself.
        notes: what else to know, by language.
        also_file: ids of papers that are filed where there are any, but not waited for.
    """

    id: str
    diseases: tuple[str, ...]
    is_variant: bool
    ways: tuple[Way, ...]
    also_file: tuple[str, ...]
    places: Mapping[str, str]
    notes: Mapping[str, str]
    source: str
    status: Status

    @property
    def certificate_required(self) -> bool:
        """Whether every way asks for a paper."""
        return all(way.papers for way in self.ways)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The anchors that some way counts from, in the order of `Anchor`."""
        used = {wait.anchor for way in self.ways for wait in way.waits}
        return tuple(anchor for anchor in Anchor if anchor in used)

    @property
    def in_hours(self) -> frozenset[Anchor]:
        """The anchors of which the hour matters."""
        waits = (wait for way in self.ways for wait in way.waits)
        return frozenset(wait.anchor for wait in waits if wait.span is Span.HOURS)

    @property
    def conditions(self) -> tuple[str, ...]:
        """Ids of the conditions that some way asks for, each once."""
        return tuple(dict.fromkeys(one for way in self.ways for one in way.conditions))

    @property
    def papers(self) -> tuple[str, ...]:
        """Ids of the papers that some way asks for or that are filed, each once."""
        asked = (demand.paper_id for way in self.ways for demand in way.papers)
        return tuple(dict.fromkeys((*asked, *self.also_file)))


@dataclass(frozen=True, slots=True)
class ClearanceRules:
    """The rules of the way back to class; entries switched off are left out.

    Attributes:
        fallback: for every disease without a rule of its own: a doctor decides.
    """

    conditions: Mapping[str, Condition]
    papers: Mapping[str, PaperKind]
    rules: Mapping[str, ReturnRule]
    fallback: ReturnRule

    def rule_of(self, disease_id: str) -> ReturnRule:
        """Return the rule itself for a disease, whatever variant is chosen."""
        found = (r for r in self.rules.values() if not r.is_variant and disease_id in r.diseases)
        return next(found, self.fallback)

    def variants_of(self, disease_id: str) -> tuple[ReturnRule, ...]:
        """Return the variants that a school may choose for a disease, in file order."""
        return tuple(r for r in self.rules.values() if r.is_variant and disease_id in r.diseases)

    def in_force(self, disease_id: str, chosen: Mapping[str, str]) -> ReturnRule:
        """Return the rule in force: the school's variant, by disease id, else the rule itself."""
        variant = self.rules.get(chosen.get(disease_id, ""))
        if variant is not None and variant.is_variant and disease_id in variant.diseases:
            return variant
        return self.rule_of(disease_id)


_WAIT: Final = re.compile(r"(\w+)\+(\d+)([dhm])")
_DEMAND: Final = re.compile(r"(\w+)(?:\*(\d+)(?:@(\d+)d)?)?")
R = TypeVar("R", bound=Rule)


SHAPES: Final[Shapes] = {
    "condition": Condition,
    "paper": PaperKind,
    "return_rule": RuleEntry,
    "way": WayEntry,
}
"""Every kind of entry of `clearance.toml`."""


def load_rules(packs: Packs = None) -> ClearanceRules:
    """Read the pack, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    return read_rules(take_pack("clearance", packs, SHAPES))


def read_rules(pack: RulePack) -> ClearanceRules:
    """Return the return rules of a pack.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """

    def by_id(kind: str, shape: type[R]) -> dict[str, R]:
        return {rule.id: rule for rule in pack.read(kind, shape) if rule.enabled}

    conditions, papers = by_id("condition", Condition), by_id("paper", PaperKind)
    entries, ways = by_id("return_rule", RuleEntry), by_id("way", WayEntry)
    for way in ways.values():
        if way.rule not in {entry.id for entry in pack.read("return_rule", RuleEntry)}:
            raise _bad(pack, f"way {way.id}", f"no such return_rule: {way.rule}")
    rules = {}
    for entry in entries.values():
        own = [way for way in ways.values() if way.rule == entry.id]
        try:
            rules[entry.id] = _rule(entry, own, conditions.keys(), papers.keys())
        except ValueError as error:
            raise _bad(pack, f"return_rule {entry.id}", str(error)) from error
    fallback = next((r for r in rules.values() if not r.diseases and not r.is_variant), None)
    if fallback is None:
        raise _bad(pack, "return_rule", "a rule without diseases is missing")
    return ClearanceRules(conditions, papers, rules, fallback)


def _rule(
    entry: RuleEntry, ways: Iterable[WayEntry], conditions: Iterable[str], papers: Iterable[str]
) -> ReturnRule:
    own = tuple(_way(entry, way, frozenset(conditions), frozenset(papers)) for way in ways)
    if not own:
        raise ValueError("no way back stands under it")
    if entry.variant and not (entry.diseases and entry.place_zh and entry.place_en):
        raise ValueError("a variant names its diseases and its place")
    for paper_id in entry.also_file:
        if paper_id not in papers:
            raise ValueError(f"no such paper: {paper_id}")
    return ReturnRule(
        entry.id,
        entry.diseases,
        entry.variant,
        own,
        entry.also_file,
        {"zh_CN": entry.place_zh, "en": entry.place_en},
        {"zh_CN": entry.note_zh, "en": entry.note_en},
        entry.source,
        entry.status,
    )


def _way(
    entry: RuleEntry, way: WayEntry, conditions: frozenset[str], papers: frozenset[str]
) -> Way:
    waits = tuple(read_wait(text) for text in way.waits)
    ticks = tuple(dict.fromkeys((*entry.conditions, *way.conditions)))
    demands = tuple(read_demand(text) for text in (*entry.papers, *way.papers))
    for tick in ticks:
        if tick not in conditions:
            raise ValueError(f"no such condition: {tick}")
    for demand in demands:
        if demand.paper_id not in papers:
            raise ValueError(f"no such paper: {demand.paper_id}")
    if not (waits or ticks or demands):
        raise ValueError(f"way {way.id} asks for nothing")
    return Way(way.id, waits, ticks, demands)


def read_wait(text: str) -> Wait:
    """Return a time to wait from its short form.

    Raises:
        ValueError: not of that form, or no such anchor.
    """
    found = _WAIT.fullmatch(text)
    if found is None:
        raise ValueError(f"not a time to wait, like onset+14d: {text!r}")
    return Wait(Anchor(found[1]), int(found[2]), Span(found[3]))


def read_demand(text: str) -> PaperDemand:
    """Return a demand for papers from its short form.

    Raises:
        ValueError: not of that form.
    """
    found = _DEMAND.fullmatch(text)
    if found is None or found[2] == "0":
        raise ValueError(f"not a demand for papers, like recovery or stool_culture*2@2d: {text!r}")
    return PaperDemand(found[1], int(found[2] or 1), int(found[3] or 0))


def _bad(pack: RulePack, entry: str, reason: str) -> UserError:
    return UserError("rules.bad_entry", file=pack.path.name, entry=entry, reason=reason)
