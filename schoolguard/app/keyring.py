# SPDX-License-Identifier: Apache-2.0
"""The key slots of a record that is open: ways in are added, replaced and taken away.

Whoever leaves had the data key in hand, so taking a slot away renews the key: an old copy of the
slots with an old password then opens nothing that is written from now on.
"""

import contextlib
from dataclasses import replace

from schoolguard.access.unlock_file import read_slots, write_slots
from schoolguard.app.record import Record
from schoolguard.crypto import keys
from schoolguard.crypto.key_slots import (
    KeySlots,
    Owner,
    begin_renewal,
    finish_renewal,
    signed,
    with_slot,
)
from schoolguard.kernel.errors import UserError


def put_slot(record: Record, owner: Owner, secret: str, kdf: keys.KdfParameters) -> None:
    """Give `owner` a way in, instead of any that they had; durable when this returns."""
    file = read_slots(record.folder)
    write_slots(record.folder, with_slot(file, owner, secret, record.vault.key, kdf))


def kdf_in_use(record: Record) -> keys.KdfParameters:
    """Return the parameters that were calibrated when the record was created."""
    slots = read_slots(record.folder).slots
    return slots[0].kdf if slots else keys.KdfParameters()


def take_slot(record: Record, account: int) -> None:
    """Take a person's way in away and renew the data key for everybody else.

    Raises:
        UserError: ``store.busy``; nothing was changed then.
    """
    record.vault.require_alone()
    file = read_slots(record.folder)
    next_key = keys.new_key()
    both = begin_renewal(file, record.vault.key, next_key, account)
    write_slots(record.folder, both)
    record.vault.rekey(next_key)
    write_slots(record.folder, finish_renewal(both, both.generation + 1, next_key))


def take_slots_left_over(record: Record, closed: frozenset[int]) -> None:
    """Take away the slots of closed accounts, where a power cut came before `take_slot`.

    Waits for the next opening while another program has the record open: their password is
    refused meanwhile, since their account is closed.
    """
    left_over = [slot for slot in read_slots(record.folder).slots if slot.owner.account in closed]
    with contextlib.suppress(UserError):
        for slot in left_over:
            take_slot(record, slot.owner.account)


def retitle(record: Record, title: str) -> None:
    """Let the unlock window show a new name."""
    file = read_slots(record.folder)
    if file.title != title:
        write_slots(record.folder, signed(replace(file, title=title), record.vault.key))


def settle_renewal(record: Record, file: KeySlots, found: dict[int, bytes]) -> None:
    """Finish a renewal that a power cut interrupted.

    Args:
        record: opened with one of the two keys.
        file: the slots as they were found, holding both.
        found: both keys, by generation.
    """
    following = file.generation + 1
    if record.vault.key != found[following]:
        record.vault.rekey(found[following])
    write_slots(record.folder, finish_renewal(file, following, found[following]))
