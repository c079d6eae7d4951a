# SPDX-License-Identifier: Apache-2.0
"""Reads about people who log in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select

from schoolguard.access.tables import AccountClassRow, AccountRow
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, ClassId
from schoolguard.store.unit import View


@dataclass(frozen=True, slots=True)
class Account:
    """One person who logs in, or did.

    Attributes:
        classes: of a class teacher; empty for everyone else.
        left_at: when deactivated; None while active.
    """

    id: AccountId
    login: str
    name: str
    role: Role
    created_at: datetime
    left_at: datetime | None
    has_pin: bool
    classes: frozenset[ClassId]

    @property
    def is_active(self) -> bool:
        """Return whether they can log in."""
        return self.left_at is None

    @property
    def actor(self) -> Actor:
        """Return them as the actor of a transaction."""
        return Actor(self.id, self.name, self.role, self.classes)


def accounts(view: View) -> tuple[Account, ...]:
    """Return everybody who logs in or did, in order of creation."""
    rows = view.connection.execute(_select().order_by(AccountRow.id)).all()
    return tuple(_account(view, row) for row in rows)


def account(view: View, account_id: AccountId) -> Account:
    """Return one account.

    Raises:
        UserError: ``access.unknown_account``.
    """
    row = view.connection.execute(_select().where(AccountRow.id == account_id)).one_or_none()
    if row is None:
        raise UserError("access.unknown_account")
    return _account(view, row)


def pin_of(view: View, account_id: AccountId) -> tuple[bytes, bytes] | None:
    """Return salt and hash of a person's PIN, None when they have set none."""
    query = select(AccountRow.pin_salt, AccountRow.pin_hash).where(AccountRow.id == account_id)
    salt, digest = view.connection.execute(query).one()
    return None if salt is None or digest is None else (salt, digest)


def _select() -> Select[int, str, str, Role, datetime, datetime | None, bytes | None]:
    return select(
        AccountRow.id,
        AccountRow.login,
        AccountRow.name,
        AccountRow.role,
        AccountRow.created_at,
        AccountRow.left_at,
        AccountRow.pin_hash,
    )


def _account(
    view: View, row: Row[int, str, str, Role, datetime, datetime | None, bytes | None]
) -> Account:
    number, login, name, role, created_at, left_at, pin_hash = row
    classes = view.connection.execute(
        select(AccountClassRow.class_id).where(AccountClassRow.account_id == number)
    ).scalars()
    reach = frozenset(ClassId(class_id) for class_id in classes)
    return Account(
        AccountId(number), login, name, role, created_at, left_at, pin_hash is not None, reach
    )
