# SPDX-License-Identifier: Apache-2.0
"""References for suspension and the hints of the return morning, as pure functions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.kernel.ids import ClassId
from schoolguard.suspension import Entry, IllCounts, Reached, Verdict, load_rules
from schoolguard.suspension.rules import (
    ClassFacts,
    ReturnFacts,
    findings,
    overlaps,
    reaches_share,
    return_verdict,
)

DAY = date(2026, 11, 24)
CLASS = ClassId(1)
RULES = load_rules()


def reached_by(disease: str, facts: ClassFacts) -> dict[str, int]:
    found = findings(RULES.references, {disease: [facts]}, DAY)
    return {one.reference.id: one.counted for one in found}


@pytest.mark.parametrize(("new", "hit"), [(4, False), (5, True), (6, True)])
def test_five_new_influenza_like_cases_in_a_class_today_reach_the_reference(
    new: int, hit: bool
) -> None:
    """流感样病例暴发疫情处置指南（2018年版）."""
    facts = ClassFacts(CLASS, 50, {}, ill=IllCounts(new, new))
    assert ("ili_new_today" in reached_by("influenza", facts)) is hit


def test_cases_and_absences_of_the_day_are_not_added_up() -> None:
    facts = ClassFacts(CLASS, 50, {DAY: 3}, ill=IllCounts(4, 4))
    assert reached_by("influenza", facts) == {}


@pytest.mark.parametrize(("ill", "hit"), [(14, False), (15, True)])
def test_thirty_per_cent_of_a_class_ill_reach_the_reference(ill: int, hit: bool) -> None:
    facts = ClassFacts(CLASS, 50, {}, ill=IllCounts(0, ill))
    assert ("ili_share" in reached_by("influenza", facts)) is hit


def test_two_in_hospital_reach_the_reference() -> None:
    assert reached_by("influenza", ClassFacts(CLASS, 50, {}, serious=2)) == {"ili_serious": 2}


@pytest.mark.parametrize(("days_ago", "hit"), [(6, True), (7, False)])
def test_a_window_of_seven_days_has_today_as_its_last(days_ago: int, hit: bool) -> None:
    facts = ClassFacts(CLASS, 40, {DAY - timedelta(days=days_ago): 1, DAY: 1})
    assert ("hfmd_class" in reached_by("hfmd", facts)) is hit


def test_the_schools_count_adds_up_its_classes() -> None:
    classes = [ClassFacts(ClassId(n), 40, {DAY: 1}) for n in range(1, 11)]
    found = findings(RULES.references, {"hfmd": classes}, DAY)
    assert [(one.reference.id, one.counted, one.of) for one in found] == [("hfmd_school", 10, 400)]
    assert len(found[0].class_ids) == 10


def test_a_reference_that_is_switched_off_is_never_reached() -> None:
    assert RULES.reference("ili_share_2009") is None


@given(st.integers(0, 200), st.integers(0, 200), st.integers(1, 100))
def test_nobody_ill_or_nobody_there_is_no_share(ill: int, size: int, per_cent: int) -> None:
    assert not reaches_share(0, size, per_cent)
    assert not reaches_share(ill, 0, per_cent)
    if size and ill:
        assert reaches_share(ill, size, per_cent) == (ill / size * 100 >= per_cent)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_spans_overlap_when_they_share_a_day(a: int, b: int, c: int, d: int) -> None:
    one, two = sorted((a, b)), sorted((c, d))
    days = [DAY + timedelta(days=n) for n in range(31)]
    shared = set(range(one[0], one[1] + 1)) & set(range(two[0], two[1] + 1))
    assert overlaps((days[one[0]], days[one[1]]), (days[two[0]], days[two[1]])) == bool(shared)


WELL = Entry(Reached.YES, 366)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        (ReturnFacts([WELL, WELL], [False, False]), Verdict.MAY_RETURN),
        (ReturnFacts([None, WELL], [False, False]), Verdict.MAY_RETURN),
        (ReturnFacts([WELL, None], [False, False]), Verdict.ASK_FIRST),
        (ReturnFacts([WELL, Entry(Reached.YES)], [False, False]), Verdict.ASK_FIRST),
        (ReturnFacts([WELL, Entry(Reached.NO_ANSWER)], [False, False]), Verdict.ASK_FIRST),
        (ReturnFacts([Entry(Reached.YES, 385), WELL], [True, False]), Verdict.STAYS_HOME),
        (
            ReturnFacts([WELL, Entry(Reached.YES, 366, frozenset({"cough"}))], [False, False]),
            Verdict.STAYS_HOME,
        ),
        (ReturnFacts([WELL], [False], open_case=True), Verdict.STAYS_HOME),
        (ReturnFacts([WELL], [False], open_case=True, cleared=True), Verdict.MAY_RETURN),
        (ReturnFacts([WELL], [False], waiting=True, cleared=True), Verdict.STAYS_HOME),
        (ReturnFacts([], []), Verdict.ASK_FIRST),
    ],
)
def test_the_return_list_doubts_on_the_side_of_staying(
    facts: ReturnFacts, verdict: Verdict
) -> None:
    assert return_verdict(facts) is verdict


def test_every_rule_names_its_source_and_the_lengths_of_the_forms_are_there() -> None:
    assert all(one.source for one in (*RULES.references, *RULES.lengths))
    lengths = {d: [one.days for one in RULES.lengths_of(d)] for d in ("influenza", "mumps")}
    assert lengths == {"influenza": [4], "mumps": [25, 21]}
    assert RULES.lengths_of("meningococcal")[0].days == 7
