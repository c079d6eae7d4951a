# SPDX-License-Identifier: Apache-2.0
"""How warnings are kept: what was said, turn by turn, and what people answered.

Nothing that was said is ever changed or removed: what grew, turned red or changed after a late
entry is a further turn. Taken-back steps, reports and noted meals stay, marked so.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.kernel.ids import AccountId, ExposureId, PersonId, WarningId
from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import enum_value
from schoolguard.warning.findings import Level
from schoolguard.warning.parameters import UnitKind
from schoolguard.warning.stories import Cause
from schoolguard.warning.values import ExposureKind, Standing

_BY_KEY = {"sqlite_with_rowid": False}


class WarningRow(SchoolBase):
    """What one rule says of one unit in one wave."""

    __tablename__ = "warnings"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="span"),
        Index("ix_warnings_last_on", "last_on"),
        Index("ix_warnings_standing", "standing"),
        Index("ix_warnings_story_id", "story_id"),
    )

    id: Mapped[WarningId] = mapped_column(primary_key=True)
    story_id: Mapped[WarningId] = mapped_column(comment="first warning of the same wave")
    level: Mapped[Level] = mapped_column(enum_value(Level), comment="the most pressing so far")
    rule_id: Mapped[str] = mapped_column(comment="id of the trigger, cluster or method")
    topic: Mapped[str] = mapped_column(comment="id of the stream, group or disease")
    unit_kind: Mapped[UnitKind] = mapped_column(enum_value(UnitKind), comment="kind of unit")
    unit_number: Mapped[int] = mapped_column(comment="class, room, grade or exposure; 0 school")
    unit_name: Mapped[str] = mapped_column(comment="as it was called then")
    grade: Mapped[int] = mapped_column(comment="grade of the unit; 0 = the whole school")
    first_on: Mapped[date] = mapped_column(comment="first day of the first window")
    last_on: Mapped[date] = mapped_column(comment="last day of the last window")
    standing: Mapped[Standing] = mapped_column(
        enum_value(Standing), comment="open, verified, not_cluster, mistake"
    )
    spoken_at: Mapped[datetime] = mapped_column(comment="when it last spoke up")
    versions: Mapped[str] = mapped_column(comment="versions of the rule packs")
    within_hours: Mapped[int] = mapped_column(comment="to be reported within; 0 = no such duty")


class JudgedDayRow(SchoolBase):
    """A day that was judged, whatever was found."""

    __tablename__ = "judged_days"
    __table_args__ = (_BY_KEY,)

    day: Mapped[date] = mapped_column(primary_key=True, comment="days since 1970-01-01")
    at: Mapped[datetime] = mapped_column(comment="when it was last judged")
    versions: Mapped[str] = mapped_column(comment="versions of the rule packs")


class WarningTurnRow(SchoolBase):
    """One thing that was said, as it was said."""

    __tablename__ = "warning_turns"
    __table_args__ = (Index("ix_warning_turns_warning_id", "warning_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warning_id: Mapped[WarningId] = mapped_column(ForeignKey("warnings.id"), comment="warning")
    at: Mapped[datetime] = mapped_column(comment="when it was said")
    cause: Mapped[Cause] = mapped_column(enum_value(Cause), comment="why it was said")
    level: Mapped[Level] = mapped_column(enum_value(Level), comment="level then")
    first_on: Mapped[date] = mapped_column(comment="first day counted")
    last_on: Mapped[date] = mapped_column(comment="last day counted")
    usual: Mapped[float | None] = mapped_column(comment="onsets to be expected in as many days")
    probability: Mapped[float | None] = mapped_column(comment="of so many or more, as usual")
    missing: Mapped[int] = mapped_column(comment="classes that had not reported that day")
    reached: Mapped[bool] = mapped_column(comment="false: no longer so after entries")
    versions: Mapped[str] = mapped_column(comment="versions of the rule packs")


class WarningPersonRow(SchoolBase):
    """Somebody who was counted in a turn."""

    __tablename__ = "warning_people"
    __table_args__ = (_BY_KEY,)

    turn_id: Mapped[int] = mapped_column(
        ForeignKey("warning_turns.id"), primary_key=True, autoincrement=False, comment="turn"
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False, comment="pupil"
    )
    onset_on: Mapped[date] = mapped_column(comment="fell ill on")


class WarningAnswerRow(SchoolBase):
    """What somebody found when they looked."""

    __tablename__ = "warning_answers"
    __table_args__ = (Index("ix_warning_answers_warning_id", "warning_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warning_id: Mapped[WarningId] = mapped_column(ForeignKey("warnings.id"), comment="warning")
    at: Mapped[datetime] = mapped_column(comment="when")
    by: Mapped[AccountId] = mapped_column(comment="account")
    standing: Mapped[Standing] = mapped_column(
        enum_value(Standing), comment="the answer; open = taken back"
    )
    note: Mapped[str] = mapped_column(comment="free text")


class WarningStepRow(SchoolBase):
    """A measure that was ticked."""

    __tablename__ = "warning_steps"
    __table_args__ = (Index("ix_warning_steps_warning_id", "warning_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warning_id: Mapped[WarningId] = mapped_column(ForeignKey("warnings.id"), comment="warning")
    step_id: Mapped[str] = mapped_column(comment="id of the measure in the pack")
    at: Mapped[datetime] = mapped_column(comment="when it was ticked")
    by: Mapped[AccountId] = mapped_column(comment="account")
    note: Mapped[str] = mapped_column(comment="free text")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="tick taken back")


class WarningReportRow(SchoolBase):
    """A report that was made because of a warning."""

    __tablename__ = "warning_reports"
    __table_args__ = (Index("ix_warning_reports_warning_id", "warning_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    warning_id: Mapped[WarningId] = mapped_column(ForeignKey("warnings.id"), comment="warning")
    party_id: Mapped[str] = mapped_column(comment="id of the recipient in the pack")
    way_id: Mapped[str] = mapped_column(comment="id of the way in the pack")
    at: Mapped[datetime] = mapped_column(comment="when it was made")
    by: Mapped[AccountId] = mapped_column(comment="account")
    answered_by: Mapped[str] = mapped_column(comment="who took it, in words")
    note: Mapped[str] = mapped_column(comment="free text")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="a wrong entry")


class ExposureRow(SchoolBase):
    """A shared meal, or shared drinking water, that somebody noted."""

    __tablename__ = "exposures"
    __table_args__ = (Index("ix_exposures_first_on", "first_on"),)

    id: Mapped[ExposureId] = mapped_column(primary_key=True)
    kind: Mapped[ExposureKind] = mapped_column(enum_value(ExposureKind), comment="meal or water")
    first_on: Mapped[date] = mapped_column(comment="day on which it was shared")
    place: Mapped[str] = mapped_column(comment="where, in words")
    note: Mapped[str] = mapped_column(comment="what, in words")
    noted_at: Mapped[datetime] = mapped_column(comment="when it was noted")
    noted_by: Mapped[AccountId] = mapped_column(comment="account")
    withdrawn_at: Mapped[datetime | None] = mapped_column(comment="a wrong entry")


class ExposedPersonRow(SchoolBase):
    """Somebody who shared it."""

    __tablename__ = "exposed_people"
    __table_args__ = (_BY_KEY,)

    exposure_id: Mapped[ExposureId] = mapped_column(
        ForeignKey("exposures.id"), primary_key=True, autoincrement=False, comment="exposure"
    )
    person_id: Mapped[PersonId] = mapped_column(
        ForeignKey("people.id"), primary_key=True, autoincrement=False, comment="pupil or staff"
    )
