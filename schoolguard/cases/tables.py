# SPDX-License-Identifier: Apache-2.0
"""How cases are kept: the case, its classification steps, reports, measures, close contacts, watch.

Whatever is taken back stays with who, when and why; replaced values lie in `corrections`.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.cases.contact_values import Reached
from schoolguard.cases.values import Classification, Standing
from schoolguard.kernel.ids import AccountId, CaseId, ClassId, PersonId, StayId
from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import enum_value


class DiseaseCaseRow(SchoolBase):
    """One person's case of one infectious disease."""

    __tablename__ = "disease_cases"
    __table_args__ = (
        CheckConstraint("standing IN ('open', 'ended', 'withdrawn')", name="standing"),
        CheckConstraint(
            "classification IN ('suspected', 'clinical', 'confirmed', 'excluded')",
            name="classification",
        ),
        CheckConstraint("(standing = 'open') = (ended_at IS NULL)", name="ended"),
        Index("ix_disease_cases_standing", "standing", "counts_on"),
        Index("ix_disease_cases_counts_on", "counts_on"),
        Index("ix_disease_cases_found_on", "found_on"),
        Index("ix_disease_cases_ended_on", "ended_on"),
        Index("ix_disease_cases_person_id", "person_id"),
        Index("ix_disease_cases_infected_by", "infected_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), comment="pupil or staff")
    class_id: Mapped[ClassId] = mapped_column(ForeignKey("classes.id"), comment="class when found")
    disease_id: Mapped[str] = mapped_column(comment="id in diseases.toml")
    classification: Mapped[Classification] = mapped_column(
        enum_value(Classification), comment="suspected, clinical, confirmed or excluded"
    )
    standing: Mapped[Standing] = mapped_column(
        enum_value(Standing), comment="open, ended or withdrawn"
    )
    onset_on: Mapped[date | None] = mapped_column(comment="first day of symptoms")
    found_at: Mapped[datetime] = mapped_column(comment="the school learned of it; starts the clock")
    found_on: Mapped[date] = mapped_column(comment="local day of found_at")
    counts_on: Mapped[date] = mapped_column(comment="onset_on, else found_on")
    diagnosed_on: Mapped[date | None] = mapped_column(comment="day of the diagnosis")
    hospital: Mapped[str] = mapped_column(comment="clinic or hospital")
    tests: Mapped[str] = mapped_column(comment="tests and their results")
    admitted: Mapped[bool] = mapped_column(comment="in hospital")
    severe: Mapped[bool] = mapped_column(comment="severe course")
    note: Mapped[str] = mapped_column(comment="free text")
    absence_case_id: Mapped[CaseId | None] = mapped_column(
        Integer, comment="absence case that it came from"
    )
    stay_id: Mapped[StayId | None] = mapped_column(
        Integer, comment="stay in the isolation room that it came from"
    )
    infected_by: Mapped[int | None] = mapped_column(
        ForeignKey("disease_cases.id"), comment="case from whom it came, as far as known"
    )
    opened_at: Mapped[datetime] = mapped_column(comment="when entered")
    opened_by: Mapped[AccountId] = mapped_column(comment="account")
    followed_at: Mapped[datetime] = mapped_column(comment="last news; the follow-up counts from it")
    contacts_settled_at: Mapped[datetime | None] = mapped_column(
        comment="close contacts were listed, or said to be none"
    )
    outcome_id: Mapped[str] = mapped_column(comment="id of the outcome in cases.toml, or empty")
    ended_on: Mapped[date | None] = mapped_column(comment="day of the outcome")
    ended_at: Mapped[datetime | None] = mapped_column(comment="ended or withdrawn")
    ended_by: Mapped[AccountId | None] = mapped_column(comment="account")
    end_note: Mapped[str] = mapped_column(comment="why withdrawn; free text on ending")


class CaseStepRow(SchoolBase):
    """One step of the classification of a case; rows are only ever added."""

    __tablename__ = "disease_case_steps"
    __table_args__ = (Index("ix_disease_case_steps_case_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("disease_cases.id"), comment="case")
    at: Mapped[datetime] = mapped_column(comment="when entered")
    by: Mapped[AccountId] = mapped_column(comment="account")
    classification: Mapped[Classification] = mapped_column(
        enum_value(Classification), comment="from then on"
    )
    disease_id: Mapped[str] = mapped_column(comment="from then on")
    on_day: Mapped[date] = mapped_column(comment="day of the doctor's or the school's decision")
    hospital: Mapped[str] = mapped_column(comment="who decided")
    reason: Mapped[str] = mapped_column(comment="why, in words")


class CaseReportRow(SchoolBase):
    """One report of a case to somebody."""

    __tablename__ = "disease_case_reports"
    __table_args__ = (Index("ix_disease_case_reports_case_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("disease_cases.id"), comment="case")
    party_id: Mapped[str] = mapped_column(comment="recipient in cases.toml")
    reported_at: Mapped[datetime] = mapped_column(comment="when told")
    way_id: Mapped[str] = mapped_column(comment="way in cases.toml")
    answered_by: Mapped[str] = mapped_column(comment="who answered")
    note: Mapped[str] = mapped_column(comment="what was said")
    at: Mapped[datetime] = mapped_column(comment="when entered")
    by: Mapped[AccountId] = mapped_column(comment="account that reported")
    retracted_at: Mapped[datetime | None] = mapped_column(comment="taken back as a wrong entry")
    retract_reason: Mapped[str] = mapped_column(comment="why taken back")


class CaseMeasureRow(SchoolBase):
    """One measure ticked for a case."""

    __tablename__ = "disease_case_measures"
    __table_args__ = (
        Index(
            "uq_disease_case_measures_ticked",
            "case_id",
            "measure_id",
            unique=True,
            sqlite_where=text("undone_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("disease_cases.id"), comment="case")
    measure_id: Mapped[str] = mapped_column(comment="measure in cases.toml")
    done_on: Mapped[date] = mapped_column(comment="day it was done")
    person: Mapped[str] = mapped_column(comment="who did it, in words")
    note: Mapped[str] = mapped_column(comment="free text")
    at: Mapped[datetime] = mapped_column(comment="when ticked")
    by: Mapped[AccountId] = mapped_column(comment="account that ticked")
    undone_at: Mapped[datetime | None] = mapped_column(comment="un-ticked")
    undone_by: Mapped[AccountId | None] = mapped_column(comment="account that un-ticked")
    undo_reason: Mapped[str] = mapped_column(comment="why un-ticked")


class CloseContactRow(SchoolBase):
    """A person watched because of a case."""

    __tablename__ = "close_contacts"
    __table_args__ = (
        CheckConstraint("degree IN (1, 2)", name="degree"),
        CheckConstraint("watch_until_on >= last_exposed_on", name="span"),
        CheckConstraint("(outcome_id = '') = (ended_on IS NULL)", name="ended"),
        Index(
            "uq_close_contacts_listed",
            "case_id",
            "person_id",
            unique=True,
            sqlite_where=text("removed_at is null"),
        ),
        Index("ix_close_contacts_watched", "ended_on", "watch_until_on"),
        Index("ix_close_contacts_until", "watch_until_on"),
        Index("ix_close_contacts_person_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("disease_cases.id"), comment="case")
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), comment="who")
    class_id: Mapped[ClassId] = mapped_column(ForeignKey("classes.id"), comment="class when listed")
    degree: Mapped[int] = mapped_column(comment="1 close contact, 2 contact of a contact")
    via_id: Mapped[int | None] = mapped_column(
        ForeignKey("close_contacts.id"), comment="through which close contact, degree 2"
    )
    ways: Mapped[str] = mapped_column(comment="where they were near, ids sorted, spaces between")
    why: Mapped[str] = mapped_column(comment="in words")
    last_exposed_on: Mapped[date] = mapped_column(comment="day 0 of the watch")
    watch_until_on: Mapped[date] = mapped_column(comment="last day of the watch, included")
    every_days: Mapped[int] = mapped_column(comment="asked every so many days")
    added_at: Mapped[datetime] = mapped_column(comment="when listed")
    added_by: Mapped[AccountId] = mapped_column(comment="account")
    outcome_id: Mapped[str] = mapped_column(comment="watch outcome in cases.toml, or empty")
    ended_on: Mapped[date | None] = mapped_column(comment="day of the outcome")
    became_case_id: Mapped[int | None] = mapped_column(
        ForeignKey("disease_cases.id"), comment="the case that the person became"
    )
    note: Mapped[str] = mapped_column(comment="free text")
    removed_at: Mapped[datetime | None] = mapped_column(comment="listed by mistake")
    remove_reason: Mapped[str] = mapped_column(comment="why taken off the list")


class WatchDayRow(SchoolBase):
    """What was learned of a close contact on one day."""

    __tablename__ = "watch_days"
    __table_args__ = (
        CheckConstraint("decicelsius BETWEEN 300 AND 450", name="decicelsius"),
        CheckConstraint("reached IN ('yes', 'no_answer')", name="reached"),
        Index("ix_watch_days_contact_id", "contact_id", "day"),
        {"sqlite_with_rowid": False},
    )

    day: Mapped[date] = mapped_column(primary_key=True, comment="days since 1970-01-01")
    contact_id: Mapped[int] = mapped_column(
        ForeignKey("close_contacts.id"), primary_key=True, autoincrement=False, comment="who"
    )
    reached: Mapped[Reached] = mapped_column(enum_value(Reached), comment="yes or no_answer")
    decicelsius: Mapped[int | None] = mapped_column(comment="tenths of a degree; null = not taken")
    symptoms: Mapped[str] = mapped_column(comment="ids of the symptom pack, sorted, spaces between")
    note: Mapped[str] = mapped_column(comment="free text")
    at: Mapped[datetime] = mapped_column(comment="when entered")
    by: Mapped[AccountId] = mapped_column(comment="account")
