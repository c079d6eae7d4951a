# SPDX-License-Identifier: Apache-2.0
"""What links one room to the next is data."""

import pytest

from schoolguard.flows.pack import Suspicion, load_links
from schoolguard.kernel.rule_packs import Status


def test_three_alike_in_a_day_or_five_in_three_propose_an_epidemic() -> None:
    """卫办疾控发〔2006〕65号."""
    rules = load_links()
    assert rules.suspects({"rash": 2}, {"rash": 4}) == frozenset()
    assert rules.suspects({"rash": 3}, {"rash": 3}) == {"rash"}
    assert rules.suspects({"rash": 1}, {"rash": 5, "cough": 4}) == {"rash"}


def test_a_symptom_names_the_way_back_until_the_disease_is_known() -> None:
    rules = load_links()
    assert rules.disease_of({"fever", "cough"}) == "fever_unexplained"
    assert rules.disease_of({"fever", "vomiting"}) == "gastro"
    assert rules.disease_of({"dizziness"}) == ""


@pytest.mark.parametrize(("people", "days"), [(3, 2), (1, 1)])
def test_a_window_that_nobody_counts_is_refused(people: int, days: int) -> None:
    with pytest.raises(ValueError, match="days is 1 or 3"):
        Suspicion(id="x", source="x", status=Status.LOCAL, people=people, days=days)
