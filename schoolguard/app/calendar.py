# SPDX-License-Identifier: Apache-2.0
"""The school calendar as the school keeps it: terms and the days that differ, editable.

Expected attendance and "three days in a row" depend on it, so a change is audited with what stood
before. Public holidays and make-up school days are proposed, never forced.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from sqlalchemy import delete, insert, select

from schoolguard import access
from schoolguard.app.tables import CalendarDayRow, TermRow
from schoolguard.crypto.canonical import canonical_json
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.school_calendar import SchoolCalendar, Term
from schoolguard.store.corrections import record_correction
from schoolguard.store.unit import Unit, View

_SATURDAY = 5


def read_calendar(view: View) -> SchoolCalendar:
    """Return the calendar in force; terms in order."""
    terms = view.connection.execute(
        select(TermRow.first_on, TermRow.last_on, TermRow.name).order_by(TermRow.first_on)
    )
    days = view.connection.execute(
        select(CalendarDayRow.day, CalendarDayRow.is_school_day).order_by(CalendarDayRow.day)
    )
    return SchoolCalendar(
        tuple(Term(first_on, last_on, name) for first_on, last_on, name in terms),
        MappingProxyType({row.day: row.is_school_day for row in days}),
    )


def found_calendar(unit: Unit, calendar: SchoolCalendar) -> None:
    """Write the calendar of a new school."""
    terms = [
        {"first_on": term.first_on, "last_on": term.last_on, "name": term.name}
        for term in calendar.terms
    ]
    days = [{"day": day, "is_school_day": held} for day, held in calendar.exceptions.items()]
    if terms:
        unit.connection.execute(insert(TermRow), terms)
    if days:
        unit.connection.execute(insert(CalendarDayRow), days)


def change_calendar(unit: Unit, calendar: SchoolCalendar, reason: str) -> None:
    """Put a new calendar in force; the old one is kept as a correction.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(unit.actor, access.Action.EDIT_CALENDAR)
    old, new = _as_text(read_calendar(unit)), _as_text(calendar)
    if old == new:
        return
    unit.connection.execute(delete(TermRow))
    unit.connection.execute(delete(CalendarDayRow))
    found_calendar(unit, calendar)
    record_correction(unit, "calendar", "calendar", old, new, reason)
    unit.touch(Changes.SETTINGS)


def proposed_exceptions(first_on: date, last_on: date) -> Mapping[date, bool]:
    """Return the public holidays (False) and make-up days (True) of a span, both ends included.

    Only days that differ from Monday to Friday are named. Years that the State Council has not
    announced yet hold the fixed festivals only: the school corrects them when the notice comes.
    """
    from holidays import country_holidays  # noqa: PLC0415 - holidays is heavy; used in set-up only

    years = range(first_on.year, last_on.year + 1)
    names = country_holidays("CN", years=years, language="zh_CN")
    found: dict[date, bool] = {}
    for n in range((last_on - first_on).days + 1):
        day = first_on + timedelta(days=n)
        weekday = day.weekday() < _SATURDAY
        if weekday and day in names:
            found[day] = False
        elif not weekday and day in names.weekend_workdays:
            found[day] = True
    return MappingProxyType(found)


def _as_text(calendar: SchoolCalendar) -> str:
    terms = [
        [term.first_on.isoformat(), term.last_on.isoformat(), term.name]
        for term in sorted(calendar.terms)
    ]
    days = {day.isoformat(): held for day, held in calendar.exceptions.items()}
    return canonical_json({"days": days, "terms": terms}).decode()
