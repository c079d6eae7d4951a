# SPDX-License-Identifier: Apache-2.0
"""The latin keys by which a Chinese name is found: initials and full pinyin, every reading.

A surname such as 曾, 单 or 仇 is read otherwise than the same character in a sentence, so all
readings count; the commonest come first and the number of combinations is limited.
Computed once when a person is saved.
"""

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_MOST_KEYS = 32
_MOST_READINGS = 4
_PARTS = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]")


def search_keys(name: str) -> tuple[str, str]:
    """Return (initials, pinyin) of a name, each as keys with a blank before every one.

    ``曾单`` gives ``(" cd zd cs zs ...", " cengdan zengdan ...")``; ü is written v, as it is typed.
    A word in Latin letters stands for itself; a character without a known reading is left out.
    """
    initials, pinyin = [" "], [" "]
    for part in _PARTS.findall(name):
        first_letters, readings = _readings(part)
        if readings:
            initials = _continued(initials, first_letters)
            pinyin = _continued(pinyin, readings)
    return _joined(initials), _joined(pinyin)


def _continued(keys: list[str], endings: tuple[str, ...]) -> list[str]:
    if len(endings) == 1:
        ending = endings[0]
        return [key + ending for key in keys]
    # Cut at the end, where the rarer readings of the later characters stand: a surname keeps all.
    return [key + ending for ending in endings for key in keys][:_MOST_KEYS]


@lru_cache(maxsize=8192)
def _readings(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if part.isascii():
        return (part[0].lower(),), (part.lower(),)
    marked = _dictionary().get(ord(part), "")
    plain = dict.fromkeys(_without_tone(reading) for reading in marked.split(",") if reading)
    readings = tuple(plain)[:_MOST_READINGS]
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


def _joined(keys: list[str]) -> str:
    return "".join(keys) if keys != [" "] else ""
