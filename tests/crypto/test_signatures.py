# SPDX-License-Identifier: Apache-2.0
"""Signatures hold, and one changed bit anywhere does not."""

import shutil
import subprocess
from pathlib import Path

import minisign
import pytest

from schoolguard.crypto.signatures import (
    BadSignatureError,
    SigningKey,
    UnknownSignerError,
    VerifyKey,
    unverified_comment,
    verify,
)

KEY = SigningKey(bytes(range(32)))
MESSAGE = b"counts go up, names stay"
COMMENT = "schoolguard.package school=S01 校安卫士"


def test_a_signature_verifies_and_returns_its_comment() -> None:
    comment, key = verify(MESSAGE, KEY.sign(MESSAGE, COMMENT), KEY.public)
    assert comment == COMMENT
    assert key == KEY.public


def test_the_right_key_is_picked_among_several() -> None:
    other = SigningKey.generate().public
    assert verify(MESSAGE, KEY.sign(MESSAGE, "x"), other, KEY.public)[1] == KEY.public


def test_every_bit_flip_of_a_signature_file_is_refused() -> None:
    file = KEY.sign(MESSAGE, COMMENT)
    for at in range(len(file) * 8):
        flipped = bytearray(file)
        flipped[at // 8] ^= 1 << (at % 8)
        with pytest.raises(BadSignatureError):
            verify(MESSAGE, bytes(flipped), KEY.public)


@pytest.mark.parametrize("change", [b"", b"\n", b" ", b"\r\n"])
def test_appended_or_cut_bytes_are_refused(change: bytes) -> None:
    file = KEY.sign(MESSAGE, COMMENT)
    spoiled = file + change if change else file[:-1]
    with pytest.raises(BadSignatureError):
        verify(MESSAGE, spoiled, KEY.public)


def test_an_unknown_signer_is_told_from_damage() -> None:
    with pytest.raises(UnknownSignerError):
        verify(MESSAGE, SigningKey.generate().sign(MESSAGE, "x"), KEY.public)


def test_another_message_is_refused() -> None:
    with pytest.raises(BadSignatureError):
        verify(MESSAGE + b".", KEY.sign(MESSAGE, "x"), KEY.public)


def test_the_claimed_comment_can_be_read_before_a_key_is_known() -> None:
    assert unverified_comment(KEY.sign(MESSAGE, COMMENT)) == COMMENT


def test_a_comment_of_two_lines_can_not_be_signed() -> None:
    with pytest.raises(ValueError, match="one line"):
        KEY.sign(MESSAGE, "a\nb")


def test_a_huge_signature_file_is_refused_unread() -> None:
    with pytest.raises(BadSignatureError):
        verify(MESSAGE, b"x" * 10_000, KEY.public)


def test_a_public_key_survives_as_text_and_refuses_other_spellings() -> None:
    text = KEY.public.text
    assert VerifyKey.from_text(text) == KEY.public
    for spoiled in (text[:-1], text + "=", text.lower(), " " + text, "RW" + text[2:-2] + "AA"):
        with pytest.raises(ValueError):
            VerifyKey.from_text(spoiled)


def test_a_key_id_can_not_be_claimed_by_another_key() -> None:
    other = SigningKey.generate().public
    with pytest.raises(ValueError, match="not a public key"):
        VerifyKey(KEY.public.id_bytes, other.raw)


def test_a_seed_never_shows() -> None:
    assert KEY.seed.hex() not in repr(KEY)
    with pytest.raises(ValueError, match="32 bytes"):
        SigningKey(b"short")


def test_a_second_implementation_agrees() -> None:
    public = minisign.PublicKey.from_base64(KEY.public.text.encode())
    public.verify(MESSAGE, minisign.Signature.from_bytes(KEY.sign(MESSAGE, COMMENT)))


@pytest.mark.skipif(shutil.which("minisign") is None, reason="the minisign tool is not installed")
def test_the_real_minisign_agrees(tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(MESSAGE)
    (tmp_path / "m.minisig").write_bytes(KEY.sign(MESSAGE, COMMENT))
    (tmp_path / "key.pub").write_bytes(KEY.public.file())
    done = subprocess.run(
        ["minisign", "-V", "-p", "key.pub", "-m", "m"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert COMMENT in done.stdout.decode()
