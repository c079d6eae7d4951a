# SPDX-License-Identifier: Apache-2.0
"""Which days are school days.

Terms and single-day exceptions (holidays, make-up school days 调休) are data of the school and
editable, since expected attendance and "three consecutive days" depend on them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

_SATURDAY = 5
_LOOK_BACK_DAYS = 120
_SCHOOL_YEAR_TURNS = 7


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """One semester 学期, first and last day included."""

    first_on: date
    last_on: date
    name: str = ""

    def __post_init__(self) -> None:
        """Refuse a term that ends before it begins."""
        if self.last_on < self.first_on:
            raise ValueError("term ends before it begins")

    def __contains__(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """Terms, and the days that differ from the weekly pattern.

    Attributes:
        terms: in any order; a day outside every term is no school day unless `exceptions` has it.
        exceptions: day -> True (school is held, e.g. a make-up Saturday) or False (no school).
    """

    terms: tuple[Term, ...] = ()
    exceptions: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))

    def is_school_day(self, day: date) -> bool:
        """Return whether school is held on a day; an exception beats term and weekday."""
        if day in self.exceptions:
            return self.exceptions[day]
        return day.weekday() < _SATURDAY and any(day in term for term in self.terms)

    def school_days(self, first_on: date, last_on: date) -> tuple[date, ...]:
        """Return the school days of a span, both ends included, in order."""
        span = (last_on - first_on).days
        days = (first_on + timedelta(days=n) for n in range(span + 1))
        return tuple(day for day in days if self.is_school_day(day))

    def previous_school_day(self, day: date) -> date | None:
        """Return the last school day before `day`, or None within 120 days before it."""
        return next(self._walk(day, -1), None)

    def next_school_day(self, day: date) -> date | None:
        """Return the first school day after `day`, or None within 120 days after it."""
        return next(self._walk(day, 1), None)

    def _walk(self, day: date, step: int) -> Iterator[date]:
        for n in range(1, _LOOK_BACK_DAYS + 1):
            candidate = day + timedelta(days=n * step)
            if self.is_school_day(candidate):
                yield candidate


def usual_terms(day: date) -> tuple[Term, Term]:
    """Return the two unnamed terms of the school year that a day is in or about to begin.

    A proposal: provinces differ by a week or two, and each school corrects it.
    Source: calendars of county schools, 1 September to late January, March to early July.
    """
    year = day.year if day.month >= _SCHOOL_YEAR_TURNS else day.year - 1
    autumn = Term(date(year, 9, 1), date(year + 1, 1, 22))
    return autumn, Term(date(year + 1, 3, 1), date(year + 1, 7, 5))
