# SPDX-License-Identifier: Apache-2.0
"""How places, their plan, records, orders, alerts, stock and lamps are kept.

Records are looked up by day; what was taken back stays in its row. Changes of a plan carry the days
on which they hold, so that the past is judged by the plan of its time.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.disinfection.kinds import OrderStanding, OrderWhy, Outcome, PlaceKind
from schoolguard.kernel.ids import (
    AccountId,
    ClassId,
    DormRoomId,
    IsolationRoomId,
    OrderId,
    PersonId,
    PlaceId,
)
from schoolguard.store.base import SchoolBase, guard
from schoolguard.store.column_types import enum_value

_BY_KEY = {"sqlite_with_rowid": False}


class PlaceRow(SchoolBase):
    """A place that is aired, cleaned or disinfected, with its named person."""

    __tablename__ = "places"
    __table_args__ = (Index("ix_places_class_id", "class_id"),)

    id: Mapped[PlaceId] = mapped_column(primary_key=True)
    kind: Mapped[PlaceKind] = mapped_column(enum_value(PlaceKind), comment="kind of place")
    name: Mapped[str] = mapped_column(comment="own name, or that of class or room when added")
    own_name: Mapped[bool] = mapped_column(comment="False: follows its class or dormitory room")
    building: Mapped[str] = mapped_column(comment="building, free text")
    floor: Mapped[str] = mapped_column(comment="floor, free text")
    class_id: Mapped[ClassId | None] = mapped_column(
        ForeignKey("classes.id"), comment="class whose room it is"
    )
    dorm_room_id: Mapped[DormRoomId | None] = mapped_column(
        ForeignKey("dorm_rooms.id"), comment="dormitory room"
    )
    isolation_room_id: Mapped[IsolationRoomId | None] = mapped_column(comment="isolation room's id")
    responsible_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("people.id"), comment="named person on the roster"
    )
    responsible_name: Mapped[str] = mapped_column(comment="named person who is not on the roster")
    deputy_id: Mapped[PersonId | None] = mapped_column(
        ForeignKey("people.id"), comment="deputy on the roster"
    )
    deputy_name: Mapped[str] = mapped_column(comment="deputy who is not on the roster")
    position: Mapped[int] = mapped_column(comment="order within the kind; 0 = by name")
    note: Mapped[str] = mapped_column(comment="free text")
    from_on: Mapped[date] = mapped_column(comment="first day of its plan")
    retired_on: Mapped[date | None] = mapped_column(comment="first day without a plan")


class PlacePauseRow(SchoolBase):
    """Days without a plan of a place that was retired and brought back."""

    __tablename__ = "place_pauses"
    __table_args__ = (CheckConstraint("until_on > from_on", name="span"), _BY_KEY)

    place_id: Mapped[PlaceId] = mapped_column(
        ForeignKey("places.id"), primary_key=True, autoincrement=False, comment="place"
    )
    from_on: Mapped[date] = mapped_column(
        primary_key=True, autoincrement=False, comment="first day without a plan"
    )
    until_on: Mapped[date] = mapped_column(comment="first day with a plan again")


class TaskChangeRow(SchoolBase):
    """The school's adjustment of a task at a place, for the days on which it holds."""

    __tablename__ = "place_task_changes"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="span"),
        Index("ix_place_task_changes_place_id_task_id", "place_id", "task_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[PlaceId] = mapped_column(ForeignKey("places.id"), comment="place")
    task_id: Mapped[str] = mapped_column(comment="id of the task in the pack")
    from_on: Mapped[date] = mapped_column(comment="first day it holds")
    until_on: Mapped[date | None] = mapped_column(comment="first day it no longer holds")
    planned: Mapped[bool] = mapped_column(comment="False: no such task here")
    frequency_id: Mapped[str] = mapped_column(comment="id in the pack; empty = the task's own")
    times: Mapped[str] = mapped_column(comment="hours of rounds, HH:MM, spaces between; or empty")
    agent_id: Mapped[str] = mapped_column(comment="id in the pack; empty = the task's own")
    low_mg_per_litre: Mapped[int | None] = mapped_column(comment="mg/L; NULL = the task's own")
    high_mg_per_litre: Mapped[int | None] = mapped_column(comment="mg/L; NULL = the task's own")
    contact_minutes: Mapped[int | None] = mapped_column(comment="minutes; NULL = the task's own")
    minutes: Mapped[int | None] = mapped_column(comment="minutes; NULL = the task's own")


class RecordRow(SchoolBase):
    """One round or order as signed off."""

    __tablename__ = "disinfection_records"
    __table_args__ = (
        CheckConstraint("outcome IN ('done', 'not_done')", name="outcome"),
        CheckConstraint("(outcome = 'done') = (done_at IS NOT NULL)", name="done"),
        CheckConstraint("round_no >= 1", name="round"),
        Index("ix_disinfection_records_day_place_id", "day", "place_id"),
        Index(
            "uq_disinfection_records_round",
            "day",
            "place_id",
            "task_id",
            "round_no",
            unique=True,
            sqlite_where=text("retracted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(comment="day of the plan; days since 1970-01-01")
    place_id: Mapped[PlaceId] = mapped_column(ForeignKey("places.id"), comment="place")
    task_id: Mapped[str] = mapped_column(comment="id of the task in the pack, or 'order'")
    round_no: Mapped[int] = mapped_column(comment="round of the day from 1; an order's id")
    outcome: Mapped[Outcome] = mapped_column(enum_value(Outcome), comment="done or not_done")
    begun_at: Mapped[datetime | None] = mapped_column(comment="when begun")
    done_at: Mapped[datetime | None] = mapped_column(comment="when done")
    minutes: Mapped[int | None] = mapped_column(comment="minutes of airing or lamp")
    agent_id: Mapped[str] = mapped_column(comment="id of the agent in the pack, or empty")
    mg_per_litre: Mapped[int | None] = mapped_column(comment="strength used, mg/L")
    contact_minutes: Mapped[int | None] = mapped_column(comment="contact time kept, minutes")
    method_id: Mapped[str] = mapped_column(comment="id of the method in the pack")
    faults: Mapped[str] = mapped_column(comment="where it fell short of its task, when entered")
    bottle_id: Mapped[int | None] = mapped_column(
        ForeignKey("disinfectant_bottles.id"), comment="stock used"
    )
    by_id: Mapped[PersonId | None] = mapped_column(ForeignKey("people.id"), comment="who did it")
    by_name: Mapped[str] = mapped_column(comment="who did it, if not on the roster")
    entered_at: Mapped[datetime] = mapped_column(comment="when entered")
    entered_by: Mapped[AccountId] = mapped_column(comment="account")
    entered_late: Mapped[bool] = mapped_column(comment="entered afterwards; never changed")
    late_reason: Mapped[str] = mapped_column(comment="why entered afterwards")
    from_paper: Mapped[bool] = mapped_column(comment="typed in from a door sheet")
    note: Mapped[str] = mapped_column(comment="free text; why not done")
    order_id: Mapped[OrderId | None] = mapped_column(
        ForeignKey("disinfection_orders.id"), comment="order that it fulfils"
    )
    retracted_at: Mapped[datetime | None] = mapped_column(comment="taken back")
    retracted_by: Mapped[AccountId | None] = mapped_column(comment="account")
    retract_reason: Mapped[str] = mapped_column(comment="why taken back")


class OrderRow(SchoolBase):
    """An extra disinfection asked for by an event."""

    __tablename__ = "disinfection_orders"
    __table_args__ = (
        CheckConstraint("standing IN ('open', 'done', 'cancelled')", name="standing"),
        Index("ix_disinfection_orders_standing_due_at", "standing", "due_at"),
        Index("ix_disinfection_orders_ended_at", "ended_at"),
        Index("ix_disinfection_orders_why_origin_id", "why", "origin_id"),
    )

    id: Mapped[OrderId] = mapped_column(primary_key=True)
    place_id: Mapped[PlaceId] = mapped_column(ForeignKey("places.id"), comment="place")
    why: Mapped[OrderWhy] = mapped_column(enum_value(OrderWhy), comment="kind of event")
    disease_id: Mapped[str] = mapped_column(comment="id of the disease, or empty")
    origin_id: Mapped[int] = mapped_column(comment="id of the stay, case or suspension; 0 = none")
    note: Mapped[str] = mapped_column(comment="free text")
    ordered_at: Mapped[datetime] = mapped_column(comment="when ordered")
    ordered_by: Mapped[AccountId] = mapped_column(comment="account")
    due_at: Mapped[datetime] = mapped_column(comment="when it is to be done")
    standing: Mapped[OrderStanding] = mapped_column(
        enum_value(OrderStanding), comment="open, done or cancelled"
    )
    ended_at: Mapped[datetime | None] = mapped_column(comment="done or cancelled")
    ended_by: Mapped[AccountId | None] = mapped_column(comment="account")
    ended_reason: Mapped[str] = mapped_column(comment="why cancelled")


class AlertRow(SchoolBase):
    """A raised level, for a span of days."""

    __tablename__ = "disinfection_alerts"
    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="span"),
        Index("ix_disinfection_alerts_until_on", "until_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    level_id: Mapped[str] = mapped_column(comment="id of the level in the pack")
    from_on: Mapped[date] = mapped_column(comment="first day")
    until_on: Mapped[date] = mapped_column(comment="last day")
    disease_id: Mapped[str] = mapped_column(comment="id of the disease, or empty")
    reason: Mapped[str] = mapped_column(comment="why raised")
    raised_at: Mapped[datetime] = mapped_column(comment="when raised")
    raised_by: Mapped[AccountId] = mapped_column(comment="account")
    ended_on: Mapped[date | None] = mapped_column(comment="first day it no longer holds")
    ended_by: Mapped[AccountId | None] = mapped_column(comment="account")
    end_reason: Mapped[str] = mapped_column(comment="why ended by hand")


class AlertPlaceRow(SchoolBase):
    """A place that an alert is for; an alert without any is for all."""

    __tablename__ = "disinfection_alert_places"
    __table_args__ = (_BY_KEY,)

    alert_id: Mapped[int] = mapped_column(
        ForeignKey("disinfection_alerts.id"), primary_key=True, autoincrement=False, comment="alert"
    )
    place_id: Mapped[PlaceId] = mapped_column(
        ForeignKey("places.id"), primary_key=True, autoincrement=False, comment="place"
    )


class BottleRow(SchoolBase):
    """A package of stock."""

    __tablename__ = "disinfectant_bottles"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(comment="id of the agent in the pack")
    name: Mapped[str] = mapped_column(comment="brand or label")
    mg_per_litre: Mapped[int] = mapped_column(comment="strength of a liquid, mg/L; 0 for tablets")
    mg_per_tablet: Mapped[int] = mapped_column(comment="mg in one tablet; 0 for liquids")
    size: Mapped[str] = mapped_column(comment="as printed")
    batch: Mapped[str] = mapped_column(comment="batch number")
    expires_on: Mapped[date | None] = mapped_column(comment="printed last day")
    opened_on: Mapped[date | None] = mapped_column(comment="day it was opened")
    note: Mapped[str] = mapped_column(comment="free text")
    finished_on: Mapped[date | None] = mapped_column(comment="used up or thrown away")
    end_reason: Mapped[str] = mapped_column(comment="how it ended")


class LampRow(SchoolBase):
    """A UV lamp; a new tube is a new row."""

    __tablename__ = "uv_lamps"

    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[PlaceId] = mapped_column(ForeignKey("places.id"), comment="where it hangs")
    name: Mapped[str] = mapped_column(comment="number or label")
    installed_on: Mapped[date] = mapped_column(comment="day of the tube's first use")
    minutes_before: Mapped[int] = mapped_column(comment="minutes burned before the register began")
    retired_on: Mapped[date | None] = mapped_column(comment="tube replaced or lamp taken away")


class LampRunRow(SchoolBase):
    """One burning of a lamp in an empty room."""

    __tablename__ = "uv_lamp_runs"
    __table_args__ = (
        Index("ix_uv_lamp_runs_lamp_id", "lamp_id"),
        Index("ix_uv_lamp_runs_record_id", "record_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    lamp_id: Mapped[int] = mapped_column(ForeignKey("uv_lamps.id"), comment="lamp")
    begun_at: Mapped[datetime] = mapped_column(comment="when lit")
    minutes: Mapped[int] = mapped_column(comment="minutes it burned")
    note: Mapped[str] = mapped_column(comment="free text")
    record_id: Mapped[int | None] = mapped_column(
        ForeignKey("disinfection_records.id"), comment="round that it was signed with"
    )
    entered_at: Mapped[datetime] = mapped_column(comment="when entered")
    entered_by: Mapped[AccountId] = mapped_column(comment="account")
    retracted_at: Mapped[datetime | None] = mapped_column(comment="taken back")
    retract_reason: Mapped[str] = mapped_column(comment="why taken back")


guard(
    RecordRow.__table__,
    """CREATE TRIGGER disinfection_records_no_delete BEFORE DELETE ON disinfection_records
BEGIN SELECT RAISE(ABORT, 'records are kept'); END""",
    """CREATE TRIGGER disinfection_records_no_rewrite BEFORE UPDATE OF day, place_id, task_id,
round_no, outcome, done_at, minutes, mg_per_litre, entered_at, entered_late, late_reason,
from_paper ON disinfection_records
BEGIN SELECT RAISE(ABORT, 'records are taken back, not rewritten'); END""",
)
