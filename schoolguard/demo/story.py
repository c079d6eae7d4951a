# SPDX-License-Identifier: Apache-2.0
"""What each check finds: turns the wave into entries, person by person.

Whoever falls ill is found in the morning or at noon and fetched; the sessions after that, and the
days at home, they are absent. Everybody else is measured, with the small spread of healthy people
and now and then a forehead that was too warm from running.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from schoolguard import checks
from schoolguard.demo.wave import Away
from schoolguard.kernel.check_session import CheckSession

_MEAN, _SPREAD = 364, 2.2
_COOLEST, _WARMEST = 357, 370
_RUNNING = 0.0008
_MISSED = 0.0015
_FOREHEAD_FALSE_ALARM = 375


@dataclass(frozen=True, slots=True)
class Found:
    """What one check finds of one person.

    Attributes:
        second: tenths of a degree of the second reading, where the first calls for one.
    """

    entry: checks.Entry
    second: int | None = None


class Story:
    """The entries of every check, drawn from one stream of chance."""

    def __init__(self, wave: Mapping[int, Away], seed: int) -> None:
        self._wave = wave
        self._chance = Random(seed)  # noqa: S311 - a game of dice, not a secret

    def away(self, person: int) -> Away | None:
        """Return what happens to a person in these days; None when nothing does."""
        return self._wave.get(person)

    def find(self, person: int, day: int, session: CheckSession) -> Found:
        """Return what a check finds; call it once for each person, day and session, in order."""
        away = self.away(person)
        if away is None or not away.first <= day < away.back:
            return self._well()
        shows = CheckSession.MORNING if person % 3 else CheckSession.NOON
        if day >= away.home or session > shows:
            return Found(checks.Entry(checks.State.ABSENT))
        if session < shows or away.disease is None:
            return self._well()
        if not away.disease.fever:
            healthy = self._healthy()
            measured = checks.State.MEASURED
            return Found(checks.Entry(measured, healthy, symptoms=away.disease.symptoms))
        first = 377 + self._chance.randrange(14)
        entry = checks.Entry(checks.State.MEASURED, first, symptoms=away.disease.symptoms)
        return Found(entry, first + self._chance.randrange(-1, 4))

    def _well(self) -> Found:
        dice = self._chance.random()
        if dice < _RUNNING:
            warm = checks.Entry(checks.State.MEASURED, _FOREHEAD_FALSE_ALARM)
            return Found(warm, self._healthy())
        if dice < _RUNNING + _MISSED:
            return Found(checks.Entry(checks.State.NOT_CHECKED))
        return Found(checks.Entry(checks.State.MEASURED, self._healthy()))

    def _healthy(self) -> int:
        return min(_WARMEST, max(_COOLEST, round(self._chance.gauss(_MEAN, _SPREAD))))
