# SPDX-License-Identifier: Apache-2.0
"""Bytes sealed with a 256-bit key and bound to what they belong to (AES-256-GCM)."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


class NotAuthenticError(Exception):
    """Wrong key, or sealed bytes or their context were changed: which, nobody can tell."""


def seal(key: bytes, data: bytes, context: bytes) -> bytes:
    """Return nonce and ciphertext; `context` is not inside but must be the same to open it."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        NotAuthenticError: key, bytes or context are not those of the sealing.
    """
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as error:
        raise NotAuthenticError from error
