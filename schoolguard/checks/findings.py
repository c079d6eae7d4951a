# SPDX-License-Identifier: Apache-2.0
"""Finds, in the readings of whole days, what `board` puts together: one statement each.

Nothing is expected here and nobody is named: only what was recorded.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import and_, case, func, select

from schoolguard import roster
from schoolguard.checks import rules as decide
from schoolguard.checks.queries import DETAILS, READINGS, SECONDS, SHEETS, SYMPTOMS
from schoolguard.checks.rule_book import CheckRules
from schoolguard.checks.values import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store.unit import View

FEVER = "fever"
"""The symptom that a confirmed temperature stands for in every count of symptoms."""

Square = tuple[int, int]
"""Session and class: one square of the day's board."""


def facts_of_day(
    view: View, day: date
) -> dict[Square, tuple[datetime | None, datetime | None, bool]]:
    """Return per square: first and last hand-in, and whether it came from paper."""
    query = select(
        SHEETS.c.session,
        SHEETS.c.class_id,
        SHEETS.c.first_handed_in_at,
        SHEETS.c.handed_in_at,
        SHEETS.c.from_paper,
    ).where(SHEETS.c.day == day)
    rows = view.connection.execute(query)
    return {(session, cls): (first, last, paper) for session, cls, first, last, paper in rows}


def tallies_of_day(view: View, day: date, rules: CheckRules) -> dict[Square, dict[str, int]]:
    """Return per square the counts of a `Tally`, by field name; what is zero is left out."""
    state = case((READINGS.c.value <= int(max(State)), READINGS.c.value), else_=0)
    query = (
        select(READINGS.c.session, READINGS.c.class_id, state, func.count())
        .where(READINGS.c.day == day)
        .group_by(READINGS.c.session, READINGS.c.class_id, state)
    )
    counted: dict[Square, dict[str, int]] = {}
    for session, class_id, value, number in view.connection.execute(query):
        counted.setdefault((session, class_id), {})[State(value).name.lower()] = number
    for name, square in _findings_of_day(view, day, rules):
        values = counted.setdefault(square, {})
        values[name] = values.get(name, 0) + 1
    return counted


def readings_of_leavers(view: View, day: date) -> dict[Square, int]:
    """Return per square how many first readings are of people who were in no class any more."""
    left = roster.left_by(view, day)
    if not left:
        return {}
    query = (
        select(READINGS.c.session, READINGS.c.class_id, func.count())
        .where(READINGS.c.day == day, READINGS.c.person_id.in_(sorted(left)))
        .group_by(READINGS.c.session, READINGS.c.class_id)
    )
    return {(session, cls): number for session, cls, number in view.connection.execute(query)}


def _findings_of_day(view: View, day: date, rules: CheckRules) -> list[tuple[str, Square]]:
    found: list[tuple[str, Square]] = []
    settled = _settled(view, day)
    for key, person_id in over_line(view, day, rules):
        if (key.session, key.class_id, person_id) not in settled:
            found.append(("waiting", (key.session, key.class_id)))
    found += [("suspects", (k.session, k.class_id)) for k, _ in suspects_on(view, day, rules)]
    query = select(SYMPTOMS.c.session, SYMPTOMS.c.class_id, SYMPTOMS.c.person_id)
    rows = view.connection.execute(query.where(SYMPTOMS.c.day == day).distinct())
    return found + [("symptomatic", (session, class_id)) for session, class_id, _ in rows]


def _settled(view: View, day: date) -> set[tuple[int, int, int]]:
    query = select(SECONDS.c.session, SECONDS.c.class_id, SECONDS.c.person_id)
    rows = view.connection.execute(query.where(SECONDS.c.day == day))
    return {(session, class_id, person_id) for session, class_id, person_id in rows}


def over_line(view: View, day: date, rules: CheckRules) -> list[tuple[SheetKey, PersonId]]:
    """Return the first readings at or over their line."""
    same = and_(
        DETAILS.c.day == READINGS.c.day,
        DETAILS.c.session == READINGS.c.session,
        DETAILS.c.class_id == READINGS.c.class_id,
        DETAILS.c.person_id == READINGS.c.person_id,
    )
    sheet = and_(
        SHEETS.c.day == READINGS.c.day,
        SHEETS.c.session == READINGS.c.session,
        SHEETS.c.class_id == READINGS.c.class_id,
    )
    query = (
        select(
            READINGS.c.session,
            READINGS.c.class_id,
            READINGS.c.person_id,
            READINGS.c.value,
            func.coalesce(DETAILS.c.method, SHEETS.c.method),
        )
        .select_from(READINGS.outerjoin(DETAILS, same).join(SHEETS, sheet))
        .where(READINGS.c.day == day, READINGS.c.value >= rules.lowest_fever_decicelsius)
    )
    return [
        (SheetKey(day, CheckSession(session), ClassId(class_id)), PersonId(person_id))
        for session, class_id, person_id, value, method in view.connection.execute(query)
        if _is_fever(value, method, rules)
    ]


_SECOND_VALUE = (SECONDS.c.decicelsius, SECONDS.c.method)


def _is_fever(decicelsius: int | None, method: str, rules: CheckRules) -> bool:
    if decicelsius is None:
        return False
    return decide.is_over_line(Entry(State.MEASURED, decicelsius), method, rules)


def suspects_between(
    view: View, first_on: date, last_on: date, rules: CheckRules
) -> list[tuple[date, ClassId, PersonId]]:
    """Return the second readings over the line within some days, both ends included."""
    query = select(SECONDS.c.day, SECONDS.c.class_id, SECONDS.c.person_id, *_SECOND_VALUE)
    rows = view.connection.execute(query.where(SECONDS.c.day.between(first_on, last_on)))
    return [
        (day, ClassId(class_id), PersonId(person_id))
        for day, class_id, person_id, decicelsius, method in rows
        if _is_fever(decicelsius, method, rules)
    ]


def symptoms_between(
    view: View, first_on: date, last_on: date, rules: CheckRules
) -> list[tuple[date, ClassId, str, PersonId]]:
    """Return every symptom seen within some days; a confirmed fever is one."""
    query = select(
        SYMPTOMS.c.day, SYMPTOMS.c.class_id, SYMPTOMS.c.symptom, SYMPTOMS.c.person_id
    ).where(SYMPTOMS.c.day.between(first_on, last_on))
    found = [
        (day, ClassId(class_id), str(symptom), PersonId(person_id))
        for day, class_id, symptom, person_id in view.connection.execute(query)
    ]
    return found + [
        (day, class_id, FEVER, person_id)
        for day, class_id, person_id in suspects_between(view, first_on, last_on, rules)
    ]


def persons(found: Iterable[tuple[str, PersonId]]) -> Mapping[str, int]:
    """Return how many persons have each symptom; `found` holds each pair once."""
    return Counter(symptom for symptom, _ in found)


def people_done(view: View, day: date, session: CheckSession) -> set[tuple[ClassId, PersonId]]:
    """Return who has a value in a session, and in which class."""
    query = select(READINGS.c.class_id, READINGS.c.person_id).where(
        READINGS.c.day == day, READINGS.c.session == int(session)
    )
    rows = view.connection.execute(query)
    return {(ClassId(class_id), PersonId(person_id)) for class_id, person_id in rows}


def temperatures(view: View, day: date) -> dict[Square, list[tuple[PersonId, int]]]:
    """Return the first temperatures of a day per square, in the order of the register."""
    query = select(
        READINGS.c.session, READINGS.c.class_id, READINGS.c.person_id, READINGS.c.value
    ).where(READINGS.c.day == day, READINGS.c.value > int(max(State)))
    found: dict[Square, list[tuple[PersonId, int]]] = {}
    for session, class_id, person_id, value in view.connection.execute(query):
        found.setdefault((session, class_id), []).append((PersonId(person_id), value))
    return found


def suspects_on(view: View, day: date, rules: CheckRules) -> tuple[tuple[SheetKey, PersonId], ...]:
    """Return whose second reading was over the line on a day."""
    query = select(SECONDS.c.session, SECONDS.c.class_id, SECONDS.c.person_id, *_SECOND_VALUE)
    rows = view.connection.execute(query.where(SECONDS.c.day == day))
    return tuple(
        (SheetKey(day, CheckSession(session), ClassId(class_id)), PersonId(person_id))
        for session, class_id, person_id, decicelsius, method in rows
        if _is_fever(decicelsius, method, rules)
    )
