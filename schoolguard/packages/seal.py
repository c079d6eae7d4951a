# SPDX-License-Identifier: Apache-2.0
"""From contents to the one file that travels: manifest, signature, bag, archive, age, signature.

The manifest is signed inside (proof that lasts) and the encrypted file is signed outside (refusal
before any parser runs). Recipients are the bureau's key, its spare keys and the school's own
archive key; the first is named inside the signature, so that a package can not be passed on to
another bureau. Which number a package carries is decided by whoever orders it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from schoolguard.crypto.age import encrypt
from schoolguard.crypto.signatures import SigningKey
from schoolguard.packages.archive import Content, write_archive
from schoolguard.packages.bag import DATA_PACKAGE, data_package, entries_of, fill_bag, package_name
from schoolguard.packages.cards import BureauCard
from schoolguard.packages.container import PACKAGE_MEMBER, Envelope, wrap
from schoolguard.packages.contents import Contents, schema_of
from schoolguard.packages.label import file_name, inner_comment, label_of
from schoolguard.packages.manifest import Kind, Manifest, Suite


@dataclass(frozen=True, slots=True)
class Order:
    """Where a package stands: everything of the manifest that its contents do not say."""

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
    keys_version: int
    audit_head: str
    audit_count: int
    last_receipt: str | None
    app: str


@dataclass(frozen=True, slots=True)
class Keys:
    """Who signs and for whom."""

    package_key: SigningKey
    archive_key: str
    bureau: BureauCard


@dataclass(frozen=True, slots=True)
class Sealed:
    """A finished package: its file, the file's name, and what was signed."""

    file_name: str
    data: bytes
    manifest: Manifest

    @property
    def sha256(self) -> str:
        """The hash of the file itself, for a person with `sha256sum`."""
        return hashlib.sha256(self.data).hexdigest()


def seal(order: Order, contents: Contents, keys: Keys) -> Sealed:
    """Return the package of `contents`.

    Raises:
        UnsafeArchiveError: the contents break a limit.
        TooLargeError: the package would be larger than any reader takes.
    """
    return seal_files(order, schema_of(contents), contents.files(), keys)


def seal_files(order: Order, schema: str, files: Mapping[str, Content], keys: Keys) -> Sealed:
    """Return the package of files that are written already: the tables of `schema`, and more.

    Raises:
        UnsafeArchiveError, TooLargeError: as `seal`.
    """
    manifest, archive = build(order, schema, files, keys)
    sealed = encrypt(archive, [keys.bureau.age_key, *keys.bureau.spare_keys, keys.archive_key])
    label = label_of(manifest)
    signature = keys.package_key.sign(sealed, label.text)
    data = wrap(PACKAGE_MEMBER, Envelope(sealed, signature))
    return Sealed(file_name(label), data, manifest)


def build(
    order: Order, schema: str, payload: Mapping[str, Content], keys: Keys
) -> tuple[Manifest, bytes]:
    """Return manifest and archive before sealing; the same order makes the same bytes."""
    files = dict(payload)
    name = package_name(order.school, order.epoch, order.seq)
    files[DATA_PACKAGE] = data_package(name, schema, files)
    manifest = _manifest(order, schema, files, keys)
    signature = keys.package_key.sign(manifest.to_bytes(), inner_comment(manifest))
    return manifest, write_archive(fill_bag(manifest, signature, files))


def _manifest(order: Order, schema: str, files: Mapping[str, Content], keys: Keys) -> Manifest:
    return Manifest(
        school=order.school,
        epoch=order.epoch,
        prev_epoch_head=order.prev_epoch_head,
        seq=order.seq,
        prev=order.prev,
        kind=order.kind,
        report_on=order.report_on,
        revision=order.revision,
        supersedes=order.supersedes,
        created_at=order.created_at,
        boot_counter=order.boot_counter,
        recipient=keys.bureau.bureau,
        recipient_key=keys.bureau.age_key,
        suite=Suite.ED25519_AGE,
        signer_key=keys.package_key.public.key_id,
        keys_version=order.keys_version,
        audit_head=order.audit_head,
        audit_count=order.audit_count,
        last_receipt=order.last_receipt,
        files=entries_of(schema, files),
        app=order.app,
        schema=schema,
    )
