# SPDX-License-Identifier: Apache-2.0
"""The entries of `resources/rules/isolation.toml` as typed values, with symptoms and methods.

How a temperature is measured and which symptoms are asked about stand in the packs of the checks,
so that a reading means the same in the classroom and in the isolation room. Names stand in the
packs, in both languages, since a school may add its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from schoolguard.isolation.kinds import Condition, Destination, Group, Kind, Need
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.rule_packs import (
    Packs,
    Rule,
    RulePack,
    Shapes,
    shelf_of,
    take_pack,
)
from schoolguard.kernel.texts import CHINESE


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Rule):
    """An entry that a person chooses from a list."""

    zh: str
    en: str

    def name(self, language: str) -> str:
        """Return the entry's name in a language of the program."""
        return self.zh if language == CHINESE else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom(Named):
    """One symptom of `symptoms.toml` and its key."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Method(Named):
    """One way to measure of `checks.toml`: site and device, with their fever line."""

    short_zh: str
    short_en: str
    site: str
    device: str
    fever_celsius: float
    recheck_with: tuple[str, ...]

    @property
    def fever_decicelsius(self) -> int:
        """The lowest reading that is a fever."""
        return round(self.fever_celsius * 10)

    def short_name(self, language: str) -> str:
        """Return a name short enough for a table's cell."""
        return self.short_zh if language == CHINESE else self.short_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausible(Rule):
    """Which numbers can be body temperatures at all (`checks.toml`)."""

    reject_below_celsius: float
    reject_above_celsius: float
    warn_below_celsius: float
    warn_above_celsius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneKind(Named):
    """A kind of zone 分区; `groups` are those for whom it is proposed."""

    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval(Rule):
    """Minutes to the next observation; an entry without a zone holds where no other does."""

    condition: Condition
    minutes: int
    zone: str = ""

    def __post_init__(self) -> None:
        """Refuse an interval that is due at once, for ever."""
        if self.minutes <= 0:
            raise ValueError("an interval must be longer than nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Named):
    """Who is told of a stay.

    Attributes:
        kinds: the kinds of person for whom the party must be told.
        within_minutes: how soon after the finding; None when nobody is reminded.
        fetches: the party that comes for the person.
    """

    kinds: tuple[Kind, ...] = ()
    within_minutes: int | None = None
    fetches: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Named):
    """How somebody was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeResult(Named):
    """What came of the attempt to tell somebody."""

    reached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationRule(Named):
    """What one destination is for and asks for.

    Attributes:
        groups: who may go there, in the order of the pack.
        proposed_for: the groups for whom it stands first.
        needs: what leaving asks for.
        override: which of the needs may be passed by with a reason.
        opens_absence: whether the person is away from class afterwards.
        closes_room: whether the room waits for disinfection afterwards.
    """

    groups: tuple[Group, ...]
    proposed_for: tuple[Group, ...] = ()
    needs: tuple[Need, ...] = ()
    override: tuple[Need, ...] = ()
    opens_absence: bool = False
    closes_room: bool = False

    @property
    def destination(self) -> Destination:
        """The destination named by the entry's id."""
        return Destination(self.id)

    def __post_init__(self) -> None:
        """Refuse an id that is no destination, and an override of what is not asked."""
        Destination(self.id)
        if not set(self.override) <= set(self.needs):
            raise ValueError("override names a need that the destination does not have")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Rule):
    """A number of minutes that the room works by."""

    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment(Named):
    """One item of the room's checklist; looked at again after `every_days`."""

    every_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Training(Named):
    """A training that staff of the room need (S26), how many people, how long it is valid."""

    people: int
    valid_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply(Named):
    """Something that must lie ready, with its least number and how often it is counted."""

    unit_zh: str
    unit_en: str
    minimum: int
    count_every_days: int

    def unit(self, language: str) -> str:
        """Return the unit it is counted in."""
        return self.unit_zh if language == CHINESE else self.unit_en


@dataclass(frozen=True, slots=True)
class IsolationRules:
    """What the room works by; entries switched off are left out, order is that of the packs.

    Attributes:
        arrival_minutes: how long a family that was reached may take when nobody said an hour.
        reading_minutes: how old the last temperature may be when somebody leaves.
        closed_minutes: how long a room may wait for disinfection before that is overdue.
    """

    zone_kinds: Mapping[str, ZoneKind]
    intervals: tuple[Interval, ...]
    parties: Mapping[str, Party]
    ways: Mapping[str, Way]
    results: Mapping[str, NoticeResult]
    destinations: Mapping[Destination, DestinationRule]
    arrival_minutes: int
    reading_minutes: int
    closed_minutes: int
    equipment: Mapping[str, Equipment]
    trainings: Mapping[str, Training]
    supplies: Mapping[str, Supply]
    methods: Mapping[str, Method]
    plausible: Plausible
    symptoms: Mapping[str, Symptom]


R = TypeVar("R", bound=Rule)


SHAPES: Final[Shapes] = {
    "zone_kind": ZoneKind,
    "interval": Interval,
    "party": Party,
    "way": Way,
    "result": NoticeResult,
    "destination": DestinationRule,
    "span": Span,
    "equipment": Equipment,
    "training": Training,
    "supply": Supply,
}
"""Every kind of entry of `isolation.toml`."""

NEEDED: Final = frozenset({"span"})
"""Kinds of which no entry can be switched off."""


def load_rules(packs: Packs = None) -> IsolationRules:
    """Read the packs, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    shelf = shelf_of(packs)
    room = take_pack("isolation", shelf, SHAPES, NEEDED)
    return read_rules(room, shelf.pack("checks"), shelf.pack("symptoms"))


def read_rules(room: RulePack, checks: RulePack, symptoms: RulePack) -> IsolationRules:
    """Return the rules of the room's own pack and of the two that it shares.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """
    _require(room, "span", ("arrival", "last_reading", "disinfection"))
    _require(checks, "plausible", ("body",))
    spans = _by_id(room, "span", Span)
    destinations = _by_id(room, "destination", DestinationRule).values()
    return IsolationRules(
        zone_kinds=_by_id(room, "zone_kind", ZoneKind),
        intervals=tuple(_by_id(room, "interval", Interval).values()),
        parties=_by_id(room, "party", Party),
        ways=_by_id(room, "way", Way),
        results=_by_id(room, "result", NoticeResult),
        destinations={rule.destination: rule for rule in destinations},
        arrival_minutes=spans["arrival"].minutes,
        reading_minutes=spans["last_reading"].minutes,
        closed_minutes=spans["disinfection"].minutes,
        equipment=_by_id(room, "equipment", Equipment),
        trainings=_by_id(room, "training", Training),
        supplies=_by_id(room, "supply", Supply),
        methods=_by_id(checks, "method", Method),
        plausible=_by_id(checks, "plausible", Plausible)["body"],
        symptoms=_by_id(symptoms, "symptom", Symptom),
    )


def _by_id(pack: RulePack, kind: str, shape: type[R]) -> dict[str, R]:
    return {rule.id: rule for rule in pack.read(kind, shape) if rule.enabled}


def _require(pack: RulePack, kind: str, ids: Iterable[str]) -> None:
    there = {entry.get("id") for entry in pack.entries.get(kind, ())}
    for one in ids:
        if one not in there:
            raise UserError(
                "rules.bad_entry", file=pack.path.name, entry=f"{kind} {one}", reason="is missing"
            )
