# SPDX-License-Identifier: Apache-2.0
"""What is a phone number, and how several of them are written in one cell.

Numbers are kept the way a person dials them: no blanks, no country code 86, landlines with a dash
behind the area code where the writer put one. Source: the phone entries of the rule pack.
"""

import re
import unicodedata

from schoolguard.roster.pack import RosterRules

_SEPARATORS = re.compile(r"[,;/|、，；\n\t]+|\s{2,}|(?<=\d{11})\s+(?=\d)|或")
_PADDING = re.compile(r"[\s.·()]+")
_COUNTRY = re.compile(r"(?:\+86|0086)-?|86(?=1\d{10}$)")
_MOBILE_DIGITS = 11
_WHOLE_FLOAT = re.compile(r"(\d{7,})\.0")


def split_phones(text: str) -> tuple[str, ...]:
    """Return the numbers of one cell, normalised, in the order written; empty for a blank cell.

    Nothing is checked: what is no number comes back as it was, for `is_phone` to refuse.
    """
    if len(text) == _MOBILE_DIGITS and text.isascii() and text.isdigit():
        return (text,)
    written = _WHOLE_FLOAT.sub(r"\1", unicodedata.normalize("NFKC", text).strip())
    parts = (_normalised(part) for part in _SEPARATORS.split(written) if part)
    return tuple(dict.fromkeys(part for part in parts if part))


def is_phone(number: str, rules: RosterRules) -> bool:
    """Return whether a normalised number looks like a mobile or landline number."""
    return rules.phone.fullmatch(number) is not None


def phone_digits(text: str) -> str:
    """Return only the digits, for search and comparison."""
    return "".join(character for character in text if character.isdigit())


def _normalised(part: str) -> str:
    padless = _PADDING.sub("", part)
    country = _COUNTRY.match(padless)
    number = padless[country.end() :] if country else padless
    dashless = number.replace("-", "")
    if dashless.startswith("1") and len(dashless) == _MOBILE_DIGITS:
        return dashless
    return number
