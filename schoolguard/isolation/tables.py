# SPDX-License-Identifier: Apache-2.0
"""How the isolation room is kept: its places, the stays with looks and notices, its readiness.

A stay says where somebody is now; `isolation_moves` says where they were before. What was
corrected lies with its old value in `corrections`; what was withdrawn stays, with its time.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.isolation.drafts import HospitalId, NoticeId, ObservationId, ZoneId
from schoolguard.isolation.kinds import (
    Answer,
    Destination,
    Group,
    Kind,
    Origin,
    Standing,
    TickState,
)
from schoolguard.kernel.ids import (
    AccountId,
    BedId,
    CaseId,
    ClassId,
    IsolationRoomId,
    PersonId,
    StayId,
)
from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import enum_value


class IsolationRoomRow(SchoolBase):
    """One isolation and observation room."""

    __tablename__ = "isolation_rooms"

    id: Mapped[IsolationRoomId] = mapped_column(primary_key=True)
    order_no: Mapped[int] = mapped_column(comment="place in the school's own order")
    name: Mapped[str] = mapped_column(comment="as on the door")
    location: Mapped[str] = mapped_column(comment="building, floor, entrance, in words")
    note: Mapped[str] = mapped_column(comment="free text")
    retired_on: Mapped[date | None] = mapped_column(comment="first day no longer used")


class IsolationZoneRow(SchoolBase):
    """One zone of a room."""

    __tablename__ = "isolation_zones"

    id: Mapped[ZoneId] = mapped_column(Integer, primary_key=True)
    room_id: Mapped[IsolationRoomId] = mapped_column(ForeignKey("isolation_rooms.id"))
    order_no: Mapped[int] = mapped_column(comment="place in the room's own order")
    kind: Mapped[str] = mapped_column(comment="id of the zone kind in the pack")
    name: Mapped[str] = mapped_column(comment="as on the door or the floor")
    retired_on: Mapped[date | None] = mapped_column(comment="first day no longer used")


class IsolationBedRow(SchoolBase):
    """One bed, or seat, of a zone."""

    __tablename__ = "isolation_beds"

    id: Mapped[BedId] = mapped_column(primary_key=True)
    zone_id: Mapped[ZoneId] = mapped_column(Integer, ForeignKey("isolation_zones.id"))
    order_no: Mapped[int] = mapped_column(comment="place in the zone's own order")
    name: Mapped[str] = mapped_column(comment="as on the bed")
    retired_on: Mapped[date | None] = mapped_column(comment="first day no longer used")


class IsolationStayRow(SchoolBase):
    """One person's time in the room, from the intake until they left or it was withdrawn."""

    __tablename__ = "isolation_stays"
    __table_args__ = (
        CheckConstraint("standing IN ('present', 'left', 'withdrawn')", name="standing"),
        CheckConstraint("kind IN ('pupil', 'staff', 'visitor')", name="kind"),
        CheckConstraint("(kind = 'visitor') = (person_id IS NULL)", name="person"),
        CheckConstraint("(standing = 'left') = (left_at IS NOT NULL)", name="left_at"),
        Index("ix_isolation_stays_standing", "standing"),
        Index("ix_isolation_stays_entered_on", "entered_on"),
        Index("ix_isolation_stays_left_on_entered_on", "left_on", "entered_on"),
        Index("ix_isolation_stays_person_id", "person_id"),
    )

    id: Mapped[StayId] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("people.id"), comment="pupil or staff; none for visitors"
    )
    class_id: Mapped[ClassId | None] = mapped_column(
        ForeignKey("classes.id"), comment="class at the intake"
    )
    kind: Mapped[Kind] = mapped_column(enum_value(Kind), comment="pupil, staff or visitor")
    group: Mapped[Group] = mapped_column(
        "person_group", enum_value(Group), comment="who they were at the intake, for where they go"
    )
    visitor_name: Mapped[str] = mapped_column(comment="of a visitor; otherwise empty")
    visitor_phone: Mapped[str] = mapped_column(comment="of a visitor; otherwise empty")
    standing: Mapped[Standing] = mapped_column(
        enum_value(Standing), comment="present, left or withdrawn"
    )
    origin: Mapped[Origin] = mapped_column(enum_value(Origin), comment="what brought them here")
    absence_case_id: Mapped[CaseId | None] = mapped_column(
        comment="absence case that brought them here or was opened when they left"
    )
    room_id: Mapped[IsolationRoomId] = mapped_column(ForeignKey("isolation_rooms.id"))
    zone_id: Mapped[ZoneId | None] = mapped_column(Integer, ForeignKey("isolation_zones.id"))
    bed_id: Mapped[BedId | None] = mapped_column(ForeignKey("isolation_beds.id"))
    found_at: Mapped[datetime] = mapped_column(comment="when the finding was made")
    entered_at: Mapped[datetime] = mapped_column(comment="when they came in")
    entered_on: Mapped[date] = mapped_column(comment="the school's date of entered_at")
    entered_by: Mapped[AccountId] = mapped_column(comment="account")
    closed_room_reason: Mapped[str] = mapped_column(comment="why taken into a closed room")
    symptoms: Mapped[str] = mapped_column(comment="ids of the symptom pack, sorted, spaces between")
    onset_at: Mapped[datetime | None] = mapped_column(comment="when the symptoms began")
    contacts: Mapped[Answer] = mapped_column(enum_value(Answer), comment="asked about contacts")
    contacts_text: Mapped[str] = mapped_column(comment="contacts with the ill, in words")
    travel: Mapped[Answer] = mapped_column(enum_value(Answer), comment="asked about travel")
    travel_text: Mapped[str] = mapped_column(comment="where they had been, in words")
    places: Mapped[str] = mapped_column(comment="ids of the places been, spaces between")
    places_text: Mapped[str] = mapped_column(comment="places been, in words")
    note: Mapped[str] = mapped_column(comment="free text")
    due_at: Mapped[datetime | None] = mapped_column(comment="when the next observation is due")
    left_at: Mapped[datetime | None] = mapped_column(comment="when they left")
    left_on: Mapped[date | None] = mapped_column(comment="the school's date of left_at")
    left_by: Mapped[AccountId | None] = mapped_column(comment="account")
    destination: Mapped[Destination | None] = mapped_column(
        enum_value(Destination), comment="where they went"
    )
    hospital: Mapped[str] = mapped_column(comment="hospital they were sent to")
    handed_to: Mapped[str] = mapped_column(comment="who took them")
    handed_to_relation: Mapped[str] = mapped_column(comment="what that person is to them")
    handed_to_phone: Mapped[str] = mapped_column(comment="phone of that person")
    leaving_note: Mapped[str] = mapped_column(comment="free text")
    not_measured_reason: Mapped[str] = mapped_column(comment="why no last temperature was taken")
    override_reason: Mapped[str] = mapped_column(comment="why they left with something missing")
    withdrawn_reason: Mapped[str] = mapped_column(comment="why the stay was a wrong entry")


class IsolationMoveRow(SchoolBase):
    """Where somebody lay from an instant on; the first one is the intake."""

    __tablename__ = "isolation_moves"
    __table_args__ = (Index("ix_isolation_moves_stay_id", "stay_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stay_id: Mapped[StayId] = mapped_column(ForeignKey("isolation_stays.id"))
    at: Mapped[datetime] = mapped_column(comment="from when on")
    by: Mapped[AccountId] = mapped_column(comment="account")
    room_id: Mapped[IsolationRoomId] = mapped_column(ForeignKey("isolation_rooms.id"))
    zone_id: Mapped[ZoneId | None] = mapped_column(Integer, ForeignKey("isolation_zones.id"))
    bed_id: Mapped[BedId | None] = mapped_column(ForeignKey("isolation_beds.id"))


class IsolationObservationRow(SchoolBase):
    """One look at a person, with a temperature or without."""

    __tablename__ = "isolation_observations"
    __table_args__ = (
        CheckConstraint("(decicelsius IS NULL) = (site = '')", name="site"),
        Index("ix_isolation_observations_stay_id", "stay_id"),
        Index("ix_isolation_observations_taken_at", "taken_at"),
    )

    id: Mapped[ObservationId] = mapped_column(Integer, primary_key=True)
    stay_id: Mapped[StayId] = mapped_column(ForeignKey("isolation_stays.id"))
    taken_at: Mapped[datetime] = mapped_column(comment="when")
    by: Mapped[AccountId] = mapped_column(comment="account that wrote it down")
    decicelsius: Mapped[int | None] = mapped_column(comment="tenths of a degree C; none: not taken")
    site: Mapped[str] = mapped_column(comment="id of the measuring method, or empty")
    symptoms: Mapped[str] = mapped_column(comment="ids of the symptom pack, sorted, spaces between")
    note: Mapped[str] = mapped_column(comment="free text")
    carried_over: Mapped[bool] = mapped_column(comment="taken before the intake")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="taken back as a wrong entry")


class IsolationNoticeRow(SchoolBase):
    """One attempt to tell somebody of a stay."""

    __tablename__ = "isolation_notices"
    __table_args__ = (Index("ix_isolation_notices_stay_id", "stay_id"),)

    id: Mapped[NoticeId] = mapped_column(Integer, primary_key=True)
    stay_id: Mapped[StayId] = mapped_column(ForeignKey("isolation_stays.id"))
    party_id: Mapped[str] = mapped_column(comment="id of the party in the pack")
    way_id: Mapped[str] = mapped_column(comment="id of the way in the pack")
    result_id: Mapped[str] = mapped_column(comment="id of the result in the pack")
    told_at: Mapped[datetime] = mapped_column(comment="when")
    by: Mapped[AccountId] = mapped_column(comment="account that tried")
    who: Mapped[str] = mapped_column(comment="whom, or who answered, in words")
    note: Mapped[str] = mapped_column(comment="what was said")
    arrives_at: Mapped[datetime | None] = mapped_column(comment="when they said they would come")
    arrived_at: Mapped[datetime | None] = mapped_column(comment="when they came")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="taken back as a wrong entry")


class IsolationClosureRow(SchoolBase):
    """A time in which a room waits for disinfection."""

    __tablename__ = "isolation_closures"
    __table_args__ = (
        Index("ix_isolation_closures_stay_id", "stay_id"),
        Index("ix_isolation_closures_closed_on", "closed_on"),
        Index("ix_isolation_closures_disinfected_at", "disinfected_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    room_id: Mapped[IsolationRoomId] = mapped_column(ForeignKey("isolation_rooms.id"))
    stay_id: Mapped[StayId | None] = mapped_column(
        ForeignKey("isolation_stays.id"), comment="the stay after which it was closed"
    )
    closed_at: Mapped[datetime] = mapped_column(comment="since when")
    closed_on: Mapped[date] = mapped_column(comment="the school's date of closed_at")
    closed_by: Mapped[AccountId] = mapped_column(comment="account")
    reason: Mapped[str] = mapped_column(comment="why closed by hand; empty after a stay")
    disinfected_at: Mapped[datetime | None] = mapped_column(comment="when it was disinfected")
    disinfected_by: Mapped[AccountId | None] = mapped_column(comment="account that wrote it down")
    lifted_at: Mapped[datetime | None] = mapped_column(
        comment="taken back with the leaving that caused it"
    )


class IsolationHospitalRow(SchoolBase):
    """A hospital at hand, with whom to call there (S17)."""

    __tablename__ = "isolation_hospitals"

    id: Mapped[HospitalId] = mapped_column(Integer, primary_key=True)
    order_no: Mapped[int] = mapped_column(comment="place in the school's own order")
    name: Mapped[str] = mapped_column(comment="name")
    phone: Mapped[str] = mapped_column(comment="number to call")
    contact: Mapped[str] = mapped_column(comment="whom to ask for")
    distance_metres: Mapped[int | None] = mapped_column(comment="by road")
    route: Mapped[str] = mapped_column(comment="how to get there, in words")
    note: Mapped[str] = mapped_column(comment="free text")
    is_partner: Mapped[bool] = mapped_column(comment="the hospital paired with the school")
    retired_on: Mapped[date | None] = mapped_column(comment="first day no longer used")


class IsolationTickRow(SchoolBase):
    """One look at one item of the equipment list; the newest counts."""

    __tablename__ = "isolation_ticks"
    __table_args__ = (Index("ix_isolation_ticks_item_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(comment="id of the equipment in the pack")
    state: Mapped[TickState] = mapped_column(enum_value(TickState), comment="what was found")
    ticked_on: Mapped[date] = mapped_column(comment="day of the look")
    by: Mapped[AccountId] = mapped_column(comment="account")
    note: Mapped[str] = mapped_column(comment="free text")


class IsolationTrainingRow(SchoolBase):
    """A training that somebody of the room had (S26)."""

    __tablename__ = "isolation_trainings"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[str] = mapped_column(comment="id of the training in the pack")
    person_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"), comment="staff")
    name: Mapped[str] = mapped_column(comment="of somebody who is not on the roster")
    trained_on: Mapped[date] = mapped_column(comment="day of the training")
    trainer: Mapped[str] = mapped_column(comment="who gave it")
    valid_until: Mapped[date] = mapped_column(comment="last day on which it holds")
    note: Mapped[str] = mapped_column(comment="free text")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="taken back as a wrong entry")


class IsolationSupplyRow(SchoolBase):
    """One counting of one supply; the newest counts."""

    __tablename__ = "isolation_supplies"
    __table_args__ = (
        CheckConstraint("quantity >= 0", name="quantity"),
        Index("ix_isolation_supplies_item_id", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(comment="id of the supply in the pack")
    quantity: Mapped[int] = mapped_column(comment="how many were counted, in the pack's unit")
    counted_on: Mapped[date] = mapped_column(comment="day of the counting")
    by: Mapped[AccountId] = mapped_column(comment="account")
    note: Mapped[str] = mapped_column(comment="free text")


class IsolationMinimumRow(SchoolBase):
    """The school's own least number of a supply, in place of the pack's."""

    __tablename__ = "isolation_minimums"

    item_id: Mapped[str] = mapped_column(primary_key=True, comment="id of the supply in the pack")
    minimum: Mapped[int] = mapped_column(comment="least number, in the pack's unit")
