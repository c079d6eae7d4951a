# SPDX-License-Identifier: Apache-2.0
"""How a case is written, whatever the action: its row, its marks, its next step and due time."""

from datetime import date
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from schoolguard.absence.lines import CaseRow
from schoolguard.absence.pack import AbsenceRules
from schoolguard.absence.queries import case_row, contacts_of, facts_of, subject_of
from schoolguard.absence.rules import Step, due_at, next_step
from schoolguard.absence.tables import AbsenceCaseRow, AbsenceMarkRow
from schoolguard.absence.values import CaseDetails, Standing
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CaseId, ClassId, PersonId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import Unit, View


def insert_case(
    unit: Unit, person_id: PersonId, class_id: ClassId, first_on: date, *, from_check: bool
) -> CaseId:
    """Add an open case of which nothing is known yet, and audit it."""
    values = {
        "person_id": person_id,
        "class_id": class_id,
        "from_check": from_check,
        "opened_at": unit.now,
        "opened_by": unit.actor.account_id,
        "first_on": first_on,
        "standing": Standing.OPEN,
        "step": Step.FIRST_CONTACT,
        "withdrawal_asked": False,
        "outcome_id": "",
        "end_note": "",
        **columns_of(CaseDetails()),
    }
    statement = insert(AbsenceCaseRow).values(values).returning(AbsenceCaseRow.id)
    case_id = CaseId(unit.connection.execute(statement).scalar_one())
    note(unit, "opened", case_id, person=person_id, day=first_on.isoformat())
    return case_id


def columns_of(details: CaseDetails) -> dict[str, Any]:
    """Return the columns that hold the details of a case."""
    return {
        "reason": details.reason,
        "symptoms": " ".join(sorted(details.symptoms)),
        "onset_on": details.onset_on,
        "left_at": details.left_at,
        "cause_id": details.cause_id,
        "diagnosis": details.diagnosis.strip(),
        "hospital": details.hospital.strip(),
        "visited_on": details.visited_on,
        "tests": details.tests.strip(),
        "note": details.note.strip(),
        "epidemic_suspected": details.epidemic_suspected,
    }


def set_columns(unit: Unit, case_id: CaseId, **values: Any) -> None:  # noqa: ANN401 - one column each
    """Write columns of a case."""
    unit.connection.execute(
        update(AbsenceCaseRow).where(AbsenceCaseRow.id == case_id).values(**values)
    )


def add_mark(
    unit: Unit,
    case_id: CaseId,
    day: date,
    session: CheckSession,
    class_id: ClassId,
    *,
    from_check: bool,
) -> None:
    """Let a case cover one more session."""
    unit.connection.execute(
        insert(AbsenceMarkRow).values(
            day=day, session=session, case_id=case_id, class_id=class_id, from_check=from_check
        )
    )


def remove_mark(unit: Unit, case_id: CaseId, day: date, session: CheckSession) -> date | None:
    """Take a session from a case; return the first day still covered, None when none is."""
    unit.connection.execute(
        delete(AbsenceMarkRow).where(
            AbsenceMarkRow.day == day,
            AbsenceMarkRow.session == session,
            AbsenceMarkRow.case_id == case_id,
        )
    )
    return first_marked_day(unit, case_id)


def first_marked_day(view: View, case_id: CaseId) -> date | None:
    """Return the first day that a case covers, None when it covers none."""
    return view.connection.execute(
        select(func.min(AbsenceMarkRow.day)).where(AbsenceMarkRow.case_id == case_id)
    ).scalar_one()


def last_mark(view: View, case_id: CaseId) -> tuple[date, CheckSession] | None:
    """Return the last session that a case covers, None when it covers none."""
    row = view.connection.execute(
        select(AbsenceMarkRow.day, AbsenceMarkRow.session)
        .where(AbsenceMarkRow.case_id == case_id)
        .order_by(AbsenceMarkRow.day.desc(), AbsenceMarkRow.session.desc())
        .limit(1)
    ).first()
    return None if row is None else (row[0], row[1])


def settle(
    unit: Unit,
    case_id: CaseId,
    rules: AbsenceRules,
    calendar: SchoolCalendar,
    *,
    restart: bool = False,
) -> Step:
    """Write the step that a case now asks for; a new step (or `restart`) counts from now."""
    row = case_row(unit, case_id)
    step = next_step(facts_of(row, contacts_of(unit, case_id), rules), rules)
    if restart or step is not row.step or row.due_at is None:
        set_columns(unit, case_id, step=step, due_at=due_at(step, unit.now, calendar, rules))
    return step


def open_row(unit: Unit, case_id: CaseId) -> CaseRow:
    """Return the row of a case that is still open.

    Raises:
        UserError: ``absence.no_such_case`` or ``absence.not_open``.
    """
    row = case_row(unit, case_id)
    if row.standing is not Standing.OPEN:
        raise UserError("absence.not_open")
    return row


def note(unit: Unit, what: str, case_id: CaseId, **facts: str | int) -> None:
    """Audit an action on a case, and tell the screens."""
    unit.audit(f"absence.{what}", subject_of(case_id), **facts)
    unit.touch(Changes.ABSENCE)
