# SPDX-License-Identifier: Apache-2.0
"""Fingerprints that two people read to each other over the phone before they trust a card.

Thirty decimal digits in six groups: about 100 bits, sayable in any language, no letters to mishear.
"""

import hashlib

_DIGITS = 30
_GROUP = 5
_DOMAIN = b"schoolguard.fingerprint.v1\n"


def fingerprint(data: bytes) -> str:
    """Return the fingerprint of `data`, e.g. ``01234 56789 01234 56789 01234 56789``."""
    number = int.from_bytes(hashlib.sha256(_DOMAIN + data).digest()) % 10**_DIGITS
    digits = f"{number:0{_DIGITS}d}"
    return " ".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))


def same_fingerprint(one: str, other: str) -> bool:
    """Return whether two spellings name one fingerprint; spaces and dashes do not count."""
    return _digits(one) == _digits(other) and len(_digits(one)) == _DIGITS


def _digits(text: str) -> str:
    return "".join(character for character in text if character in "0123456789")
