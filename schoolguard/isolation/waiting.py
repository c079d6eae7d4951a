# SPDX-License-Identifier: Apache-2.0
"""What the isolation room waits for, for *Today*: looks, notices, families, closed rooms, gaps."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.checklist import readiness
from schoolguard.isolation.kinds import DueKind
from schoolguard.isolation.layout import closed_rooms, rooms
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.queries import current
from schoolguard.isolation.rules import arrival_due_at, fetcher
from schoolguard.isolation.values import IsolationDue, StayLine
from schoolguard.kernel.clock import instant
from schoolguard.store import View

_LAST = instant(date(9999, 12, 31))


def due(view: View, rules: IsolationRules) -> tuple[IsolationDue, ...]:
    """Return what the room waits for: by hour, what has none last; () for who may not see it."""
    if not access.allowed(view.actor, Action.VIEW_ISOLATION):
        return ()
    found = [item for line in current(view, rules) for item in _due_of(line, view.now, rules)]
    found += _room_dues(view, rules)
    order = list(DueKind)
    return tuple(
        sorted(found, key=lambda item: (item.due_at or _LAST, order.index(item.kind), item.name))
    )


def _due_of(line: StayLine, now: datetime, rules: IsolationRules) -> Iterator[IsolationDue]:
    def item(kind: DueKind, due_at: datetime, party_id: str = "") -> IsolationDue:
        return IsolationDue(
            kind=kind,
            due_at=due_at,
            overdue=due_at < now,
            stay_id=line.id,
            room_id=line.room_id,
            person_id=line.person_id,
            name=line.name,
            class_name=line.class_name,
            room_name=line.room_name,
            party_id=party_id,
        )

    for party_id, due_at in line.untold:
        yield item(DueKind.NOTICE, due_at, party_id)
    if line.due_at is not None:
        yield item(DueKind.OBSERVATION, line.due_at)
    party = fetcher(line.kind, rules)
    told_at = line.told.get(party.id) if party else None
    comes_at = arrival_due_at(line.group, told_at, line.arrives_at, line.arrived_at, rules)
    if comes_at is not None and party is not None and comes_at < now:
        yield item(DueKind.NOBODY_CAME, comes_at, party.id)


def _room_dues(view: View, rules: IsolationRules) -> Iterator[IsolationDue]:
    in_use, closed = rooms(view), closed_rooms(view)
    for room in in_use:
        if room.id in closed:
            yield IsolationDue(
                DueKind.DISINFECTION,
                closed[room.id],
                overdue=closed[room.id] < view.now - timedelta(minutes=rules.closed_minutes),
                room_id=room.id,
                room_name=room.name,
            )
    gaps = readiness(view, rules, view.today).gaps if in_use else 0
    if gaps:
        yield IsolationDue(DueKind.READINESS, None, overdue=False, count=gaps)
