# SPDX-License-Identifier: Apache-2.0
"""What stands on the outside of a package: the signed label, and the file's name.

The label is the trusted comment of the outer signature. It lets anybody with the school's card
check whom a package is from and for before anything is decrypted, and binds the outside to the
inside. The file's name repeats a little of it for people; nothing is decided by a name.
"""

import re
from dataclasses import dataclass
from datetime import date

from schoolguard.packages.errors import UnknownFormatError
from schoolguard.packages.manifest import TYPE, VERSION, Kind, Manifest


@dataclass(frozen=True, slots=True)
class Label:
    """What the outer signature says before anything is decrypted; binds outside to inside."""

    school: str
    epoch: str
    seq: int
    kind: Kind
    report_on: date
    recipient: str
    recipient_key: str
    suite: str
    manifest_sha256: str

    @property
    def text(self) -> str:
        """The one line that is signed as the trusted comment."""
        return (
            f"{TYPE} v={VERSION} school={self.school} epoch={self.epoch} seq={self.seq} "
            f"kind={self.kind} day={self.report_on} recipient={self.recipient} "
            f"recipient_key={self.recipient_key} suite={self.suite} "
            f"manifest={self.manifest_sha256}"
        )


_LABEL = re.compile(
    rf"{re.escape(TYPE)} v={VERSION} school=([A-Z0-9]{{2,16}}) epoch=([0-9a-f]{{32}}) "
    r"seq=([1-9][0-9]{0,11}) kind=([a-z]{1,16}) day=([0-9]{4}-[0-9]{2}-[0-9]{2}) "
    r"recipient=(B[0-9A-F]{8}) recipient_key=(age1[0-9a-z]{58}) suite=([a-z0-9+]{1,32}) "
    r"manifest=([0-9a-f]{64})"
)


def label_of(manifest: Manifest) -> Label:
    """Return the label that belongs to a manifest."""
    return Label(
        school=manifest.school,
        epoch=manifest.epoch,
        seq=manifest.seq,
        kind=manifest.kind,
        report_on=manifest.report_on,
        recipient=manifest.recipient,
        recipient_key=manifest.recipient_key,
        suite=manifest.suite.value,
        manifest_sha256=manifest.sha256,
    )


def parse_label(text: str) -> Label:
    """Read an outer trusted comment.

    Raises:
        UnknownFormatError: another type of document, or a newer version of this one.
    """
    match = _LABEL.fullmatch(text)
    if match is None:
        raise UnknownFormatError
    school, epoch, seq, kind, day, recipient, recipient_key, suite, digest = match.groups()
    try:
        return Label(
            school=school,
            epoch=epoch,
            seq=int(seq),
            kind=Kind(kind),
            report_on=date.fromisoformat(day),
            recipient=recipient,
            recipient_key=recipient_key,
            suite=suite,
            manifest_sha256=digest,
        )
    except ValueError as error:
        raise UnknownFormatError from error


def inner_comment(manifest: Manifest) -> str:
    """Return the trusted comment of `package.json.minisig`; never mistaken for an outer label."""
    return f"schoolguard.manifest v={VERSION} school={manifest.school} seq={manifest.seq}"


def file_name(label: Label) -> str:
    """Return the name a package travels under: ``<code>-<epoch8>-<seq6>-<kind>-<day>.sgp``."""
    return f"{label.school}-{label.epoch[:8]}-{label.seq:06d}-{label.kind}-{label.report_on}.sgp"
