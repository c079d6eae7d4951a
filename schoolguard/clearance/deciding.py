# SPDX-License-Identifier: Apache-2.0
"""The look at the person: cleared or going on resting, and how that is taken back.

The program counts and says what is missing; the nurse decides. Clearing somebody although something
is missing is an exception: it needs a reason, which stands on slip and register.
Source: 复课证明查验制度 (校医复核, 与医院意见不一致时以校医复核为准).
"""

from datetime import date

from sqlalchemy import func, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.clearance.pack import ClearanceRules
from schoolguard.clearance.queries import (
    Kept,
    anchors_of,
    assess,
    kept_row,
    looks_of,
    open_row_of,
    slip_number,
)
from schoolguard.clearance.rules import Assessment
from schoolguard.clearance.tables import ClearanceDecisionRow
from schoolguard.clearance.values import Decided, Decision, Standing, Verdict
from schoolguard.clearance.writing import audit, correct, open_row, set_columns
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClearanceId
from schoolguard.store import Unit


def decide(
    unit: Unit, clearance_id: ClearanceId, decision: Decision, rules: ClearanceRules
) -> Decided:
    """Decide after a look; going on resting leaves the clearance open until the next look.

    What is missing is counted on the day of the look, also when it is typed in later.

    Raises:
        UserError: ``clearance.not_open``, ``clearance.day_ahead``, ``clearance.before_onset``,
            ``clearance.look_day_needed``, ``clearance.look_day_past`` or
            ``clearance.not_yet`` (an exception needs a reason).
    """
    row = open_row(unit, clearance_id)
    _check_days(unit, row, decision)
    cleared = decision.verdict is Verdict.CLEARED
    said = assess(unit, clearance_id, rules, decision.checked_on)
    override = decision.override_reason.strip() if cleared and not said.may_return else ""
    if cleared and not said.may_return and not override:
        raise UserError("clearance.not_yet", count=len(said.missing))
    number, decision_id = _insert(unit, row, decision, said, override)
    if cleared:
        _end(unit, clearance_id, Standing.CLEARED)
    else:
        set_columns(unit, clearance_id, look_again_on=decision.look_again_on)
    audit(
        unit,
        "overridden" if override else decision.verdict.value,
        clearance_id,
        decision=decision_id,
        missing=len(said.missing),
    )
    return Decided(
        clearance_id=clearance_id,
        decision_id=decision_id,
        number=number,
        person_id=row.person_id,
        class_id=row.class_id,
        absence_case_id=row.absence_case_id,
        disease_case_id=row.disease_case_id,
        stay_id=row.stay_id,
        cleared=cleared,
        checked_on=decision.checked_on,
    )


def withdraw(unit: Unit, clearance_id: ClearanceId, why: str) -> None:
    """Withdraw a clearance that was a wrong entry, or that nobody needs; it stays as a trace.

    Raises:
        UserError: ``clearance.not_open`` or ``clearance.why_needed``.
    """
    open_row(unit, clearance_id)
    if not why.strip():
        raise UserError("clearance.why_needed")
    _end(unit, clearance_id, Standing.WITHDRAWN)
    set_columns(unit, clearance_id, end_note=why.strip())
    audit(unit, "withdrawn", clearance_id)


def reopen(unit: Unit, clearance_id: ClearanceId, why: str) -> Decided | None:
    """Open an ended clearance again; the decision that had ended it is taken back, and stays.

    Returns:
        What had been decided, so that whatever hung on it can be opened again; None for a withdrawn
        one, and for one that is open.

    Raises:
        UserError: ``clearance.why_needed`` or ``clearance.other_open``.
    """
    row = kept_row(unit, clearance_id)
    access.require(unit.actor, Action.CLEAR_RETURN, class_id=row.class_id)
    if row.standing is Standing.OPEN:
        return None
    _refuse_second(unit, row)
    correct(unit, clearance_id, "standing", row.standing.value, Standing.OPEN.value, why)
    set_columns(
        unit, clearance_id, standing=Standing.OPEN, ended_at=None, ended_by=None, end_note=""
    )
    undone = _revoke(unit, row, why) if row.standing is Standing.CLEARED else None
    audit(unit, "reopened", clearance_id)
    return undone


def _check_days(unit: Unit, row: Kept, decision: Decision) -> None:
    if decision.checked_on > unit.today:
        raise UserError("clearance.day_ahead", day=decision.checked_on.isoformat())
    onset = anchors_of(unit, [row.id])[row.id].onset_on
    if onset is not None and decision.checked_on < onset:
        raise UserError(
            "clearance.before_onset",
            day=decision.checked_on.isoformat(),
            onset=onset.isoformat(),
        )
    if decision.verdict is Verdict.CLEARED:
        return
    if decision.look_again_on is None:
        raise UserError("clearance.look_day_needed")
    if decision.look_again_on <= decision.checked_on:
        raise UserError("clearance.look_day_past", checked=decision.checked_on.isoformat())


def _insert(
    unit: Unit, row: Kept, decision: Decision, said: Assessment, override: str
) -> tuple[str, int]:
    year = unit.today.year
    serial = _next_serial(unit, year)
    statement = insert(ClearanceDecisionRow).values(
        clearance_id=row.id,
        year=year,
        serial=serial,
        verdict=decision.verdict,
        checked_on=decision.checked_on,
        decided_at=unit.now,
        decided_by=unit.actor.account_id,
        rule_id=said.rule.id,
        earliest_on=said.earliest_on,
        period_over=said.period_over,
        override_reason=override,
        look_again_on=_look_day(decision),
        note=decision.note.strip(),
        revoked_why="",
    )
    decision_id = unit.connection.execute(statement.returning(ClearanceDecisionRow.id))
    return slip_number(year, serial), int(decision_id.scalar_one())


def _look_day(decision: Decision) -> date | None:
    return decision.look_again_on if decision.verdict is Verdict.RESTING else None


def _next_serial(unit: Unit, year: int) -> int:
    newest = unit.connection.execute(
        select(func.max(ClearanceDecisionRow.serial)).where(ClearanceDecisionRow.year == year)
    ).scalar_one()
    return (newest or 0) + 1


def _end(unit: Unit, clearance_id: ClearanceId, standing: Standing) -> None:
    set_columns(
        unit,
        clearance_id,
        standing=standing,
        ended_at=unit.now,
        ended_by=unit.actor.account_id,
        look_again_on=None,
    )


def _refuse_second(unit: Unit, row: Kept) -> None:
    """A person has one open clearance at a time."""
    if open_row_of(unit, row.person_id) is not None:
        raise UserError("clearance.other_open")


def _revoke(unit: Unit, row: Kept, why: str) -> Decided | None:
    looks = [look for look in looks_of(unit, [row.id])[row.id] if look.revoked_at is None]
    if not looks:
        return None
    last = looks[-1]
    unit.connection.execute(
        update(ClearanceDecisionRow)
        .where(ClearanceDecisionRow.id == last.id)
        .values(revoked_at=unit.now, revoked_why=why.strip())
    )
    return Decided(
        clearance_id=ClearanceId(row.id),
        decision_id=last.id,
        number=last.number,
        person_id=row.person_id,
        class_id=row.class_id,
        absence_case_id=row.absence_case_id,
        disease_case_id=row.disease_case_id,
        stay_id=row.stay_id,
        cleared=True,
        checked_on=last.decision.checked_on,
    )
