# SPDX-License-Identifier: Apache-2.0
"""How daily reports are kept: each issue with its figures, and each paper exactly as it was made.

An issue is a draft until the principal signs it; a signed issue never changes. A paper that was
printed is never replaced.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.kernel.ids import AccountId, ReportId
from schoolguard.store.base import SchoolBase, guard
from schoolguard.store.column_types import enum_value


class Kind(StrEnum):
    """Whether an issue opens the day's reporting or adds to a signed one."""

    ORIGINAL = "original"
    ADDENDUM = "addendum"


class Standing(StrEnum):
    """Where an issue stands."""

    DRAFT = "draft"
    SIGNED = "signed"


class DailyReportRow(SchoolBase):
    """One issue of a day's report."""

    __tablename__ = "daily_reports"
    __table_args__ = (
        UniqueConstraint("day", "revision"),
        CheckConstraint("standing IN ('draft', 'signed')", name="standing"),
        CheckConstraint("kind IN ('original', 'addendum')", name="kind"),
        CheckConstraint("(standing = 'signed') = (signed_at IS NOT NULL)", name="signed"),
        CheckConstraint("revision >= 1", name="revision"),
    )

    id: Mapped[ReportId] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(comment="the school day reported on")
    revision: Mapped[int] = mapped_column(comment="issue of the day, from 1")
    kind: Mapped[Kind] = mapped_column(enum_value(Kind), comment="original or addendum")
    number: Mapped[str] = mapped_column(unique=True, comment="as printed: code, day, revision")
    standing: Mapped[Standing] = mapped_column(enum_value(Standing), comment="draft or signed")
    figures: Mapped[str] = mapped_column(comment="JSON of DailyFigures")
    compared: Mapped[str] = mapped_column(
        comment="JSON of the figures it is held against; or empty"
    )
    compared_number: Mapped[str] = mapped_column(comment="number of that issue; or empty")
    note: Mapped[str] = mapped_column(comment="what the school adds in words; may be empty")
    language: Mapped[str] = mapped_column(comment="of the paper: zh_CN or en")
    audit_count: Mapped[int] = mapped_column(comment="entries of the audit log when prepared")
    audit_head: Mapped[bytes] = mapped_column(comment="hash of the last of them")
    prepared_at: Mapped[datetime] = mapped_column(comment="when the figures were taken")
    prepared_by: Mapped[AccountId] = mapped_column(comment="account")
    prepared_by_name: Mapped[str] = mapped_column(comment="as printed")
    signed_at: Mapped[datetime | None] = mapped_column(comment="when the principal signed off")
    signed_by: Mapped[AccountId | None] = mapped_column(comment="account")
    signed_by_name: Mapped[str] = mapped_column(comment="as printed; empty for a draft")


class DailyPaperRow(SchoolBase):
    """One PDF of an issue, byte for byte as it was made."""

    __tablename__ = "daily_papers"
    __table_args__ = (
        Index("ix_daily_papers_report_id", "report_id"),
        CheckConstraint("prints >= 0", name="prints"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[ReportId] = mapped_column(ForeignKey("daily_reports.id"))
    standing: Mapped[Standing] = mapped_column(
        enum_value(Standing), comment="whether it is the draft's paper or the signed one"
    )
    made_at: Mapped[datetime] = mapped_column(comment="when it was made")
    pdf: Mapped[bytes] = mapped_column(comment="the file")
    sha256: Mapped[str] = mapped_column(comment="of the file, hexadecimal")
    prints: Mapped[int] = mapped_column(comment="how often it was printed or saved")


guard(
    DailyReportRow.__table__,
    "CREATE TRIGGER daily_reports_signed_stay BEFORE UPDATE ON daily_reports "
    "WHEN OLD.standing = 'signed' BEGIN SELECT RAISE(ABORT, 'a signed report stays'); END",
    "CREATE TRIGGER daily_reports_signed_remain BEFORE DELETE ON daily_reports "
    "WHEN OLD.standing = 'signed' BEGIN SELECT RAISE(ABORT, 'a signed report stays'); END",
)
guard(
    DailyPaperRow.__table__,
    "CREATE TRIGGER daily_papers_stay BEFORE DELETE ON daily_papers "
    "WHEN OLD.prints > 0 OR OLD.standing = 'signed' "
    "BEGIN SELECT RAISE(ABORT, 'a printed report stays'); END",
    "CREATE TRIGGER daily_papers_bytes_stay BEFORE UPDATE OF report_id, standing, made_at, pdf, "
    "sha256 ON daily_papers BEGIN SELECT RAISE(ABORT, 'a paper stays as it was made'); END",
)
