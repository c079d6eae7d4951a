# SPDX-License-Identifier: Apache-2.0
"""What the statistics may never do, whatever the counts."""

import csv
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from schoolguard.warning.history import Count, CountedDay
from schoolguard.warning.monitor import LookedDay, Monitor
from schoolguard.warning.pack import load_warning_pack, read_parameters
from schoolguard.warning.parameters import SCHOOL, Tier, Unit, UnitKind

PARAMETERS = read_parameters(load_warning_pack())
MONDAY = date(2026, 9, 7)
A, B, C, EMPTY = (Unit(UnitKind.CLASS, number) for number in range(1, 5))
UNITS = {"a": A, "b": B, "c": C}
GRADES = {A: Unit(UnitKind.GRADE, 1), B: Unit(UnitKind.GRADE, 1), C: Unit(UnitKind.GRADE, 2)}
SIZE = 40


Counts = dict[str, int | None]


def school_days(counts: list[Counts]) -> list[CountedDay]:
    """Return days from Monday to Friday; None is a class that did not report."""
    days = []
    for number, onsets in enumerate(counts):
        day = MONDAY + timedelta(days=number // 5 * 7 + number % 5)
        free = 2 if number % 5 == 0 else 0
        classes = {UNITS[unit]: Count(n, SIZE) for unit, n in onsets.items() if n is not None}
        days.append(CountedDay(day, day.weekday(), free, new_term=number == 0, classes=classes))
    return days


def live(days: list[CountedDay], rate: float = 0.0004) -> list[LookedDay]:
    watching = Monitor(rate, PARAMETERS, GRADES)
    return [watching.live(day) for day in days]


onsets = st.one_of(st.none(), st.sampled_from([0, 0, 0, 0, 0, 1, 1, 2, 5]))
histories = st.lists(st.fixed_dictionaries(dict.fromkeys("abc", onsets)), min_size=1, max_size=40)


@given(histories)
@settings(max_examples=60)
def test_the_order_of_classes_changes_nothing(counts: list[Counts]) -> None:
    turned = [dict(reversed(day.items())) for day in counts]
    for here, there in zip(live(school_days(counts)), live(school_days(turned)), strict=True):
        assert here.units == there.units
        assert here.usual == there.usual


@given(histories)
@settings(max_examples=60)
def test_looking_again_at_the_same_day_changes_nothing(
    counts: list[Counts],
) -> None:
    days = school_days(counts)
    watching = Monitor(0.0004, PARAMETERS, GRADES)
    for day in days[:-1]:
        watching.live(day)
    assert watching.look(days[-1]) == watching.look(days[-1]) == watching.live(days[-1])


@given(histories)
@settings(max_examples=60)
def test_an_empty_class_changes_nothing_for_the_others(
    counts: list[Counts],
) -> None:
    days = school_days(counts)
    with_empty = [
        CountedDay(
            day.day,
            day.weekday,
            day.free_before,
            day.new_term,
            {**day.classes, EMPTY: Count(0, 0)},
        )
        for day in days
    ]
    for here, there in zip(live(days), live(with_empty), strict=True):
        for unit in set(here.units) - {SCHOOL}:
            assert here.units[unit] == there.units[unit]


@given(histories)
@settings(max_examples=60)
def test_more_onsets_today_are_never_likelier(counts: list[Counts]) -> None:
    days = school_days([*counts, {"a": 2, "b": 0, "c": 0}])
    more = school_days([*counts, {"a": 3, "b": 0, "c": 0}])
    few, many = (live(each)[-1].units[A].finding for each in (days, more))
    assert few is not None
    assert many is not None
    assert many.probability <= few.probability


@given(histories, st.integers(0, 39))
@settings(max_examples=60)
def test_living_days_again_after_going_back_changes_nothing(
    counts: list[Counts], back_to: int
) -> None:
    days = school_days(counts)
    watching = Monitor(0.0004, PARAMETERS, GRADES)
    first = [watching.live(day) for day in days]
    back = min(back_to, len(days))
    watching.rewind(back)
    assert [watching.live(day) for day in days[back:]] == first[back:]


def test_a_class_that_did_not_report_is_missing_not_zero() -> None:
    silent = live(school_days([{"a": 0, "b": None, "c": 0}] * 30))[-1]
    assert silent.missing == {B}
    assert B not in silent.units
    told = live(school_days([{"a": 0, "b": None, "c": 0}] * 30 + [{"a": 0, "b": 2, "c": 0}]))[-1]
    quiet: list[Counts] = [{"a": 0, "b": 0, "c": 0}] * 30
    zeros = live(school_days([*quiet, {"a": 0, "b": 2, "c": 0}]))[-1]
    assert told.units[B].forecast.mean > zeros.units[B].forecast.mean


def test_one_onset_after_a_year_of_zeros_is_no_finding() -> None:
    quiet: list[Counts] = [dict.fromkeys("abc", 0)] * 60
    looked = live(school_days([*quiet, {"a": 1, "b": 0, "c": 0}]))[-1]
    assert looked.units[A].finding is None
    assert looked.units[A].tier is Tier.NONE


def test_a_confirmed_outbreak_teaches_nothing_usual() -> None:
    wave: list[Counts] = [{"a": 4, "b": 0, "c": 0}] * 5
    quiet: list[Counts] = [dict.fromkeys("abc", 0)] * 20
    plain = school_days([*quiet, *wave, *quiet])
    confirmed = [
        CountedDay(
            day.day,
            day.weekday,
            day.free_before,
            day.new_term,
            day.classes,
            left_out=frozenset({A}) if number in range(20, 25) else frozenset(),
        )
        for number, day in enumerate(plain)
    ]
    learned, spared = (live(days)[-1].units[A].forecast.mean for days in (plain, confirmed))
    assert spared < learned


def test_hagelloch_1861_is_noticed_with_the_second_case() -> None:
    """Measles in the first class of thirty: amber within two days of the first rash.

    Source: Pfeilsticker 1863, as in the reference series `hagelloch_rash_1stclass`.
    """
    path = Path(__file__).with_name("vectors") / "ears_c2_hagelloch_rash_1stclass.csv"
    with path.open(encoding="utf-8") as file:
        observed = [int(row["observed"]) for row in csv.DictReader(file)]
    start = date(1861, 10, 1)
    watching = Monitor(0.0004, PARAMETERS, {A: Unit(UnitKind.GRADE, 1)})
    spoke = None
    for number, cases in enumerate(observed):
        day = start + timedelta(days=number)
        looked = watching.live(
            CountedDay(day, day.weekday(), 0, new_term=False, classes={A: Count(cases, 30)})
        )
        if spoke is None and looked.units[A].tier >= Tier.AMBER:
            spoke = number
    first = next(number for number, cases in enumerate(observed) if cases)
    assert spoke is not None
    assert spoke - first <= 2
    assert sum(observed[: spoke + 1]) <= 2
