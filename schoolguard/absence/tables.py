# SPDX-License-Identifier: Apache-2.0
"""How absence cases are kept: the case, the sessions it covers, hand-counted lessons, contacts.

A case is one episode of one person. What was corrected lies with its old value in `corrections`.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.absence.rules import Reason, Step
from schoolguard.absence.values import Standing
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import AccountId, CaseId, ClassId, PersonId
from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import enum_value

_BY_KEY = {"sqlite_with_rowid": False}


class AbsenceCaseRow(SchoolBase):
    """One person's absence, from the first session missed until it is closed or withdrawn."""

    __tablename__ = "absence_cases"
    __table_args__ = (
        CheckConstraint("standing IN ('open', 'closed', 'withdrawn')", name="standing"),
        CheckConstraint("reason IN ('unknown', 'illness', 'injury', 'leave')", name="reason"),
        CheckConstraint("(standing = 'open') = (ended_at IS NULL)", name="ended"),
        Index("ix_absence_cases_standing_due_at", "standing", "due_at"),
        Index("ix_absence_cases_person_id_first_on", "person_id", "first_on"),
    )

    id: Mapped[CaseId] = mapped_column(primary_key=True)
    person_id: Mapped[PersonId] = mapped_column(ForeignKey("people.id"), comment="pupil or staff")
    class_id: Mapped[ClassId] = mapped_column(ForeignKey("classes.id"), comment="class when opened")
    from_check: Mapped[bool] = mapped_column(comment="opened by an absent mark, not by hand")
    opened_at: Mapped[datetime] = mapped_column(comment="when the case was opened")
    opened_by: Mapped[AccountId] = mapped_column(comment="account")
    first_on: Mapped[date] = mapped_column(comment="first day away")
    standing: Mapped[Standing] = mapped_column(
        enum_value(Standing), comment="open, closed or withdrawn"
    )
    reason: Mapped[Reason] = mapped_column(
        enum_value(Reason), comment="unknown, illness, injury or leave"
    )
    symptoms: Mapped[str] = mapped_column(comment="ids of the symptom pack, sorted, spaces between")
    onset_on: Mapped[date | None] = mapped_column(comment="first day of symptoms")
    left_at: Mapped[datetime | None] = mapped_column(comment="when sent or gone home")
    cause_id: Mapped[str] = mapped_column(comment="id of the cause in the absence pack, or empty")
    diagnosis: Mapped[str] = mapped_column(comment="the doctor's words")
    hospital: Mapped[str] = mapped_column(comment="clinic or hospital seen")
    visited_on: Mapped[date | None] = mapped_column(comment="day of the visit to a doctor")
    tests: Mapped[str] = mapped_column(comment="tests and their results")
    note: Mapped[str] = mapped_column(comment="free text")
    epidemic_suspected: Mapped[bool] = mapped_column(comment="may be epidemic")
    step: Mapped[Step] = mapped_column(enum_value(Step), comment="next step that the case asks for")
    due_at: Mapped[datetime | None] = mapped_column(comment="when the step is due")
    back_on: Mapped[date | None] = mapped_column(comment="a check saw the person again")
    back_session: Mapped[CheckSession | None] = mapped_column(
        enum_value(CheckSession), comment="in which session; 0, 1, 2"
    )
    withdrawal_asked: Mapped[bool] = mapped_column(comment="its check was corrected to present")
    outcome_id: Mapped[str] = mapped_column(comment="id of the outcome in the pack, or empty")
    returned_on: Mapped[date | None] = mapped_column(comment="day of return as confirmed")
    ended_at: Mapped[datetime | None] = mapped_column(comment="closed or withdrawn")
    ended_by: Mapped[AccountId | None] = mapped_column(comment="account")
    end_note: Mapped[str] = mapped_column(comment="why withdrawn; free text on closing")


class AbsenceMarkRow(SchoolBase):
    """One session in which the person was absent."""

    __tablename__ = "absence_marks"
    __table_args__ = (
        CheckConstraint("session BETWEEN 0 AND 2", name="session"),
        Index("ix_absence_marks_case_id", "case_id"),
        _BY_KEY,
    )

    day: Mapped[date] = mapped_column(primary_key=True, comment="days since 1970-01-01")
    session: Mapped[CheckSession] = mapped_column(
        enum_value(CheckSession),
        primary_key=True,
        autoincrement=False,
        comment="0 morning, 1 noon, 2 evening",
    )
    case_id: Mapped[CaseId] = mapped_column(
        ForeignKey("absence_cases.id"), primary_key=True, autoincrement=False, comment="case"
    )
    class_id: Mapped[ClassId] = mapped_column(ForeignKey("classes.id"), comment="class on that day")
    from_check: Mapped[bool] = mapped_column(comment="marked on a check sheet, not by hand")


class AbsenceLessonsRow(SchoolBase):
    """Lessons missed on one day, counted by hand; beats the sessions."""

    __tablename__ = "absence_lessons"
    __table_args__ = (CheckConstraint("lessons BETWEEN 0 AND 20", name="lessons"), _BY_KEY)

    case_id: Mapped[CaseId] = mapped_column(
        ForeignKey("absence_cases.id"), primary_key=True, autoincrement=False, comment="case"
    )
    day: Mapped[date] = mapped_column(primary_key=True, comment="days since 1970-01-01")
    lessons: Mapped[int] = mapped_column(comment="lessons missed")


class AbsenceContactRow(SchoolBase):
    """One attempt to reach somebody about a case."""

    __tablename__ = "absence_contacts"
    __table_args__ = (Index("ix_absence_contacts_case_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[CaseId] = mapped_column(ForeignKey("absence_cases.id"), comment="case")
    at: Mapped[datetime] = mapped_column(comment="when")
    by: Mapped[AccountId] = mapped_column(comment="account that tried")
    party_id: Mapped[str] = mapped_column(comment="id of the party in the absence pack")
    way_id: Mapped[str] = mapped_column(comment="id of the way in the absence pack")
    result_id: Mapped[str] = mapped_column(comment="id of the result in the absence pack")
    who: Mapped[str] = mapped_column(comment="whom, in words; a guardian's name or an office")
    note: Mapped[str] = mapped_column(comment="what was said")
