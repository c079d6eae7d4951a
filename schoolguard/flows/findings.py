# SPDX-License-Identifier: Apache-2.0
"""Confirmed fever -> isolation room: who of a day was found and not taken in yet."""

from dataclasses import dataclass
from datetime import date, datetime

from schoolguard import absence, checks, isolation, roster
from schoolguard.checks import SheetKey
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.ids import PersonId
from schoolguard.store import View


@dataclass(frozen=True, slots=True)
class Suspect:
    """Somebody with a confirmed fever whom nobody has taken into the isolation room.

    Attributes:
        since: when the second reading was taken.
    """

    key: SheetKey
    person_id: PersonId
    name: str
    class_name: str
    since: datetime


def suspects_waiting(view: View, day: date, rules: FlowRules) -> tuple[Suspect, ...]:
    """Return the confirmed fevers of a day that led nowhere yet, the longest waiting first.

    Whoever was in the isolation room on that day, or is followed up as absent, is not among them.
    """
    found = {person_id: key for key, person_id in checks.suspects_on(view, day, rules.checks)}
    if not found:
        return ()
    handled = {line.person_id for line in isolation.stays_between(view, day, day, rules.isolation)}
    names = roster.person_names(view, found)
    classes = {one.id: one.name for one in roster.classes_on(view, day)}
    waiting = [
        Suspect(
            key,
            person_id,
            names.get(person_id, ""),
            classes.get(key.class_id, ""),
            _found_at(view, key, person_id, rules),
        )
        for person_id, key in found.items()
        if person_id not in handled and absence.open_case_of(view, person_id) is None
    ]
    return tuple(sorted(waiting, key=lambda one: (one.since, one.person_id)))


def _found_at(view: View, key: SheetKey, person_id: PersonId, rules: FlowRules) -> datetime:
    checked = checks.history(view, person_id, (key.class_id,), (key.day,), rules.checks)
    seconds = (one.second.at for one in checked if one.second is not None)
    return max(seconds, default=view.now)
