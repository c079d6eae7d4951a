# SPDX-License-Identifier: Apache-2.0
"""Ed25519 signatures in minisign's file format, byte-compatible with the real `minisign` both ways.

Signatures are prehashed (``ED``: BLAKE2b-512 of the message) and carry a trusted comment that is
signed too. Reading is stricter than minisign: a signature file has exactly one accepted byte form
(canonical base64, an untrusted comment equal to the trusted one, LF line ends), so that no bit of
it can be changed unnoticed. What a signature is worth is decided by whoever pinned the key.

Source: https://jedisct1.github.io/minisign/ (signature and public key format).
"""

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from typing_extensions import override

SIGNATURE_LIMIT_BYTES = 4096
"""No signature file of ours is longer; a longer one is refused unread."""

_PURE = b"Ed"
_PREHASHED = b"ED"
_ID_BYTES = 8
_SEED_BYTES = 32
_PUBLIC_BYTES = 32
_SIGNATURE_BYTES = 64


class BadSignatureError(Exception):
    """The file is no signature in the accepted form, or does not sign this message."""


class UnknownSignerError(BadSignatureError):
    """The file is a signature by a key that was not offered."""


@dataclass(frozen=True, slots=True)
class VerifyKey:
    """The public half of a signing key.

    Attributes:
        id_bytes: the eight bytes by which a signature names its key; here the start of a hash of
            the key, so that an id can not be claimed by another key.
    """

    id_bytes: bytes
    raw: bytes

    def __post_init__(self) -> None:
        """Refuse an id that does not belong to the key."""
        if len(self.raw) != _PUBLIC_BYTES or self.id_bytes != _key_id(self.raw):
            raise ValueError("not a public key of this format")

    @property
    def key_id(self) -> str:
        """The id as minisign prints it: 16 upper-case hex digits, little end first."""
        return self.id_bytes[::-1].hex().upper()

    @property
    def text(self) -> str:
        """The key as `minisign -P` takes it: one base64 word."""
        return base64.b64encode(_PURE + self.id_bytes + self.raw).decode("ascii")

    def file(self) -> bytes:
        """Return the key as a minisign public key file (`minisign -p`)."""
        return f"untrusted comment: minisign public key {self.key_id}\n{self.text}\n".encode(
            "ascii"
        )

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read one base64 word.

        Raises:
            ValueError: not canonical base64 of a key, or an id that is not the key's.
        """
        data = _canonical_base64(text, len(_PURE) + _ID_BYTES + _PUBLIC_BYTES)
        if data[:2] != _PURE:
            raise ValueError("not an Ed25519 key")
        return cls(data[2 : 2 + _ID_BYTES], data[2 + _ID_BYTES :])


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The secret half; its seed must only ever lie in the encrypted store or on paper in a safe."""

    seed: bytes

    def __post_init__(self) -> None:
        """Refuse a seed of the wrong length."""
        if len(self.seed) != _SEED_BYTES:
            raise ValueError("a seed has 32 bytes")

    @classmethod
    def generate(cls) -> Self:
        """Return a new random key."""
        return cls(secrets.token_bytes(_SEED_BYTES))

    @classmethod
    def from_code(cls, code: str) -> Self:
        """Return the key that a printed code stands for (at least 128 random bits, plain form)."""
        return cls(hashlib.blake2b(code.encode(), digest_size=32, person=b"sg-root-key").digest())

    @property
    def public(self) -> VerifyKey:
        """The key that verifies what this one signs."""
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifyKey(_key_id(raw), raw)

    def sign(self, message: bytes, comment: str) -> bytes:
        """Return the signature file for `message`; `comment` is one line and is signed with it."""
        if "\n" in comment or "\r" in comment or not comment:
            raise ValueError("a comment is one line")
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        signature = key.sign(_prehash(message))
        seal = key.sign(signature + comment.encode("utf-8"))
        return _render(self.public.id_bytes, signature, comment, seal)

    @override
    def __repr__(self) -> str:
        """Never the seed: a representation reaches logs and crash reports."""
        return "SigningKey(…)"


@dataclass(frozen=True, slots=True)
class _Parts:
    key_id: bytes
    signature: bytes
    comment: str
    seal: bytes


def verify(
    message: bytes | memoryview, signature_file: bytes, *keys: VerifyKey
) -> tuple[str, VerifyKey]:
    """Return the trusted comment and the one of `keys` that signed `message`.

    Raises:
        UnknownSignerError: well-formed, but by none of `keys`.
        BadSignatureError: not the accepted form, or the message or comment was changed.
    """
    parts = _parse(signature_file)
    key = next((key for key in keys if key.id_bytes == parts.key_id), None)
    if key is None:
        raise UnknownSignerError
    public = Ed25519PublicKey.from_public_bytes(key.raw)
    try:
        public.verify(parts.signature, _prehash(message))
        public.verify(parts.seal, parts.signature + parts.comment.encode("utf-8"))
    except InvalidSignature as error:
        raise BadSignatureError from error
    return parts.comment, key


def unverified_comment(signature_file: bytes) -> str:
    """Return what a signature file claims, before any key is known; never decide by it.

    Raises:
        BadSignatureError: not the accepted form.
    """
    return _parse(signature_file).comment


def _parse(signature_file: bytes) -> _Parts:
    """Take a signature file apart; refuse every spelling but the one `sign` writes."""
    if len(signature_file) > SIGNATURE_LIMIT_BYTES:
        raise BadSignatureError
    try:
        lines = signature_file.decode("utf-8").split("\n")
        comment = lines[2].removeprefix("trusted comment: ")
        head = _canonical_base64(lines[1], 2 + _ID_BYTES + _SIGNATURE_BYTES)
        seal = _canonical_base64(lines[3], _SIGNATURE_BYTES)
    except (IndexError, ValueError) as error:
        raise BadSignatureError from error
    parts = _Parts(head[2 : 2 + _ID_BYTES], head[2 + _ID_BYTES :], comment, seal)
    if _render(parts.key_id, parts.signature, comment, seal) != signature_file:
        raise BadSignatureError
    return parts


def _render(key_id: bytes, signature: bytes, comment: str, seal: bytes) -> bytes:
    head = base64.b64encode(_PREHASHED + key_id + signature).decode("ascii")
    tail = base64.b64encode(seal).decode("ascii")
    return f"untrusted comment: {comment}\n{head}\ntrusted comment: {comment}\n{tail}\n".encode()


def _canonical_base64(text: str, size: int) -> bytes:
    """Decode base64 of exactly `size` bytes; refuse any spelling that would encode differently."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
    if len(data) != size or base64.b64encode(data).decode("ascii") != text:
        raise ValueError("not canonical base64")
    return data


def _prehash(message: bytes | memoryview) -> bytes:
    return hashlib.blake2b(message, digest_size=64).digest()


def _key_id(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=_ID_BYTES, person=b"sg-key-id").digest()
