# SPDX-License-Identifier: Apache-2.0
"""`unlock.json` beside the record: read with suspicion, written whole.

Anyone with the disk can edit this file. It is small, its parameters are bounded before a password
is hashed, and what they bind is checked in `crypto.key_slots`. Nothing here is secret without a
password; names of logins stand in clear so that the unlock window can offer them. A second copy
lies beside it, since without its slots the record is lost.
"""

import json
from pathlib import Path
from typing import Any, Final

from schoolguard.crypto.canonical import canonical_json
from schoolguard.crypto.key_slots import (
    FILE_TYPE,
    FORM,
    KeySlots,
    Owner,
    Slot,
    SlotKind,
    body_json,
)
from schoolguard.crypto.keys import BadParametersError, KdfParameters
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.files import replace_file

UNLOCK_FILE: Final = "unlock.json"
COPY_FILE: Final = "unlock.copy.json"

_LIMIT_BYTES = 256 * 1024


def read_slots(folder: Path) -> KeySlots:
    """Return the key slots of the record in a folder.

    Raises:
        UserError: ``access.no_unlock_file``, ``access.bad_unlock_file``, or
            ``access.weak_unlock_file`` when a slot asks for less or more work than is allowed.
    """
    try:
        return _read(folder / UNLOCK_FILE)
    except UserError as error:
        if error.code == "access.weak_unlock_file" or not (folder / COPY_FILE).is_file():
            raise
        return _read(folder / COPY_FILE)


def write_slots(folder: Path, file: KeySlots) -> None:
    """Replace the key slots and their copy; durable when this returns."""
    data = canonical_json({**body_json(file), "mac": file.mac.hex()})
    replace_file(folder / UNLOCK_FILE, data)
    replace_file(folder / COPY_FILE, data)


def _read(path: Path) -> KeySlots:
    try:
        if path.stat().st_size > _LIMIT_BYTES:
            raise UserError("access.bad_unlock_file", path=str(path))
        raw = json.loads(path.read_bytes())
        return _parse(raw)
    except OSError as error:
        raise UserError("access.no_unlock_file", path=str(path)) from error
    except BadParametersError as error:
        raise UserError("access.weak_unlock_file", path=str(path)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError("access.bad_unlock_file", path=str(path)) from error


def _parse(raw: Any) -> KeySlots:  # noqa: ANN401 - a stranger's JSON
    if raw["type"] != FILE_TYPE or raw["v"] != FORM:
        raise ValueError("another kind of file")
    return KeySlots(
        vault=str(raw["vault"]),
        school=str(raw["school"]),
        title=str(raw["title"]),
        generation=int(raw["generation"]),
        renewing=bool(raw["renewing"]),
        slots=tuple(_parse_slot(slot) for slot in raw["slots"]),
        mac=bytes.fromhex(raw["mac"]),
    )


def _parse_slot(raw: Any) -> Slot:  # noqa: ANN401 - a stranger's JSON
    kdf = raw["kdf"]
    if kdf["name"] != "argon2id":
        raise ValueError("another key derivation")
    return Slot(
        owner=Owner(
            SlotKind(raw["kind"]), int(raw["account"]), str(raw["login"]), str(raw["role"])
        ),
        kdf=KdfParameters(int(kdf["memory_kib"]), int(kdf["passes"]), int(kdf["lanes"])),
        salt=bytes.fromhex(raw["salt"]),
        public=bytes.fromhex(raw["public"]),
        private=bytes.fromhex(raw["private"]),
        sealed={int(number): bytes.fromhex(box) for number, box in raw["sealed"].items()},
    )
