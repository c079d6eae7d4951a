# SPDX-License-Identifier: Apache-2.0
"""EARS C2: today's count against mean and deviation of a baseline that ends two days ago.

Inspectors and disease control centres know it; by itself it cries wolf on small units, so it is
used on grades and schools only, with a least deviation, as a line of information.
Sources: Hutwagner et al., MMWR 2003;52 (EARS); Tokars et al., Emerg Infect Dis 2009;15:533-539
(least deviation, longer baseline).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev


@dataclass(frozen=True, slots=True)
class C2Rule:
    """How C2 looks back.

    Attributes:
        baseline_days: how many days make the baseline; 2 or more.
        guard_days: how many days before today are left out.
        deviations: how many standard deviations above the mean the bound lies.
        least_deviation: no deviation is taken to be smaller.
        poisson_floor: take the square root of the mean as a floor, too.
    """

    baseline_days: int
    guard_days: int
    deviations: float
    least_deviation: float
    poisson_floor: bool = False


def upper_bound(counts: Sequence[float], rule: C2Rule) -> float | None:
    """Return the bound for the day after `counts`; None while the history is too short.

    Args:
        counts: the days before today, oldest first.
        rule: how to look back.
    """
    if len(counts) < rule.baseline_days + rule.guard_days:
        return None
    end = len(counts) - rule.guard_days
    baseline = counts[end - rule.baseline_days : end]
    mean = fmean(baseline)
    floors = (stdev(baseline, mean), rule.least_deviation, sqrt(mean) if rule.poisson_floor else 0)
    return mean + rule.deviations * max(floors)
