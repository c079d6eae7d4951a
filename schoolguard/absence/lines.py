# SPDX-License-Identifier: Apache-2.0
"""Puts kept cases together with names, classes and half days, as lines of a list.

Whatever the number of cases, the record is asked a handful of times.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, select

from schoolguard import access, roster
from schoolguard.absence.pack import AbsenceRules
from schoolguard.absence.rules import Step, is_overdue, total_half_days
from schoolguard.absence.tables import (
    AbsenceCaseRow,
    AbsenceContactRow,
    AbsenceLessonsRow,
    AbsenceMarkRow,
)
from schoolguard.absence.values import CaseLine, Standing
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import CaseId, ClassId
from schoolguard.store import View

CaseRow = Row[Any]
"""All columns of `absence_cases`; the types are those of its table."""

_BATCH = 500


def all_cases() -> Select[Any]:
    """Return the question for all kept cases, to be narrowed."""
    return select(AbsenceCaseRow.__table__)


def case_lines(view: View, chosen: Select[Any], rules: AbsenceRules) -> list[CaseLine]:
    """Return the chosen cases that the actor may see, as lines, in no promised order."""
    rows = [
        row
        for row in view.connection.execute(chosen)
        if access.allowed(view.actor, access.Action.VIEW_ABSENCE, row.class_id)
    ]
    ids = [row.id for row in rows]
    names = roster.person_names(view, (row.person_id for row in rows))
    classes = _classes(view, rows)
    marks, lessons, tries = _marked_days(view, ids), lessons_by_case(view, ids), _tries(view, ids)
    lines = []
    for row in rows:
        its_class = classes.get(row.class_id)
        is_open = row.standing is Standing.OPEN
        lines.append(
            CaseLine(
                id=row.id,
                person_id=row.person_id,
                name=names.get(row.person_id, ""),
                class_id=row.class_id,
                class_name=its_class.name if its_class else "",
                is_staff=its_class is not None and its_class.kind is roster.ClassKind.STAFF,
                standing=row.standing,
                first_on=row.first_on,
                reason=row.reason,
                cause_id=row.cause_id,
                symptoms=frozenset(row.symptoms.split()),
                epidemic_suspected=row.epidemic_suspected,
                step=Step(row.step),
                due_at=row.due_at if is_open else None,
                overdue=is_open and is_overdue(row.due_at, view.now),
                back_on=row.back_on,
                returned_on=row.returned_on,
                outcome_id=row.outcome_id,
                half_days=total_half_days(marks[row.id], lessons[row.id], rules),
                contacts=tries[row.id],
            )
        )
    return lines


def _classes(view: View, rows: Sequence[CaseRow]) -> Mapping[ClassId, roster.SchoolClass]:
    """Return the classes as they are today; one that ended, as it was in its newest case."""
    classes = {entry.id: entry for entry in roster.classes_on(view, view.today)}
    ended = {row.class_id: row.first_on for row in rows if row.class_id not in classes}
    for day in sorted(set(ended.values())):
        classes |= {entry.id: entry for entry in roster.classes_on(view, day) if entry.id in ended}
    return classes


def lessons_by_case(view: View, ids: Sequence[CaseId]) -> Mapping[CaseId, Mapping[date, int]]:
    """Return the lessons counted by hand, by case and day; empty where none were."""
    lessons: dict[CaseId, dict[date, int]] = defaultdict(dict)
    for batch in _batches(ids):
        rows = view.connection.execute(
            select(AbsenceLessonsRow.__table__).where(AbsenceLessonsRow.case_id.in_(batch))
        )
        for row in rows:
            lessons[row.case_id][row.day] = row.lessons
    return lessons


def _marked_days(
    view: View, ids: Sequence[CaseId]
) -> Mapping[CaseId, Mapping[date, list[CheckSession]]]:
    days: dict[CaseId, dict[date, list[CheckSession]]] = defaultdict(lambda: defaultdict(list))
    for batch in _batches(ids):
        rows = view.connection.execute(
            select(AbsenceMarkRow.case_id, AbsenceMarkRow.day, AbsenceMarkRow.session).where(
                AbsenceMarkRow.case_id.in_(batch)
            )
        )
        for case_id, day, session in rows:
            days[case_id][day].append(session)
    return days


def _tries(view: View, ids: Sequence[CaseId]) -> Mapping[CaseId, int]:
    tries: dict[CaseId, int] = defaultdict(int)
    for batch in _batches(ids):
        rows = view.connection.execute(
            select(AbsenceContactRow.case_id, func.count())
            .where(AbsenceContactRow.case_id.in_(batch))
            .group_by(AbsenceContactRow.case_id)
        )
        tries.update((row[0], row[1]) for row in rows)
    return tries


def _batches(ids: Sequence[CaseId]) -> Iterator[Sequence[CaseId]]:
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
