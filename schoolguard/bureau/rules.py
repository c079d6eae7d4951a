# SPDX-License-Identifier: Apache-2.0
"""Decides what a day looks like from the bureau: who has reported, who is late, who is silent.

Clocks never decide whether a package is taken; they only say when it came. Silence is told from a
day without school by the notice that schools send for such a day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from schoolguard.kernel.clock import local_day
from schoolguard.kernel.school_calendar import SchoolCalendar, Term


class Keeping(StrEnum):
    """How a package is kept."""

    ACCEPTED = "accepted"
    HELD = "held"
    PENDING = "pending"
    """Of a new epoch that nobody has confirmed yet."""

    FORKED = "forked"
    """Contradicts another one; kept as evidence, never counted."""

    SETTLED = "settled"
    """Forked, and a named person has cleared it up with the school; kept as evidence."""


class EpochState(StrEnum):
    """How a school's series of numbers stands."""

    CURRENT = "current"
    PENDING = "pending"
    CLOSED = "closed"


class DayStanding(StrEnum):
    """How a school stands for one day; from best to worst."""

    RECEIVED = "received"
    NO_SCHOOL = "no_school"
    LATE = "late"
    """Received, but after the day was over."""

    HELD = "held"
    """Something is here but waits for missing numbers or for a confirmation."""

    MISSING = "missing"
    NOT_DUE = "not_due"


@dataclass(frozen=True, slots=True)
class MeasureCounts:
    """What a school did against infection on a day, as far as sums over schools ask for it.

    Attributes:
        isolated: taken into the isolation room.
        classes_off: classes suspended.
        warnings_legal: legal triggers and clusters first reached.
        rounds_missed: rounds of airing and disinfecting that were due and not done.
    """

    isolated: int
    new_cases: int
    classes_off: int
    warnings_legal: int
    rounds_missed: int


@dataclass(frozen=True, slots=True)
class DayReport:
    """The report of a school for a day as it counts: the highest revision that was accepted."""

    school: str
    day: date
    revision: int
    statement: str
    signed_off: bool
    pupils: int
    staff: int
    pupils_expected: int
    pupils_present: int
    staff_expected: int
    staff_present: int
    absent: int
    absent_illness: int
    absent_suspected: int
    fevers: int
    symptomatic: int
    sheets_due: int
    sheets_late: int
    sheets_missing: int
    received_at: datetime
    measures: MeasureCounts | None = None
    """None: the school's program does not send them; nothing was said, which is not zero."""

    @property
    def is_notice(self) -> bool:
        """Whether it only says that there was no school."""
        return self.statement == "no_school"


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """One line of the board.

    Attributes:
        report: None while nothing of this day counts.
        overdue_days: school days up to this day since the last one that counts; 0 = none.
        missing: numbers that are known to exist and have not arrived.
        forked: numbers of which two different packages came.
        unconfirmed: a new series of numbers waits for a person's phone call.
    """

    school: str
    name: str
    standing: DayStanding
    report: DayReport | None
    overdue_days: int
    missing: tuple[int, ...]
    forked: tuple[int, ...]
    unconfirmed: bool

    @property
    def needs_call(self) -> bool:
        """Whether a person should phone the school."""
        return bool(self.forked) or self.unconfirmed or self.overdue_days > 1


@dataclass(frozen=True, slots=True)
class Totals:
    """The district's sums over the reports that count; notices of no school are left out."""

    schools: int
    pupils: int
    staff: int
    pupils_expected: int
    pupils_present: int
    absent: int
    absent_illness: int
    absent_suspected: int
    fevers: int
    symptomatic: int
    zero_reports: int


@dataclass(frozen=True, slots=True)
class Board:
    """A day as the bureau sees it: a line for each school in order of codes, and the sums."""

    day: date
    lines: tuple[SchoolDay, ...]
    totals: Totals

    def count(self, *standings: DayStanding) -> int:
        """Return how many schools stand in one of the given ways."""
        return sum(line.standing in standings for line in self.lines)


WEEKDAYS = SchoolCalendar((Term(date(2000, 1, 1), date(2100, 1, 1)),))
"""Every Monday to Friday: schools send a notice for the days on which they are closed."""


def standing(
    report: DayReport | None, *, day: date, today: date, is_held: bool, calendar: SchoolCalendar
) -> DayStanding:
    """Return how a school stands for a day."""
    if report is not None:
        if report.is_notice:
            return DayStanding.NO_SCHOOL
        return DayStanding.LATE if local_day(report.received_at) > day else DayStanding.RECEIVED
    if is_held:
        return DayStanding.HELD
    due = day <= today and calendar.is_school_day(day)
    return DayStanding.MISSING if due else DayStanding.NOT_DUE


def overdue_days(
    last_on: date | None, enrolled_on: date, day: date, calendar: SchoolCalendar
) -> int:
    """Return how many school days, `day` included, have passed without a report that counts.

    `last_on` is the last day up to `day` of which one counts; None: none since `enrolled_on`.
    """
    if last_on is not None and last_on >= day:
        return 0
    silent = calendar.school_days(last_on or enrolled_on, day)
    return sum(one != last_on for one in silent)


def totals(reports: Iterable[DayReport]) -> Totals:
    """Return the sums over reports of school days."""
    real = [report for report in reports if not report.is_notice]

    def over(name: str) -> int:
        return sum(getattr(report, name) for report in real)

    return Totals(
        schools=len(real),
        pupils=over("pupils"),
        staff=over("staff"),
        pupils_expected=over("pupils_expected"),
        pupils_present=over("pupils_present"),
        absent=over("absent"),
        absent_illness=over("absent_illness"),
        absent_suspected=over("absent_suspected"),
        fevers=over("fevers"),
        symptomatic=over("symptomatic"),
        zero_reports=sum(report.statement == "zero" for report in real),
    )
