# SPDX-License-Identifier: Apache-2.0
"""From a finding to the isolation room, home, and what follows; and how each is taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from schoolguard import absence, checks, isolation
from schoolguard.absence import Reason, Standing, Step
from schoolguard.cases import CaseDraft
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.disinfection import OrderWhy
from schoolguard.flows import open_case, reopen_stay, withdraw_stay
from schoolguard.isolation import Destination, Kind, Origin
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from tests.factories.chain import MORNING, NOON, Chain
from tests.factories.isolation import ARMPIT, DAY, FOREHEAD

FEVER = Entry(State.MEASURED, 381)
COUGHING = Entry(State.MEASURED, 368, symptoms=frozenset({"cough"}))


def confirm(chain: Chain) -> None:
    """A first reading over the line, and a second that says the same."""
    chain.enter(FEVER)
    key = SheetKey(DAY, MORNING, chain.class_id)
    second = Entry(State.MEASURED, 383, ARMPIT)
    chain.do(lambda u: checks.record_second(u, key, chain.pupil, second, chain.rules.checks))


def test_an_intake_carries_over_what_the_check_found(chain: Chain) -> None:
    confirm(chain)
    draft = chain.intake()
    assert (draft.kind, draft.class_id, draft.origin) == (Kind.PUPIL, chain.class_id, Origin.CHECK)
    assert [(one.decicelsius, one.site) for one in draft.readings] == [
        (381, FOREHEAD),
        (383, ARMPIT),
    ]
    assert draft.details.symptoms == {"fever"}
    assert draft.details.onset_at is None
    assert draft.room_id == chain.infirmary.room


def test_an_intake_of_somebody_nobody_checked_invents_nothing(chain: Chain) -> None:
    draft = chain.intake(chain.infirmary.classmate)
    assert draft.readings == ()
    assert draft.details.symptoms == frozenset()
    assert draft.origin is Origin.BY_HAND


def test_a_confirmed_fever_is_an_alarm_until_somebody_takes_the_child_in(chain: Chain) -> None:
    confirm(chain)
    assert "flows.intake.suspect" in chain.due_keys()
    assert [one.links[0].kind for one in chain.links()] == ["suspect"]
    chain.admit()
    assert "flows.intake.suspect" not in chain.due_keys()


def test_who_lies_there_and_is_marked_absent_is_ill_for_a_known_reason(chain: Chain) -> None:
    confirm(chain)
    chain.admit()
    chain.absent()
    (line,) = chain.cases()
    assert (line.reason, line.symptoms, line.step) == (
        Reason.ILLNESS,
        frozenset({"fever"}),
        Step.FIND_CAUSE,
    )
    assert "flows.due.absence" not in chain.due_keys()


def test_a_corrected_mark_takes_the_untouched_case_with_it(chain: Chain) -> None:
    confirm(chain)
    chain.admit()
    chain.absent()
    chain.enter(Entry(State.OBSERVED), session=NOON)
    assert [one.standing for one in chain.cases()] == [Standing.WITHDRAWN]


def test_a_teacher_who_may_not_open_the_stay_tells_the_case_too(
    chain: Chain, acting_as: Callable[..., Actor]
) -> None:
    confirm(chain)
    chain.admit()
    acting_as(Role.TEACHER, classes={chain.class_id})
    chain.absent()
    acting_as(Role.NURSE)
    assert chain.cases()[0].reason is Reason.ILLNESS


def test_home_opens_one_absence_and_asks_for_what_follows(chain: Chain) -> None:
    confirm(chain)
    done = chain.leave(chain.admit().stay_id)
    (line,) = chain.cases()
    assert done.absence_case_id == line.id
    assert done.absence_is_new
    assert (line.reason, line.standing) == (Reason.ILLNESS, Standing.OPEN)
    case = chain.ask(lambda v: absence.case(v, line.id, chain.rules.absence))
    assert case.details.left_at is not None
    assert [mark.session for mark in case.marks] == [NOON]
    assert {one.place_id for one in chain.orders()} == {chain.classroom, chain.isolation_place}
    assert {one.why for one in chain.orders()} == {OrderWhy.STAY}
    assert done.room_closed
    assert [one.id for one in chain.waiting()] == [done.clearance_id]
    assert not case.details.epidemic_suspected


def test_a_case_that_is_open_goes_on_and_keeps_what_was_written(chain: Chain) -> None:
    confirm(chain)
    stay_id = chain.admit().stay_id
    chain.absent()
    (line,) = chain.cases()
    chain.do(
        lambda u: absence.describe(
            u,
            line.id,
            replace(
                absence.case(u, line.id, chain.rules.absence).details,
                cause_id="cold",
                note="母亲来电",
            ),
            rules=chain.rules.absence,
            calendar=chain.rules.calendar,
        )
    )
    done = chain.leave(stay_id)
    assert (done.absence_case_id, done.absence_is_new) == (line.id, False)
    details = chain.ask(lambda v: absence.case(v, line.id, chain.rules.absence)).details
    assert (details.cause_id, details.note) == ("cold", "母亲来电")
    assert details.left_at is not None


def test_noon_check_after_going_home_goes_on_with_the_same_case(chain: Chain) -> None:
    confirm(chain)
    done = chain.leave(chain.admit().stay_id)
    entered = chain.absent()
    assert entered.opened is not None
    assert entered.opened.case_id == done.absence_case_id
    assert len(chain.cases()) == 1


def test_who_was_sent_home_and_comes_again_is_seen_again(chain: Chain) -> None:
    confirm(chain)
    done = chain.leave(chain.admit().stay_id)
    chain.clock.move_to(instant(DAY, 14))
    entered = chain.enter(Entry(State.MEASURED, 366), session=NOON)
    assert entered.back is not None
    case_id = done.absence_case_id
    assert case_id is not None
    case = chain.ask(lambda v: absence.case(v, case_id, chain.rules.absence))
    assert case.marks == ()
    assert case.line.step is Step.CONFIRM_RETURN
    assert "flows.clearance.in_class" in chain.due_keys()


def test_back_to_class_asks_for_the_room_only(chain: Chain) -> None:
    stay_id = chain.admit().stay_id
    chain.infirmary.observe(stay_id, chain.infirmary.look(366))
    draft = isolation.LeavingDraft(Destination.BACK_TO_CLASS)
    chain.infirmary.tell(stay_id, "class_teacher")
    done = chain.let_go(stay_id, draft)
    assert done.absence_case_id is None
    assert done.clearance_id is None
    assert [one.place_id for one in chain.orders()] == [chain.isolation_place]
    assert chain.cases() == ()


def test_signing_the_order_opens_the_room_again(chain: Chain) -> None:
    confirm(chain)
    done = chain.leave(chain.admit().stay_id)
    assert "flows.disinfection.order" in chain.due_keys()
    assert "flows.isolation.disinfection" not in chain.due_keys()
    (order,) = (one for one in chain.orders() if one.place_id == chain.isolation_place)
    chain.clock.advance(timedelta(minutes=20))
    signed = chain.sign(order.id)
    assert signed.room_opened
    assert len(chain.orders()) == len(done.order_ids) - 1
    room = chain.ask(lambda v: isolation.room_map(v, chain.rules.isolation)).rooms[0]
    assert room.closed_since is None


def test_work_that_answers_two_events_is_signed_once(chain: Chain) -> None:
    confirm(chain)
    chain.leave(chain.admit().stay_id)
    draft = CaseDraft(chain.pupil, chain.class_id, "norovirus", onset_on=DAY)
    chain.do(lambda u: open_case(u, draft, chain.rules))
    chain.clock.advance(timedelta(minutes=20))
    in_class = [one for one in chain.orders() if one.place_id == chain.classroom]
    assert {one.why for one in in_class} == {OrderWhy.STAY, OrderWhy.CASE}
    strongest = max(in_class, key=lambda one: one.low_mg_per_litre)
    signed = chain.sign(strongest.id)
    assert len(signed.also) == 1
    assert not [one for one in chain.orders() if one.place_id == chain.classroom]


def test_a_stay_reopened_takes_back_what_nobody_acted_on(chain: Chain) -> None:
    confirm(chain)
    stay_id = chain.admit().stay_id
    chain.leave(stay_id)
    chain.do(lambda u: reopen_stay(u, stay_id, "点错了人", chain.rules))
    assert chain.orders() == ()
    assert chain.waiting() == ()
    assert [one.standing for one in chain.cases()] == [Standing.WITHDRAWN]
    assert chain.infirmary.stay(stay_id).line.left_at is None


def test_what_was_signed_or_called_stays(chain: Chain) -> None:
    confirm(chain)
    stay_id = chain.admit().stay_id
    done = chain.leave(stay_id)
    chain.clock.advance(timedelta(minutes=5))
    chain.sign(done.order_ids[0])
    case_id = done.absence_case_id
    assert case_id is not None
    chain.do(
        lambda u: absence.record_contact(
            u,
            case_id,
            absence.ContactDraft("family", "phone", "reached"),
            rules=chain.rules.absence,
            calendar=chain.rules.calendar,
        )
    )
    chain.do(lambda u: withdraw_stay(u, stay_id, "登记错人", chain.rules))
    assert chain.orders() == ()
    assert [one.standing for one in chain.cases()] == [Standing.OPEN]


def test_leaving_twice_is_refused_and_orders_nothing_twice(chain: Chain) -> None:
    confirm(chain)
    stay_id = chain.admit().stay_id
    chain.leave(stay_id)
    before = chain.orders()
    with pytest.raises(UserError, match=r"isolation\.not_here"):
        chain.let_go(stay_id, chain.infirmary.home())
    assert chain.orders() == before


def test_an_epidemic_is_proposed_when_three_of_a_class_have_the_same(chain: Chain) -> None:
    """卫办疾控发〔2006〕65号."""
    infirmary = chain.infirmary
    for person in (infirmary.classmate, infirmary.boarder, chain.pupil):
        chain.enter(COUGHING, person)
    stay_id = chain.admit().stay_id
    assert chain.leave(stay_id).suspected == {"cough"}
    assert not chain.cases()[0].epidemic_suspected


def test_a_visitor_leaves_no_trace_in_other_rooms(chain: Chain) -> None:
    stay_id = chain.infirmary.admit(chain.infirmary.visitor())
    chain.infirmary.observe(stay_id, chain.infirmary.look(366))
    draft = isolation.LeavingDraft(Destination.LEFT)
    done = chain.let_go(stay_id, draft)
    assert done.absence_case_id is None
    assert chain.waiting() == ()
