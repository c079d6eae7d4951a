# SPDX-License-Identifier: Apache-2.0
"""From a password to a key: Argon2id with bounded parameters, and sub-keys for each purpose.

Parameters come from a file that anyone may have edited, so they are checked before any memory is
spent: too weak is a downgrade, too strong would stall the computer.

Source: RFC 9106 section 4, second recommended option (64 MiB, 3 passes), as the floor.
"""

import secrets
import time
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
SALT_BYTES: Final = 16

_MEMORY_KIB = range(64 * 1024, 1024 * 1024 + 1)
_PASSES = range(3, 21)
_LANES = range(1, 17)
_WANTED_SECONDS = 0.15


class BadParametersError(Exception):
    """Key derivation parameters outside what this program accepts."""


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """How hard one guess is: memory in KiB, passes over it, lanes in parallel."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 2

    def __post_init__(self) -> None:
        """Refuse a downgrade and a denial of service.

        Raises:
            BadParametersError: a number is out of its range.
        """
        if (
            self.memory_kib not in _MEMORY_KIB
            or self.passes not in _PASSES
            or self.lanes not in _LANES
        ):
            raise BadParametersError


def new_key() -> bytes:
    """Return a random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def new_salt() -> bytes:
    """Return a random salt."""
    return secrets.token_bytes(SALT_BYTES)


def derive(secret: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """Return the 256-bit key of a password; takes 0.1 s and more, on purpose.

    The same password typed with another input method (full-width, composed) gives the same key.
    """
    material = unicodedata.normalize("NFKC", secret).encode("utf-8")
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.passes,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
    ).derive(material)


def calibrated() -> KdfParameters:
    """Return parameters that cost a guess at least 0.15 s on this computer, never below the floor.

    Doubles the passes at most once: a slow school computer keeps the floor.
    """
    floor = KdfParameters()
    began = time.perf_counter()
    derive("calibration", bytes(SALT_BYTES), floor)
    seconds = time.perf_counter() - began
    if seconds >= _WANTED_SECONDS:
        return floor
    wanted = round(floor.passes * _WANTED_SECONDS / max(seconds, 0.001)) + 1
    return replace(floor, passes=min(wanted, 2 * floor.passes))


def subkey(key: bytes, purpose: str) -> bytes:
    """Return the 256-bit key of one purpose; knowing it tells nothing about `key` or others."""
    info = b"schoolguard " + purpose.encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(key)
