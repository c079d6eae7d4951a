# SPDX-License-Identifier: Apache-2.0
"""Reads of cases: lists in the order in which they press, and one case in full."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from schoolguard.cases.contact_lines import contacts_of_case
from schoolguard.cases.lines import (
    CaseRow,
    all_cases,
    case_lines,
    facts_of,
    ticked_by_case,
    told_by_case,
)
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.rules import report_clocks
from schoolguard.cases.tables import (
    CaseMeasureRow,
    CaseReportRow,
    CaseStepRow,
    DiseaseCaseRow,
)
from schoolguard.cases.values import (
    Case,
    CaseBrief,
    CaseDraft,
    CaseLine,
    ChainLink,
    Classification,
    Correction,
    MeasureTick,
    ReportMade,
    Standing,
    Step,
)
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import DiseaseCaseId, PersonId
from schoolguard.store import View, corrections_of

_LAST = instant(date(9999, 12, 31))


def open_cases(view: View, rules: CaseRules) -> tuple[CaseLine, ...]:
    """Return the open cases, what presses most on top.

    Raises:
        UserError: ``access.not_allowed``.
    """
    lines = case_lines(view, all_cases().where(DiseaseCaseRow.standing == Standing.OPEN), rules)
    return tuple(sorted(lines, key=lambda line: (line.due_at or _LAST, line.id)))


def cases_between(
    view: View, first_on: date, last_on: date, rules: CaseRules
) -> tuple[CaseLine, ...]:
    """Return the cases of any standing found within a span of days, newest on top."""
    found = DiseaseCaseRow.found_on.between(first_on, last_on)
    lines = case_lines(view, all_cases().where(found), rules)
    return tuple(sorted(lines, key=lambda line: (-line.found_on.toordinal(), -line.id)))


def cases_of(view: View, person_id: PersonId, rules: CaseRules) -> tuple[CaseLine, ...]:
    """Return all cases of one person, newest first."""
    lines = case_lines(view, all_cases().where(DiseaseCaseRow.person_id == person_id), rules)
    return tuple(sorted(lines, key=lambda line: (-line.found_on.toordinal(), -line.id)))


def case_of(view: View, person_id: PersonId) -> CaseBrief | None:
    """Return a person's open case, the newest of several, or None."""
    row = view.connection.execute(
        all_cases()
        .where(DiseaseCaseRow.person_id == person_id, DiseaseCaseRow.standing == Standing.OPEN)
        .order_by(DiseaseCaseRow.id.desc())
    ).first()
    return None if row is None else brief_of(row)


def case_brief(view: View, case_id: DiseaseCaseId) -> CaseBrief:
    """Return the few facts of a case that other rooms go by.

    Raises:
        UserError: ``cases.no_such_case``.
    """
    return brief_of(case_row(view, case_id))


def people_with_cases(view: View, person_ids: Iterable[PersonId]) -> frozenset[PersonId]:
    """Return which of some people have an open case."""
    rows = view.connection.execute(
        select(DiseaseCaseRow.person_id).where(
            DiseaseCaseRow.standing == Standing.OPEN,
            DiseaseCaseRow.classification != Classification.EXCLUDED,
        )
    )
    return frozenset(rows.scalars()) & frozenset(person_ids)


def case(view: View, case_id: DiseaseCaseId, rules: CaseRules) -> Case:
    """Return one case with everything about it.

    Raises:
        UserError: ``cases.no_such_case`` or ``access.not_allowed``.
    """
    row = case_row(view, case_id)
    line = case_lines(view, all_cases().where(DiseaseCaseRow.id == case_id), rules)[0]
    told, ticked = told_by_case(view, [case_id])[case_id], ticked_by_case(view, [case_id])[case_id]
    return Case(
        line=line,
        draft=draft_of(row),
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        steps=_steps(view, case_id),
        reports=reports_of(view, case_id),
        clocks=report_clocks(facts_of(row, told, ticked, rules), view.now, rules),
        measures=measures_of(view, case_id),
        contacts=contacts_of_case(view, case_id),
        corrections=tuple(
            Correction(c.at, c.account_id, c.field, c.old, c.new, c.reason)
            for c in corrections_of(view, subject_of(case_id))
        ),
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        end_note=row.end_note,
    )


def chain(view: View, case_id: DiseaseCaseId, rules: CaseRules) -> tuple[ChainLink, ...]:
    """Return who had it from whom around a case, as a tree in reading order, first case on top.

    Withdrawn cases are left out; the whole tree is read level by level.
    """
    root = case_row(view, case_id)
    seen = {root.id}
    while root.infected_by is not None and root.infected_by not in seen:
        root = case_row(view, DiseaseCaseId(root.infected_by))
        seen.add(root.id)
    known: dict[int, CaseLine] = {}
    level = [root.id]
    while level:
        for line in case_lines(view, all_cases().where(DiseaseCaseRow.id.in_(level)), rules):
            known[line.id] = line
        rows = view.connection.execute(
            select(DiseaseCaseRow.id).where(
                DiseaseCaseRow.infected_by.in_(level),
                DiseaseCaseRow.standing != Standing.WITHDRAWN,
            )
        )
        level = [found for found in rows.scalars() if found not in known]
    return tuple(_walk(root.id, 0, known))


def _walk(case_id: int, depth: int, known: dict[int, CaseLine]) -> list[ChainLink]:
    line = known.pop(case_id)
    links = [ChainLink(line, depth, line.infected_by)]
    children = [one for one in known.values() if one.infected_by == case_id]
    for child in sorted(children, key=lambda one: (one.day, one.id)):
        if child.id in known:
            links += _walk(child.id, depth + 1, known)
    return links


def subject_of(case_id: int) -> str:
    """Return how the audit and the corrections name a case."""
    return f"disease_case:{case_id}"


def case_row(view: View, case_id: DiseaseCaseId) -> CaseRow:
    """Return the kept row of a case.

    Raises:
        UserError: ``cases.no_such_case``.
    """
    row = view.connection.execute(all_cases().where(DiseaseCaseRow.id == case_id)).first()
    if row is None:
        raise UserError("cases.no_such_case")
    return row


def open_twin(view: View, person_id: PersonId, disease_id: str) -> CaseRow | None:
    """Return a person's open case of a disease, or None."""
    return view.connection.execute(
        all_cases().where(
            DiseaseCaseRow.person_id == person_id,
            DiseaseCaseRow.disease_id == disease_id,
            DiseaseCaseRow.standing == Standing.OPEN,
        )
    ).first()


def brief_of(row: CaseRow) -> CaseBrief:
    """Return the few facts of a kept row."""
    return CaseBrief(
        DiseaseCaseId(row.id),
        row.person_id,
        row.class_id,
        row.disease_id,
        row.classification,
        row.standing,
        row.onset_on,
        row.found_on,
        row.absence_case_id,
        row.stay_id,
    )


def draft_of(row: CaseRow) -> CaseDraft:
    """Return what is known of a case, as it would be written."""
    return CaseDraft(
        person_id=row.person_id,
        class_id=row.class_id,
        disease_id=row.disease_id,
        classification=row.classification,
        onset_on=row.onset_on,
        found_at=row.found_at,
        diagnosed_on=row.diagnosed_on,
        hospital=row.hospital,
        tests=row.tests,
        admitted=row.admitted,
        severe=row.severe,
        note=row.note,
        absence_case_id=row.absence_case_id,
        stay_id=row.stay_id,
        infected_by=row.infected_by,
    )


def reports_of(view: View, case_id: DiseaseCaseId) -> tuple[ReportMade, ...]:
    """Return the reports of a case, oldest first, retracted ones too."""
    rows = view.connection.execute(
        select(CaseReportRow.__table__)
        .where(CaseReportRow.case_id == case_id)
        .order_by(CaseReportRow.reported_at, CaseReportRow.id)
    )
    return tuple(
        ReportMade(
            row.id,
            row.party_id,
            row.reported_at,
            row.way_id,
            row.answered_by,
            row.note,
            row.by,
            row.retracted_at,
            row.retract_reason,
        )
        for row in rows
    )


def measures_of(view: View, case_id: DiseaseCaseId) -> tuple[MeasureTick, ...]:
    """Return the measures of a case as ticked, oldest first, un-ticked ones too."""
    rows = view.connection.execute(
        select(CaseMeasureRow.__table__)
        .where(CaseMeasureRow.case_id == case_id)
        .order_by(CaseMeasureRow.id)
    )
    return tuple(
        MeasureTick(
            row.id,
            row.measure_id,
            row.done_on,
            row.person,
            row.note,
            row.by,
            row.at,
            row.undone_at,
            row.undone_by,
            row.undo_reason,
        )
        for row in rows
    )


def last_hospitals(view: View, limit: int = 8) -> tuple[str, ...]:
    """Return the hospitals named lately, newest first, to offer again."""
    rows = view.connection.execute(
        select(DiseaseCaseRow.hospital)
        .where(DiseaseCaseRow.hospital != "")
        .order_by(DiseaseCaseRow.id.desc())
        .limit(100)
    )
    return tuple(dict.fromkeys(rows.scalars()))[:limit]


def _steps(view: View, case_id: DiseaseCaseId) -> tuple[Step, ...]:
    rows = view.connection.execute(
        select(CaseStepRow.__table__).where(CaseStepRow.case_id == case_id).order_by(CaseStepRow.id)
    )
    return tuple(
        Step(
            row.at, row.by, row.classification, row.disease_id, row.on_day, row.hospital, row.reason
        )
        for row in rows
    )
