# SPDX-License-Identifier: Apache-2.0
"""What the isolation room asks for: next look, who must be told, where to, what leaving needs.

Pure functions over facts and the rule pack; nothing here reads a clock or the record.
Source: GB 28932-2012 (隔离观察), 卫办疾控发〔2006〕65号, the register of domain practice
隔离观察室登记表; every number and list stands in `resources/rules/isolation.toml`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from schoolguard.isolation.kinds import Condition, Destination, Group, Kind, Need
from schoolguard.isolation.pack import IsolationRules, Party
from schoolguard.isolation.values import Spread

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Look:
    """One observation as the rules see it; `decicelsius` None: none was taken."""

    taken_at: datetime
    decicelsius: int | None = None
    site: str = ""
    symptoms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """What leaving is judged by.

    Attributes:
        looks: oldest first.
        reached: parties that were told.
        not_measured_reason: the statement that no last temperature was taken.
    """

    kind: Kind
    left_at: datetime
    destination: Destination
    looks: tuple[Look, ...] = ()
    reached: frozenset[str] = frozenset()
    handed_to: str = ""
    hospital: str = ""
    not_measured_reason: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that leaving lacks; one that may be overridden lets people go on with a reason."""

    need: Need
    may_override: bool


def group_of(kind: Kind, *, is_boarder: bool, home: str) -> Group:
    """Return who somebody is when it comes to where they go; `home` is a value of `roster.Home`."""
    if kind is Kind.STAFF:
        return Group.STAFF
    if kind is Kind.VISITOR:
        return Group.VISITOR
    if not is_boarder:
        return Group.DAY_PUPIL
    return Group.BOARDER_ELSEWHERE if home == "elsewhere" else Group.BOARDER


def is_fever(decicelsius: int | None, site: str, rules: IsolationRules) -> bool:
    """Return whether a temperature is at or over the fever line of how it was taken.

    A method that has left the pack is judged by the lowest line in use.
    """
    if decicelsius is None:
        return False
    method = rules.methods.get(site)
    lines = [known.fever_decicelsius for known in rules.methods.values()]
    return decicelsius >= (method.fever_decicelsius if method else min(lines))


def is_possible(decicelsius: int, rules: IsolationRules) -> bool:
    """Return whether a number can be a body temperature at all."""
    body = rules.plausible
    return body.reject_below_celsius * 10 <= decicelsius <= body.reject_above_celsius * 10


def is_unusual(decicelsius: int, rules: IsolationRules) -> bool:
    """Return whether a temperature should be looked at twice."""
    body = rules.plausible
    return not body.warn_below_celsius * 10 <= decicelsius <= body.warn_above_celsius * 10


def newest(looks: Sequence[Look]) -> Look | None:
    """Return the last look; of two in the same minute the one that was written down later."""
    ordered = sorted(looks, key=lambda look: look.taken_at)
    return ordered[-1] if ordered else None


def condition_of(last: Look | None, rules: IsolationRules) -> Condition:
    """Return what the next interval depends on, by the last look; nobody looked: not measured."""
    if last is None or last.decicelsius is None:
        return Condition.NOT_MEASURED
    return Condition.FEVER if is_fever(last.decicelsius, last.site, rules) else Condition.NORMAL


def next_look_at(
    entered_at: datetime, looks: Sequence[Look], zone_kind: str, rules: IsolationRules
) -> datetime | None:
    """Return when the next observation is due; None when the pack has no interval for it.

    Counts from the last look, or from the intake when that was later.
    """
    last = newest(looks)
    condition = condition_of(last, rules)
    fitting = [entry for entry in rules.intervals if entry.condition is condition]
    own = next((entry for entry in fitting if entry.zone == zone_kind and zone_kind), None)
    chosen = own or next((entry for entry in fitting if not entry.zone), None)
    if chosen is None:
        return None
    since = entered_at if last is None else max(entered_at, last.taken_at)
    return since + timedelta(minutes=chosen.minutes)


def untold_parties(
    kind: Kind, found_at: datetime, reached: Collection[str], rules: IsolationRules
) -> tuple[tuple[str, datetime], ...]:
    """Return who must still be told and until when, in the order of the pack."""
    return tuple(
        (party.id, found_at + timedelta(minutes=party.within_minutes))
        for party in rules.parties.values()
        if kind in party.kinds and party.within_minutes is not None and party.id not in reached
    )


def fetcher(kind: Kind, rules: IsolationRules) -> Party | None:
    """Return the party that comes for a kind of person, None when nobody does."""
    parties = rules.parties.values()
    return next((party for party in parties if party.fetches and kind in party.kinds), None)


def arrival_due_at(
    group: Group,
    told_at: datetime | None,
    arrives_at: datetime | None,
    arrived_at: datetime | None,
    rules: IsolationRules,
) -> datetime | None:
    """Return when whoever was reached should be here; None when nobody is waited for.

    Those who stay at school are waited for only when somebody said an hour.
    """
    if told_at is None or arrived_at is not None:
        return None
    if arrives_at is not None:
        return arrives_at
    if destinations_for(group, rules)[:1] != (Destination.HOME,):
        return None
    return told_at + timedelta(minutes=rules.arrival_minutes)


def destinations_for(group: Group, rules: IsolationRules) -> tuple[Destination, ...]:
    """Return where somebody may go, the proposed destination first, then as in the pack."""
    fitting = [rule for rule in rules.destinations.values() if group in rule.groups]
    fitting.sort(key=lambda rule: group not in rule.proposed_for)
    return tuple(rule.destination for rule in fitting)


def zone_kind_for(group: Group, rules: IsolationRules) -> str:
    """Return the kind of zone that is proposed for a group; empty when the pack has none."""
    kinds = rules.zone_kinds.values()
    return next((kind.id for kind in kinds if group in kind.groups), "")


def leaving_gaps(facts: LeavingFacts, rules: IsolationRules) -> tuple[Gap, ...]:
    """Return what leaving lacks, in the order to ask; empty: nothing is in the way."""
    rule = rules.destinations.get(facts.destination)
    if rule is None:
        return ()
    lacking = _lacking(facts, rules)
    return tuple(
        Gap(need, may_override=need in rule.override)
        for need in Need
        if need in rule.needs and lacking[need]
    )


def _lacking(facts: LeavingFacts, rules: IsolationRules) -> Mapping[Need, bool]:
    last = newest(facts.looks)
    latest = newest([look for look in facts.looks if look.decicelsius is not None])
    party = fetcher(facts.kind, rules)
    oldest = facts.left_at - timedelta(minutes=rules.reading_minutes)
    fresh = latest is not None and latest.taken_at >= oldest
    return {
        Need.FAMILY_TOLD: party is not None and party.id not in facts.reached,
        Need.CLASS_TEACHER_TOLD: "class_teacher" not in facts.reached,
        Need.HANDED_TO: not facts.handed_to.strip(),
        Need.HOSPITAL: not facts.hospital.strip(),
        Need.LAST_READING: not (fresh or facts.not_measured_reason.strip()),
        Need.NO_FEVER: latest is not None and is_fever(latest.decicelsius, latest.site, rules),
        Need.SYMPTOM_FREE: last is None or bool(last.symptoms),
    }


def minutes_between(first: datetime | None, last: datetime | None) -> int | None:
    """Return whole minutes between two instants; None when one is unknown or they are reversed."""
    if first is None or last is None or last < first:
        return None
    return int((last - first) / _MINUTE)


def shared_minutes(first: tuple[datetime, datetime], second: tuple[datetime, datetime]) -> int:
    """Return the whole minutes that two spans of time have together."""
    begin, end = max(first[0], second[0]), min(first[1], second[1])
    return max(0, int((end - begin) / _MINUTE))


def spread(minutes: Collection[int | None]) -> Spread:
    """Return how many of some durations are known, with their middle and the longest."""
    known = [one for one in minutes if one is not None]
    if not known:
        return Spread()
    return Spread(len(known), round(median(known)), max(known))


def look_again_on(done_on: date | None, every_days: int) -> date | None:
    """Return the last day on which something looked at still holds; None when never looked at."""
    return None if done_on is None else done_on + timedelta(days=every_days)
