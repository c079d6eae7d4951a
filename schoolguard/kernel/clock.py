# SPDX-License-Identifier: Apache-2.0
"""Where the time comes from, and which day it is at school.

Instants (`*_at`) are aware UTC datetimes; days (`*_on`) are local dates of the school.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Protocol

from typing_extensions import override

SCHOOL_TIME = timezone(timedelta(hours=8), "UTC+08:00")
"""China has one time zone and no summer time; no zone data file is needed to know it."""


class Clock(Protocol):
    """Tells the instant."""

    def now(self) -> datetime:
        """Return the current instant, aware, in UTC."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the computer's time in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands until it is moved: for demonstrations, tests and ``--now``."""

    def __init__(self, now: datetime) -> None:
        self._now = now if now.tzinfo else now.replace(tzinfo=SCHOOL_TIME)

    def now(self) -> datetime:
        """Return the instant the clock was set to, in UTC."""
        return self._now.astimezone(UTC)

    def move_to(self, now: datetime) -> None:
        """Set the clock; a naive `now` is read as school time."""
        self._now = now if now.tzinfo else now.replace(tzinfo=SCHOOL_TIME)

    def advance(self, step: timedelta) -> None:
        """Move the clock on by `step`."""
        self._now += step

    @override
    def __repr__(self) -> str:
        return f"FixedClock({self._now.isoformat()})"


def local_day(at: datetime) -> date:
    """Return the school's date at an instant."""
    return at.astimezone(SCHOOL_TIME).date()


def local_time(at: datetime) -> datetime:
    """Return an instant as the school's wall clock shows it (aware, UTC+08:00)."""
    return at.astimezone(SCHOOL_TIME)


def instant(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the UTC instant of a wall-clock time at school."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SCHOOL_TIME).astimezone(UTC)
