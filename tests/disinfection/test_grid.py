# SPDX-License-Identifier: Apache-2.0
"""Places and their people, adjustments, alerts: who may, what is kept, how it is undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from schoolguard import disinfection, roster, store
from schoolguard.disinfection import (
    AlertDraft,
    DueKind,
    PlaceDraft,
    PlaceKind,
    RoundState,
    TaskChange,
)
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import IsolationRoomId, PersonId
from tests.factories.disinfection import DAY, House

TOMORROW = DAY + timedelta(days=1)


def test_places_are_proposed_for_what_has_none_and_then_no_more(house: House) -> None:
    rooms = [(IsolationRoomId(1), "隔离观察室")]
    proposed = house.ask(lambda view: disinfection.proposed_places(view, DAY, rooms))
    assert [draft.kind for draft in proposed] == [PlaceKind.OFFICE, PlaceKind.ISOLATION_ROOM]
    ids = house.do(lambda unit: disinfection.add_places(unit, proposed))
    assert house.ask(lambda view: disinfection.proposed_places(view, DAY, rooms)) == ()
    found = house.ask(lambda view: disinfection.place_of_isolation_room(view, IsolationRoomId(1)))
    assert found == ids[1]


def test_places_are_found_by_class_and_dormitory_room(house: House) -> None:
    assert (
        house.ask(lambda view: disinfection.place_of_class(view, house.class_id)) == house.classroom
    )
    room = house.row(house.dormitory).place.dorm_room_id
    assert room is not None
    found = house.ask(lambda view: disinfection.place_of_dorm_room(view, room))
    assert found == house.dormitory


def test_a_classroom_carries_the_name_its_class_has_today(house: House) -> None:
    house.do(
        lambda unit: roster.rename_class(unit, house.class_id, "三年级向日葵班", reason="改名")
    )
    assert house.row(house.classroom).place.name == "三年级向日葵班"


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (PlaceDraft(PlaceKind.GYM), "name_missing"),
        (PlaceDraft(PlaceKind.TOILET, "一楼男厕", "教学楼"), "place_exists"),
        (PlaceDraft(PlaceKind.GYM, "馆", responsible_id=PersonId(99)), "no_such_person"),
    ],
)
def test_a_place_that_can_not_be_is_refused(house: House, draft: PlaceDraft, code: str) -> None:
    with pytest.raises(UserError, match=code):
        house.do(lambda unit: disinfection.add_place(unit, draft))


def test_two_toilets_of_one_name_stand_in_two_buildings(house: House) -> None:
    other = PlaceDraft(PlaceKind.TOILET, "一楼男厕", "实验楼")
    assert house.do(lambda unit: disinfection.add_place(unit, other))


def test_a_changed_person_is_kept_as_a_correction(house: House) -> None:
    draft = replace(house.row(house.classroom).place.draft, responsible_id=house.cleaner)
    house.do(lambda unit: disinfection.change_place(unit, house.classroom, draft, "换班主任"))
    place = house.row(house.classroom).place
    assert (place.responsible, place.name) == ("孙师傅", "三年级(1)班")
    kept = house.ask(lambda view: store.corrections_of(view, f"place:{house.classroom}"))
    assert [(one.field, one.old, one.reason) for one in kept] == [
        ("responsible_id", str(house.teacher), "换班主任")
    ]


def test_people_are_named_for_many_places_at_once(house: House) -> None:
    ids = [house.classroom, house.toilet]
    house.do(lambda unit: disinfection.name_people(unit, ids, deputy_id=house.cleaner))
    assert {house.row(one).place.deputy for one in ids} == {"孙师傅"}
    assert house.row(house.toilet).place.responsible == "李阿姨"


def test_a_place_without_a_person_or_whose_person_left_is_due(house: House) -> None:
    assert not [one for one in house.due() if one.kind is DueKind.PLACE]
    house.do(
        lambda unit: roster.let_leave(
            unit, [house.teacher], roster.EndReason.LEFT, from_on=TOMORROW
        )
    )
    house.at(7, day=TOMORROW)
    waiting = [one for one in house.due() if one.kind is DueKind.PLACE]
    assert [one.count for one in waiting] == [2]


def test_a_retired_place_has_no_plan_from_that_day_and_comes_back(house: House) -> None:
    house.at(7, day=TOMORROW)
    house.do(lambda unit: disinfection.retire_place(unit, house.toilet, "改建"))
    assert house.toilet not in [row.place.id for row in house.board().rows]
    assert house.row(house.toilet, DAY).tasks
    with pytest.raises(UserError, match="place_not_in_use"):
        house.sign(disinfection.SignOffDraft(house.toilet, "toilet", TOMORROW))
    house.do(lambda unit: disinfection.bring_back_place(unit, house.toilet, "未改建"))
    assert house.row(house.toilet).tasks
    kept = house.ask(lambda view: store.corrections_of(view, f"place:{house.toilet}"))
    assert [one.reason for one in kept] == ["改建", "未改建"]


def test_an_adjustment_holds_from_today_and_the_past_keeps_its_plan(house: House) -> None:
    house.at(6, day=TOMORROW)
    change = TaskChange("airing", times=(time(9), time(15)))
    house.do(lambda unit: disinfection.adjust_task(unit, [house.classroom], change, house.rules))
    assert len(house.board().rows[0].tasks[0].rounds) == 2
    past = house.row(house.classroom, DAY).tasks[0]
    assert [one.state for one in past.rounds] == [RoundState.MISSED] * 3
    assert house.ask(lambda view: disinfection.task_changes(view, house.classroom, TOMORROW)) == (
        change,
    )
    house.do(lambda unit: disinfection.reset_task(unit, [house.classroom], "airing"))
    assert len(house.row(house.classroom).tasks[0].rounds) == 3


def test_the_days_while_a_place_was_retired_were_not_missed(house: House) -> None:
    house.at(7, day=TOMORROW)
    house.do(lambda unit: disinfection.retire_place(unit, house.toilet, "改建"))
    with pytest.raises(UserError, match="place_not_in_use"):
        house.order(place_id=house.toilet)
    back = DAY + timedelta(days=7)
    house.at(7, day=back)
    house.do(lambda unit: disinfection.bring_back_place(unit, house.toilet, "建成"))
    for day, planned in ((DAY, True), (TOMORROW, False), (back - timedelta(days=1), False)):
        assert (house.toilet in [row.place.id for row in house.board(day).rows]) is planned
    assert house.row(house.toilet, back).tasks
    found = house.ask(
        lambda view: disinfection.coverage(view, DAY, back, house.rules, house.school.calendar)
    )
    ours = [line for line in found.places if line.place_id == house.toilet]
    assert [line.week_on for line in ours] == [DAY - timedelta(days=1)]
    late = disinfection.SignOffDraft(
        house.toilet, "toilet", TOMORROW, done_at=instant(TOMORROW, 12), late_reason="x"
    )
    with pytest.raises(UserError, match="place_not_in_use"):
        house.sign(late)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (TaskChange("nap"), "no_such_task"),
        (TaskChange("airing", frequency_id="never"), "no_such_frequency"),
        (TaskChange("touch", agent_id="beer"), "no_such_agent"),
        (TaskChange("airing", times=(time(9), time(8))), "bad_times"),
        (TaskChange("touch", low_mg_per_litre=500, high_mg_per_litre=250), "bad_plan"),
        (TaskChange("touch", contact_minutes=-1), "bad_plan"),
    ],
)
def test_an_adjustment_that_can_not_be_is_refused(
    house: House, change: TaskChange, code: str
) -> None:
    with pytest.raises(UserError, match=code):
        house.do(
            lambda unit: disinfection.adjust_task(unit, [house.classroom], change, house.rules)
        )


def raise_alert(house: House, **values: object) -> int:
    usual = AlertDraft(
        "outbreak", DAY, DAY + timedelta(days=6), reason="诺如聚集", disease_id="norovirus"
    )
    draft = replace(usual, **values)
    return house.do(lambda unit: disinfection.raise_alert(unit, draft, house.rules))


def test_outbreak_mode_is_for_chosen_places_and_ends_by_itself(house: House) -> None:
    raise_alert(house, place_ids=frozenset({house.classroom}), until_on=TOMORROW)
    ours, other = house.row(house.classroom), house.row(house.other_classroom)
    assert (len(ours.alert_ids), len(other.alert_ids)) == (1, 0)
    assert len(ours.tasks[0].rounds) == 4
    assert len(other.tasks[0].rounds) == 3
    assert house.row(house.classroom, DAY + timedelta(days=2)).alert_ids == ()


def test_outbreak_mode_ends_by_hand_and_the_past_stays(house: House) -> None:
    alert_id = raise_alert(house)
    house.at(6, day=TOMORROW)
    with pytest.raises(UserError, match="reason_needed"):
        house.do(lambda unit: disinfection.end_alert(unit, alert_id, ""))
    house.do(lambda unit: disinfection.end_alert(unit, alert_id, "疫情结束"))
    assert house.row(house.classroom).alert_ids == ()
    assert house.row(house.classroom, DAY).alert_ids == (alert_id,)
    with pytest.raises(UserError, match="alert_ended"):
        house.do(lambda unit: disinfection.end_alert(unit, alert_id, "再结束"))
    actions = [
        entry.action for entry in house.ask(lambda view: store.search(view, "disinfection.alert"))
    ]
    assert sorted(actions) == ["disinfection.alert_ended", "disinfection.alert_raised"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"level_id": "panic"}, "no_such_level"),
        ({"from_on": DAY - timedelta(days=1)}, "alert_in_the_past"),
        ({"until_on": date(2026, 8, 1)}, "alert_backwards"),
        ({"reason": " "}, "reason_needed"),
        ({"place_ids": frozenset({99})}, "no_such_place"),
    ],
)
def test_an_alert_that_can_not_be_is_refused(
    house: House, values: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError, match=code):
        raise_alert(house, **values)


def test_a_teacher_plans_nothing(house: House, acting_as: Callable[..., Actor]) -> None:
    acting_as(Role.TEACHER, classes={house.class_id})
    with pytest.raises(UserError, match="not_allowed"):
        house.do(lambda unit: disinfection.retire_place(unit, house.classroom, "x"))
    with pytest.raises(UserError, match="not_allowed"):
        raise_alert(house)
