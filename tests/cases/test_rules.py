# SPDX-License-Identifier: Apache-2.0
"""What a case asks for, decided without a record or a clock."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard import absence, cases
from schoolguard.cases import (
    CaseStep,
    Classification,
    ContactWay,
    LegalClass,
    Reached,
    ReportTiming,
    WatchEntry,
)
from schoolguard.cases.rules import (
    Facts,
    asked_on,
    is_ill,
    is_suggested,
    last_exposure,
    next_step,
    report_clocks,
    school_year_begin,
    watch_until,
)
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.resources import resource
from schoolguard.kernel.rule_packs import Status

RULES = cases.load_rules()
DAY = date(2026, 9, 1)
FOUND = instant(DAY, 8)
ALL_TOLD = dict.fromkeys(("head", "cdc", "education_bureau"), FOUND)
EXPECTED = frozenset({"sent_to_doctor", "disinfected", "checks_and_parents"})
minutes = st.integers(min_value=0, max_value=5 * 24 * 60)


def facts(**known: object) -> Facts:
    base = Facts(
        disease=RULES.diseases["varicella"],
        classification=Classification.SUSPECTED,
        found_at=FOUND,
        told=ALL_TOLD,
        ticked=EXPECTED,
        contacts_settled_at=FOUND,
        followed_at=FOUND,
    )
    return replace(base, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "step"),
    [
        ({"told": {}}, CaseStep.REPORT),
        ({"told": {"head": FOUND}}, CaseStep.REPORT),
        ({"contacts_settled_at": None}, CaseStep.LIST_CONTACTS),
        ({"ticked": frozenset({"disinfected"})}, CaseStep.MEASURES),
        ({}, CaseStep.CLASSIFY),
        ({"classification": Classification.CLINICAL}, CaseStep.FOLLOW_UP),
        ({"classification": Classification.CONFIRMED}, CaseStep.FOLLOW_UP),
    ],
)
def test_the_next_step_is_the_one_that_presses_most(
    known: dict[str, object], step: CaseStep
) -> None:
    found = next_step(facts(**known), RULES)
    assert found is not None
    assert found.step is step
    assert found.due_at is not None


def test_an_excluded_case_asks_for_nothing() -> None:
    assert next_step(facts(classification=Classification.EXCLUDED, told={}), RULES) is None


def test_the_earliest_missing_report_sets_the_due_time() -> None:
    found = next_step(facts(told={}), RULES)
    assert found is not None
    assert found.due_at == FOUND + timedelta(hours=1)
    found = next_step(facts(told={"head": FOUND}), RULES)
    assert found is not None
    assert found.due_at == FOUND + timedelta(hours=24)


def test_cholera_is_due_in_two_hours() -> None:
    """突发公共卫生事件应急条例第二十条."""
    found = next_step(facts(disease=RULES.diseases["cholera"], told={"head": FOUND}), RULES)
    assert found is not None
    assert found.due_at == FOUND + timedelta(hours=2)


@given(minutes, minutes)
def test_a_clock_says_late_only_after_its_hours(told_after: int, now_after: int) -> None:
    now = FOUND + timedelta(minutes=max(told_after, now_after))
    told = {"cdc": FOUND + timedelta(minutes=told_after)}
    clocks = {one.party_id: one for one in report_clocks(facts(told=told), now, RULES)}
    late = told_after > 24 * 60
    assert (clocks["cdc"].timing is ReportTiming.LATE) == late
    assert clocks["cdc"].minutes == told_after
    overdue = now > FOUND + timedelta(hours=24)
    assert (clocks["education_bureau"].timing is ReportTiming.OVERDUE) == overdue
    assert set(clocks) == {"head", "cdc", "education_bureau"}


@given(
    st.integers(min_value=1, max_value=40),
    st.integers(min_value=0, max_value=90),
    st.integers(min_value=-5, max_value=100),
)
def test_a_watch_is_asked_within_its_days_and_always_on_the_last(
    every: int, days: int, later: int
) -> None:
    until, day = DAY + timedelta(days=days), DAY + timedelta(days=later)
    asked = asked_on(DAY, every, until, day)
    assert not asked or DAY < day <= until
    if days:
        assert asked_on(DAY, every, until, until)
    if every == 1:
        assert asked == (DAY < day <= until)


@given(st.integers(min_value=0, max_value=40))
def test_the_last_exposure_is_never_after_the_finding(before: int) -> None:
    for disease in RULES.diseases.values():
        onset = DAY - timedelta(days=before)
        exposed = last_exposure(onset, DAY, disease)
        assert onset <= exposed <= DAY
    assert last_exposure(None, DAY, None) == DAY


def test_varicella_is_watched_for_21_days() -> None:
    assert watch_until(DAY, RULES.diseases["varicella"]) == DAY + timedelta(days=21)


@pytest.mark.parametrize(
    ("entry", "ill"),
    [
        (None, False),
        (WatchEntry(Reached.YES, 372), False),
        (WatchEntry(Reached.YES, 373), True),
        (WatchEntry(Reached.YES), False),
        (WatchEntry(Reached.YES, 365, frozenset({"rash"})), True),
        (WatchEntry(Reached.NO_ANSWER), False),
    ],
)
def test_fever_or_a_symptom_is_ill(entry: WatchEntry | None, ill: bool) -> None:
    assert is_ill(entry, RULES) is ill


def test_the_disease_says_whose_tick_is_set_beforehand() -> None:
    mycoplasma = RULES.diseases["mycoplasma"]
    assert is_suggested({ContactWay.SEAT_ROW, ContactWay.CLASS}, mycoplasma)
    assert not is_suggested({ContactWay.CLASS}, mycoplasma)
    assert not is_suggested({ContactWay.CLASS}, None)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 8, 31), date(2025, 9, 1)),
        (date(2027, 1, 5), date(2026, 9, 1)),
    ],
)
def test_the_school_year_begins_in_september(day: date, first: date) -> None:
    assert school_year_begin(day) == first


def test_diseases_share_their_ids_with_the_causes_of_absence() -> None:
    infectious = {one.id for one in absence.load_rules().causes.values() if one.infectious}
    assert infectious <= RULES.diseases.keys()


def test_the_list_of_diseases_holds_what_the_rules_hold() -> None:
    diseases = RULES.diseases
    assert diseases["norovirus"].chlorine_only
    assert {one.id for one in diseases.values() if one.legal_class is LegalClass.A} == {
        "cholera",
        "plague",
    }
    assert all(one.report_at_once for one in diseases.values() if one.legal_class)
    assert all(one.source and one.zh and one.en and one.keys for one in diseases.values())
    assert {one.status for one in diseases.values()} == {Status.SEEN, Status.UNVERIFIED}


@pytest.mark.parametrize(
    "line", ["watch_days = -1", "watch_every_days = 0", 'legal_class = "D"', 'routes = ["luck"]']
)
def test_a_pack_that_can_not_be_is_refused_by_name(tmp_path: Path, line: str) -> None:
    key = line.partition(" ")[0]
    text = resource("rules", "diseases.toml").read_text(encoding="utf-8")
    first, rest = text.split("[[disease]]", 2)[:2]
    kept = [one for one in rest.splitlines() if not one.startswith(f"{key} ")]
    (tmp_path / "diseases.toml").write_text(
        f"{first}[[disease]]\n" + "\n".join([*kept, line]), encoding="utf-8"
    )
    with pytest.raises(UserError) as error:
        cases.load_diseases(tmp_path)
    assert error.value.code == "rules.bad_entry"
    assert "influenza" in str(error.value.params["entry"])


def test_times_of_the_clock_are_aware() -> None:
    assert isinstance(FOUND, datetime)
    assert all(one.due_at.tzinfo for one in report_clocks(facts(), FOUND, RULES))
