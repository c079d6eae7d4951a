# SPDX-License-Identifier: Apache-2.0
"""What each check finds: turns the wave into entries, person by person.

Whoever falls ill is found in the morning or at noon and fetched; the sessions after that, and the
days at home, they are absent. Everybody else is measured, with the small spread of healthy people
and now and then a forehead that was too warm from running. Once in a while a class has no
thermometer, or a sheet on which everybody has the same number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from random import Random

from schoolguard import checks
from schoolguard.demo.wave import Away
from schoolguard.kernel.check_session import CheckSession

_MEAN, _SPREAD = 364, 2.2
_COOLEST, _WARMEST = 357, 370
_RUNNING = 0.0008
_MISSED = 0.0015
_FOREHEAD_FALSE_ALARM = 375
_COPIED = 365
_COPYING, _WITHOUT_THERMOMETER = 11, 6


@dataclass(frozen=True, slots=True)
class Found:
    """What one check finds of one person.

    Attributes:
        second: tenths of a degree of the second reading, where the first calls for one.
    """

    entry: checks.Entry
    second: int | None = None


class Manner(Enum):
    """How a class is checked: mostly as it should be, sometimes as it happens."""

    MEASURED = "measured"
    OBSERVED = "observed"
    """No thermometer at hand: everybody is looked at and asked."""

    COPIED = "copied"
    """Somebody wrote the same number for everybody."""


def manner_of(day: int, session: CheckSession, place: int) -> Manner:
    """Return how the class at a place of the school's order is checked, day counted from 0."""
    if session is CheckSession.NOON and day % 4 == 2 and place == _WITHOUT_THERMOMETER:
        return Manner.OBSERVED
    if session is CheckSession.MORNING and day % 5 == 0 and place == _COPYING:
        return Manner.COPIED
    return Manner.MEASURED


class Story:
    """The entries of every check, drawn from one stream of chance."""

    def __init__(self, wave: Mapping[int, Away], seed: int) -> None:
        self._wave = wave
        self._chance = Random(seed)  # noqa: S311 - a game of dice, not a secret

    def away(self, person: int) -> Away | None:
        """Return what happens to a person in these days; None when nothing does."""
        return self._wave.get(person)

    def find(
        self, person: int, day: int, session: CheckSession, manner: Manner = Manner.MEASURED
    ) -> Found:
        """Return what a check finds; call it once for each person, day and session, in order."""
        away = self.away(person)
        if away is None or not away.first <= day < away.back:
            return self._well(manner)
        shows = CheckSession.MORNING if person % 3 else CheckSession.NOON
        if day >= away.home or session > shows:
            return Found(checks.Entry(checks.State.ABSENT))
        if session < shows or away.disease is None:
            return self._well(manner)
        if not away.disease.fever:
            healthy = self._healthy()
            measured = checks.State.MEASURED
            return Found(checks.Entry(measured, healthy, symptoms=away.disease.symptoms))
        first = 377 + self._chance.randrange(14)
        entry = checks.Entry(checks.State.MEASURED, first, symptoms=away.disease.symptoms)
        return Found(entry, first + self._chance.randrange(-1, 4))

    def _well(self, manner: Manner) -> Found:
        if manner is Manner.OBSERVED:
            return Found(checks.Entry(checks.State.OBSERVED))
        if manner is Manner.COPIED:
            return Found(checks.Entry(checks.State.MEASURED, _COPIED))
        dice = self._chance.random()
        if dice < _RUNNING:
            warm = checks.Entry(checks.State.MEASURED, _FOREHEAD_FALSE_ALARM)
            return Found(warm, self._healthy())
        if dice < _RUNNING + _MISSED:
            return Found(checks.Entry(checks.State.NOT_CHECKED))
        return Found(checks.Entry(checks.State.MEASURED, self._healthy()))

    def _healthy(self) -> int:
        return min(_WARMEST, max(_COOLEST, round(self._chance.gauss(_MEAN, _SPREAD))))
