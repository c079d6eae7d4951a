# SPDX-License-Identifier: Apache-2.0
"""Signing off: in time, late, afterwards, a whole floor, taken back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from schoolguard import disinfection, store
from schoolguard.disinfection import Fault, Outcome, RoundState
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from tests.factories.disinfection import DAY, House

TOMORROW = DAY + timedelta(days=1)


def test_a_round_goes_from_to_come_over_due_to_done_in_time(house: House) -> None:
    house.at(7)
    assert house.round(house.classroom, "airing").state is RoundState.UPCOMING
    house.at(7, 50)
    assert house.round(house.classroom, "airing").state is RoundState.DUE
    house.sign(house.draft(house.classroom, "airing"))
    signed = house.round(house.classroom, "airing")
    assert signed.state is RoundState.DONE
    assert signed.record is not None
    assert (signed.record.by, signed.record.minutes) == ("钱老师", 30)


def test_done_after_its_hour_and_the_grace_is_late(house: House) -> None:
    house.at(9)
    assert house.round(house.classroom, "airing").state is RoundState.OVERDUE
    house.sign(house.draft(house.classroom, "airing"))
    assert house.round(house.classroom, "airing").state is RoundState.LATE


def test_nothing_entered_is_missed_once_the_day_is_over(house: House) -> None:
    house.at(8, day=TOMORROW)
    assert house.round(house.classroom, "airing", day=DAY).state is RoundState.MISSED


def test_a_past_round_needs_a_reason_and_stays_marked(house: House) -> None:
    now = house.at(8, day=TOMORROW)
    draft = house.draft(house.classroom, "airing", day=DAY, done_at=instant(DAY, 7, 55))
    with pytest.raises(UserError, match="late_reason_needed"):
        house.sign(draft)
    late = disinfection.SignOffDraft(
        house.classroom, "airing", DAY, done_at=instant(DAY, 7, 55), late_reason="停电，未能登记"
    )
    assert house.sign(late)[0].entered_late
    found = house.round(house.classroom, "airing", day=DAY)
    assert found.state is RoundState.ENTERED_LATE
    assert found.record is not None
    assert (found.record.entered_at, found.record.late_reason) == (now, "停电，未能登记")


def test_a_paper_sheet_is_entered_late_without_a_reason_but_with_its_mark(house: House) -> None:
    house.at(8, day=TOMORROW)
    draft = house.draft(
        house.classroom, "airing", day=DAY, done_at=instant(DAY, 7, 50), from_paper=True
    )
    assert house.sign(draft)[0].entered_late
    record = house.round(house.classroom, "airing", day=DAY).record
    assert record is not None
    assert record.from_paper


def test_a_morning_round_entered_in_the_evening_is_entered_late(house: House) -> None:
    house.at(18)
    draft = house.draft(house.classroom, "airing", done_at=instant(DAY, 7, 55))
    with pytest.raises(UserError, match="late_reason_needed"):
        house.sign(draft)


def test_an_earlier_day_needs_the_hour_at_which_it_was_done(house: House) -> None:
    house.at(8, day=TOMORROW)
    with pytest.raises(UserError, match="done_at_needed"):
        house.sign(house.draft(house.classroom, "airing", day=DAY, late_reason="忘记"))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"done_at": instant(DAY, 12)}, "done_ahead"),
        ({"done_at": instant(DAY - timedelta(days=1), 12), "late_reason": "x"}, "done_other_day"),
        ({"begun_at": instant(DAY, 8, 1), "done_at": instant(DAY, 8)}, "begun_after_done"),
        ({"minutes": -1}, "bad_number"),
        ({"mg_per_litre": 1_000_001}, "bad_number"),
        ({"agent_id": "beer"}, "no_such_agent"),
        ({"round_no": 0}, "bad_round"),
        ({"task_id": "singing"}, "no_such_task"),
        ({"bottle_id": 7}, "no_such_bottle"),
        ({"by_id": 999}, "no_such_person"),
        ({"day": TOMORROW}, "day_ahead"),
        ({"outcome": Outcome.NOT_DONE}, "why_not_done"),
        ({"place_id": 99}, "no_such_place"),
    ],
)
def test_what_can_not_be_is_refused(house: House, values: dict[str, object], code: str) -> None:
    house.at(8)
    draft = house.draft(house.classroom, "airing")
    import dataclasses

    with pytest.raises(UserError, match=code):
        house.sign(dataclasses.replace(draft, **values))


def test_not_done_is_kept_with_its_reason_and_counts_as_missed(house: House) -> None:
    house.at(8)
    house.sign(house.draft(house.classroom, "airing", outcome=Outcome.NOT_DONE, note="沙尘天气"))
    found = house.round(house.classroom, "airing")
    assert found.state is RoundState.NOT_DONE
    assert found.record is not None
    assert (found.record.note, found.record.done_at) == ("沙尘天气", None)
    assert house.counts().rounds_missed == 1


def test_a_whole_floor_is_signed_in_one_transaction_with_exceptions(house: House) -> None:
    house.at(8)
    floor = [row for row in house.board().rows if row.place.floor == "1"]
    drafts = [
        house.draft(row.place.id, "airing")
        if row.place.id == house.classroom
        else house.draft(row.place.id, "airing", outcome=Outcome.NOT_DONE, note="锁门")
        for row in floor
        if row.place.class_id is not None
    ]
    _, changes = house.school.change(
        lambda unit: disinfection.sign_off_many(unit, drafts, house.rules, house.school.calendar)
    )
    assert changes & Changes.DISINFECTION
    states = [
        house.round(place, "airing").state for place in (house.classroom, house.other_classroom)
    ]
    assert states == [RoundState.DONE, RoundState.NOT_DONE]


def test_one_bad_line_keeps_the_whole_floor_out(house: House) -> None:
    house.at(8)
    good = house.draft(house.classroom, "airing")
    bad = house.draft(house.other_classroom, "airing", minutes=-5)
    with pytest.raises(UserError, match="bad_number"):
        house.sign(good, bad)
    assert house.round(house.classroom, "airing").record is None


def test_a_round_is_signed_once(house: House) -> None:
    house.at(8)
    draft = house.draft(house.classroom, "airing")
    house.sign(draft)
    with pytest.raises(UserError, match="already_signed"):
        house.sign(draft)
    with pytest.raises(UserError, match="already_signed"):
        house.sign(house.draft(house.toilet, "toilet"), house.draft(house.toilet, "toilet"))


def test_taken_back_leaves_a_trace_and_can_be_signed_again(house: House) -> None:
    house.at(8)
    record_id = house.sign(house.draft(house.classroom, "airing"))[0].record_id
    with pytest.raises(UserError, match="reason_needed"):
        house.do(lambda unit: disinfection.retract(unit, record_id, " "))
    house.do(lambda unit: disinfection.retract(unit, record_id, "登错教室"))
    assert house.round(house.classroom, "airing").record is None
    kept = house.ask(lambda view: disinfection.records_between(view, DAY, DAY, retracted=True))
    assert [one.retract_reason for one in kept] == ["登错教室"]
    with pytest.raises(UserError, match="already_retracted"):
        house.do(lambda unit: disinfection.retract(unit, record_id, "再撤"))
    house.sign(house.draft(house.classroom, "airing"))
    assert house.round(house.classroom, "airing").state is RoundState.DONE


def test_what_falls_short_is_kept_and_marked(house: House) -> None:
    house.at(12)
    signed = house.sign(house.draft(house.toilet, "toilet", mg_per_litre=250, contact_minutes=10))[
        0
    ]
    assert signed.faults == {Fault.TOO_WEAK, Fault.CONTACT_TOO_SHORT}
    assert signed.wipe_at == instant(DAY, 12, 10)
    record = house.round(house.toilet, "toilet").record
    assert record is not None
    assert record.faults == signed.faults


def test_old_stock_is_said_on_what_was_done_with_it(house: House) -> None:
    expired = house.bottle(expires_on=DAY - timedelta(days=1))
    open_long = house.bottle(opened_on=DAY - timedelta(days=61))
    house.at(16, 30)
    signed = house.sign(
        house.draft(house.classroom, "touch", bottle_id=expired),
        house.draft(house.other_classroom, "touch", bottle_id=open_long),
    )
    assert [one.faults for one in signed] == [
        {Fault.STOCK_EXPIRED},
        {Fault.STOCK_OPEN_TOO_LONG},
    ]
    with pytest.raises(UserError, match="bottle_other_agent"):
        house.sign(
            house.draft(house.toilet, "toilet", agent_id="chlorine_tablet", bottle_id=expired)
        )


def test_a_task_that_was_not_planned_is_kept_as_such(house: House) -> None:
    house.at(10)
    house.sign(disinfection.SignOffDraft(house.toilet, "airing", DAY, minutes=30))
    assert house.round(house.toilet, "airing").state is RoundState.NOT_PLANNED
    assert house.counts().rounds_done == 0


def test_a_teacher_signs_for_the_own_class_only(
    house: House, acting_as: Callable[..., Actor]
) -> None:
    house.at(8)
    own, other = house.draft(house.classroom, "airing"), house.draft(house.toilet, "toilet")
    acting_as(Role.TEACHER, classes={house.class_id})
    assert [row.place.id for row in house.board().rows] == [house.classroom]
    house.sign(own)
    with pytest.raises(UserError, match="not_your_class"):
        house.sign(other)
    with pytest.raises(UserError, match="no_such_place"):
        house.ask(lambda view: disinfection.place(view, house.toilet))


def test_a_principal_reads_and_does_not_sign(house: House, acting_as: Callable[..., Actor]) -> None:
    house.at(8)
    draft = house.draft(house.classroom, "airing")
    acting_as(Role.PRINCIPAL)
    assert len(house.board().rows) == 4
    with pytest.raises(UserError, match="not_allowed"):
        house.sign(draft)


def test_the_audit_names_ids_and_a_digest_never_people(house: House) -> None:
    house.at(8)
    house.sign(house.draft(house.classroom, "airing"), house.draft(house.other_classroom, "airing"))
    entries = house.ask(
        lambda view: store.search(view, "disinfection.signed", date(2026, 1, 1), DAY, 10)
    )
    assert len(entries) == 1
    assert entries[0].facts["records"] == 2
    assert "钱" not in str(entries[0].facts)


def test_records_can_not_be_rewritten_behind_the_program(house: House) -> None:
    house.at(8)
    house.sign(house.draft(house.classroom, "airing"))
    for statement in (
        "DELETE FROM disinfection_records",
        "UPDATE disinfection_records SET entered_late = 0",
    ):
        with pytest.raises(Exception, match="records are"):
            house.do(lambda unit, sql=statement: unit.connection.exec_driver_sql(sql))
