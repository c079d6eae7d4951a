# SPDX-License-Identifier: Apache-2.0
"""The day in figures, what is due, weeks: coverage and door sheets."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from schoolguard import disinfection
from schoolguard.disinfection import DueKind, Outcome, RoundState, Work
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from tests.factories.disinfection import DAY, House

TOMORROW = DAY + timedelta(days=1)
SUNDAY = date(2026, 9, 6)


def test_the_board_shows_places_by_kind_with_building_floor_and_people(house: House) -> None:
    rows = house.board().rows
    assert [row.place.id for row in rows] == [
        house.classroom,
        house.other_classroom,
        house.dormitory,
        house.toilet,
    ]
    assert (rows[0].place.building, rows[0].place.deputy) == ("教学楼", "孙师傅")
    assert rows[2].place.name == "1号楼 101"


def test_a_free_day_has_no_school_rounds(house: House) -> None:
    board = house.board(SUNDAY)
    assert not board.is_school_day
    assert not any(row.tasks for row in board.rows)


def test_zero_is_not_the_same_as_nothing_planned(house: House) -> None:
    house.at(23)
    counts = house.counts()
    assert counts.rounds_planned == counts.rounds_missed > 0
    assert house.counts(SUNDAY).rounds_planned == 0


def test_a_day_in_figures(house: House) -> None:
    house.at(9)
    house.sign(house.draft(house.classroom, "airing"))
    house.at(14)
    house.sign(
        house.draft(house.classroom, "airing", 2),
        house.draft(house.other_classroom, "airing", 2, outcome=Outcome.NOT_DONE, note="锁门"),
    )
    counts = house.counts()
    assert (counts.places, counts.classrooms, counts.classrooms_aired) == (4, 2, 1)
    assert (counts.rounds_done, counts.rounds_late) == (2, 1)
    assert counts.rounds_planned == counts.rounds_done + counts.rounds_missed + counts.rounds_open
    assert counts.classrooms_disinfected == 0


def test_a_classroom_aired_too_briefly_is_not_aired(house: House) -> None:
    house.at(8)
    house.sign(house.draft(house.classroom, "airing", minutes=10))
    counts = house.counts()
    assert (counts.rounds_done, counts.rounds_faulty, counts.classrooms_aired) == (1, 1, 0)


def test_a_disinfected_classroom_counts_once_its_round_is_signed(house: House) -> None:
    house.at(16, 40)
    house.sign(house.draft(house.classroom, "touch"))
    assert house.counts().classrooms_disinfected == 1


def test_a_retracted_record_counts_nowhere(house: House) -> None:
    house.at(8)
    record_id = house.sign(house.draft(house.classroom, "airing"))[0].record_id
    house.do(lambda unit: disinfection.retract(unit, record_id, "登错"))
    assert house.counts().rounds_done == 0


def test_rounds_of_one_task_are_one_line_of_what_is_due(house: House) -> None:
    house.at(8)
    due = [one for one in house.due() if one.kind is DueKind.ROUND and one.task_id == "airing"]
    assert [(one.count, one.place_id, one.overdue) for one in due] == [(2, None, False)]
    house.sign(house.draft(house.classroom, "airing"))
    due = [one for one in house.due() if one.kind is DueKind.ROUND and one.task_id == "airing"]
    assert [(one.count, one.place_id) for one in due] == [(1, house.other_classroom)]
    house.at(9)
    assert house.due()[0].overdue


def cover(house: House, first_on: date, last_on: date) -> disinfection.Coverage:
    return house.ask(
        lambda view: disinfection.coverage(
            view, first_on, last_on, house.rules, house.school.calendar
        )
    )


def test_coverage_counts_what_is_over_by_week_place_and_kind(house: House) -> None:
    house.at(8)
    house.sign(house.draft(house.classroom, "airing"))
    house.at(12, day=TOMORROW)
    late = house.draft(
        house.classroom,
        "airing",
        2,
        day=DAY,
        done_at=instant(DAY, 14),
        late_reason="补录",
    )
    house.sign(late)
    found = cover(house, DAY, SUNDAY)
    ours = next(line for line in found.places if line.place_id == house.classroom)
    assert (ours.week_on, ours.done, ours.entered_late) == (date(2026, 8, 31), 2, 1)
    assert ours.planned == ours.done + ours.missed
    assert sum(line.planned for line in found.kinds) == found.planned
    assert sum(line.done for line in found.places) == found.done == 2
    assert ours.percent == 200 // ours.planned


def test_coverage_of_days_to_come_is_empty_not_zero(house: House) -> None:
    found = cover(house, date(2026, 12, 1), date(2026, 12, 7))
    assert (found.places, found.planned) == ((), 0)


def test_a_door_sheet_is_a_week_in_the_order_of_the_paper(house: House) -> None:
    sheet = house.ask(
        lambda view: disinfection.door_sheet(
            view, house.classroom, date(2026, 9, 10), house.rules, house.school.calendar
        )
    )
    assert sheet.week_on == date(2026, 9, 7)
    assert [line.number for line in sheet.lines] == list(range(1, len(sheet.lines) + 1))
    order = [(line.day, line.round.due_at) for line in sheet.lines]
    assert order == sorted(order)
    airing = [line for line in sheet.lines if line.work is Work.AIRING]
    assert len(airing) == 15
    assert {line.day.weekday() for line in sheet.lines} == {0, 1, 2, 3, 4}


def test_a_door_sheet_typed_back_is_marked_as_paper(house: House) -> None:
    house.at(9, day=date(2026, 9, 14))
    sheet = house.ask(
        lambda view: disinfection.door_sheet(
            view, house.classroom, date(2026, 9, 7), house.rules, house.school.calendar
        )
    )
    drafts = [
        disinfection.as_planned(
            sheet.place,
            line.planned,
            line.day,
            line.round.round_no,
            line.round.due_at,
            from_paper=True,
        )
        for line in sheet.lines
    ]
    assert all(one.entered_late and not one.faults for one in house.sign(*drafts))
    found = cover(house, date(2026, 9, 7), date(2026, 9, 13))
    ours = next(line for line in found.places if line.place_id == house.classroom)
    assert (ours.percent, ours.entered_late) == (100, len(drafts))


def test_records_are_read_by_span_and_place(house: House) -> None:
    house.at(8)
    house.sign(house.draft(house.classroom, "airing"), house.draft(house.other_classroom, "airing"))
    both = house.ask(lambda view: disinfection.records_between(view, DAY, DAY))
    assert [one.place_id for one in both] == [house.classroom, house.other_classroom]
    only = house.ask(
        lambda view: disinfection.records_between(view, DAY, DAY, frozenset({house.classroom}))
    )
    assert [one.place_id for one in only] == [house.classroom]


def test_a_sheet_of_a_place_that_is_none_is_refused(house: House) -> None:
    with pytest.raises(UserError, match="no_such_place"):
        house.ask(
            lambda view: disinfection.door_sheet(
                view,
                replace(house.row(house.classroom).place).id + 99,
                DAY,
                house.rules,
                house.school.calendar,
            )
        )


def test_a_day_to_come_shows_what_will_be_asked(house: House) -> None:
    states = {
        one.state for row in house.board(TOMORROW).rows for task in row.tasks for one in task.rounds
    }
    assert states == {RoundState.UPCOMING}
