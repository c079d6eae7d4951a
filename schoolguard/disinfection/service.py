# SPDX-License-Identifier: Apache-2.0
"""Signing off rounds, one or a whole floor at once, and taking a record back.

A record says what the person says; nothing is filled in for them but the hour "now" and the place's
named person. What falls short is kept and marked, not refused. What is entered afterwards is marked
for good.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.crypto.canonical import canonical_json
from schoolguard.disinfection.kinds import Fault, OrderStanding
from schoolguard.disinfection.lamps import burn_with, unburn_with
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.plans import alerts_between, changes_between, changes_on
from schoolguard.disinfection.queries import place_row, places_of, reaches, require_reach
from schoolguard.disinfection.rules import DayPlan, by_pack, wipe_at
from schoolguard.disinfection.signing import row_of
from schoolguard.disinfection.tables import OrderRow, PlaceRow, RecordRow
from schoolguard.disinfection.values import Place, PlannedTask, Signed, SignOffDraft
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import Unit, record_correction

_BATCH = 400
_LAMP = "lamp"
"""The method whose minutes are a lamp's hours."""

Key = tuple[date, PlaceId, str, int]


def sign_off(
    unit: Unit, draft: SignOffDraft, rules: DisinfectionRules, calendar: SchoolCalendar
) -> Signed:
    """Sign off one round.

    Raises:
        UserError: as `sign_off_many`.
    """
    return sign_off_many(unit, [draft], rules, calendar)[0]


def sign_off_many(
    unit: Unit,
    drafts: Sequence[SignOffDraft],
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
) -> tuple[Signed, ...]:
    """Sign off several rounds in one transaction, all or none; return them in the same order.

    Raises:
        UserError: ``access.not_allowed``, ``access.not_your_class``, or ``disinfection.`` with
            no_such_place, place_not_in_use, no_such_task, day_ahead, done_at_needed, done_ahead,
            done_other_day, late_reason_needed, why_not_done, already_signed, bad_number,
            bad_round, no_such_agent, no_such_bottle, bottle_other_agent, no_such_person.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    if not drafts:
        return ()
    there = places_to_sign(unit, {draft.place_id for draft in drafts})
    planned = _plans(unit, drafts, there, rules, calendar)
    _refuse_signed(unit, drafts, there)
    rows = []
    for draft, task in zip(drafts, planned, strict=True):
        if draft.task_id not in rules.tasks or task is None:
            raise UserError("disinfection.no_such_task", task=draft.task_id)
        rows.append(row_of(unit, draft, there[draft.place_id], task, rules))
    return write_records(unit, rows, there)


def retract(unit: Unit, record_id: int, reason: str) -> None:
    """Take a record back; its trace stays, an order that it fulfilled is open again.

    Raises:
        UserError: ``disinfection.no_such_record``, ``disinfection.already_retracted``,
            ``disinfection.reason_needed`` or ``access.not_...``.
    """
    chosen = select(RecordRow.__table__).where(RecordRow.id == record_id)
    row = unit.connection.execute(chosen).first()
    if row is None:
        raise UserError("disinfection.no_such_record")
    require_reach(unit.actor, Action.RECORD_DISINFECTION, place_row(unit, row.place_id).class_id)
    if row.retracted_at is not None:
        raise UserError("disinfection.already_retracted")
    why = needed_reason(reason)
    unit.connection.execute(
        update(RecordRow)
        .where(RecordRow.id == record_id)
        .values(retracted_at=unit.now, retracted_by=unit.actor.account_id, retract_reason=why)
    )
    record_correction(unit, record_subject(record_id), "retracted", row.outcome.value, "", why)
    unburn_with(unit, record_id, why)
    if row.order_id is not None:
        unit.connection.execute(
            update(OrderRow)
            .where(OrderRow.id == row.order_id)
            .values(standing=OrderStanding.OPEN, ended_at=None, ended_by=None, ended_reason="")
        )
    unit.audit("disinfection.retracted", record_subject(record_id))
    unit.touch(Changes.DISINFECTION)


def places_to_sign(unit: Unit, ids: Iterable[PlaceId]) -> Mapping[PlaceId, Place]:
    """Return places that the actor may sign for.

    Raises:
        UserError: ``disinfection.no_such_place`` or ``access.not_your_class``.
    """
    wanted = sorted(set(ids))
    there: dict[PlaceId, Place] = {}
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        chosen = select(PlaceRow.__table__).where(PlaceRow.id.in_(batch))
        there |= {found.id: found for found in places_of(unit, chosen)}
    for place_id in wanted:
        if place_id not in there and not reaches(unit.actor, place_row(unit, place_id).class_id):
            raise UserError("access.not_your_class")
    return there


def write_records(
    unit: Unit, rows: Sequence[dict[str, Any]], there: Mapping[PlaceId, Place]
) -> tuple[Signed, ...]:
    """Keep records under one audit entry with their digest; return them in the same order."""
    statement = insert(RecordRow).returning(RecordRow.id, sort_by_parameter_order=True)
    ids = [row[0] for row in unit.connection.execute(statement, list(rows))]
    unit.audit(
        "disinfection.signed",
        record_subject(ids[0]),
        records=len(ids),
        last=ids[-1],
        entered_late=sum(row["entered_late"] for row in rows),
        digest=_digest(rows),
    )
    unit.touch(Changes.DISINFECTION)
    _count_lamp_hours(unit, ids, rows)
    return tuple(
        Signed(
            record_id=record_id,
            place_id=row["place_id"],
            isolation_room_id=there[row["place_id"]].isolation_room_id,
            faults=frozenset(Fault(one) for one in row["faults"].split()),
            entered_late=row["entered_late"],
            wipe_at=wipe_at(row["done_at"], row["contact_minutes"]),
        )
        for record_id, row in zip(ids, rows, strict=True)
    )


def _count_lamp_hours(unit: Unit, ids: Sequence[int], rows: Sequence[dict[str, Any]]) -> None:
    burned = [
        (record_id, row["place_id"], row["done_at"], row["minutes"])
        for record_id, row in zip(ids, rows, strict=True)
        if row["method_id"] == _LAMP and row["done_at"] is not None and row["minutes"]
    ]
    if burned:
        burn_with(unit, burned)


def record_subject(record_id: int) -> str:
    """Return how the audit and the corrections name a record."""
    return f"disinfection_record:{record_id}"


def needed_reason(reason: str) -> str:
    """Return a reason without spaces around it.

    Raises:
        UserError: ``disinfection.reason_needed``.
    """
    if not reason.strip():
        raise UserError("disinfection.reason_needed")
    return reason.strip()


def _plans(
    unit: Unit,
    drafts: Sequence[SignOffDraft],
    there: Mapping[PlaceId, Place],
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
) -> list[PlannedTask | None]:
    """Return what each round was asked; one that the plan does not have is judged by the pack."""
    days = sorted({draft.day for draft in drafts})
    rows = changes_between(unit, days[0], days[-1])
    alerts = alerts_between(unit, days[0], days[-1])
    plans = {day: DayPlan(day, rules, calendar, alerts) for day in days}
    changes = {day: changes_on(rows, day) for day in days}
    found: list[PlannedTask | None] = []
    for draft in drafts:
        own = changes[draft.day].get(draft.place_id, {})
        tasks = plans[draft.day].tasks(there[draft.place_id].kind, draft.place_id, own)
        match = next((one for one in tasks if one.task.id == draft.task_id), None)
        found.append(match or by_pack(draft.task_id, rules))
    return found


def _refuse_signed(
    unit: Unit, drafts: Sequence[SignOffDraft], there: Mapping[PlaceId, Place]
) -> None:
    days = {draft.day for draft in drafts}
    rows = unit.connection.execute(
        select(RecordRow.day, RecordRow.place_id, RecordRow.task_id, RecordRow.round_no).where(
            RecordRow.day.in_(days), RecordRow.retracted_at.is_(None)
        )
    )
    signed: set[Key] = {(row[0], row[1], row[2], row[3]) for row in rows}
    for draft in drafts:
        key = (draft.day, draft.place_id, draft.task_id, draft.round_no)
        if key in signed:
            raise UserError(
                "disinfection.already_signed",
                place=there[draft.place_id].name,
                day=draft.day.isoformat(),
                round=draft.round_no,
            )
        signed.add(key)


def _digest(rows: Sequence[dict[str, Any]]) -> str:
    plain = [
        [
            row["day"].isoformat(),
            row["place_id"],
            row["task_id"],
            row["round_no"],
            row["outcome"].value,
            row["done_at"].isoformat() if row["done_at"] else "",
            row["minutes"],
            row["agent_id"],
            row["mg_per_litre"],
            row["contact_minutes"],
            row["from_paper"],
        ]
        for row in rows
    ]
    return hashlib.sha256(canonical_json(plain)).hexdigest()
