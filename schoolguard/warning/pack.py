# SPDX-License-Identifier: Apache-2.0
"""The entries of `resources/rules/warning.toml` as typed values."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, TypeVar

from schoolguard.kernel.errors import UserError
from schoolguard.kernel.rule_packs import Packs, Rule, RulePack, Shapes, take_pack
from schoolguard.kernel.texts import CHINESE
from schoolguard.warning.c2 import C2Rule
from schoolguard.warning.parameters import (
    CusumRule,
    ExpectedRule,
    Parameters,
    ScanRule,
    UnitKind,
)
from schoolguard.warning.stories import StoryRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream(Rule):
    """One kind of illness that is counted by itself.

    Attributes:
        symptoms: ids of the symptom pack; any of them counts.
        prior_rate: onsets a pupil and school day where nothing of the school's own is known.
    """

    zh: str
    en: str
    symptoms: frozenset[str]
    prior_rate: float

    def __post_init__(self) -> None:
        """Refuse a stream that nothing can be compared with."""
        if not 0 < self.prior_rate < 1:
            raise ValueError("prior_rate must lie between 0 and 1")
        if not self.symptoms:
            raise ValueError("a stream needs a symptom")

    def name(self, language: str) -> str:
        """Return the stream's name in a language of the program."""
        return self.zh if language == CHINESE else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedEntry(Rule):
    """`ExpectedRule` as it stands in the pack."""

    guard_days: int
    rate_days: int
    rate_prior_days: float
    history_days: int
    unit_weight: float
    group_weight: float
    weekday_days: int
    weekday_least_days: int
    weekday_weight: float
    break_days: int
    break_factor: float

    def __post_init__(self) -> None:
        """Refuse weights that would let something be divided by zero."""
        if min(self.rate_prior_days, self.unit_weight, self.group_weight, self.weekday_weight) <= 0:
            raise ValueError("the weight of a prior must be above 0")
        if min(self.rate_days, self.history_days, self.weekday_days, self.break_days) < 1:
            raise ValueError("a span of days must be 1 or more")
        if self.guard_days < 0 or self.break_factor <= 0:
            raise ValueError("guard_days can not be negative, break_factor must be above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanEntry(Rule):
    """`ScanRule` as it stands in the pack, without its thresholds."""

    windows: tuple[int, ...]
    least_count: int
    group_least_count: int
    group_first_day: int
    group_least_dispersion: float

    def __post_init__(self) -> None:
        """Refuse windows that are none, and a single onset as a finding."""
        if not self.windows or min(self.windows) < 1:
            raise ValueError("a window must be 1 day or more")
        if min(self.least_count, self.group_least_count) < 2:
            raise ValueError("one onset is never a finding: least counts are 2 or more")
        if self.group_least_dispersion <= 0:
            raise ValueError("group_least_dispersion must be above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold(Rule):
    """The probabilities below which a kind of unit is red or amber; its id is the kind."""

    red: float
    amber: float

    @property
    def kind(self) -> UnitKind:
        """The kind of unit that the entry's id names."""
        return UnitKind(self.id)

    def __post_init__(self) -> None:
        """Refuse thresholds out of order, and an id that is no kind of unit."""
        UnitKind(self.id)
        if not 0 < self.red <= self.amber < 1:
            raise ValueError("red must be above 0 and not above amber, amber below 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class CusumEntry(Rule):
    """`CusumRule` as it stands in the pack."""

    ratio: float
    dispersion: float
    rare_rate: float
    rare_limit: float
    limit: float
    longest_break: int

    def __post_init__(self) -> None:
        """Refuse a CUSUM that looks for nothing, or that always alarms."""
        if self.ratio <= 1 or self.dispersion < 0:
            raise ValueError("ratio must be above 1, dispersion 0 or more")
        if min(self.rare_limit, self.limit) <= 0:
            raise ValueError("a limit must be above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class C2Entry(Rule):
    """The modified C2 of grade and school; fewer than `least_count` are never pointed out."""

    baseline_days: int
    guard_days: int
    deviations: float
    least_deviation: float
    least_count: int

    def rule(self) -> C2Rule:
        """Return how it looks back."""
        return C2Rule(
            self.baseline_days,
            self.guard_days,
            self.deviations,
            self.least_deviation,
            poisson_floor=True,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEntry(Rule):
    """`StoryRule` as it stands in the pack."""

    well_days: int
    merge_school_days: int

    def __post_init__(self) -> None:
        """Refuse spans that would make every head an onset, or every finding a story."""
        if min(self.well_days, self.merge_school_days) < 1:
            raise ValueError("a span of days must be 1 or more")


def read_streams(pack: RulePack) -> Mapping[str, Stream]:
    """Return the streams in force, by id, in file order."""
    return {one.id: one for one in pack.read("stream", Stream) if one.enabled}


def read_parameters(pack: RulePack) -> Parameters:
    """Return the numbers of the statistics.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """
    scan = _only(pack, "scan", ScanEntry)
    thresholds = {one.kind: one for one in pack.read("threshold", Threshold)}
    if thresholds.keys() != set(UnitKind) - {UnitKind.SHARED}:
        raise UserError(
            "rules.bad_entry", file=pack.path.name, entry="threshold", reason="a unit is missing"
        )
    return Parameters(
        _taken(_only(pack, "expected", ExpectedEntry), ExpectedRule),
        ScanRule(
            scan.windows,
            scan.least_count,
            scan.group_least_count,
            scan.group_first_day,
            scan.group_least_dispersion,
            red={kind: one.red for kind, one in thresholds.items()},
            amber={kind: one.amber for kind, one in thresholds.items()},
        ),
        _taken(_only(pack, "cusum", CusumEntry), CusumRule),
    )


def read_c2(pack: RulePack) -> C2Entry:
    """Return how the modified C2 looks back."""
    return _only(pack, "c2", C2Entry)


def read_story(pack: RulePack) -> StoryRule:
    """Return when onsets are one illness and findings one story."""
    entry = _only(pack, "story", StoryEntry)
    return StoryRule(entry.well_days, entry.merge_school_days)


R = TypeVar("R", bound=Rule)
S = TypeVar("S", ExpectedRule, CusumRule)


def _only(pack: RulePack, kind: str, shape: type[R]) -> R:
    entries = pack.read(kind, shape)
    if len(entries) != 1:
        raise UserError(
            "rules.bad_entry",
            file=pack.path.name,
            entry=kind,
            reason=f"expected one entry, found {len(entries)}",
        )
    return entries[0]


def _taken(entry: Rule, shape: type[S]) -> S:
    """Return the numbers of an entry without its source and status."""
    values: dict[str, Any] = {one.name: getattr(entry, one.name) for one in fields(shape)}
    return shape(**values)


SHAPES: Final[Shapes] = {
    "stream": Stream,
    "expected": ExpectedEntry,
    "scan": ScanEntry,
    "threshold": Threshold,
    "cusum": CusumEntry,
    "c2": C2Entry,
    "story": StoryEntry,
}
"""Every kind of entry of `warning.toml`."""

NEEDED: Final = frozenset(SHAPES) - {"stream"}
"""Kinds of which no entry can be switched off."""


def load_warning_pack(packs: Packs = None) -> RulePack:
    """Read the pack, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    return take_pack("warning", packs, SHAPES, NEEDED)
