# SPDX-License-Identifier: Apache-2.0
"""Tails behave as probabilities do, down to very small ones."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.warning.tails import (
    negative_binomial_at_least,
    negative_binomial_quantile,
    poisson_at_least,
)

counts = st.integers(0, 60)
means = st.floats(0.001, 60)
sizes = st.floats(0.2, 500)


@given(counts, sizes, means)
def test_a_tail_is_a_probability_that_falls_with_the_count(
    count: int, size: float, mean: float
) -> None:
    here, next_one = (negative_binomial_at_least(each, size, mean) for each in (count, count + 1))
    assert 0 <= next_one <= here <= 1


@given(counts, sizes, means, st.floats(1.01, 3))
def test_more_expected_makes_as_many_likelier(
    count: int, size: float, mean: float, more: float
) -> None:
    usual, raised = (negative_binomial_at_least(count, size, m) for m in (mean, mean * more))
    assert raised >= usual * (1 - 1e-12)


@given(counts, means)
def test_a_very_large_size_is_poisson(count: int, mean: float) -> None:
    assert negative_binomial_at_least(count, math.inf, mean) == poisson_at_least(count, mean)
    near = negative_binomial_at_least(count, 1e9, mean)
    assert near == pytest.approx(poisson_at_least(count, mean), rel=1e-4)


@given(st.integers(1, 40), means)
def test_terms_and_tails_fit_together(count: int, mean: float) -> None:
    term = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
    between = poisson_at_least(count, mean) - poisson_at_least(count + 1, mean)
    assert between == pytest.approx(term, rel=1e-6, abs=1e-12)


def test_small_tails_keep_their_digits() -> None:
    """1 minus the rest would be 0 here: P(X >= 20) for a mean of 0.1 is about 4e-39."""
    assert poisson_at_least(20, 0.1) == pytest.approx(3.734e-39, rel=1e-2)


def test_nothing_expected_and_nothing_asked_for() -> None:
    assert poisson_at_least(0, 0.0) == 1
    assert poisson_at_least(1, 0.0) == 0
    assert negative_binomial_at_least(2, 3.0, 0.0) == 0


@given(st.floats(0.5, 0.9999), sizes, means)
def test_the_quantile_is_the_first_count_that_reaches_the_probability(
    probability: float, size: float, mean: float
) -> None:
    count = negative_binomial_quantile(probability, size, mean)
    assert 1 - negative_binomial_at_least(count + 1, size, mean) >= probability - 1e-9
    if count:
        assert 1 - negative_binomial_at_least(count, size, mean) <= probability + 1e-9
