# SPDX-License-Identifier: Apache-2.0
"""What people do with cases."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from schoolguard import absence, roster, store
from schoolguard.absence import CaseDetails, ContactDraft, Reason, Standing, Step
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CaseId
from tests.factories.absence import Ward

DAY = date(2026, 9, 1)
MORNING, NOON = CheckSession.MORNING, CheckSession.NOON
ILL = CaseDetails(Reason.ILLNESS, frozenset({"fever", "cough"}), onset_on=DAY)


def open_by_hand(ward: Ward, day: date = DAY, details: CaseDetails = ILL) -> CaseId:
    return ward.do(
        lambda unit: absence.open_by_hand(
            unit,
            ward.pupil,
            ward.class_id,
            day,
            [MORNING, NOON],
            details,
            rules=ward.rules,
            calendar=ward.school.calendar,
        )
    )


def test_from_call_to_closed(ward: Ward) -> None:
    """Check absent -> call -> cause -> return -> closed."""
    case_id = ward.absent(ward.pupil).case_id
    ward.call(case_id, "no_answer")
    assert ward.case(case_id).line.step is Step.CONTACT_AGAIN
    ward.clock.advance(timedelta(minutes=20))
    ward.call(case_id)
    ward.describe(case_id, ILL)
    line = ward.case(case_id).line
    assert (line.step, line.due_at) == (Step.FIND_CAUSE, instant(DAY + timedelta(days=1), 10))
    ward.describe(
        case_id,
        CaseDetails(Reason.ILLNESS, ILL.symptoms, DAY, cause_id="cold", hospital="镇卫生院"),
    )
    assert ward.case(case_id).line.step is Step.FOLLOW_UP
    day = ward.next_day()
    ward.seen(ward.pupil, day, MORNING)
    ward.close(case_id, "recovered", day)
    case = ward.case(case_id)
    assert (case.line.standing, case.line.returned_on) == (Standing.CLOSED, day)
    assert [contact.result_id for contact in case.contacts] == ["no_answer", "reached"]
    assert case.corrections == ()


def test_an_illness_does_not_close_without_a_cause(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    with pytest.raises(UserError, match=r"absence\.close_needs_reason"):
        ward.close(case_id, "recovered", DAY)
    ward.describe(case_id, ILL)
    with pytest.raises(UserError, match=r"absence\.close_needs_cause"):
        ward.close(case_id, "recovered", DAY)


def test_a_suspicion_does_not_close_untold(ward: Ward) -> None:
    case_id = open_by_hand(
        ward,
        details=CaseDetails(Reason.ILLNESS, cause_id="varicella", epidemic_suspected=True),
    )
    assert ward.case(case_id).line.step is Step.TELL_AUTHORITIES
    with pytest.raises(UserError, match=r"absence\.close_needs_authorities"):
        ward.close(case_id, "hospital")
    ward.call(case_id, party="cdc")
    assert ward.case(case_id).line.step is Step.TELL_AUTHORITIES
    ward.call(case_id, party="education_bureau")
    assert ward.case(case_id).line.step is Step.FOLLOW_UP
    ward.close(case_id, "hospital")


@pytest.mark.parametrize(
    ("returned_on", "code"),
    [(None, "close_needs_return_day"), (date(2026, 8, 31), "bad_"), (date(2026, 9, 2), "bad_")],
)
def test_a_return_day_lies_within_the_absence(
    ward: Ward, returned_on: date | None, code: str
) -> None:
    case_id = open_by_hand(ward, details=CaseDetails(Reason.INJURY))
    with pytest.raises(UserError, match=rf"absence\.{code}"):
        ward.close(case_id, "returned", returned_on)


def test_an_outcome_without_return_keeps_no_return_day(ward: Ward) -> None:
    case_id = open_by_hand(ward, details=CaseDetails(Reason.INJURY))
    ward.close(case_id, "transferred", DAY)
    assert ward.case(case_id).line.returned_on is None


def test_a_replaced_value_needs_a_reason_and_is_kept(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    changed = CaseDetails(Reason.INJURY, ILL.symptoms, DAY)
    with pytest.raises(UserError, match=r"absence\.why_needed"):
        ward.describe(case_id, changed)
    ward.describe(case_id, changed, why="家长补充说明")
    (correction,) = ward.case(case_id).corrections
    assert (correction.field, correction.old, correction.new) == ("reason", "illness", "injury")
    assert correction.reason == "家长补充说明"


def test_adding_a_symptom_or_a_note_is_no_correction(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    more = CaseDetails(Reason.ILLNESS, ILL.symptoms | {"rash"}, DAY, note="在家休息")
    ward.describe(case_id, more)
    fewer = CaseDetails(Reason.ILLNESS, ILL.symptoms, DAY, note="在家休息")
    with pytest.raises(UserError, match=r"absence\.why_needed"):
        ward.describe(case_id, fewer)


def test_unknown_causes_and_days_ahead_are_refused(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    with pytest.raises(UserError, match=r"absence\.unknown_cause"):
        ward.describe(case_id, CaseDetails(Reason.ILLNESS, cause_id="gout"))
    with pytest.raises(UserError, match=r"absence\.day_ahead"):
        ward.describe(case_id, CaseDetails(Reason.ILLNESS, visited_on=DAY + timedelta(days=1)))
    with pytest.raises(UserError, match=r"absence\.day_ahead"):
        open_by_hand(ward, DAY + timedelta(days=1))


def test_only_an_illness_has_a_cause() -> None:
    with pytest.raises(ValueError, match="illness"):
        CaseDetails(Reason.LEAVE, cause_id="cold")


def test_by_hand_there_is_one_open_case_a_person(ward: Ward) -> None:
    open_by_hand(ward)
    with pytest.raises(UserError, match=r"absence\.already_open"):
        open_by_hand(ward)


def test_the_check_goes_on_with_a_case_opened_by_hand(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    assert ward.absent(ward.pupil) == absence.Opened(case_id, is_new=False)
    assert ward.case(case_id).line.half_days == 2


def test_a_contact_can_not_lie_ahead(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    draft = ContactDraft("family", "phone", "reached", at=ward.clock.now() + timedelta(hours=1))
    with pytest.raises(UserError, match=r"absence\.contact_ahead"):
        ward.do(
            lambda unit: absence.record_contact(
                unit, case_id, draft, rules=ward.rules, calendar=ward.school.calendar
            )
        )


def test_lessons_counted_by_hand_beat_the_sessions(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    ward.do(lambda unit: absence.set_lessons(unit, case_id, DAY, 3))
    assert ward.case(case_id).line.half_days == 1
    with pytest.raises(UserError, match=r"absence\.why_needed"):
        ward.do(lambda unit: absence.set_lessons(unit, case_id, DAY, 4))
    ward.do(lambda unit: absence.set_lessons(unit, case_id, DAY, None, "按时段计"))
    case = ward.case(case_id)
    assert (case.line.half_days, len(case.corrections)) == (2, 1)


def test_lessons_outside_the_absence_are_refused(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    with pytest.raises(UserError, match=r"absence\.bad_lessons"):
        ward.do(lambda unit: absence.set_lessons(unit, case_id, DAY, 13))
    with pytest.raises(UserError, match=r"absence\.day_outside"):
        ward.do(lambda unit: absence.set_lessons(unit, case_id, date(2026, 8, 31), 1))


def test_overdue_cases_come_first(ward: Ward) -> None:
    ward.absent(ward.pupil)
    ward.clock.advance(timedelta(minutes=30))
    ward.absent(ward.classmate)
    ward.clock.advance(timedelta(minutes=31))
    assert [(line.name, line.overdue) for line in ward.open_cases()] == [
        ("王小明", True),
        ("赵小红", False),
    ]
    assert ward.counts().overdue == 1


def test_the_next_step_can_be_postponed_but_not_into_the_past(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    later = instant(DAY, 16)
    ward.do(lambda unit: absence.postpone(unit, case_id, later))
    assert ward.case(case_id).line.due_at == later
    with pytest.raises(UserError, match=r"absence\.due_in_the_past"):
        ward.do(lambda unit: absence.postpone(unit, case_id, instant(DAY, 7)))


def test_a_withdrawn_case_counts_nowhere_and_says_why(ward: Ward) -> None:
    case_id = ward.absent(ward.pupil).case_id
    with pytest.raises(UserError, match=r"absence\.why_needed"):
        ward.do(lambda unit: absence.withdraw(unit, case_id, " "))
    ward.do(lambda unit: absence.withdraw(unit, case_id, "点错了人"))
    case = ward.case(case_id)
    assert (case.line.standing, case.end_note) == (Standing.WITHDRAWN, "点错了人")
    assert ward.counts() == absence.AbsenceCounts()


def test_a_closed_case_is_changed_only_after_opening_it_again(ward: Ward) -> None:
    case_id = open_by_hand(ward, details=CaseDetails(Reason.INJURY))
    ward.close(case_id, "returned", DAY)
    with pytest.raises(UserError, match=r"absence\.not_open"):
        ward.describe(case_id, ILL, why="更正")
    ward.do(
        lambda unit: absence.reopen(
            unit, case_id, "又没来", rules=ward.rules, calendar=ward.school.calendar
        )
    )
    case = ward.case(case_id)
    assert case.line.standing is Standing.OPEN
    assert case.corrections[0].old == f"closed returned {DAY}"


def test_the_audit_names_ids_only(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    ward.call(case_id)
    entries = ward.ask(lambda view: store.search(view, "absence"))
    assert entries
    assert not any("王" in str(entry.facts) or "fever" in str(entry.facts) for entry in entries)


def test_every_change_tells_the_screens(ward: Ward) -> None:
    def describe(unit: store.Unit) -> None:
        absence.describe(unit, case_id, ILL, rules=ward.rules, calendar=ward.school.calendar)

    case_id = ward.absent(ward.pupil).case_id
    assert Changes.ABSENCE in ward.school.change(describe)[1]


def test_a_teacher_sees_and_follows_up_the_own_class_but_does_not_close(
    ward: Ward, acting_as: Callable[..., Actor]
) -> None:
    case_id = open_by_hand(ward, details=CaseDetails(Reason.INJURY))
    acting_as(Role.TEACHER, classes={ward.class_id})
    ward.call(case_id)
    assert len(ward.open_cases()) == 1
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        ward.close(case_id, "returned", DAY)
    acting_as(Role.TEACHER, classes={ward.other_class_id})
    assert ward.open_cases() == ()
    with pytest.raises(UserError, match=r"absence\.no_such_case"):
        ward.case(case_id)
    with pytest.raises(UserError, match=r"access\.not_your_class"):
        ward.call(case_id)


def test_a_case_that_does_not_exist_is_named_as_such(ward: Ward) -> None:
    with pytest.raises(UserError, match=r"absence\.no_such_case"):
        ward.case(CaseId(404))


def test_all_cases_of_one_person_and_of_a_span(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    of_person = ward.ask(lambda view: absence.cases_of(view, ward.pupil, ward.rules))
    in_span = ward.ask(lambda view: absence.cases_between(view, DAY, DAY, ward.rules))
    before = DAY - timedelta(days=1)
    earlier = ward.ask(lambda view: absence.cases_between(view, before, before, ward.rules))
    assert [line.id for line in of_person] == [line.id for line in in_span] == [case_id]
    assert earlier == ()


def test_the_words_noted_most_are_offered_again(ward: Ward) -> None:
    case_id = open_by_hand(ward)
    for words in ("在家休息", "已就医", "在家休息"):
        draft = ContactDraft("family", "phone", "reached", note=words)
        ward.do(
            lambda unit, draft=draft: absence.record_contact(
                unit, case_id, draft, rules=ward.rules, calendar=ward.school.calendar
            )
        )
    assert ward.ask(absence.last_contact_words) == ("在家休息", "已就医")


def test_a_case_keeps_the_name_of_a_class_that_ended(ward: Ward) -> None:
    def opened(unit: store.Unit) -> CaseId:
        return absence.open_by_hand(
            unit,
            ward.pupil,
            ward.other_class_id,
            DAY,
            [MORNING],
            ILL,
            rules=ward.rules,
            calendar=ward.school.calendar,
        )

    case_id = ward.do(opened)
    ward.next_day()
    ward.do(lambda unit: roster.remove_class(unit, ward.other_class_id))
    assert ward.case(case_id).line.class_name == "三年级(2)班"
