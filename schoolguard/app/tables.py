# SPDX-License-Identifier: Apache-2.0
"""What a school decides for itself: settings, terms, and the days that differ."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import Day


class SettingRow(SchoolBase):
    """One setting."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True, comment="name of a field of SchoolSettings")
    value: Mapped[str] = mapped_column(comment="canonical JSON")


class TermRow(SchoolBase):
    """One semester."""

    __tablename__ = "terms"
    __table_args__ = (CheckConstraint("last_on >= first_on", name="order"),)

    first_on: Mapped[date] = mapped_column(Day, primary_key=True, comment="first school day")
    last_on: Mapped[date] = mapped_column(Day, comment="last school day, included")
    name: Mapped[str] = mapped_column(comment="as the school calls it; may be empty")


class CalendarDayRow(SchoolBase):
    """One day that differs from the weekly pattern."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(Day, primary_key=True, comment="local date")
    is_school_day: Mapped[bool] = mapped_column(comment="true: school is held; false: no school")
