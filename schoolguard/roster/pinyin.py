# SPDX-License-Identifier: Apache-2.0
"""The latin keys by which a Chinese name is found: initials and full pinyin, with other readings.

A surname such as 曾, 单 or 仇 is read otherwise than the same character in a sentence, so the first
character keeps all its readings and the others their three commonest. Computed once when a person
is saved.
"""

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import islice, product

_MOST_KEYS = 36
_SURNAME_READINGS = 4
_GIVEN_READINGS = 3
_PARTS = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]")
_Keys = tuple[tuple[str, ...], tuple[str, ...]]
_NO_KEYS: _Keys = ((), ())


def search_keys(name: str) -> tuple[str, str]:
    """Return (initials, pinyin) of a name, each as keys with a blank before every one.

    ``曾单`` gives ``(" cd cc zd zc", " cengdan cengchan ...")``; ü is written v, as it is typed. A
    word in Latin letters stands for itself; a character without a known reading is left out.
    """
    parts = _PARTS.findall(name)
    if not parts:
        return "", ""
    known = [_surname_keys(parts[0]), *map(_given_keys, parts[1:])]
    initials = [letters for letters, readings in known if readings]
    pinyin = [readings for _, readings in known if readings]
    return _joined(initials), _joined(pinyin)


def _joined(choices: list[tuple[str, ...]]) -> str:
    if not choices:
        return ""
    return " " + " ".join(map("".join, islice(product(*choices), _MOST_KEYS)))


@lru_cache(maxsize=2048)
def _surname_keys(part: str) -> _Keys:
    return _keys(part, _SURNAME_READINGS)


@lru_cache(maxsize=8192)
def _given_keys(part: str) -> _Keys:
    return _keys(part, _GIVEN_READINGS)


def _keys(part: str, most: int) -> _Keys:
    if part.isascii():
        return (part[0].lower(),), (part.lower(),)
    marked = _dictionary().get(ord(part))
    if not marked:
        return _NO_KEYS
    readings = tuple(dict.fromkeys(map(_without_tone, marked.split(","))))[:most]
    return tuple(dict.fromkeys(reading[0] for reading in readings)), readings


@lru_cache(maxsize=1)
def _dictionary() -> Mapping[int, str]:
    # The phrase dictionary is 45 MB and of no use for names, whose every reading is wanted.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin.constants import (  # noqa: PLC0415 - pypinyin is heavy; imported when first used
        PINYIN_DICT,
    )

    table: Mapping[int, str] = PINYIN_DICT
    return table


def _without_tone(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading.replace("ü", "v")).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())
