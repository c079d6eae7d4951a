# SPDX-License-Identifier: Apache-2.0
"""Whether the room is ready: looked at, trained, counted; nothing is assumed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from schoolguard import isolation, roster
from schoolguard.isolation import Readiness, TickState, TrainingDraft
from schoolguard.kernel.errors import UserError
from schoolguard.store import corrections_of
from tests.factories.isolation import DAY, Infirmary


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as caught:
        work()
    return caught.value.code


def readiness(infirmary: Infirmary, today: date = DAY) -> Readiness:
    return infirmary.ask(lambda view: isolation.readiness(view, infirmary.rules, today))


def count(infirmary: Infirmary, quantity: int, item: str = "gown") -> None:
    infirmary.do(lambda unit: isolation.count_supply(unit, item, quantity, infirmary.rules, on=DAY))


def train(infirmary: Infirmary, **changes: object) -> int:
    draft = TrainingDraft("disinfection", DAY, person_id=infirmary.teacher)
    chosen = TrainingDraft(**{**_fields(draft), **changes})  # type: ignore[arg-type]
    return infirmary.do(lambda unit: isolation.record_training(unit, chosen, infirmary.rules))


def _fields(draft: TrainingDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in TrainingDraft.__slots__}


def test_a_new_room_is_all_gaps_since_nothing_is_assumed(infirmary: Infirmary) -> None:
    found = readiness(infirmary)
    rules = infirmary.rules
    assert found.gaps == len(rules.equipment) + len(rules.trainings) + len(rules.supplies)
    assert {line.quantity for line in found.supplies} == {None}


def test_a_room_becomes_ready_and_grows_out_of_it(infirmary: Infirmary) -> None:
    rules = infirmary.rules
    for item in rules.equipment:
        infirmary.do(lambda unit, item=item: isolation.tick(unit, item, TickState.IN_ORDER, rules))
    for supply in rules.supplies.values():
        count(infirmary, supply.minimum, supply.id)
    for topic in rules.trainings:
        train(infirmary, topic_id=topic)
        train(infirmary, topic_id=topic, person_id=None, name="孙保洁")
    assert readiness(infirmary).is_ready
    assert not readiness(infirmary, DAY + timedelta(days=400)).is_ready


def test_a_broken_item_is_a_gap_and_the_newest_look_counts(infirmary: Infirmary) -> None:
    def tick(state: TickState) -> bool:
        infirmary.do(lambda unit: isolation.tick(unit, "screen", state, infirmary.rules))
        lines = {line.item.id: line for line in readiness(infirmary).equipment}
        return lines["screen"].is_gap

    assert tick(TickState.MISSING)
    assert not tick(TickState.IN_ORDER)


def test_a_look_holds_as_long_as_the_pack_says(infirmary: Infirmary) -> None:
    infirmary.do(
        lambda unit: isolation.tick(unit, "thermometer", TickState.IN_ORDER, infirmary.rules)
    )

    def gap_after(days: int) -> bool:
        lines = readiness(infirmary, DAY + timedelta(days=days)).equipment
        return {line.item.id: line for line in lines}["thermometer"].is_gap

    assert not gap_after(7)
    assert gap_after(8)


def test_fewer_than_the_minimum_is_a_gap_and_the_school_may_set_its_own(
    infirmary: Infirmary,
) -> None:
    def gown() -> isolation.SupplyLine:
        return {line.item.id: line for line in readiness(infirmary).supplies}["gown"]

    count(infirmary, 6)
    assert gown().is_gap
    infirmary.do(lambda unit: isolation.set_minimum(unit, "gown", 6, infirmary.rules))
    assert (gown().minimum, gown().is_gap) == (6, False)
    infirmary.do(lambda unit: isolation.set_minimum(unit, "gown", None, infirmary.rules))
    assert gown().minimum == 10
    kept = infirmary.ask(lambda view: corrections_of(view, "isolation_item:gown"))
    assert [(one.old, one.new) for one in kept] == [("10", "6"), ("6", "10")]


@pytest.mark.parametrize("quantity", [-1, 100_001])
def test_a_number_that_can_not_be_is_refused(infirmary: Infirmary, quantity: int) -> None:
    assert refused(lambda: count(infirmary, quantity)) == "isolation.bad_quantity"


def test_a_training_holds_as_long_as_the_pack_says_or_as_written(infirmary: Infirmary) -> None:
    """S26: staff trained, with date and validity."""
    train(infirmary)
    train(infirmary, valid_until=DAY + timedelta(days=9), person_id=None, name="孙保洁")
    line = {one.topic.id: one for one in readiness(infirmary).trainings}["disinfection"]
    assert (line.valid, line.is_gap) == (2, False)
    assert {record.name for record in line.records} == {"钱老师", "孙保洁"}
    later = readiness(infirmary, DAY + timedelta(days=10)).trainings
    assert {one.topic.id: one for one in later}["disinfection"].valid == 1


def test_one_person_trained_twice_is_one_person(infirmary: Infirmary) -> None:
    train(infirmary)
    train(infirmary)
    line = {one.topic.id: one for one in readiness(infirmary).trainings}["disinfection"]
    assert (line.valid, len(line.records)) == (1, 2)


def test_who_left_the_school_is_trained_for_nobody(infirmary: Infirmary) -> None:
    train(infirmary)
    infirmary.do(
        lambda unit: roster.let_leave(
            unit, [infirmary.teacher], roster.EndReason.LEFT, from_on=DAY + timedelta(days=1)
        )
    )
    later = readiness(infirmary, DAY + timedelta(days=2)).trainings
    line = {one.topic.id: one for one in later}["disinfection"]
    assert (line.valid, len(line.records)) == (0, 1)


def test_a_training_taken_back_counts_no_more(infirmary: Infirmary) -> None:
    number = train(infirmary)

    def withdraw(why: str) -> None:
        infirmary.do(lambda unit: isolation.withdraw_training(unit, number, why))

    assert refused(lambda: withdraw("")) == "isolation.why_needed"
    withdraw("登错人")
    assert all(not line.records for line in readiness(infirmary).trainings)


def test_trainings_that_can_not_be_are_refused(infirmary: Infirmary) -> None:
    ahead = DAY + timedelta(days=1)
    assert refused(lambda: train(infirmary, trained_on=ahead)) == "isolation.day_ahead"
    assert refused(lambda: train(infirmary, person_id=None)) == "isolation.name_needed"
    before = DAY - timedelta(days=1)
    assert refused(lambda: train(infirmary, valid_until=before)) == (
        "isolation.training_ends_before"
    )
