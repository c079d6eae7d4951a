# SPDX-License-Identifier: Apache-2.0
"""Cards: what a school and a bureau must know of each other before a package is worth anything.

A school's card carries its package keys with their limits, the key of its own archive and the least
protection that was agreed; the root key, which lies on paper in a safe, signs it. A bureau's card
carries its receipt key and the age keys to seal for. A first card is trusted because two people
compared its fingerprint; a later one because the root that is already trusted signed it, and only
if its version is higher. A card file is one line of JSON: the card, and signatures in minisign
format over the card's canonical form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from schoolguard.crypto.age import is_recipient
from schoolguard.crypto.canonical import Json, canonical_json, parse_canonical_json
from schoolguard.crypto.fingerprints import fingerprint
from schoolguard.crypto.signatures import BadSignatureError, SigningKey, VerifyKey, verify
from schoolguard.packages.errors import (
    BadCardError,
    BureauCardGivenError,
    CardRollbackError,
    SchoolCardGivenError,
)
from schoolguard.packages.fields import (
    SCHOOL_CODE,
    FieldError,
    Fields,
    instant_text,
    read_document,
)
from schoolguard.packages.manifest import BUREAU_CODE, Suite

_SCHOOL_TYPE = "schoolguard.school-card"
_BUREAU_TYPE = "schoolguard.bureau-card"
CARD_LIMIT_BYTES = 64 << 10
_KEYS_LIMIT = 40
_ROOTS_LIMIT = 5
_SPARES_LIMIT = 5


@dataclass(frozen=True, slots=True)
class KeyLimit:
    """A place in a school's chain: within one epoch, up to or from one number."""

    epoch: str
    seq: int


@dataclass(frozen=True, slots=True)
class PackageKey:
    """A key that signs packages; `valid_from` and `revoked_after` are None where not limited."""

    key: VerifyKey
    valid_from: KeyLimit | None = None
    revoked_after: KeyLimit | None = None

    def may_sign(self, epoch: str, seq: int) -> bool:
        """Return whether a package with this number may be signed by this key.

        A revoked key is worth nothing outside the epoch in which it was revoked: whoever stole it
        could open epochs at will.
        """
        if self.revoked_after and (
            epoch != self.revoked_after.epoch or seq > self.revoked_after.seq
        ):
            return False
        early = self.valid_from and epoch == self.valid_from.epoch and seq < self.valid_from.seq
        return not early


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """What a bureau keeps of a school. `issued_at` is for people and decides nothing."""

    school: str
    name: str
    version: int
    issued_at: datetime
    suite: Suite
    archive_key: str
    package_keys: tuple[PackageKey, ...]
    root_keys: tuple[VerifyKey, ...]
    threshold: int
    extra: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a card that nobody could sign or be checked by."""
        if not self.package_keys or not 1 <= self.threshold <= len(set(self.root_keys)):
            raise FieldError("threshold")

    def to_bytes(self) -> bytes:
        """Return the bytes that the root signs and the fingerprint names."""
        return canonical_json(
            {
                "type": _SCHOOL_TYPE,
                "v": 1,
                "school": self.school,
                "name": self.name,
                "version": self.version,
                "issued": instant_text(self.issued_at),
                "suite": self.suite.value,
                "archive_key": self.archive_key,
                "package_keys": [_key_tree(key) for key in self.package_keys],
                "root": {
                    "keys": [key.text for key in self.root_keys],
                    "threshold": self.threshold,
                },
                "extra": self.extra,
            }
        )

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits, to be compared by phone."""
        return fingerprint(self.to_bytes())

    def package_key(self, key_id: str) -> PackageKey | None:
        """Return the package key with an id, or None."""
        return next((key for key in self.package_keys if key.key.key_id == key_id), None)


@dataclass(frozen=True, slots=True)
class BureauCard:
    """What a school keeps of a bureau; its id follows from the receipt key, so no other has it."""

    name: str
    version: int
    receipt_key: VerifyKey
    age_key: str
    spare_keys: tuple[str, ...] = ()
    extra: Mapping[str, Json] = field(default_factory=dict)

    @property
    def bureau(self) -> str:
        """The bureau's id: B and eight hex digits of its receipt key's id."""
        return f"B{self.receipt_key.key_id[:8]}"

    def to_bytes(self) -> bytes:
        """Return the bytes that the receipt key signs and the fingerprint names."""
        return canonical_json(
            {
                "type": _BUREAU_TYPE,
                "v": 1,
                "bureau": self.bureau,
                "name": self.name,
                "version": self.version,
                "receipt_key": self.receipt_key.text,
                "age_key": self.age_key,
                "spare_keys": list(self.spare_keys),
                "extra": self.extra,
            }
        )

    @property
    def fingerprint(self) -> str:
        """Six groups of five digits, to be compared by phone."""
        return fingerprint(self.to_bytes())


def write_school_card(card: SchoolCard, roots: Sequence[SigningKey]) -> bytes:
    """Return the card file, signed by each of `roots`; add the old roots when they change."""
    return _sign_card(card.to_bytes(), roots, f"{_SCHOOL_TYPE} {card.school} v{card.version}")


def write_bureau_card(card: BureauCard, receipt_key: SigningKey) -> bytes:
    """Return the card file, signed by its own receipt key."""
    return _sign_card(card.to_bytes(), [receipt_key], f"{_BUREAU_TYPE} {card.bureau}")


def read_school_card(data: bytes, trusted: SchoolCard | None = None) -> SchoolCard:
    """Return the card of a file, signed by its own roots and by those of `trusted`, if given.

    Raises:
        BadCardError: not a card in the accepted form, a bureau's, or not signed by its own roots.
        CardRollbackError: of another school, not newer, or not signed by the trusted roots.
    """
    body, signatures = _open_card(data)
    if _names_type(body, _BUREAU_TYPE):
        raise BureauCardGivenError
    card = _parse_school_card(body)
    if _signers(body, signatures, card.root_keys) < card.threshold:
        raise BadCardError(reason="signature")
    if trusted is not None and trusted != card:
        newer = card.school == trusted.school and card.version > trusted.version
        if not newer or _signers(body, signatures, trusted.root_keys) < trusted.threshold:
            raise CardRollbackError(school=trusted.school)
    return card


def read_bureau_card(data: bytes) -> BureauCard:
    """Return the card of a file, signed by its own receipt key.

    Raises:
        BadCardError: not a card in the accepted form, a school's, or not signed by itself.
    """
    body, signatures = _open_card(data)
    if _names_type(body, _SCHOOL_TYPE):
        raise SchoolCardGivenError
    card = _parse_bureau_card(body)
    if _signers(body, signatures, (card.receipt_key,)) < 1:
        raise BadCardError(reason="signature")
    return card


def _sign_card(body: bytes, keys: Sequence[SigningKey], comment: str) -> bytes:
    signatures = [key.sign(body, comment).decode() for key in keys]
    return canonical_json({"card": parse_canonical_json(body), "signatures": signatures})


def _open_card(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    if len(data) > CARD_LIMIT_BYTES:
        raise BadCardError(reason="size")
    try:
        fields = Fields(parse_canonical_json(data))
        body = canonical_json(fields.take("card"))
        signatures = fields.texts("signatures", 2 * _ROOTS_LIMIT)
        fields.done()
    except ValueError as error:
        raise BadCardError(reason="layout") from error
    return body, signatures


def _names_type(body: bytes, kind: str) -> bool:
    tree = parse_canonical_json(body)
    return isinstance(tree, dict) and tree.get("type") == kind


def _signers(body: bytes, signatures: Sequence[str], keys: Sequence[VerifyKey]) -> int:
    """Return how many different ones of `keys` signed `body`."""
    signed: set[VerifyKey] = set()
    for signature in signatures:
        try:
            signed.add(verify(body, signature.encode(), *keys)[1])
        except BadSignatureError:
            continue  # a signature by another root is no fault
    return len(signed)


def _parse_school_card(body: bytes) -> SchoolCard:
    try:
        fields = read_document(body, _SCHOOL_TYPE)
        root = Fields(fields.take("root"), "root")
        card = SchoolCard(
            school=fields.matching("school", SCHOOL_CODE),
            name=fields.text("name"),
            version=fields.whole("version", 1),
            issued_at=fields.instant("issued"),
            suite=Suite(fields.text("suite")),
            archive_key=_age_key(fields.text("archive_key")),
            package_keys=tuple(map(_read_key, fields.objects("package_keys", _KEYS_LIMIT))),
            root_keys=tuple(VerifyKey.from_text(text) for text in root.texts("keys", _ROOTS_LIMIT)),
            threshold=root.whole("threshold", 1),
            extra=fields.extra(),
        )
        root.done()
        fields.done()
    except ValueError as error:
        raise BadCardError(reason="fields") from error
    return card


def _parse_bureau_card(body: bytes) -> BureauCard:
    try:
        fields = read_document(body, _BUREAU_TYPE)
        bureau = fields.matching("bureau", BUREAU_CODE)
        card = BureauCard(
            name=fields.text("name"),
            version=fields.whole("version", 1),
            receipt_key=VerifyKey.from_text(fields.text("receipt_key")),
            age_key=_age_key(fields.text("age_key")),
            spare_keys=tuple(map(_age_key, fields.texts("spare_keys", _SPARES_LIMIT))),
            extra=fields.extra(),
        )
        fields.done()
    except ValueError as error:
        raise BadCardError(reason="fields") from error
    if card.bureau != bureau:
        raise BadCardError(reason="fields")
    return card


def _age_key(text: str) -> str:
    if not is_recipient(text):
        raise FieldError("age key")
    return text


def _key_tree(key: PackageKey) -> dict[str, Json]:
    return {
        "key": key.key.text,
        "valid_from": _limit_tree(key.valid_from),
        "revoked_after": _limit_tree(key.revoked_after),
    }


def _limit_tree(limit: KeyLimit | None) -> Json:
    return {"epoch": limit.epoch, "seq": limit.seq} if limit else None


def _read_key(fields: Fields) -> PackageKey:
    key = PackageKey(
        VerifyKey.from_text(fields.text("key")),
        _read_limit(fields.take("valid_from")),
        _read_limit(fields.take("revoked_after")),
    )
    fields.done()
    return key


def _read_limit(value: Json) -> KeyLimit | None:
    if value is None:
        return None
    fields = Fields(value, "limit")
    limit = KeyLimit(fields.epoch(), fields.whole("seq"))
    fields.done()
    return limit
