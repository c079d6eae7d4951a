# SPDX-License-Identifier: Apache-2.0
"""People who log in, and the classes that a teacher reaches.

Passwords are not here: a password opens a key slot beside the record (`crypto.key_slots`). The PIN
only unlocks a running session again, so its hash may lie inside.
"""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.kernel.actor import Role
from schoolguard.store.base import SchoolBase
from schoolguard.store.column_types import Instant, enum_value


class AccountRow(SchoolBase):
    """One person who logs in."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True, comment="never used again")
    login: Mapped[str] = mapped_column(unique=True, comment="what is typed at the unlock window")
    name: Mapped[str] = mapped_column(comment="shown on paper and screen")
    role: Mapped[Role] = mapped_column(enum_value(Role), comment="decides the rights")
    created_at: Mapped[datetime] = mapped_column(Instant, comment="UTC microseconds")
    left_at: Mapped[datetime | None] = mapped_column(Instant, comment="deactivated; null: active")
    pin_salt: Mapped[bytes | None] = mapped_column(comment="16 random bytes; null: no PIN set")
    pin_hash: Mapped[bytes | None] = mapped_column(comment="Argon2id of the PIN")

    __table_args__ = ({"sqlite_autoincrement": True},)


class AccountClassRow(SchoolBase):
    """One class that a teacher reaches."""

    __tablename__ = "account_classes"
    __table_args__ = ({"sqlite_with_rowid": False},)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("accounts.id"), primary_key=True, comment="the teacher"
    )
    class_id: Mapped[int] = mapped_column(
        ForeignKey("classes.id"), primary_key=True, comment="the class"
    )
