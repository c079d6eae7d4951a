# SPDX-License-Identifier: Apache-2.0
"""The outbox, the receipts, the cards and the keys; all inside the encrypted record.

A package is kept byte for byte as it was sealed, so that the same file can be handed over again.
The root key has no table: it is printed once and lies in a safe.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.kernel.ids import AccountId, PackageId
from schoolguard.packages.manifest import Kind
from schoolguard.packages.receipts import Verdict
from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import enum_value
from schoolguard.submission.rules import Way


class PackageKeyRow(SchoolBase):
    """One secret key pair of the school: signs packages and reads its own archive."""

    __tablename__ = "package_keys"

    id: Mapped[int] = mapped_column(primary_key=True, comment="1, 2, 3 ...; the newest is in use")
    seed: Mapped[bytes] = mapped_column(comment="Ed25519 seed, 32 bytes")
    archive_secret: Mapped[str] = mapped_column(comment="age identity of the archive")
    created_at: Mapped[datetime] = mapped_column(comment="UTC microseconds")


class SchoolCardRow(SchoolBase):
    """One version of the school's card, as its file."""

    __tablename__ = "school_cards"

    version: Mapped[int] = mapped_column(primary_key=True, comment="1, 2, 3 ...")
    file: Mapped[bytes] = mapped_column(comment="signed by the root key")
    issued_at: Mapped[datetime] = mapped_column(comment="UTC microseconds")


class BureauCardRow(SchoolBase):
    """A bureau whose fingerprint a person compared; the newest row is in force."""

    __tablename__ = "bureau_cards"

    id: Mapped[int] = mapped_column(primary_key=True, comment="1, 2, 3 ...")
    file: Mapped[bytes] = mapped_column(comment="signed by the bureau's receipt key")
    enrolled_at: Mapped[datetime] = mapped_column(comment="UTC microseconds")
    enrolled_by: Mapped[AccountId] = mapped_column(comment="account that compared fingerprints")


class EpochRow(SchoolBase):
    """One series of package numbers; a restored record begins another."""

    __tablename__ = "package_epochs"

    id: Mapped[int] = mapped_column(primary_key=True, comment="1, 2, 3 ...; the newest is in use")
    epoch: Mapped[str] = mapped_column(unique=True, comment="128 random bits as hex")
    vault_epoch: Mapped[str] = mapped_column(comment="epoch of the record when it began")
    before: Mapped[str | None] = mapped_column(comment="last known package of the epoch before")
    began_at: Mapped[datetime] = mapped_column(comment="UTC microseconds")


class OutboxRow(SchoolBase):
    """One sealed package."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("epoch", "seq"),
        CheckConstraint("seq >= 1", name="seq"),
        CheckConstraint("revision >= 1", name="revision"),
    )

    id: Mapped[PackageId] = mapped_column(primary_key=True, comment="order of sealing")
    epoch: Mapped[str] = mapped_column(comment="series of numbers")
    seq: Mapped[int] = mapped_column(comment="1, 2, 3 ... within the epoch")
    kind: Mapped[Kind] = mapped_column(enum_value(Kind), comment="daily, correction, empty")
    report_on: Mapped[date] = mapped_column(index=True, comment="day it is about")
    revision: Mapped[int] = mapped_column(comment="1, 2, 3 ... of that day")
    manifest_sha256: Mapped[str] = mapped_column(unique=True, comment="its identity")
    source: Mapped[str] = mapped_column(comment="number of the report sealed; empty: no school")
    file_name: Mapped[str] = mapped_column(comment="name it travels under")
    data: Mapped[bytes] = mapped_column(comment="the file, byte for byte")
    prepared_at: Mapped[datetime] = mapped_column(comment="UTC microseconds")
    prepared_by: Mapped[AccountId] = mapped_column(comment="account")


class HandoverRow(SchoolBase):
    """One time that a package left: to a stick, a folder or a mail program."""

    __tablename__ = "handovers"

    id: Mapped[int] = mapped_column(primary_key=True, comment="order")
    package_id: Mapped[PackageId] = mapped_column(
        ForeignKey("outbox.id"), index=True, comment="which package"
    )
    way: Mapped[Way] = mapped_column(enum_value(Way), comment="folder or mail")
    at: Mapped[datetime] = mapped_column(comment="UTC microseconds")
    account_id: Mapped[AccountId] = mapped_column(comment="who")


class ReceiptRow(SchoolBase):
    """One receipt of the bureau, with what it says of the chain."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("bureau", "receipt_seq"),)

    id: Mapped[int] = mapped_column(primary_key=True, comment="order of taking in")
    bureau: Mapped[str] = mapped_column(comment="id of the bureau")
    receipt_seq: Mapped[int] = mapped_column(comment="1, 2, 3 ... of the bureau to this school")
    sha256: Mapped[str] = mapped_column(unique=True, comment="its identity")
    prev_receipt: Mapped[str] = mapped_column(comment="identity of the one before")
    epoch: Mapped[str] = mapped_column(comment="of the package it answers")
    seq: Mapped[int] = mapped_column(comment="of the package it answers")
    manifest_sha256: Mapped[str | None] = mapped_column(comment="of the package; null: not opened")
    verdict: Mapped[Verdict] = mapped_column(enum_value(Verdict), comment="what became of it")
    code: Mapped[str] = mapped_column(comment="why held or refused; empty: accepted")
    contiguous_seq: Mapped[int] = mapped_column(comment="the bureau has all up to this number")
    contiguous_head: Mapped[str] = mapped_column(comment="identity of that package")
    missing: Mapped[str] = mapped_column(comment="numbers, separated by spaces; may be empty")
    file: Mapped[bytes] = mapped_column(comment="the receipt's file")
    taken_in_at: Mapped[datetime] = mapped_column(comment="UTC microseconds")
    taken_in_by: Mapped[AccountId] = mapped_column(comment="account")
