# SPDX-License-Identifier: Apache-2.0
"""Orders from events, stock, lamps."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from schoolguard import disinfection
from schoolguard.disinfection import (
    DueKind,
    Fault,
    LampRun,
    OrderStanding,
    OrderWhy,
    Outcome,
    RoundState,
    SignOffDraft,
)
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import OrderId
from tests.factories.disinfection import DAY, House


def signing(house: House, **values: object) -> SignOffDraft:
    usual = {"agent_id": "bleach", "mg_per_litre": 5000, "contact_minutes": 30}
    return SignOffDraft(house.classroom, "order", DAY, **(usual | values))


def sign(house: House, order_id: OrderId, **values: object) -> disinfection.Signed:
    return house.do(
        lambda unit: disinfection.sign_order(unit, order_id, signing(house, **values), house.rules)
    )


def open_orders(house: House) -> tuple[disinfection.OrderLine, ...]:
    return house.ask(lambda view: disinfection.open_orders(view, house.rules))


def test_vomit_is_due_in_minutes_and_asks_for_chlorine(house: House) -> None:
    house.at(10)
    house.order(disease_id="norovirus")
    line = open_orders(house)[0]
    assert (line.due_at, line.overdue) == (instant(DAY, 10, 15), False)
    assert (line.low_mg_per_litre, line.responsible) == (5000, "钱老师")
    house.at(10, 16)
    waiting = [one for one in house.due() if one.kind is DueKind.ORDER]
    assert [(one.overdue, one.place_id) for one in waiting] == [(True, house.classroom)]
    assert house.due()[0].overdue


def test_the_same_event_gives_one_order_a_place(house: House) -> None:
    first = house.order(OrderWhy.STAY, origin_id=7)
    assert house.order(OrderWhy.STAY, origin_id=7) == first
    assert house.order(OrderWhy.STAY, origin_id=8) != first
    assert house.order(OrderWhy.STAY, origin_id=7, place_id=house.toilet) != first
    assert house.order() != house.order()


def test_a_signed_order_says_where_and_leaves_the_board(house: House) -> None:
    house.at(10)
    order_id = house.order()
    signed = sign(house, order_id)
    assert (signed.place_id, signed.faults, signed.wipe_at) == (
        house.classroom,
        frozenset(),
        instant(DAY, 10, 30),
    )
    assert open_orders(house) == ()
    line = house.board().orders[0]
    assert line.standing is OrderStanding.DONE
    assert line.record is not None
    assert (house.counts().orders_open, house.counts().orders_done) == (0, 1)
    with pytest.raises(UserError, match="order_ended"):
        sign(house, order_id)


def test_a_weak_order_is_marked_and_one_not_done_is_refused(house: House) -> None:
    house.at(10)
    order_id = house.order()
    with pytest.raises(UserError, match="order_not_done"):
        sign(house, order_id, outcome=Outcome.NOT_DONE, note="没有药")
    assert sign(house, order_id, mg_per_litre=500).faults == {Fault.TOO_WEAK}


def test_taking_the_record_back_opens_the_order_again(house: House) -> None:
    house.at(10)
    order_id = house.order()
    record_id = sign(house, order_id).record_id
    house.do(lambda unit: disinfection.retract(unit, record_id, "签错"))
    assert [line.id for line in open_orders(house)] == [order_id]
    assert sign(house, order_id).record_id != record_id


def test_an_order_is_cancelled_with_a_reason_and_opened_again(house: House) -> None:
    order_id = house.order()
    with pytest.raises(UserError, match="reason_needed"):
        house.do(lambda unit: disinfection.cancel_order(unit, order_id, ""))
    house.do(lambda unit: disinfection.cancel_order(unit, order_id, "误报"))
    assert open_orders(house) == ()
    kept = house.ask(lambda view: disinfection.orders_between(view, DAY, DAY, house.rules))
    assert [(line.standing, line.ended_reason) for line in kept] == [
        (OrderStanding.CANCELLED, "误报")
    ]
    house.do(lambda unit: disinfection.reopen_order(unit, order_id, "确有"))
    assert [line.id for line in open_orders(house)] == [order_id]
    with pytest.raises(UserError, match="order_not_cancelled"):
        house.do(lambda unit: disinfection.reopen_order(unit, order_id, "再开"))


def test_a_record_of_an_order_is_no_round_of_the_plan(house: House) -> None:
    house.at(10)
    sign(house, house.order())
    assert all(
        one.state is not RoundState.NOT_PLANNED
        for task in house.row(house.classroom).tasks
        for one in task.rounds
    )


def test_a_teacher_sees_and_signs_orders_of_the_own_class(
    house: House, acting_as: Callable[..., Actor]
) -> None:
    own, other = house.order(), house.order(place_id=house.toilet)
    acting_as(Role.TEACHER, classes={house.class_id})
    assert [line.id for line in open_orders(house)] == [own]
    sign(house, own)
    with pytest.raises(UserError, match="not_your_class"):
        sign(house, other)


def test_stock_past_its_days_is_said_and_due(house: House) -> None:
    house.bottle(name="旧", expires_on=DAY - timedelta(days=1))
    house.bottle(
        name="开", opened_on=DAY - timedelta(days=60), expires_on=DAY + timedelta(days=300)
    )
    fresh = house.bottle(name="新")
    bottles = {
        one.draft.name: one
        for one in house.ask(lambda view: disinfection.bottles(view, house.rules))
    }
    assert (bottles["旧"].expired, bottles["开"].open_too_long) == (True, False)
    assert bottles["开"].good_until == DAY
    assert bottles["新"].kills_norovirus
    assert len([one for one in house.due() if one.kind is DueKind.STOCK]) == 1
    house.next_day()
    assert len([one for one in house.due() if one.kind is DueKind.STOCK]) == 2
    house.do(lambda unit: disinfection.finish_bottle(unit, fresh, "用完"))
    assert len(house.ask(lambda view: disinfection.bottles(view, house.rules))) == 2
    house.do(lambda unit: disinfection.unfinish_bottle(unit, fresh))
    assert len(house.ask(lambda view: disinfection.bottles(view, house.rules))) == 3


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"agent_id": "beer"}, "no_such_agent"),
        ({"mg_per_litre": 5}, "strength_out_of_range"),
        ({"mg_per_litre": 200_000}, "strength_out_of_range"),
        ({"agent_id": "chlorine_tablet", "mg_per_tablet": 5}, "tablet_out_of_range"),
        ({"opened_on": DAY + timedelta(days=1)}, "opened_ahead"),
    ],
)
def test_stock_that_can_not_be_is_refused(
    house: House, values: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        house.bottle(**values)


def test_a_corrected_strength_needs_a_reason(house: House) -> None:
    bottle_id = house.bottle()
    draft = disinfection.BottleDraft("bleach", mg_per_litre=60_000)

    def change(why: str) -> None:
        house.do(lambda unit: disinfection.change_bottle(unit, bottle_id, draft, house.rules, why))

    with pytest.raises(UserError, match="reason_needed"):
        change("")
    change("看错瓶签")
    found = house.ask(lambda view: disinfection.bottles(view, house.rules))[0]
    assert found.draft.mg_per_litre == 60_000


def test_a_lamp_counts_hours_and_asks_for_a_new_tube_at_a_thousand(house: House) -> None:
    lamp_id = house.do(
        lambda unit: disinfection.add_lamp(unit, house.toilet, "1号灯", DAY, 999 * 60)
    )
    house.at(18)
    occupied = LampRun(lamp_id, instant(DAY, 17), 30, unoccupied=False)
    with pytest.raises(UserError, match="room_occupied"):
        house.do(lambda unit: disinfection.record_lamp_run(unit, occupied))
    run = LampRun(lamp_id, instant(DAY, 17), 60, unoccupied=True)
    run_id = house.do(lambda unit: disinfection.record_lamp_run(unit, run))
    lamp = house.ask(lambda view: disinfection.lamps(view, house.rules))[0]
    assert (lamp.replace, lamp.hours_left, lamp.minutes) == (True, 0, 60_000)
    assert [one.overdue for one in house.due() if one.kind is DueKind.LAMP] == [True]
    house.do(lambda unit: disinfection.retract_lamp_run(unit, run_id, "没有开"))
    lamp = house.ask(lambda view: disinfection.lamps(view, house.rules))[0]
    assert (lamp.replace, lamp.warn) == (False, True)
    house.do(lambda unit: disinfection.replace_tube(unit, lamp_id, DAY))
    lamp = house.ask(lambda view: disinfection.lamps(view, house.rules))[0]
    assert (lamp.minutes, lamp.name, lamp.warn) == (0, "1号灯", False)


def test_a_signed_uv_round_counts_the_hours_of_the_rooms_lamp(house: House) -> None:
    clinic = house.do(
        lambda unit: disinfection.add_place(
            unit, disinfection.PlaceDraft(disinfection.PlaceKind.CLINIC, "医务室")
        )
    )
    house.do(lambda unit: disinfection.add_lamp(unit, clinic, "", DAY))
    house.at(18, 10)
    record_id = house.sign(house.draft(clinic, "uv"))[0].record_id

    def minutes() -> int:
        return house.ask(lambda view: disinfection.lamps(view, house.rules))[0].minutes

    assert minutes() == 30
    house.do(lambda unit: disinfection.retract(unit, record_id, "没有开灯"))
    assert minutes() == 0
