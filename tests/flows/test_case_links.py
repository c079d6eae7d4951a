# SPDX-License-Identifier: Apache-2.0
"""A case of disease asks for all that hangs on it; cleared leads back on the roll."""

from datetime import date, timedelta

from schoolguard import absence, cases, clearance, flows
from schoolguard.absence import Reason, Standing
from schoolguard.cases import CaseDraft, Classification, ContactWay
from schoolguard.clearance import Decision, Verdict
from schoolguard.disinfection import OrderWhy
from schoolguard.flows import CaseOpened, Cleared
from schoolguard.kernel.ids import ClearanceId
from tests.factories.chain import Chain
from tests.factories.isolation import DAY


def open_case(chain: Chain, disease: str = "varicella", onset_on: date | None = DAY) -> CaseOpened:
    draft = CaseDraft(chain.pupil, chain.class_id, disease, onset_on=onset_on)
    return chain.do(lambda u: flows.open_case(u, draft, chain.rules))


def classify(
    chain: Chain, opened: CaseOpened, sure: Classification, disease: str = "varicella"
) -> flows.Reclassified:
    return chain.do(
        lambda u: flows.classify(
            u, opened.case_id, sure, disease, u.today, reason="化验结果", rules=chain.rules
        )
    )


def clear(chain: Chain, clearance_id: ClearanceId) -> Cleared:
    on = chain.clock.now().date()
    decision = Decision(Verdict.CLEARED, on, override_reason="疾控同意提前复课")
    return chain.do(lambda u: flows.clear(u, clearance_id, decision, chain.rules))


def test_a_case_asks_for_disinfection_contacts_and_the_way_back(chain: Chain) -> None:
    opened = open_case(chain)
    (order,) = chain.orders()
    assert (order.place_id, order.why, order.disease_id) == (
        chain.classroom,
        OrderWhy.CASE,
        "varicella",
    )
    assert {one.person_id for one in opened.proposals} >= {chain.infirmary.classmate}
    (waiting,) = chain.waiting()
    assert (waiting.id, waiting.disease_id) == (opened.clearance_id, "varicella")
    assert "flows.cases.report" in chain.due_keys()


def test_the_open_absence_learns_the_disease_and_keeps_what_it_knew(chain: Chain) -> None:
    chain.absent()
    opened = open_case(chain)
    (line,) = chain.cases()
    assert (line.reason, line.cause_id) == (Reason.ILLNESS, "varicella")
    brief = chain.ask(lambda v: cases.case_brief(v, opened.case_id))
    assert brief.absence_case_id == line.id


def test_shared_hours_in_the_isolation_room_make_a_contact(chain: Chain) -> None:
    infirmary = chain.infirmary
    chain.admit()
    chain.admit(infirmary.far_boarder)
    chain.clock.advance(timedelta(minutes=40))
    opened = open_case(chain)
    found = {one.person_id: one for one in opened.proposals}
    near = found[infirmary.far_boarder]
    assert ContactWay.ISOLATION_ROOM in near.ways
    assert "40 min" in near.why


def test_excluded_withdraws_what_nobody_has_acted_on(chain: Chain) -> None:
    opened = open_case(chain)
    done = classify(chain, opened, Classification.EXCLUDED)
    assert set(done.taken_back) == set(opened.order_ids)
    assert done.clearance_withdrawn
    assert chain.orders() == ()
    assert chain.waiting() == ()


def test_excluded_leaves_what_was_worked_on(chain: Chain) -> None:
    opened = open_case(chain)
    clearance_id = opened.clearance_id
    assert clearance_id is not None
    chain.do(lambda u: clearance.add_note(u, clearance_id, "已电话告知家长"))
    chain.sign(opened.order_ids[0])
    done = classify(chain, opened, Classification.EXCLUDED)
    assert done.taken_back == ()
    assert not done.clearance_withdrawn
    assert [one.id for one in chain.waiting()] == [clearance_id]


def test_a_case_after_all_asks_again(chain: Chain) -> None:
    opened = open_case(chain)
    classify(chain, opened, Classification.EXCLUDED)
    done = classify(chain, opened, Classification.CONFIRMED)
    assert len(done.order_ids) == 1
    assert len(chain.orders()) == 1
    assert len(chain.waiting()) == 1


def test_another_disease_orders_with_its_own_agent(chain: Chain) -> None:
    opened = open_case(chain)
    classify(chain, opened, Classification.CONFIRMED, "norovirus")
    (order,) = chain.orders()
    assert order.disease_id == "norovirus"
    assert order.id not in opened.order_ids
    assert [one.disease_id for one in chain.waiting()] == ["norovirus"]


def test_more_certain_asks_for_nothing_new(chain: Chain) -> None:
    opened = open_case(chain)
    done = classify(chain, opened, Classification.CONFIRMED)
    assert done == flows.Reclassified()
    assert [one.id for one in chain.orders()] == list(opened.order_ids)


def test_cleared_closes_the_absence_and_ends_the_case(chain: Chain) -> None:
    chain.absent()
    opened = open_case(chain)
    for party in chain.rules.cases.recipients:
        draft = cases.ReportDraft(party, next(iter(chain.rules.cases.ways)))
        chain.do(lambda u, d=draft: cases.record_report(u, opened.case_id, d, chain.rules.cases))
    chain.clock.advance(timedelta(days=3))
    assert opened.clearance_id is not None
    done = clear(chain, opened.clearance_id)
    assert done.left_open == ()
    (line,) = chain.cases()
    assert (line.standing, line.returned_on) == (Standing.CLOSED, DAY + timedelta(days=3))
    brief = chain.ask(lambda v: cases.case_brief(v, opened.case_id))
    assert brief.standing is cases.Standing.ENDED
    assert all(link.kind == "order" for one in chain.links() for link in one.links)


def test_a_case_whose_reports_are_missing_stays_open_and_is_said(chain: Chain) -> None:
    chain.absent()
    opened = open_case(chain)
    assert opened.clearance_id is not None
    done = clear(chain, opened.clearance_id)
    assert done.absence_closed is not None
    assert done.case_ended is None
    assert done.left_open == ("cases.end_needs_reports",)


def test_a_clearance_taken_back_opens_both_again(chain: Chain) -> None:
    chain.absent()
    opened = open_case(chain)
    clearance_id = opened.clearance_id
    assert clearance_id is not None
    clear(chain, clearance_id)
    chain.do(lambda u: flows.take_back_clearing(u, clearance_id, "点错了人", chain.rules))
    assert [one.id for one in chain.waiting()] == [clearance_id]
    assert [one.standing for one in chain.cases()] == [Standing.OPEN]


def test_resting_leaves_everything_as_it_is(chain: Chain) -> None:
    chain.absent()
    opened = open_case(chain)
    clearance_id = opened.clearance_id
    assert clearance_id is not None
    decision = Decision(
        Verdict.RESTING, DAY, look_again_on=DAY + timedelta(days=7), note="水疱未结痂"
    )
    done = chain.do(lambda u: flows.clear(u, clearance_id, decision, chain.rules))
    assert (done.absence_closed, done.case_ended) == (None, None)
    assert [one.standing for one in chain.cases()] == [Standing.OPEN]


def test_in_class_without_being_cleared_is_an_alarm(chain: Chain) -> None:
    open_case(chain)
    chain.clock.advance(timedelta(minutes=5))
    from schoolguard.checks import Entry, State

    chain.enter(Entry(State.MEASURED, 366))
    assert chain.due_keys()[0] in {"flows.clearance.in_class", "flows.cases.report"}
    assert "flows.clearance.in_class" in chain.due_keys()


def test_the_way_back_of_an_absence_is_asked_for_once(chain: Chain) -> None:
    chain.absent()
    (line,) = chain.cases()
    chain.do(
        lambda u: absence.describe(
            u,
            line.id,
            absence.CaseDetails(Reason.ILLNESS, cause_id="influenza"),
            rules=chain.rules.absence,
            calendar=chain.rules.calendar,
        )
    )
    first = chain.do(lambda u: flows.ask_for_absence(u, line.id, chain.rules))
    again = chain.do(lambda u: flows.ask_for_absence(u, line.id, chain.rules))
    assert first == again
    assert [one.disease_id for one in chain.waiting()] == ["influenza"]
