# SPDX-License-Identifier: Apache-2.0
"""People who log in, inside the record and at its key slots, kept together.

Order matters where a power cut may come between: the record first, so that a slot never opens for
somebody the record doesn't know.
"""

import hmac
from pathlib import Path

from schoolguard.access import queries, service
from schoolguard.access.rules import Action, require, require_good_password, require_good_pin
from schoolguard.app.bootstrap import enter_school
from schoolguard.app.door import RECOVERY_ACCOUNT, Door, OpenedSlot
from schoolguard.app.keyring import kdf_in_use, put_slot, take_slot
from schoolguard.app.passwords import common_passwords
from schoolguard.app.record import Record
from schoolguard.app.school import School
from schoolguard.crypto import keys
from schoolguard.crypto.key_slots import Owner, SlotKind
from schoolguard.crypto.recovery_code import MistypedCodeError, plain_code
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId

_PIN_TRIES = 5


def add_account(school: School, draft: service.AccountDraft, password: str) -> AccountId:
    """Add a person with a first password.

    Raises:
        UserError: a bad password, or what `access.service.add_account` refuses.
    """
    require_good_password(password, draft.login, common_passwords())
    account_id, _ = school.change(lambda unit: service.add_account(unit, draft))
    _put_password(school, account_id, password)
    return account_id


def deactivate(school: School, account_id: AccountId) -> None:
    """Close an account: their way in is gone and the data key is renewed.

    Takes about 0.6 s for 50 MB. Nobody else may have the record open meanwhile.

    Raises:
        UserError: what `access.service.deactivate` refuses, or ``store.busy``.
    """
    school.vault.require_alone()
    school.change(lambda unit: service.deactivate(unit, account_id))
    take_slot(school, account_id)
    school.change(lambda unit: unit.audit("store.key_renewed"))


def change_password(school: School, old: str, new: str) -> None:
    """Change the password of whoever is logged in.

    Raises:
        UserError: ``access.wrong_password``, ``access.wait``, or a bad new password.
    """
    own = school.query(lambda view: queries.account(view, school.actor.account_id))
    require_good_password(new, own.login, common_passwords())
    Door(school.folder).open_with_password(own.login, old, school.clock.now())
    school.change(lambda unit: service.note_password(unit, own.id, "changed"))
    _put_password(school, own.id, new)


def reset_password(school: School, account_id: AccountId, new: str) -> None:
    """Give another person a new password, after they forgot theirs.

    Raises:
        UserError: ``access.not_allowed``, ``access.account_closed``, or a bad new password.
    """
    require(school.actor, Action.MANAGE_ACCOUNTS)
    other = school.query(lambda view: queries.account(view, account_id))
    if not other.is_active:
        raise UserError("access.account_closed")
    require_good_password(new, other.login, common_passwords())
    school.change(lambda unit: service.note_password(unit, account_id, "reset"))
    _put_password(school, account_id, new)


def confirm_recovery(record: Record, code: str, typed: str) -> None:
    """Make a printed recovery code count, once a person has typed it back from the sheet.

    Raises:
        UserError: ``access.mistyped_code`` or ``access.not_that_code``.
    """
    try:
        plain = plain_code(typed)
    except MistypedCodeError as error:
        raise UserError("access.mistyped_code") from error
    if not hmac.compare_digest(plain, plain_code(code)):
        raise UserError("access.not_that_code")
    record.change(lambda unit: unit.audit("access.recovery_confirmed"))
    put_slot(record, Owner(SlotKind.RECOVERY, RECOVERY_ACCOUNT, "", ""), plain, kdf_in_use(record))


def recover_school(folder: Path, typed: str, login: str, new_password: str, clock: Clock) -> School:
    """Open a school with the recovery sheet and set a new password for one account.

    Raises:
        UserError: what `Door.open_with_recovery` refuses, ``access.unknown_login``, a bad password.
    """
    require_good_password(new_password, login, common_passwords())
    door = Door(folder)
    opened = door.open_with_recovery(typed, clock.now())
    account_id = _account_of(opened, login)
    school = enter_school(folder, opened, account_id, clock)
    school.change(lambda unit: service.note_password(unit, account_id, "recovered"))
    _put_password(school, account_id, new_password)
    door.throttle.forget(account_id)
    return school


def set_pin(school: School, pin: str) -> None:
    """Set the PIN that unlocks a running session of whoever is logged in.

    Raises:
        UserError: ``access.bad_pin``.
    """
    require_good_pin(pin)
    salt = keys.new_salt()
    digest = keys.derive(pin, salt, keys.KdfParameters())
    school.change(lambda unit: service.set_pin(unit, salt, digest))


class ScreenLock:
    """A locked screen of a running session: the PIN opens it five times wrong at most.

    A PIN never opens the record itself: at 0.15 s a guess a stolen key file would fall in minutes.
    """

    def __init__(self, school: School) -> None:
        self._school = school
        self._wrong = 0

    def has_pin(self) -> bool:
        """Return whether whoever is logged in has set a PIN."""
        return self._pin() is not None

    def open_with_pin(self, pin: str) -> None:
        """Unlock with the PIN.

        Raises:
            UserError: ``access.wrong_pin``; ``access.pin_blocked`` after five, or when none is set.
        """
        kept = self._pin()
        if kept is None or self._wrong >= _PIN_TRIES:
            raise UserError("access.pin_blocked")
        salt, digest = kept
        if hmac.compare_digest(keys.derive(pin, salt, keys.KdfParameters()), digest):
            self._wrong = 0
            return
        self._wrong += 1
        account_id = self._school.actor.account_id
        self._school.change(lambda unit: unit.audit("access.pin_failed", f"account:{account_id}"))
        raise UserError("access.wrong_pin", left=_PIN_TRIES - self._wrong)

    def open_with_password(self, password: str) -> None:
        """Unlock with the password.

        Raises:
            UserError: ``access.wrong_password`` or ``access.wait``.
        """
        account_id = self._school.actor.account_id
        own = self._school.query(lambda view: queries.account(view, account_id))
        Door(self._school.folder).open_with_password(own.login, password, self._school.clock.now())
        self._wrong = 0

    def _pin(self) -> tuple[bytes, bytes] | None:
        account_id = self._school.actor.account_id
        return self._school.query(lambda view: queries.pin_of(view, account_id))


def _put_password(school: School, account_id: AccountId, password: str) -> None:
    who = school.query(lambda view: queries.account(view, account_id))
    owner = Owner(SlotKind.ACCOUNT, account_id, who.login, who.role.value)
    put_slot(school, owner, password, kdf_in_use(school))


def _account_of(opened: OpenedSlot, login: str) -> AccountId:
    wanted = login.strip().casefold()
    for slot in opened.file.slots:
        if slot.owner.kind is SlotKind.ACCOUNT and slot.owner.login.casefold() == wanted:
            return AccountId(slot.owner.account)
    raise UserError("access.unknown_login", login=login)
