# SPDX-License-Identifier: Apache-2.0
"""Whether the room is ready: equipment looked at, staff trained (S26), supplies counted.

Nothing is assumed: what was never looked at or counted is a gap, and so is what was looked at too
long ago. Every look, training and counting is kept; the newest counts.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.isolation.kinds import TickState
from schoolguard.isolation.pack import IsolationRules, Training
from schoolguard.isolation.room_values import (
    EquipmentLine,
    Readiness,
    SupplyLine,
    TrainingDraft,
    TrainingLine,
    TrainingRecord,
)
from schoolguard.isolation.rules import look_again_on
from schoolguard.isolation.tables import (
    IsolationMinimumRow,
    IsolationSupplyRow,
    IsolationTickRow,
    IsolationTrainingRow,
)
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.ids import PersonId
from schoolguard.store import Unit, View, record_correction

_MOST = 100_000


def readiness(view: View, rules: IsolationRules, today: date) -> Readiness:
    """Return the readiness of the room on a day, in the order of the pack.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_ISOLATION)
    ticks, counted = _newest(view, IsolationTickRow), _newest(view, IsolationSupplyRow)
    minimums = _minimums(view)
    equipment = []
    for item in rules.equipment.values():
        row = ticks.get(item.id)
        due_on = look_again_on(row.ticked_on, item.every_days) if row else None
        is_gap = row is None or row.state is not TickState.IN_ORDER or _past(due_on, today)
        equipment.append(
            EquipmentLine(
                item,
                row.state if row else None,
                row.ticked_on if row else None,
                row.by if row else None,
                row.note if row else "",
                due_on,
                is_gap,
            )
        )
    supplies = []
    for supply in rules.supplies.values():
        row, minimum = counted.get(supply.id), minimums.get(supply.id, supply.minimum)
        due_on = look_again_on(row.counted_on, supply.count_every_days) if row else None
        is_gap = row is None or row.quantity < minimum or _past(due_on, today)
        supplies.append(
            SupplyLine(
                supply,
                row.quantity if row else None,
                minimum,
                row.counted_on if row else None,
                row.by if row else None,
                row.note if row else "",
                due_on,
                is_gap,
            )
        )
    return Readiness(tuple(equipment), _trainings(view, rules, today), tuple(supplies))


def tick(
    unit: Unit,
    item_id: str,
    state: TickState,
    rules: IsolationRules,
    *,
    on: date | None = None,
    note: str = "",
) -> None:
    """Keep what a look at an item of the checklist found.

    Raises:
        UserError: ``isolation.day_ahead``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    if item_id not in rules.equipment:
        raise BugError(f"no such equipment in the pack: {item_id}")
    values = {"item_id": item_id, "state": state, "ticked_on": _day(unit, on), "note": note.strip()}
    unit.connection.execute(insert(IsolationTickRow).values(by=unit.actor.account_id, **values))
    unit.audit("isolation.ticked", f"isolation_item:{item_id}", state=state.value)
    unit.touch(Changes.ISOLATION)


def count_supply(
    unit: Unit,
    item_id: str,
    quantity: int,
    rules: IsolationRules,
    *,
    on: date | None = None,
    note: str = "",
) -> None:
    """Keep how many of a supply were counted, in the pack's unit.

    Raises:
        UserError: ``isolation.bad_quantity`` or ``isolation.day_ahead``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    if item_id not in rules.supplies:
        raise BugError(f"no such supply in the pack: {item_id}")
    if not 0 <= quantity <= _MOST:
        raise UserError("isolation.bad_quantity", most=_MOST)
    values = {"item_id": item_id, "quantity": quantity, "note": note.strip()}
    unit.connection.execute(
        insert(IsolationSupplyRow).values(
            by=unit.actor.account_id, counted_on=_day(unit, on), **values
        )
    )
    unit.audit("isolation.counted", f"isolation_item:{item_id}", quantity=quantity)
    unit.touch(Changes.ISOLATION)


def set_minimum(unit: Unit, item_id: str, minimum: int | None, rules: IsolationRules) -> None:
    """Set the school's own least number of a supply; None goes back to the pack's.

    Raises:
        UserError: ``isolation.bad_quantity``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    if minimum is not None and not 0 <= minimum <= _MOST:
        raise UserError("isolation.bad_quantity", most=_MOST)
    before = _minimums(unit).get(item_id, rules.supplies[item_id].minimum)
    after = rules.supplies[item_id].minimum if minimum is None else minimum
    if before == after:
        return
    unit.connection.execute(
        delete(IsolationMinimumRow).where(IsolationMinimumRow.item_id == item_id)
    )
    if minimum is not None:
        unit.connection.execute(
            insert(IsolationMinimumRow).values(item_id=item_id, minimum=minimum)
        )
    record_correction(unit, f"isolation_item:{item_id}", "minimum", str(before), str(after), "")
    unit.touch(Changes.ISOLATION)


def record_training(unit: Unit, draft: TrainingDraft, rules: IsolationRules) -> int:
    """Keep that somebody was trained; without its own date it holds as long as the pack says.

    Raises:
        UserError: ``isolation.day_ahead``, ``isolation.name_needed`` or
            ``isolation.training_ends_before``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    topic = rules.trainings.get(draft.topic_id)
    if topic is None:
        raise BugError(f"no such training in the pack: {draft.topic_id}")
    if draft.person_id is None and not draft.name.strip():
        raise UserError("isolation.name_needed")
    trained_on = _day(unit, draft.trained_on)
    valid_until = draft.valid_until or trained_on + timedelta(days=topic.valid_days)
    if valid_until < trained_on:
        raise UserError("isolation.training_ends_before", day=trained_on.isoformat())
    statement = insert(IsolationTrainingRow).values(
        topic_id=topic.id,
        person_id=draft.person_id,
        name="" if draft.person_id is not None else draft.name.strip(),
        trained_on=trained_on,
        trainer=draft.trainer.strip(),
        valid_until=valid_until,
        note=draft.note.strip(),
    )
    number = unit.connection.execute(statement.returning(IsolationTrainingRow.id)).scalar_one()
    unit.audit("isolation.trained", f"isolation_training:{number}", topic=topic.id)
    unit.touch(Changes.ISOLATION)
    return int(number)


def withdraw_training(unit: Unit, training_id: int, why: str) -> None:
    """Take back a training that was a wrong entry; its trace stays.

    Raises:
        UserError: ``isolation.why_needed``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    if not why.strip():
        raise UserError("isolation.why_needed")
    row = IsolationTrainingRow
    unit.connection.execute(
        update(row)
        .where(row.id == training_id, row.withdrawn_at.is_(None))
        .values(withdrawn_at=unit.now)
    )
    subject = f"isolation_training:{training_id}"
    record_correction(unit, subject, "standing", "kept", "withdrawn", why.strip())
    unit.touch(Changes.ISOLATION)


def _trainings(view: View, rules: IsolationRules, today: date) -> tuple[TrainingLine, ...]:
    row = IsolationTrainingRow
    rows = view.connection.execute(
        select(row.__table__)
        .where(row.withdrawn_at.is_(None))
        .order_by(row.trained_on.desc(), row.id.desc())
    ).all()
    names = roster.person_names(view, (one.person_id for one in rows if one.person_id))
    records = [
        TrainingRecord(
            one.id,
            one.topic_id,
            one.person_id,
            names.get(one.person_id, "") if one.person_id else one.name,
            one.trained_on,
            one.trainer,
            one.valid_until,
            one.note,
        )
        for one in rows
    ]
    valid = {one.person_id for one in rows if one.person_id and one.valid_until >= today}
    gone = frozenset(one for one in valid if roster.class_of(view, one, today) is None)
    return tuple(_topic(topic, records, today, gone) for topic in rules.trainings.values())


def _topic(
    topic: Training, records: list[TrainingRecord], today: date, gone: frozenset[PersonId]
) -> TrainingLine:
    """Return one topic; who left the school is listed and counts no more."""
    own = tuple(record for record in records if record.topic_id == topic.id)
    valid = {
        record.person_id or record.name
        for record in own
        if record.valid_until >= today and record.person_id not in gone
    }
    return TrainingLine(topic, own, len(valid), is_gap=len(valid) < topic.people)


def _newest(
    view: View, table: type[IsolationTickRow] | type[IsolationSupplyRow]
) -> Mapping[str, Row[Any]]:
    last = select(func.max(table.id)).group_by(table.item_id)
    rows = view.connection.execute(select(table.__table__).where(table.id.in_(last)))
    return {row.item_id: row for row in rows}


def _minimums(view: View) -> Mapping[str, int]:
    rows = view.connection.execute(select(IsolationMinimumRow.item_id, IsolationMinimumRow.minimum))
    return {row[0]: row[1] for row in rows}


def _past(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _day(unit: Unit, day: date | None) -> date:
    if day is not None and day > unit.today:
        raise UserError("isolation.day_ahead", day=day.isoformat())
    return day or unit.today
