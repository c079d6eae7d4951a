# SPDX-License-Identifier: Apache-2.0
"""The chain itself: an append-only table in which every entry carries the hash of the one before.

Triggers refuse to change, remove or insert out of order. Used by `unit` inside its transaction;
reading, searching and verifying is `audit`'s.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.crypto.canonical import Json, canonical_json
from schoolguard.kernel.ids import AccountId
from schoolguard.store.base import BureauBase, SchoolBase, guard
from schoolguard.store.column_types import Instant

NO_HASH: Final = bytes(32)
"""What the first entry names as its predecessor."""

COLUMNS: Final = "seq, at, account_id, action, subject, facts, prev, hash"
HEAD: Final = "SELECT seq, hash FROM audit_log ORDER BY seq DESC LIMIT 1"

_FORM = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INSERT = f"INSERT INTO audit_log ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - own text


class _AuditColumns:
    seq: Mapped[int] = mapped_column(primary_key=True, comment="1, 2, 3 ... without a gap")
    at: Mapped[datetime] = mapped_column(Instant, comment="UTC microseconds")
    account_id: Mapped[int] = mapped_column(comment="who; 0 is the program itself")
    action: Mapped[str] = mapped_column(comment="what, e.g. checks.hand_in")
    subject: Mapped[str] = mapped_column(comment="to what, by id, e.g. person:12")
    facts: Mapped[str] = mapped_column(comment="canonical JSON object of ids, counts, digests")
    prev: Mapped[bytes] = mapped_column(LargeBinary, comment="hash of entry seq - 1")
    hash: Mapped[bytes] = mapped_column(LargeBinary, comment="SHA-256 of this entry with prev")


class AuditRow(_AuditColumns, SchoolBase):
    """One entry of a school's log."""

    __tablename__ = "audit_log"


class BureauAuditRow(_AuditColumns, BureauBase):
    """One entry of a bureau's log."""

    __tablename__ = "audit_log"


for _row in (AuditRow, BureauAuditRow):
    guard(
        _row.__table__,
        """CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END""",
        """CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END""",
        """CREATE TRIGGER audit_log_in_order BEFORE INSERT ON audit_log
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_log)
OR NEW.prev IS NOT
   coalesce((SELECT hash FROM audit_log WHERE seq = NEW.seq - 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, 'audit log is in order'); END""",
    )


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a place in the chain."""

    at: datetime
    account_id: AccountId
    action: str
    subject: str
    facts: Mapping[str, str | int]


def append(connection: Connection, draft: Draft) -> None:
    """Chain one entry to the last one."""
    last = connection.exec_driver_sql(HEAD).one_or_none()
    last_seq, prev = (0, NO_HASH) if last is None else (last[0], last[1])
    seq = last_seq + 1
    at = (draft.at - _EPOCH) // timedelta(microseconds=1)
    facts = canonical_json(draft.facts).decode()
    digest = entry_hash(seq, at, draft.account_id, draft.action, draft.subject, facts, prev)
    row = (seq, at, draft.account_id, draft.action, draft.subject, facts, prev, digest)
    connection.exec_driver_sql(_INSERT, row)


def entry_hash(
    seq: int, at: int, account: int, action: str, subject: str, facts: str, prev: bytes
) -> bytes:
    """Return the hash that an entry must carry."""
    fields: list[Json] = [_FORM, seq, at, account, action, subject, facts, prev.hex()]
    return hashlib.sha256(canonical_json(fields)).digest()
