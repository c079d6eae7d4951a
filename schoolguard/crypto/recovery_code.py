# SPDX-License-Identifier: Apache-2.0
"""The printed way back in: 135 random bits in letters and digits that can't be misread.

No I, L, O or U; the last of the 28 signs checks the others, so that a slip of the pen is told from
a wrong code.
"""

import secrets
import unicodedata
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM_SIGNS = 27
_GROUP = 4
_MISREAD = str.maketrans("OIL", "011")


class MistypedCodeError(Exception):
    """Not a code that this program could have printed."""


def new_code() -> str:
    """Return a new code in groups of four: ``XXXX-XXXX-...``."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM_SIGNS))
    whole = signs + _check_sign(signs)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def plain_code(typed: str) -> str:
    """Return the 28 signs of a code as a person typed it.

    Raises:
        MistypedCodeError: a sign is missing, too many or wrong.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(_MISREAD)
    signs = "".join(sign for sign in text if sign.isalnum())
    if len(signs) != _RANDOM_SIGNS + 1 or not set(signs) <= set(_ALPHABET):
        raise MistypedCodeError
    if _check_sign(signs[:-1]) != signs[-1]:
        raise MistypedCodeError
    return signs


def _check_sign(signs: str) -> str:
    """Return a sign that changes with any one sign, and with most swaps of two."""
    total = sum((2 * at + 1) * _ALPHABET.index(sign) for at, sign in enumerate(signs))
    return _ALPHABET[total % len(_ALPHABET)]
