# SPDX-License-Identifier: Apache-2.0
"""Event -> disinfection orders of the places it touched; order signed -> isolation room open again.

An event asks once for each place, however often it is told. What nobody has signed goes when the
event is taken back; what was signed stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from schoolguard import disinfection, isolation, roster
from schoolguard.disinfection import OrderDraft, OrderLine, OrderWhy, Signed, SignOffDraft
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.ids import ClassId, OrderId, PersonId, PlaceId
from schoolguard.store import Unit, View


@dataclass(frozen=True, slots=True)
class OrderSigned:
    """What came of signing an order.

    Attributes:
        room_opened: the isolation room takes people in again.
        also: other orders for the place that the same work answers, signed with it.
    """

    signed: Signed
    room_opened: bool
    also: tuple[OrderId, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """The places that somebody was in, as far as they are registered.

    Attributes:
        unknown: what they were in and no place is registered for, as text keys.
    """

    place_ids: tuple[PlaceId, ...] = ()
    unknown: tuple[str, ...] = ()


def places_of(view: View, person_id: PersonId, class_id: ClassId) -> Touched:
    """Return classroom and dormitory room of a person."""
    found, unknown = [], []
    room = disinfection.place_of_class(view, class_id)
    if room is None:
        unknown.append("flows.place.classroom")
    else:
        found.append(room)
    dorm_room_id = roster.person(view, person_id).dorm_room_id
    if dorm_room_id is not None:
        bedroom = disinfection.place_of_dorm_room(view, dorm_room_id)
        if bedroom is None:
            unknown.append("flows.place.dorm_room")
        else:
            found.append(bedroom)
    return Touched(tuple(found), tuple(unknown))


def ask_for(
    unit: Unit,
    place_ids: Iterable[PlaceId],
    why: OrderWhy,
    origin_id: int,
    rules: FlowRules,
    disease_id: str = "",
) -> tuple[OrderId, ...]:
    """Order each place once; return the orders of the event that are open now, new or not.

    Whoever may not order disinfection (a class teacher) leaves it to others.
    """
    if not disinfection.may_ask(unit.actor):
        return ()
    kept = {
        line.place_id: line.id
        for line in disinfection.open_orders(unit, rules.disinfection)
        if line.why is why and line.origin_id == origin_id
    }
    for place_id in dict.fromkeys(place_ids):
        if place_id not in kept:
            draft = OrderDraft(place_id, why, disease_id, origin_id=origin_id)
            kept[place_id] = disinfection.order(unit, draft, rules.disinfection)
    return tuple(kept.values())


def take_back(
    unit: Unit, why: OrderWhy, origin_id: int, reason: str, rules: FlowRules
) -> tuple[OrderId, ...]:
    """Cancel the orders of an event that nobody has signed; return them."""
    if not disinfection.may_ask(unit.actor):
        return ()
    mine = [
        line.id
        for line in disinfection.open_orders(unit, rules.disinfection)
        if line.why is why and line.origin_id == origin_id
    ]
    for order_id in mine:
        disinfection.cancel_order(unit, order_id, reason)
    return tuple(mine)


def sign_order(
    unit: Unit, order_id: OrderId, record: SignOffDraft, rules: FlowRules
) -> OrderSigned:
    """Sign an order, and every other that the same work answers.

    A stay and a case may both have asked for one classroom: it is cleaned once. The isolation room
    that waited for it is open again.

    Raises:
        UserError: as `disinfection.sign_order`.
    """
    done = replace(record, done_at=record.done_at or unit.now)
    waiting = disinfection.open_orders(unit, rules.disinfection)
    signed = disinfection.sign_order(unit, order_id, done, rules.disinfection)
    also = tuple(
        line.id
        for line in waiting
        if line.id != order_id and line.place_id == signed.place_id and _answers(done, line)
    )
    for other in also:
        disinfection.sign_order(unit, other, done, rules.disinfection)
    if signed.isolation_room_id is None:
        return OrderSigned(signed, room_opened=False, also=also)
    isolation.mark_disinfected(unit, signed.isolation_room_id, done.done_at)
    return OrderSigned(signed, room_opened=True, also=also)


def _answers(record: SignOffDraft, line: OrderLine) -> bool:
    """Return whether work that was done is all that an order asks for."""
    return (
        record.done_at is not None
        and record.done_at >= line.ordered_at
        and record.agent_id in line.agents
        and (record.mg_per_litre or 0) >= line.low_mg_per_litre
        and (record.contact_minutes or 0) >= line.contact_minutes
    )
