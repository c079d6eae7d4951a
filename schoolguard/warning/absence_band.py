# SPDX-License-Identifier: Apache-2.0
"""This term's illness absence beside the same school weeks of earlier years.

The rate is pupils away ill for every 1,000 pupils of the classes that reported on the day; what was
not reported is in neither number. Early on there are no earlier years, and the band says so.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor
from statistics import median
from typing import Final

from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.school_calendar import SchoolCalendar, Term

_LOW, _HIGH = 0.1, 0.9
_SAME_SEASON: Final = timedelta(days=45)
_YEAR_DAYS: Final = 365.2425
_LEAST_DAYS: Final = 5
"""School days of earlier years that a week of the band needs at least."""


@dataclass(frozen=True, slots=True)
class ClassStay:
    """Pupils of a class from one day until before another; `until_on` None: still there."""

    class_id: ClassId
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """What the rate is made of.

    Attributes:
        stays: one for each pupil's time in a class.
        reported: day -> classes that handed in a sheet.
        away: (day, class) -> pupils away ill.
    """

    stays: tuple[ClassStay, ...]
    reported: Mapping[date, frozenset[ClassId]]
    away: Mapping[tuple[date, ClassId], int]


@dataclass(frozen=True, slots=True)
class RateDay:
    """One school day.

    Attributes:
        week: of the term, from 1.
        away: pupils away ill in the classes that reported; pupils: all those of these classes.
    """

    day: date
    week: int
    away: int
    pupils: int

    @property
    def rate(self) -> float | None:
        """Away for every 1,000 pupils; None when no class reported."""
        return 1000 * self.away / self.pupils if self.pupils else None


@dataclass(frozen=True, slots=True)
class BandWeek:
    """One school week of earlier years, from its school days.

    Attributes:
        low: a tenth of the days were at or below it; high: nine tenths.
    """

    week: int
    low: float
    middle: float
    high: float
    days: int


@dataclass(frozen=True, slots=True)
class AbsenceBand:
    """The days of a term until today, and its weeks in earlier years; none: no earlier years."""

    term: Term | None
    days: tuple[RateDay, ...]
    weeks: tuple[BandWeek, ...]
    years: int


def absence_band(facts: AbsenceFacts, today: date, calendar: SchoolCalendar) -> AbsenceBand:
    """Return the present (or else the last) term beside earlier years."""
    begun = [term for term in calendar.terms if term.first_on <= today]
    if not begun:
        return AbsenceBand(None, (), (), 0)
    term = max(begun)
    sizes = _Sizes(facts)
    earlier = [one for one in begun if _same_season(one, term)]
    by_week: defaultdict[int, list[float]] = defaultdict(list)
    years = 0
    for one in earlier:
        rates = [(day.week, day.rate) for day in _days(facts, sizes, one, one.last_on, calendar)]
        years += any(rate is not None for _, rate in rates)
        for week, rate in rates:
            if rate is not None:
                by_week[week].append(rate)
    weeks = tuple(_band(week, rates) for week, rates in sorted(by_week.items()))
    return AbsenceBand(
        term,
        _days(facts, sizes, term, min(today, term.last_on), calendar),
        tuple(one for one in weeks if one.days >= _LEAST_DAYS),
        years,
    )


def week_of(day: date, term: Term) -> int:
    """Return the school week of a day: the week in which the term begins is the first."""
    monday = term.first_on - timedelta(days=term.first_on.weekday())
    return (day - monday).days // 7 + 1


def _same_season(one: Term, term: Term) -> bool:
    apart = (term.first_on - one.first_on).days
    years = round(apart / _YEAR_DAYS)
    return years >= 1 and abs(apart - years * _YEAR_DAYS) <= _SAME_SEASON.days


def _days(
    facts: AbsenceFacts, sizes: "_Sizes", term: Term, last_on: date, calendar: SchoolCalendar
) -> tuple[RateDay, ...]:
    found = []
    for day in calendar.school_days(term.first_on, last_on):
        classes = facts.reported.get(day, frozenset())
        away = sum(facts.away.get((day, class_id), 0) for class_id in classes)
        pupils = sum(sizes.on(class_id, day) for class_id in classes)
        found.append(RateDay(day, week_of(day, term), away, pupils))
    return tuple(found)


def _band(week: int, rates: list[float]) -> BandWeek:
    ranked = sorted(rates)
    return BandWeek(
        week, _quantile(ranked, _LOW), median(ranked), _quantile(ranked, _HIGH), len(ranked)
    )


def _quantile(ranked: list[float], share: float) -> float:
    """Return a quantile by straight lines between the ranks; `ranked` is never empty."""
    place = share * (len(ranked) - 1)
    below = floor(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (place - below) * (ranked[above] - ranked[below])


class _Sizes:
    """How many pupils each class had on any day."""

    def __init__(self, facts: AbsenceFacts) -> None:
        self._came: defaultdict[ClassId, list[date]] = defaultdict(list)
        self._left: defaultdict[ClassId, list[date]] = defaultdict(list)
        for stay in facts.stays:
            self._came[stay.class_id].append(stay.from_on)
            if stay.until_on is not None:
                self._left[stay.class_id].append(stay.until_on)
        for days in (*self._came.values(), *self._left.values()):
            days.sort()

    def on(self, class_id: ClassId, day: date) -> int:
        """Return the pupils of a class on a day; 0 for a class of staff."""
        came = bisect_right(self._came.get(class_id, []), day)
        return came - bisect_right(self._left.get(class_id, []), day)
