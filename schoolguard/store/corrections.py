# SPDX-License-Identifier: Apache-2.0
"""What was replaced: every correction keeps the old value, who changed it, when and why.

The values may be health data and stay in the encrypted file; the audit entry names only the
correction's number. Triggers refuse to change or remove what was kept.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.kernel.ids import AccountId
from schoolguard.store.base import BureauBase, SchoolBase, guard
from schoolguard.store.column_types import Instant
from schoolguard.store.unit import Unit, View


class _CorrectionColumns:
    id: Mapped[int] = mapped_column(primary_key=True, comment="named by the audit entry")
    at: Mapped[datetime] = mapped_column(Instant, comment="UTC microseconds")
    account_id: Mapped[int] = mapped_column(comment="who corrected")
    subject: Mapped[str] = mapped_column(index=True, comment="what, by id, e.g. person:12")
    field: Mapped[str] = mapped_column(comment="which value of it")
    old: Mapped[str] = mapped_column(comment="value before, as text")
    new: Mapped[str] = mapped_column(comment="value after, as text")
    reason: Mapped[str] = mapped_column(comment="why, in the person's words")


class CorrectionRow(_CorrectionColumns, SchoolBase):
    """One replaced value of a school's record."""

    __tablename__ = "corrections"


class BureauCorrectionRow(_CorrectionColumns, BureauBase):
    """One replaced value of a bureau's record."""

    __tablename__ = "corrections"


for _row in (CorrectionRow, BureauCorrectionRow):
    guard(
        _row.__table__,
        """CREATE TRIGGER corrections_no_update BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are kept'); END""",
        """CREATE TRIGGER corrections_no_delete BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are kept'); END""",
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """One replaced value."""

    id: int
    at: datetime
    account_id: AccountId
    subject: str
    field: str
    old: str
    new: str
    reason: str


def record_correction(unit: Unit, subject: str, field: str, old: str, new: str, reason: str) -> int:
    """Keep a replaced value and audit that it was replaced; return the correction's number."""
    row = insert(CorrectionRow).values(
        at=unit.now,
        account_id=unit.actor.account_id,
        subject=subject,
        field=field,
        old=old,
        new=new,
        reason=reason,
    )
    number = int(unit.connection.execute(row.returning(CorrectionRow.id)).scalar_one())
    unit.audit("corrected", subject, correction=number, field=field)
    return number


def corrections_of(view: View, subject: str) -> tuple[Correction, ...]:
    """Return what was replaced on one subject, oldest first."""
    query = select(CorrectionRow.__table__).where(CorrectionRow.subject == subject)
    rows = view.connection.execute(query.order_by(CorrectionRow.id))
    return tuple(
        Correction(
            row.id, row.at, AccountId(row.account_id), row.subject, row.field, row.old, row.new,
            row.reason,
        )
        for row in rows
    )  # fmt: skip
