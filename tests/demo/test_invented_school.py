# SPDX-License-Identifier: Apache-2.0
"""The invented school: as many as asked for, the same for the same seed, with rare characters."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolguard.demo.invented_school import invent_people
from schoolguard.demo.wave import draw_wave

AUTUMN = date(2026, 11, 24)


@pytest.mark.parametrize("pupils", [1, 40, 100, 1200])
def test_as_many_pupils_as_asked_for_and_some_staff(pupils: int) -> None:
    people = invent_people(pupils, 1, AUTUMN)
    assert sum(person.is_pupil for person in people) == pupils
    assert sum(not person.is_pupil for person in people) >= 6


def test_a_seed_means_one_school() -> None:
    assert invent_people(60, 7, AUTUMN) == invent_people(60, 7, AUTUMN)
    assert invent_people(60, 7, AUTUMN) != invent_people(60, 8, AUTUMN)


def test_names_that_programs_lose_are_among_the_pupils() -> None:
    names = {person.name for person in invent_people(40, 1, AUTUMN)}
    assert {"王䶮", "李㳚", "陈𬱖", "鿍小禾", "张𠅤宇"} <= names


def test_a_large_school_fills_nine_grades_with_classes_of_a_usual_size() -> None:
    people = [person for person in invent_people(1200, 1, AUTUMN) if person.is_pupil]
    sizes = Counter(person.group for person in people)
    assert len(sizes) == 27
    assert max(sizes.values()) <= 45
    assert any(person.boards for person in people)


def test_no_two_people_share_a_number_or_a_bed() -> None:
    people = invent_people(1200, 1, AUTUMN)
    assert len({person.student_number for person in people}) == len(people)
    beds = [(p.building, p.room, p.bed) for p in people if p.boards]
    assert len(set(beds)) == len(beds)


@given(st.integers(1, 20), st.integers(0, 5))
@settings(max_examples=20, deadline=None)
def test_whoever_falls_ill_comes_back_after_staying_home(days: int, seed: int) -> None:
    groups = {"a": range(200), "b": range(200, 400), "c": range(400, 600)}
    for person, away in draw_wave(groups, days, seed).items():
        assert 0 <= person < 600
        assert 0 <= away.first < days
        assert away.first <= away.home < away.back
        assert (away.disease is None) == (away.home == away.first)
