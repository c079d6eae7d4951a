# SPDX-License-Identifier: Apache-2.0
"""age files: opened by whom they are for, and by no passphrase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.crypto.age import (
    AgeError,
    AgeHeaderError,
    AgeIdentity,
    NotForUsError,
    check_header,
    decrypt,
    encrypt,
    is_recipient,
)

ONE = AgeIdentity.generate()
TWO = AgeIdentity.generate()


def test_each_recipient_opens_and_a_stranger_does_not() -> None:
    sealed = encrypt(b"plain", [ONE.recipient, TWO.recipient])
    assert decrypt(sealed, ONE) == decrypt(sealed, TWO) == b"plain"
    assert check_header(sealed) == 2
    with pytest.raises(NotForUsError):
        decrypt(sealed, AgeIdentity.generate())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v1\n--- " + b"A" * 43 + b"\n",
        b"age-encryption.org/v2\n",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        b"age-encryption.org/v1\n-> scrypt AAAA 23\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n",
        b"age-encryption.org/v1\n-> X25519 A B\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n",
        b"age-encryption.org/v1\n" + b"-> a-grease\n\n" * 5000,
    ],
)
def test_a_foreign_header_is_refused(data: bytes) -> None:
    with pytest.raises(AgeHeaderError):
        decrypt(data, ONE)


def test_every_bit_flip_is_refused() -> None:
    sealed = encrypt(b"x", [ONE.recipient])
    for at in range(0, len(sealed) * 8, 3):
        flipped = bytearray(sealed)
        flipped[at // 8] ^= 1 << (at % 8)
        with pytest.raises(AgeError):
            decrypt(bytes(flipped), ONE)


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    with pytest.raises(AgeError):
        decrypt(b"age-encryption.org/v1\n" + data, ONE)


def test_greased_headers_are_read_whatever_the_writer_invents() -> None:
    for _ in range(200):
        assert check_header(encrypt(b"", [ONE.recipient])) == 1


def test_only_whole_recipients_are_recipients() -> None:
    assert is_recipient(ONE.recipient)
    assert not is_recipient(ONE.recipient[:-1] + ("q" if ONE.recipient[-1] != "q" else "p"))
    assert not is_recipient("ssh-ed25519 AAAA")
    with pytest.raises(ValueError, match="recipients"):
        encrypt(b"x", [])
    with pytest.raises(ValueError, match="recipients"):
        encrypt(b"x", ["age1nonsense"])


def test_a_secret_never_shows() -> None:
    assert ONE.secret not in repr(ONE)
