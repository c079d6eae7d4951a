# SPDX-License-Identifier: Apache-2.0
"""Receipts are the bureau's signed word and nobody else's."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from schoolguard.crypto.canonical import canonical_json, parse_canonical_json
from schoolguard.crypto.signatures import SigningKey
from schoolguard.packages.container import RECEIPT_MEMBER, Envelope, unwrap, wrap
from schoolguard.packages.errors import BadReceiptError
from schoolguard.packages.fields import ZERO_HASH
from schoolguard.packages.receipts import Receipt, Verdict, read_receipt, write_receipt
from tests.factories.packages import World


def make_receipt(world: World, **changes: Any) -> Receipt:
    receipt = Receipt(
        bureau=world.bureau.bureau,
        school="S01",
        epoch="0" * 32,
        seq=42,
        manifest_sha256="1" * 64,
        package_sha256="2" * 64,
        received_at=datetime(2026, 9, 1, 12, tzinfo=UTC),
        verdict=Verdict.HELD,
        code="gap",
        contiguous_seq=40,
        contiguous_head="3" * 64,
        missing=(41,),
        audit_head="4" * 64,
        audit_count=150_000,
        receipt_seq=1,
        prev_receipt=ZERO_HASH,
        operator="孙局员",
    )
    return replace(receipt, **changes)


def test_a_receipt_survives(world: World) -> None:
    receipt = make_receipt(world)
    file = write_receipt(receipt, world.receipt_key)
    assert read_receipt(file, world.bureau) == receipt
    assert receipt.file_name == "S01-00000000-000042-receipt-000001.sgr"
    assert write_receipt(receipt, world.receipt_key) == file


def test_every_bit_flip_of_a_receipt_is_refused(world: World) -> None:
    file = write_receipt(make_receipt(world), world.receipt_key)
    for at in range(0, len(file) * 8, 5):
        flipped = bytearray(file)
        flipped[at // 8] ^= 1 << (at % 8)
        with pytest.raises(BadReceiptError):
            read_receipt(bytes(flipped), world.bureau)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"type": "schoolguard.package"}, "fields"),
        ({"v": 2}, "fields"),
        ({"bureau": "B00000000"}, "bureau"),
        ({"verdict": "maybe"}, "fields"),
        ({"missing": [2, 1]}, "fields"),
        ({"missing": [0]}, "fields"),
        ({"missing": list(range(1, 402))}, "fields"),
        ({"missing": "1"}, "fields"),
        ({"receipt_seq": 0}, "fields"),
        ({"more": 1}, "fields"),
    ],
)
def test_a_bad_receipt_is_refused(world: World, change: dict[str, Any], reason: str) -> None:
    tree: Any = parse_canonical_json(make_receipt(world).to_bytes())
    body = canonical_json(tree | change)
    comment = "schoolguard.receipt v=1 school=S01 receipt=1"
    file = wrap(RECEIPT_MEMBER, Envelope(body, world.receipt_key.sign(body, comment)))
    with pytest.raises(BadReceiptError) as caught:
        read_receipt(file, world.bureau)
    assert caught.value.params["reason"] == reason


def test_another_signer_or_changed_bytes_are_refused(world: World) -> None:
    stranger = write_receipt(make_receipt(world), SigningKey(b"\x09" * 32))
    with pytest.raises(BadReceiptError) as caught:
        read_receipt(stranger, world.bureau)
    assert caught.value.params["reason"] == "signer"
    envelope = unwrap(RECEIPT_MEMBER, write_receipt(make_receipt(world), world.receipt_key))
    changed = wrap(RECEIPT_MEMBER, Envelope(bytes(envelope.content) + b" ", envelope.signature))
    with pytest.raises(BadReceiptError) as caught:
        read_receipt(changed, world.bureau)
    assert caught.value.params["reason"] == "damaged"


def test_a_signature_on_another_kind_of_document_is_no_receipt(world: World) -> None:
    body = make_receipt(world).to_bytes()
    file = wrap(RECEIPT_MEMBER, Envelope(body, world.receipt_key.sign(body, "a card")))
    with pytest.raises(BadReceiptError):
        read_receipt(file, world.bureau)
