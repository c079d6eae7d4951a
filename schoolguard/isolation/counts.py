# SPDX-License-Identifier: Apache-2.0
"""Counts of a day, figures of a span of days, and who was in a room together with whom.

Withdrawn stays count nowhere. Only counts leave this module, but for `shared_time`.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product, zip_longest
from typing import Any

from sqlalchemy import Row, func, or_, select

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.drafts import ZoneId
from schoolguard.isolation.kinds import Destination, Group, Kind, Standing
from schoolguard.isolation.layout import beds, layout
from schoolguard.isolation.lines import all_stays
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.queries import stays_between
from schoolguard.isolation.rules import fetcher, minutes_between, shared_minutes, spread
from schoolguard.isolation.tables import (
    IsolationClosureRow,
    IsolationMoveRow,
    IsolationStayRow,
)
from schoolguard.isolation.values import IsolationCounts, SharedTime, Statistics, StayLine
from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.ids import ClassId, IsolationRoomId, PersonId, StayId
from schoolguard.store import View


def day_counts(view: View, day: date) -> IsolationCounts:
    """Return the room in one day, for the daily report; asks for counts alone, for any role."""
    came = _stays(view, IsolationStayRow.entered_on == day)
    went = _stays(view, IsolationStayRow.left_on == day)
    there = _present(view, day)
    kinds = Counter(row.kind for row in came)
    to = Counter(row.destination for row in went)
    classes: Counter[ClassId] = Counter(
        row.class_id for row in came if row.kind is Kind.PUPIL and row.class_id is not None
    )
    return IsolationCounts(
        admitted_pupils=kinds[Kind.PUPIL],
        admitted_staff=kinds[Kind.STAFF],
        admitted_visitors=kinds[Kind.VISITOR],
        present=len(there),
        staying_at_school=sum(group is Group.BOARDER_ELSEWHERE for group in there),
        home=to[Destination.HOME],
        hospital=to[Destination.HOSPITAL],
        back_to_class=to[Destination.BACK_TO_CLASS],
        back_to_work=to[Destination.BACK_TO_WORK],
        left_school=to[Destination.LEFT],
        rooms_closed=_rooms_closed(view, day),
        by_class=dict(classes),
    )


def shared_time(
    view: View, person_id: PersonId, first_on: date, last_on: date
) -> tuple[SharedTime, ...]:
    """Return who was in the same room with a person, in a span of days; longest together first.

    Visitors are left out: they have no file. Times still running end now.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_ISOLATION)
    first_at, last_at = instant(first_on), min(view.now, _end_of(last_on))
    spans = _spans(view, first_at, last_at)
    places = layout(view)
    found: dict[tuple[StayId, IsolationRoomId, ZoneId | None], SharedTime] = {}
    own = [span for span in spans if span.person_id == person_id]
    for mine, other in product(own, spans):
        together = _together(mine, other, person_id)
        if other.person_id is None or not together:
            continue
        zone_id = mine.zone_id if mine.zone_id == other.zone_id else None
        key = (other.stay_id, mine.room_id, zone_id)
        known = found.get(key)
        from_at, until_at = max(mine.at, other.at), min(mine.until, other.until)
        found[key] = SharedTime(
            other.person_id,
            other.stay_id,
            together + (known.minutes if known else 0),
            places.rooms[mine.room_id].name,
            places.words(mine.room_id, zone_id, None)[1],
            min(from_at, known.from_at) if known else from_at,
            max(until_at, known.until_at) if known else until_at,
        )
    return tuple(sorted(found.values(), key=lambda one: (-one.minutes, one.person_id)))


def statistics(view: View, first_on: date, last_on: date, rules: IsolationRules) -> Statistics:
    """Return the stays that began in a span of days as figures: length, turnover, telling.

    Raises:
        UserError: ``access.not_allowed``.
    """
    lines = [
        line
        for line in stays_between(view, first_on, last_on, rules)
        if line.standing is not Standing.WITHDRAWN and line.entered_at >= instant(first_on)
    ]
    told = [(line, _told_at(line, rules)) for line in lines]
    to_family = [minutes_between(line.found_at, at) for line, at in told]
    to_arrival = [minutes_between(at, line.arrived_at) for line, at in told]
    pupils = [at for line, at in told if line.kind is Kind.PUPIL]
    count = len(beds(view))
    return Statistics(
        first_on=first_on,
        last_on=last_on,
        stays=len(lines),
        by_kind=dict(Counter(line.kind for line in lines)),
        by_destination=dict(Counter(line.destination for line in lines if line.destination)),
        present=sum(line.standing is Standing.PRESENT for line in lines),
        stay_minutes=spread([minutes_between(line.entered_at, line.left_at) for line in lines]),
        to_family_minutes=spread(to_family),
        to_arrival_minutes=spread(to_arrival),
        closed_minutes=spread(
            [minutes_between(line.left_at, line.disinfected_at) for line in lines]
        ),
        family_untold=sum(at is None for at in pupils),
        beds=count,
        stays_per_bed=len(lines) / count if count else None,
    )


def _together(mine: "_Span", other: "_Span", person_id: PersonId) -> int:
    """Return the minutes that a person and somebody else were in the same room."""
    if mine.person_id != person_id or other.person_id == person_id:
        return 0
    if mine.room_id != other.room_id:
        return 0
    return shared_minutes((mine.at, mine.until), (other.at, other.until))


def _stays(view: View, where: Any) -> list[Row[Any]]:  # noqa: ANN401 - a condition on stays
    row = IsolationStayRow
    return list(
        view.connection.execute(all_stays().where(where, row.standing != Standing.WITHDRAWN))
    )


def _present(view: View, day: date) -> list[Group]:
    """Return who was there at the end of a day, or is there now."""
    row = IsolationStayRow
    question = select(row.group).where(row.entered_on <= day)
    now = question.where(row.standing == Standing.PRESENT)
    later = question.where(row.left_on > day, row.standing == Standing.LEFT)
    return [one[0] for chosen in (now, later) for one in view.connection.execute(chosen)]


def _rooms_closed(view: View, day: date) -> int:
    """Return how many rooms waited for disinfection at the end of a day, or wait now."""
    row, end = IsolationClosureRow, _end_of(day)
    waiting = or_(row.disinfected_at.is_(None), row.disinfected_at > end)
    return view.connection.execute(
        select(func.count(func.distinct(row.room_id))).where(
            row.closed_on <= day, row.lifted_at.is_(None), waiting
        )
    ).scalar_one()


def _end_of(day: date) -> datetime:
    return instant(day, 23, 59).replace(second=59)


def _told_at(line: StayLine, rules: IsolationRules) -> datetime | None:
    party = fetcher(line.kind, rules)
    return line.told.get(party.id) if party else None


@dataclass(frozen=True, slots=True)
class _Span:
    """One person in one place from an instant until another."""

    stay_id: StayId
    person_id: PersonId | None
    room_id: IsolationRoomId
    zone_id: ZoneId | None
    at: datetime
    until: datetime


def _spans(view: View, first_at: datetime, last_at: datetime) -> list[_Span]:
    stay, moved = IsolationStayRow, IsolationMoveRow
    rows = view.connection.execute(
        select(
            moved.stay_id,
            moved.at,
            moved.room_id,
            moved.zone_id,
            stay.person_id,
            stay.left_at,
        )
        .join(stay, stay.id == moved.stay_id)
        .where(
            stay.standing != Standing.WITHDRAWN,
            stay.entered_on <= local_day(last_at),
            or_(stay.left_on.is_(None), stay.left_on >= local_day(first_at)),
        )
        .order_by(moved.stay_id, moved.at, moved.id)
    ).all()
    spans = []
    for row, following in zip_longest(rows, rows[1:]):
        is_moved = following is not None and following.stay_id == row.stay_id
        until = following.at if following is not None and is_moved else row.left_at or last_at
        spans.append(
            _Span(
                row.stay_id,
                row.person_id,
                row.room_id,
                row.zone_id,
                max(row.at, first_at),
                min(until, last_at),
            )
        )
    return spans
