# SPDX-License-Identifier: Apache-2.0
"""How ways back to class are kept: who waits, since when counted, papers, ticks, decisions.

What was replaced lies with its old value in `corrections`; a decision that was taken back and a
paper that was a wrong entry stay, marked so.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.clearance.pack import Anchor
from schoolguard.clearance.values import NoteKind, Standing, Verdict
from schoolguard.kernel.ids import (
    AccountId,
    CaseId,
    ClassId,
    ClearanceId,
    DiseaseCaseId,
    PersonId,
    StayId,
)
from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import enum_value

_BY_KEY = {"sqlite_with_rowid": False}


class ClearanceRow(SchoolBase):
    """One person's way back, from being asked for until cleared or withdrawn."""

    __tablename__ = "clearances"
    __table_args__ = (
        CheckConstraint("standing IN ('open', 'cleared', 'withdrawn')", name="standing"),
        CheckConstraint("(standing = 'open') = (ended_at IS NULL)", name="ended"),
        Index("ix_clearances_standing", "standing"),
        Index("ix_clearances_person_id", "person_id", "standing"),
        Index("ix_clearances_asked_at", "asked_at"),
        Index("ix_clearances_ended_at", "ended_at"),
        Index("ix_clearances_disease_case_id", "disease_case_id"),
        Index("ix_clearances_stay_id", "stay_id"),
    )

    id: Mapped[ClearanceId] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), comment="pupil or staff")
    class_id: Mapped[ClassId] = mapped_column(ForeignKey("classes.id"), comment="class when asked")
    disease_id: Mapped[str] = mapped_column(comment="id of the disease pack, or empty")
    standing: Mapped[Standing] = mapped_column(
        enum_value(Standing), comment="open, cleared or withdrawn"
    )
    asked_at: Mapped[datetime] = mapped_column(comment="when the clearance was asked for")
    asked_by: Mapped[AccountId] = mapped_column(comment="account")
    absence_case_id: Mapped[CaseId | None] = mapped_column(comment="absence that it ends")
    disease_case_id: Mapped[DiseaseCaseId | None] = mapped_column(comment="case of disease behind")
    stay_id: Mapped[StayId | None] = mapped_column(comment="stay in the isolation room behind")
    hospital: Mapped[str] = mapped_column(comment="where a doctor was seen")
    note: Mapped[str] = mapped_column(comment="free text")
    look_again_on: Mapped[date | None] = mapped_column(comment="next look, while resting")
    ended_at: Mapped[datetime | None] = mapped_column(comment="cleared or withdrawn")
    ended_by: Mapped[AccountId | None] = mapped_column(comment="account")
    end_note: Mapped[str] = mapped_column(comment="why withdrawn")


class ClearanceAnchorRow(SchoolBase):
    """A day that times are counted from."""

    __tablename__ = "clearance_anchors"
    __table_args__ = (CheckConstraint("minute BETWEEN 0 AND 1439", name="minute"), _BY_KEY)

    clearance_id: Mapped[ClearanceId] = mapped_column(
        ForeignKey("clearances.id"), primary_key=True, autoincrement=False, comment="clearance"
    )
    anchor: Mapped[Anchor] = mapped_column(
        enum_value(Anchor), primary_key=True, comment="onset, rash_onset, symptom_end ..."
    )
    day: Mapped[date] = mapped_column(comment="days since 1970-01-01")
    minute: Mapped[int | None] = mapped_column(comment="minutes after midnight, where known")


class ClearanceTickRow(SchoolBase):
    """A condition that was seen to hold."""

    __tablename__ = "clearance_ticks"
    __table_args__ = (_BY_KEY,)

    clearance_id: Mapped[ClearanceId] = mapped_column(
        ForeignKey("clearances.id"), primary_key=True, autoincrement=False, comment="clearance"
    )
    condition_id: Mapped[str] = mapped_column(primary_key=True, comment="id in the pack")
    ticked_at: Mapped[datetime] = mapped_column(comment="when")
    ticked_by: Mapped[AccountId] = mapped_column(comment="account that saw it")


class ClearancePaperRow(SchoolBase):
    """A paper that was brought, and what the nurse found on checking it again."""

    __tablename__ = "clearance_papers"
    __table_args__ = (Index("ix_clearance_papers_clearance_id", "clearance_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clearance_id: Mapped[ClearanceId] = mapped_column(
        ForeignKey("clearances.id"), comment="clearance"
    )
    paper_id: Mapped[str] = mapped_column(comment="kind of paper, id in the pack")
    issuer: Mapped[str] = mapped_column(comment="hospital or office")
    issued_on: Mapped[date | None] = mapped_column(comment="day on it, or of the sample")
    number: Mapped[str] = mapped_column(comment="number on it, or empty")
    entered_at: Mapped[datetime] = mapped_column(comment="when registered")
    entered_by: Mapped[AccountId] = mapped_column(comment="account")
    agreed: Mapped[bool | None] = mapped_column(comment="found right by the nurse; empty: not yet")
    agreed_at: Mapped[datetime | None] = mapped_column(comment="when checked again")
    agreed_by: Mapped[AccountId | None] = mapped_column(comment="account that checked it")
    finding: Mapped[str] = mapped_column(comment="what was found; needed where not agreed")
    retracted_at: Mapped[datetime | None] = mapped_column(comment="was a wrong entry")
    retracted_why: Mapped[str] = mapped_column(comment="why it was taken back")


class ClearanceDecisionRow(SchoolBase):
    """One look at the person: cleared, or goes on resting. Its number stands on the slip."""

    __tablename__ = "clearance_decisions"
    __table_args__ = (
        CheckConstraint("verdict IN ('cleared', 'resting')", name="verdict"),
        Index("ix_clearance_decisions_clearance_id", "clearance_id"),
        Index("ix_clearance_decisions_checked_on", "checked_on"),
        Index("uq_clearance_decisions_year_serial", "year", "serial", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    clearance_id: Mapped[ClearanceId] = mapped_column(
        ForeignKey("clearances.id"), comment="clearance"
    )
    year: Mapped[int] = mapped_column(comment="calendar year of the number")
    serial: Mapped[int] = mapped_column(comment="from 1 in each year")
    verdict: Mapped[Verdict] = mapped_column(enum_value(Verdict), comment="cleared or resting")
    checked_on: Mapped[date] = mapped_column(comment="day of the look")
    decided_at: Mapped[datetime] = mapped_column(comment="when entered")
    decided_by: Mapped[AccountId] = mapped_column(comment="account")
    rule_id: Mapped[str] = mapped_column(comment="rule or variant in force then")
    earliest_on: Mapped[date | None] = mapped_column(comment="earliest day by that rule")
    period_over: Mapped[bool] = mapped_column(comment="isolation period had elapsed, as computed")
    override_reason: Mapped[str] = mapped_column(comment="why an exception was made, or empty")
    look_again_on: Mapped[date | None] = mapped_column(comment="next look, when resting")
    note: Mapped[str] = mapped_column(comment="free text")
    revoked_at: Mapped[datetime | None] = mapped_column(comment="taken back")
    revoked_why: Mapped[str] = mapped_column(comment="why it was taken back")


class ClearanceNoteRow(SchoolBase):
    """A remark on the course, e.g. a dispute and who was told."""

    __tablename__ = "clearance_notes"
    __table_args__ = (Index("ix_clearance_notes_clearance_id", "clearance_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clearance_id: Mapped[ClearanceId] = mapped_column(
        ForeignKey("clearances.id"), comment="clearance"
    )
    at: Mapped[datetime] = mapped_column(comment="when")
    by: Mapped[AccountId] = mapped_column(comment="account")
    kind: Mapped[NoteKind] = mapped_column(enum_value(NoteKind), comment="remark or dispute")
    told: Mapped[str] = mapped_column(comment="who was told of a dispute: ids, spaces between")
    text: Mapped[str] = mapped_column(comment="what")


class ClearanceVariantRow(SchoolBase):
    """The variant of a region that the school chose for a disease."""

    __tablename__ = "clearance_variants"

    disease_id: Mapped[str] = mapped_column(primary_key=True, comment="id of the disease")
    rule_id: Mapped[str] = mapped_column(comment="id of the variant in the pack")
    chosen_at: Mapped[datetime] = mapped_column(comment="when")
    chosen_by: Mapped[AccountId] = mapped_column(comment="account")
