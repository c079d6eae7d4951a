# SPDX-License-Identifier: Apache-2.0
"""Orders 加做任务: an extra disinfection that an event asks for, beside the plan.

The same event and place give one order, however often it is asked for. An order ends by a sign-off,
or is cancelled with a reason.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, Select, insert, or_, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.disinfection.kinds import OrderStanding, Outcome
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.queries import place_row, places_of, records_of, require_reach
from schoolguard.disinfection.rules import planned_order
from schoolguard.disinfection.service import needed_reason, places_to_sign, write_records
from schoolguard.disinfection.signing import row_of
from schoolguard.disinfection.tables import OrderRow, PlaceRow, RecordRow
from schoolguard.disinfection.values import (
    OrderDraft,
    OrderLine,
    Place,
    Record,
    Signed,
    SignOffDraft,
)
from schoolguard.kernel.actor import Actor
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, OrderId
from schoolguard.store import Unit, View, record_correction

_DAY = timedelta(days=1)


def open_orders(view: View, rules: DisinfectionRules) -> tuple[OrderLine, ...]:
    """Return the open orders that the actor may see, most urgent first."""
    access.require(view.actor, Action.VIEW_DISINFECTION)
    chosen = select(OrderRow.__table__).where(OrderRow.standing == OrderStanding.OPEN)
    lines = _lines(view, chosen, rules)
    return tuple(sorted(lines, key=lambda line: (line.due_at, line.id)))


def orders_on(view: View, day: date, rules: DisinfectionRules) -> tuple[OrderLine, ...]:
    """Return the open orders most urgent first, then those that ended on a day."""
    ended = select(OrderRow.__table__).where(
        OrderRow.ended_at >= instant(day), OrderRow.ended_at < instant(day + _DAY)
    )
    done = sorted(_lines(view, ended, rules), key=lambda line: (line.due_at, line.id))
    return (*open_orders(view, rules), *done)


def orders_between(
    view: View, first_on: date, last_on: date, rules: DisinfectionRules
) -> tuple[OrderLine, ...]:
    """Return the orders of any standing that were given or ended in a span, newest first."""
    access.require(view.actor, Action.VIEW_DISINFECTION)
    first, last = instant(first_on), instant(last_on + _DAY)
    chosen = select(OrderRow.__table__).where(
        or_(
            (OrderRow.ordered_at >= first) & (OrderRow.ordered_at < last),
            (OrderRow.ended_at >= first) & (OrderRow.ended_at < last),
        )
    )
    return tuple(sorted(_lines(view, chosen, rules), key=lambda line: -line.id))


def may_ask(actor: Actor) -> bool:
    """Return whether somebody may order disinfection: whoever plans it, or signs it off."""
    return access.allowed(actor, Action.PLAN_DISINFECTION) or access.allowed(
        actor, Action.RECORD_DISINFECTION
    )


def _require_asking(actor: Actor, class_id: ClassId | None) -> None:
    if not access.allowed(actor, Action.PLAN_DISINFECTION):
        require_reach(actor, Action.RECORD_DISINFECTION, class_id)


def order(unit: Unit, draft: OrderDraft, rules: DisinfectionRules) -> OrderId:
    """Ask for an extra disinfection and return the order's id.

    Asked again for the same event and place, the order that stands is returned.

    Raises:
        UserError: ``disinfection.no_such_place``, ``disinfection.place_not_in_use``,
            ``access.not_allowed`` or ``access.not_your_class``.
    """
    place = place_row(unit, draft.place_id)
    _require_asking(unit.actor, place.class_id)
    if place.retired_on is not None:
        raise UserError("disinfection.place_not_in_use", place=place.name)
    known = _standing_order(unit, draft)
    if known is not None:
        return known
    minutes = rules.orders[draft.why].due_minutes
    statement = insert(OrderRow).values(
        place_id=draft.place_id,
        why=draft.why,
        disease_id=draft.disease_id,
        origin_id=draft.origin_id,
        note=draft.note.strip(),
        ordered_at=unit.now,
        ordered_by=unit.actor.account_id,
        due_at=draft.due_at or unit.now + timedelta(minutes=minutes),
        standing=OrderStanding.OPEN,
        ended_reason="",
    )
    order_id = OrderId(unit.connection.execute(statement.returning(OrderRow.id)).scalar_one())
    _note(unit, "ordered", order_id, place=draft.place_id, why=draft.why.value)
    return order_id


def sign_order(
    unit: Unit, order_id: OrderId, draft: SignOffDraft, rules: DisinfectionRules
) -> Signed:
    """Sign off an order; place, task, round and day of the draft are taken from the order.

    Raises:
        UserError: ``disinfection.no_such_order``, ``disinfection.order_ended``,
            ``disinfection.order_not_done`` (cancel it instead), and as `sign_off`.
    """
    row = _order_row(unit, order_id)
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    if row.standing is not OrderStanding.OPEN:
        raise UserError("disinfection.order_ended")
    if draft.outcome is Outcome.NOT_DONE:
        raise UserError("disinfection.order_not_done")
    planned = planned_order(row.why, row.disease_id, rules)
    done_at = draft.done_at or unit.now
    signed = replace(
        draft,
        place_id=row.place_id,
        task_id=planned.task.id,
        day=local_day(done_at),
        round_no=order_id,
        done_at=done_at,
    )
    there = places_to_sign(unit, [row.place_id])
    record = row_of(unit, signed, there[row.place_id], planned, rules, order_id)
    done = write_records(unit, [record], there)[0]
    _set(unit, order_id, OrderStanding.DONE)
    _note(unit, "order_signed", order_id, record=done.record_id)
    return done


def cancel_order(unit: Unit, order_id: OrderId, reason: str) -> None:
    """Cancel an order that is not needed; it stays with its reason.

    Raises:
        UserError: ``disinfection.no_such_order``, ``disinfection.order_ended``,
            ``disinfection.reason_needed`` or ``access.not_...``.
    """
    row = _order_row(unit, order_id)
    place = place_row(unit, row.place_id)
    _require_asking(unit.actor, place.class_id)
    if row.standing is not OrderStanding.OPEN:
        raise UserError("disinfection.order_ended")
    _set(unit, order_id, OrderStanding.CANCELLED, needed_reason(reason))
    _note(unit, "order_cancelled", order_id)


def reopen_order(unit: Unit, order_id: OrderId, reason: str) -> None:
    """Open a cancelled order again; how it had ended is kept. A signed one: take its record back.

    Raises:
        UserError: ``disinfection.no_such_order``, ``disinfection.order_not_cancelled``,
            ``disinfection.reason_needed`` or ``access.not_...``.
    """
    row = _order_row(unit, order_id)
    place = place_row(unit, row.place_id)
    _require_asking(unit.actor, place.class_id)
    if row.standing is not OrderStanding.CANCELLED:
        raise UserError("disinfection.order_not_cancelled")
    why = needed_reason(reason)
    record_correction(unit, _subject(order_id), "standing", row.ended_reason, "", why)
    unit.connection.execute(
        update(OrderRow)
        .where(OrderRow.id == order_id)
        .values(standing=OrderStanding.OPEN, ended_at=None, ended_by=None, ended_reason="")
    )
    _note(unit, "order_reopened", order_id)


def _standing_order(unit: Unit, draft: OrderDraft) -> OrderId | None:
    """Return the order that the same event already gave to a place; events by hand are all new."""
    if not draft.origin_id:
        return None
    found = unit.connection.execute(
        select(OrderRow.id).where(
            OrderRow.why == draft.why,
            OrderRow.origin_id == draft.origin_id,
            OrderRow.place_id == draft.place_id,
            OrderRow.standing != OrderStanding.CANCELLED,
        )
    ).first()
    return None if found is None else OrderId(found.id)


def _lines(view: View, chosen: Select[Any], rules: DisinfectionRules) -> list[OrderLine]:
    rows = view.connection.execute(chosen).all()
    if not rows:
        return []
    wanted = select(PlaceRow.__table__).where(PlaceRow.id.in_({row.place_id for row in rows}))
    there = {place.id: place for place in places_of(view, wanted)}
    records = _records(view, [row.id for row in rows])
    return [
        _line(view, row, there[row.place_id], records.get(row.id), rules)
        for row in rows
        if row.place_id in there
    ]


def _line(
    view: View, row: Row[Any], place: Place, record: Record | None, rules: DisinfectionRules
) -> OrderLine:
    planned = planned_order(row.why, row.disease_id, rules)
    is_open = row.standing is OrderStanding.OPEN
    return OrderLine(
        id=row.id,
        place_id=row.place_id,
        place_name=place.name,
        class_id=place.class_id,
        isolation_room_id=place.isolation_room_id,
        responsible=place.responsible,
        why=row.why,
        disease_id=row.disease_id,
        origin_id=row.origin_id,
        standing=row.standing,
        ordered_at=row.ordered_at,
        due_at=row.due_at,
        overdue=is_open and view.now > row.due_at,
        method_id=planned.task.method,
        agents=planned.agents,
        low_mg_per_litre=planned.low_mg_per_litre,
        high_mg_per_litre=planned.high_mg_per_litre,
        contact_minutes=planned.contact_minutes,
        note=row.note,
        record=record,
        ended_reason=row.ended_reason,
    )


def _records(view: View, ids: Sequence[OrderId]) -> dict[OrderId, Record]:
    rows = view.connection.execute(
        select(RecordRow.__table__).where(
            RecordRow.order_id.in_(ids), RecordRow.retracted_at.is_(None)
        )
    ).all()
    found = records_of(view, rows)
    return {record.order_id: record for record in found if record.order_id is not None}


def _order_row(view: View, order_id: OrderId) -> Row[Any]:
    row = view.connection.execute(select(OrderRow.__table__).where(OrderRow.id == order_id)).first()
    if row is None:
        raise UserError("disinfection.no_such_order")
    return row


def _set(unit: Unit, order_id: OrderId, standing: OrderStanding, reason: str = "") -> None:
    unit.connection.execute(
        update(OrderRow)
        .where(OrderRow.id == order_id)
        .values(
            standing=standing,
            ended_at=unit.now,
            ended_by=unit.actor.account_id,
            ended_reason=reason,
        )
    )


def _subject(order_id: OrderId) -> str:
    return f"disinfection_order:{order_id}"


def _note(unit: Unit, what: str, order_id: OrderId, **facts: str | int) -> None:
    unit.audit(f"disinfection.{what}", _subject(order_id), **facts)
    unit.touch(Changes.DISINFECTION)
