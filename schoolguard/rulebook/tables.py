# SPDX-License-Identifier: Apache-2.0
"""How a school's own rules are kept: one row a value, never overwritten, ended when taken back."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.kernel.ids import AccountId, RuleOverrideId
from schoolguard.store.base import SchoolBase


class KeptPackRow(SchoolBase):
    """The last good text of one pack, to stand in for a file that turns out bad."""

    __tablename__ = "kept_packs"

    pack: Mapped[str] = mapped_column(primary_key=True, comment="file without ending")
    digest: Mapped[str] = mapped_column(comment="SHA-256 of the text, hexadecimal")
    text: Mapped[str] = mapped_column(comment="TOML as shipped")
    at: Mapped[datetime] = mapped_column(comment="when it was kept")


class RuleOverrideRow(SchoolBase):
    """One value of the school's own, in place of one key of one entry of a pack."""

    __tablename__ = "rule_overrides"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        CheckConstraint("reason <> ''", name="reason"),
        Index(
            "ix_rule_overrides_standing",
            "pack",
            "kind",
            "entry",
            "key",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[RuleOverrideId] = mapped_column(primary_key=True)
    pack: Mapped[str] = mapped_column(comment="file of the pack, without ending")
    kind: Mapped[str] = mapped_column(comment="kind of entry")
    entry: Mapped[str] = mapped_column(comment="id of the entry")
    key: Mapped[str] = mapped_column(comment="key of the entry")
    value: Mapped[str] = mapped_column(comment="canonical JSON; null = the key is left out")
    reason: Mapped[str] = mapped_column(comment="why, in the person's words")
    paper_number: Mapped[str] = mapped_column(comment="paper that allows it, where asked for")
    at: Mapped[datetime] = mapped_column(comment="when it was made")
    by: Mapped[AccountId] = mapped_column(comment="account")
    ended_at: Mapped[datetime | None] = mapped_column(comment="taken back or replaced")
    ended_by: Mapped[AccountId | None] = mapped_column(comment="account")
    ended_reason: Mapped[str] = mapped_column(comment="why it was taken back; else empty")
    replaced: Mapped[bool] = mapped_column(comment="ended by another value in its place")
    aside_at: Mapped[str] = mapped_column(
        comment="version of the pack that it did not fit, as noted in the audit; else empty"
    )
