# SPDX-License-Identifier: Apache-2.0
"""Reads of absence follow-up: cases as lines and in full, and the counts of a day.

A class teacher sees the cases of the own classes only; everybody else sees all.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from sqlalchemy import and_, or_, select

from schoolguard.absence.lines import CaseRow, all_cases, case_lines, lessons_by_case
from schoolguard.absence.pack import AbsenceRules
from schoolguard.absence.rules import Facts
from schoolguard.absence.tables import AbsenceCaseRow, AbsenceContactRow, AbsenceMarkRow
from schoolguard.absence.values import (
    Case,
    CaseDetails,
    CaseLine,
    Contact,
    Correction,
    Mark,
    Standing,
)
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CaseId, PersonId
from schoolguard.store import View, corrections_of

_LAST = instant(date(9999, 12, 31))


def open_cases(view: View, rules: AbsenceRules) -> tuple[CaseLine, ...]:
    """Return the open cases: overdue first, longest overdue on top; then by due time."""
    lines = case_lines(view, all_cases().where(AbsenceCaseRow.standing == Standing.OPEN), rules)
    return tuple(sorted(lines, key=lambda line: (line.due_at or _LAST, line.id)))


def cases_between(
    view: View, first_on: date, last_on: date, rules: AbsenceRules
) -> tuple[CaseLine, ...]:
    """Return the cases of any standing that touch a span of days, newest first day on top."""
    touched = (
        select(AbsenceMarkRow.case_id)
        .where(AbsenceMarkRow.day.between(first_on, last_on))
        .union(select(AbsenceCaseRow.id).where(AbsenceCaseRow.first_on.between(first_on, last_on)))
    )
    lines = case_lines(view, all_cases().where(AbsenceCaseRow.id.in_(touched)), rules)
    return tuple(sorted(lines, key=lambda line: (-line.first_on.toordinal(), -line.id)))


def cases_of(view: View, person_id: PersonId, rules: AbsenceRules) -> tuple[CaseLine, ...]:
    """Return all cases of one person, newest first."""
    lines = case_lines(view, all_cases().where(AbsenceCaseRow.person_id == person_id), rules)
    return tuple(sorted(lines, key=lambda line: (-line.first_on.toordinal(), -line.id)))


def case(view: View, case_id: CaseId, rules: AbsenceRules) -> Case:
    """Return one case with everything about it.

    Raises:
        UserError: ``absence.no_such_case``, also for a case that the actor may not see.
    """
    row = case_row(view, case_id)
    lines = case_lines(view, all_cases().where(AbsenceCaseRow.id == case_id), rules)
    if not lines:
        raise UserError("absence.no_such_case")
    contacts = contacts_of(view, case_id)
    return Case(
        line=lines[0],
        details=details_of(row),
        facts=facts_of(row, contacts, rules),
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        from_check=row.from_check,
        contacts=contacts,
        marks=_marks(view, case_id),
        lessons=lessons_by_case(view, [case_id])[case_id],
        corrections=tuple(
            Correction(c.at, c.account_id, c.field, c.old, c.new, c.reason)
            for c in corrections_of(view, subject_of(case_id))
        ),
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        end_note=row.end_note,
    )


def last_contact_words(view: View, limit: int = 6) -> tuple[str, ...]:
    """Return what was noted most often in contacts lately, to offer again."""
    recent = (
        select(AbsenceContactRow.note)
        .where(AbsenceContactRow.note != "")
        .order_by(AbsenceContactRow.id.desc())
        .limit(200)
    )
    counted = Counter(row[0] for row in view.connection.execute(recent))
    return tuple(note for note, _ in counted.most_common(limit))


def subject_of(case_id: CaseId) -> str:
    """Return how the audit and the corrections name a case."""
    return f"absence_case:{case_id}"


def case_row(view: View, case_id: CaseId) -> CaseRow:
    """Return the kept row of a case.

    Raises:
        UserError: ``absence.no_such_case``.
    """
    row = view.connection.execute(all_cases().where(AbsenceCaseRow.id == case_id)).first()
    if row is None:
        raise UserError("absence.no_such_case")
    return row


def latest_case(view: View, person_id: PersonId) -> CaseRow | None:
    """Return a person's newest case that was not withdrawn, open ones before closed ones."""
    return view.connection.execute(
        all_cases()
        .where(
            AbsenceCaseRow.person_id == person_id,
            AbsenceCaseRow.standing != Standing.WITHDRAWN,
        )
        .order_by(AbsenceCaseRow.standing.desc(), AbsenceCaseRow.first_on.desc())
        .limit(1)
    ).first()


def open_case_of(view: View, person_id: PersonId) -> CaseId | None:
    """Return a person's open absence case, also one whose return waits to be confirmed."""
    row = latest_case(view, person_id)
    return CaseId(row.id) if row is not None and row.standing is Standing.OPEN else None


def people_followed(view: View, ids: Iterable[PersonId]) -> frozenset[PersonId]:
    """Return which of some people are news when they are seen: away by what the cases know."""
    rows = view.connection.execute(
        select(AbsenceCaseRow.person_id).where(
            AbsenceCaseRow.person_id.in_(set(ids)),
            or_(
                AbsenceCaseRow.standing == Standing.OPEN,
                and_(
                    AbsenceCaseRow.standing == Standing.CLOSED,
                    AbsenceCaseRow.returned_on.is_(None),
                ),
            ),
        )
    )
    return frozenset(row[0] for row in rows)


def case_marked(
    view: View, person_id: PersonId, day: date, session: CheckSession
) -> CaseRow | None:
    """Return the case, not withdrawn, that covers a session of a person, or None."""
    return view.connection.execute(
        all_cases()
        .join(AbsenceMarkRow, AbsenceMarkRow.case_id == AbsenceCaseRow.id)
        .where(
            AbsenceMarkRow.day == day,
            AbsenceMarkRow.session == session,
            AbsenceCaseRow.person_id == person_id,
            AbsenceCaseRow.standing != Standing.WITHDRAWN,
        )
    ).first()


def contacts_of(view: View, case_id: CaseId) -> tuple[Contact, ...]:
    """Return the contact attempts of a case, oldest first."""
    rows = view.connection.execute(
        select(AbsenceContactRow.__table__)
        .where(AbsenceContactRow.case_id == case_id)
        .order_by(AbsenceContactRow.at, AbsenceContactRow.id)
    )
    return tuple(
        Contact(row.at, row.by, row.party_id, row.way_id, row.result_id, row.who, row.note)
        for row in rows
    )


def facts_of(row: CaseRow, contacts: Iterable[Contact], rules: AbsenceRules) -> Facts:
    """Return what the rules decide by."""
    attempts = tuple(contacts)
    reached = frozenset(
        contact.party_id
        for contact in attempts
        if contact.result_id in rules.results and rules.results[contact.result_id].reached
    )
    return Facts(
        reason=row.reason,
        cause_id=row.cause_id,
        epidemic_suspected=row.epidemic_suspected,
        parties_reached=reached,
        tried=bool(attempts),
        back_on=row.back_on,
        withdrawal_asked=row.withdrawal_asked,
    )


def details_of(row: CaseRow) -> CaseDetails:
    """Return what is known of an absence."""
    return CaseDetails(
        reason=row.reason,
        symptoms=frozenset(row.symptoms.split()),
        onset_on=row.onset_on,
        left_at=row.left_at,
        cause_id=row.cause_id,
        diagnosis=row.diagnosis,
        hospital=row.hospital,
        visited_on=row.visited_on,
        tests=row.tests,
        note=row.note,
        epidemic_suspected=row.epidemic_suspected,
    )


def _marks(view: View, case_id: CaseId) -> tuple[Mark, ...]:
    rows = view.connection.execute(
        select(AbsenceMarkRow.day, AbsenceMarkRow.session, AbsenceMarkRow.from_check)
        .where(AbsenceMarkRow.case_id == case_id)
        .order_by(AbsenceMarkRow.day, AbsenceMarkRow.session)
    )
    return tuple(Mark(*row) for row in rows)
