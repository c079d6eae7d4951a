# SPDX-License-Identifier: Apache-2.0
"""No bit of a sealed package can be changed unnoticed."""

import random
from collections.abc import Iterable

import pytest

from schoolguard.packages.contents import DAILY_SCHEMA
from schoolguard.packages.errors import RefusedError
from schoolguard.packages.manifest import Manifest
from schoolguard.packages.seal import build
from tests.factories.packages import World, make_contents


def refuse_each(world: World, data: bytes, bits: Iterable[int]) -> int:
    """Flip each of `bits` and demand a refusal; return how many were tried."""
    tried = 0
    for bit in bits:
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << (bit % 8)
        with pytest.raises(RefusedError):
            world.open(bytes(flipped))
        tried += 1
    return tried


def test_a_sample_of_all_single_bit_flips_is_refused(world: World) -> None:
    data = world.seal(make_contents(pdf=b"")).data
    assert refuse_each(world, data, range(0, len(data) * 8, 23)) > 2000


def test_every_bit_of_headers_and_signature_is_refused(world: World) -> None:
    data = world.seal(make_contents(pdf=b"")).data
    tail = data.rindex(b"PK\3\4") * 8
    assert refuse_each(world, data, [*range(80 * 8), *range(tail, len(data) * 8)]) > 5000


@pytest.mark.slow
def test_every_single_bit_flip_is_refused(world: World) -> None:
    data = world.seal(make_contents(pdf=b"")).data
    assert refuse_each(world, data, range(len(data) * 8)) >= 25_000


@pytest.mark.slow
def test_random_flips_cuts_and_splices_of_a_large_package_are_refused(world: World) -> None:
    chance = random.Random(20260901)
    data = world.seal(make_contents(pdf=chance.randbytes(3_000_000))).data
    refuse_each(world, data, (chance.randrange(len(data) * 8) for _ in range(5_000)))
    for _ in range(5_000):
        at, size = chance.randrange(len(data)), chance.randrange(1, 4096)
        spoiled = chance.choice((data[:at], data[:at] + data[at + size :], data + data[at:]))
        if spoiled != data:
            with pytest.raises(RefusedError):
                world.open(spoiled)


def test_cuts_and_appended_bytes_are_refused(world: World) -> None:
    data = world.seal(make_contents(pdf=b"")).data
    for at in range(0, len(data), 97):
        for spoiled in (data[:at], data[at + 1 :], data + data[: at + 1]):
            with pytest.raises(RefusedError):
                world.open(spoiled)


def built(world: World) -> tuple[Manifest, bytes]:
    return build(world.order(), DAILY_SCHEMA, make_contents().files(), world.keys)


def test_the_same_order_makes_the_same_manifest_and_archive(world: World) -> None:
    assert built(world) == built(world)


def test_time_zone_and_language_of_the_computer_leave_no_trace(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import locale
    import time

    first = built(world)
    monkeypatch.setenv("TZ", "America/St_Johns")
    time.tzset()
    known = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert built(world) == first
    finally:
        locale.setlocale(locale.LC_ALL, known)
        monkeypatch.undo()
        time.tzset()
