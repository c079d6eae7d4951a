# SPDX-License-Identifier: Apache-2.0
"""The one file that travels: a stored ZIP of exactly two members, some bytes and their signature.

`wrap` defines the layout; `unwrap` accepts what `wrap` would have written and nothing else.
Packages and receipts travel alike and differ in the names of their members.
"""

from dataclasses import dataclass

from schoolguard.packages.archive import ARCHIVE_LIMIT_BYTES, Content, read_stored, write_archive
from schoolguard.packages.errors import BadLayoutError, TooLargeError, UnsafeArchiveError

PACKAGE_MEMBER = "package.age"
RECEIPT_MEMBER = "receipt.json"
_SIGNATURE = ".minisig"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The two members: what was signed (a view into the file when read), and its signature."""

    content: Content
    signature: bytes


def wrap(member: str, envelope: Envelope) -> bytes:
    """Return the file that travels.

    Raises:
        TooLargeError: more than any reader takes.
    """
    files = {member: envelope.content, member + _SIGNATURE: envelope.signature}
    try:
        return write_archive(files, compress=False)
    except UnsafeArchiveError as error:
        raise TooLargeError(limit_mb=ARCHIVE_LIMIT_BYTES >> 20) from error


def unwrap(member: str, data: bytes) -> Envelope:
    """Return the two members of a file; refusals 1 and 2.

    Raises:
        TooLargeError: longer than any package; the rest was not looked at.
        BadLayoutError: any other byte layout than `wrap` writes.
    """
    if len(data) > ARCHIVE_LIMIT_BYTES:
        raise TooLargeError(limit_mb=ARCHIVE_LIMIT_BYTES >> 20)
    try:
        files = read_stored(data)
    except UnsafeArchiveError as error:
        raise BadLayoutError from error
    if files.keys() != {member, member + _SIGNATURE}:
        raise BadLayoutError
    return Envelope(files[member], bytes(files[member + _SIGNATURE]))
