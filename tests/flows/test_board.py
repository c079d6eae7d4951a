# SPDX-License-Identifier: Apache-2.0
"""A day at a glance, and what is due on it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard import checks, flows, roster
from schoolguard.absence import CaseDetails, Reason
from schoolguard.checks import Entry, SheetKey, SheetStatus, State, Tally
from schoolguard.flows import CellState, DayKind, DueItem, DueKind, Today, Urgency, by_urgency
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.texts import LANGUAGES, Texts
from tests.factories.absence import Ward

DAY = date(2026, 9, 1)
MORNING, NOON = CheckSession.MORNING, CheckSession.NOON
WELL = Entry(State.MEASURED, 365)


def look(ward: Ward, day: date = DAY) -> Today:
    rules = flows.load_rules(ward.school.calendar)
    settings = ward.school.settings
    return ward.ask(lambda view: flows.today(view, day, settings, rules))


def enter(ward: Ward, hand_in: bool = False, **entries: Entry) -> None:
    rules = flows.load_rules(ward.school.calendar)
    key = SheetKey(DAY, MORNING, ward.class_id)
    people = {getattr(ward, name): entry for name, entry in entries.items()}
    ward.do(lambda unit: flows.record_many(unit, key, people, rules))
    if hand_in:
        ward.do(lambda unit: checks.hand_in(unit, key, rules.checks))


def state_of(today: Today, name: str = "三年级(1)班", session: int = 0) -> CellState:
    (row,) = [row for row in today.rows if row.school_class.name == name]
    return row.cells[session].state


def test_a_class_goes_from_waiting_to_handed_in(ward: Ward) -> None:
    assert state_of(look(ward)) is CellState.WAITING
    enter(ward, pupil=WELL)
    assert state_of(look(ward)) is CellState.PARTIAL
    enter(ward, classmate=WELL)
    assert state_of(look(ward)) is CellState.READY
    enter(ward, hand_in=True, classmate=WELL)
    assert state_of(look(ward)) is CellState.DONE


def test_a_sheet_past_its_deadline_is_overdue_then_late(ward: Ward) -> None:
    ward.clock.move_to(instant(DAY, 10))
    assert state_of(look(ward)) is CellState.OVERDUE
    enter(ward, hand_in=True, pupil=WELL, classmate=WELL)
    assert state_of(look(ward)) is CellState.LATE


def test_a_correction_takes_a_sheet_back(ward: Ward) -> None:
    enter(ward, hand_in=True, pupil=WELL, classmate=WELL)
    ward.clock.move_to(instant(DAY, 10))
    key = SheetKey(DAY, MORNING, ward.class_id)
    rules = flows.load_rules(ward.school.calendar)
    ward.do(
        lambda unit: flows.record_entry(
            unit, key, ward.pupil, Entry(State.ABSENT), rules, "看错了人"
        )
    )
    assert state_of(look(ward)) is CellState.REOPENED


def test_an_evening_check_without_boarders_is_not_expected(ward: Ward) -> None:
    assert state_of(look(ward), session=2) is CellState.NOT_EXPECTED


@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.booleans(),
    st.booleans(),
    st.integers(-90, 90),
)
def test_a_square_always_has_a_state_and_is_done_only_when_handed_in(
    expected: int, done: int, handed_in: bool, overdue: bool, minutes: int
) -> None:
    deadline = datetime(2026, 9, 1, 1, tzinfo=UTC)
    status = SheetStatus(
        SheetKey(DAY, MORNING, ClassId(1)),
        Tally(expected=expected, measured=done),
        deadline,
        deadline if handed_in else None,
        late=False,
        overdue=overdue and not handed_in,
    )
    state = flows.cell_state(status, deadline + timedelta(minutes=minutes))
    assert (state in {CellState.DONE, CellState.LATE}) is handed_in


def test_the_sums_and_counters_say_what_was_found(ward: Ward) -> None:
    enter(ward, pupil=Entry(State.ABSENT), classmate=Entry(State.MEASURED, 380))
    today = look(ward)
    assert (today.waiting, today.suspects) == (1, 0)
    assert today.absence.pupils.total == 1
    assert (today.sums[0].tally.done, today.sums[0].tally.expected) == (2, 3)
    assert not today.all_handed_in


def test_what_is_due_comes_most_urgent_first(ward: Ward) -> None:
    enter(ward, pupil=Entry(State.ABSENT), classmate=Entry(State.MEASURED, 380))
    ward.clock.move_to(instant(DAY, 9, 30))
    due = look(ward).due
    assert [item.urgency for item in due] == sorted(item.urgency for item in due)
    assert (due[0].kind, due[0].urgency) == (DueKind.RECHECK, Urgency.ALARM)
    assert due[0].args["person_id"] == ward.classmate
    assert {item.kind for item in due} >= {DueKind.RECHECK, DueKind.ABSENCE, DueKind.SHEET}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_due_has_a_sentence_that_names_place_and_person(
    ward: Ward, language: str
) -> None:
    enter(ward, pupil=Entry(State.ABSENT), classmate=Entry(State.MEASURED, 380))
    ward.clock.move_to(instant(DAY, 9, 30))
    sentences = [item.text(Texts(language)) for item in look(ward).due]
    assert any("三年级(1)班" in one and "王小明" in one for one in sentences)
    assert any("38.0" in one for one in sentences)


def test_a_suspicion_of_an_epidemic_is_an_alarm(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.ILLNESS, epidemic_suspected=True))
    (item,) = [one for one in look(ward).due if one.kind is DueKind.ABSENCE]
    assert item.urgency is Urgency.ALARM
    assert item.args == {"case_id": case_id}


def test_a_case_due_tomorrow_is_not_shown_today(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.ILLNESS))
    assert [one for one in look(ward).due if one.kind is DueKind.ABSENCE] == []


def test_many_late_classes_become_one_line(ward: Ward) -> None:
    def found(unit: object) -> None:
        for number in range(3, 9):
            spelling = roster.ClassSpelling(3, number, roster.Stage.PRIMARY)
            class_id = roster.add_class(unit, spelling, from_on=DAY)  # type: ignore[arg-type]
            roster.add_person(
                unit,  # type: ignore[arg-type]
                roster.PersonDraft("孙一"),
                class_id=class_id,
                from_on=DAY,
            )

    ward.do(found)
    ward.clock.move_to(instant(DAY, 10))
    late = [one for one in look(ward).due if one.text_key == "flows.due.sheets_overdue"]
    assert [one.params["sheets"] for one in late] == [8]


def test_another_day_shows_its_board_but_no_cases(ward: Ward) -> None:
    ward.absent(ward.pupil)
    day = ward.next_day()
    ward.clock.move_to(instant(day, 12))
    assert [one for one in look(ward, DAY).due if one.kind is DueKind.ABSENCE] == []
    assert [one for one in look(ward, day).due if one.kind is DueKind.ABSENCE] != []


def test_a_day_without_school_expects_nobody(ward: Ward) -> None:
    sunday = date(2026, 9, 6)
    ward.clock.move_to(instant(sunday, 9))
    today = look(ward, sunday)
    assert today.kind is DayKind.NO_SCHOOL
    assert today.rows == ()
    assert [one for one in today.due if one.kind is DueKind.SHEET] == []


def test_a_class_teacher_sees_the_own_class(ward: Ward, acting_as: Callable[..., Actor]) -> None:
    acting_as(Role.TEACHER, classes={ward.class_id})
    today = look(ward)
    assert [row.school_class.id for row in today.rows] == [ward.class_id]
    assert {one.args.get("class_id", ward.class_id) for one in today.due} <= {ward.class_id}


def test_whoever_sees_no_class_is_not_told_that_the_roster_is_empty(
    ward: Ward, acting_as: Callable[..., Actor]
) -> None:
    for role in (Role.ADMINISTRATOR, Role.TEACHER):
        acting_as(role)
        assert look(ward).kind is DayKind.NOT_YOURS


def test_things_of_rooms_above_are_sorted_in(ward: Ward) -> None:
    alarm = DueItem(DueKind.REPORT, Urgency.ALARM, "today.report.unsigned_before", "daily")
    assert look(ward).with_due([alarm]).due[0] is alarm


def test_what_has_no_hour_comes_after_what_has_one() -> None:
    early = DueItem(DueKind.SHEET, Urgency.DUE, "x", "checks", due_at=instant(DAY, 9))
    late = DueItem(DueKind.SHEET, Urgency.DUE, "x", "checks")
    assert by_urgency([late, early]) == (early, late)
