# SPDX-License-Identifier: Apache-2.0
"""When somebody may return to class, and what is missing: pure functions.

The anchor's day is day 0, the earliest day is anchor + days. Hours are counted from the hour where
it is known, else as whole days. Nothing here knows a disease: rules come from the pack. The
program counts; whether somebody may return is decided by the nurse.
Source: 复课证明查验制度; periods in `resources/rules/clearance.toml`, each with its own source.
"""

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from schoolguard.clearance.pack import Anchor, PaperDemand, ReturnRule, Span, Wait, Way
from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.errors import UserError

_HOURS_A_DAY = 24
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Anchors:
    """The days that times are counted from; None while not known.

    Attributes:
        hours: the time of day, at school, where it is known.
    """

    onset_on: date | None = None
    rash_onset_on: date | None = None
    symptom_end_on: date | None = None
    fever_end_on: date | None = None
    treatment_start_on: date | None = None
    hours: Mapping[Anchor, time] = field(default_factory=dict)

    def day(self, anchor: Anchor) -> date | None:
        """Return the day of an anchor."""
        days: Mapping[Anchor, date | None] = {
            Anchor.ONSET: self.onset_on,
            Anchor.RASH_ONSET: self.rash_onset_on,
            Anchor.SYMPTOM_END: self.symptom_end_on,
            Anchor.FEVER_END: self.fever_end_on,
            Anchor.TREATMENT_START: self.treatment_start_on,
        }
        return days[anchor]

    def hour(self, anchor: Anchor) -> time | None:
        """Return the time of day of an anchor, None while not known."""
        return self.hours.get(anchor) if self.day(anchor) is not None else None


@dataclass(frozen=True, slots=True)
class PaperFact:
    """A paper as the rules see it.

    Attributes:
        on: the day it was issued, or a sample was taken.
        agreed: what the nurse found on checking it again; None while not checked.
    """

    paper_id: str
    on: date | None = None
    agreed: bool | None = None


class MissingKind(StrEnum):
    """What kind of thing is missing."""

    ANCHOR = "anchor"
    """A day is not known, so nothing can be counted."""

    WAIT = "wait"
    """A time has not passed."""

    CONDITION = "condition"
    PAPER = "paper"
    RECHECK = "recheck"
    """The paper is there, the nurse has not checked it again."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing.

    Attributes:
        what: id of the anchor, the condition or the paper.
        count: papers lacking.
        wait: the time that has not passed.
        until: from when it has passed.
    """

    kind: MissingKind
    what: str
    count: int = 1
    wait: Wait | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class WayState:
    """How far somebody is on one way.

    Attributes:
        earliest_at: when the last of its times has passed; None while a day is not known, and for
            a way without any.
        missing: empty when all of the way holds.
    """

    way: Way
    earliest_at: datetime | None
    missing: tuple[Missing, ...]

    @property
    def is_met(self) -> bool:
        """Whether all of the way holds."""
        return not self.missing

    @property
    def is_waited(self) -> bool:
        """Whether the way has times to wait, and all have passed."""
        open_times = {MissingKind.ANCHOR, MissingKind.WAIT}
        return bool(self.way.waits) and not any(one.kind in open_times for one in self.missing)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules say of one person at one instant.

    Attributes:
        ways: in the order of the rule.
        best: the way that least is missing on.
        earliest_at: the first instant that some way allows by its times; None while none can be
            counted.
        earliest_on: its day.
        days_left: until that day; 0 when it has come.
        by_whole_days: hours were counted as whole days, since the time of day is not known.
    """

    rule: ReturnRule
    ways: tuple[WayState, ...]
    best: WayState
    earliest_at: datetime | None
    earliest_on: date | None
    days_left: int | None
    by_whole_days: bool

    @property
    def may_return(self) -> bool:
        """Whether nothing is missing on some way."""
        return self.best.is_met

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is missing on the best way."""
        return self.best.missing

    @property
    def period_over(self) -> bool:
        """Whether the isolation period has really elapsed."""
        return self.may_return or any(state.is_waited for state in self.ways)


def assess(
    anchors: Anchors,
    rule: ReturnRule,
    papers: Collection[PaperFact],
    conditions: Collection[str],
    now: datetime,
) -> Assessment:
    """Return what a rule says of somebody.

    Args:
        anchors: the days as far as they are known.
        rule: the rule in force for the disease.
        papers: brought so far.
        conditions: ids of the conditions that are ticked.
        now: aware; the day is the school's.
    """
    ways = tuple(_state(way, anchors, papers, conditions, now) for way in rule.ways)
    counted = [state.earliest_at for state in ways if state.earliest_at is not None]
    earliest_at = min(counted, default=None)
    earliest_on = None if earliest_at is None else local_day(earliest_at)
    left = None if earliest_on is None else max(0, (earliest_on - local_day(now)).days)
    hours = rule.in_hours
    return Assessment(
        rule=rule,
        ways=ways,
        best=min(ways, key=_nearness),
        earliest_at=earliest_at,
        earliest_on=earliest_on,
        days_left=left,
        by_whole_days=any(anchors.day(a) and anchors.hour(a) is None for a in hours),
    )


def waited_until(wait: Wait, anchors: Anchors) -> datetime | None:
    """Return from when a time has passed; None while its anchor is not known."""
    day = anchors.day(wait.anchor)
    if day is None:
        return None
    if wait.span is Span.MONTHS:
        return instant(_months_later(day, wait.amount))
    if wait.span is Span.DAYS:
        return instant(day + timedelta(days=wait.amount))
    hour = anchors.hour(wait.anchor)
    if hour is None:
        return instant(day + timedelta(days=-(-wait.amount // _HOURS_A_DAY)))
    return instant(day, hour.hour, hour.minute) + timedelta(hours=wait.amount)


def check_anchors(anchors: Anchors, today: date) -> None:
    """Refuse days that can not be.

    Raises:
        UserError: ``clearance.day_ahead`` or ``clearance.before_onset``.
    """
    for anchor in Anchor:
        day = anchors.day(anchor)
        if day is not None and day > today:
            raise UserError("clearance.day_ahead", day=day.isoformat())
    onset = anchors.onset_on
    for anchor in (Anchor.RASH_ONSET, Anchor.SYMPTOM_END, Anchor.FEVER_END):
        day = anchors.day(anchor)
        if onset is not None and day is not None and day < onset:
            raise UserError("clearance.before_onset", day=day.isoformat(), onset=onset.isoformat())


def agreed_apart(demand: PaperDemand, papers: Collection[PaperFact]) -> int:
    """Return how many papers that the nurse agrees with count for a demand."""
    good = [paper for paper in papers if paper.paper_id == demand.paper_id and paper.agreed]
    if not demand.apart_days:
        return len(good)
    count = 0
    last: date | None = None
    for day in sorted(paper.on for paper in good if paper.on is not None):
        if last is None or (day - last).days >= demand.apart_days:
            count, last = count + 1, day
    return count


def _state(
    way: Way,
    anchors: Anchors,
    papers: Collection[PaperFact],
    conditions: Collection[str],
    now: datetime,
) -> WayState:
    times = [waited_until(wait, anchors) for wait in way.waits]
    known = [one for one in times if one is not None]
    missing: list[Missing] = []
    for wait, until in zip(way.waits, times, strict=True):
        if until is None:
            missing.append(Missing(MissingKind.ANCHOR, wait.anchor.value, wait=wait))
        elif until > now:
            missing.append(Missing(MissingKind.WAIT, wait.anchor.value, wait=wait, until=until))
    missing += [
        Missing(MissingKind.CONDITION, one) for one in way.conditions if one not in conditions
    ]
    missing += [one for demand in way.papers if (one := _lacking(demand, papers)) is not None]
    complete = bool(known) and len(known) == len(times)
    return WayState(way, max(known) if complete else None, tuple(missing))


def _lacking(demand: PaperDemand, papers: Collection[PaperFact]) -> Missing | None:
    lacking = demand.count - agreed_apart(demand, papers)
    if lacking <= 0:
        return None
    waiting = sum(one.paper_id == demand.paper_id and one.agreed is None for one in papers)
    kind = MissingKind.RECHECK if waiting >= lacking else MissingKind.PAPER
    return Missing(kind, demand.paper_id, lacking)


def _nearness(state: WayState) -> tuple[int, bool, float]:
    at = state.earliest_at
    return (len(state.missing), at is None, at.timestamp() if at else 0.0)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS_A_YEAR + day.month - 1 + months, _MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
