# SPDX-License-Identifier: Apache-2.0
"""The triggers that a regulation names: so many pupils in so many days in one class or room.

Days are calendar days, school or not; a pupil counts once in a window. What a trigger finds is
never suppressed, delayed or overruled by any statistic.
Source: 卫办疾控发〔2006〕65号 (3例/1天，或连续3天内5例以上；以上含本数).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from schoolguard.kernel.ids import PersonId


@dataclass(frozen=True, slots=True)
class Onset:
    """The day on which a pupil's illness began."""

    person_id: PersonId
    day: date


@dataclass(frozen=True, slots=True)
class Reached:
    """A window in which a trigger was reached.

    Attributes:
        first_on: first day of the window.
        last_on: its last day, one with an onset.
        people: distinct pupils, those whose illness began first in front.
    """

    first_on: date
    last_on: date
    people: tuple[PersonId, ...]


def reached(onsets: Iterable[Onset], count: int, window_days: int) -> tuple[Reached, ...]:
    """Return every window that ends on a day with an onset and holds enough pupils, oldest first.

    Args:
        onsets: of one stream in one unit, in any order; a pupil may stand there more than once.
        count: distinct pupils needed; the number itself is enough.
        window_days: calendar days, the last one included.
    """
    by_day: dict[date, list[PersonId]] = {}
    for one in sorted(set(onsets), key=lambda onset: (onset.day, onset.person_id)):
        by_day.setdefault(one.day, []).append(one.person_id)
    found = []
    for last_on in by_day:
        first_on = last_on - timedelta(days=window_days - 1)
        people = _distinct(by_day, first_on, last_on)
        if len(people) >= count:
            found.append(Reached(first_on, last_on, people))
    return tuple(found)


def _distinct(
    by_day: Mapping[date, list[PersonId]], first_on: date, last_on: date
) -> tuple[PersonId, ...]:
    seen = dict.fromkeys(
        person for day, people in by_day.items() if first_on <= day <= last_on for person in people
    )
    return tuple(seen)
