# SPDX-License-Identifier: Apache-2.0
"""The sentences of the program, in Chinese and English, for window, terminal and paper alike.

One TOML file a room and language under `resources/i18n/<language>/`; a key is the file's name, a
dot, and the path inside it: ``checks.sheet.title`` is ``[sheet] title`` in `checks.toml`. Files are
read when their first text is asked for (see resources/docs/adr/0008).
"""

import tomllib
from functools import cache
from typing import Any, Final

from schoolguard.kernel.errors import BugError, Param, UserError
from schoolguard.kernel.resources import resource

CHINESE: Final = "zh_CN"
ENGLISH: Final = "en"
LANGUAGES: Final = (CHINESE, ENGLISH)


class Texts:
    """The sentences of one language; call it with a key and the values the sentence names."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise UserError("texts.unknown_language", language=language)
        self.language = language
        self._rooms: dict[str, dict[str, str]] = {}

    def __call__(self, key: str, **params: Param) -> str:
        """Return the sentence under `key` with ``{name}`` replaced.

        Raises:
            BugError: no such key, or a value it names was not given.
        """
        room, _, path = key.partition(".")
        try:
            return self._room(room)[path].format_map(params)
        except KeyError as error:
            raise BugError(f"text {key}: missing {error}") from error

    def error(self, error: UserError) -> str:
        """Return the sentence of an error: code ``room.what`` stands under ``room.error.what``."""
        room, _, what = error.code.partition(".")
        return self(f"{room}.error.{what}", **error.params)

    def keys(self, room: str) -> frozenset[str]:
        """Return the paths of one room's file, without the room's name."""
        return frozenset(self._room(room))

    def _room(self, room: str) -> dict[str, str]:
        if room not in self._rooms:
            self._rooms[room] = read_room(self.language, room)
        return self._rooms[room]


@cache
def read_room(language: str, room: str) -> dict[str, str]:
    """Return the sentences of one file; read once, by whoever is first: parsing takes a while."""
    path = resource("i18n", language, f"{room}.toml")
    tree = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return dict(_flatten("", tree))


def _flatten(prefix: str, tree: dict[str, Any]) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for name, value in tree.items():
        if isinstance(value, dict):
            flat += _flatten(f"{prefix}{name}.", value)
        else:
            flat.append((f"{prefix}{name}", str(value)))
    return flat
