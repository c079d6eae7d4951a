# SPDX-License-Identifier: Apache-2.0
"""Chooses where somebody lies: free beds by zone, or a zone without a bed."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QWidget

from schoolguard.isolation import MapZone, RoomMap, ZoneId
from schoolguard.kernel.ids import BedId, IsolationRoomId
from schoolguard.ui.isolation.words import Words


@dataclass(frozen=True, slots=True)
class Spot:
    """One place to lie; `bed_id` None means in the zone without a bed."""

    room_id: IsolationRoomId
    zone_id: ZoneId | None
    bed_id: BedId | None
    is_closed: bool


class BedField(QComboBox):
    """The free beds of all rooms; rooms are named where there are several."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._spots: tuple[Spot, ...] = ()
        self.setAccessibleName(words.texts("isolation_page.bed.label"))

    @property
    def spot(self) -> Spot | None:
        """What is chosen; None where there is no room at all."""
        row = self.currentIndex()
        return self._spots[row] if 0 <= row < len(self._spots) else None

    def offer(self, rooms: RoomMap, wanted: BedId | None) -> None:
        """Offer what is free; the wanted bed is chosen if it is."""
        found = list(self._of(rooms))
        self._spots = tuple(spot for _, spot in found)
        self.clear()
        for label, _ in found:
            self.addItem(label)
        self.choose(wanted)

    def choose(self, bed_id: BedId | None) -> None:
        """Choose a bed if it is free."""
        ids = [spot.bed_id for spot in self._spots]
        if bed_id is not None and bed_id in ids:
            self.setCurrentIndex(ids.index(bed_id))

    def _of(self, rooms: RoomMap) -> Iterator[tuple[str, Spot]]:
        text = self._words.texts
        several = len(rooms.rooms) > 1
        for room in rooms.rooms:
            closed = room.closed_since is not None
            after = f"（{text('isolation_page.map.closed')}）" if closed else ""
            before = f"{room.room.name} " if several else ""
            for zone in room.zones:
                name = f"{before}{zone.zone.name}"
                for bed in _free(zone):
                    spot = Spot(room.room.id, zone.zone.id, bed[0], closed)
                    yield f"{name} {bed[1]}{after}", spot
                words = text("isolation_page.bed.without", zone=name)
                yield f"{words}{after}", Spot(room.room.id, zone.zone.id, None, closed)
            if not room.zones:
                yield f"{room.room.name}{after}", Spot(room.room.id, None, None, closed)


def _free(zone: MapZone) -> Iterator[tuple[BedId, str]]:
    for bed in zone.beds:
        if bed.stay is None and bed.bed.retired_on is None:
            yield bed.bed.id, bed.bed.name
