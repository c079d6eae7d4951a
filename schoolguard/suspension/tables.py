# SPDX-License-Identifier: Apache-2.0
"""How suspensions and the follow-up at home are kept.

Follow-ups lie by day, so that today's sheet opens as fast in year five as in year one. What was
corrected lies with its old value in `corrections`.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.kernel.ids import AccountId, ClassId, DormRoomId, PersonId, SuspensionId
from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import enum_value
from schoolguard.suspension.values import Reached, Scope

_BY_KEY = {"sqlite_with_rowid": False}


class SuspensionRow(SchoolBase):
    """One suspension, as people decided it."""

    __tablename__ = "suspensions"
    __table_args__ = (
        CheckConstraint("scope IN ('class', 'grade', 'dormitory', 'school')", name="scope"),
        CheckConstraint("until_on >= from_on", name="span"),
        Index("ix_suspensions_until_on", "until_on"),
    )

    id: Mapped[SuspensionId] = mapped_column(primary_key=True)
    scope: Mapped[Scope] = mapped_column(enum_value(Scope), comment="what stops")
    disease_id: Mapped[str] = mapped_column(comment="id in diseases.toml, or empty")
    rule_id: Mapped[str] = mapped_column(comment="reference that proposed it, or empty")
    decided_by: Mapped[str] = mapped_column(comment="who decided, in words")
    paper_number: Mapped[str] = mapped_column(comment="number of the paper, or empty")
    decided_on: Mapped[date] = mapped_column(comment="day of the decision")
    from_on: Mapped[date] = mapped_column(comment="first day off")
    until_on: Mapped[date] = mapped_column(comment="last day off, included")
    reason: Mapped[str] = mapped_column(comment="why, in words")
    at: Mapped[datetime] = mapped_column(comment="when entered")
    by: Mapped[AccountId] = mapped_column(comment="account that entered it")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="taken back as a wrong entry")


class SuspensionClassRow(SchoolBase):
    """One class that is off."""

    __tablename__ = "suspension_classes"
    __table_args__ = (_BY_KEY,)

    suspension_id: Mapped[SuspensionId] = mapped_column(
        ForeignKey("suspensions.id"), primary_key=True, autoincrement=False, comment="suspension"
    )
    class_id: Mapped[ClassId] = mapped_column(
        ForeignKey("classes.id"), primary_key=True, autoincrement=False, comment="class"
    )


class SuspensionRoomRow(SchoolBase):
    """One dormitory room whose residents stay away; the number only, a room may be given up."""

    __tablename__ = "suspension_rooms"
    __table_args__ = (_BY_KEY,)

    suspension_id: Mapped[SuspensionId] = mapped_column(
        ForeignKey("suspensions.id"), primary_key=True, autoincrement=False, comment="suspension"
    )
    dorm_room_id: Mapped[DormRoomId] = mapped_column(
        primary_key=True, autoincrement=False, comment="dormitory room"
    )


class SuspensionPersonRow(SchoolBase):
    """One resident who stays away by a suspension of dormitory rooms."""

    __tablename__ = "suspension_people"
    __table_args__ = (_BY_KEY,)

    suspension_id: Mapped[SuspensionId] = mapped_column(
        ForeignKey("suspensions.id"), primary_key=True, autoincrement=False, comment="suspension"
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False, comment="pupil"
    )


class FollowUpSheetRow(SchoolBase):
    """One follow-up sheet that was begun."""

    __tablename__ = "follow_up_sheets"
    __table_args__ = (_BY_KEY,)

    day: Mapped[date] = mapped_column(primary_key=True, comment="days since 1970-01-01")
    class_id: Mapped[ClassId] = mapped_column(
        ForeignKey("classes.id"), primary_key=True, autoincrement=False, comment="class"
    )
    suspension_id: Mapped[SuspensionId] = mapped_column(
        ForeignKey("suspensions.id"), primary_key=True, autoincrement=False, comment="suspension"
    )
    opened_at: Mapped[datetime] = mapped_column(comment="first entry")
    opened_by: Mapped[AccountId] = mapped_column(comment="account")
    asked_by: Mapped[str] = mapped_column(comment="who rang, when not whoever typed; or empty")
    from_paper: Mapped[bool] = mapped_column(comment="typed from a paper sheet")
    handed_in_at: Mapped[datetime | None] = mapped_column(comment="None while open")
    first_handed_in_at: Mapped[datetime | None] = mapped_column(comment="kept when opened again")


class FollowUpRow(SchoolBase):
    """What was learned of one suspended pupil on one day."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        CheckConstraint("reached IN ('reached', 'no_answer', 'wrong_number')", name="reached"),
        CheckConstraint("reached = 'reached' OR decicelsius IS NULL", name="measured_if_reached"),
        CheckConstraint("reached = 'reached' OR symptoms = ''", name="asked_if_reached"),
        _BY_KEY,
    )

    day: Mapped[date] = mapped_column(primary_key=True, comment="days since 1970-01-01")
    class_id: Mapped[ClassId] = mapped_column(
        ForeignKey("classes.id"), primary_key=True, autoincrement=False, comment="class"
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False, comment="pupil"
    )
    suspension_id: Mapped[SuspensionId] = mapped_column(
        ForeignKey("suspensions.id"), comment="suspension"
    )
    reached: Mapped[Reached] = mapped_column(enum_value(Reached), comment="what came of asking")
    decicelsius: Mapped[int | None] = mapped_column(comment="tenths of a degree; None not measured")
    symptoms: Mapped[str] = mapped_column(comment="ids of the symptom pack, sorted, spaces between")
    doctor: Mapped[bool] = mapped_column(comment="was taken to a doctor")
    note: Mapped[str] = mapped_column(comment="free text")
    tries: Mapped[int] = mapped_column(comment="how often nobody answered on the day")
    corrected: Mapped[bool] = mapped_column(comment="a value was replaced; see corrections")
    at: Mapped[datetime] = mapped_column(comment="when entered")
    by: Mapped[AccountId] = mapped_column(comment="account")
