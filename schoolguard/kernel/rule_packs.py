# SPDX-License-Identifier: Apache-2.0
"""Rules are data: one loader reads, checks and hands out `resources/rules/*.toml`.

Every entry of a pack names its `id`, `source` (document and clause), `status` and, where it can be
switched off, `enabled`. A room describes its entries as a frozen dataclass derived from `Rule`;
this module turns tables into those values and refuses what does not fit, naming file, entry and
reason. Packs are taken from a `PackShelf`, which lays a school's own values over them; the files
are never written.
"""

import dataclasses
import hashlib
import tomllib
import types
import typing
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar, Union

from typing_extensions import TypeAliasType

from schoolguard.kernel.errors import UserError
from schoolguard.kernel.resources import resource


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
Shapes = TypeAliasType("Shapes", "Mapping[str, type[Rule]]")
"""What the entries of each kind of a pack look like."""

_FIXED: Final = frozenset({"id", "source", "status"})
"""Keys that say what an entry is; nobody's own value takes their place."""

_DIGEST_DIGITS = 8


@dataclasses.dataclass(frozen=True, slots=True)
class OwnValue:
    """One value of a school's own, in place of one key of one entry.

    Attributes:
        pack: file name without ending.
        value: as TOML has it; None leaves the key out, where it may be left out.
    """

    pack: str
    kind: str
    id: str
    key: str
    value: object


@dataclasses.dataclass(frozen=True, slots=True)
class RulePack:
    """One parsed pack: its version, and raw entries by kind, in file order."""

    path: Path
    version: str
    entries: Mapping[str, tuple[Mapping[str, Any], ...]]
    _read: dict[tuple[str, type[Rule]], tuple[Any, ...]] = dataclasses.field(
        default_factory=dict, repr=False, compare=False
    )

    def read(self, kind: str, shape: type[R]) -> tuple[R, ...]:
        """Return the entries under ``[[kind]]`` as values of `shape`, in file order.

        Entries that are switched off are returned too: the reader of `enabled` decides.

        Raises:
            UserError: ``rules.bad_entry`` names file, entry and reason.
        """
        if (kind, shape) not in self._read:
            self._read[kind, shape] = self._built(kind, shape)
        return self._read[kind, shape]

    def check(self, shapes: Shapes, needed: Iterable[str] = ()) -> None:
        """Refuse kinds that are not known, entries that do not fit, and needed ones switched off.

        Args:
            shapes: every kind that the pack may have.
            needed: kinds of which no entry can be switched off.

        Raises:
            UserError: ``rules.bad_entry`` names file, entry and reason.
        """
        for kind in self.entries:
            if kind not in shapes:
                known = ", ".join(shapes)
                raise _bad(self.path, kind, f"no such kind of entry; known: {known}")
        for kind, shape in shapes.items():
            for rule in self.read(kind, shape):
                if kind in needed and not rule.enabled:
                    raise _bad(self.path, f"{kind} {rule.id}", "can not be switched off")

    def with_own(self, own: Sequence[OwnValue]) -> "RulePack":
        """Return the pack with a school's own values; its version then says so.

        Raises:
            UserError: ``rules.bad_entry``: no such entry, or a key that can not be changed.
        """
        if not own:
            return self
        entries = {kind: [dict(row) for row in rows] for kind, rows in self.entries.items()}
        for one in own:
            where = f"{one.kind} {one.id}"
            row = next((row for row in entries.get(one.kind, ()) if row.get("id") == one.id), None)
            if row is None:
                raise _bad(self.path, where, "no such entry")
            if one.key in _FIXED:
                raise _bad(self.path, where, f"key {one.key!r} can not be changed")
            row[one.key] = one.value
            if one.value is None:
                del row[one.key]
        laid = {kind: tuple(rows) for kind, rows in entries.items()}
        return RulePack(self.path, f"{self.version}+{_digest(own)}", laid)

    def _built(self, kind: str, shape: type[R]) -> tuple[R, ...]:
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
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("rules.unreadable", file=path.name, reason=str(error)) from error
    return parse_pack(path, text)


def parse_pack(path: Path, text: str) -> RulePack:
    """Return the pack that a file's text says; the file itself is not looked at.

    Raises:
        UserError: ``rules.unreadable`` (not TOML) or ``rules.bad_entry``.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError("rules.unreadable", file=path.name, reason=str(error)) from error
    meta = tree.pop("meta", None)
    if not isinstance(meta, dict) or not isinstance(meta.get("version"), str):
        raise _bad(path, "meta", "version is missing")
    for kind, entries in tree.items():
        if not isinstance(entries, list):
            raise _bad(path, kind, "must be a list of entries: [[...]]")
    return RulePack(path, meta["version"], {kind: tuple(rows) for kind, rows in tree.items()})


class PackShelf:
    """Where the rooms take their packs from: a folder, and a school's own values over it.

    Args:
        folder: of the packs; None: the program's own.
        own: a school's own values; none for a program without a school.
        kept: texts, by pack, that stand in for files which can not be read.
    """

    def __init__(
        self,
        folder: Path | None = None,
        own: Iterable[OwnValue] = (),
        kept: Mapping[str, str] = types.MappingProxyType({}),
    ) -> None:
        self._folder = folder
        self._kept = kept
        self._own: defaultdict[str, list[OwnValue]] = defaultdict(list)
        for one in own:
            self._own[one.pack].append(one)
        self._packs: dict[str, RulePack] = {}

    def pack(self, name: str) -> RulePack:
        """Return a pack by its file's name without ending, read once.

        Raises:
            UserError: ``rules.unreadable`` or ``rules.bad_entry``.
        """
        if name not in self._packs:
            self._packs[name] = self._plain(name).with_own(self._own[name])
        return self._packs[name]

    def _plain(self, name: str) -> RulePack:
        if name in self._kept:
            return parse_pack(Path(f"{name}.toml"), self._kept[name])
        return _shipped(name) if self._folder is None else load_pack(_file(self._folder, name))


Packs = TypeAliasType("Packs", "PackShelf | Path | None")
"""Where packs are taken from: a shelf, a folder, or (None) the program's own folder."""


def shelf_of(packs: Packs) -> PackShelf:
    """Return the shelf that somebody means."""
    return packs if isinstance(packs, PackShelf) else PackShelf(packs)


def take_pack(name: str, packs: Packs, shapes: Shapes, needed: Iterable[str] = ()) -> RulePack:
    """Return a pack that was checked as a whole, entries that are switched off too.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``, naming file, entry and reason.
    """
    pack = shelf_of(packs).pack(name)
    pack.check(shapes, needed)
    return pack


@cache
def _shipped(name: str) -> RulePack:
    """Read a pack of the program's own once for the whole run: its files do not change."""
    return load_pack(_file(resource("rules"), name))


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.toml"


def _digest(own: Sequence[OwnValue]) -> str:
    said = sorted(f"{one.kind}\0{one.id}\0{one.key}\0{one.value!r}" for one in own)
    return hashlib.sha256("\1".join(said).encode()).hexdigest()[:_DIGEST_DIGITS]


_hints: Final[dict[type[Rule], Mapping[str, Any]]] = {}
"""Resolving the types of a shape takes longer than reading its entries."""


def shape_hints(shape: type[Rule]) -> Mapping[str, Any]:
    """Return the type of each key of a shape, by name."""
    if shape not in _hints:
        _hints[shape] = typing.get_type_hints(shape)
    return _hints[shape]


def _build(path: Path, entry: str, raw: Mapping[str, Any], shape: type[R]) -> R:
    hints = shape_hints(shape)
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
    except (ValueError, KeyError, IndexError) as error:
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
