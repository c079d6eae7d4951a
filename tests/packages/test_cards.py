# SPDX-License-Identifier: Apache-2.0
"""Cards are trusted once by two people, later by the root that is already trusted."""

from dataclasses import replace

import pytest

from schoolguard.crypto.canonical import canonical_json, parse_canonical_json
from schoolguard.crypto.signatures import SigningKey
from schoolguard.packages.cards import (
    KeyLimit,
    PackageKey,
    SchoolCard,
    read_bureau_card,
    read_school_card,
    write_bureau_card,
    write_school_card,
)
from schoolguard.packages.errors import BadCardError, CardRollbackError
from schoolguard.packages.fields import FieldError
from tests.factories.packages import World

STRANGER = SigningKey(b"\x09" * 32)


def newer(card: SchoolCard, **changes: object) -> SchoolCard:
    return replace(card, version=card.version + 1, **changes)  # type: ignore[arg-type]


def test_cards_survive_as_files(world: World) -> None:
    limit = KeyLimit("0" * 32, 40)
    keys = (PackageKey(world.package_key.public, revoked_after=limit),)
    card = replace(world.school, package_keys=keys)
    assert read_school_card(write_school_card(card, [world.root])) == card
    file = write_bureau_card(world.bureau, world.receipt_key)
    assert read_bureau_card(file) == world.bureau
    assert read_bureau_card(file).fingerprint == world.bureau.fingerprint


def test_a_changed_card_has_another_fingerprint(world: World) -> None:
    assert world.school.fingerprint != replace(world.school, name="x").fingerprint
    assert world.bureau.fingerprint != replace(world.bureau, name="x").fingerprint


def test_a_card_of_the_other_side_is_called_by_its_name(world: World) -> None:
    with pytest.raises(BadCardError, match="school_card_given"):
        read_bureau_card(write_school_card(world.school, [world.root]))
    with pytest.raises(BadCardError, match="bureau_card_given"):
        read_school_card(write_bureau_card(world.bureau, world.receipt_key))


def test_every_byte_of_a_card_counts(world: World) -> None:
    file = write_school_card(world.school, [world.root])
    for at in range(0, len(file), 7):
        spoiled = file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]
        with pytest.raises(BadCardError):
            read_school_card(spoiled)


def test_a_card_must_be_signed_by_its_own_root(world: World) -> None:
    with pytest.raises(BadCardError):
        read_school_card(write_school_card(world.school, [STRANGER]))
    with pytest.raises(BadCardError):
        read_bureau_card(write_bureau_card(world.bureau, STRANGER))


def test_a_newer_card_needs_the_root_that_is_trusted(world: World) -> None:
    following = newer(world.school, name="改名小学")
    file = write_school_card(following, [world.root])
    assert read_school_card(file, world.school) == following
    assert read_school_card(file, following) == following
    stolen = newer(world.school, root_keys=(STRANGER.public,))
    with pytest.raises(CardRollbackError):
        read_school_card(write_school_card(stolen, [STRANGER]), world.school)


def test_a_new_root_needs_the_old_root_too(world: World) -> None:
    following = newer(world.school, root_keys=(STRANGER.public,))
    file = write_school_card(following, [STRANGER, world.root])
    assert read_school_card(file, world.school) == following


def test_an_older_card_or_another_schools_is_refused(world: World) -> None:
    current = newer(world.school)
    with pytest.raises(CardRollbackError):
        read_school_card(write_school_card(world.school, [world.root]), current)
    other = newer(world.school, school="S02")
    with pytest.raises(CardRollbackError):
        read_school_card(write_school_card(other, [world.root]), world.school)


def test_a_threshold_of_two_needs_two_roots(world: World) -> None:
    card = replace(world.school, root_keys=(world.root.public, STRANGER.public), threshold=2)
    with pytest.raises(BadCardError):
        read_school_card(write_school_card(card, [world.root, world.root]))
    assert read_school_card(write_school_card(card, [world.root, STRANGER])) == card
    with pytest.raises(FieldError):
        replace(world.school, root_keys=(world.root.public,) * 2, threshold=2)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "schoolguard.bureau-card"),
        ("v", 2),
        ("school", "x"),
        ("version", 0),
        ("suite", "none"),
        ("archive_key", "age1"),
        ("package_keys", []),
        ("package_keys", [{"key": "x", "valid_from": None, "revoked_after": None}]),
        ("package_keys", "x"),
        ("root", {"keys": [], "threshold": 1}),
        ("root", {"keys": [1], "threshold": 1}),
        ("extra", []),
        ("more", 1),
    ],
)
def test_a_card_with_a_bad_field_is_refused(world: World, field: str, value: object) -> None:
    tree = dict(parse_canonical_json(world.school.to_bytes()))  # type: ignore[arg-type]
    body = canonical_json(tree | {field: value})
    signature = world.root.sign(body, "x").decode()
    file = canonical_json({"card": parse_canonical_json(body), "signatures": [signature]})
    with pytest.raises(BadCardError):
        read_school_card(file)


def test_a_bureaus_id_follows_from_its_key(world: World) -> None:
    tree = dict(parse_canonical_json(world.bureau.to_bytes()))  # type: ignore[arg-type]
    for change in ({"bureau": "B00000000"}, {"age_key": "x"}, {"extra": 1}, {"v": 3}):
        body = canonical_json(tree | change)
        signature = world.receipt_key.sign(body, "x").decode()
        file = canonical_json({"card": parse_canonical_json(body), "signatures": [signature]})
        with pytest.raises(BadCardError):
            read_bureau_card(file)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"x" * 70_000, b'{"card":{},"signatures":{}}'])
def test_what_is_no_card_is_refused(data: bytes) -> None:
    with pytest.raises(BadCardError):
        read_school_card(data)
    with pytest.raises(BadCardError):
        read_bureau_card(data)
