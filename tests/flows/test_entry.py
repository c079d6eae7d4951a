# SPDX-License-Identifier: Apache-2.0
"""A check entry and its absence case are one."""

from datetime import date

import pytest

from schoolguard import absence, flows
from schoolguard.absence import Reason, Standing, Step, Withdrawal
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.flows import Entered, FlowRules
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId
from schoolguard.store import Unit
from tests.factories.absence import Ward

DAY = date(2026, 9, 1)
MORNING, NOON = CheckSession.MORNING, CheckSession.NOON
ABSENT = Entry(State.ABSENT)
WELL = Entry(State.MEASURED, 365)


class Nurse:
    """Records through the flow."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward
        self.rules = flows.load_rules(ward.school.calendar)

    def enter(
        self,
        entry: Entry | None,
        person: PersonId | None = None,
        session: CheckSession = MORNING,
        day: date = DAY,
        reason: str = "",
    ) -> Entered:
        key = SheetKey(day, session, self.ward.class_id)
        who = person or self.ward.pupil
        return self.ward.do(
            lambda unit: flows.record_entry(unit, key, who, entry, self.rules, reason)
        )


@pytest.fixture
def nurse(ward: Ward) -> Nurse:
    return Nurse(ward)


def test_absent_opens_one_case_in_the_same_transaction(nurse: Nurse) -> None:
    entered = nurse.enter(ABSENT)
    assert entered.opened is not None
    assert entered.opened.is_new
    (line,) = nurse.ward.open_cases()
    assert (line.id, line.reason) == (entered.opened.case_id, Reason.UNKNOWN)


def test_a_refused_entry_leaves_no_case(nurse: Nurse) -> None:
    ward = nurse.ward
    key = SheetKey(DAY, MORNING, ward.class_id)

    def record_then_fail(unit: Unit) -> None:
        flows.record_entry(unit, key, ward.pupil, ABSENT, nurse.rules)
        raise UserError("absence.not_open")

    with pytest.raises(UserError):
        ward.do(record_then_fail)
    assert ward.open_cases() == ()


def test_a_slip_corrected_at_once_withdraws_the_case(nurse: Nurse) -> None:
    nurse.enter(ABSENT)
    entered = nurse.enter(WELL)
    assert entered.withdrawal is Withdrawal.WITHDRAWN
    assert entered.back is None
    assert nurse.ward.open_cases() == ()


def test_taking_an_absent_mark_back_withdraws_the_case(nurse: Nurse) -> None:
    nurse.enter(ABSENT)
    assert nurse.enter(None).withdrawal is Withdrawal.WITHDRAWN


def test_a_correction_after_a_call_asks(nurse: Nurse) -> None:
    opened = nurse.enter(ABSENT).opened
    assert opened is not None
    nurse.ward.call(opened.case_id)
    entered = nurse.enter(WELL)
    assert entered.withdrawal is Withdrawal.ASKED
    assert nurse.ward.case(opened.case_id).line.step is Step.DECIDE_WITHDRAWAL


@pytest.mark.parametrize("entry", [WELL, Entry(State.OBSERVED), Entry(State.NOT_CHECKED)])
def test_present_again_proposes_the_return(nurse: Nurse, entry: Entry) -> None:
    nurse.enter(ABSENT)
    nurse.ward.clock.move_to(instant(DAY, 14))
    entered = nurse.enter(entry, session=NOON)
    assert entered.back is not None
    assert not entered.back.closed


def test_whoever_was_never_away_is_no_news(nurse: Nurse) -> None:
    nurse.enter(WELL)
    assert nurse.enter(WELL).back is None


def test_many_at_once_open_and_return_like_one_by_one(nurse: Nurse) -> None:
    ward = nurse.ward
    nurse.enter(ABSENT)
    ward.clock.move_to(instant(DAY, 14))
    key = SheetKey(DAY, NOON, ward.class_id)
    entered = ward.do(
        lambda unit: flows.record_many(
            unit, key, {ward.pupil: WELL, ward.classmate: ABSENT}, nurse.rules
        )
    )
    by_person = {one.recorded.person_id: one for one in entered}
    assert by_person[ward.pupil].back is not None
    assert by_person[ward.classmate].opened is not None
    assert len(ward.open_cases()) == 2


def test_marking_the_rest_sees_people_back(nurse: Nurse) -> None:
    ward = nurse.ward
    nurse.enter(ABSENT)
    ward.clock.move_to(instant(DAY, 14))
    key = SheetKey(DAY, NOON, ward.class_id)
    entered = ward.do(lambda unit: flows.mark_rest(unit, key, State.OBSERVED, nurse.rules))
    assert [one.back is not None for one in entered] == [True, False]


def test_leave_that_was_explained_closes_on_return(nurse: Nurse) -> None:
    opened = nurse.enter(ABSENT).opened
    assert opened is not None
    nurse.ward.describe(opened.case_id, absence.CaseDetails(Reason.LEAVE))
    nurse.ward.clock.move_to(instant(DAY, 14))
    back = nurse.enter(WELL, session=NOON).back
    assert back is not None
    assert back.closed
    assert nurse.ward.case(opened.case_id).line.standing is Standing.CLOSED


def test_the_rules_are_those_of_both_rooms(nurse: Nurse) -> None:
    assert isinstance(nurse.rules, FlowRules)
    assert nurse.rules.absence == nurse.ward.rules
