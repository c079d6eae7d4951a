# SPDX-License-Identifier: Apache-2.0
"""The values of the isolation room as kept: stays, what they wait for, and their figures.

Temperatures are whole tenths of a degree Celsius; None says that none was taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from schoolguard.isolation.drafts import History, NoticeId, ObservationId, StayDetails, ZoneId
from schoolguard.isolation.kinds import Destination, DueKind, Group, Kind, Origin, Standing
from schoolguard.kernel.ids import (
    AccountId,
    BedId,
    CaseId,
    ClassId,
    IsolationRoomId,
    PersonId,
    PlaceId,
    StayId,
)


@dataclass(frozen=True, slots=True)
class Observation:
    """One look at a person as kept.

    Attributes:
        carried_over: taken before the intake, e.g. in the check that brought the person here.
        fever: at or over the fever line of its method; False when nothing was measured.
    """

    id: ObservationId
    taken_at: datetime
    by: AccountId
    decicelsius: int | None
    site: str
    symptoms: frozenset[str]
    note: str
    carried_over: bool
    fever: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """An attempt to tell somebody, as kept."""

    id: NoticeId
    party_id: str
    way_id: str
    result_id: str
    reached: bool
    told_at: datetime
    by: AccountId
    who: str
    note: str
    arrives_at: datetime | None
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Leaving:
    """How somebody left, as kept."""

    at: datetime
    by: AccountId
    destination: Destination
    hospital: str
    handed_to: str
    handed_to_relation: str
    handed_to_phone: str
    note: str
    not_measured_reason: str
    override_reason: str


@dataclass(frozen=True, slots=True)
class Left:
    """What follows from somebody's leaving, for the rooms that go on with it."""

    stay_id: StayId
    person_id: PersonId | None
    class_id: ClassId | None
    kind: Kind
    destination: Destination
    left_at: datetime
    room_id: IsolationRoomId
    room_closed: bool
    opens_absence: bool
    symptoms: frozenset[str]
    onset_at: datetime | None
    first: Observation | None
    last: Observation | None
    places_been: tuple[PlaceId, ...]
    places_text: str
    hospital: str
    absence_case_id: CaseId | None


@dataclass(frozen=True, slots=True)
class StayLine:
    """One stay in a list.

    Attributes:
        name: of the person or visitor; empty when the family file was deleted.
        class_name: empty for visitors.
        zone_kind: id of the zone kind in the pack; empty where the room has no zones.
        first: the first temperature or look, carried over or not; None before any.
        symptoms: all that were seen during the stay.
        fever: the last temperature taken was a fever.
        history: what was answered about contacts and travel, if it was asked.
        due_at: when the next observation is due; None for ended stays.
        told: party -> when it was first reached.
        untold: parties that must be told and were not reached, with when that is due.
        family_attempts: attempts to reach whoever fetches the person, of whatever result.
        arrives_at: when whoever fetches said they would come.
        disinfected_at: when the room was disinfected after this stay; None while it waits, and
            when nobody asked for it.
        waits_for_disinfection: the room is closed because of this stay.
    """

    id: StayId
    person_id: PersonId | None
    name: str
    class_id: ClassId | None
    class_name: str
    kind: Kind
    group: Group
    standing: Standing
    origin: Origin
    room_id: IsolationRoomId
    room_name: str
    zone_id: ZoneId | None
    zone_name: str
    zone_kind: str
    bed_id: BedId | None
    bed_name: str
    found_at: datetime
    entered_at: datetime
    entered_by: AccountId
    first: Observation | None
    last: Observation | None
    observations: int
    fever: bool
    symptoms: frozenset[str]
    onset_at: datetime | None
    history: History
    due_at: datetime | None
    overdue: bool
    told: Mapping[str, datetime]
    untold: tuple[tuple[str, datetime], ...]
    family_attempts: int
    arrives_at: datetime | None
    arrived_at: datetime | None
    left_at: datetime | None
    destination: Destination | None
    hospital: str
    disinfected_at: datetime | None
    waits_for_disinfection: bool
    absence_case_id: CaseId | None


@dataclass(frozen=True, slots=True)
class Move:
    """Where in the rooms somebody lay from an instant on."""

    at: datetime
    by: AccountId
    room_id: IsolationRoomId
    zone_id: ZoneId | None
    bed_id: BedId | None
    place: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A value that was replaced, with who, when and why."""

    at: datetime
    by: AccountId
    field: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stay:
    """One stay with everything about it; observations, notices and moves oldest first.

    Attributes:
        group: as the roster says today while the person is in the room.
        destinations: where this person may go, the proposed one first.
        closed_room_reason: why the room took the person in although it was closed.
    """

    line: StayLine
    group: Group
    details: StayDetails
    observations: tuple[Observation, ...]
    notices: tuple[Notice, ...]
    moves: tuple[Move, ...]
    leaving: Leaving | None
    destinations: tuple[Destination, ...]
    closed_room_reason: str
    withdrawn_reason: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class IsolationDue:
    """One thing that the room waits for.

    Attributes:
        party_id: whom to tell, for a notice.
        count: how many gaps, for readiness; otherwise 1.
        due_at: None where there is no hour, as for readiness.
    """

    kind: DueKind
    due_at: datetime | None
    overdue: bool
    stay_id: StayId | None = None
    room_id: IsolationRoomId | None = None
    person_id: PersonId | None = None
    name: str = ""
    class_name: str = ""
    room_name: str = ""
    party_id: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class IsolationCounts:
    """The room in one day, for the daily report; withdrawn stays count nowhere.

    Attributes:
        present: still there at the end of the day, or now if the day is today.
        staying_at_school: of those present, boarders whose family lives elsewhere.
        rooms_closed: rooms that wait for disinfection at the end of the day, or now.
        by_class: pupils admitted, by class; classes with none are left out.
    """

    admitted_pupils: int = 0
    admitted_staff: int = 0
    admitted_visitors: int = 0
    present: int = 0
    staying_at_school: int = 0
    home: int = 0
    hospital: int = 0
    back_to_class: int = 0
    back_to_work: int = 0
    left_school: int = 0
    rooms_closed: int = 0
    by_class: Mapping[ClassId, int] = field(default_factory=dict)

    @property
    def admitted(self) -> int:
        """All who came in on the day."""
        return self.admitted_pupils + self.admitted_staff + self.admitted_visitors


@dataclass(frozen=True, slots=True)
class SharedTime:
    """Minutes that two people spent in the same room (and zone, where it is the same)."""

    person_id: PersonId
    stay_id: StayId
    minutes: int
    room_name: str
    zone: str
    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Spread:
    """Minutes over a number of stays: how many are known, the middle, the longest."""

    known: int = 0
    median: int | None = None
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Statistics:
    """A span of days in figures, over the stays that began in it.

    Attributes:
        stay_minutes: of those who left.
        to_family_minutes: from the finding until the family was first reached.
        to_arrival_minutes: from then until somebody came.
        closed_minutes: from leaving until the room was disinfected.
        family_untold: pupils whose family was never reached.
        stays_per_bed: turnover of the beds in use; None without beds.
    """

    first_on: date
    last_on: date
    stays: int
    by_kind: Mapping[Kind, int]
    by_destination: Mapping[Destination, int]
    present: int
    stay_minutes: Spread
    to_family_minutes: Spread
    to_arrival_minutes: Spread
    closed_minutes: Spread
    family_untold: int
    beds: int
    stays_per_bed: float | None
