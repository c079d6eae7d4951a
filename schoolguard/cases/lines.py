# SPDX-License-Identifier: Apache-2.0
"""Puts kept cases together with names, classes and their next step, as lines of a list.

Whatever the number of cases, the record is asked a handful of times.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select

from schoolguard import access, roster
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.rules import Facts, NextStep, next_step
from schoolguard.cases.tables import (
    CaseMeasureRow,
    CaseReportRow,
    CloseContactRow,
    DiseaseCaseRow,
)
from schoolguard.cases.values import CaseLine, Standing
from schoolguard.kernel.ids import ClassId, DiseaseCaseId, PersonId
from schoolguard.store import View

CaseRow = Row[Any]
"""All columns of `disease_cases`; the types are those of its table."""

_BATCH = 500


def all_cases() -> Select[Any]:
    """Return the question for all kept cases, to be narrowed."""
    return select(DiseaseCaseRow.__table__)


def case_lines(view: View, chosen: Select[Any], rules: CaseRules) -> list[CaseLine]:
    """Return the chosen cases as lines, in no promised order.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, access.Action.VIEW_CASES)
    rows = list(view.connection.execute(chosen))
    ids = [row.id for row in rows]
    names = roster.person_names(view, (row.person_id for row in rows))
    classes = class_names(view, ((row.class_id, row.found_on) for row in rows))
    told, ticked = told_by_case(view, ids), ticked_by_case(view, ids)
    contacts = _contacts(view, ids)
    lines = []
    for row in rows:
        facts = facts_of(row, told[row.id], ticked[row.id], rules)
        step = next_step(facts, rules) if row.standing is Standing.OPEN else None
        name, its_class = names.get(row.person_id, ""), classes.get(row.class_id)
        lines.append(_line(row, name, its_class, step, facts, contacts[row.id], view.now, rules))
    return lines


def _line(
    row: CaseRow,
    name: str,
    its_class: roster.SchoolClass | None,
    step: NextStep | None,
    facts: Facts,
    contacts: tuple[int, int],
    now: datetime,
    rules: CaseRules,
) -> CaseLine:
    asked = {one.id for one in rules.recipients.values() if one.required}
    return CaseLine(
        id=DiseaseCaseId(row.id),
        person_id=row.person_id,
        name=name,
        class_id=row.class_id,
        class_name=its_class.name if its_class else "",
        is_staff=its_class is not None and its_class.kind is roster.ClassKind.STAFF,
        disease_id=row.disease_id,
        classification=row.classification,
        standing=row.standing,
        onset_on=row.onset_on,
        found_at=row.found_at,
        found_on=row.found_on,
        diagnosed_on=row.diagnosed_on,
        step=step.step if step else None,
        due_at=step.due_at if step else None,
        overdue=step is not None and step.due_at is not None and step.due_at < now,
        reports_made=len(asked.intersection(facts.told)),
        reports_asked=len(asked),
        close_contacts=contacts[0],
        watched=contacts[1],
        outcome_id=row.outcome_id,
        ended_on=row.ended_on,
        infected_by=row.infected_by,
    )


def facts_of(
    row: CaseRow, told: Mapping[str, datetime], ticked: frozenset[str], rules: CaseRules
) -> Facts:
    """Return what the rules decide by."""
    return Facts(
        disease=rules.diseases.get(row.disease_id),
        classification=row.classification,
        found_at=row.found_at,
        told=told,
        ticked=ticked,
        contacts_settled_at=row.contacts_settled_at,
        followed_at=row.followed_at,
    )


def class_names(
    view: View, wanted: Iterable[tuple[ClassId, date]]
) -> Mapping[ClassId, roster.SchoolClass]:
    """Return classes as they are today; one that ended, as it was on its latest wanted day."""
    classes = {entry.id: entry for entry in roster.classes_on(view, view.today)}
    ended = {class_id: day for class_id, day in wanted if class_id not in classes}
    for day in sorted(set(ended.values())):
        classes |= {entry.id: entry for entry in roster.classes_on(view, day) if entry.id in ended}
    return classes


def told_by_case(view: View, ids: Sequence[int]) -> Mapping[int, Mapping[str, datetime]]:
    """Return by case and recipient when each was first told; retracted reports do not count."""
    told: dict[int, dict[str, datetime]] = defaultdict(dict)
    for batch in batches(ids):
        rows = view.connection.execute(
            select(CaseReportRow.case_id, CaseReportRow.party_id, CaseReportRow.reported_at)
            .where(CaseReportRow.case_id.in_(batch), CaseReportRow.retracted_at.is_(None))
            .order_by(CaseReportRow.reported_at)
        )
        for case_id, party_id, at in rows:
            told[case_id].setdefault(party_id, at)
    return told


def ticked_by_case(view: View, ids: Sequence[int]) -> Mapping[int, frozenset[str]]:
    """Return the measures that are ticked, by case."""
    ticked: dict[int, frozenset[str]] = defaultdict(frozenset)
    for batch in batches(ids):
        rows = view.connection.execute(
            select(CaseMeasureRow.case_id, CaseMeasureRow.measure_id).where(
                CaseMeasureRow.case_id.in_(batch), CaseMeasureRow.undone_at.is_(None)
            )
        )
        for case_id, measure_id in rows:
            ticked[case_id] |= {measure_id}
    return ticked


def _contacts(view: View, ids: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Return by case how many close contacts are listed, and how many of them still watched."""
    counts: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    watched = and_(CloseContactRow.ended_on.is_(None), CloseContactRow.watch_until_on >= view.today)
    for batch in batches(ids):
        rows = view.connection.execute(
            select(CloseContactRow.case_id, func.count(), func.count().filter(watched))
            .where(CloseContactRow.case_id.in_(batch), CloseContactRow.removed_at.is_(None))
            .group_by(CloseContactRow.case_id)
        )
        counts.update({row[0]: (row[1], row[2]) for row in rows})
    return counts


def batches(ids: Sequence[int] | Sequence[PersonId]) -> Iterator[Sequence[int]]:
    """Yield ids in portions that one question may name."""
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))
