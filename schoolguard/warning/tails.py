# SPDX-License-Identifier: Apache-2.0
"""Tails of the Poisson and the negative binomial distribution, with the standard library alone.

A tail is added up from its first term, never taken as 1 minus the rest, so that very small
probabilities keep their digits. The negative binomial is written with size and mean: a
gamma-Poisson mixture whose variance is mean + mean²/size.
"""

from collections.abc import Iterator
from itertools import accumulate, islice
from math import exp, fsum, inf, lgamma, log, log1p

_ENOUGH = 1e-17
"""A further term below this share of the sum no longer changes a double."""

_MOST_TERMS = 100_000


def poisson_at_least(count: int, mean: float) -> float:
    """Return P(X >= count) for X ~ Poisson(mean)."""
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    first = exp(count * log(mean) - mean - lgamma(count + 1))
    ratios = (mean / (step + 1) for step in _from(count))
    if count > mean:
        return _sum(first, ratios)
    return 1 - _below(exp(-mean), (mean / (step + 1) for step in _from(0)), count)


def negative_binomial_at_least(count: int, size: float, mean: float) -> float:
    """Return P(X >= count) for X ~ NB(size, mean).

    Args:
        count: 0 or more.
        size: above 0; the larger, the nearer to Poisson.
        mean: 0 or more.
    """
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if size == inf:
        return poisson_at_least(count, mean)
    share = mean / (size + mean)
    none = -size * log1p(mean / size)
    ratios = ((size + step) / (step + 1) * share for step in _from(count))
    if count > mean:
        first = exp(
            lgamma(count + size) - lgamma(size) - lgamma(count + 1) + none + count * log(share)
        )
        return _sum(first, ratios)
    return 1 - _below(exp(none), ((size + step) / (step + 1) * share for step in _from(0)), count)


def negative_binomial_quantile(probability: float, size: float, mean: float) -> int:
    """Return the smallest count x with P(X <= x) >= probability, for X ~ NB(size, mean)."""
    share = mean / (size + mean)
    term = exp(-size * log1p(mean / size))
    below = term
    count = 0
    # Doubles near 1 are coarse: a count that misses by rounding alone is the quantile.
    while below * (1 + 64 * 2.3e-16) < probability:
        term *= (size + count) / (count + 1) * share
        below += term
        count += 1
    return count


def _from(first: int) -> Iterator[int]:
    return iter(range(first, first + _MOST_TERMS))


def _sum(first: float, ratios: Iterator[float]) -> float:
    """Add up terms that fall, each being the one before times a ratio."""
    terms = [first]
    total = term = first
    for ratio in ratios:
        term *= ratio
        total += term
        terms.append(term)
        if ratio < 1 and term <= total * _ENOUGH:
            break
    return fsum(terms)


def _below(none: float, ratios: Iterator[float], count: int) -> float:
    """Return P(X < count) from P(X = 0) and the ratios of neighbouring terms."""
    terms = accumulate(islice(ratios, count - 1), lambda term, ratio: term * ratio, initial=none)
    return fsum(terms)
