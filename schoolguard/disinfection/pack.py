# SPDX-License-Identifier: Apache-2.0
"""The entries of `resources/rules/disinfection.toml` as typed values.

Names of agents, tasks, methods and levels stand in the pack itself, in both languages, since a
school may add its own. Strengths are mg/L of the active part throughout (1 % = 10,000 mg/L).
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Final, TypeVar

from schoolguard.disinfection.kinds import AgentForm, OrderWhy, PlaceKind, Work
from schoolguard.disinfection.recurrence import check_recurrence
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.rule_packs import Packs, Rule, RulePack, Shapes, take_pack
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


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRule(Named):
    """The name of a kind of place; its id is a `PlaceKind`."""

    @property
    def kind(self) -> PlaceKind:
        """The kind that the entry names."""
        return PlaceKind(self.id)

    def __post_init__(self) -> None:
        """Refuse an id that is no kind."""
        PlaceKind(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method(Named):
    """How a task is done: wiping, spraying, soaking, lamp, open windows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent(Named):
    """One disinfectant 消毒剂.

    Attributes:
        active: what acts, e.g. ``chlorine``; pathogens name what they resist by it.
        least_mg_per_litre: weakest stock that is sold; 0 where the agent is used as it is.
        usual_mg_per_litre: stock strength that is offered first; a tablet: mg in one tablet.
        most_mg_per_litre: strongest stock that is sold; a tablet: mg in one tablet.
        open_days: how long an opened package stays good; 0 = not said.
        mixed_hours: how long a mixed solution may be used; 0 = not said.
        note_zh: what to know before use; may be empty. `note_en` the same.
    """

    active: str
    form: AgentForm
    kills_norovirus: bool
    least_mg_per_litre: int = 0
    usual_mg_per_litre: int = 0
    most_mg_per_litre: int = 0
    open_days: int = 0
    mixed_hours: int = 0
    note_zh: str = ""
    note_en: str = ""

    def note(self, language: str) -> str:
        """Return what to know before use, empty for nothing."""
        return self.note_zh if language == CHINESE else self.note_en

    def __post_init__(self) -> None:
        """Refuse strengths out of order."""
        if not self.least_mg_per_litre <= self.usual_mg_per_litre <= self.most_mg_per_litre:
            raise ValueError("strengths must rise: least, usual, most")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency(Named):
    """How often, as a recurrence of RFC 5545 and the hours of its rounds.

    Attributes:
        rule: e.g. ``FREQ=WEEKLY;BYDAY=FR``; empty = never by plan (after an event).
        since: the day from which a rule with an interval counts.
        times: when each round of a day is due, in order; their number is that of the rounds.
        school_days: only on school days; an occurrence of a weekly or rarer rule that falls on a
            day without school moves to the next school day.
    """

    rule: str
    times: tuple[time, ...]
    school_days: bool = True
    since: date = date(2024, 1, 1)

    def __post_init__(self) -> None:
        """Refuse a rule that can not be read, and rounds out of order."""
        check_recurrence(self.rule)
        check_times(self.times)
        if bool(self.rule) != bool(self.times):
            raise ValueError("give both rule and times, or neither")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Named):
    """One task of the plan 计划任务 for some kinds of place; its name says the object.

    Attributes:
        agents: ids of agents that may be used, the usual one first; empty for airing and cleaning.
        low_mg_per_litre: weakest solution that fulfils it; 0 = no strength asked for.
        high_mg_per_litre: strongest solution that is sensible.
        contact_minutes: how long the agent must act; 0 = not asked for.
        minutes: how long at least: windows open, lamp burning; 0 = not asked for.
        rinse: wiped with clean water after the contact time.
        frequency: id of the usual frequency.
        times: when its rounds are due; empty = the frequency's own hours.
        months: only in these months (season); empty = all year.
        from_rank: planned only under an alert of at least this rank; 0 = always.
        raised: whether an alert makes it more frequent; an air conditioner's filter is not.
    """

    kinds: frozenset[PlaceKind]
    work: Work
    method: str
    frequency: str
    agents: tuple[str, ...] = ()
    low_mg_per_litre: int = 0
    high_mg_per_litre: int = 0
    contact_minutes: int = 0
    minutes: int = 0
    rinse: bool = False
    times: tuple[time, ...] = ()
    months: frozenset[int] = frozenset()
    from_rank: int = 0
    raised: bool = True

    def __post_init__(self) -> None:
        """Refuse a task that could not be fulfilled."""
        check_times(self.times)
        if self.low_mg_per_litre > self.high_mg_per_litre:
            raise ValueError("the weakest strength is above the strongest")
        if self.low_mg_per_litre and not self.agents:
            raise ValueError("a strength needs agents")
        if not all(1 <= month <= 12 for month in self.months):
            raise ValueError("months are 1 to 12")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertLevel(Named):
    """A level of raised effort 加强(疫情)模式; a higher rank beats a lower one."""

    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise(Rule):
    """What an alert changes in the plan of its places.

    Attributes:
        level: id of the alert level from which it holds.
        works: which tasks it changes.
        kinds: which kinds of place; empty = all.
        frequency: id of the frequency that takes the place of the usual one, if it asks for more
            rounds or more days; empty = unchanged.
        low_mg_per_litre: at least this strength; 0 = unchanged. `high_mg_per_litre` the same.
        minutes: at least so long; 0 = unchanged.
        contact_minutes: at least so long; 0 = unchanged.
    """

    level: str
    works: frozenset[Work]
    kinds: frozenset[PlaceKind] = frozenset()
    frequency: str = ""
    low_mg_per_litre: int = 0
    high_mg_per_litre: int = 0
    minutes: int = 0
    contact_minutes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRule(Rule):
    """What an extra disinfection asks for, by the event that caused it.

    Attributes:
        due_minutes: how long after the event.
    """

    why: OrderWhy
    method: str
    agents: tuple[str, ...]
    low_mg_per_litre: int
    high_mg_per_litre: int
    contact_minutes: int
    due_minutes: int

    def __post_init__(self) -> None:
        """Refuse a solution that can not be."""
        if not 0 < self.low_mg_per_litre <= self.high_mg_per_litre:
            raise ValueError("the weakest strength is above the strongest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathogen(Named):
    """What a disease's germ withstands; the id is that of the disease.

    Attributes:
        resists: `Agent.active` values that do not kill it.
    """

    resists: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety(Named):
    """One line of safety; its name is the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Rule):
    """One limit of this room by its id."""

    value: int


@dataclass(frozen=True, slots=True)
class DisinfectionRules:
    """The part of the rules that this room works by; entries switched off are left out."""

    kinds: Mapping[PlaceKind, KindRule]
    methods: Mapping[str, Method]
    agents: Mapping[str, Agent]
    frequencies: Mapping[str, Frequency]
    tasks: Mapping[str, Task]
    levels: Mapping[str, AlertLevel]
    raises: tuple[Raise, ...]
    orders: Mapping[OrderWhy, OrderRule]
    pathogens: Mapping[str, Pathogen]
    safety: tuple[Safety, ...]
    grace_minutes: int
    lead_minutes: int
    entry_minutes: int
    airing_times: int
    airing_minutes: int
    uv_hours: int
    uv_warn_hours: int
    bucket_litres: int

    def resists(self, disease_id: str) -> frozenset[str]:
        """Return what a disease's germ withstands; empty for an unknown disease or none."""
        pathogen = self.pathogens.get(disease_id)
        return pathogen.resists if pathogen else frozenset()


R = TypeVar("R", bound=Rule)
_NUMBERS = (
    "grace_minutes",
    "lead_minutes",
    "entry_minutes",
    "airing_times",
    "airing_minutes",
    "uv_hours",
    "uv_warn_hours",
    "bucket_litres",
)


SHAPES: Final[Shapes] = {
    "number": Number,
    "place_kind": KindRule,
    "method": Method,
    "agent": Agent,
    "frequency": Frequency,
    "task": Task,
    "alert_level": AlertLevel,
    "raise": Raise,
    "order": OrderRule,
    "pathogen": Pathogen,
    "safety": Safety,
}
"""Every kind of entry of `disinfection.toml`."""

NEEDED: Final = frozenset({"number"})
"""Kinds of which no entry can be switched off."""


def load_rules(packs: Packs = None) -> DisinfectionRules:
    """Read the disinfection pack, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    return read_rules(take_pack("disinfection", packs, SHAPES, NEEDED))


def read_rules(pack: RulePack) -> DisinfectionRules:
    """Return the disinfection rules of a pack.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """

    def by_id(kind: str, shape: type[R]) -> dict[str, R]:
        return {rule.id: rule for rule in pack.read(kind, shape) if rule.enabled}

    numbers = by_id("number", Number)
    for name in _NUMBERS:
        if name not in numbers:
            raise _bad(pack, f"number {name}", "is missing")
    rules = DisinfectionRules(
        kinds={rule.kind: rule for rule in by_id("place_kind", KindRule).values()},
        methods=by_id("method", Method),
        agents=by_id("agent", Agent),
        frequencies=by_id("frequency", Frequency),
        tasks=by_id("task", Task),
        levels=by_id("alert_level", AlertLevel),
        raises=tuple(by_id("raise", Raise).values()),
        orders={rule.why: rule for rule in by_id("order", OrderRule).values()},
        pathogens=by_id("pathogen", Pathogen),
        safety=tuple(by_id("safety", Safety).values()),
        **{name: numbers[name].value for name in _NUMBERS},
    )
    _check_references(pack, rules)
    return rules


def check_times(times: tuple[time, ...]) -> None:
    """Refuse hours of rounds that do not rise.

    Raises:
        ValueError: two are equal or out of order.
    """
    if list(times) != sorted(set(times)):
        raise ValueError("times must rise within the day")


def _check_references(pack: RulePack, rules: DisinfectionRules) -> None:
    """Refuse an entry that names another which does not exist or is switched off."""
    for task in rules.tasks.values():
        _known(pack, f"task {task.id}", (task.frequency,), rules.frequencies)
        _known(pack, f"task {task.id}", (task.method,), rules.methods)
        _known(pack, f"task {task.id}", task.agents, rules.agents)
    for change in rules.raises:
        frequency = (change.frequency,) if change.frequency else ()
        _known(pack, f"raise {change.id}", (change.level,), rules.levels)
        _known(pack, f"raise {change.id}", frequency, rules.frequencies)
    for order in rules.orders.values():
        _known(pack, f"order {order.id}", (order.method,), rules.methods)
        _known(pack, f"order {order.id}", order.agents, rules.agents)
    _known(pack, "place_kind", tuple(PlaceKind), rules.kinds)
    _known(pack, "order", tuple(OrderWhy), rules.orders)


def _known(pack: RulePack, entry: str, wanted: Iterable[str], there: Container[object]) -> None:
    for one in wanted:
        if one not in there:
            raise _bad(pack, entry, f"names {one!r}, which is not in the pack")


def _bad(pack: RulePack, entry: str, reason: str) -> UserError:
    return UserError("rules.bad_entry", file=pack.path.name, entry=entry, reason=reason)
