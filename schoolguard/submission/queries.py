# SPDX-License-Identifier: Apache-2.0
"""Reads of the outbox, the receipts and the cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from schoolguard import packages
from schoolguard.crypto.age import AgeIdentity
from schoolguard.crypto.signatures import SigningKey
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PackageId
from schoolguard.store.unit import View
from schoolguard.submission.rules import BureauWord, Sent, Standing, stand
from schoolguard.submission.tables import (
    BureauCardRow,
    EpochRow,
    HandoverRow,
    OutboxRow,
    PackageKeyRow,
    ReceiptRow,
    SchoolCardRow,
)


@dataclass(frozen=True, slots=True)
class SchoolKeys:
    """The school's secrets, read from the encrypted record for one act of sealing."""

    package_key: SigningKey
    archive: AgeIdentity


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A package as it travels."""

    id: PackageId
    name: str
    data: bytes
    report_on: date


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """One receipt as a list shows it, newest first."""

    receipt_seq: int
    seq: int
    verdict: packages.Verdict
    code: str
    contiguous_seq: int
    missing: tuple[int, ...]
    taken_in_at: datetime


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Everything that the outbox page shows.

    Attributes:
        school_card: None until the school's keys were made.
        bureau_card: None until a bureau was enrolled.
        sent: newest first.
        receipts: newest first.
    """

    school_card: packages.SchoolCard | None
    bureau_card: packages.BureauCard | None
    sent: tuple[Sent, ...]
    receipts: tuple[ReceiptLine, ...]

    def count(self, *standings: Standing) -> int:
        """Return how many packages stand in one of the given ways."""
        return sum(one.standing in standings for one in self.sent)


def mailbox(view: View, limit: int = 200) -> Mailbox:
    """Return cards, outbox and receipts in one read; at most `limit` of each list."""
    return Mailbox(
        school_card(view), bureau_card(view), outbox(view, limit), receipt_lines(view, limit)
    )


def outbox(view: View, limit: int = 200) -> tuple[Sent, ...]:
    """Return the newest packages with their standing, newest first."""
    first = (
        select(
            HandoverRow.package_id,
            func.min(HandoverRow.at).label("at"),
            func.min(HandoverRow.way).label("way"),
        )
        .group_by(HandoverRow.package_id)
        .subquery()
    )
    query = (
        select(*_SENT, first.c.at, first.c.way)
        .outerjoin(first, first.c.package_id == OutboxRow.id)
        .order_by(OutboxRow.id.desc())
        .limit(limit)
    )
    answers = _newest_answers(view)
    rows = view.connection.execute(query)
    sent = (Sent(*row, *answers.get(row.manifest_sha256, (None, ""))) for row in rows)
    return stand(sent, bureau_word(view))


def last_sent(view: View) -> Sent | None:
    """Return the newest package, whatever its standing; None while there is none."""
    row = view.connection.execute(select(*_SENT).order_by(OutboxRow.id.desc()).limit(1)).first()
    return Sent(*row) if row else None


def sent_on(view: View, day: date) -> tuple[Sent, ...]:
    """Return the packages about one day, oldest first."""
    query = select(*_SENT).where(OutboxRow.report_on == day).order_by(OutboxRow.id)
    return tuple(Sent(*row) for row in view.connection.execute(query))


def package_files(view: View, ids: Iterable[PackageId]) -> tuple[PackageFile, ...]:
    """Return packages as they travel, in order of sealing."""
    query = (
        select(OutboxRow.id, OutboxRow.file_name, OutboxRow.data, OutboxRow.report_on)
        .where(OutboxRow.id.in_(list(ids)))
        .order_by(OutboxRow.id)
    )
    return tuple(PackageFile(*row) for row in view.connection.execute(query))


def receipt_lines(view: View, limit: int = 200) -> tuple[ReceiptLine, ...]:
    """Return the newest receipts, newest first."""
    query = (
        select(
            ReceiptRow.receipt_seq,
            ReceiptRow.seq,
            ReceiptRow.verdict,
            ReceiptRow.code,
            ReceiptRow.contiguous_seq,
            ReceiptRow.missing,
            ReceiptRow.taken_in_at,
        )
        .order_by(ReceiptRow.receipt_seq.desc())
        .limit(limit)
    )
    return tuple(
        ReceiptLine(*row[:5], numbers(row.missing), row.taken_in_at)
        for row in view.connection.execute(query)
    )


def bureau_word(view: View) -> BureauWord | None:
    """Return what the newest receipt says of the chain; None before the first."""
    row = view.connection.execute(
        select(ReceiptRow.epoch, ReceiptRow.contiguous_seq, ReceiptRow.missing)
        .order_by(ReceiptRow.receipt_seq.desc())
        .limit(1)
    ).first()
    return (
        BureauWord(row.epoch, row.contiguous_seq, frozenset(numbers(row.missing))) if row else None
    )


def last_receipt(view: View) -> str | None:
    """Return the hash of the newest receipt; None before the first."""
    query = select(ReceiptRow.sha256).order_by(ReceiptRow.receipt_seq.desc()).limit(1)
    return view.connection.execute(query).scalar()


def school_card_file(view: View) -> bytes | None:
    """Return the newest version of the school's card as its file; None before keys were made."""
    query = select(SchoolCardRow.file).order_by(SchoolCardRow.version.desc()).limit(1)
    return view.connection.execute(query).scalar()


def school_card(view: View) -> packages.SchoolCard | None:
    """Return the school's card in force; None before keys were made."""
    file = school_card_file(view)
    return packages.read_school_card(file) if file else None


def bureau_card(view: View) -> packages.BureauCard | None:
    """Return the enrolled bureau; None before one was enrolled."""
    query = select(BureauCardRow.file).order_by(BureauCardRow.id.desc()).limit(1)
    file = view.connection.execute(query).scalar()
    return packages.read_bureau_card(file) if file else None


def school_keys(view: View) -> SchoolKeys:
    """Return the secret keys in use.

    Raises:
        UserError: ``submission.no_keys``.
    """
    query = (
        select(PackageKeyRow.seed, PackageKeyRow.archive_secret)
        .order_by(PackageKeyRow.id.desc())
        .limit(1)
    )
    row = view.connection.execute(query).first()
    if row is None:
        raise UserError("submission.no_keys")
    return SchoolKeys(SigningKey(row.seed), AgeIdentity(row.archive_secret))


def newest_epoch(view: View) -> tuple[str, str, str | None] | None:
    """Return epoch, the record's epoch then, and the end of the epoch before; None: none yet."""
    query = (
        select(EpochRow.epoch, EpochRow.vault_epoch, EpochRow.before)
        .order_by(EpochRow.id.desc())
        .limit(1)
    )
    row = view.connection.execute(query).first()
    return (row.epoch, row.vault_epoch, row.before) if row else None


def numbers(text: str) -> tuple[int, ...]:
    """Return the numbers of a stored list."""
    return tuple(int(word) for word in text.split())


_SENT = (
    OutboxRow.id,
    OutboxRow.epoch,
    OutboxRow.seq,
    OutboxRow.kind,
    OutboxRow.report_on,
    OutboxRow.revision,
    OutboxRow.manifest_sha256,
    OutboxRow.source,
    OutboxRow.file_name,
    OutboxRow.prepared_at,
)


def _newest_answers(view: View) -> dict[str, tuple[packages.Verdict, str]]:
    query = select(ReceiptRow.manifest_sha256, ReceiptRow.verdict, ReceiptRow.code).order_by(
        ReceiptRow.receipt_seq
    )
    return {
        row.manifest_sha256: (row.verdict, row.code)
        for row in view.connection.execute(query)
        if row.manifest_sha256
    }
