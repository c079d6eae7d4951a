# SPDX-License-Identifier: Apache-2.0
"""How a case is written, whatever the action: its row, its steps, what was replaced, the audit."""

from datetime import date
from typing import Any

from sqlalchemy import insert, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.cases.lines import CaseRow
from schoolguard.cases.queries import case_row, subject_of
from schoolguard.cases.tables import CaseStepRow, CloseContactRow, DiseaseCaseRow
from schoolguard.cases.values import CaseDraft, Classification, Standing
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import DiseaseCaseId
from schoolguard.store import Unit, record_correction


def columns_of(draft: CaseDraft) -> dict[str, Any]:
    """Return the columns that hold what is known of a case, apart from whose it is and how sure."""
    return {
        "onset_on": draft.onset_on,
        "diagnosed_on": draft.diagnosed_on,
        "hospital": draft.hospital.strip(),
        "tests": draft.tests.strip(),
        "admitted": draft.admitted,
        "severe": draft.severe,
        "note": draft.note.strip(),
        "infected_by": draft.infected_by,
    }


def insert_case(unit: Unit, draft: CaseDraft) -> DiseaseCaseId:
    """Add an open case and its first step, and audit it."""
    found_at = draft.found_at or unit.now
    found_on = local_day(found_at)
    values = {
        "person_id": draft.person_id,
        "class_id": draft.class_id,
        "disease_id": draft.disease_id,
        "classification": draft.classification,
        "standing": Standing.OPEN,
        "found_at": found_at,
        "found_on": found_on,
        "counts_on": draft.onset_on or found_on,
        "absence_case_id": draft.absence_case_id,
        "stay_id": draft.stay_id,
        "opened_at": unit.now,
        "opened_by": unit.actor.account_id,
        "followed_at": unit.now,
        "outcome_id": "",
        "end_note": "",
        **columns_of(draft),
    }
    statement = insert(DiseaseCaseRow).values(values).returning(DiseaseCaseRow.id)
    case_id = DiseaseCaseId(unit.connection.execute(statement).scalar_one())
    add_step(
        unit, case_id, draft.classification, draft.disease_id, found_on, draft.hospital, draft.note
    )
    note(
        unit,
        "opened",
        case_id,
        person=draft.person_id,
        disease=draft.disease_id,
        classification=draft.classification.value,
    )
    return case_id


def add_step(
    unit: Unit,
    case_id: DiseaseCaseId,
    classification: Classification,
    disease_id: str,
    on: date,
    hospital: str,
    reason: str,
) -> None:
    """Keep one step of the classification for good."""
    unit.connection.execute(
        insert(CaseStepRow).values(
            case_id=case_id,
            at=unit.now,
            by=unit.actor.account_id,
            classification=classification,
            disease_id=disease_id,
            on_day=on,
            hospital=hospital.strip(),
            reason=reason.strip(),
        )
    )


def set_columns(unit: Unit, case_id: DiseaseCaseId, **values: Any) -> None:  # noqa: ANN401 - one column each
    """Write columns of a case."""
    unit.connection.execute(
        update(DiseaseCaseRow).where(DiseaseCaseRow.id == case_id).values(**values)
    )


def set_contact(unit: Unit, contact_id: int, **values: Any) -> None:  # noqa: ANN401 - one column each
    """Write columns of a close contact."""
    unit.connection.execute(
        update(CloseContactRow).where(CloseContactRow.id == contact_id).values(**values)
    )


def open_row(unit: Unit, case_id: DiseaseCaseId) -> CaseRow:
    """Return the row of an open case that the actor may work on.

    Raises:
        UserError: ``access.not_allowed``, ``cases.no_such_case`` or ``cases.not_open``.
    """
    row = any_row(unit, case_id)
    if row.standing is not Standing.OPEN:
        raise UserError("cases.not_open")
    return row


def any_row(unit: Unit, case_id: DiseaseCaseId) -> CaseRow:
    """Return the row of a case of any standing that the actor may work on.

    Raises:
        UserError: ``access.not_allowed`` or ``cases.no_such_case``.
    """
    access.require(unit.actor, Action.RECORD_CASES)
    return case_row(unit, case_id)


def correct(unit: Unit, subject: str, field: str, old: object, new: object, why: str) -> None:
    """Keep a replaced value.

    Raises:
        UserError: ``cases.why_needed``.
    """
    require_why(why)
    record_correction(unit, subject, field, _text(old), _text(new), why.strip())


def require_why(why: str) -> None:
    """Refuse an action that must say why and does not.

    Raises:
        UserError: ``cases.why_needed``.
    """
    if not why.strip():
        raise UserError("cases.why_needed")


def note(unit: Unit, what: str, case_id: int, **facts: str | int) -> None:
    """Audit an action on a case, and tell the screens."""
    unit.audit(f"cases.{what}", subject_of(case_id), **facts)
    unit.touch(Changes.CASES)


def _text(value: object) -> str:
    return "" if value is None else str(value)
