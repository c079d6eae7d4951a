# SPDX-License-Identifier: Apache-2.0
"""What is usual in a school: its rate in a stream, and how weekdays and breaks change it.

Everything shrinks towards a prior while there is little to learn from, so that nothing is ever
divided by a raw zero.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from schoolguard.warning.history import CountedDay
from schoolguard.warning.parameters import ExpectedRule


@dataclass(frozen=True, slots=True)
class Usual:
    """The school's usual level on one day.

    Attributes:
        rate: onsets a pupil-day on a day of factor 1.
        factor: today's, by weekday and break.
    """

    rate: float
    factor: float


def weekday_factors(days: Sequence[CountedDay], rule: ExpectedRule) -> dict[int, float]:
    """Return the factor of each weekday, 1 on average over the days; empty while too few.

    Days are compared by onsets a pupil, so that classes that did not report make no day quiet.
    """
    recent = days[-rule.weekday_days :]
    onsets, people = sum(day.onsets for day in recent), sum(day.people for day in recent)
    if len(recent) < rule.weekday_least_days or onsets == 0:
        return {}
    rate = onsets / people
    numbers: Counter[int] = Counter()
    shares: dict[int, float] = {}
    for day in recent:
        if day.people:
            shares[day.weekday] = shares.get(day.weekday, 0.0) + day.onsets / (rate * day.people)
            numbers[day.weekday] += 1
    raw = {
        weekday: (shares[weekday] + rule.weekday_weight) / (numbers[weekday] + rule.weekday_weight)
        for weekday in sorted(shares)
    }
    mean = sum(raw.values()) / len(raw)
    return {weekday: factor / mean for weekday, factor in raw.items()}


def usual(
    days: Sequence[CountedDay], today: CountedDay, prior_rate: float, rule: ExpectedRule
) -> Usual:
    """Return the usual level of today, learned from the days before it.

    Args:
        days: school days before today, oldest first.
        today: only its weekday, its break and its number of people are looked at.
        prior_rate: onsets a pupil-day where nothing is known.
        rule: how to learn.
    """
    factors = weekday_factors(days, rule)
    learned = days[: -rule.guard_days or None][-rule.rate_days :]
    onsets = sum(day.onsets for day in learned)
    weight = rule.rate_prior_days * today.people
    exposure = sum(day.people * _factor(day, factors, rule) for day in learned)
    if exposure + weight == 0:
        return Usual(prior_rate, _factor(today, factors, rule))
    rate = (onsets + weight * prior_rate) / (exposure + weight)
    return Usual(rate, _factor(today, factors, rule))


def _factor(day: CountedDay, factors: dict[int, float], rule: ExpectedRule) -> float:
    after_break = rule.break_factor if day.free_before >= rule.break_days else 1.0
    return factors.get(day.weekday, 1.0) * after_break
