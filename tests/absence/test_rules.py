# SPDX-License-Identifier: Apache-2.0
"""The rules of absence follow-up, against the pack that ships."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.absence.pack import AbsenceRules, read_rules
from schoolguard.absence.rules import (
    Facts,
    Gap,
    Reason,
    Step,
    closes_by_itself,
    closing_gaps,
    due_at,
    half_days,
    is_overdue,
    next_step,
    same_episode,
    total_half_days,
)
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.resources import resource
from schoolguard.kernel.rule_packs import load_pack
from schoolguard.kernel.school_calendar import SchoolCalendar, Term

RULES: AbsenceRules = read_rules(load_pack(resource("rules", "absence.toml")))
CALENDAR = SchoolCalendar((Term(date(2026, 9, 1), date(2027, 1, 20)),), {date(2026, 10, 1): False})
FRIDAY = date(2026, 9, 18)
MONDAY = date(2026, 9, 21)
MORNING, NOON, EVENING = CheckSession.MORNING, CheckSession.NOON, CheckSession.EVENING

facts = st.builds(
    Facts,
    reason=st.sampled_from(Reason),
    cause_id=st.sampled_from(["", "cold", "varicella"]),
    epidemic_suspected=st.booleans(),
    parties_reached=st.frozensets(st.sampled_from(sorted(RULES.parties))),
    tried=st.booleans(),
    back_on=st.none() | st.just(MONDAY),
    withdrawal_asked=st.booleans(),
)


def test_an_unknown_absence_is_asked_after_first() -> None:
    assert next_step(Facts(Reason.UNKNOWN), RULES) is Step.FIRST_CONTACT


def test_a_family_that_did_not_answer_is_called_again() -> None:
    assert next_step(Facts(Reason.UNKNOWN, tried=True), RULES) is Step.CONTACT_AGAIN


def test_a_reached_family_without_a_reason_leaves_the_cause_to_find() -> None:
    reached = Facts(Reason.UNKNOWN, tried=True, parties_reached=frozenset({"family"}))
    assert next_step(reached, RULES) is Step.FIND_CAUSE


def test_an_illness_without_a_cause_leaves_the_cause_to_find() -> None:
    assert next_step(Facts(Reason.ILLNESS), RULES) is Step.FIND_CAUSE
    assert next_step(Facts(Reason.ILLNESS, cause_id="cold"), RULES) is Step.FOLLOW_UP


def test_a_suspicion_presses_until_both_authorities_are_told() -> None:
    """2006 norm: disease control centre and education bureau at the same time."""
    half_told = frozenset({"cdc"})
    suspicion = Facts(
        Reason.ILLNESS, "varicella", epidemic_suspected=True, parties_reached=half_told
    )
    assert next_step(suspicion, RULES) is Step.TELL_AUTHORITIES
    told = Facts(
        Reason.ILLNESS,
        "varicella",
        epidemic_suspected=True,
        parties_reached=half_told | {"education_bureau"},
    )
    assert next_step(told, RULES) is Step.FOLLOW_UP


def test_seen_again_asks_to_confirm_the_return() -> None:
    assert next_step(Facts(Reason.UNKNOWN, back_on=MONDAY), RULES) is Step.CONFIRM_RETURN


@given(facts)
def test_an_open_case_always_has_a_next_step_with_a_time(case: Facts) -> None:
    now = instant(FRIDAY, 8)
    due = due_at(next_step(case, RULES), now, CALENDAR, RULES)
    assert due is not None
    assert due >= now


def test_an_interval_in_school_days_jumps_the_weekend() -> None:
    due = due_at(Step.FOLLOW_UP, instant(FRIDAY, 15), CALENDAR, RULES)
    assert due == instant(MONDAY, 10)


def test_an_interval_without_a_calendar_takes_the_next_day() -> None:
    due = due_at(Step.FOLLOW_UP, instant(FRIDAY, 15), SchoolCalendar(), RULES)
    assert due == instant(FRIDAY + timedelta(days=1), 10)


def test_a_rule_switched_off_sets_no_due_time() -> None:
    silent = AbsenceRules({}, (), {}, 0, {}, {}, {}, {}, {})
    assert due_at(Step.FOLLOW_UP, instant(FRIDAY), CALENDAR, silent) is None


@pytest.mark.parametrize(("seconds", "overdue"), [(-1, False), (0, False), (1, True)])
def test_overdue_begins_just_after_the_due_instant(seconds: int, overdue: bool) -> None:
    due = instant(FRIDAY, 9)
    assert is_overdue(due, due + timedelta(seconds=seconds)) is overdue


def test_a_case_without_a_due_time_is_never_overdue() -> None:
    assert not is_overdue(None, instant(FRIDAY))


def test_an_illness_does_not_close_without_a_cause() -> None:
    case = Facts(Reason.ILLNESS)
    assert closing_gaps(case, "recovered", MONDAY, RULES) == (Gap.CAUSE,)


@given(facts, st.sampled_from(sorted(RULES.outcomes)), st.none() | st.just(MONDAY))
def test_no_closed_illness_is_without_cause_and_no_suspicion_untold(
    case: Facts, outcome: str, returned_on: date | None
) -> None:
    if closing_gaps(case, outcome, returned_on, RULES):
        return
    assert case.reason is not Reason.UNKNOWN
    assert case.reason is not Reason.ILLNESS or case.cause_id in RULES.causes
    assert not case.epidemic_suspected or {"cdc", "education_bureau"} <= case.parties_reached
    assert not RULES.outcomes[outcome].returned or returned_on is not None


def test_everything_missing_is_named_in_order() -> None:
    assert closing_gaps(Facts(Reason.UNKNOWN), "", None, RULES) == (Gap.REASON, Gap.OUTCOME)
    assert closing_gaps(Facts(Reason.LEAVE), "returned", None, RULES) == (Gap.RETURN_DAY,)


def test_only_explained_leave_closes_by_itself() -> None:
    assert closes_by_itself(Facts(Reason.LEAVE))
    assert not closes_by_itself(Facts(Reason.LEAVE, epidemic_suspected=True))
    assert not closes_by_itself(Facts(Reason.ILLNESS, "cold"))


@pytest.mark.parametrize(("gap_days", "same"), [(0, True), (3, True), (4, False)])
def test_a_relapse_soon_after_return_is_the_same_episode(gap_days: int, same: bool) -> None:
    assert same_episode(MONDAY, MONDAY + timedelta(days=gap_days), RULES) is same


def test_an_absence_without_return_is_always_the_same_episode() -> None:
    assert same_episode(None, FRIDAY, RULES)


@pytest.mark.parametrize(("lessons", "halves"), [(0, 0), (1, 1), (3, 1), (4, 2), (6, 2), (8, 2)])
def test_lessons_count_as_half_days(lessons: int, halves: int) -> None:
    assert half_days((), lessons, RULES) == halves


@pytest.mark.parametrize(
    ("sessions", "halves"),
    [((), 0), ((MORNING,), 1), ((NOON,), 1), ((MORNING, NOON), 2), ((EVENING,), 0)],
)
def test_sessions_stand_for_half_days(sessions: tuple[CheckSession, ...], halves: int) -> None:
    assert half_days(sessions, None, RULES) == halves


@given(
    st.dictionaries(
        st.dates(FRIDAY, MONDAY), st.frozensets(st.sampled_from(CheckSession)), max_size=4
    ),
    st.dictionaries(st.dates(FRIDAY, MONDAY), st.integers(0, 9), max_size=4),
)
def test_a_day_never_counts_more_than_two_halves(
    marks: dict[date, frozenset[CheckSession]], lessons: dict[date, int]
) -> None:
    total = total_half_days(marks, lessons, RULES)
    assert 0 <= total <= 2 * len(marks.keys() | lessons.keys())


def test_the_pack_says_its_sources_and_names_in_both_languages() -> None:
    for kind in (RULES.causes, RULES.parties, RULES.ways, RULES.results, RULES.outcomes):
        for entry in kind.values():
            assert entry.source
            assert entry.name("zh_CN")
            assert entry.name("en") == entry.en
    assert set(RULES.follow_ups) == {step.value for step in Step}


@pytest.mark.parametrize(
    "entry",
    [
        '[[follow_up]]\nid = "x"',
        '[[follow_up]]\nid = "x"\nminutes = -1',
        '[[session_part]]\nid = "midnight"\nhalf_days = 1',
    ],
)
def test_a_bad_entry_is_refused_by_name(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "absence.toml"
    path.write_text(
        f'[meta]\nversion = "1"\n{entry}\nsource = "x"\nstatus = "local"\n', encoding="utf-8"
    )
    with pytest.raises(UserError, match=r"rules\.bad_entry"):
        read_rules(load_pack(path))


def test_hours_of_the_pack_are_school_time() -> None:
    due = due_at(Step.FIND_CAUSE, instant(FRIDAY, 8), CALENDAR, RULES)
    assert due is not None
    assert isinstance(due, datetime)
    assert due.utcoffset() == timedelta(0)
    assert due == instant(MONDAY, 10)
