# SPDX-License-Identifier: Apache-2.0
"""Who can open the record: one slot a person, beside the record, worthless without a password.

password --Argon2id--> slot key --AES-GCM--> private key --X25519--> data key of the record. The
header (school, vault) and every field of a slot are bound to its ciphertext, so slots can't be
swapped, renamed or made weaker; a keyed hash over the whole file, checked once the data key is
known, tells if slots were taken away or added. What lies on disk where is `access.unlock_file`'s.

A renewal of the data key has two steps, so that a power cut between them locks nobody out: first
every slot holds the old and the next key (`begin_renewal`), then the record is rewritten, then the
old key is forgotten (`finish_renewal`).
"""

import hmac
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from schoolguard.crypto import keys, sealed_keys
from schoolguard.crypto.aead import NotAuthenticError, seal, unseal
from schoolguard.crypto.canonical import Json, canonical_json

FILE_TYPE: Final = "schoolguard.unlock"
FORM: Final = 1


class SlotsTamperedError(Exception):
    """The file opens, but is not as this program wrote it."""


class SlotKind(StrEnum):
    """What opens a slot."""

    ACCOUNT = "account"
    """The password of a person who logs in."""

    RECOVERY = "recovery"
    """The code on the printed recovery sheet."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom a slot is for; `account` 0 and an empty login for the recovery sheet."""

    kind: SlotKind
    account: int
    login: str
    role: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in.

    Attributes:
        private: the slot's private key, sealed with the key of the password.
        sealed: the record's data key by generation, sealed to the slot's public key.
    """

    owner: Owner
    kdf: keys.KdfParameters
    salt: bytes
    public: bytes
    private: bytes
    sealed: dict[int, bytes]


@dataclass(frozen=True, slots=True)
class KeySlots:
    """The whole file.

    Attributes:
        vault: id of the record that the slots open.
        school: code of the school.
        title: the school's name for the unlock window.
        generation: of the data key in force.
        renewing: a next generation was sealed and may already be in force.
        mac: keyed hash over everything else.
    """

    vault: str
    school: str
    title: str
    generation: int
    renewing: bool
    slots: tuple[Slot, ...]
    mac: bytes = b""


def new_slots(vault: str, school: str, title: str) -> KeySlots:
    """Return a file without any way in."""
    return KeySlots(vault, school, title, 1, renewing=False, slots=())


def with_slot(
    file: KeySlots, owner: Owner, secret: str, data_key: bytes, kdf: keys.KdfParameters
) -> KeySlots:
    """Return the file with a slot for `owner`, instead of any that they had."""
    salt = keys.new_salt()
    private, public = sealed_keys.new_pair()
    empty = Slot(owner, kdf, salt, public, b"", {})
    wrapped = seal(keys.derive(secret, salt, kdf), private, _slot_context(file, empty))
    box = sealed_keys.seal_to(public, data_key, _key_context(file, empty, file.generation))
    slot = replace(empty, private=wrapped, sealed={file.generation: box})
    others = tuple(other for other in file.slots if other.owner.account != owner.account)
    return signed(replace(file, slots=(*others, slot)), data_key)


def open_slot(file: KeySlots, slot: Slot, secret: str) -> dict[int, bytes]:
    """Return the data keys that a slot holds, by generation: one, or two during a renewal.

    Raises:
        NotAuthenticError: wrong password, or the slot was tampered with.
    """
    slot_key = keys.derive(secret, slot.salt, slot.kdf)
    private = unseal(slot_key, slot.private, _slot_context(file, slot))
    found = {
        generation: sealed_keys.unseal_with(private, box, _key_context(file, slot, generation))
        for generation, box in slot.sealed.items()
    }
    if file.generation not in found:
        raise NotAuthenticError
    return found


def begin_renewal(file: KeySlots, data_key: bytes, next_key: bytes, leaving: int) -> KeySlots:
    """Return the file in which all but one account's slot hold the old and the next key."""
    following = file.generation + 1
    slots = tuple(
        replace(
            slot,
            sealed={
                file.generation: slot.sealed[file.generation],
                following: sealed_keys.seal_to(
                    slot.public, next_key, _key_context(file, slot, following)
                ),
            },
        )
        for slot in file.slots
        if slot.owner.account != leaving
    )
    return signed(replace(file, slots=slots, renewing=True), data_key)


def finish_renewal(file: KeySlots, generation: int, data_key: bytes) -> KeySlots:
    """Return the file in which only the key of `generation` is left, the one in force."""
    slots = tuple(
        replace(slot, sealed={generation: slot.sealed[generation]}) for slot in file.slots
    )
    return signed(replace(file, slots=slots, generation=generation, renewing=False), data_key)


def signed(file: KeySlots, data_key: bytes) -> KeySlots:
    """Return the file with its keyed hash."""
    return replace(file, mac=_mac(file, data_key))


def require_untampered(file: KeySlots, data_key: bytes) -> None:
    """Accept the file as this program wrote it.

    Raises:
        SlotsTamperedError: something was added, taken away or renamed.
    """
    if not hmac.compare_digest(file.mac, _mac(file, data_key)):
        raise SlotsTamperedError


def slot_json(slot: Slot) -> dict[str, Json]:
    """Return a slot as it stands in the file."""
    return {
        **_identity(slot),
        "private": slot.private.hex(),
        "sealed": {str(generation): box.hex() for generation, box in slot.sealed.items()},
    }


def body_json(file: KeySlots) -> dict[str, Json]:
    """Return everything but the keyed hash as it stands in the file."""
    return {
        **_header(file),
        "title": file.title,
        "generation": file.generation,
        "renewing": file.renewing,
        "slots": [slot_json(slot) for slot in file.slots],
    }


def _mac(file: KeySlots, data_key: bytes) -> bytes:
    key = keys.subkey(data_key, "unlock file")
    return hmac.digest(key, canonical_json(body_json(file)), "sha256")


def _header(file: KeySlots) -> dict[str, Json]:
    return {"type": FILE_TYPE, "v": FORM, "vault": file.vault, "school": file.school}


def _identity(slot: Slot) -> dict[str, Json]:
    return {
        "kind": slot.owner.kind.value,
        "account": slot.owner.account,
        "login": slot.owner.login,
        "role": slot.owner.role,
        "kdf": {
            "name": "argon2id",
            "memory_kib": slot.kdf.memory_kib,
            "passes": slot.kdf.passes,
            "lanes": slot.kdf.lanes,
        },
        "salt": slot.salt.hex(),
        "public": slot.public.hex(),
    }


def _slot_context(file: KeySlots, slot: Slot) -> bytes:
    return canonical_json({**_header(file), "slot": _identity(slot)})


def _key_context(file: KeySlots, slot: Slot, generation: int) -> bytes:
    context = {**_header(file), "slot": _identity(slot), "generation": generation}
    return canonical_json(context)
