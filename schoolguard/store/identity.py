# SPDX-License-Identifier: Apache-2.0
"""Which record this is: an id for life, and an epoch that a restored copy must renew.

The epoch separates the numbering of packages before and after a restore (see `packages`), and lets
the anchor tell a restored copy from the record it was written for.
"""

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schoolguard.store.base import BureauBase, SchoolBase
from schoolguard.store.column_types import Instant
from schoolguard.store.unit import Unit, View

_ID_BYTES = 16


class _IdentityColumns:
    id: Mapped[int] = mapped_column(primary_key=True, comment="always 1")
    vault_id: Mapped[str] = mapped_column(comment="128 random bits as hex, for life")
    epoch: Mapped[str] = mapped_column(comment="128 random bits as hex, new after a restore")
    pulse: Mapped[int] = mapped_column(comment="counts up while something unaudited is written")
    created_at: Mapped[datetime] = mapped_column(Instant, comment="UTC microseconds")


class IdentityRow(_IdentityColumns, SchoolBase):
    """The one row of a school's record."""

    __tablename__ = "vault_identity"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)


class BureauIdentityRow(_IdentityColumns, BureauBase):
    """The one row of a bureau's record."""

    __tablename__ = "vault_identity"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)


def new_id() -> str:
    """Return 128 random bits as hex."""
    return secrets.token_hex(_ID_BYTES)


def found(unit: Unit, vault_id: str) -> None:
    """Write the identity of a new record."""
    unit.connection.exec_driver_sql(
        "INSERT INTO vault_identity (id, vault_id, epoch, pulse, created_at) "
        "VALUES (1, ?, ?, 0, ?)",
        (vault_id, new_id(), Instant().process_bind_param(unit.now, unit.connection.dialect)),
    )


def vault_id(view: View) -> str:
    """Return the id that the record has for life."""
    return str(view.connection.exec_driver_sql("SELECT vault_id FROM vault_identity").scalar_one())


def epoch(view: View) -> str:
    """Return the epoch in force."""
    return str(view.connection.exec_driver_sql("SELECT epoch FROM vault_identity").scalar_one())


def pulse(view: View) -> int:
    """Return how often the pulse was felt."""
    return int(view.connection.exec_driver_sql("SELECT pulse FROM vault_identity").scalar_one())


def beat(unit: Unit) -> None:
    """Let the pulse be felt: what has no audit entry of its own becomes missed when it is lost."""
    unit.connection.exec_driver_sql("UPDATE vault_identity SET pulse = pulse + 1")
    unit.anchor_due = True


def renew_epoch(unit: Unit) -> str:
    """Begin a new epoch, after a restored copy was accepted; return it."""
    fresh = new_id()
    unit.connection.exec_driver_sql("UPDATE vault_identity SET epoch = ?", (fresh,))
    unit.audit("store.epoch_renewed", epoch=fresh)
    return fresh
