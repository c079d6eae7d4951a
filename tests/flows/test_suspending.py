# SPDX-License-Identifier: Apache-2.0
"""A class off is asked for at home and nowhere else; who is ill counts once, wherever it stands."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from schoolguard import absence, cases, flows
from schoolguard.absence import CaseDetails, Reason
from schoolguard.cases import CaseDraft
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.disinfection import OrderWhy
from schoolguard.flows import CellState, PersonMark, Suspended
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.suspension import Scope, SuspensionDraft
from tests.factories.chain import MORNING, Chain
from tests.factories.isolation import DAY


def suspend(chain: Chain, days: int = 4) -> Suspended:
    draft = SuspensionDraft(
        Scope.CLASS,
        (chain.class_id,),
        "influenza",
        decided_by="县疾控中心",
        decided_on=DAY,
        from_on=DAY,
        until_on=DAY + timedelta(days=days - 1),
    )
    return chain.do(lambda u: flows.suspend(u, draft, chain.rules))


def test_a_class_off_is_neither_missing_nor_absent(chain: Chain) -> None:
    suspend(chain)
    settings = chain.school.settings
    today = chain.ask(lambda v: flows.today(v, DAY, settings, chain.rules))
    row = next(one for one in today.rows if one.school_class.id == chain.class_id)
    assert {cell.state for cell in row.cells} == {CellState.SUSPENDED}
    assert today.suspension is not None
    assert today.suspension.classes == 1
    with pytest.raises(UserError, match=r"flows\.suspended_not_absent"):
        chain.enter(Entry(State.ABSENT))
    assert chain.cases() == ()


def test_the_rest_of_a_class_off_can_not_be_marked(chain: Chain) -> None:
    suspend(chain)
    key = SheetKey(DAY, MORNING, chain.class_id)
    marked = chain.do(lambda u: flows.mark_rest(u, key, State.OBSERVED, chain.rules))
    assert marked == ()


def test_a_suspension_asks_for_the_classroom_and_takes_it_back(chain: Chain) -> None:
    suspended = suspend(chain)
    (order,) = chain.orders()
    assert (order.place_id, order.why) == (chain.classroom, OrderWhy.SUSPENSION)
    chain.do(
        lambda u: flows.withdraw_suspension(u, suspended.suspension_id, "登记错班级", chain.rules)
    )
    assert chain.orders() == ()
    assert not chain.ask(lambda v: flows.excused(v, DAY))


def test_a_principal_who_suspends_asks_for_the_cleaning_and_takes_it_back(
    chain: Chain, acting_as: Callable[..., Actor]
) -> None:
    acting_as(Role.PRINCIPAL)
    suspended = suspend(chain)
    assert len(suspended.order_ids) == 1
    chain.do(lambda u: flows.withdraw_suspension(u, suspended.suspension_id, "改期", chain.rules))


def test_ill_at_home_becomes_an_absence_that_covers_no_check(chain: Chain) -> None:
    suspend(chain)
    case_id = chain.do(
        lambda u: flows.absence_of_suspended(
            u, chain.pupil, DAY, frozenset({"cough"}), chain.rules, fever=True
        )
    )
    again = chain.do(
        lambda u: flows.absence_of_suspended(u, chain.pupil, DAY, frozenset({"rash"}), chain.rules)
    )
    assert again == case_id
    case = chain.ask(lambda v: absence.case(v, case_id, chain.rules.absence))
    assert case.details.symptoms == {"cough", "fever", "rash"}
    assert case.marks == ()


def test_each_ill_child_counts_once(chain: Chain) -> None:
    chain.absent()
    (line,) = chain.cases()
    symptoms = frozenset({"fever", "cough"})
    chain.do(
        lambda u: absence.describe(
            u,
            line.id,
            CaseDetails(Reason.ILLNESS, symptoms),
            rules=chain.rules.absence,
            calendar=chain.rules.calendar,
        )
    )
    for person in (chain.pupil, chain.infirmary.classmate):
        draft = CaseDraft(person, chain.class_id, "influenza", onset_on=DAY)
        chain.do(lambda u, d=draft: cases.open_case(u, d, chain.rules.cases))
    ill = chain.ask(lambda v: flows.ill_counts(v, DAY, chain.rules))
    counts = ill[chain.class_id]["influenza"]
    assert (counts.current, counts.new_today) == (2, 2)


def test_a_sheet_knows_what_other_rooms_say_of_its_people(chain: Chain) -> None:
    from schoolguard import checks

    chain.admit()
    draft = CaseDraft(chain.infirmary.classmate, chain.class_id, "varicella", onset_on=DAY)
    chain.do(lambda u: flows.open_case(u, draft, chain.rules))
    sheet = chain.ask(lambda v: checks.sheet(v, chain.class_id, DAY, MORNING, chain.rules.checks))
    marks = chain.ask(lambda v: flows.marks_of(v, sheet))
    assert marks == {
        chain.pupil: frozenset({PersonMark.STAYING}),
        chain.infirmary.classmate: frozenset({PersonMark.NOT_CLEARED}),
    }
