# SPDX-License-Identifier: Apache-2.0
"""One class per refusal, in the one order in which a package is examined.

The number of a refusal is its place in that order, as `resources/docs/package-format.md` lists it;
the code names the sentence under ``[error]`` in `resources/i18n/*/packages.toml`. Numbers and codes
of format v1 are frozen: newer programs may add some, never move any.
"""

from typing import ClassVar

from schoolguard.kernel.errors import Param, UserError


class RefusedError(UserError):
    """A file was examined and refused; nothing of it was kept or written."""

    number: ClassVar[int] = 0
    what: ClassVar[str] = "refused"

    def __init__(self, **params: Param) -> None:
        super().__init__(f"packages.{self.what}", **params)


class TooLargeError(RefusedError):
    """More bytes than any package may have."""

    number = 1
    what = "too_large"


class BadLayoutError(RefusedError):
    """Not the one byte layout of a package: another kind of file, or one changed on its way."""

    number = 2
    what = "bad_layout"


class WrongSignerError(RefusedError):
    """The outer signature is by no key of the school's card."""

    number = 3
    what = "wrong_signer"


class DamagedError(RefusedError):
    """The outer signature does not fit: bits changed after the school signed."""

    number = 4
    what = "damaged"


class UnknownFormatError(RefusedError):
    """Signed, but as another type of document or a newer version."""

    number = 5
    what = "unknown_format"


class WrongSchoolError(RefusedError):
    """Signed by this school's key, yet it names another school."""

    number = 6
    what = "wrong_school"


class KeyNotValidError(RefusedError):
    """The signing key was revoked before this number, or was not yet in force."""

    number = 7
    what = "key_not_valid"


class WrongRecipientError(RefusedError):
    """Signed for another bureau, or for another key of this one."""

    number = 8
    what = "wrong_recipient"


class WeakSuiteError(RefusedError):
    """Weaker or other protection than was agreed at enrolment."""

    number = 9
    what = "weak_suite"


class NotSealedError(RefusedError):
    """The inner file is no age file for X25519 keys only (a passphrase file, for one)."""

    number = 10
    what = "not_sealed"


class CanNotOpenError(RefusedError):
    """Encrypted for other keys than the one at hand."""

    number = 11
    what = "can_not_open"


class UnsafeArchiveError(RefusedError):
    """The archive inside breaks a limit or a rule of layout; nothing was unpacked."""

    number = 12
    what = "unsafe_archive"


class InnerSignatureError(RefusedError):
    """`package.json` is not signed, or not by the key that signed the outside."""

    number = 13
    what = "inner_signature"


class BadManifestError(RefusedError):
    """`package.json` is not canonical, misses a field, has an unknown one, or a bad value."""

    number = 14
    what = "bad_manifest"


class LabelMismatchError(RefusedError):
    """Outside and inside are both signed but do not belong together."""

    number = 15
    what = "label_mismatch"


class FilesMismatchError(RefusedError):
    """A file is missing, extra, or not the one that was signed."""

    number = 16
    what = "files_mismatch"


class BadBagError(RefusedError):
    """The BagIt lists or `datapackage.json` do not describe what is there."""

    number = 17
    what = "bad_bag"


class BadTableError(RefusedError):
    """A table has another shape, a value outside its range, or counts that do not add up."""

    number = 18
    what = "bad_table"


REFUSALS: tuple[type[RefusedError], ...] = (
    TooLargeError,
    BadLayoutError,
    WrongSignerError,
    DamagedError,
    UnknownFormatError,
    WrongSchoolError,
    KeyNotValidError,
    WrongRecipientError,
    WeakSuiteError,
    NotSealedError,
    CanNotOpenError,
    UnsafeArchiveError,
    InnerSignatureError,
    BadManifestError,
    LabelMismatchError,
    FilesMismatchError,
    BadBagError,
    BadTableError,
)
"""Every refusal of a package, in order."""


class BadCardError(RefusedError):
    """A school's or bureau's card is not canonical, not signed by its own keys, or too new."""

    what = "bad_card"


class SchoolCardGivenError(BadCardError):
    """A school's card where a bureau's belongs."""

    what = "school_card_given"


class BureauCardGivenError(BadCardError):
    """A bureau's card where a school's belongs."""

    what = "bureau_card_given"


class CardRollbackError(RefusedError):
    """A card older than, or not signed by the root of, the one already enrolled."""

    what = "card_rollback"


class BadReceiptError(RefusedError):
    """A receipt is not in the accepted form, or not signed by the bureau's receipt key."""

    what = "bad_receipt"
