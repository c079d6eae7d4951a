# SPDX-License-Identifier: Apache-2.0
"""What check sheets do to cases."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from schoolguard import absence, store
from schoolguard.absence import CaseDetails, Reason, Standing, Step, Withdrawal
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from tests.factories.absence import Ward

DAY = date(2026, 9, 1)
MORNING, NOON, EVENING = CheckSession.MORNING, CheckSession.NOON, CheckSession.EVENING


def test_an_absent_mark_opens_a_case_for_pupil_and_staff(ward: Ward) -> None:
    assert ward.absent(ward.pupil).is_new
    assert ward.absent(ward.teacher).is_new
    lines = {line.name: line for line in ward.open_cases()}
    assert lines["王小明"].step is Step.FIRST_CONTACT
    assert lines["王小明"].due_at == instant(DAY, 9)
    assert not lines["王小明"].is_staff
    assert lines["钱老师"].is_staff


def test_the_same_mark_twice_is_one_case(ward: Ward) -> None:
    first = ward.absent(ward.pupil)
    assert ward.absent(ward.pupil) == absence.Opened(first.case_id, is_new=False)
    assert len(ward.open_cases()) == 1


def test_one_absence_over_sessions_and_days_is_one_case(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.absent(ward.pupil, session=NOON)
    day = ward.next_day()
    assert ward.absent(ward.pupil, day).case_id == case_id
    case = ward.case(case_id)
    assert [(mark.day, mark.session) for mark in case.marks] == [
        (DAY, MORNING),
        (DAY, NOON),
        (day, MORNING),
    ]
    assert case.line.half_days == 3


def test_a_late_sheet_of_an_earlier_day_moves_the_first_day(ward: Ward) -> None:
    day = ward.next_day()
    case_id = ward.absent(ward.pupil, day).case_id
    ward.absent(ward.pupil, DAY)
    assert ward.case(case_id).line.first_on == DAY


def test_a_corrected_check_withdraws_a_case_nobody_followed_up(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    assert ward.corrected(ward.pupil) is Withdrawal.WITHDRAWN
    case = ward.case(case_id)
    assert case.line.standing is Standing.WITHDRAWN
    assert ward.open_cases() == ()
    assert ward.counts().pupils.total == 0
    audited = ward.ask(lambda view: store.search(view, "absence."))
    assert {entry.action for entry in audited} >= {"absence.opened", "absence.withdrawn"}


def test_a_corrected_check_asks_when_follow_up_had_begun(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.call(case_id, "no_answer")
    assert ward.corrected(ward.pupil) is Withdrawal.ASKED
    assert ward.case(case_id).line.step is Step.DECIDE_WITHDRAWAL
    ward.do(
        lambda unit: absence.keep(unit, case_id, rules=ward.rules, calendar=ward.school.calendar)
    )
    assert ward.case(case_id).line.step is Step.CONTACT_AGAIN


def test_a_corrected_check_leaves_the_other_sessions(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    day = ward.next_day()
    ward.absent(ward.pupil, day)
    assert ward.corrected(ward.pupil, DAY) is Withdrawal.MARK_REMOVED
    assert ward.case(case_id).line.first_on == day


def test_correcting_what_no_case_knows_does_nothing(ward: Ward) -> None:
    assert ward.corrected(ward.pupil) is Withdrawal.NOTHING


def test_absent_again_after_a_withdrawal_opens_a_new_case(ward: Ward) -> None:
    first = ward.absent(ward.pupil).case_id
    ward.corrected(ward.pupil)
    second = ward.absent(ward.pupil)
    assert second.is_new
    assert second.case_id != first


def test_seen_again_proposes_the_return(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    back = ward.seen(ward.pupil)
    assert back == absence.BackAgain(case_id, closed=False)
    line = ward.case(case_id).line
    assert (line.step, line.back_on) == (Step.CONFIRM_RETURN, DAY)
    assert ward.seen(ward.pupil) is None
    assert ward.counts().returned == 1


def test_explained_leave_ends_when_seen_again(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.LEAVE))
    assert ward.seen(ward.pupil) == absence.BackAgain(case_id, closed=True)
    line = ward.case(case_id).line
    assert (line.standing, line.returned_on) == (Standing.CLOSED, DAY)


def test_leave_closed_by_a_mistyped_check_opens_again(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.LEAVE))
    ward.seen(ward.pupil, session=NOON)
    assert ward.absent(ward.pupil, session=NOON).case_id == case_id
    line = ward.case(case_id).line
    assert (line.standing, line.back_on, line.returned_on) == (Standing.OPEN, None, None)


def test_an_earlier_sheet_entered_late_is_no_news(ward: Ward) -> None:
    ward.absent(ward.pupil, session=NOON)
    assert ward.seen(ward.pupil, session=MORNING) is None


def test_nobody_is_back_who_was_never_away(ward: Ward) -> None:
    assert ward.seen(ward.pupil) is None


def test_a_relapse_within_three_days_is_the_same_episode(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.seen(ward.pupil, session=NOON)
    day = ward.next_day()
    again = ward.absent(ward.pupil, day)
    assert again.case_id == case_id
    assert ward.case(case_id).line.back_on is None


def test_a_later_absence_is_a_new_episode(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.seen(ward.pupil, session=NOON)
    day = ward.next_day(7)
    again = ward.absent(ward.pupil, day)
    assert again.is_new
    assert {line.id for line in ward.open_cases()} == {case_id, again.case_id}


def test_closed_as_in_hospital_goes_on_until_the_return_is_confirmed(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.ILLNESS, cause_id="pneumonia"))
    ward.close(case_id, "hospital")
    day = ward.next_day()
    assert ward.absent(ward.pupil, day).case_id == case_id
    assert ward.case(case_id).line.standing is Standing.CLOSED
    later = ward.next_day(2)
    assert ward.seen(ward.pupil, later, MORNING) == absence.BackAgain(case_id, closed=False)
    assert ward.case(case_id).line.step is Step.CONFIRM_RETURN


def test_an_absence_after_a_confirmed_return_is_a_new_case(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.ILLNESS, cause_id="cold"))
    day = ward.next_day()
    ward.seen(ward.pupil, day, MORNING)
    ward.close(case_id, "recovered", day)
    assert ward.absent(ward.pupil, day, NOON).is_new


def test_a_teacher_marks_the_own_class_only(ward: Ward, acting_as: Callable[..., Actor]) -> None:
    acting_as(Role.TEACHER, classes={ward.other_class_id})
    with pytest.raises(UserError, match=r"access\.not_your_class"):
        ward.absent(ward.pupil)


def test_a_step_that_stays_keeps_its_time(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    due = ward.case(case_id).line.due_at
    ward.clock.advance(timedelta(minutes=50))
    ward.absent(ward.pupil, session=NOON)
    assert ward.case(case_id).line.due_at == due
