# SPDX-License-Identifier: Apache-2.0
"""Finds folder, key and tables together: creates and opens schools and bureaus.

The only place that knows which file of a folder is what.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from schoolguard.access.queries import account, accounts
from schoolguard.access.rules import require_good_password
from schoolguard.access.service import AccountDraft, add_account
from schoolguard.access.unlock_file import write_slots
from schoolguard.app.bureau import BUREAU_ACCOUNT, BUREAU_LOGIN, Bureau, clerk
from schoolguard.app.calendar import found_calendar
from schoolguard.app.door import Door, OpenedSlot
from schoolguard.app.keyring import put_slot, retitle, settle_renewal, take_slots_left_over
from schoolguard.app.passwords import common_passwords
from schoolguard.app.record import Record
from schoolguard.app.schema import (
    BUREAU_METADATA,
    BUREAU_REVISION,
    SCHOOL_METADATA,
    SCHOOL_REVISION,
)
from schoolguard.app.school import School
from schoolguard.app.settings import found_settings
from schoolguard.app.upgrade import upgrade_bureau, upgrade_school
from schoolguard.crypto import keys
from schoolguard.crypto.key_slots import Owner, SlotKind, new_slots, signed
from schoolguard.crypto.recovery_code import new_code
from schoolguard.kernel.actor import SYSTEM_ACTOR, Actor, Role
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store import identity
from schoolguard.store.unit import View
from schoolguard.store.vault import Vault, create_vault, open_vault

STORE_FILE: Final = "school.db"
BUREAU_STORE_FILE: Final = "bureau.db"


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """A person who can log in from the first day on."""

    draft: AccountDraft
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SchoolSetup:
    """Everything that the first-start wizard asks for."""

    settings: SchoolSettings
    accounts: tuple[FirstAccount, ...]
    calendar: SchoolCalendar = field(default_factory=SchoolCalendar)


@dataclass(frozen=True, slots=True)
class NewSchool:
    """A school that was just created, open in the name of its first account.

    Attributes:
        recovery_code: to be printed; counts only after `accounts.confirm_recovery`.
    """

    school: School
    recovery_code: str = field(repr=False)


def create_school(
    folder: Path, setup: SchoolSetup, clock: Clock, *, kdf: keys.KdfParameters | None = None
) -> NewSchool:
    """Create a school in an empty or new folder.

    Args:
        folder: where the record shall lie.
        setup: what the wizard asked for; at least a nurse's or a principal's account.
        clock: where the instants come from.
        kdf: how hard a guess shall be; None measures this computer.

    Raises:
        UserError: ``app.folder_not_empty``, ``access.last_keeper``, or a bad password.
    """
    _require_empty(folder)
    if not any(first.draft.role in {Role.NURSE, Role.PRINCIPAL} for first in setup.accounts):
        raise UserError("access.last_keeper")
    for first in setup.accounts:
        require_good_password(first.password, first.draft.login, common_passwords())
    key = keys.new_key()
    school = found_school(folder, key, setup.settings, setup.calendar, clock)
    strength = kdf or keys.calibrated()
    for first in setup.accounts:
        with school.writing() as unit:
            account_id = add_account(unit, first.draft)
        put_slot(school, _owner(account_id, first.draft), first.password, strength)
    first_id = AccountId(1)
    school.act_as(school.query(lambda view: account(view, first_id).actor))
    return NewSchool(school, new_code())


def open_school(
    folder: Path, login: str, password: str, clock: Clock, *, door: Door | None = None
) -> School:
    """Open a school in the name of whoever knows the password.

    Raises:
        UserError: what `Door.open_with_password` refuses, ``access.account_closed``, ``store.*``.
    """
    opened = (door or Door(folder)).open_with_password(login, password, clock.now())
    return enter_school(folder, opened, AccountId(opened.slot.owner.account), clock)


def enter_school(folder: Path, opened: OpenedSlot, account_id: AccountId, clock: Clock) -> School:
    """Open the record with an opened slot, in the name of one account.

    Raises:
        UserError: ``access.account_closed`` or ``store.*``.
    """
    school = School(folder, fitting_vault(folder / STORE_FILE, opened), clock, SYSTEM_ACTOR)
    try:
        if opened.file.renewing:
            settle_renewal(school, opened.file, opened.keys)
        upgrade_school(school.vault)
        note_opening(school, school.query(lambda view: _who_enters(view, account_id)))
        take_slots_left_over(school, school.query(_closed_accounts))
        retitle(school, school.settings.name)
    except BaseException:
        school.close()
        raise
    return school


def found_school(
    folder: Path, key: bytes, settings: SchoolSettings, calendar: SchoolCalendar, clock: Clock
) -> School:
    """Create the record of a new school under a raw key; nobody can log in yet."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault = create_vault(folder / STORE_FILE, key, SCHOOL_METADATA, SCHOOL_REVISION)
    school = School(folder, vault, clock, SYSTEM_ACTOR)
    with school.writing() as unit:
        identity.found(unit, identity.new_id())
        found_settings(unit, settings)
        found_calendar(unit, calendar)
        unit.audit("school.created", code=settings.code)
    slots = new_slots(school.query(identity.vault_id), settings.code, settings.name)
    write_slots(folder, signed(slots, key))
    return school


def create_bureau(
    folder: Path, name: str, password: str, clock: Clock, *, kdf: keys.KdfParameters | None = None
) -> Bureau:
    """Create a bureau in an empty or new folder.

    Raises:
        UserError: ``app.folder_not_empty``, ``app.no_bureau_name``, or a bad password.
    """
    _require_empty(folder)
    if not name.strip():
        raise UserError("app.no_bureau_name")
    require_good_password(password, BUREAU_LOGIN, common_passwords())
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = keys.new_key()
    vault = create_vault(folder / BUREAU_STORE_FILE, key, BUREAU_METADATA, BUREAU_REVISION)
    bureau = Bureau(folder, vault, clock, clerk(name), name.strip())
    with bureau.writing() as unit:
        identity.found(unit, identity.new_id())
        unit.audit("bureau.created")
    slots = new_slots(bureau.query(identity.vault_id), "", bureau.name)
    write_slots(folder, signed(slots, key))
    owner = Owner(SlotKind.ACCOUNT, BUREAU_ACCOUNT, BUREAU_LOGIN, Role.ADMINISTRATOR.value)
    put_slot(bureau, owner, password, kdf or keys.calibrated())
    return bureau


def open_bureau(folder: Path, password: str, clock: Clock) -> Bureau:
    """Open a bureau with its password.

    Raises:
        UserError: what `Door.open_with_password` refuses, or ``store.*``.
    """
    opened = Door(folder).open_with_password(BUREAU_LOGIN, password, clock.now())
    vault = fitting_vault(folder / BUREAU_STORE_FILE, opened)
    bureau = Bureau(folder, vault, clock, SYSTEM_ACTOR, opened.file.title)
    try:
        upgrade_bureau(vault)
        note_opening(bureau, clerk(bureau.name))
    except BaseException:
        bureau.close()
        raise
    return bureau


def open_with_key(folder: Path, key: bytes, actor: Actor, clock: Clock) -> School:
    """Open a school's record with its raw key, in the name of `actor`."""
    school = School(folder, open_vault(folder / STORE_FILE, key), clock, actor)
    upgrade_school(school.vault)
    school.compare_with_anchor()
    return school


def note_opening(record: Record, actor: Actor) -> None:
    """Compare with the anchor, put `actor` at the keyboard, audit that and what went before."""
    record.compare_with_anchor()
    record.act_as(actor)
    door = Door(record.folder)
    failures = door.throttle.failures()
    with record.writing() as unit:
        for account_id, tries in failures:
            for at in tries.instants:
                unit.audit("access.unlock_failed", f"account:{account_id}", at=at)
        if record.behind is not None:
            unit.audit("store.behind", known=record.behind.seq, head=record.behind.head)
        unit.audit("access.unlocked", f"account:{actor.account_id}")
    if failures:
        door.throttle.failures_noted()


def _require_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise UserError("app.folder_not_empty", path=str(folder))


def _who_enters(view: View, account_id: AccountId) -> Actor:
    who = account(view, account_id)
    if not who.is_active:
        raise UserError("access.account_closed")
    return who.actor


def _closed_accounts(view: View) -> frozenset[int]:
    return frozenset(one.id for one in accounts(view) if not one.is_active)


def _owner(account_id: AccountId, draft: AccountDraft) -> Owner:
    return Owner(SlotKind.ACCOUNT, account_id, draft.login.strip(), draft.role.value)


def fitting_vault(path: Path, opened: OpenedSlot) -> Vault:
    """Open the file with whichever key is in force: during a renewal that may be either."""
    newest = max(opened.keys)
    for generation in sorted(opened.keys):
        try:
            return open_vault(path, opened.keys[generation])
        except UserError:
            if generation == newest:
                raise
    raise UserError("store.unreadable", path=str(path))
