# SPDX-License-Identifier: Apache-2.0
"""The ordered refusals: what a file must be before one word of it is believed.

Each step has its own error and number (`errors.REFUSALS`); a file is refused at the first step that
it fails. No disk, no database: nothing is written before everything held. Where a package stands in
its school's chain is decided afterwards, by `delivery`.

Source: `resources/docs/package-format.md`, "The order of refusals".
"""

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from schoolguard.crypto.age import AgeError, AgeHeaderError, AgeIdentity, check_header, decrypt
from schoolguard.crypto.signatures import (
    BadSignatureError,
    UnknownSignerError,
    unverified_comment,
    verify,
)
from schoolguard.packages.archive import Content, read_archive
from schoolguard.packages.bag import DERIVED, MANIFEST, SIGNATURE, check_bag, row_count
from schoolguard.packages.cards import BureauCard, SchoolCard
from schoolguard.packages.container import PACKAGE_MEMBER, Envelope, unwrap
from schoolguard.packages.contents import Contents, read_contents
from schoolguard.packages.errors import (
    CanNotOpenError,
    DamagedError,
    FilesMismatchError,
    InnerSignatureError,
    KeyNotValidError,
    LabelMismatchError,
    NotSealedError,
    WeakSuiteError,
    WrongRecipientError,
    WrongSchoolError,
    WrongSignerError,
)
from schoolguard.packages.label import Label, inner_comment, label_of, parse_label
from schoolguard.packages.manifest import Manifest, parse_manifest


@dataclass(frozen=True, slots=True)
class CheckedLabel:
    """A label that the school's key signed, for us, with the agreed protection."""

    label: Label
    signer_key: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A package of which everything holds."""

    manifest: Manifest
    contents: Contents
    files: Mapping[str, Content]


def claimed_label(data: bytes) -> Label:
    """Return what a file says of itself before any key is known; for choosing a card, no more.

    Raises:
        TooLargeError, BadLayoutError, DamagedError, UnknownFormatError: refusals 1, 2, 4, 5.
    """
    envelope = unwrap(PACKAGE_MEMBER, data)
    try:
        return parse_label(unverified_comment(envelope.signature))
    except BadSignatureError as error:
        raise DamagedError from error


def check_outside(data: bytes, school: SchoolCard, bureau: BureauCard | None) -> CheckedLabel:
    """Examine everything that can be examined without a secret: refusals 1 to 10.

    `bureau` is None where the recipient does not matter, e.g. for the school's own archive.

    Raises:
        RefusedError: the first refusal that applies.
    """
    return _check_envelope(unwrap(PACKAGE_MEMBER, data), school, bureau)


def _check_envelope(
    envelope: Envelope, school: SchoolCard, bureau: BureauCard | None
) -> CheckedLabel:
    label, signer_key = _signed_label(envelope, school)
    if label.school != school.school:
        raise WrongSchoolError(school=school.school, named=label.school)
    package_key = school.package_key(signer_key)
    if package_key is None or not package_key.may_sign(label.epoch, label.seq):
        raise KeyNotValidError(school=school.school, seq=label.seq)
    if bureau and (label.recipient, label.recipient_key) != (bureau.bureau, bureau.age_key):
        raise WrongRecipientError(recipient=label.recipient)
    if label.suite != school.suite.value:
        raise WeakSuiteError(suite=label.suite, agreed=school.suite.value)
    try:
        check_header(envelope.content)
    except AgeHeaderError as error:
        raise NotSealedError from error
    return CheckedLabel(label, signer_key)


def open_package(
    data: bytes, school: SchoolCard, bureau: BureauCard | None, identity: AgeIdentity
) -> Opened:
    """Examine a package from outside to inside and return what it holds: refusals 1 to 18.

    Raises:
        RefusedError: the first refusal that applies.
    """
    outside, bag = _open_envelope(unwrap(PACKAGE_MEMBER, data), school, bureau, identity)
    manifest = _signed_manifest(bag, school, outside)
    files = _listed_files(bag, manifest)
    check_bag(manifest, bag)
    contents = read_contents(manifest.schema, files)
    return Opened(manifest, contents, files)


def _open_envelope(
    envelope: Envelope, school: SchoolCard, bureau: BureauCard | None, identity: AgeIdentity
) -> tuple[CheckedLabel, dict[str, Content]]:
    """Return the checked label and the unpacked bag: refusals 3 to 12."""
    outside = _check_envelope(envelope, school, bureau)
    try:
        archive = decrypt(envelope.content, identity)
    except AgeError as error:
        raise CanNotOpenError from error
    return outside, read_archive(archive)


def _signed_label(envelope: Envelope, school: SchoolCard) -> tuple[Label, str]:
    keys = [key.key for key in school.package_keys]
    try:
        comment, key = verify(envelope.content, envelope.signature, *keys)
    except UnknownSignerError as error:
        raise WrongSignerError(school=school.school) from error
    except BadSignatureError as error:
        raise DamagedError from error
    return parse_label(comment), key.key_id


def _signed_manifest(
    bag: Mapping[str, Content], school: SchoolCard, outside: CheckedLabel
) -> Manifest:
    """Return the manifest, signed by the key that signed the outside: refusals 13 to 15."""
    package_key = school.package_key(outside.signer_key)
    if MANIFEST not in bag or SIGNATURE not in bag or package_key is None:
        raise InnerSignatureError
    try:
        comment, _ = verify(bag[MANIFEST], bytes(bag[SIGNATURE]), package_key.key)
    except BadSignatureError as error:
        raise InnerSignatureError from error
    manifest = parse_manifest(bytes(bag[MANIFEST]))
    if comment != inner_comment(manifest):
        raise InnerSignatureError
    if label_of(manifest) != outside.label or manifest.signer_key != outside.signer_key:
        raise LabelMismatchError
    return manifest


def _listed_files(bag: Mapping[str, Content], manifest: Manifest) -> dict[str, Content]:
    """Return exactly the files that the manifest lists: refusal 16."""
    listed = dict(manifest.files)
    present = bag.keys() - DERIVED
    for name in sorted(listed.keys() ^ present):
        raise FilesMismatchError(file=name)
    # Hashing lets go of the interpreter: two at a time, since one file is most of a package.
    with ThreadPoolExecutor(2) as pool:
        digests = pool.map(_sha256, (bag[name] for name in listed))
    for (name, entry), digest in zip(manifest.files, digests, strict=True):
        content = bag[name]
        same_rows = entry.rows is None or entry.rows == row_count(content)
        if len(content) != entry.size or digest != entry.sha256 or not same_rows:
            raise FilesMismatchError(file=name)
    return {name: bag[name] for name in listed}


def _sha256(content: Content) -> str:
    return hashlib.sha256(content).hexdigest()
