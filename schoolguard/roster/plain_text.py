# SPDX-License-Identifier: Apache-2.0
"""How a cell or a search is made plain before it is compared: width, case, blanks."""

import re
import unicodedata

_BLANKS = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def plain(text: str) -> str:
    """Return text in half width and lower case without blanks, for comparison only."""
    if text.isascii():
        return _BLANKS.sub("", text).lower() if not text.isalnum() else text.lower()
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def tidy(text: str) -> str:
    """Return text as it is kept: no invisible signs, no blanks at the ends, single blanks inside.

    Characters of names are kept as they are: normalisation would turn some rare ones into others.
    """
    if text.isprintable() and " " not in text:
        return text
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def tidy_name(text: str) -> str:
    """Return a name as it is kept; blanks between Chinese characters (``王 伟``) are padding."""
    name = tidy(text).replace("•", "·").replace("・", "·")
    if " " in name and not any(character.isascii() and character.isalpha() for character in name):
        return name.replace(" ", "")
    return name


def private_characters(text: str) -> tuple[str, ...]:
    """Return the characters that no font can show: private-use code points of old systems."""
    if text.isascii():
        return ()
    return tuple(character for character in text if unicodedata.category(character) == "Co")
