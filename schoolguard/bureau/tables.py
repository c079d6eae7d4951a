# SPDX-License-Identifier: Apache-2.0
"""What a bureau keeps: its keys, the enrolled schools, every package, what counts, its receipts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.bureau.rules import EpochState, Keeping
from schoolguard.packages.manifest import Kind
from schoolguard.store.base import BureauBase
from schoolguard.store.column_types import enum_value


class BureauKeyRow(BureauBase):
    """The bureau's secrets and its card; the newest row is in use."""

    __tablename__ = "bureau_keys"

    id: Mapped[int] = mapped_column(primary_key=True, comment="version of the card")
    name: Mapped[str] = mapped_column(comment="of the bureau")
    receipt_seed: Mapped[bytes] = mapped_column(comment="Ed25519 seed, 32 bytes")
    age_secret: Mapped[str] = mapped_column(comment="age identity that packages are sealed for")
    card: Mapped[bytes] = mapped_column(comment="the card's file")
    created_at: Mapped[datetime] = mapped_column(comment="UTC microseconds")


class SchoolRow(BureauBase):
    """One enrolled school with the card in force."""

    __tablename__ = "schools"

    code: Mapped[str] = mapped_column(primary_key=True, comment="code of the school")
    name: Mapped[str] = mapped_column(comment="as on its card")
    card: Mapped[bytes] = mapped_column(comment="the card's file")
    card_version: Mapped[int] = mapped_column(comment="only goes up")
    enrolled_at: Mapped[datetime] = mapped_column(comment="first time; UTC microseconds")
    confirmed_by: Mapped[str] = mapped_column(comment="who compared the fingerprint")


class EpochRow(BureauBase):
    """One series of package numbers of one school."""

    __tablename__ = "epochs"
    __table_args__ = (UniqueConstraint("school", "epoch"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="order of appearance")
    school: Mapped[str] = mapped_column(ForeignKey("schools.code"), comment="whose")
    epoch: Mapped[str] = mapped_column(comment="128 random bits as hex")
    state: Mapped[EpochState] = mapped_column(
        enum_value(EpochState), comment="current, pending, closed"
    )
    last: Mapped[int | None] = mapped_column(comment="highest number of a closed one")
    data_lost: Mapped[bool] = mapped_column(comment="it forgot packages of the one before")
    began_at: Mapped[datetime] = mapped_column(comment="first package; UTC microseconds")
    confirmed_by: Mapped[str] = mapped_column(comment="who phoned; empty: first or pending")


class PackageRow(BureauBase):
    """One package, byte for byte as it came."""

    __tablename__ = "packages"
    __table_args__ = (
        UniqueConstraint("school", "epoch", "digest"),
        CheckConstraint("seq >= 1", name="seq"),
        Index("ix_packages_school_epoch_seq", "school", "epoch", "seq"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, comment="order of arrival")
    school: Mapped[str] = mapped_column(ForeignKey("schools.code"), comment="whose")
    epoch: Mapped[str] = mapped_column(comment="series of numbers")
    seq: Mapped[int] = mapped_column(comment="number within the epoch")
    prev: Mapped[str] = mapped_column(comment="identity of the one before")
    digest: Mapped[str] = mapped_column(comment="its identity: SHA-256 of package.json")
    package_sha256: Mapped[str] = mapped_column(comment="SHA-256 of the file")
    keeping: Mapped[Keeping] = mapped_column(enum_value(Keeping), comment="whether it counts")
    kind: Mapped[Kind] = mapped_column(enum_value(Kind), comment="daily, correction, empty")
    report_on: Mapped[date] = mapped_column(index=True, comment="day it is about")
    audit_head: Mapped[str] = mapped_column(comment="head of the school's audit log")
    audit_count: Mapped[int] = mapped_column(comment="entries of the school's audit log")
    data: Mapped[bytes] = mapped_column(comment="the file")
    received_at: Mapped[datetime] = mapped_column(comment="UTC microseconds")


class DayReportRow(BureauBase):
    """The figures of one package, for sums over schools."""

    __tablename__ = "day_reports"

    package_id: Mapped[int] = mapped_column(ForeignKey("packages.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(comment="the highest accepted one counts")
    statement: Mapped[str] = mapped_column(comment="zero, findings, incomplete, no_school")
    signed_off: Mapped[bool] = mapped_column(comment="by the principal")
    pupils: Mapped[int] = mapped_column(comment="on the roster")
    staff: Mapped[int] = mapped_column(comment="on the roster")
    pupils_expected: Mapped[int] = mapped_column(comment="should be at school")
    pupils_present: Mapped[int] = mapped_column(comment="seen at school")
    staff_expected: Mapped[int] = mapped_column(comment="should be at school")
    staff_present: Mapped[int] = mapped_column(comment="seen at school")
    absent: Mapped[int] = mapped_column(comment="pupils and staff")
    absent_illness: Mapped[int] = mapped_column(comment="through illness")
    absent_suspected: Mapped[int] = mapped_column(comment="perhaps epidemic")
    fevers: Mapped[int] = mapped_column(comment="confirmed by a second reading")
    symptomatic: Mapped[int] = mapped_column(comment="with symptoms")
    sheets_due: Mapped[int] = mapped_column(comment="check sheets of the day")
    sheets_late: Mapped[int] = mapped_column(comment="handed in late")
    sheets_missing: Mapped[int] = mapped_column(comment="not handed in")


class DayMeasuresRow(BureauBase):
    """What a package of schema 2 says of measures; a package of schema 1 has no row."""

    __tablename__ = "day_measures"

    package_id: Mapped[int] = mapped_column(ForeignKey("packages.id"), primary_key=True)
    isolated: Mapped[int] = mapped_column(comment="taken into the isolation room")
    new_cases: Mapped[int] = mapped_column(comment="cases found on the day")
    classes_off: Mapped[int] = mapped_column(comment="classes suspended")
    warnings_legal: Mapped[int] = mapped_column(comment="legal triggers and clusters reached")
    rounds_missed: Mapped[int] = mapped_column(comment="rounds due and not done")


class ReceiptRow(BureauBase):
    """One receipt that was written."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("school", "receipt_seq"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="order of writing")
    school: Mapped[str] = mapped_column(ForeignKey("schools.code"), comment="for whom")
    receipt_seq: Mapped[int] = mapped_column(comment="1, 2, 3 ... for this school")
    sha256: Mapped[str] = mapped_column(comment="its identity")
    package_sha256: Mapped[str] = mapped_column(index=True, comment="file that it answers")
    digest: Mapped[str | None] = mapped_column(index=True, comment="package that it answers")
    file_name: Mapped[str] = mapped_column(comment="name it travels under")
    file: Mapped[bytes] = mapped_column(comment="the file")
    written_at: Mapped[datetime] = mapped_column(comment="UTC microseconds")
