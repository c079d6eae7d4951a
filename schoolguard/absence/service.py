# SPDX-License-Identifier: Apache-2.0
"""What people do with absence cases: open one by hand, ask around, find the cause, close.

One function a user action. A value that was already known is replaced only with a reason, and the
old one is kept.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert

from schoolguard import access
from schoolguard.absence.lines import lessons_by_case
from schoolguard.absence.pack import AbsenceRules
from schoolguard.absence.queries import (
    case_row,
    contacts_of,
    details_of,
    facts_of,
    latest_case,
    subject_of,
)
from schoolguard.absence.rules import Gap, closing_gaps
from schoolguard.absence.tables import AbsenceContactRow, AbsenceLessonsRow
from schoolguard.absence.values import CaseDetails, ContactDraft, Standing
from schoolguard.absence.writing import (
    add_mark,
    columns_of,
    insert_case,
    note,
    open_row,
    set_columns,
    settle,
)
from schoolguard.access import Action
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.ids import CaseId, ClassId, PersonId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import Unit, record_correction

_SLACK = timedelta(minutes=5)
_MOST_LESSONS = 12


def open_by_hand(
    unit: Unit,
    person_id: PersonId,
    class_id: ClassId,
    day: date,
    sessions: Collection[CheckSession],
    details: CaseDetails,
    *,
    rules: AbsenceRules,
    calendar: SchoolCalendar,
) -> CaseId:
    """Open a case before any check saw the absence, e.g. when a family calls in the morning.

    Raises:
        UserError: ``absence.already_open`` or ``absence.day_ahead``.
    """
    access.require(unit.actor, Action.FOLLOW_ABSENCE, class_id=class_id)
    if day > unit.today:
        raise UserError("absence.day_ahead", day=day.isoformat())
    known = latest_case(unit, person_id)
    if known is not None and known.standing is Standing.OPEN and known.back_on is None:
        raise UserError("absence.already_open", day=known.first_on.isoformat())
    case_id = insert_case(unit, person_id, class_id, day, from_check=False)
    for session in sorted(set(sessions)):
        add_mark(unit, case_id, day, session, class_id, from_check=False)
    set_columns(unit, case_id, **columns_of(details))
    settle(unit, case_id, rules, calendar, restart=True)
    return case_id


def describe(
    unit: Unit,
    case_id: CaseId,
    details: CaseDetails,
    *,
    why: str = "",
    rules: AbsenceRules,
    calendar: SchoolCalendar,
) -> None:
    """Write what is known of an absence; replacing what was known needs `why`.

    Raises:
        UserError: ``absence.not_open``, ``absence.why_needed``, ``absence.unknown_cause`` or
            ``absence.day_ahead``.
    """
    row = open_row(unit, case_id)
    access.require(unit.actor, Action.FOLLOW_ABSENCE, class_id=row.class_id)
    _check_details(unit, details, rules)
    old, new = columns_of(details_of(row)), columns_of(details)
    changed = {name: new[name] for name in new if new[name] != old[name]}
    _keep_replaced(unit, case_id, old, changed, why)
    if changed:
        set_columns(unit, case_id, **changed)
        note(unit, "described", case_id, fields=len(changed))
        settle(unit, case_id, rules, calendar)


def record_contact(
    unit: Unit,
    case_id: CaseId,
    draft: ContactDraft,
    *,
    rules: AbsenceRules,
    calendar: SchoolCalendar,
) -> None:
    """Keep one contact attempt; the next step counts from it.

    Raises:
        UserError: ``absence.not_open`` or ``absence.contact_ahead``.
    """
    row = open_row(unit, case_id)
    access.require(unit.actor, Action.FOLLOW_ABSENCE, class_id=row.class_id)
    chosen = (draft.party_id, draft.way_id, draft.result_id)
    for wanted, known in zip(chosen, (rules.parties, rules.ways, rules.results), strict=True):
        if wanted not in known:
            raise BugError(f"no such choice in the absence pack: {wanted}")
    at = draft.at or unit.now
    if at > unit.now + _SLACK:
        raise UserError("absence.contact_ahead")
    unit.connection.execute(
        insert(AbsenceContactRow).values(
            case_id=case_id,
            at=at,
            by=unit.actor.account_id,
            party_id=draft.party_id,
            way_id=draft.way_id,
            result_id=draft.result_id,
            who=draft.who.strip(),
            note=draft.note.strip(),
        )
    )
    note(unit, "contacted", case_id, party=draft.party_id, result=draft.result_id)
    settle(unit, case_id, rules, calendar, restart=True)


def set_lessons(unit: Unit, case_id: CaseId, day: date, lessons: int | None, why: str = "") -> None:
    """Count the lessons missed on a day by hand; None goes back to counting by sessions.

    Raises:
        UserError: ``absence.bad_lessons``, ``absence.day_outside`` or ``absence.why_needed``.
    """
    row = case_row(unit, case_id)
    access.require(unit.actor, Action.FOLLOW_ABSENCE, class_id=row.class_id)
    if lessons is not None and not 0 <= lessons <= _MOST_LESSONS:
        raise UserError("absence.bad_lessons", most=_MOST_LESSONS)
    if not row.first_on <= day <= unit.today:
        raise UserError("absence.day_outside", first=row.first_on.isoformat())
    before = lessons_by_case(unit, [case_id])[case_id].get(day)
    if before == lessons:
        return
    if before is not None:
        _correct(unit, case_id, f"lessons {day.isoformat()}", before, lessons, why)
    where = (AbsenceLessonsRow.case_id == case_id, AbsenceLessonsRow.day == day)
    unit.connection.execute(delete(AbsenceLessonsRow).where(*where))
    if lessons is not None:
        unit.connection.execute(
            insert(AbsenceLessonsRow).values(case_id=case_id, day=day, lessons=lessons)
        )
    note(unit, "lessons_counted", case_id, day=day.isoformat())


def postpone(unit: Unit, case_id: CaseId, due_at: datetime) -> None:
    """Set when the next step is due, e.g. as agreed with the family.

    Raises:
        UserError: ``absence.not_open`` or ``absence.due_in_the_past``.
    """
    row = open_row(unit, case_id)
    access.require(unit.actor, Action.FOLLOW_ABSENCE, class_id=row.class_id)
    if due_at < unit.now:
        raise UserError("absence.due_in_the_past")
    set_columns(unit, case_id, due_at=due_at)
    note(unit, "postponed", case_id, until=due_at.isoformat(timespec="minutes"))


def keep(unit: Unit, case_id: CaseId, *, rules: AbsenceRules, calendar: SchoolCalendar) -> None:
    """Decide that a case stands although its check was corrected.

    Raises:
        UserError: ``absence.not_open``.
    """
    row = open_row(unit, case_id)
    access.require(unit.actor, Action.FOLLOW_ABSENCE, class_id=row.class_id)
    set_columns(unit, case_id, withdrawal_asked=False)
    note(unit, "kept", case_id)
    settle(unit, case_id, rules, calendar)


def withdraw(unit: Unit, case_id: CaseId, why: str) -> None:
    """Withdraw a case that was a wrong entry; it stays as a trace and counts nowhere.

    Raises:
        UserError: ``absence.not_open`` or ``absence.why_needed``.
    """
    row = open_row(unit, case_id)
    access.require(unit.actor, Action.CLOSE_ABSENCE, class_id=row.class_id)
    if not why.strip():
        raise UserError("absence.why_needed")
    _end(unit, case_id, Standing.WITHDRAWN, end_note=why.strip())
    note(unit, "withdrawn", case_id)


def close(
    unit: Unit,
    case_id: CaseId,
    outcome_id: str,
    *,
    returned_on: date | None = None,
    end_note: str = "",
    rules: AbsenceRules,
) -> None:
    """Close a case.

    Raises:
        UserError: ``absence.not_open``, ``absence.close_needs_...`` (reason, cause, outcome,
            return_day, authorities) or ``absence.bad_return_day``.
    """
    row = open_row(unit, case_id)
    access.require(unit.actor, Action.CLOSE_ABSENCE, class_id=row.class_id)
    facts = facts_of(row, contacts_of(unit, case_id), rules)
    gaps = closing_gaps(facts, outcome_id, returned_on, rules)
    if gaps:
        raise _gap_error(gaps[0])
    if returned_on is not None and not row.first_on <= returned_on <= unit.today:
        raise UserError("absence.bad_return_day", first=row.first_on.isoformat())
    if not rules.outcomes[outcome_id].returned:
        returned_on = None
    _end(
        unit,
        case_id,
        Standing.CLOSED,
        outcome_id=outcome_id,
        returned_on=returned_on,
        end_note=end_note.strip(),
    )
    note(unit, "closed", case_id, outcome=outcome_id)


def reopen(
    unit: Unit, case_id: CaseId, why: str, *, rules: AbsenceRules, calendar: SchoolCalendar
) -> None:
    """Open a closed or withdrawn case again; how it had ended is kept as a correction.

    Raises:
        UserError: ``absence.why_needed``.
    """
    row = case_row(unit, case_id)
    access.require(unit.actor, Action.CLOSE_ABSENCE, class_id=row.class_id)
    if row.standing is Standing.OPEN:
        return
    ended = f"{row.standing.value} {row.outcome_id} {row.returned_on or ''}".strip()
    _correct(unit, case_id, "standing", ended, Standing.OPEN.value, why)
    set_columns(
        unit,
        case_id,
        standing=Standing.OPEN,
        outcome_id="",
        returned_on=None,
        ended_at=None,
        ended_by=None,
        end_note="",
    )
    note(unit, "reopened", case_id)
    settle(unit, case_id, rules, calendar, restart=True)


def _end(unit: Unit, case_id: CaseId, standing: Standing, **values: Any) -> None:  # noqa: ANN401
    set_columns(
        unit,
        case_id,
        standing=standing,
        ended_at=unit.now,
        ended_by=unit.actor.account_id,
        withdrawal_asked=False,
        **values,
    )


def _check_details(unit: Unit, details: CaseDetails, rules: AbsenceRules) -> None:
    if details.cause_id and details.cause_id not in rules.causes:
        raise UserError("absence.unknown_cause", cause=details.cause_id)
    for day in (details.onset_on, details.visited_on):
        if day is not None and day > unit.today:
            raise UserError("absence.day_ahead", day=day.isoformat())


def _keep_replaced(
    unit: Unit, case_id: CaseId, old: dict[str, Any], changed: dict[str, Any], why: str
) -> None:
    for name, value in changed.items():
        if name in _GROWING and _grows(old[name], value):
            continue
        if old[name] not in _NOTHING:
            _correct(unit, case_id, name, old[name], value, why)


def _grows(old: str, new: str) -> bool:
    return set(old.split()) <= set(new.split()) or new.startswith(old)


def _correct(unit: Unit, case_id: CaseId, field: str, old: object, new: object, why: str) -> None:
    if not why.strip():
        raise UserError("absence.why_needed")
    record_correction(unit, subject_of(case_id), field, _text(old), _text(new), why.strip())


def _gap_error(gap: Gap) -> UserError:
    return _GAP_ERRORS[gap]()


def _text(value: object) -> str:
    return "" if value is None else str(value)


_NOTHING = (None, "", False, "unknown")
_GROWING = frozenset({"symptoms", "note", "tests"})
"""Adding to these is no correction; taking from them is."""

_GAP_ERRORS = {
    Gap.REASON: lambda: UserError("absence.close_needs_reason"),
    Gap.CAUSE: lambda: UserError("absence.close_needs_cause"),
    Gap.OUTCOME: lambda: UserError("absence.close_needs_outcome"),
    Gap.RETURN_DAY: lambda: UserError("absence.close_needs_return_day"),
    Gap.AUTHORITIES: lambda: UserError("absence.close_needs_authorities"),
}
