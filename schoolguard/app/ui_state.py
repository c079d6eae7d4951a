# SPDX-License-Identifier: Apache-2.0
"""What the window remembers between two days: sizes, column widths, the folder opened last.

Kept outside the record since it is needed before unlocking; nothing in it names a person. A file
that can't be read is forgotten.
"""

import json
from pathlib import Path

from schoolguard.crypto.canonical import Json, canonical_json
from schoolguard.kernel.files import replace_file


class UiState:
    """Small values by key, e.g. ``checks.columns`` -> ``[120, 80, 64]``.

    Args:
        path: the file; None keeps nothing beyond this run.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Json] = _read(path)

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return the numbers kept under a key; empty when there are none."""
        value = self._values.get(key)
        if not isinstance(value, list) or not all(type(item) is int for item in value):
            return ()
        return tuple(value)

    def text(self, key: str) -> str:
        """Return the text kept under a key; empty when there is none."""
        value = self._values.get(key)
        return value if isinstance(value, str) else ""

    def keep(self, key: str, value: tuple[int, ...] | str) -> None:
        """Keep a value; written at `save`."""
        self._values[key] = value if isinstance(value, str) else list(value)

    def save(self) -> None:
        """Write the file; a disk that refuses costs only the memory of column widths."""
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, canonical_json(self._values))
        except OSError:
            return


def _read(path: Path | None) -> dict[str, Json]:
    if path is None:
        return {}
    try:
        raw = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return dict(raw) if isinstance(raw, dict) else {}
