# SPDX-License-Identifier: Apache-2.0
"""What a check sheet does to absence cases: opens them, goes on with them, sees people back.

Called in the same transaction as the check entry (see `flows`), so that neither exists without the
other. Every function may be called twice with the same facts.
"""

from datetime import date
from typing import Final

from schoolguard import access
from schoolguard.absence.lines import CaseRow
from schoolguard.absence.pack import AbsenceRules
from schoolguard.absence.queries import case_marked, contacts_of, details_of, facts_of, latest_case
from schoolguard.absence.rules import closes_by_itself, same_episode
from schoolguard.absence.values import BackAgain, CaseDetails, Opened, Standing, Withdrawal
from schoolguard.absence.writing import (
    add_mark,
    insert_case,
    last_mark,
    note,
    remove_mark,
    set_columns,
    settle,
)
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import Unit

_BACK: Final = "returned"
"""Id of the outcome that explained leave ends with."""

_OPEN_AGAIN: Final[dict[str, object]] = {
    "standing": Standing.OPEN,
    "outcome_id": "",
    "returned_on": None,
    "ended_at": None,
    "ended_by": None,
}


def open_from_check(
    unit: Unit,
    person_id: PersonId,
    day: date,
    session: CheckSession,
    class_id: ClassId,
    *,
    rules: AbsenceRules,
    calendar: SchoolCalendar,
) -> Opened:
    """Take in an absent mark: one case an episode, over all its sessions and days."""
    access.require(unit.actor, access.Action.RECORD_CHECKS, class_id=class_id)
    known = case_marked(unit, person_id, day, session)
    if known is not None:
        return Opened(known.id, is_new=False)
    row = latest_case(unit, person_id)
    if row is None or not _continues(row, day, session, rules):
        case_id = insert_case(unit, person_id, class_id, day, from_check=True)
        add_mark(unit, case_id, day, session, class_id, from_check=True)
        settle(unit, case_id, rules, calendar)
        return Opened(case_id, is_new=True)
    add_mark(unit, row.id, day, session, class_id, from_check=True)
    set_columns(unit, row.id, **_going_on(row, day, session))
    note(unit, "continued", row.id, day=day.isoformat(), session=session.value)
    settle(unit, row.id, rules, calendar)
    return Opened(row.id, is_new=False)


def withdraw_from_check(
    unit: Unit,
    person_id: PersonId,
    day: date,
    session: CheckSession,
    class_id: ClassId,
    *,
    known: CaseDetails | None = None,
    rules: AbsenceRules,
    calendar: SchoolCalendar,
) -> Withdrawal:
    """Take back an absent mark that was corrected.

    A case without any other mark is withdrawn, with its trace kept, as long as nobody followed it
    up; otherwise it asks a person to decide. `known` is what another room had told the case.
    """
    access.require(unit.actor, access.Action.RECORD_CHECKS, class_id=class_id)
    row = case_marked(unit, person_id, day, session)
    if row is None:
        return Withdrawal.NOTHING
    first_on = remove_mark(unit, row.id, day, session)
    note(unit, "mark_removed", row.id, day=day.isoformat(), session=session.value)
    if first_on is not None or row.standing is not Standing.OPEN or not row.from_check:
        set_columns(unit, row.id, first_on=first_on or row.first_on)
        return Withdrawal.MARK_REMOVED
    untouched = details_of(row).says_no_more_than(known or CaseDetails())
    if untouched and not contacts_of(unit, row.id):
        set_columns(
            unit,
            row.id,
            standing=Standing.WITHDRAWN,
            ended_at=unit.now,
            ended_by=unit.actor.account_id,
        )
        note(unit, "withdrawn", row.id)
        return Withdrawal.WITHDRAWN
    set_columns(unit, row.id, withdrawal_asked=True)
    settle(unit, row.id, rules, calendar)
    return Withdrawal.ASKED


def present_again(
    unit: Unit,
    person_id: PersonId,
    day: date,
    session: CheckSession,
    class_id: ClassId,
    *,
    rules: AbsenceRules,
    calendar: SchoolCalendar,
) -> BackAgain | None:
    """Take in that somebody was seen at school; None when that is no news to an open case.

    Explained leave closes; everything else proposes the return, to be confirmed.
    """
    access.require(unit.actor, access.Action.RECORD_CHECKS, class_id=class_id)
    row = latest_case(unit, person_id)
    if row is None or not _is_news(row, day, session, last_mark(unit, row.id)):
        return None
    set_columns(unit, row.id, back_on=day, back_session=session, **_OPEN_AGAIN)
    note(unit, "seen_again", row.id, day=day.isoformat(), session=session.value)
    facts = facts_of(row, contacts_of(unit, row.id), rules)
    if closes_by_itself(facts) and _BACK in rules.outcomes:
        set_columns(
            unit,
            row.id,
            standing=Standing.CLOSED,
            outcome_id=_BACK,
            returned_on=day,
            ended_at=unit.now,
            ended_by=unit.actor.account_id,
        )
        note(unit, "closed", row.id, outcome=_BACK)
        return BackAgain(row.id, closed=True)
    settle(unit, row.id, rules, calendar)
    return BackAgain(row.id, closed=False)


def _continues(row: CaseRow, day: date, session: CheckSession, rules: AbsenceRules) -> bool:
    if row.standing is Standing.OPEN:
        return same_episode(row.back_on, day, rules)
    if row.returned_on is None:
        return True  # closed as in hospital, suspended ...: still the same absence
    return _undoes_return(row, day, session) or row.first_on <= day < row.returned_on


def _undoes_return(row: CaseRow, day: date, session: CheckSession) -> bool:
    return (row.back_on, row.back_session) == (day, session)


def _going_on(row: CaseRow, day: date, session: CheckSession) -> dict[str, object]:
    values: dict[str, object] = {"first_on": min(row.first_on, day), "withdrawal_asked": False}
    if row.back_on is not None and (day, session) >= (row.back_on, row.back_session):
        values |= {"back_on": None, "back_session": None}
    if row.standing is Standing.CLOSED and _undoes_return(row, day, session):
        values |= _OPEN_AGAIN
    return values


def _is_news(
    row: CaseRow, day: date, session: CheckSession, last: tuple[date, CheckSession] | None
) -> bool:
    """Return whether being seen ends an absence: later than every mark, and not known yet."""
    if row.standing is Standing.CLOSED and row.returned_on is not None:
        return False
    if row.back_on is not None and (row.back_on, row.back_session) <= (day, session):
        return False
    return day >= row.first_on and (last is None or last < (day, session))
