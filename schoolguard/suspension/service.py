# SPDX-License-Identifier: Apache-2.0
"""What people decide: suspend, name the paper, lengthen, shorten, end, withdraw.

One function a user action. Whatever is replaced is kept with who, when and why.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import insert, update

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, PersonId, SuspensionId
from schoolguard.store import Unit, View, record_correction
from schoolguard.suspension.queries import (
    names_of,
    pupil_classes,
    subject_of,
    suspension,
    suspensions_since,
)
from schoolguard.suspension.tables import (
    SuspensionClassRow,
    SuspensionPersonRow,
    SuspensionRoomRow,
    SuspensionRow,
)
from schoolguard.suspension.values import Scope, Suspension, SuspensionDraft

LONGEST_DAYS: Final = 90
_EARLIEST = timedelta(days=60)


def decide(unit: Unit, draft: SuspensionDraft) -> SuspensionId:
    """Keep what people decided.

    A day in the past is taken, since papers come late; follow-ups are never filled in for it.

    Raises:
        UserError: ``suspension.decider_needed``, ``suspension.nothing_chosen``,
            ``suspension.bad_span``, ``suspension.too_long``, ``suspension.too_old``,
            ``suspension.decided_ahead``, ``suspension.already_off``,
            ``suspension.nobody_lives_there``, ``access.not_allowed``.
    """
    access.require(unit.actor, Action.DECIDE_SUSPENSION)
    _check(unit, draft)
    people = _residents(unit, draft)
    suspension_id = SuspensionId(
        unit.connection.execute(
            insert(SuspensionRow)
            .values(
                scope=draft.scope,
                disease_id=draft.disease_id,
                rule_id=draft.rule_id,
                decided_by=draft.decided_by.strip(),
                paper_number=draft.paper_number.strip(),
                decided_on=draft.decided_on,
                from_on=draft.from_on,
                until_on=draft.until_on,
                reason=draft.reason.strip(),
                at=unit.now,
                by=unit.actor.account_id,
            )
            .returning(SuspensionRow.id)
        ).scalar_one()
    )
    _belong(unit, SuspensionClassRow, suspension_id, "class_id", draft.class_ids)
    _belong(unit, SuspensionRoomRow, suspension_id, "dorm_room_id", draft.dorm_room_ids)
    _belong(unit, SuspensionPersonRow, suspension_id, "person_id", people)
    _note(
        unit,
        "decided",
        suspension_id,
        scope=draft.scope.value,
        classes=len(draft.class_ids),
        first_on=draft.from_on.isoformat(),
        last_on=draft.until_on.isoformat(),
    )
    return suspension_id


def change_end(unit: Unit, suspension_id: SuspensionId, until_on: date, reason: str) -> None:
    """Lengthen or shorten; `until_on` is the last day off, included.

    Raises:
        UserError: ``suspension.why_needed``, ``suspension.bad_span``, ``suspension.too_long``,
            ``suspension.is_withdrawn``, ``suspension.no_such_suspension``.
    """
    its = _standing(unit, suspension_id)
    _check_span(its.draft.from_on, until_on)
    old = its.draft.until_on
    if until_on == old:
        return
    _replace(unit, its, "until_on", old.isoformat(), until_on.isoformat(), reason)
    _set(unit, suspension_id, until_on=until_on)
    what = "lengthened" if until_on > old else "shortened"
    _note(unit, what, suspension_id, last_on=until_on.isoformat())


def end(unit: Unit, suspension_id: SuspensionId, reason: str) -> None:
    """End early: today is the last day off.

    Raises:
        UserError: as `change_end`; ``suspension.not_running``.
    """
    its = _standing(unit, suspension_id)
    if not its.covers(unit.today):
        raise UserError("suspension.not_running")
    change_end(unit, suspension_id, unit.today, reason)


def name_paper(
    unit: Unit, suspension_id: SuspensionId, decided_by: str, paper_number: str, reason: str = ""
) -> None:
    """Write who decided and the number of the paper; what stood there is replaced with a reason.

    Raises:
        UserError: ``suspension.decider_needed``, ``suspension.why_needed``,
            ``suspension.is_withdrawn``.
    """
    its = _standing(unit, suspension_id)
    if not decided_by.strip():
        raise UserError("suspension.decider_needed")
    values = {"decided_by": decided_by.strip(), "paper_number": paper_number.strip()}
    changed = {name: new for name, new in values.items() if new != getattr(its.draft, name)}
    for name, new in changed.items():
        old = getattr(its.draft, name)
        if old:
            _replace(unit, its, name, old, new, reason)
    if changed:
        _set(unit, suspension_id, **changed)
        _note(unit, "paper_named", suspension_id)


def withdraw(unit: Unit, suspension_id: SuspensionId, reason: str) -> None:
    """Take back a wrong entry; it stays as a trace, with its follow-ups, and counts nowhere.

    Raises:
        UserError: ``suspension.why_needed``, ``suspension.is_withdrawn``.
    """
    its = _standing(unit, suspension_id)
    _replace(unit, its, "standing", "in_force", "withdrawn", reason)
    _set(unit, suspension_id, withdrawn_at=unit.now)
    _note(unit, "withdrawn", suspension_id)


def reinstate(unit: Unit, suspension_id: SuspensionId, reason: str) -> None:
    """Let a withdrawn suspension count again.

    Raises:
        UserError: ``suspension.why_needed``.
    """
    access.require(unit.actor, Action.DECIDE_SUSPENSION)
    its = suspension(unit, suspension_id)
    if its.withdrawn_at is None:
        return
    _replace(unit, its, "standing", "withdrawn", "in_force", reason)
    _set(unit, suspension_id, withdrawn_at=None)
    _note(unit, "reinstated", suspension_id)


def classes_of_scope(
    view: View, scope: Scope, class_ids: Iterable[ClassId], day: date
) -> tuple[ClassId, ...]:
    """Return the classes of pupils that a scope reaches from some of them, in school order."""
    classes, chosen = pupil_classes(view, day), frozenset(class_ids)
    if scope is Scope.SCHOOL:
        return tuple(one.id for one in classes)
    if scope is Scope.GRADE:
        grades = {(one.stage, one.grade_no) for one in classes if one.id in chosen}
        return tuple(one.id for one in classes if (one.stage, one.grade_no) in grades)
    return tuple(one.id for one in classes if one.id in chosen and scope is Scope.CLASS)


def _check(unit: Unit, draft: SuspensionDraft) -> None:
    if not draft.decided_by.strip():
        raise UserError("suspension.decider_needed")
    by_room = draft.scope is Scope.DORMITORY
    if not (draft.dorm_room_ids if by_room else draft.class_ids):
        raise UserError("suspension.nothing_chosen")
    _check_span(draft.from_on, draft.until_on)
    if draft.from_on < unit.today - _EARLIEST:
        raise UserError("suspension.too_old", days=_EARLIEST.days)
    if draft.decided_on > unit.today:
        raise UserError("suspension.decided_ahead")
    if not by_room:
        _check_classes(unit, draft)


def _check_classes(unit: Unit, draft: SuspensionDraft) -> None:
    known = {one.id for one in pupil_classes(unit, draft.from_on)}
    if not set(draft.class_ids) <= known:
        raise UserError("suspension.nothing_chosen")
    for other in suspensions_since(unit, draft.from_on):
        its = other.draft
        if other.withdrawn_at is not None or its.scope is Scope.DORMITORY:
            continue
        inside = its.from_on <= draft.from_on and draft.until_on <= its.until_on
        if inside and set(draft.class_ids) <= set(its.class_ids):
            names = names_of(unit, draft.from_on)
            raise UserError(
                "suspension.already_off",
                what=names.get(draft.class_ids[0], ""),
                first=its.from_on.isoformat(),
                last=its.until_on.isoformat(),
            )


def _check_span(from_on: date, until_on: date) -> None:
    if until_on < from_on:
        raise UserError("suspension.bad_span", first=from_on.isoformat())
    if (until_on - from_on).days >= LONGEST_DAYS:
        raise UserError("suspension.too_long", most=LONGEST_DAYS)


def _residents(unit: Unit, draft: SuspensionDraft) -> tuple[PersonId, ...]:
    if draft.scope is not Scope.DORMITORY:
        return ()
    living = roster.residents_on(unit, draft.dorm_room_ids, max(draft.from_on, unit.today))
    pupils = {one.id for one in pupil_classes(unit, max(draft.from_on, unit.today))}
    people = tuple(person for person, class_id in living.items() if class_id in pupils)
    if not people:
        raise UserError("suspension.nobody_lives_there")
    return people


def _belong(
    unit: Unit,
    table: type[SuspensionClassRow | SuspensionRoomRow | SuspensionPersonRow],
    suspension_id: SuspensionId,
    column: str,
    ids: Iterable[int],
) -> None:
    rows = [{"suspension_id": suspension_id, column: one} for one in dict.fromkeys(ids)]
    if rows:
        unit.connection.execute(insert(table), rows)


def _standing(unit: Unit, suspension_id: SuspensionId) -> Suspension:
    access.require(unit.actor, Action.DECIDE_SUSPENSION)
    its = suspension(unit, suspension_id)
    if its.withdrawn_at is not None:
        raise UserError("suspension.is_withdrawn")
    return its


def _replace(unit: Unit, its: Suspension, field: str, old: str, new: str, reason: str) -> None:
    if not reason.strip():
        raise UserError("suspension.why_needed")
    record_correction(unit, subject_of(its.id), field, old, new, reason.strip())


def _set(unit: Unit, suspension_id: SuspensionId, **values: Any) -> None:  # noqa: ANN401 - one column each
    unit.connection.execute(
        update(SuspensionRow).where(SuspensionRow.id == suspension_id).values(**values)
    )


def _note(unit: Unit, what: str, suspension_id: SuspensionId, **facts: str | int) -> None:
    unit.audit(f"suspension.{what}", subject_of(suspension_id), **facts)
    unit.touch(Changes.SUSPENSION)
