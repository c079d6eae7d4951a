# SPDX-License-Identifier: Apache-2.0
"""Rules are data: one loader reads, checks and hands out `resources/rules/*.toml`.

Every entry of a pack names its `id`, `source` (document and clause), `status` and, where it can be
switched off, `enabled`. A room describes its entries as a frozen dataclass derived from `Rule`;
this module turns tables into those values and refuses what does not fit, naming file, entry and
reason.
"""

import dataclasses
import tomllib
import types
import typing
from collections.abc import Mapping
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any, TypeVar, Union

from schoolguard.kernel.errors import UserError


class Status(StrEnum):
    """How sure we are of a rule's value."""

    SEEN = "seen"
    """Read in the source that it names."""

    UNVERIFIED = "unverified"
    """A working value; confirm it with the county's disease control centre."""

    LOCAL = "local"
    """Set by the school or its bureau."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every entry of every pack carries.

    Attributes:
        id: stable, unique within its pack and kind.
        source: document and clause, e.g. ``卫办疾控发〔2006〕65号``.
    """

    id: str
    source: str
    status: Status
    enabled: bool = True


R = TypeVar("R", bound=Rule)


@dataclasses.dataclass(frozen=True, slots=True)
class RulePack:
    """One parsed pack: its version, and raw entries by kind, in file order."""

    path: Path
    version: str
    entries: Mapping[str, tuple[Mapping[str, Any], ...]]

    def read(self, kind: str, shape: type[R]) -> tuple[R, ...]:
        """Return the entries under ``[[kind]]`` as values of `shape`, in file order.

        Entries that are switched off are returned too: the reader of `enabled` decides.

        Raises:
            UserError: ``rules.bad_entry`` names file, entry and reason.
        """
        seen: set[str] = set()
        rules: list[R] = []
        for number, raw in enumerate(self.entries.get(kind, ()), start=1):
            rule = _build(self.path, f"{kind} {raw.get('id', number)}", raw, shape)
            if rule.id in seen:
                raise _bad(self.path, f"{kind} {rule.id}", "id appears twice")
            seen.add(rule.id)
            rules.append(rule)
        return tuple(rules)


def load_pack(path: Path) -> RulePack:
    """Read one pack from disk.

    Raises:
        UserError: ``rules.unreadable`` (no such file, not UTF-8, not TOML) or ``rules.bad_entry``.
    """
    try:
        tree = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError("rules.unreadable", file=path.name, reason=str(error)) from error
    meta = tree.pop("meta", None)
    if not isinstance(meta, dict) or not isinstance(meta.get("version"), str):
        raise _bad(path, "meta", "version is missing")
    for kind, entries in tree.items():
        if not isinstance(entries, list):
            raise _bad(path, kind, "must be a list of entries: [[...]]")
    return RulePack(path, meta["version"], {kind: tuple(rows) for kind, rows in tree.items()})


def _build(path: Path, entry: str, raw: Mapping[str, Any], shape: type[R]) -> R:
    hints = typing.get_type_hints(shape)
    fields = {field.name: field for field in dataclasses.fields(shape)}
    for name in raw:
        if name not in fields:
            raise _bad(path, entry, f"unknown key {name!r}")
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in raw:
            values[name] = _convert(path, f"{entry}, {name}", raw[name], hints[name])
        elif field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
            raise _bad(path, entry, f"key {name!r} is missing")
    try:
        return shape(**values)
    except ValueError as error:
        raise _bad(path, entry, str(error)) from error


def _convert(path: Path, where: str, value: object, hint: Any) -> Any:  # noqa: ANN401 - TOML values are untyped until here
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {Union, types.UnionType}:
        present = next(option for option in arguments if option is not type(None))
        return _convert(path, where, value, present)
    if origin in {tuple, frozenset} and isinstance(value, list):
        return origin(_convert(path, where, item, arguments[0]) for item in value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member(path, where, value, hint)
    if hint is float and type(value) is int:
        return float(value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    raise _bad(path, where, f"expected {getattr(hint, '__name__', hint)}, found {value!r}")


def _member(path: Path, where: str, value: object, kind: type[Enum]) -> Enum:
    try:
        return kind(value)
    except ValueError as error:
        raise _bad(path, where, str(error)) from error


def _bad(path: Path, entry: str, reason: str) -> UserError:
    return UserError("rules.bad_entry", file=path.name, entry=entry, reason=reason)
