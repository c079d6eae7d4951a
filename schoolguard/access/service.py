# SPDX-License-Identifier: Apache-2.0
"""What can be done to accounts inside the record; each with its audit entry.

The key slot beside the record, without which an account opens nothing, is `app.accounts`' care.
"""

from dataclasses import dataclass

from sqlalchemy import delete, insert, update

from schoolguard.access.queries import Account, account, accounts
from schoolguard.access.rules import Action, require
from schoolguard.access.tables import AccountClassRow, AccountRow
from schoolguard.kernel.actor import Role
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, ClassId
from schoolguard.store.corrections import record_correction
from schoolguard.store.unit import Unit

_KEEPERS = frozenset({Role.NURSE, Role.PRINCIPAL})
_LOGIN_MAX = 32


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """A person who shall be able to log in.

    Attributes:
        login: short, unique, as typed at the unlock window.
        classes: for a class teacher.
    """

    login: str
    name: str
    role: Role
    classes: frozenset[ClassId] = frozenset()


def add_account(unit: Unit, draft: AccountDraft) -> AccountId:
    """Add a person who logs in.

    Raises:
        UserError: ``access.not_allowed``, ``access.bad_login`` or ``access.login_taken``.
    """
    require(unit.actor, Action.MANAGE_ACCOUNTS)
    login, name = draft.login.strip(), draft.name.strip()
    if not login or not name or len(login) > _LOGIN_MAX:
        raise UserError("access.bad_login", limit=_LOGIN_MAX)
    if any(other.login.casefold() == login.casefold() for other in accounts(unit)):
        raise UserError("access.login_taken", login=login)
    row = insert(AccountRow).values(login=login, name=name, role=draft.role, created_at=unit.now)
    number = unit.connection.execute(row.returning(AccountRow.id)).scalar_one()
    account_id = AccountId(number)
    _set_classes(unit, account_id, draft.classes)
    unit.audit("access.account_added", f"account:{account_id}", role=draft.role.value)
    unit.touch(Changes.ACCESS)
    return account_id


def set_classes(unit: Unit, account_id: AccountId, classes: frozenset[ClassId]) -> None:
    """Give a teacher these classes and no others."""
    require(unit.actor, Action.MANAGE_ACCOUNTS)
    before = account(unit, account_id)
    if before.classes == classes:
        return
    _set_classes(unit, account_id, classes)
    old, new = (" ".join(map(str, sorted(ids))) for ids in (before.classes, classes))
    record_correction(unit, f"account:{account_id}", "classes", old, new, "")
    unit.touch(Changes.ACCESS)


def deactivate(unit: Unit, account_id: AccountId) -> Account:
    """Close an account for good; what they did keeps their name.

    Raises:
        UserError: ``access.own_account``, ``access.already_left`` or ``access.last_keeper``.
    """
    require(unit.actor, Action.MANAGE_ACCOUNTS)
    leaving = account(unit, account_id)
    if account_id == unit.actor.account_id:
        raise UserError("access.own_account")
    if not leaving.is_active:
        raise UserError("access.already_left")
    staying = (one for one in accounts(unit) if one.is_active and one.id != account_id)
    if not any(one.role in _KEEPERS for one in staying):
        raise UserError("access.last_keeper")
    changed = update(AccountRow).where(AccountRow.id == account_id)
    unit.connection.execute(changed.values(left_at=unit.now, pin_salt=None, pin_hash=None))
    unit.audit("access.account_closed", f"account:{account_id}")
    unit.touch(Changes.ACCESS)
    return leaving


def set_pin(unit: Unit, salt: bytes, digest: bytes) -> None:
    """Set the PIN of whoever is logged in."""
    own = update(AccountRow).where(AccountRow.id == unit.actor.account_id)
    unit.connection.execute(own.values(pin_salt=salt, pin_hash=digest))
    unit.audit("access.pin_set", f"account:{unit.actor.account_id}")
    unit.touch(Changes.ACCESS)


def note_password(unit: Unit, account_id: AccountId, how: str) -> None:
    """Audit that a password was set: ``changed`` by its owner, ``reset`` or ``recovered``.

    Raises:
        UserError: ``access.not_allowed`` when it is another person's and not one's to manage.
    """
    if account_id != unit.actor.account_id:
        require(unit.actor, Action.MANAGE_ACCOUNTS)
    unit.audit("access.password_set", f"account:{account_id}", how=how)
    unit.touch(Changes.ACCESS)


def _set_classes(unit: Unit, account_id: AccountId, classes: frozenset[ClassId]) -> None:
    unit.connection.execute(delete(AccountClassRow).where(AccountClassRow.account_id == account_id))
    rows = [{"account_id": account_id, "class_id": class_id} for class_id in sorted(classes)]
    if rows:
        unit.connection.execute(insert(AccountClassRow), rows)
