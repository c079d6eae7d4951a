# SPDX-License-Identifier: Apache-2.0
"""Who did what, when: reading, searching and verifying the chained log.

The chain finds edits made behind the program's back. A log that was cut short or rebuilt whole is
found only by a head kept elsewhere: beside the file (`anchor`), on every printed daily report, in
every package. Entries hold ids, never names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast

from sqlalchemy import select

from schoolguard.crypto.canonical import parse_canonical_json
from schoolguard.kernel.clock import instant
from schoolguard.kernel.ids import AccountId
from schoolguard.store.chain import COLUMNS, HEAD, NO_HASH, AuditRow, entry_hash
from schoolguard.store.unit import View


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry as it stands in the log."""

    seq: int
    at: datetime
    account_id: AccountId
    action: str
    subject: str
    facts: Mapping[str, str | int]
    hash: bytes


@dataclass(frozen=True, slots=True)
class AuditBreak:
    """The first place where the chain does not hold.

    Attributes:
        seq: the entry that is missing, changed or out of place.
        reason: ``gap``, ``link`` (`prev` is not the hash before) or ``content`` (not its own hash).
    """

    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """What verifying the whole chain found; `first_break` None means it holds."""

    count: int
    head: bytes
    first_break: AuditBreak | None


def head(view: View) -> tuple[int, bytes]:
    """Return the number of entries and the hash of the last one (32 zero bytes when empty)."""
    row = view.connection.exec_driver_sql(HEAD).one_or_none()
    return (0, NO_HASH) if row is None else (row[0], row[1])


def hash_at(view: View, seq: int) -> bytes | None:
    """Return the hash of one entry, None when the log is shorter; 32 zero bytes for entry 0."""
    if seq == 0:
        return NO_HASH
    found = view.connection.exec_driver_sql("SELECT hash FROM audit_log WHERE seq = ?", (seq,))
    row = found.one_or_none()
    return None if row is None else bytes(row[0])


def verify(view: View) -> AuditCheck:
    """Walk the whole chain and stop at the first break."""
    rows = view.connection.exec_driver_sql(
        f"SELECT {COLUMNS} FROM audit_log ORDER BY seq"  # noqa: S608 - own text
    )
    seq, prev = 0, NO_HASH
    for row in rows:
        seq += 1
        reason = _fault(seq, prev, row)
        if reason:
            return AuditCheck(seq - 1, prev, AuditBreak(seq, reason))
        prev = row[7]
    return AuditCheck(seq, prev, None)


def search(
    view: View,
    text: str = "",
    first_on: date | None = None,
    last_on: date | None = None,
    limit: int = 500,
) -> tuple[AuditEntry, ...]:
    """Return matching entries, newest first.

    Args:
        view: a read transaction.
        text: part of action, subject or facts; empty matches all.
        first_on: first local day, None for no limit.
        last_on: last local day, None for no limit.
        limit: at most so many.
    """
    query = select(
        AuditRow.seq, AuditRow.at, AuditRow.account_id, AuditRow.action, AuditRow.subject,
        AuditRow.facts, AuditRow.hash,
    ).order_by(AuditRow.seq.desc()).limit(limit)  # fmt: skip
    if text:
        everything = AuditRow.action + " " + AuditRow.subject + " " + AuditRow.facts
        query = query.where(everything.icontains(text, autoescape=True))
    if first_on is not None:
        query = query.where(AuditRow.at >= instant(first_on))
    if last_on is not None:
        query = query.where(AuditRow.at < instant(last_on + timedelta(days=1)))
    return tuple(
        AuditEntry(seq, at, AccountId(who), action, subject, _facts(facts), digest)
        for seq, at, who, action, subject, facts, digest in view.connection.execute(query)
    )


def _fault(seq: int, prev: bytes, row: Any) -> str:  # noqa: ANN401 - a raw row, maybe forged
    number, at, account, action, subject, facts, claimed_prev, claimed = row
    if number != seq:
        return "gap"
    if claimed_prev != prev:
        return "link"
    try:
        honest = entry_hash(number, at, account, action, subject, facts, prev)
    except (TypeError, ValueError):
        return "content"
    return "" if claimed == honest else "content"


def _facts(text: str) -> Mapping[str, str | int]:
    return cast("Mapping[str, str | int]", parse_canonical_json(text.encode()))
