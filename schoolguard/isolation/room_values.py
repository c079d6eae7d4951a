# SPDX-License-Identifier: Apache-2.0
"""The values of the room itself: rooms, zones and beds, hospitals at hand, and its readiness."""

from dataclasses import dataclass
from datetime import date, datetime

from schoolguard.isolation.drafts import HospitalId, ZoneId
from schoolguard.isolation.kinds import TickState
from schoolguard.isolation.pack import Equipment, Supply, Training
from schoolguard.isolation.values import StayLine
from schoolguard.kernel.ids import AccountId, BedId, IsolationRoomId, PersonId, StayId


@dataclass(frozen=True, slots=True)
class RoomDraft:
    """A room as entered; `location` is building, floor and entrance in words."""

    name: str
    location: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ZoneDraft:
    """A zone as entered; `kind` is the id of a zone kind in the pack."""

    room_id: IsolationRoomId
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room; `retired_on` is the first day on which it is no longer used."""

    id: IsolationRoomId
    name: str
    location: str
    note: str
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of a room."""

    id: ZoneId
    room_id: IsolationRoomId
    kind: str
    name: str
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class Bed:
    """A bed, or a seat, of a zone."""

    id: BedId
    zone_id: ZoneId
    name: str
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class Closure:
    """A time in which a room waited, or waits, for disinfection.

    Attributes:
        stay_id: the stay after which it was closed; None when it was closed by hand.
        disinfected_at: None while it waits.
    """

    room_id: IsolationRoomId
    closed_at: datetime
    stay_id: StayId | None
    reason: str
    disinfected_at: datetime | None


@dataclass(frozen=True, slots=True)
class MapBed:
    """A bed of the map and who lies in it; None is a free bed."""

    bed: Bed
    stay: StayLine | None


@dataclass(frozen=True, slots=True)
class MapZone:
    """A zone of the map: its beds, and those in it without a bed."""

    zone: Zone
    beds: tuple[MapBed, ...]
    without_bed: tuple[StayLine, ...]


@dataclass(frozen=True, slots=True)
class MapRoom:
    """A room of the map.

    Attributes:
        without_zone: those in the room for whom no zone was named.
        closed_since: since when it waits for disinfection; None while it is open.
    """

    room: Room
    zones: tuple[MapZone, ...]
    without_zone: tuple[StayLine, ...]
    closed_since: datetime | None

    @property
    def present(self) -> int:
        """How many people are in the room."""
        in_zones = sum(
            len(zone.without_bed) + sum(bed.stay is not None for bed in zone.beds)
            for zone in self.zones
        )
        return in_zones + len(self.without_zone)

    @property
    def free_beds(self) -> tuple[Bed, ...]:
        """The beds in which nobody lies, in the order of the map."""
        return tuple(bed.bed for zone in self.zones for bed in zone.beds if bed.stay is None)


@dataclass(frozen=True, slots=True)
class RoomMap:
    """Who is where now; retired places are shown only while somebody is still in them."""

    rooms: tuple[MapRoom, ...]


@dataclass(frozen=True, slots=True)
class HospitalDraft:
    """A partner hospital as entered (S17).

    Attributes:
        contact: whom to ask for, with their office.
        distance_metres: by road; None when nobody measured it.
        route: how to get there, in words.
        is_partner: the hospital paired with the school 一校一院.
    """

    name: str
    phone: str = ""
    contact: str = ""
    distance_metres: int | None = None
    route: str = ""
    note: str = ""
    is_partner: bool = False


@dataclass(frozen=True, slots=True)
class Hospital:
    """A hospital at hand."""

    id: HospitalId
    draft: HospitalDraft
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class EquipmentLine:
    """One item of the checklist as last looked at.

    Attributes:
        state: None when nobody ever looked.
        due_on: the day by which to look again; None when nobody ever looked.
    """

    item: Equipment
    state: TickState | None
    ticked_on: date | None
    by: AccountId | None
    note: str
    due_on: date | None
    is_gap: bool


@dataclass(frozen=True, slots=True)
class TrainingDraft:
    """A training that somebody of the room had; None as `valid_until` takes the pack's time."""

    topic_id: str
    trained_on: date
    person_id: PersonId | None = None
    name: str = ""
    trainer: str = ""
    valid_until: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """A kept training; `valid_until` is the last day on which it holds."""

    id: int
    topic_id: str
    person_id: PersonId | None
    name: str
    trained_on: date
    trainer: str
    valid_until: date
    note: str


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One topic: who is trained in it, and whether they are enough today."""

    topic: Training
    records: tuple[TrainingRecord, ...]
    valid: int
    is_gap: bool


@dataclass(frozen=True, slots=True)
class SupplyLine:
    """One supply as last counted.

    Attributes:
        quantity: None when it was never counted; nothing is assumed.
        minimum: the school's own, or else the pack's.
        due_on: the day by which to count again; None when it was never counted.
    """

    item: Supply
    quantity: int | None
    minimum: int
    counted_on: date | None
    by: AccountId | None
    note: str
    due_on: date | None
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the room is ready: equipment, trained staff, supplies, in the order of the pack."""

    equipment: tuple[EquipmentLine, ...]
    trainings: tuple[TrainingLine, ...]
    supplies: tuple[SupplyLine, ...]

    @property
    def gaps(self) -> int:
        """How many items are missing, out of date or never looked at."""
        return (
            sum(line.is_gap for line in self.equipment)
            + sum(line.is_gap for line in self.trainings)
            + sum(line.is_gap for line in self.supplies)
        )

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing."""
        return self.gaps == 0
