# SPDX-License-Identifier: Apache-2.0
"""Encryption to named recipients in the age format: X25519 keys and nothing else.

Passphrase files are refused before the age library sees them: their work factor is chosen by the
sender and can exhaust memory. Everything happens in memory: a broken last chunk must not leave
plain text behind on a disk. age says nothing about who sent a file; signatures do.

Source: https://age-encryption.org/v1 (header, stanzas).
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import pyrage
from typing_extensions import override

_MAGIC = b"age-encryption.org/v1\n"
_HEADER_LIMIT_BYTES = 8192
_X25519 = re.compile(rb"-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n")
# The specification asks readers to skip "grease" stanzas, which writers add so that they must.
_GREASE = re.compile(
    rb"-> [!-~]{1,64}-grease(?: [!-~]{1,256}){0,8}\n(?:[A-Za-z0-9+/]{64}\n){0,16}"
    rb"[A-Za-z0-9+/]{0,63}\n"
)
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}\n")
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


class AgeError(Exception):
    """The bytes can not be opened."""


class AgeHeaderError(AgeError):
    """Not an age file for X25519 recipients only."""


class NotForUsError(AgeError):
    """No stanza opens with this identity, or the content was changed."""


@dataclass(frozen=True, slots=True)
class AgeIdentity:
    """A secret key; `secret` is the ``AGE-SECRET-KEY-1…`` line that the `age` tool takes."""

    secret: str

    @classmethod
    def generate(cls) -> Self:
        """Return a new random identity."""
        return cls(str(pyrage.x25519.Identity.generate()))

    @property
    def recipient(self) -> str:
        """The public key to encrypt to: an ``age1…`` word."""
        return str(pyrage.x25519.Identity.from_str(self.secret).to_public())

    @override
    def __repr__(self) -> str:
        """Never the secret: a representation reaches logs and crash reports."""
        return "AgeIdentity(…)"


def is_recipient(text: str) -> bool:
    """Return whether `text` is an X25519 recipient, checksum included."""
    if not _RECIPIENT.fullmatch(text):
        return False
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def encrypt(data: bytes, recipients: Sequence[str]) -> bytes:
    """Return `data` readable by each of `recipients` and by nobody else.

    Raises:
        ValueError: no recipient, or one that is not an X25519 key.
    """
    if not recipients or not all(map(is_recipient, recipients)):
        raise ValueError("recipients are X25519 keys, at least one")
    keys = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    return bytes(pyrage.encrypt(data, keys))


class _Reader:
    """Lends a view in pieces, so that a large file is not copied once more to be read."""

    def __init__(self, data: bytes | memoryview) -> None:
        self._view = memoryview(data)

    def read(self, size: int = -1) -> bytes:
        """Return at most `size` bytes, all that are left for a negative one."""
        end = len(self._view) if size < 0 else size
        piece, self._view = bytes(self._view[:end]), self._view[end:]
        return piece


def decrypt(data: bytes | memoryview, identity: AgeIdentity) -> bytes:
    """Return what was encrypted; all of it in memory, and nothing unless the whole file is sound.

    Raises:
        AgeHeaderError: not an age file, or one with a passphrase or a foreign kind of key.
        NotForUsError: made for others, or changed on its way.
    """
    check_header(data)
    plain = io.BytesIO()
    try:
        key = pyrage.x25519.Identity.from_str(identity.secret)
        pyrage.decrypt_io(_Reader(data), plain, [key])
    except (pyrage.DecryptError, OSError) as error:  # a broken chunk comes as an OSError
        raise NotForUsError from error
    return plain.getvalue()


def check_header(data: bytes | memoryview) -> int:
    """Return how many X25519 recipients a file names.

    Raises:
        AgeHeaderError: anything else in the header than X25519 stanzas, grease and the MAC.
    """
    header = bytes(data[:_HEADER_LIMIT_BYTES])
    if not header.startswith(_MAGIC):
        raise AgeHeaderError
    at, recipients = len(_MAGIC), 0
    while not _MAC.match(header, at):
        stanza = _X25519.match(header, at)
        recipients += stanza is not None
        stanza = stanza or _GREASE.match(header, at)
        if stanza is None:
            raise AgeHeaderError
        at = stanza.end()
    if not recipients:
        raise AgeHeaderError
    return recipients
