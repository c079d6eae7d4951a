# SPDX-License-Identifier: Apache-2.0
"""A roll is short and forgets nobody."""

from hypothesis import given
from hypothesis import strategies as st

from schoolguard.checks.roll import is_on_roll, write_roll
from schoolguard.kernel.ids import PersonId

people = st.sets(st.integers(1, 200).map(PersonId), max_size=60)


def test_ids_in_a_row_are_one_span() -> None:
    assert write_roll(PersonId(n) for n in (3, 1, 2, 7)) == "1-3,7"
    assert write_roll([]) == ""


@given(people)
def test_exactly_those_on_a_roll_are_found_on_it(on_it: set[PersonId]) -> None:
    roll = write_roll(on_it)
    assert {n for n in range(1, 202) if is_on_roll(PersonId(n), roll)} == on_it
