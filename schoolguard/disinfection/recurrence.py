# SPDX-License-Identifier: Apache-2.0
"""On which days a frequency falls: recurrence rules of RFC 5545, and the school calendar.

The rules are read by python-dateutil (ADR 0015). Times of day are not its matter: a frequency
carries the hours of its rounds itself. Days of a year are worked out once and kept.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr

from schoolguard.kernel.school_calendar import SchoolCalendar

_LONGEST_MOVE_DAYS = 60
"""An occurrence in a longer break is not made up for: the break's end has its own cleaning."""


def check_recurrence(rule: str) -> None:
    """Refuse a rule that can not be read or recurs within a day; empty is allowed: never by plan.

    Raises:
        ValueError: says what is wrong.
    """
    if not rule:
        return
    parsed = rrulestr(rule, dtstart=datetime(2024, 1, 1))  # noqa: DTZ001 - days, not instants
    if not isinstance(parsed, rrule) or "FREQ=" not in rule.upper():
        raise ValueError("give one rule, e.g. FREQ=WEEKLY;BYDAY=FR")
    if _frequency_of(rule) not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise ValueError("rounds within a day are given as times, not by the rule")
    if any(part in rule.upper() for part in ("COUNT=", "UNTIL=", "BYHOUR=", "BYMINUTE=")):
        raise ValueError("a plan has no end and no hours in its rule")


def falls_on(
    rule: str, since: date, day: date, calendar: SchoolCalendar, *, school_days: bool
) -> bool:
    """Return whether a recurrence falls on a day.

    With `school_days`, nothing falls on a day without school; what a weekly or rarer rule would
    have put there falls on the next school day instead, once.
    """
    if not rule:
        return False
    if not school_days:
        return day in occurrences(rule, since, day.year)
    if not calendar.is_school_day(day):
        return False
    if day in occurrences(rule, since, day.year):
        return True
    if _is_daily(rule):
        return False
    return any(
        earlier in occurrences(rule, since, earlier.year) for earlier in _free_days(day, calendar)
    )


@lru_cache(maxsize=512)
def occurrences(rule: str, since: date, year: int) -> frozenset[date]:
    """Return the days of a year on which a rule falls, not before `since`."""
    start = datetime.combine(since, time())
    parsed = rrulestr(rule, dtstart=start)
    first, last = datetime(year, 1, 1), datetime(year, 12, 31)  # noqa: DTZ001 - days, not instants
    return frozenset(found.date() for found in parsed.between(first, last, inc=True))


def _free_days(day: date, calendar: SchoolCalendar) -> tuple[date, ...]:
    """Return the days without school just before a school day."""
    before = calendar.previous_school_day(day)
    if before is None or (day - before).days > _LONGEST_MOVE_DAYS:
        return ()
    return tuple(before + timedelta(days=n) for n in range(1, (day - before).days))


@lru_cache(maxsize=128)
def _is_daily(rule: str) -> bool:
    return _frequency_of(rule) == "DAILY"


def _frequency_of(rule: str) -> str:
    parts = dict(part.split("=", 1) for part in rule.upper().split(":")[-1].split(";"))
    return parts.get("FREQ", "")
