# SPDX-License-Identifier: Apache-2.0
"""What is decided about readings: plausible, suspect, late, in need of a reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.checks import rules as decide
from schoolguard.checks.rule_book import load_rules
from schoolguard.checks.values import Entry, Reading, SheetKey, State, Verdict
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, ClassId, PersonId

RULES = load_rules()
DAY = date(2026, 11, 24)
FOREHEAD, ARMPIT, EAR = "forehead_infrared", "armpit_electronic", "ear_infrared"
temperatures = st.integers(320, 430)
states = st.sampled_from([State.OBSERVED, State.ABSENT, State.NOT_CHECKED])


def measured(decicelsius: int, method: str | None = None) -> Entry:
    return Entry(State.MEASURED, decicelsius, method)


@pytest.mark.parametrize("decicelsius", [320, 349, 350, 365, 420, 421, 430])
def test_a_temperature_within_the_thermometers_scale_is_accepted(decicelsius: int) -> None:
    """Refused below 32.0 or above 43.0, doubted outside 35.0 to 42.0."""
    doubts = decide.check_plausible(decicelsius, RULES)
    assert doubts == (() if 350 <= decicelsius <= 420 else ("unusual_temperature",))


@pytest.mark.parametrize("decicelsius", [0, 36, 319, 431, 986])
def test_a_temperature_no_thermometer_gives_is_refused(decicelsius: int) -> None:
    with pytest.raises(UserError, match="impossible_temperature"):
        decide.check_plausible(decicelsius, RULES)


@given(st.integers(-1000, 2000))
def test_every_number_is_either_refused_or_kept_as_it_is(decicelsius: int) -> None:
    try:
        doubts = decide.check_entry(measured(decicelsius), RULES)
    except UserError:
        assert not 320 <= decicelsius <= 430
    else:
        assert 320 <= decicelsius <= 430
        assert bool(doubts) == (not 350 <= decicelsius <= 420)


@given(state=states, decicelsius=temperatures)
def test_there_is_no_temperature_without_a_measurement(state: State, decicelsius: int) -> None:
    with pytest.raises(ValueError, match="measurement"):
        Entry(state, decicelsius)
    with pytest.raises(ValueError, match="measurement"):
        Entry(State.MEASURED)


@pytest.mark.parametrize("state", [State.ABSENT, State.NOT_CHECKED])
def test_nobody_sees_symptoms_of_somebody_who_was_not_seen(state: State) -> None:
    with pytest.raises(ValueError, match="seen"):
        Entry(state, symptoms=frozenset({"cough"}))


@given(temperatures)
def test_a_first_reading_alone_never_makes_a_suspect(decicelsius: int) -> None:
    verdict = decide.judge(measured(decicelsius), None, FOREHEAD, RULES)
    assert verdict is (Verdict.RECHECK_DUE if decicelsius >= 373 else Verdict.NORMAL)


@given(first=temperatures, second=temperatures)
def test_only_a_second_reading_over_its_own_line_makes_a_suspect(first: int, second: int) -> None:
    verdict = decide.judge(measured(first), measured(second, EAR), FOREHEAD, RULES)
    assert verdict is (Verdict.SUSPECT if second >= 375 else Verdict.CLEARED)


@given(states)
def test_a_second_reading_that_could_not_be_taken_leaves_the_first_unconfirmed(
    state: State,
) -> None:
    second = Entry(state, note="家长已接走")
    assert decide.judge(measured(380), second, FOREHEAD, RULES) is Verdict.UNCONFIRMED


@pytest.mark.parametrize(
    ("decicelsius", "method", "over"),
    [(372, ARMPIT, False), (373, ARMPIT, True), (374, EAR, False), (375, EAR, True)],
)
def test_the_fever_line_belongs_to_site_and_device(
    decicelsius: int, method: str, over: bool
) -> None:
    assert decide.is_over_line(measured(decicelsius, method), FOREHEAD, RULES) is over
    assert decide.is_over_line(measured(decicelsius), method, RULES) is over


def test_a_method_that_left_the_rule_pack_is_judged_by_the_lowest_line() -> None:
    assert decide.is_over_line(measured(370, "gone"), FOREHEAD, RULES)
    assert not decide.is_over_line(measured(369, "gone"), FOREHEAD, RULES)


@pytest.mark.parametrize("method", list(RULES.methods))
def test_the_second_reading_is_taken_at_another_site(method: str) -> None:
    assert decide.recheck_method(method, RULES).site != RULES.methods[method].site
    first = measured(400)
    decide.check_second_reading(
        first, measured(365, decide.recheck_method(method, RULES).id), method, RULES
    )
    with pytest.raises(UserError, match="same_site"):
        decide.check_second_reading(first, measured(365), method, RULES)


def test_a_second_reading_needs_a_first_one_over_the_line() -> None:
    for first in (None, measured(372), Entry(State.ABSENT)):
        with pytest.raises(UserError, match="nothing_to_recheck"):
            decide.check_second_reading(first, measured(375, ARMPIT), FOREHEAD, RULES)


def test_a_second_reading_that_was_not_taken_says_why() -> None:
    with pytest.raises(UserError, match="recheck_needs_note"):
        decide.check_second_reading(measured(380), Entry(State.NOT_CHECKED), FOREHEAD, RULES)


def test_the_second_reading_waits_for_the_rest_and_is_overdue_later() -> None:
    first = Reading(measured(380), instant(DAY, 7, 30), AccountId(1))
    assert decide.recheck_due_at(first, RULES) == instant(DAY, 7, 45)
    assert not decide.is_recheck_overdue(first, instant(DAY, 8, 15), RULES)
    assert decide.is_recheck_overdue(first, instant(DAY, 8, 16), RULES)


def test_the_deadlines_own_minute_is_in_time() -> None:
    deadline = decide.deadline_at(DAY, CheckSession.MORNING, RULES)
    assert deadline == instant(DAY, 8, 20)
    assert not decide.is_late(None, deadline)
    assert not decide.is_late(deadline + timedelta(seconds=59), deadline)
    assert decide.is_late(deadline + timedelta(minutes=1), deadline)


def test_a_check_is_not_entered_before_it_begins() -> None:
    key = SheetKey(DAY, CheckSession.NOON, ClassId(1))
    with pytest.raises(UserError, match="not_yet"):
        decide.check_time(key, instant(DAY, 11, 59), RULES)
    decide.check_time(key, instant(DAY, 12, 0), RULES)
    decide.check_time(key, instant(DAY + timedelta(days=3), 3), RULES)


@pytest.mark.parametrize(
    ("by", "minutes", "handed_in", "needed"),
    [
        (1, 0, False, False),
        (1, 10, False, False),
        (1, 11, False, True),
        (2, 0, False, True),
        (1, 0, True, True),
    ],
)
def test_only_ones_own_fresh_slip_in_an_open_sheet_needs_no_reason(
    by: int, minutes: int, handed_in: bool, needed: bool
) -> None:
    at = instant(DAY, 7, 30)
    assert needed is decide.needs_reason(
        old_by=AccountId(1),
        old_at=at,
        by=AccountId(by),
        now=at + timedelta(minutes=minutes),
        handed_in=handed_in,
        rules=RULES,
    )


@given(st.lists(st.one_of(st.none(), temperatures, states), max_size=60))
def test_the_four_values_and_the_missing_add_up_to_those_expected(
    values: list[int | State | None],
) -> None:
    entries = [_entry(value) for value in values]
    rows = [(entry, decide.judge(entry, None, FOREHEAD, RULES)) for entry in entries]
    counted = decide.tally(len(values), rows)
    parts = counted.measured, counted.observed, counted.absent, counted.not_checked
    assert sum(parts) == counted.done
    assert counted.done + counted.missing == counted.expected
    assert counted.missing == values.count(None)
    assert counted.suspects == 0


def _entry(value: int | State | None) -> Entry | None:
    if value is None:
        return None
    return Entry(value) if isinstance(value, State) else measured(value)


def test_the_digest_depends_on_every_value_and_on_no_order() -> None:
    key = SheetKey(DAY, CheckSession.MORNING, ClassId(1))
    at = instant(DAY, 7, 30)
    one = (PersonId(1), 0, measured(365), at)
    two = (PersonId(2), 0, Entry(State.ABSENT), at)
    both = decide.digest(key, [one, two])
    assert both == decide.digest(key, [two, one])
    assert both != decide.digest(key, [one])
    assert both != decide.digest(key, [(PersonId(1), 0, measured(366), at), two])
    assert both != decide.digest(SheetKey(DAY, CheckSession.NOON, ClassId(1)), [one, two])


def test_the_twelve_symptoms_of_the_standard_are_there() -> None:
    """WS/T 772-2020; jaundice and other come from the 2006 norm and its forms."""
    zh = {symptom.zh for symptom in RULES.symptoms}
    standard = {"发热", "咳嗽", "头痛", "咽痛", "腮腺肿大", "腹痛", "腹泻", "呕吐"}
    standard |= {"皮疹", "头晕", "乏力", "结膜充血"}
    assert standard < zh
    assert zh - standard == {"黄疸", "其他"}


def test_every_key_of_the_grid_does_one_thing() -> None:
    keys = [symptom.key for symptom in RULES.symptoms] + [mark.key for mark in RULES.marks]
    assert len(keys) == len(set(keys))
