# SPDX-License-Identifier: Apache-2.0
"""A simulated school for the statistics: ordinary illness, and waves put into one class.

Fifty classes, two terms of a hundred school days, busy Mondays, a winter, days that vary together,
classes that differ, a little clustering. Everything follows from the seed.
"""

import math
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from schoolguard.warning.history import Count, CountedDay
from schoolguard.warning.parameters import Unit, UnitKind

CLASSES = 50
GRADE_OF = {
    Unit(UnitKind.CLASS, number): Unit(UnitKind.GRADE, number * 6 // CLASSES)
    for number in range(CLASSES)
}
SCHOOL_DAYS = 200
_WEEKDAYS = (1.25, 1.02, 0.95, 0.90, 0.88)
_BREAKS = {50: 8, 100: 30, 150: 8}
"""School day -> free days before it."""


@dataclass(frozen=True, slots=True)
class School:
    """Sizes and risks of the classes of one simulated school."""

    sizes: tuple[int, ...]
    risks: tuple[float, ...]


def draw_school(rng: Random) -> School:
    sizes = tuple(rng.randint(34, 56) for _ in range(CLASSES))
    return School(sizes, tuple(rng.gammavariate(16, 1 / 16) for _ in range(CLASSES)))


def draw_year(
    rng: Random, rate: float, school: School, days: int = SCHOOL_DAYS
) -> list[dict[int, int]]:
    """Return the ordinary onsets of each school day by class; `rate` a pupil and day."""
    year = []
    for number, (day, free) in enumerate(school_days(days)):
        season = 1 + 0.35 * math.cos(2 * math.pi * (number - 80) / SCHOOL_DAYS)
        together = rng.gammavariate(25, 1 / 25)
        busy = _WEEKDAYS[day.weekday()] * (1.2 if free >= 7 else 1)
        level = rate * season * together * busy
        year.append(
            {
                each: _negative_binomial(rng, size * risk * level, 0.1)
                for each, (size, risk) in enumerate(zip(school.sizes, school.risks, strict=True))
            }
        )
    return year


def school_days(days: int = SCHOOL_DAYS) -> list[tuple[date, int]]:
    """Return school days, each with the number of free days before it."""
    day, found = date(2025, 9, 1), [(date(2025, 9, 1), 60)]
    while len(found) < days:
        before = day
        day += timedelta(days=_BREAKS.get(len(found), 0) + 1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        found.append((day, (day - before).days - 1))
    return found


def counted(year: list[dict[int, int]], school: School) -> list[CountedDay]:
    """Return a year as the statistics take it."""
    return [
        CountedDay(
            day,
            day.weekday(),
            free,
            new_term=free > 20,
            classes={
                Unit(UnitKind.CLASS, each): Count(onsets[each], school.sizes[each])
                for each in onsets
            },
        )
        for onsets, (day, free) in zip(year, school_days(len(year)), strict=True)
    ]


def flu(rng: Random, size: int) -> Counter[int]:
    """Return the reported cases of influenza in one class by school day, day 0 the first.

    One or two days latent, four infectious; seven of ten show symptoms, seven of ten of these stay
    at home from the first or the second day on; three of four pupils are susceptible; nobody
    catches it in class at a weekend, whose onsets are booked on the next school day. About half
    of the chains die out before the fifth case and are drawn again; the others have a median of
    fourteen.
    """
    while True:
        cases = _flu_chain(rng, size)
        if sum(cases.values()) >= 5:
            first = min(cases)
            return Counter({day - first: number for day, number in cases.items()})


def _flu_chain(rng: Random, size: int) -> Counter[int]:
    susceptible = round(0.75 * size)
    spreading: list[tuple[int, int]] = []
    cases: Counter[int] = Counter()
    starts_on = rng.randrange(5)

    def fall_ill(day: int) -> None:
        begins = day + rng.choice((1, 2))
        shows = rng.random() < 0.7
        at_home = shows and rng.random() < 0.7
        spreading.append((begins, begins + (rng.randrange(2) if at_home else 4)))
        if shows:
            cases[_school_days_before(begins, starts_on)] += 1

    fall_ill(-1)
    for day in range(30):
        if (day + starts_on) % 7 < 5:
            near = sum(begins <= day < ends for begins, ends in spreading)
            risk = 1 - math.exp(-1.5 * near / size)
            caught = sum(rng.random() < risk for _ in range(susceptible))
            susceptible -= caught
            for _ in range(caught):
                fall_ill(day)
    return cases


def _school_days_before(day: int, starts_on: int) -> int:
    return sum((each + starts_on) % 7 < 5 for each in range(day))


def norovirus(rng: Random) -> Counter[int]:
    """Return a point source in one class: all within three days."""
    total = rng.randint(6, 12)
    return Counter(rng.choices((0, 1, 2), weights=(5, 3, 1))[0] for _ in range(total)) + Counter(
        {0: 1}
    )


def varicella(rng: Random) -> Counter[int]:
    """Return generations fourteen days apart in one class, ten school days each."""
    cases: Counter[int] = Counter({0: 1})
    for generation, most in ((1, 5), (2, 6), (3, 4)):
        for _ in range(rng.randint(2, most)):
            cases[max(1, round(rng.gauss(10 * generation, 1.5)))] += 1
    return cases


def _negative_binomial(rng: Random, mean: float, dispersion: float) -> int:
    """Draw a gamma-Poisson count by multiplying uniforms (means are small)."""
    limit, count, product = math.exp(-rng.gammavariate(1 / dispersion, dispersion * mean)), 0, 1.0
    while True:
        product *= rng.random()
        if product <= limit:
            return count
        count += 1
