# SPDX-License-Identifier: Apache-2.0
"""Reading one signed JSON document strictly: exact fields, exact types, no second spelling.

A document says its `type` and version `v` first, so that a signature on one kind of document can
never be passed off as another kind. Unknown fields are refused; the only place where a newer
program may add something that this one skips is the object `extra`.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from schoolguard.crypto.canonical import Json, parse_canonical_json

ZERO_HASH = "0" * 64
"""What stands before the first of a chain."""

SCHOOL_CODE = re.compile(r"[A-Z0-9]{2,16}")
_HEX64 = re.compile(r"[0-9a-f]{64}")
_HEX32 = re.compile(r"[0-9a-f]{32}")
_TEXT_LIMIT = 200
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_COUNT_LIMIT = 10**12


class FieldError(ValueError):
    """A document does not have the shape it must have; the text names the field."""


class Fields:
    """The fields of one JSON object, taken one by one; `done` refuses what was not taken."""

    def __init__(self, value: Json, path: str = "") -> None:
        if not isinstance(value, Mapping):
            raise FieldError(path or "document")
        self._left: dict[str, Json] = dict(value)
        self._path = path

    def done(self) -> None:
        """Refuse fields that nobody asked for."""
        if self._left:
            raise FieldError(self._name(min(self._left)))

    def take(self, name: str) -> Json:
        """Return a field of any type."""
        if name not in self._left:
            raise FieldError(self._name(name))
        return self._left.pop(name)

    def text(self, name: str, *, empty: bool = False) -> str:
        """Return one printable line."""
        value = self.take(name)
        if not isinstance(value, str) or len(value) > _TEXT_LIMIT or _UNSEEN.search(value):
            raise FieldError(self._name(name))
        if not value and not empty:
            raise FieldError(self._name(name))
        return value

    def matching(self, name: str, pattern: re.Pattern[str]) -> str:
        """Return a text that a pattern describes from end to end."""
        value = self.take(name)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise FieldError(self._name(name))
        return value

    def hash(self, name: str) -> str:
        """Return a SHA-256 in lower-case hex."""
        return self.matching(name, _HEX64)

    def hash_or_none(self, name: str) -> str | None:
        """Return a SHA-256, or None where the document says null."""
        if self._left.get(name, "") is None:
            del self._left[name]
            return None
        return self.hash(name)

    def epoch(self, name: str = "epoch") -> str:
        """Return 128 random bits in lower-case hex."""
        return self.matching(name, _HEX32)

    def whole(self, name: str, least: int = 0) -> int:
        """Return a whole number of at least `least`."""
        value = self.take(name)
        if type(value) is not int or not least <= value <= _COUNT_LIMIT:
            raise FieldError(self._name(name))
        return value

    def day(self, name: str) -> date:
        """Return a date, ``2026-09-01``."""
        value = self.take(name)
        try:
            day = date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError as error:
            raise FieldError(self._name(name)) from error
        if day.isoformat() != value:
            raise FieldError(self._name(name))
        return day

    def instant(self, name: str) -> datetime:
        """Return an instant, ``2026-09-01T00:00:00Z``, whole seconds, UTC."""
        value = self.take(name)
        try:
            at = datetime.fromisoformat(value if isinstance(value, str) else "")
        except ValueError as error:
            raise FieldError(self._name(name)) from error
        if at.tzinfo is None or instant_text(at) != value:
            raise FieldError(self._name(name))
        return at.astimezone(UTC)

    def objects(self, name: str, most: int) -> tuple["Fields", ...]:
        """Return a list of objects, at most `most` long."""
        value = self.take(name)
        if not isinstance(value, list) or len(value) > most:
            raise FieldError(self._name(name))
        return tuple(Fields(item, f"{self._name(name)}[{n}]") for n, item in enumerate(value))

    def texts(self, name: str, most: int) -> tuple[str, ...]:
        """Return a list of texts, at most `most` long."""
        value = self.take(name)
        if not isinstance(value, list) or len(value) > most:
            raise FieldError(self._name(name))
        for item in value:
            if not isinstance(item, str):
                raise FieldError(self._name(name))
        return tuple(value)

    def extra(self) -> Mapping[str, Json]:
        """Return the object `extra`: what a newer program added, kept but not understood."""
        value = self.take("extra")
        if not isinstance(value, Mapping):
            raise FieldError(self._name("extra"))
        return value

    def _name(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name


def read_document(data: bytes, kind: str, version: int = 1) -> Fields:
    """Return the fields of a canonical document of one type and version, those two taken.

    Raises:
        FieldError: another spelling, type or version; the text names what.
    """
    try:
        fields = Fields(parse_canonical_json(data))
    except FieldError:
        raise
    except ValueError as error:
        raise FieldError("canonical") from error
    if fields.take("type") != kind:
        raise FieldError("type")
    if fields.take("v") != version:
        raise FieldError("v")
    return fields


def instant_text(at: datetime) -> str:
    """Return an aware instant as documents write it; fractions of a second are dropped."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
