# SPDX-License-Identifier: Apache-2.0
"""Reads what early warning looks at from every room: a fixed number of questions."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from schoolguard import roster
from schoolguard.absence import signs as absence_signs
from schoolguard.cases.onsets import diagnoses_between
from schoolguard.checks import CheckRules
from schoolguard.checks import signs as check_signs
from schoolguard.isolation import IsolationRules
from schoolguard.isolation import signs as isolation_signs
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.illness_sign import IllnessSign
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.roster.dormitory import room_by_person
from schoolguard.store.unit import View
from schoolguard.suspension import SuspensionRules
from schoolguard.suspension import signs as suspension_signs
from schoolguard.warning.evidence import Confirmed, Evidence, Exposure, SchoolDay, UnitOnset
from schoolguard.warning.parameters import Unit
from schoolguard.warning.tables import ExposedPersonRow, ExposureRow, JudgedDayRow, WarningRow
from schoolguard.warning.triggers import WarningRules
from schoolguard.warning.values import Standing

_FRIDAY = 4
_LEAST_SCHOOL_DAYS = 60
_WITHOUT_TERMS = timedelta(days=240)


@dataclass(frozen=True, slots=True)
class Sources:
    """The rules that the rooms below read their signs by, and the school's calendar."""

    checks: CheckRules
    isolation: IsolationRules
    suspension: SuspensionRules
    calendar: SchoolCalendar


def gather(
    view: View, today: date, since: date | None, sources: Sources, rules: WarningRules
) -> Evidence:
    """Read the evidence of a day.

    Args:
        view: one read transaction.
        today: the day that is judged.
        since: read signs from this day on; None: from the day on which memory begins.
        sources: how the rooms below are read.
        rules: for the longest window of a disease.
    """
    begins_on = memory_begins(today, sources.calendar)
    first_on = max(begins_on, since) if since else begins_on
    classes = [one for one in roster.classes_on(view, today) if one.kind is roster.ClassKind.PUPILS]
    sizes = {one.class_id: one.total for one in roster.head_counts(view, today)}
    return Evidence(
        today=today,
        since=first_on,
        school_days=school_days(begins_on, today, sources.calendar),
        grades={one.id: one.grade_no for one in classes},
        sizes={one.id: sizes.get(one.id, 0) for one in classes},
        rooms=room_by_person(view, today),
        reported=reported_between(view, first_on, today),
        signs=signs_between(view, first_on, today, sources),
        diagnoses=_diagnoses(view, today, rules),
        exposures=_exposures(view, first_on),
        confirmed=_confirmed(view, begins_on),
        judged_until=view.connection.scalar(
            select(func.max(JudgedDayRow.day)).where(JudgedDayRow.day < today)
        ),
    )


def memory_begins(today: date, calendar: SchoolCalendar) -> date:
    """Return the day on which the memory of a day begins: always the first of a term.

    The present term's, or, while it is young, that of the term before; so the same day looks back
    to the same day whenever it is asked for.
    """
    begun = sorted(term.first_on for term in calendar.terms if term.first_on <= today)
    if not begun:
        return today - _WITHOUT_TERMS
    young = len(calendar.school_days(begun[-1], today)) < _LEAST_SCHOOL_DAYS
    return begun[-2] if young and len(begun) > 1 else begun[-1]


def school_days(first_on: date, last_on: date, calendar: SchoolCalendar) -> tuple[SchoolDay, ...]:
    """Return the school days of a span with what the statistics ask of each."""
    starts = {term.first_on for term in calendar.terms}
    found: list[SchoolDay] = []
    before: date | None = None
    for day in calendar.school_days(first_on, last_on):
        free = (day - before).days - 1 if before else 0
        # A term that begins on a Sunday begins with its first school day.
        new_term = before is None or any(before < start <= day for start in starts)
        found.append(SchoolDay(day, min(day.weekday(), _FRIDAY), free, new_term))
        before = day
    return tuple(found)


def signs_between(
    view: View, first_on: date, last_on: date, sources: Sources
) -> tuple[IllnessSign, ...]:
    """Return the signs of illness that every room saw on some days."""
    return (
        *check_signs.signs_between(view, first_on, last_on, sources.checks),
        *absence_signs.signs_between(view, first_on, last_on),
        *isolation_signs.signs_between(view, first_on, last_on, sources.isolation),
        *suspension_signs.signs_between(view, first_on, last_on, sources.suspension),
    )


def reported_between(
    view: View, first_on: date, last_on: date
) -> Mapping[date, frozenset[ClassId]]:
    """Return by day the classes of which something was handed in."""
    checked = dict(check_signs.sheets_in_between(view, first_on, last_on))
    for day, classes in suspension_signs.sheets_in_between(view, first_on, last_on).items():
        checked[day] = checked.get(day, frozenset()) | classes
    return checked


def _diagnoses(view: View, today: date, rules: WarningRules) -> Mapping[str, tuple[UnitOnset, ...]]:
    windows = [one.window_days for one in rules.clusters.values()]
    first_on = today - timedelta(days=max(windows, default=1) + 7)
    found: defaultdict[str, list[UnitOnset]] = defaultdict(list)
    for one in diagnoses_between(view, first_on, today):
        found[one.disease_id].append(UnitOnset(one.person_id, one.day, one.class_id))
    return {disease_id: tuple(onsets) for disease_id, onsets in found.items()}


def _exposures(view: View, first_on: date) -> tuple[Exposure, ...]:
    rows = view.connection.execute(
        select(ExposureRow.id, ExposureRow.first_on, ExposedPersonRow.person_id)
        .join(ExposedPersonRow, ExposedPersonRow.exposure_id == ExposureRow.id)
        .where(ExposureRow.first_on >= first_on, ExposureRow.withdrawn_at.is_(None))
    )
    shared = defaultdict(set)
    for exposure_id, day, person_id in rows:
        shared[exposure_id, day].add(person_id)
    return tuple(
        Exposure(exposure_id, day, frozenset(people))
        for (exposure_id, day), people in sorted(shared.items())
    )


def _confirmed(view: View, first_on: date) -> tuple[Confirmed, ...]:
    rows = view.connection.execute(
        select(
            WarningRow.topic,
            WarningRow.unit_kind,
            WarningRow.unit_number,
            WarningRow.first_on,
            WarningRow.last_on,
        ).where(WarningRow.standing == Standing.VERIFIED, WarningRow.last_on >= first_on)
    )
    return tuple(
        Confirmed(topic, Unit(kind, number), first, last)
        for topic, kind, number, first, last in rows
    )
