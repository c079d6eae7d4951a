# SPDX-License-Identifier: Apache-2.0
"""Turns the room's own map into what the widget shows: zones by title, beds with their lines."""

from collections.abc import Iterator
from datetime import datetime

from schoolguard.isolation import Bed, MapRoom, RoomMap, StayLine
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.ids import IsolationRoomId
from schoolguard.ui.isolation.bed_card import BedCard
from schoolguard.ui.isolation.room_map import ZoneCards
from schoolguard.ui.isolation.words import Words, celsius


def zone_cards(rooms: RoomMap, words: Words, now: datetime) -> tuple[ZoneCards, ...]:
    """Return the zones of all rooms; rooms are named where there are several."""
    several = len(rooms.rooms) > 1
    return tuple(
        zone for room in rooms.rooms for zone in _zones(room, words, now, with_room=several)
    )


def _zones(room: MapRoom, words: Words, now: datetime, *, with_room: bool) -> Iterator[ZoneCards]:
    closed = ""
    if room.closed_since is not None:
        since = words.hour(room.closed_since, now)
        closed = words.texts("isolation_page.map.closed_since", since=since)
    before = f"{room.room.name}  " if with_room else ""
    room_id = room.room.id
    for zone in room.zones:
        cards = [
            _card(room_id, bed.bed, bed.stay, words, now, closed=bool(closed)) for bed in zone.beds
        ]
        cards += [_card(room_id, None, line, words, now, closed=False) for line in zone.without_bed]
        yield ZoneCards(room_id, f"{before}{zone.zone.name}", closed, tuple(cards))
        closed = closed and words.texts("isolation_page.map.closed")
    if room.without_zone or not room.zones:
        loose = tuple(
            _card(room_id, None, line, words, now, closed=False) for line in room.without_zone
        )
        yield ZoneCards(room_id, room.room.name, closed, loose)


def _card(
    room_id: IsolationRoomId,
    bed: Bed | None,
    line: StayLine | None,
    words: Words,
    now: datetime,
    *,
    closed: bool,
) -> BedCard:
    name = bed.name if bed else words.texts("isolation_page.bed.none")
    bed_id = bed.id if bed else None
    if line is None:
        shut = words.texts("isolation_page.map.closed") if closed else ""
        return BedCard(bed_id, room_id, name, closed=shut)
    last = line.last
    known = last is not None and last.decicelsius is not None
    return BedCard(
        bed_id,
        room_id,
        name,
        stay_id=line.id,
        person=words.name(line),
        where=words.where(line),
        reading=celsius(last.decicelsius or 0) if last is not None and known else "",
        is_fever=line.fever,
        since=f"{local_time(line.entered_at):%H:%M}",
        due_at=line.due_at,
        lacks=_lacks(line, words, now),
    )


def _lacks(line: StayLine, words: Words, now: datetime) -> str:
    """Return what presses beside the next look: whom to tell, who has not come."""
    late = [party for party, due_at in line.untold if due_at <= now]
    family = words.fetching_party(line.kind)
    wanted = [party for party, _ in line.untold if party == family] or late
    if wanted:
        return words.texts("isolation_page.map.untold", party=words.party(wanted[0]))
    return ""
