# SPDX-License-Identifier: Apache-2.0
"""The gamma-Poisson scan: how likely so many onsets, or more, would be if all were as usual.

Each unit is asked for several lengths of days; the least likely one is reported. The forecast
mixes the school's rate with the unit's own history, and the size of the negative binomial says how
sure it is. Thresholds were calibrated by simulation, so nothing is drawn at random: the same
counts always give the same answer.
Sources: Neill et al., Int J Forecasting 2009;25:498-517 (expectation-based scan); Tango et al.,
Biometrics 2011;67:106-115 (school absentees); R surveillance, algo.bayes (predictive step).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from schoolguard.warning.history import UnitDay, sums
from schoolguard.warning.parameters import ExpectedRule, ScanRule, Tier, UnitKind
from schoolguard.warning.tails import negative_binomial_at_least


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a unit may expect of one day.

    Attributes:
        expected: by the school's rate alone.
        mean: by its own history too.
        size: of the negative binomial; a grade's depends on the window and is found there.
    """

    expected: float
    mean: float
    size: float


@dataclass(frozen=True, slots=True)
class Finding:
    """The least likely window of a unit.

    Attributes:
        probability: of so many onsets or more.
        window: school days, today included.
        mean: how many were to be expected in them.
    """

    probability: float
    window: int
    onsets: int
    mean: float

    def tier(self, kind: UnitKind, rule: ScanRule) -> Tier:
        """Return how much it weighs for a kind of unit."""
        if self.probability < rule.red[kind]:
            return Tier.RED
        return Tier.AMBER if self.probability < rule.amber[kind] else Tier.NONE


def unit_forecast(expected: float, learned: list[UnitDay], rule: ExpectedRule) -> Forecast:
    """Return the forecast of a class or room from its usual days."""
    onsets, before = sums(learned)
    size = rule.unit_weight + onsets
    return Forecast(expected, expected * size / (rule.unit_weight + before), size)


def group_forecast(expected: float, learned: list[UnitDay], rule: ExpectedRule) -> Forecast:
    """Return the forecast of a grade or the school; `size` is the weight of its level alone."""
    onsets, before = sums(learned)
    level = (rule.group_weight + onsets) / (rule.group_weight + before)
    return Forecast(expected, expected * level, rule.group_weight + onsets)


def scan_unit(
    today: UnitDay, recent: Sequence[UnitDay], size: float, rule: ScanRule
) -> Finding | None:
    """Return the least likely window of a class or room; None where there are too few onsets.

    Args:
        today: counted and forecast.
        recent: the days before, newest first, as many as the longest window.
        size: of today's forecast.
        rule: windows and least count.
    """
    best: Finding | None = None
    for window in rule.windows:
        onsets, mean = _window(today, recent, window)
        if onsets >= rule.least_count and mean > 0:
            found = Finding(negative_binomial_at_least(onsets, size, mean), window, onsets, mean)
            if best is None or found.probability < best.probability:
                best = found
    return best


def scan_group(
    today: UnitDay,
    recent: Sequence[UnitDay],
    dispersion: float,
    before: float,
    rule: ScanRule,
    group_weight: float,
) -> Finding | None:
    """Return the least likely window of a grade or the school; None where there is none.

    Args:
        today: counted and forecast.
        recent: the days before, newest first.
        dispersion: how much its classes vary together, from `group_dispersion`.
        before: onsets forecast over the days of its history, added up.
        rule: windows, least count and the day from which a window counts.
        group_weight: the weight of the prior.
    """
    best: Finding | None = None
    for window in rule.windows:
        onsets, mean = _window(today, recent, window)
        early = today.number + 1 < rule.group_first_day + window
        if early or onsets < rule.group_least_count or mean <= 0:
            continue
        size = 1 / (dispersion / window + 1 / (group_weight + before))
        found = Finding(negative_binomial_at_least(onsets, size, mean), window, onsets, mean)
        if best is None or found.probability < best.probability:
            best = found
    return best


def group_dispersion(learned: list[UnitDay], level: float, rule: ScanRule) -> float:
    """Return how much more a group varies than Poisson, never below the rule's least."""
    squares = fsum((entry.expected * level) ** 2 for entry in learned)
    if squares == 0:
        return rule.group_least_dispersion
    excess = fsum(
        (entry.onsets - entry.expected * level) ** 2 - entry.expected * level for entry in learned
    )
    return max(rule.group_least_dispersion, excess / squares)


def _window(today: UnitDay, recent: Sequence[UnitDay], window: int) -> tuple[int, float]:
    first = today.number - window + 1
    onsets, means = today.onsets, [today.forecast]
    for entry in recent:
        if entry.number < first:
            break
        onsets += entry.onsets
        means.append(entry.forecast)
    return onsets, fsum(means)
