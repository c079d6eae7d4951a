# SPDX-License-Identifier: Apache-2.0
"""How checks are kept: small rows whose key starts with the day, so that year five costs no more.

A first reading is one row of six small numbers; what is rare (symptoms, a home slip, another
method, a note, a second reading) lies in tables of its own and exists only where it was entered.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.store.base import SchoolBase

_BY_KEY = {"sqlite_with_rowid": False}


class CheckSheetRow(SchoolBase):
    """One class in one session of one day; exists from the first entry on."""

    __tablename__ = "check_sheets"
    __table_args__ = (CheckConstraint("session BETWEEN 0 AND 2", name="session"), _BY_KEY)

    day: Mapped[date] = mapped_column(primary_key=True, comment="days since 1970-01-01")
    session: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="0 morning, 1 noon, 2 evening"
    )
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id"),
        primary_key=True,
        autoincrement=False,
        comment="class or department",
    )
    opened_at: Mapped[datetime] = mapped_column(comment="first entry")
    entered_by: Mapped[int] = mapped_column(
        comment="account that opened it; default for its readings"
    )
    method: Mapped[str] = mapped_column(
        comment="id of the measuring method; default for its readings"
    )
    roll: Mapped[str] = mapped_column(comment="who was on it when opened: ids, spans of ids")
    from_paper: Mapped[bool] = mapped_column(comment="typed in from a paper sheet")
    first_handed_in_at: Mapped[datetime | None] = mapped_column(comment="decides on late")
    handed_in_at: Mapped[datetime | None] = mapped_column(
        comment="empty while open, or reopened by a correction"
    )
    handed_in_by: Mapped[int | None] = mapped_column(comment="account")
    digest: Mapped[str | None] = mapped_column(comment="SHA-256 over its readings, as audited")


class ReadingRow(SchoolBase):
    """The first reading of one person in one check."""

    __tablename__ = "readings"
    __table_args__ = (
        CheckConstraint("value BETWEEN 1 AND 3 OR value BETWEEN 200 AND 500", name="value"),
        _BY_KEY,
    )

    day: Mapped[date] = mapped_column(primary_key=True, comment="days since 1970-01-01")
    session: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="0 morning, 1 noon, 2 evening"
    )
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id"),
        primary_key=True,
        autoincrement=False,
        comment="class or department",
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False, comment="pupil or staff"
    )
    value: Mapped[int] = mapped_column(
        comment="measured: tenths of a degree C; 1 observed only, 2 absent, 3 not checked"
    )
    minute: Mapped[int] = mapped_column(comment="when entered: minutes after midnight of `day`")


class _OfOneReading:
    """The key of whatever is kept beside a first reading: the reading's own, as first columns."""

    day: Mapped[date] = mapped_column(
        primary_key=True, sort_order=-1, comment="days since 1970-01-01"
    )
    session: Mapped[int] = mapped_column(
        primary_key=True, sort_order=-1, autoincrement=False, comment="0, 1, 2"
    )
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id"),
        primary_key=True,
        sort_order=-1,
        autoincrement=False,
        comment="class or department",
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id"),
        primary_key=True,
        sort_order=-1,
        autoincrement=False,
        comment="pupil or staff",
    )


class SecondReadingRow(_OfOneReading, SchoolBase):
    """The second reading of one person in one check; the first one stays."""

    __tablename__ = "second_readings"
    __table_args__ = (_BY_KEY,)

    decicelsius: Mapped[int | None] = mapped_column(
        comment="tenths of a degree C; empty when it could not be taken (the note says why)"
    )
    method: Mapped[str] = mapped_column(comment="id of the measuring method")
    taken_at: Mapped[datetime] = mapped_column(comment="when entered")
    entered_by: Mapped[int] = mapped_column(comment="account")
    note: Mapped[str] = mapped_column(comment="free text")


class ReadingDetailRow(_OfOneReading, SchoolBase):
    """What differs from the sheet, or is rare, about a first reading."""

    __tablename__ = "reading_details"
    __table_args__ = (_BY_KEY,)

    method: Mapped[str | None] = mapped_column(comment="measuring method, if not the sheet's")
    home_decicelsius: Mapped[int | None] = mapped_column(comment="home slip, tenths of a degree C")
    note: Mapped[str] = mapped_column(comment="free text")
    entered_by: Mapped[int | None] = mapped_column(comment="account, if not the sheet's")
    corrected: Mapped[bool] = mapped_column(comment="a value was changed after it was entered")


class ReadingSymptomRow(_OfOneReading, SchoolBase):
    """One symptom of one person in one check."""

    __tablename__ = "reading_symptoms"
    __table_args__ = (_BY_KEY,)

    symptom: Mapped[str] = mapped_column(primary_key=True, comment="id in the symptom pack")
