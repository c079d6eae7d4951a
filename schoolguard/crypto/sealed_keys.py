# SPDX-License-Identifier: Apache-2.0
"""A small message to whoever holds a private key, written without knowing their password.

Each key slot has such a pair, so that the data key can be renewed for everybody at once while one
person is logged in: X25519 with a fresh sender key, HKDF-SHA256, AES-256-GCM.
"""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from schoolguard.crypto.aead import NotAuthenticError, seal, unseal

_PUBLIC_BYTES = 32


def new_pair() -> tuple[bytes, bytes]:
    """Return a new private key and its public key, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal_to(public: bytes, data: bytes, context: bytes) -> bytes:
    """Return `data` so that only the holder of the private key reads it."""
    sender = X25519PrivateKey.generate()
    sender_public = sender.public_key().public_bytes_raw()
    shared = sender.exchange(X25519PublicKey.from_public_bytes(public))
    return sender_public + seal(_agree(shared, sender_public, public), data, context)


def unseal_with(private: bytes, sealed: bytes, context: bytes) -> bytes:
    """Return what was sealed to the public key of `private`.

    Raises:
        NotAuthenticError: key, bytes or context are not those of the sealing.
    """
    own = X25519PrivateKey.from_private_bytes(private)
    sender_public = sealed[:_PUBLIC_BYTES]
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(sender_public))
    except ValueError as error:
        raise NotAuthenticError from error
    key = _agree(shared, sender_public, own.public_key().public_bytes_raw())
    return unseal(key, sealed[_PUBLIC_BYTES:], context)


def _agree(shared: bytes, sender_public: bytes, public: bytes) -> bytes:
    info = b"schoolguard sealed key"
    salt = sender_public + public
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(shared)
