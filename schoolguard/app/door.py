# SPDX-License-Identifier: Apache-2.0
"""The unlock window's side of a record: who may try, and whether a password opens a key slot.

Imports no database library, so that the first window is painted at once.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from schoolguard.access.rules import FREE_TRIES
from schoolguard.access.throttle import Throttle
from schoolguard.access.unlock_file import read_slots
from schoolguard.crypto.aead import NotAuthenticError
from schoolguard.crypto.key_slots import (
    KeySlots,
    Slot,
    SlotKind,
    SlotsTamperedError,
    open_slot,
    require_untampered,
)
from schoolguard.crypto.recovery_code import MistypedCodeError, plain_code
from schoolguard.kernel.errors import UserError

RECOVERY_ACCOUNT: Final = 0
"""Stands for the recovery sheet where an account's number is expected."""


@dataclass(frozen=True, slots=True)
class Login:
    """One name that the unlock window offers."""

    login: str
    role: str


@dataclass(frozen=True, slots=True)
class OpenedSlot:
    """What a right password gave: the slot, and the data keys by generation."""

    file: KeySlots
    slot: Slot
    keys: dict[int, bytes] = field(repr=False)


class Door:
    """The way into one record.

    Args:
        folder: where the record lies.
        uptime: seconds since the computer was started, for waiting.
    """

    def __init__(self, folder: Path, uptime: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self.throttle = Throttle(folder, uptime)

    def logins(self) -> tuple[Login, ...]:
        """Return who can log in, in order of creation."""
        slots = read_slots(self.folder).slots
        return tuple(
            Login(slot.owner.login, slot.owner.role)
            for slot in slots
            if slot.owner.kind is SlotKind.ACCOUNT
        )

    def open_with_password(self, login: str, password: str, at: datetime) -> OpenedSlot:
        """Try a password; takes 0.1 s and more.

        Raises:
            UserError: ``access.unknown_login``, ``access.wait``, ``access.wrong_password``, or
                what `read_slots` and `open_slot` refuse.
        """
        file = read_slots(self.folder)
        return self._try(file, _slot_of(file, login), password, at, "access.wrong_password")

    def open_with_recovery(self, typed: str, at: datetime) -> OpenedSlot:
        """Try the code of the recovery sheet.

        Raises:
            UserError: ``access.no_recovery``, ``access.mistyped_code``, ``access.wait`` or
                ``access.wrong_code``.
        """
        file = read_slots(self.folder)
        slot = next((one for one in file.slots if one.owner.kind is SlotKind.RECOVERY), None)
        if slot is None:
            raise UserError("access.no_recovery")
        try:
            code = plain_code(typed)
        except MistypedCodeError as error:
            raise UserError("access.mistyped_code") from error
        return self._try(file, slot, code, at, "access.wrong_code")

    def _try(
        self, file: KeySlots, slot: Slot, secret: str, at: datetime, refusal: str
    ) -> OpenedSlot:
        account = slot.owner.account
        self.throttle.require_turn(account)
        try:
            keys = open_slot(file, slot, secret)
        except NotAuthenticError as error:
            left = FREE_TRIES - self.throttle.failed(account, at)
            if left <= 0:
                self.throttle.require_turn(account)  # names the wait that begins now
            raise UserError(refusal, left=left) from error
        try:
            require_untampered(file, keys[file.generation])
        except SlotsTamperedError as error:
            raise UserError("access.slots_tampered") from error
        self.throttle.forget(account)
        return OpenedSlot(file, slot, keys)


def _slot_of(file: KeySlots, login: str) -> Slot:
    wanted = login.strip().casefold()
    for slot in file.slots:
        if slot.owner.kind is SlotKind.ACCOUNT and slot.owner.login.casefold() == wanted:
            return slot
    raise UserError("access.unknown_login", login=login)
