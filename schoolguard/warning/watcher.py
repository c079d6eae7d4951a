# SPDX-License-Identifier: Apache-2.0
"""Remembers a school's days and judges what is new: the one object that a running program keeps.

The memory is rebuilt from the record whenever it is needed; a day whose counts changed afterwards
is lived again, with all that followed it. So the same record always leads to the same findings.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.warning.c2 import upper_bound
from schoolguard.warning.evidence import (
    DayMark,
    Evidence,
    StreamDays,
    UnitOnset,
    topic_onsets,
    units_of,
)
from schoolguard.warning.findings import Found, Level
from schoolguard.warning.history import CountedDay
from schoolguard.warning.monitor import Looked, LookedDay, Monitor
from schoolguard.warning.parameters import Tier, Unit, UnitKind
from schoolguard.warning.regulation import clusters_reached, triggers_reached
from schoolguard.warning.triggers import WarningRules

SCAN, CUSUM, C2 = "gamma_poisson", "likelihood_ratio", "modified_c2"
"""Ids of the statistical methods, as in the pack."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules find in a school as its record stands.

    Attributes:
        found: by topic, the legal ones first.
        judged_from: the first school day that the statistics looked at (again).
        read_from: the first day whose onsets were read (again) for the regulation.
        today: what today says of each stream; empty on a day without school.
        missing: classes that reported nothing today.
    """

    found: tuple[Found, ...]
    judged_from: date
    read_from: date
    today: Mapping[str, LookedDay]
    missing: int


class Watcher:
    """Early warning of one school.

    Args:
        rules: what it judges by; other rules are another watcher.
    """

    def __init__(self, rules: WarningRules) -> None:
        self.rules = rules
        self._monitors: dict[str, Monitor] = {}
        self._looked: dict[str, list[LookedDay]] = {}
        self._marks: dict[str, list[DayMark]] = {}
        self._onsets: dict[str, tuple[UnitOnset, ...]] = {}
        self._reported: dict[date, frozenset[ClassId]] = {}
        self._shape: object = None

    def asks_since(self, today: date) -> date | None:
        """Return since when signs of illness are to be read again; None: all that there are.

        Three weeks are looked through each time, so that late entries are noticed; who fell ill
        before is remembered.
        """
        if self._shape is None:
            return None
        return today - timedelta(days=_LATE_DAYS + self.rules.story.well_days + 1)

    @property
    def is_warm(self) -> bool:
        """Whether the days up to now are remembered."""
        return self._shape is not None

    def forget(self) -> None:
        """Begin anew with the next judgement, e.g. after a correction of an old day."""
        self._shape = None

    def judge(self, evidence: Evidence) -> Judged:
        """Judge the record as it stands; what did not change since the last time is remembered."""
        is_new = self._fit(evidence)
        exact_from = self._take(evidence)
        tells_from = self._tells_from(evidence) if is_new else evidence.since
        read_from = max(exact_from, evidence.today - timedelta(days=_LATE_DAYS))
        judged_from = evidence.today
        statistical: list[Found] = []
        for stream_id in self.rules.streams:
            days = StreamDays(stream_id, self._onsets[stream_id], self._reported, evidence)
            first = self._live(stream_id, days)
            looked = self._looked[stream_id]
            for number in range(first, len(looked)):
                if looked[number].counted.day >= tells_from:
                    judged_from = min(judged_from, looked[number].counted.day)
                    statistical += self._statistical(stream_id, number, evidence)
        legal = [self._graded(one) for one in self._legal(evidence, read_from)]
        today = {
            stream_id: days[-1]
            for stream_id, days in self._looked.items()
            if days and days[-1].counted.day == evidence.today
        }
        reported = self._reported.get(evidence.today, frozenset())
        missing = len(set(evidence.grades) - reported) if today else 0
        return Judged((*legal, *statistical), judged_from, read_from, today, missing)

    def looked(self, stream_id: str) -> Sequence[LookedDay]:
        """Return every day of a stream as it was last judged, oldest first."""
        return self._looked.get(stream_id, ())

    def _fit(self, evidence: Evidence) -> bool:
        """Begin anew where the school's shape, or the day that memory begins with, is another."""
        first_on = evidence.school_days[0].day if evidence.school_days else None
        shape = (first_on, tuple(sorted(evidence.grades.items())))
        if shape == self._shape:
            return False
        self._shape = shape
        grades = {
            Unit(UnitKind.CLASS, class_id): Unit(UnitKind.GRADE, grade)
            for class_id, grade in evidence.grades.items()
        }
        self._monitors = {
            stream.id: Monitor(stream.prior_rate, self.rules.parameters, grades)
            for stream in self.rules.streams.values()
        }
        self._looked = {stream_id: [] for stream_id in self._monitors}
        self._marks = {stream_id: [] for stream_id in self._monitors}
        self._onsets, self._reported = {}, {}
        return True

    def _tells_from(self, evidence: Evidence) -> date:
        """Return the first day that a new memory speaks of: those that nobody judged yet.

        What was judged before stays as it was said, even if rules have changed since.
        """
        if evidence.judged_until is None:
            return evidence.today
        late = evidence.today - timedelta(days=_LATE_DAYS)
        return max(late, evidence.judged_until + timedelta(days=1))

    def _take(self, evidence: Evidence) -> date:
        """Take in what was read; return the day from which it replaces what was remembered."""
        exact_from, begins = evidence.since, [one.day for one in evidence.school_days[:1]]
        if self._onsets and begins and evidence.since > begins[0]:
            exact_from += timedelta(days=self.rules.story.well_days + 1)
        for topic, found in topic_onsets(evidence, self.rules).items():
            before = [one for one in self._onsets.get(topic, ()) if one.day < exact_from]
            self._onsets[topic] = (*before, *(one for one in found if one.day >= exact_from))
        self._reported = {
            day: classes for day, classes in self._reported.items() if day < evidence.since
        } | dict(evidence.reported)
        return exact_from

    def _live(self, stream_id: str, days: StreamDays) -> int:
        """Live the days that are new or changed; return the number of the first with new facts.

        The last day is always lived again: it is the one under way. Days from which an answer of
        the school took a unit out are lived again, too, but say nothing new.
        """
        marks, last = self._marks[stream_id], max(0, len(days) - 1)
        now = [days.mark(number) for number in range(len(days))]
        first = min(_same(marks, now), last)
        new_facts = min(_same([m.facts for m in marks], [m.facts for m in now]), last)
        monitor, looked = self._monitors[stream_id], self._looked[stream_id]
        monitor.rewind(first)
        del looked[first:]
        looked += [monitor.live(days.day(number)) for number in range(first, len(days))]
        self._marks[stream_id] = now
        return new_facts

    def _legal(self, evidence: Evidence, read_from: date) -> Iterator[Found]:
        """Yield what regulations name, in windows that end on a day that was read."""
        reach = read_from - timedelta(days=self.rules.longest_window)
        recent = {
            topic: tuple(one for one in found if one.day >= reach)
            for topic, found in self._onsets.items()
        }
        for one in triggers_reached(recent, evidence, self.rules):
            if one.last_on >= read_from:
                yield one
        for one in clusters_reached(evidence, self.rules):
            if one.last_on >= read_from:
                yield one

    def _statistical(self, stream_id: str, number: int, evidence: Evidence) -> Iterator[Found]:
        looked, found = self._looked[stream_id][number], self._onsets[stream_id]
        for unit, one in looked.units.items():
            if one.tier is not Tier.NONE and one.today.onsets:
                yield self._finding(stream_id, number, unit, one, found, evidence)
            elif unit.kind in {UnitKind.GRADE, UnitKind.SCHOOL} and one.today.onsets:
                yield from self._note(stream_id, number, unit, found, evidence)

    def _finding(
        self,
        stream_id: str,
        number: int,
        unit: Unit,
        one: Looked,
        found: Sequence[UnitOnset],
        evidence: Evidence,
    ) -> Found:
        """Return the scan's finding, or the CUSUM's where the scan has none of that weight."""
        looked = self._looked[stream_id]
        scan, rule = one.finding, self.rules.parameters.scan
        by_scan = scan is not None and scan.tier(unit.kind, rule) is not Tier.NONE
        window = scan.window if scan is not None and by_scan else _CUSUM_DAYS
        since = looked[max(0, number - window + 1) : number + 1]
        first_on, last_on = _day_after_break(since[0].counted), since[-1].counted.day
        return Found(
            Level.RED if one.tier is Tier.RED else Level.AMBER,
            SCAN if by_scan else CUSUM,
            stream_id,
            unit,
            first_on,
            last_on,
            _people(unit, first_on, last_on, found, evidence),
            usual=sum(day.units[unit].forecast.mean for day in since if unit in day.units),
            probability=scan.probability if scan is not None else None,
        )

    def _note(
        self,
        stream_id: str,
        number: int,
        unit: Unit,
        found: Sequence[UnitOnset],
        evidence: Evidence,
    ) -> Iterator[Found]:
        """Yield the modified C2's line of information on a grade or the school."""
        looked, rule = self._looked[stream_id], self.rules.c2
        today = looked[number].units[unit].today
        span = rule.baseline_days + rule.guard_days
        before = [
            day.units[unit].today.onsets / day.usual.factor
            for day in looked[max(0, number - span) : number]
            if unit in day.units
        ]
        bound = upper_bound(before, rule.rule())
        if bound is None or today.onsets < rule.least_count:
            return
        if today.onsets / looked[number].usual.factor > bound:
            day = looked[number].counted.day
            people = _people(unit, _day_after_break(looked[number].counted), day, found, evidence)
            yield Found(
                Level.NOTE, C2, stream_id, unit, day, day, people, sum(before) / len(before)
            )

    def _graded(self, one: Found) -> Found:
        """Say of a legal finding what is usual there, and how far it is from that."""
        looked = self._looked.get(one.topic, ())
        within = [day for day in looked if one.first_on <= day.counted.day <= one.last_on]
        known = [day.units[one.unit] for day in within if one.unit in day.units]
        if not known:
            return one
        finding = known[-1].finding
        return replace(
            one,
            usual=sum(day.forecast.mean for day in known),
            probability=finding.probability if finding else None,
        )


_LATE_DAYS = 21
"""Days that are read again each time, for late entries."""

_CUSUM_DAYS = 15
"""School days that a slow finding is told over: three weeks, as the nurse thinks of it."""


def _same(known: Sequence[object], now: Sequence[object]) -> int:
    """Return how many of the first things are the same."""
    differ = (number for number, (a, b) in enumerate(zip(known, now, strict=False)) if a != b)
    return next(differ, min(len(known), len(now)))


def _day_after_break(day: CountedDay) -> date:
    """Return the first day whose onsets are booked on a school day: the weekend before it too."""
    return day.day - timedelta(days=day.free_before)


def _people(
    unit: Unit, first_on: date, last_on: date, found: Sequence[UnitOnset], evidence: Evidence
) -> tuple[tuple[PersonId, date], ...]:
    return tuple(
        (one.person_id, one.day)
        for one in found
        if first_on <= one.day <= last_on and unit in units_of(one, evidence)
    )
