# SPDX-License-Identifier: Apache-2.0
"""The whole day: who is missing, what was found, what is late, what looks copied."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from schoolguard import checks, roster
from schoolguard.app.school import School
from schoolguard.checks import CheckRules, Entry, RegularityKind, SheetKey, State
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.school_calendar import SchoolCalendar
from tests.factories.checks import DAY, Board, Place, fill, hand_in, measured, sheet_of


@pytest.fixture
def board(school: School, calendar: SchoolCalendar, rules: CheckRules) -> Board:
    def read(day: date = DAY) -> dict[tuple[ClassId, CheckSession], checks.SheetStatus]:
        statuses = school.query(lambda v: checks.day_board(v, day, CheckSession, rules, calendar))
        return {(status.class_id, status.session): status for status in statuses}

    return read


def test_the_board_expects_boarders_in_the_evening_and_staff_by_day(
    board: Board, place: Place
) -> None:
    statuses = board()
    expected = {key: status.tally.expected for key, status in statuses.items()}
    assert expected == {
        (place.class_id, CheckSession.MORNING): 10,
        (place.class_id, CheckSession.NOON): 10,
        (place.class_id, CheckSession.EVENING): 2,
        (place.staff_id, CheckSession.MORNING): 3,
        (place.staff_id, CheckSession.NOON): 3,
    }


def test_a_leavers_reading_never_stands_for_a_child_nobody_saw(
    school: School, place: Place, board: Board
) -> None:
    fill(school, place.morning, place.pupils[:-1])
    school.change(
        lambda u: roster.let_leave(u, [place.pupils[0]], roster.EndReason.TRANSFERRED, from_on=DAY)
    )
    assert board()[place.class_id, CheckSession.MORNING].tally.missing == 1
    assert sheet_of(school, place.morning).tally.missing == 1
    with pytest.raises(UserError, match=r"checks\.incomplete"):
        hand_in(school, place.morning)


def test_nothing_is_expected_without_school(board: Board) -> None:
    assert board(date(2026, 9, 5)) == {}


def test_the_board_counts_what_the_sheet_counts(
    school: School, board: Board, place: Place, rules: CheckRules, clock: FixedClock
) -> None:
    pupils = place.pupils
    entries = {
        pupils[0]: measured(380),
        pupils[1]: measured(390),
        pupils[2]: Entry(State.ABSENT),
        pupils[3]: Entry(State.OBSERVED, symptoms=frozenset({"cough", "rash"})),
        pupils[4]: Entry(State.NOT_CHECKED),
        pupils[5]: measured(365),
    }
    school.change(lambda u: checks.record_many(u, place.morning, entries, rules))
    second = Entry(State.MEASURED, 385, "armpit_electronic")
    school.change(lambda u: checks.record_second(u, place.morning, pupils[0], second, rules))
    status = board()[place.class_id, CheckSession.MORNING]
    key = place.morning
    sheet = school.query(lambda v: checks.sheet(v, key.class_id, key.day, key.session, rules))
    assert status.tally == sheet.tally
    assert (status.tally.waiting, status.tally.suspects, status.tally.symptomatic) == (1, 1, 1)
    assert status.tally.missing == 4


def test_a_sheet_is_overdue_until_handed_in_and_then_late(
    school: School, board: Board, place: Place, rules: CheckRules, clock: FixedClock
) -> None:
    key = (place.class_id, CheckSession.MORNING)
    assert not board()[key].overdue
    clock.advance(timedelta(minutes=21))
    assert board()[key].overdue
    entries = {pupil: measured(360 + n) for n, pupil in enumerate(place.pupils)}
    school.change(lambda u: checks.record_many(u, place.morning, entries, rules))
    school.change(lambda u: checks.hand_in(u, place.morning, rules))
    status = board()[key]
    assert status.late
    assert not status.overdue


def test_the_missing_are_named_class_by_class(
    school: School, place: Place, rules: CheckRules, calendar: SchoolCalendar
) -> None:
    entries = {pupil: measured(365) for pupil in place.pupils[:8]}
    school.change(lambda u: checks.record_many(u, place.morning, entries, rules))
    pupils, staff = school.query(
        lambda v: checks.missing(v, DAY, CheckSession.MORNING, rules, calendar)
    )
    assert [person for person, *_ in pupils.people] == list(place.pupils[8:])
    assert [number for _, number, _ in pupils.people] == [9, 10]
    assert staff.expected == len(staff.people) == 3


def test_symptoms_count_persons_today_and_over_three_days(
    school: School, place: Place, rules: CheckRules, clock: FixedClock
) -> None:
    first, second, *_ = place.pupils
    cough = Entry(State.OBSERVED, symptoms=frozenset({"cough"}))
    for days in range(4):
        key = SheetKey(DAY + timedelta(days=days), CheckSession.MORNING, place.class_id)
        school.change(lambda u, k=key: checks.record(u, k, first, cough, rules))
        clock.advance(timedelta(days=1))
    clock.move_to(clock.now() - timedelta(days=1))
    last = SheetKey(DAY + timedelta(days=3), CheckSession.MORNING, place.class_id)
    school.change(lambda u: checks.record(u, last, second, cough, rules))
    noon = SheetKey(last.day, CheckSession.NOON, place.class_id)
    clock.advance(timedelta(hours=5))
    school.change(lambda u: checks.record(u, noon, second, cough, rules))
    rows = school.query(lambda v: checks.symptom_table(v, last.day, rules))
    row = next(row for row in rows if row.class_id == place.class_id)
    assert row.today == {"cough": 2}
    assert row.three_days == {"cough": 2}
    early = school.query(lambda v: checks.symptom_table(v, DAY, rules))[0]
    assert early.three_days == {"cough": 1}


def test_a_confirmed_fever_counts_as_a_symptom_and_an_unconfirmed_one_does_not(
    school: School, place: Place, rules: CheckRules, calendar: SchoolCalendar
) -> None:
    for pupil in place.pupils[:2]:
        school.change(lambda u, p=pupil: checks.record(u, place.morning, p, measured(385), rules))
    second = Entry(State.MEASURED, 385, "armpit_electronic")
    school.change(lambda u: checks.record_second(u, place.morning, place.pupils[0], second, rules))
    counts = school.query(lambda v: checks.day_counts(v, DAY, CheckSession, rules, calendar))
    assert counts.pupil_symptoms == {checks.FEVER: 1}
    assert counts.suspect_pupils == 1
    assert counts.pupils[CheckSession.MORNING].waiting == 1
    assert counts.staff[CheckSession.MORNING].missing == 3
    assert (counts.sheets, counts.handed_in) == (5, 0)
    assert school.query(lambda v: checks.suspects_on(v, DAY, rules)) == (
        (place.morning, place.pupils[0]),
    )


def test_copied_readings_are_flagged_and_kept(
    school: School, place: Place, rules: CheckRules, calendar: SchoolCalendar, clock: FixedClock
) -> None:
    values = [361, 368, 364, 366, 370, 363, 369, 365, 362, 367]
    entries = {p: measured(value) for p, value in zip(place.pupils, values, strict=True)}
    school.change(lambda u: checks.record_many(u, place.morning, entries, rules))
    assert school.query(lambda v: checks.regularities(v, DAY, rules, calendar)) == ()
    clock.advance(timedelta(hours=5))
    noon = SheetKey(DAY, CheckSession.NOON, place.class_id)
    school.change(lambda u: checks.record_many(u, noon, entries, rules))
    (flag,) = school.query(lambda v: checks.regularities(v, DAY, rules, calendar))
    assert (flag.key, flag.kind, flag.alike) == (noon, RegularityKind.COPIED, 10)


def test_a_teacher_sees_own_classes_only(
    board: Board, place: Place, acting_as: Callable[..., Actor]
) -> None:
    acting_as(Role.TEACHER, classes={place.staff_id})
    assert {class_id for class_id, _ in board()} == {place.staff_id}
