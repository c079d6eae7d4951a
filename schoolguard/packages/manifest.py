# SPDX-License-Identifier: Apache-2.0
"""`package.json`: who sends what to whom, and where it stands in the chain.

The exact bytes are signed and their SHA-256 is the package's identity. Numbers and hashes decide,
never clocks: `created` and `boot_counter` are for people to read.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from schoolguard.crypto.age import is_recipient
from schoolguard.crypto.canonical import Json, canonical_json
from schoolguard.packages.archive import safe_name
from schoolguard.packages.errors import BadManifestError
from schoolguard.packages.fields import (
    SCHOOL_CODE,
    ZERO_HASH,
    FieldError,
    Fields,
    instant_text,
    read_document,
)

TYPE = "schoolguard.package"
VERSION = 1
BUREAU_CODE = re.compile(r"B[0-9A-F]{8}")
_KEY_ID = re.compile(r"[0-9A-F]{16}")
_MEDIA = re.compile(r"[a-z0-9]+/[a-z0-9.+-]{1,64}")
_SCHEMA = re.compile(r"[a-z.]{1,64}/[1-9][0-9]{0,3}")
_FILES_LIMIT = 56

E = TypeVar("E", bound=StrEnum)


class Kind(StrEnum):
    """What a package is about."""

    DAILY = "daily"
    CORRECTION = "correction"
    ROSTER = "roster"
    KEYS = "keys"
    EMPTY = "empty"
    """A heartbeat: a day without school, so that silence is never mistaken for all being well."""


class Suite(StrEnum):
    """How a package is protected; a school's card pins the least that its bureau accepts."""

    ED25519_AGE = "ed25519+age"
    ED25519_SM2_AGE = "ed25519+sm2+age"
    """Reserved: an additional SM2 signature. This version neither writes nor accepts it."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """What is signed about one file of a package; `rows` only for tables, header not counted."""

    size: int
    sha256: str
    media: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """The fields of `package.json`, version 1; `files` in order of their names.

    Attributes:
        extra: what a newer program added; kept, so that the hash stays that of the signed bytes.
    """

    school: str
    epoch: str
    prev_epoch_head: str | None
    seq: int
    prev: str
    kind: Kind
    report_on: date
    revision: int
    supersedes: str | None
    created_at: datetime
    boot_counter: int
    recipient: str
    recipient_key: str
    suite: Suite
    signer_key: str
    keys_version: int
    audit_head: str
    audit_count: int
    last_receipt: str | None
    files: tuple[tuple[str, FileEntry], ...]
    app: str
    schema: str
    extra: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse chains and corrections that contradict themselves."""
        if (self.seq == 1) != (self.prev == ZERO_HASH):
            raise FieldError("prev")
        if (self.revision == 1) != (self.supersedes is None):
            raise FieldError("supersedes")
        if (self.kind is Kind.CORRECTION) != (self.revision > 1):
            raise FieldError("revision")

    def to_bytes(self) -> bytes:
        """Return the bytes that are signed."""
        return canonical_json(self._tree())

    @property
    def sha256(self) -> str:
        """The identity of the package, and the `prev` of the next one."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def _tree(self) -> dict[str, Json]:
        return {
            "type": TYPE,
            "v": VERSION,
            "school": self.school,
            "epoch": self.epoch,
            "prev_epoch_head": self.prev_epoch_head,
            "seq": self.seq,
            "prev": self.prev,
            "kind": self.kind.value,
            "report_date": self.report_on.isoformat(),
            "revision": self.revision,
            "supersedes": self.supersedes,
            "created": instant_text(self.created_at),
            "boot_counter": self.boot_counter,
            "recipient": self.recipient,
            "recipient_key": self.recipient_key,
            "suite": self.suite.value,
            "signer_key": self.signer_key,
            "keys_version": self.keys_version,
            "audit_head": self.audit_head,
            "audit_count": self.audit_count,
            "last_receipt": self.last_receipt,
            "files": {name: _entry_tree(entry) for name, entry in self.files},
            "app": self.app,
            "schema": self.schema,
            "extra": self.extra,
        }


def parse_manifest(data: bytes) -> Manifest:
    """Read `package.json`.

    Raises:
        BadManifestError: `field` names the first field that is missing, unknown or out of range.
    """
    try:
        fields = read_document(data, TYPE, VERSION)
        manifest = _manifest(fields)
        fields.done()
    except FieldError as error:
        raise BadManifestError(field=str(error)) from error
    return manifest


def _manifest(fields: Fields) -> Manifest:
    return Manifest(
        school=fields.matching("school", SCHOOL_CODE),
        epoch=fields.epoch(),
        prev_epoch_head=fields.hash_or_none("prev_epoch_head"),
        seq=fields.whole("seq", 1),
        prev=fields.hash("prev"),
        kind=_choice(fields, "kind", Kind),
        report_on=fields.day("report_date"),
        revision=fields.whole("revision", 1),
        supersedes=fields.hash_or_none("supersedes"),
        created_at=fields.instant("created"),
        boot_counter=fields.whole("boot_counter"),
        recipient=fields.matching("recipient", BUREAU_CODE),
        recipient_key=_recipient(fields),
        suite=_choice(fields, "suite", Suite),
        signer_key=fields.matching("signer_key", _KEY_ID),
        keys_version=fields.whole("keys_version", 1),
        audit_head=fields.hash("audit_head"),
        audit_count=fields.whole("audit_count"),
        last_receipt=fields.hash_or_none("last_receipt"),
        files=_files(fields),
        app=fields.text("app"),
        schema=fields.matching("schema", _SCHEMA),
        extra=fields.extra(),
    )


def _choice(fields: Fields, name: str, options: type[E]) -> E:
    value = fields.text(name)
    try:
        return options(value)
    except ValueError as error:
        raise FieldError(name) from error


def _recipient(fields: Fields) -> str:
    value = fields.text("recipient_key")
    if not is_recipient(value):
        raise FieldError("recipient_key")
    return value


def _files(fields: Fields) -> tuple[tuple[str, FileEntry], ...]:
    tree = fields.take("files")
    if not isinstance(tree, dict) or not 1 <= len(tree) <= _FILES_LIMIT:
        raise FieldError("files")
    files = []
    for name, raw in tree.items():
        if not safe_name(name):
            raise FieldError("files")
        inner = Fields(raw, f"files.{name}")
        entry = _entry(inner, has_rows="rows" in raw)
        inner.done()
        files.append((name, entry))
    return tuple(files)


def _entry(fields: Fields, *, has_rows: bool) -> FileEntry:
    return FileEntry(
        size=fields.whole("bytes"),
        sha256=fields.hash("sha256"),
        media=fields.matching("media", _MEDIA),
        rows=fields.whole("rows") if has_rows else None,
    )


def _entry_tree(entry: FileEntry) -> dict[str, Json]:
    tree: dict[str, Json] = {"bytes": entry.size, "sha256": entry.sha256, "media": entry.media}
    if entry.rows is not None:
        tree["rows"] = entry.rows
    return tree
