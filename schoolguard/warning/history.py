# SPDX-License-Identifier: Apache-2.0
"""What one stream of symptoms remembers: days as counted, and what was expected on each.

A class that did not report on a day has no entry for it: it is neither zero nor expected.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import fsum
from typing import Final

from schoolguard.warning.cusum import Cusum
from schoolguard.warning.parameters import Unit


@dataclass(frozen=True, slots=True)
class Count:
    """One unit on one school day.

    Attributes:
        onsets: pupils whose illness in the stream began that day; 0 = asked, none.
        people: pupils enrolled and expected.
    """

    onsets: int
    people: int


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One school day of one stream.

    Attributes:
        weekday: 0 = Monday; a make-up school day goes by the weekday it stands for.
        free_before: days without school just before it.
        new_term: the first school day of a term.
        classes: those that reported; the others are not zero but missing.
        rooms: dormitory rooms, whose pupils are also counted in their classes.
        left_out: units in an outbreak that the school has confirmed: they teach nothing usual.
        onsets: all those of the reporting classes; people: everybody in them.
    """

    day: date
    weekday: int
    free_before: int
    new_term: bool
    classes: Mapping[Unit, Count]
    rooms: Mapping[Unit, Count] = field(default_factory=dict)
    left_out: frozenset[Unit] = frozenset()
    onsets: int = field(init=False, compare=False)
    people: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Add up once what every later day asks for."""
        counts = self.classes.values()
        object.__setattr__(self, "onsets", sum(count.onsets for count in counts))
        object.__setattr__(self, "people", sum(count.people for count in counts))


@dataclass(frozen=True, slots=True)
class UnitDay:
    """One unit on one day, with what was expected then.

    Attributes:
        number: of the school day, counted from 0.
        expected: by the school's rate alone.
        forecast: by the unit's own history too.
        usual: may teach what is usual.
        cusum: what a class has added up to on that day.
    """

    number: int
    onsets: int
    expected: float
    forecast: float
    usual: bool = True
    cusum: Cusum | None = None


class UnitHistory:
    """The days of one unit, oldest first; only as many as anything still asks for."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._days: list[UnitDay] = []

    def add(self, entry: UnitDay) -> None:
        """Append a day; the oldest falls out when there are too many."""
        self._days.append(entry)
        if len(self._days) > 2 * self._longest:
            del self._days[: -self._longest]

    def rewind(self, number: int) -> None:
        """Forget a day and all after it."""
        while self._days and self._days[-1].number >= number:
            self._days.pop()

    @property
    def newest(self) -> UnitDay | None:
        """The last day; None before any."""
        return self._days[-1] if self._days else None

    def usual_until(self, number: int, most: int) -> list[UnitDay]:
        """Return the newest usual days up to a day's number, at most so many, newest first."""
        found: list[UnitDay] = []
        for entry in reversed(self._days):
            if entry.number <= number and entry.usual:
                found.append(entry)
                if len(found) == most:
                    break
        return found

    def since(self, number: int) -> list[UnitDay]:
        """Return the days from a day's number on, newest first."""
        found: list[UnitDay] = []
        for entry in reversed(self._days):
            if entry.number < number:
                break
            found.append(entry)
        return found


NO_HISTORY: Final = UnitHistory(0)


def sums(entries: list[UnitDay]) -> tuple[int, float]:
    """Return onsets and expected onsets of days, added up."""
    return sum(entry.onsets for entry in entries), fsum(entry.expected for entry in entries)
