# SPDX-License-Identifier: Apache-2.0
"""What the invented checks find: entries that the rules accept, in all four values."""

import pytest

from schoolguard import checks
from schoolguard.demo.story import Manner, Story, manner_of
from schoolguard.demo.wave import FLU, STOMACH_BUG, Away
from schoolguard.kernel.check_session import CheckSession

MORNING, NOON, EVENING = CheckSession
FOUND_IN_THE_MORNING, FOUND_AT_NOON = 1, 3


def story(person: int, away: Away) -> Story:
    return Story({person: away}, seed=1)


@pytest.mark.parametrize(("person", "shows"), [(FOUND_IN_THE_MORNING, 0), (FOUND_AT_NOON, 1)])
def test_a_fever_is_found_rechecked_and_then_absent(person: int, shows: int) -> None:
    played = story(person, Away(2, 3, 5, FLU))
    found = [played.find(person, 2, session) for session in CheckSession]
    assert found[shows].second is not None
    assert (found[shows].entry.decicelsius or 0) >= 373
    assert found[shows].entry.symptoms == FLU.symptoms
    assert all(one.entry.state is checks.State.ABSENT for one in found[shows + 1 :])
    assert played.find(person, 4, MORNING).entry.state is checks.State.ABSENT
    assert played.find(person, 5, MORNING).entry.state is not checks.State.ABSENT


def test_a_stomach_bug_shows_by_symptoms_without_fever() -> None:
    found = story(1, Away(0, 1, 3, STOMACH_BUG)).find(1, 0, MORNING)
    assert found.second is None
    assert found.entry.symptoms == {"vomiting"}


def test_leave_is_absent_from_the_first_check() -> None:
    assert story(1, Away(0, 0, 2, None)).find(1, 0, MORNING).entry.state is checks.State.ABSENT


def test_a_class_without_a_thermometer_is_observed_and_a_copied_one_too_regular() -> None:
    played = Story({}, seed=1)
    observed = {played.find(n, 0, NOON, Manner.OBSERVED).entry for n in range(20)}
    copied = {played.find(n, 0, NOON, Manner.COPIED).entry for n in range(20)}
    assert observed == {checks.Entry(checks.State.OBSERVED)}
    assert copied == {checks.Entry(checks.State.MEASURED, 365)}


def test_healthy_people_stay_below_every_fever_line() -> None:
    rules = checks.load_rules()
    played = Story({}, seed=1)
    usual = [played.find(n, 0, EVENING).entry.decicelsius for n in range(3000)]
    warm = [value for value in usual if value is not None and value > 370]
    assert len(warm) < 15
    assert all(value < 380 for value in warm)
    assert min(value for value in usual if value) >= 355
    assert rules.lowest_fever_decicelsius <= 370


def test_most_sheets_are_measured() -> None:
    manners = [
        manner_of(day, s, place) for day in range(10) for s in CheckSession for place in range(30)
    ]
    assert manners.count(Manner.OBSERVED) == 2
    assert manners.count(Manner.COPIED) == 2
