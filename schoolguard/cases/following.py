# SPDX-License-Identifier: Apache-2.0
"""What is reported and done because of a case: reports to the recipients, measures ticked.

Nothing is deleted: a report recorded by mistake is retracted, a measure un-ticked, both with why.
"""

from datetime import date

from sqlalchemy import insert, select, update

from schoolguard.cases.pack import CaseRules
from schoolguard.cases.service import SLACK
from schoolguard.cases.tables import CaseMeasureRow, CaseReportRow
from schoolguard.cases.values import ReportDraft
from schoolguard.cases.writing import any_row, note, require_why, set_columns
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import DiseaseCaseId
from schoolguard.store import Unit


def record_report(unit: Unit, case_id: DiseaseCaseId, draft: ReportDraft, rules: CaseRules) -> int:
    """Keep that somebody was told of a case; return the report's number.

    A report may be added after the case ended. The clock compares `reported_at` with the time of
    finding, never the time of entry.

    Raises:
        UserError: ``cases.unknown_party``, ``cases.unknown_way``, ``cases.report_ahead`` or
            ``cases.report_before_found``.
    """
    row = any_row(unit, case_id)
    if draft.party_id not in rules.recipients:
        raise UserError("cases.unknown_party")
    if draft.way_id not in rules.ways:
        raise UserError("cases.unknown_way")
    at = draft.reported_at or unit.now
    if at > unit.now + SLACK:
        raise UserError("cases.report_ahead")
    if at < row.found_at - SLACK:
        raise UserError("cases.report_before_found")
    statement = insert(CaseReportRow).values(
        case_id=case_id,
        party_id=draft.party_id,
        reported_at=at,
        way_id=draft.way_id,
        answered_by=draft.answered_by.strip(),
        note=draft.note.strip(),
        at=unit.now,
        by=unit.actor.account_id,
        retract_reason="",
    )
    number = int(unit.connection.execute(statement.returning(CaseReportRow.id)).scalar_one())
    set_columns(unit, case_id, followed_at=unit.now)
    note(unit, "reported", case_id, party=draft.party_id, report=number)
    return number


def retract_report(unit: Unit, case_id: DiseaseCaseId, report_id: int, why: str) -> None:
    """Take a report back that was recorded by mistake; it stays readable and counts nowhere.

    Raises:
        UserError: ``cases.why_needed`` or ``cases.no_such_report``.
    """
    any_row(unit, case_id)
    require_why(why)
    changed = unit.connection.execute(
        update(CaseReportRow)
        .where(
            CaseReportRow.id == report_id,
            CaseReportRow.case_id == case_id,
            CaseReportRow.retracted_at.is_(None),
        )
        .values(retracted_at=unit.now, retract_reason=why.strip())
    ).rowcount
    if not changed:
        raise UserError("cases.no_such_report")
    note(unit, "report_retracted", case_id, report=report_id)


def tick_measure(
    unit: Unit,
    case_id: DiseaseCaseId,
    measure_id: str,
    done_on: date,
    note_text: str = "",
    *,
    person: str = "",
    rules: CaseRules,
) -> None:
    """Tick a measure; ticked already, nothing happens.

    Args:
        unit: the transaction.
        case_id: for which case.
        measure_id: id in the pack.
        done_on: the day it was done.
        note_text: in words.
        person: who did it, in words; empty = whoever is at the keyboard.
        rules: of the room.

    Raises:
        UserError: ``cases.unknown_measure`` or ``cases.day_ahead``.
    """
    any_row(unit, case_id)
    if measure_id not in rules.measures:
        raise UserError("cases.unknown_measure")
    if done_on > unit.today:
        raise UserError("cases.day_ahead", day=done_on.isoformat())
    if _ticked(unit, case_id, measure_id):
        return
    unit.connection.execute(
        insert(CaseMeasureRow).values(
            case_id=case_id,
            measure_id=measure_id,
            done_on=done_on,
            person=person.strip() or unit.actor.name,
            note=note_text.strip(),
            at=unit.now,
            by=unit.actor.account_id,
            undo_reason="",
        )
    )
    note(unit, "measure_ticked", case_id, measure=measure_id, day=done_on.isoformat())


def untick_measure(unit: Unit, case_id: DiseaseCaseId, measure_id: str, why: str) -> None:
    """Un-tick a measure; who had ticked it, and why it was taken back, stays.

    Raises:
        UserError: ``cases.why_needed``.
    """
    any_row(unit, case_id)
    require_why(why)
    unit.connection.execute(
        update(CaseMeasureRow)
        .where(
            CaseMeasureRow.case_id == case_id,
            CaseMeasureRow.measure_id == measure_id,
            CaseMeasureRow.undone_at.is_(None),
        )
        .values(undone_at=unit.now, undone_by=unit.actor.account_id, undo_reason=why.strip())
    )
    note(unit, "measure_unticked", case_id, measure=measure_id)


def _ticked(unit: Unit, case_id: DiseaseCaseId, measure_id: str) -> bool:
    found = unit.connection.execute(
        select(CaseMeasureRow.id).where(
            CaseMeasureRow.case_id == case_id,
            CaseMeasureRow.measure_id == measure_id,
            CaseMeasureRow.undone_at.is_(None),
        )
    ).first()
    return found is not None
