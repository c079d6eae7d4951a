# SPDX-License-Identifier: Apache-2.0
"""Reads of the isolation room: who is there, one stay in full, the map, what is due.

Class teachers may not see the room; who is in it is answered by `staying` alone, in ids.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.kinds import Group, Standing
from schoolguard.isolation.layout import closed_rooms, layout
from schoolguard.isolation.lines import (
    all_stays,
    looks_by_stay,
    notices_by_stay,
    stay_lines,
)
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.records import details_of, group_now, leaving_of, stay_row, subject_of
from schoolguard.isolation.room_values import MapBed, MapRoom, MapZone, RoomMap, Zone
from schoolguard.isolation.rules import destinations_for, zone_kind_for
from schoolguard.isolation.tables import IsolationMoveRow, IsolationStayRow
from schoolguard.isolation.values import (
    Correction,
    Move,
    Stay,
    StayLine,
)
from schoolguard.kernel.clock import instant
from schoolguard.kernel.ids import BedId, IsolationRoomId, PersonId, StayId
from schoolguard.store import View, corrections_of

_LAST = instant(date(9999, 12, 31))


def current(view: View, rules: IsolationRules) -> tuple[StayLine, ...]:
    """Return who is in the room now: next observation due first, then by time of intake.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_ISOLATION)
    lines = stay_lines(
        view, all_stays().where(IsolationStayRow.standing == Standing.PRESENT), rules
    )
    return tuple(sorted(lines, key=lambda line: (line.due_at or _LAST, line.entered_at, line.id)))


def stays_between(
    view: View, first_on: date, last_on: date, rules: IsolationRules
) -> tuple[StayLine, ...]:
    """Return the stays of any standing that touch a span of days, newest intake first.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_ISOLATION)
    row = IsolationStayRow
    began = all_stays().where(row.entered_on.between(first_on, last_on))
    ended = all_stays().where(row.left_on >= first_on, row.entered_on < first_on)
    still = all_stays().where(row.standing == Standing.PRESENT, row.entered_on < first_on)
    chosen = select(began.union_all(ended, still).subquery())
    lines = stay_lines(view, chosen, rules)
    return tuple(sorted(lines, key=lambda line: (line.entered_at, line.id), reverse=True))


def stays_of(view: View, person_id: PersonId, rules: IsolationRules) -> tuple[StayLine, ...]:
    """Return all stays of one person, newest first.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_ISOLATION)
    lines = stay_lines(view, all_stays().where(IsolationStayRow.person_id == person_id), rules)
    return tuple(sorted(lines, key=lambda line: (line.entered_at, line.id), reverse=True))


def staying(view: View, person_ids: Iterable[PersonId] | None = None) -> Mapping[PersonId, StayId]:
    """Return who of some people, or of all, is in the room now; visitors have no id."""
    row = IsolationStayRow
    found = view.connection.execute(
        select(row.person_id, row.id).where(
            row.standing == Standing.PRESENT, row.person_id.is_not(None)
        )
    )
    wanted = None if person_ids is None else set(person_ids)
    return {
        person_id: stay_id
        for person_id, stay_id in found
        if person_id is not None and (wanted is None or person_id in wanted)
    }


def stay(view: View, stay_id: StayId, rules: IsolationRules) -> Stay:
    """Return one stay with everything about it.

    Raises:
        UserError: ``isolation.no_such_stay`` or ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_ISOLATION)
    row = stay_row(view, stay_id)
    line = stay_lines(view, all_stays().where(IsolationStayRow.id == stay_id), rules)[0]
    group = group_now(view, row)
    return Stay(
        line=line,
        group=group,
        details=details_of(row),
        observations=tuple(looks_by_stay(view, [stay_id], rules)[stay_id]),
        notices=tuple(notices_by_stay(view, [stay_id], rules)[stay_id]),
        moves=_moves(view, stay_id),
        leaving=leaving_of(row),
        destinations=destinations_for(group, rules),
        closed_room_reason=row.closed_room_reason,
        withdrawn_reason=row.withdrawn_reason,
        corrections=tuple(
            Correction(c.at, c.account_id, c.field, c.old, c.new, c.reason)
            for c in corrections_of(view, subject_of(stay_id))
        ),
    )


def room_map(view: View, rules: IsolationRules) -> RoomMap:
    """Return who is where now, in the school's own order of rooms, zones and beds.

    Raises:
        UserError: ``access.not_allowed``.
    """
    places, closed, lines = layout(view), closed_rooms(view), current(view, rules)
    in_bed = {line.bed_id: line for line in lines if line.bed_id is not None}

    def map_zone(zone: Zone) -> MapZone:
        beds = [bed for bed in places.beds.values() if bed.zone_id == zone.id]
        used = (bed for bed in beds if bed.retired_on is None or bed.id in in_bed)
        without = (line for line in lines if line.zone_id == zone.id and line.bed_id is None)
        return MapZone(zone, tuple(MapBed(bed, in_bed.get(bed.id)) for bed in used), tuple(without))

    shown = []
    for room in places.rooms.values():
        here = [line for line in lines if line.room_id == room.id]
        if room.retired_on is not None and not here:
            continue
        filled = {line.zone_id for line in here}
        zones = (zone for zone in places.zones.values() if zone.room_id == room.id)
        used = (zone for zone in zones if zone.retired_on is None or zone.id in filled)
        loose = tuple(line for line in here if line.zone_id is None)
        shown.append(MapRoom(room, tuple(map(map_zone, used)), loose, closed.get(room.id)))
    return RoomMap(tuple(shown))


def free_bed(
    view: View, group: Group, rules: IsolationRules, room_id: IsolationRoomId | None = None
) -> BedId | None:
    """Return the bed to propose for a new person; None when all are taken.

    Open rooms come before closed ones, the zone kind meant for the group before the others.
    """
    wanted = zone_kind_for(group, rules)
    free = [
        (room.closed_since is not None, zone.zone.kind != wanted, place, bed.bed.id)
        for place, room in enumerate(room_map(view, rules).rooms)
        if room_id in {None, room.room.id}
        for zone in room.zones
        for bed in zone.beds
        if bed.stay is None and bed.bed.retired_on is None
    ]
    return min(free, key=lambda one: one[:3])[3] if free else None


def _moves(view: View, stay_id: StayId) -> tuple[Move, ...]:
    places = layout(view)
    rows = view.connection.execute(
        select(IsolationMoveRow.__table__)
        .where(IsolationMoveRow.stay_id == stay_id)
        .order_by(IsolationMoveRow.at, IsolationMoveRow.id)
    )
    return tuple(
        Move(
            row.at,
            row.by,
            row.room_id,
            row.zone_id,
            row.bed_id,
            " ".join(word for word in places.words(row.room_id, row.zone_id, row.bed_id) if word),
        )
        for row in rows
    )
