# SPDX-License-Identifier: Apache-2.0
"""A trigger is reached whenever its numbers are, and never without them.

Source: 卫办疾控发〔2006〕65号.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.kernel.ids import PersonId
from schoolguard.warning.legal import Onset, reached
from schoolguard.warning.onsets import Sign, onsets

FRIDAY = date(2026, 11, 20)


def fell_ill(*people_by_day: int) -> list[Onset]:
    """Return so many pupils on each day from Friday on, all different."""
    number = 0
    found = []
    for offset, people in enumerate(people_by_day):
        for _ in range(people):
            number += 1
            found.append(Onset(PersonId(number), FRIDAY + timedelta(days=offset)))
    return found


@pytest.mark.parametrize(
    ("people", "count", "window", "is_reached"),
    [
        ((3,), 3, 1, True),
        ((2,), 3, 1, False),
        ((2, 1), 3, 1, False),
        ((2, 1, 2), 5, 3, True),
        ((2, 0, 2), 5, 3, False),
        ((4, 0, 0, 1), 5, 3, False),
        ((1, 3, 1), 5, 3, True),
    ],
)
def test_the_number_itself_is_enough_and_weekends_count(
    people: tuple[int, ...], count: int, window: int, *, is_reached: bool
) -> None:
    assert bool(reached(fell_ill(*people), count, window)) is is_reached


def test_a_pupil_counts_once_in_a_window() -> None:
    twice = [Onset(PersonId(1), FRIDAY), Onset(PersonId(1), FRIDAY + timedelta(days=1))]
    assert reached(twice, 2, 3) == ()


days = st.integers(0, 12).map(lambda offset: FRIDAY + timedelta(days=offset))
people = st.integers(1, 8).map(PersonId)
lists = st.lists(st.builds(Onset, people, days), max_size=30)


@given(lists, st.integers(1, 5), st.integers(1, 7))
def test_a_trigger_is_reached_exactly_when_some_window_holds_enough(
    found: list[Onset], count: int, window: int
) -> None:
    spans = [FRIDAY + timedelta(days=offset) for offset in range(-7, 20)]
    most = max(
        len({one.person_id for one in found if 0 <= (last - one.day).days < window})
        for last in spans
    )
    assert bool(reached(found, count, window)) is (most >= count)


@given(lists, st.builds(Onset, people, days), st.integers(1, 5), st.integers(1, 7))
def test_one_more_onset_never_takes_a_trigger_back(
    found: list[Onset], more: Onset, count: int, window: int
) -> None:
    if reached(found, count, window):
        assert reached([*found, more], count, window)


signs = st.lists(st.builds(Sign, people, days, st.one_of(st.none(), days)), max_size=30)


@given(signs)
def test_telling_the_same_twice_in_any_order_changes_nothing(told: list[Sign]) -> None:
    assert onsets(told, 7) == onsets([*reversed(told), *told], 7)


def test_an_illness_counts_once_until_well_for_seven_days() -> None:
    ill = [Sign(PersonId(1), FRIDAY + timedelta(days=offset)) for offset in (0, 1, 4, 11, 19)]
    assert [one.day for one in onsets(ill, 7)] == [FRIDAY, FRIDAY + timedelta(days=19)]


def test_the_day_that_somebody_asked_for_is_the_onset() -> None:
    asked = [Sign(PersonId(1), FRIDAY, FRIDAY - timedelta(days=2))]
    assert [one.day for one in onsets(asked, 7)] == [FRIDAY - timedelta(days=2)]
