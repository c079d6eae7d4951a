# SPDX-License-Identifier: Apache-2.0
"""A likelihood-ratio CUSUM for counts: for what comes slowly and never many on one day.

It adds up how much better "R times as many as usual" explains the counts than "as usual" does, and
starts anew after an alarm.
Source: Höhle & Paul, Computational Statistics & Data Analysis 52 (2008) 4357-4368.
"""

from dataclasses import dataclass
from math import log, log1p


@dataclass(frozen=True, slots=True)
class Cusum:
    """What one series has added up to.

    Attributes:
        total: before an alarm sets it back; 0 or more.
        alarm: the total has reached the limit; the next count starts from 0.
    """

    total: float = 0.0
    alarm: bool = False


def step(
    before: Cusum, count: int, mean: float, *, ratio: float, dispersion: float, limit: float
) -> Cusum:
    """Return the sum after one more count.

    Args:
        before: the sum so far.
        count: what was counted.
        mean: what was expected; above 0.
        ratio: how many times as many as usual an outbreak is taken to bring; above 1.
        dispersion: of the negative binomial, variance = mean + dispersion * mean²; 0 = Poisson.
        limit: the alarm's height.
    """
    total = max(0.0, (0.0 if before.alarm else before.total) + gain(count, mean, ratio, dispersion))
    return Cusum(total, total >= limit)


def gain(count: int, mean: float, ratio: float, dispersion: float) -> float:
    """Return the log-likelihood ratio of one count, outbreak against usual."""
    if dispersion == 0:
        return count * log(ratio) - mean * (ratio - 1)
    usual = log1p(dispersion * mean)
    raised = log1p(dispersion * ratio * mean)
    return count * log(ratio) - (count + 1 / dispersion) * (raised - usual)
