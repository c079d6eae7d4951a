# SPDX-License-Identifier: Apache-2.0
"""Onsets, not heads: the day on which a pupil fell ill counts once until well for seven days.

Signs of illness come from checks, absence, the isolation room and home follow-up; the same child
shows up in several of them, day after day. Counting heads instead of onsets would give eight false
alarms for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schoolguard.kernel.ids import PersonId
from schoolguard.warning.legal import Onset


@dataclass(frozen=True, slots=True)
class Sign:
    """A pupil was seen or said to be ill in a stream on a day.

    Attributes:
        onset_on: the day on which it began, where somebody asked; never after `day`.
    """

    person_id: PersonId
    day: date
    onset_on: date | None = None


def onsets(signs: Iterable[Sign], well_days: int) -> tuple[Onset, ...]:
    """Return the onsets behind signs of one stream, by day and person.

    Args:
        signs: in any order, the same one possibly more than once.
        well_days: days without a sign after which a new sign is a new illness.
    """
    by_person: dict[PersonId, set[date]] = {}
    for sign in signs:
        days = by_person.setdefault(sign.person_id, set())
        days.add(sign.day)
        if sign.onset_on is not None and sign.onset_on <= sign.day:
            days.add(sign.onset_on)
    found = [
        Onset(person_id, day)
        for person_id, days in by_person.items()
        for day in _beginnings(sorted(days), well_days)
    ]
    return tuple(sorted(found, key=lambda onset: (onset.day, onset.person_id)))


def _beginnings(days: list[date], well_days: int) -> list[date]:
    """Return the days that no other ill day precedes closely."""
    found: list[date] = []
    last: date | None = None
    for day in days:
        if last is None or (day - last).days > well_days:
            found.append(day)
        last = day
    return found
