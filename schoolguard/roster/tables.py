# SPDX-License-Identifier: Apache-2.0
"""The tables of the roster.

A class keeps its id for life; what it is called is a row of `class_names` in force for a span of
days, so that a sheet of last year still says 二年级. Whoever changes many rows at once (moves,
promotion) notes the operation on each row it opened or ended, which is what undo reads.
`until_on` is everywhere the first day on which a row is no longer in force.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.kernel.ids import AccountId, ClassId, DormRoomId, GuardianId, PersonId
from schoolguard.kernel.school_settings import Stage
from schoolguard.roster.values import ClassKind, EndReason, Home, PersonKind, Relation, Sex
from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import enum_value


class DormRoomRow(SchoolBase):
    """A dormitory room."""

    __tablename__ = "dorm_rooms"
    __table_args__ = (CheckConstraint("beds >= 0", name="beds"),)

    id: Mapped[DormRoomId] = mapped_column(primary_key=True)
    building: Mapped[str] = mapped_column(comment="building or floor; may be empty")
    name: Mapped[str] = mapped_column(comment="number on the door")
    beds: Mapped[int] = mapped_column(comment="number of beds; 0 = not known")


class PersonRow(SchoolBase):
    """A pupil or a member of staff."""

    __tablename__ = "people"
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        Index(
            "uq_people_student_number",
            "student_number",
            unique=True,
            sqlite_where=text("student_number <> ''"),
        ),
        Index("ix_people_card_code", "card_code", sqlite_where=text("card_code <> ''")),
    )

    id: Mapped[PersonId] = mapped_column(primary_key=True)
    kind: Mapped[PersonKind] = mapped_column(enum_value(PersonKind), comment="pupil or staff")
    name: Mapped[str] = mapped_column(comment="as the family writes it; never normalised")
    initials: Mapped[str] = mapped_column(comment="search keys, a blank before each")
    pinyin: Mapped[str] = mapped_column(comment="search keys, a blank before each; ü is v")
    sex: Mapped[Sex] = mapped_column(enum_value(Sex), comment="as registered")
    birth_on: Mapped[date | None] = mapped_column(comment="date of birth")
    student_number: Mapped[str] = mapped_column(comment="national or own; empty = none")
    identity_number: Mapped[str] = mapped_column(comment="optional; never printed on class sheets")
    card_code: Mapped[str] = mapped_column(comment="what a card or bar-code reader types")
    is_boarder: Mapped[bool] = mapped_column(comment="sleeps at school")
    home: Mapped[Home] = mapped_column(enum_value(Home), comment="family in town or elsewhere")
    address: Mapped[str] = mapped_column(comment="where the family lives now")
    dorm_room_id: Mapped[DormRoomId | None] = mapped_column(
        ForeignKey("dorm_rooms.id"), index=True, comment="room at school"
    )
    bed: Mapped[str] = mapped_column(comment="bed in the room")
    conditions: Mapped[str] = mapped_column(comment="long-term illnesses; empty = none known")
    allergies: Mapped[str] = mapped_column(comment="allergies; empty = none known")
    medication: Mapped[str] = mapped_column(comment="long-term medication; empty = none known")
    note: Mapped[str] = mapped_column(comment="anything else worth knowing")
    consent_on: Mapped[date | None] = mapped_column(comment="a guardian agreed to the record")
    created_at: Mapped[datetime] = mapped_column(comment="when first entered")


class SurroundingsRow(SchoolBase):
    """Where a person sits in class and which bus brings them; no row where nothing is known."""

    __tablename__ = "surroundings"
    __table_args__ = (
        CheckConstraint("seat_row between 0 and 99", name="seat_row"),
        CheckConstraint("seat_column between 0 and 99", name="seat_column"),
        Index("ix_surroundings_bus", "bus", sqlite_where=text("bus <> ''")),
    )

    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False, comment="whose"
    )
    seat_row: Mapped[int] = mapped_column(comment="from the front; 0 = not known")
    seat_column: Mapped[int] = mapped_column(comment="from the door; 0 = not known")
    bus: Mapped[str] = mapped_column(comment="the school's name of the bus; empty = none")


class GuardianRow(SchoolBase):
    """Somebody to call for a person."""

    __tablename__ = "guardians"
    __table_args__ = (
        Index("uq_guardians_person_order", "person_id", "order_no", unique=True),
        CheckConstraint("order_no >= 1", name="order"),
    )

    id: Mapped[GuardianId] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), comment="called for whom")
    order_no: Mapped[int] = mapped_column(comment="1 is called first")
    name: Mapped[str] = mapped_column(comment="may be empty when only a phone is known")
    relation: Mapped[Relation] = mapped_column(enum_value(Relation), comment="to the person")
    relation_note: Mapped[str] = mapped_column(comment="the family's own word; may be empty")
    phones: Mapped[str] = mapped_column(comment="numbers, one a line, the first is tried first")
    workplace: Mapped[str] = mapped_column(comment="may be empty")


class ClassRow(SchoolBase):
    """A class of pupils or a department of staff, for as long as it exists."""

    __tablename__ = "classes"

    id: Mapped[ClassId] = mapped_column(primary_key=True)
    kind: Mapped[ClassKind] = mapped_column(enum_value(ClassKind), comment="pupils or staff")


class ClassNameRow(SchoolBase):
    """What a class is called during a span of days."""

    __tablename__ = "class_names"
    __table_args__ = (
        CheckConstraint("until_on is null or until_on >= from_on", name="span"),
        Index("ix_class_names_class", "class_id", "from_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[ClassId] = mapped_column(ForeignKey("classes.id"), comment="the class")
    from_on: Mapped[date] = mapped_column(comment="first day in force")
    until_on: Mapped[date | None] = mapped_column(comment="first day no longer in force")
    stage: Mapped[Stage | None] = mapped_column(enum_value(Stage), comment="null for staff")
    grade_no: Mapped[int] = mapped_column(comment="1 to 12 through all stages; 0 for staff")
    class_no: Mapped[int] = mapped_column(comment="0 where the grade has one class only")
    entry_year: Mapped[int] = mapped_column(comment="year of entry into the stage; 0 for staff")
    name: Mapped[str] = mapped_column(comment="e.g. 三年级(2)班")
    opened_by: Mapped[int | None] = mapped_column(
        ForeignKey("roster_operations.id"), comment="operation that made this row"
    )
    ended_by: Mapped[int | None] = mapped_column(
        ForeignKey("roster_operations.id"), comment="operation that ended this row"
    )


class EnrolmentRow(SchoolBase):
    """A person's time in a class."""

    __tablename__ = "enrolments"
    __table_args__ = (
        CheckConstraint("until_on is null or until_on >= from_on", name="span"),
        Index("ix_enrolments_class", "class_id", "from_on"),
        Index(
            "uq_enrolments_open",
            "person_id",
            unique=True,
            sqlite_where=text("until_on is null"),
        ),
        Index("ix_enrolments_person", "person_id", "from_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), comment="who")
    class_id: Mapped[ClassId] = mapped_column(ForeignKey("classes.id"), comment="in which class")
    number: Mapped[int] = mapped_column(comment="seat number in the class; 0 = none")
    from_on: Mapped[date] = mapped_column(comment="first day in the class")
    until_on: Mapped[date | None] = mapped_column(comment="first day no longer in the class")
    end_reason: Mapped[EndReason | None] = mapped_column(
        enum_value(EndReason), comment="null while it lasts"
    )
    opened_by: Mapped[int | None] = mapped_column(
        ForeignKey("roster_operations.id"), comment="operation that made this row"
    )
    ended_by: Mapped[int | None] = mapped_column(
        ForeignKey("roster_operations.id"), comment="operation that ended this row"
    )


class OperationRow(SchoolBase):
    """One move, leave, return or promotion, so that it can be undone as a whole."""

    __tablename__ = "roster_operations"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(comment="move, leave, return, promote")
    from_on: Mapped[date] = mapped_column(comment="the day it took effect")
    done_at: Mapped[datetime] = mapped_column(comment="when it was done")
    account_id: Mapped[AccountId] = mapped_column(comment="who did it")
    people: Mapped[int] = mapped_column(comment="how many people it concerned")
    classes: Mapped[int] = mapped_column(comment="how many classes it concerned")
    undone_at: Mapped[datetime | None] = mapped_column(comment="null while it stands")


class SheetMappingRow(SchoolBase):
    """Which column of a school's own sheet holds what, remembered by its row of headers."""

    __tablename__ = "sheet_mappings"

    headers: Mapped[str] = mapped_column(primary_key=True, comment="digest of the plain headers")
    columns: Mapped[str] = mapped_column(comment="JSON: field name of each column, in order")
    used_at: Mapped[datetime] = mapped_column(comment="when last used")
