# SPDX-License-Identifier: Apache-2.0
"""Receipts: the bureau's signed word on what it has, what it misses and where the chain stands.

They travel back as files of the same kind and are chained too, so that a school notices a receipt
that was kept from it, and a bureau can not tell two schools' worth of stories. A receipt echoes the
head of the school's audit log: what the bureau holds is what catches an edited log.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from schoolguard.crypto.canonical import Json, canonical_json
from schoolguard.crypto.signatures import (
    BadSignatureError,
    SigningKey,
    UnknownSignerError,
    verify,
)
from schoolguard.packages.cards import BureauCard
from schoolguard.packages.container import RECEIPT_MEMBER, Envelope, unwrap, wrap
from schoolguard.packages.errors import BadReceiptError, RefusedError
from schoolguard.packages.fields import (
    SCHOOL_CODE,
    FieldError,
    Fields,
    instant_text,
    read_document,
)
from schoolguard.packages.manifest import BUREAU_CODE

_TYPE = "schoolguard.receipt"
MISSING_LIMIT = 400


class Verdict(StrEnum):
    """What became of a package at the bureau."""

    ACCEPTED = "accepted"
    HELD = "held"
    """Kept, and counted once the missing numbers before it arrive or a person confirms."""

    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The fields of `receipt.json`, version 1.

    Attributes:
        manifest_sha256: identity of the package; None when it was refused before it was opened.
        code: why it was held or refused, e.g. ``gap`` or ``fork``; empty when accepted.
        contiguous_seq: up to this number the bureau has everything; 0 = nothing yet.
        missing: numbers that later ones prove to exist, ascending, at most 400.
    """

    bureau: str
    school: str
    epoch: str
    seq: int
    manifest_sha256: str | None
    package_sha256: str
    received_at: datetime
    verdict: Verdict
    code: str
    contiguous_seq: int
    contiguous_head: str
    missing: tuple[int, ...]
    audit_head: str | None
    audit_count: int
    receipt_seq: int
    prev_receipt: str
    operator: str
    extra: Mapping[str, Json] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical_json(
            {
                "type": _TYPE,
                "v": 1,
                "bureau": self.bureau,
                "school": self.school,
                "epoch": self.epoch,
                "seq": self.seq,
                "manifest_sha256": self.manifest_sha256,
                "package_sha256": self.package_sha256,
                "received_at": instant_text(self.received_at),
                "verdict": self.verdict.value,
                "code": self.code,
                "contiguous_seq": self.contiguous_seq,
                "contiguous_head": self.contiguous_head,
                "missing": list(self.missing),
                "audit_head": self.audit_head,
                "audit_count": self.audit_count,
                "receipt_seq": self.receipt_seq,
                "prev_receipt": self.prev_receipt,
                "operator": self.operator,
                "extra": self.extra,
            }
        )

    @property
    def sha256(self) -> str:
        """The identity of the receipt, and the `prev_receipt` of the next one."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    @property
    def file_name(self) -> str:
        """The name under which a receipt travels back."""
        return f"{self.school}-{self.epoch[:8]}-{self.seq:06d}-receipt-{self.receipt_seq:06d}.sgr"


def write_receipt(receipt: Receipt, key: SigningKey) -> bytes:
    """Return the file that travels back to the school."""
    body = receipt.to_bytes()
    comment = f"{_TYPE} v=1 school={receipt.school} receipt={receipt.receipt_seq}"
    return wrap(RECEIPT_MEMBER, Envelope(body, key.sign(body, comment)))


def read_receipt(data: bytes, bureau: BureauCard) -> Receipt:
    """Return the receipt of a file, signed by the enrolled bureau.

    Raises:
        BadReceiptError: `reason` is one of layout, signer, damaged, fields, bureau.
    """
    try:
        envelope = unwrap(RECEIPT_MEMBER, data)
    except RefusedError as error:
        raise BadReceiptError(reason="layout") from error
    try:
        comment, _ = verify(envelope.content, envelope.signature, bureau.receipt_key)
    except UnknownSignerError as error:
        raise BadReceiptError(reason="signer") from error
    except BadSignatureError as error:
        raise BadReceiptError(reason="damaged") from error
    receipt = _parse(bytes(envelope.content))
    if receipt.bureau != bureau.bureau or not comment.startswith(f"{_TYPE} v=1 "):
        raise BadReceiptError(reason="bureau")
    return receipt


def _parse(body: bytes) -> Receipt:
    try:
        fields = read_document(body, _TYPE)
        receipt = Receipt(
            bureau=fields.matching("bureau", BUREAU_CODE),
            school=fields.matching("school", SCHOOL_CODE),
            epoch=fields.epoch(),
            seq=fields.whole("seq", 1),
            manifest_sha256=fields.hash_or_none("manifest_sha256"),
            package_sha256=fields.hash("package_sha256"),
            received_at=fields.instant("received_at"),
            verdict=Verdict(fields.text("verdict")),
            code=fields.text("code", empty=True),
            contiguous_seq=fields.whole("contiguous_seq"),
            contiguous_head=fields.hash("contiguous_head"),
            missing=_missing(fields),
            audit_head=fields.hash_or_none("audit_head"),
            audit_count=fields.whole("audit_count"),
            receipt_seq=fields.whole("receipt_seq", 1),
            prev_receipt=fields.hash("prev_receipt"),
            operator=fields.text("operator", empty=True),
            extra=fields.extra(),
        )
        fields.done()
    except ValueError as error:
        raise BadReceiptError(reason="fields") from error
    return receipt


def _missing(fields: Fields) -> tuple[int, ...]:
    numbers = fields.take("missing")
    if not isinstance(numbers, list) or len(numbers) > MISSING_LIMIT:
        raise FieldError("missing")
    if not all(type(number) is int and number >= 1 for number in numbers):
        raise FieldError("missing")
    if sorted(set(numbers)) != numbers:
        raise FieldError("missing")
    return tuple(numbers)
