# SPDX-License-Identifier: Apache-2.0
"""Which days the demonstration lives through: so many whole school days, and this morning.

The last day is today and stands still in the middle of the morning check, so that the opened window
has something to do; today is always made a school day, with a make-up day where it is none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.school_calendar import SchoolCalendar, Term

MORNING_STOPS = (8, 10)
"""Wall clock at which the last morning stands still."""

_WEEKS_AHEAD = 6


@dataclass(frozen=True, slots=True)
class Timetable:
    """The days of the play.

    Attributes:
        days: whole school days, in order, all before `today`.
        today: the day whose morning is under way.
    """

    calendar: SchoolCalendar
    days: tuple[date, ...]
    today: date

    @property
    def ends_at(self) -> datetime:
        """The instant at which the play stops."""
        return instant(self.today, *MORNING_STOPS)


def make_timetable(days: int, now: datetime, exceptions: Mapping[date, bool]) -> Timetable:
    """Return the last `days` school days before today, in one term that holds them all.

    Args:
        days: how many whole school days to play.
        now: decides what today is: before the morning check stands still, it is still yesterday.
        exceptions: public holidays and make-up days.
    """
    today = local_day(now)
    if now < instant(today, *MORNING_STOPS):
        today -= timedelta(days=1)
    first_on = today - timedelta(days=2 * days + 30)
    term = Term(first_on, today + timedelta(weeks=_WEEKS_AHEAD))
    calendar = SchoolCalendar((term,), {**exceptions, today: True})
    past = calendar.school_days(first_on, today - timedelta(days=1))
    return Timetable(calendar, past[-days:], today)
