# SPDX-License-Identifier: Apache-2.0
"""Reads of the places: rooms, zones, beds and hospitals, and since when a room is closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from schoolguard.isolation.drafts import ZoneId
from schoolguard.isolation.room_values import Bed, Closure, Hospital, HospitalDraft, Room, Zone
from schoolguard.isolation.tables import (
    IsolationBedRow,
    IsolationClosureRow,
    IsolationHospitalRow,
    IsolationRoomRow,
    IsolationZoneRow,
)
from schoolguard.kernel.ids import BedId, IsolationRoomId
from schoolguard.store import View


@dataclass(frozen=True, slots=True)
class Layout:
    """All places of the school, retired ones too, in the school's own order."""

    rooms: Mapping[IsolationRoomId, Room]
    zones: Mapping[ZoneId, Zone]
    beds: Mapping[BedId, Bed]

    def words(
        self, room_id: IsolationRoomId, zone_id: ZoneId | None, bed_id: BedId | None
    ) -> tuple[str, str, str]:
        """Return the names of room, zone and bed; empty for what is not named."""
        zone = self.zones.get(zone_id) if zone_id is not None else None
        bed = self.beds.get(bed_id) if bed_id is not None else None
        return self.rooms[room_id].name, zone.name if zone else "", bed.name if bed else ""


def layout(view: View) -> Layout:
    """Return all places, retired ones too."""
    return Layout(
        {room.id: room for room in rooms(view, with_retired=True)},
        {zone.id: zone for zone in zones(view, with_retired=True)},
        {bed.id: bed for bed in beds(view, with_retired=True)},
    )


def rooms(view: View, *, with_retired: bool = False) -> tuple[Room, ...]:
    """Return the isolation rooms in the school's own order."""
    rows = view.connection.execute(
        select(IsolationRoomRow.__table__).order_by(IsolationRoomRow.order_no, IsolationRoomRow.id)
    )
    return tuple(
        Room(row.id, row.name, row.location, row.note, row.retired_on)
        for row in rows
        if with_retired or row.retired_on is None
    )


def zones(view: View, *, with_retired: bool = False) -> tuple[Zone, ...]:
    """Return the zones of all rooms in the school's own order."""
    rows = view.connection.execute(
        select(IsolationZoneRow.__table__).order_by(IsolationZoneRow.order_no, IsolationZoneRow.id)
    )
    return tuple(
        Zone(row.id, row.room_id, row.kind, row.name, row.retired_on)
        for row in rows
        if with_retired or row.retired_on is None
    )


def beds(view: View, *, with_retired: bool = False) -> tuple[Bed, ...]:
    """Return the beds of all zones in the school's own order."""
    rows = view.connection.execute(
        select(IsolationBedRow.__table__).order_by(IsolationBedRow.order_no, IsolationBedRow.id)
    )
    return tuple(
        Bed(row.id, row.zone_id, row.name, row.retired_on)
        for row in rows
        if with_retired or row.retired_on is None
    )


def hospitals(view: View, *, with_retired: bool = False) -> tuple[Hospital, ...]:
    """Return the hospitals at hand, the paired one first, then in the school's own order (S17)."""
    rows = view.connection.execute(
        select(IsolationHospitalRow.__table__).order_by(
            IsolationHospitalRow.is_partner.desc(), IsolationHospitalRow.order_no
        )
    )
    return tuple(
        Hospital(
            row.id,
            HospitalDraft(
                row.name,
                row.phone,
                row.contact,
                row.distance_metres,
                row.route,
                row.note,
                row.is_partner,
            ),
            row.retired_on,
        )
        for row in rows
        if with_retired or row.retired_on is None
    )


def closed_rooms(view: View) -> Mapping[IsolationRoomId, datetime]:
    """Return the rooms that wait for disinfection, each with since when."""
    rows = view.connection.execute(
        select(IsolationClosureRow.room_id, func.min(IsolationClosureRow.closed_at))
        .where(
            IsolationClosureRow.disinfected_at.is_(None), IsolationClosureRow.lifted_at.is_(None)
        )
        .group_by(IsolationClosureRow.room_id)
    )
    return {row[0]: row[1] for row in rows}


def closures_of(view: View, room_id: IsolationRoomId, limit: int = 50) -> tuple[Closure, ...]:
    """Return when a room was closed and disinfected, newest first."""
    rows = view.connection.execute(
        select(IsolationClosureRow.__table__)
        .where(IsolationClosureRow.room_id == room_id, IsolationClosureRow.lifted_at.is_(None))
        .order_by(IsolationClosureRow.id.desc())
        .limit(limit)
    )
    return tuple(
        Closure(row.room_id, row.closed_at, row.stay_id, row.reason, row.disinfected_at)
        for row in rows
    )
