# SPDX-License-Identifier: Apache-2.0
"""Password hashing against a second implementation, sealing, slots and the recovery code."""

import dataclasses
import secrets

import argon2.low_level
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.crypto import key_slots, keys, recovery_code, sealed_keys
from schoolguard.crypto.aead import NotAuthenticError, seal, unseal

KEY = bytes(range(32))
OWNER = key_slots.Owner(key_slots.SlotKind.ACCOUNT, 1, "zhou", "nurse")
OTHER = key_slots.Owner(key_slots.SlotKind.ACCOUNT, 2, "wu", "principal")


def test_the_hash_is_the_one_that_argon2_cffi_computes() -> None:
    salt = bytes(16)
    ours = keys.derive("密码 password", salt, keys.KdfParameters())
    theirs = argon2.low_level.hash_secret_raw(
        "密码 password".encode(), salt, 3, 64 * 1024, 2, 32, argon2.low_level.Type.ID
    )
    assert ours == theirs


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [
        (64 * 1024 - 1, 3, 2),
        (64 * 1024, 2, 2),
        (64 * 1024, 3, 0),
        (1024 * 1024 + 1, 3, 2),
        (64 * 1024, 21, 2),
        (64 * 1024, 3, 17),
        (-1, 3, 2),
    ],
)
def test_parameters_out_of_bounds_are_refused(memory_kib: int, passes: int, lanes: int) -> None:
    with pytest.raises(keys.BadParametersError):
        keys.KdfParameters(memory_kib, passes, lanes)


@pytest.mark.parametrize(("seconds", "passes"), [(0.2, 3), (0.14, 4), (0.05, 6), (0.001, 6)])
def test_calibration_never_goes_below_the_floor_nor_far_above(
    monkeypatch: pytest.MonkeyPatch, seconds: float, passes: int
) -> None:
    ticks = iter([10.0, 10.0 + seconds])
    monkeypatch.setattr(keys.time, "perf_counter", lambda: next(ticks))
    monkeypatch.setattr(keys, "derive", lambda *_: KEY)
    assert keys.calibrated() == keys.KdfParameters(passes=passes)


def test_subkeys_of_two_purposes_differ() -> None:
    assert keys.subkey(KEY, "one") != keys.subkey(KEY, "two")
    assert keys.subkey(KEY, "one") == keys.subkey(KEY, "one")
    assert len(keys.subkey(KEY, "one")) == keys.KEY_BYTES


@given(st.binary(max_size=100), st.binary(max_size=20))
def test_what_was_sealed_opens_with_the_same_context_only(data: bytes, context: bytes) -> None:
    sealed = seal(KEY, data, context)
    assert unseal(KEY, sealed, context) == data
    with pytest.raises(NotAuthenticError):
        unseal(KEY, sealed, context + b"x")
    with pytest.raises(NotAuthenticError):
        unseal(bytes(32), sealed, context)


def test_no_bit_of_a_sealed_key_can_be_changed() -> None:
    private, public = sealed_keys.new_pair()
    sealed = sealed_keys.seal_to(public, KEY, b"context")
    assert sealed_keys.unseal_with(private, sealed, b"context") == KEY
    for bit in range(8 * len(sealed)):
        # The top bit of an X25519 public key is ignored on the curve but bound by the derivation.
        spoilt = bytearray(sealed)
        spoilt[bit // 8] ^= 1 << bit % 8
        with pytest.raises(NotAuthenticError):
            sealed_keys.unseal_with(private, bytes(spoilt), b"context")
    for length in range(0, len(sealed), 7):
        with pytest.raises(NotAuthenticError):
            sealed_keys.unseal_with(private, sealed[:length], b"context")


@pytest.mark.parametrize("attempt", range(50))
def test_a_printed_code_is_read_back_however_it_is_typed(attempt: int) -> None:
    code = recovery_code.new_code()
    plain = code.replace("-", "")
    assert len(plain) == 28
    assert recovery_code.plain_code(code) == plain
    assert recovery_code.plain_code(f" {code.lower().replace('-', ' ')}\n") == plain
    assert recovery_code.plain_code(code.replace("0", "O").replace("1", "l")) == plain
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in plain)
    assert recovery_code.plain_code(wide) == plain


def test_one_wrong_sign_is_a_slip() -> None:
    plain = recovery_code.new_code().replace("-", "")
    for at in range(28):
        for sign in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            if sign != plain[at]:
                with pytest.raises(recovery_code.MistypedCodeError):
                    recovery_code.plain_code(plain[:at] + sign + plain[at + 1 :])
    for text in ("", plain[:-1], plain + "0", plain[:-1] + "U", "恢复码"):
        with pytest.raises(recovery_code.MistypedCodeError):
            recovery_code.plain_code(text)


def test_codes_do_not_repeat_and_use_every_sign() -> None:
    codes = {recovery_code.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert len(set("".join(codes)) - {"-"}) == 32


@pytest.fixture(scope="module")
def file() -> key_slots.KeySlots:
    empty = key_slots.new_slots(secrets.token_hex(16), "QS01", "青山学校")
    one = key_slots.with_slot(empty, OWNER, "first password", KEY, keys.KdfParameters())
    return key_slots.with_slot(one, OTHER, "second password", KEY, keys.KdfParameters())


def test_each_password_opens_its_own_slot_only(file: key_slots.KeySlots) -> None:
    first, second = file.slots
    assert key_slots.open_slot(file, first, "first password") == {1: KEY}
    with pytest.raises(NotAuthenticError):
        key_slots.open_slot(file, second, "first password")


def test_a_new_password_replaces_the_old_slot(file: key_slots.KeySlots) -> None:
    changed = key_slots.with_slot(file, OWNER, "third password", KEY, keys.KdfParameters())
    assert {slot.owner for slot in changed.slots} == {OWNER, OTHER}
    own = next(slot for slot in changed.slots if slot.owner == OWNER)
    assert key_slots.open_slot(changed, own, "third password") == {1: KEY}


def test_a_renewal_reaches_everybody_but_the_one_who_leaves(file: key_slots.KeySlots) -> None:
    following = secrets.token_bytes(32)
    both = key_slots.begin_renewal(file, KEY, following, leaving=1)
    (slot,) = both.slots
    assert key_slots.open_slot(both, slot, "second password") == {1: KEY, 2: following}
    key_slots.require_untampered(both, KEY)
    done = key_slots.finish_renewal(both, 2, following)
    assert key_slots.open_slot(done, done.slots[0], "second password") == {2: following}
    key_slots.require_untampered(done, following)
    with pytest.raises(key_slots.SlotsTamperedError):
        key_slots.require_untampered(dataclasses.replace(done, title="x"), following)


def test_a_slot_without_the_key_in_force_opens_nothing(file: key_slots.KeySlots) -> None:
    later = dataclasses.replace(file, generation=9)
    with pytest.raises(NotAuthenticError):
        key_slots.open_slot(later, later.slots[0], "first password")
