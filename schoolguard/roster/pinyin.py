# SPDX-License-Identifier: Apache-2.0
"""The latin keys by which a Chinese name is found: initials and full pinyin, every reading.

A surname such as 曾, 单 or 仇 is read otherwise than the same character in a sentence, so all
readings count; the commonest come first and the number of combinations is limited.
Computed once when a person is saved.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product

_MOST_KEYS = 32
_MOST_READINGS = 4
_PARTS = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]")
_CACHED_NAMES = 1024


def search_keys(name: str) -> tuple[str, str]:
    """Return (initials, pinyin) of a name, each as keys with a blank before every one.

    ``曾单`` gives ``(" cd zd cs zs ...", " cengdan zengdan ...")``; ü is written v, as it is typed.
    A word in Latin letters stands for itself; a character without a known reading is left out.
    """
    readings = tuple(filter(None, map(_readings, _PARTS.findall(name))))
    initials = dict.fromkeys(
        "".join(key)
        for key in _combinations(
            tuple(tuple(dict.fromkeys(reading[0] for reading in options)) for options in readings)
        )
    )
    pinyin = dict.fromkeys("".join(key) for key in _combinations(readings))
    return _joined(initials), _joined(pinyin)


@lru_cache(maxsize=_CACHED_NAMES)
def _combinations(readings: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    if all(len(options) == 1 for options in readings):
        return (tuple(options[0] for options in readings),) if readings else ()
    places = [range(len(options)) for options in readings]
    choices = sorted(product(*places), key=sum)[:_MOST_KEYS]
    return tuple(
        tuple(options[place] for options, place in zip(readings, choice, strict=True))
        for choice in choices
    )


@lru_cache(maxsize=8192)
def _readings(character: str) -> tuple[str, ...]:
    if character.isascii():
        return (character.lower(),)
    marked = _dictionary().get(ord(character), "")
    plain = dict.fromkeys(_without_tone(reading) for reading in marked.split(",") if reading)
    return tuple(plain)[:_MOST_READINGS]


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


def _joined(keys: Iterable[str]) -> str:
    return "".join(f" {key}" for key in keys if key)
