# SPDX-License-Identifier: Apache-2.0
"""The rules as one reads them: entry by entry, the program's value beside the school's own."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any, Final

from schoolguard.kernel.rule_packs import Rule, Status, shape_hints
from schoolguard.rulebook.books import Book
from schoolguard.rulebook.chapters import CHAPTERS
from schoolguard.rulebook.legal import is_looser
from schoolguard.rulebook.values import OwnRule, RuleKey

_NO_LINES: Final = frozenset({"id", "source", "status"})


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One key of an entry.

    Attributes:
        hint: the type of its values.
        original: what the program's pack says.
        in_force: what holds.
        own: the school's value behind it; None where the original holds.
        looser: makes a legal duty looser.
    """

    at: RuleKey
    hint: Any
    original: object
    in_force: object
    own: OwnRule | None
    looser: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One rule.

    Attributes:
        rule: as it is in force.
        lines: its keys in order; whether it is on stands first.
        fixed: nothing of it can be changed.
        always_on: it can not be switched off.
    """

    pack: str
    kind: str
    rule: Rule
    lines: tuple[Line, ...]
    fixed: bool
    always_on: bool

    @property
    def is_own(self) -> bool:
        """Whether the school has a value of its own here."""
        return any(line.own for line in self.lines)

    @property
    def is_looser(self) -> bool:
        """Whether one of the school's values makes a legal duty looser."""
        return any(line.looser for line in self.lines)

    @property
    def status(self) -> Status:
        """How sure the rule is; a value of the school's own is local."""
        return Status.LOCAL if self.is_own else self.rule.status


def entries_of(book: Book) -> tuple[Entry, ...]:
    """Return every entry in the order of the chapters and of the files."""
    own = {_key(one): one for one in book.own}
    return tuple(_entries(book, own))


def _entries(book: Book, own: Mapping[RuleKey, OwnRule]) -> Iterator[Entry]:
    shipped = book.base.shelf
    for chapter in CHAPTERS:
        for kind, shape in chapter.shapes.items():
            originals = shipped.pack(chapter.pack).read(kind, shape)
            in_force = book.shelf.pack(chapter.pack).read(kind, shape)
            for before, rule in zip(originals, in_force, strict=True):
                lines = tuple(_lines(chapter.pack, kind, before, rule, own))
                yield Entry(
                    chapter.pack,
                    kind,
                    rule,
                    lines,
                    kind in chapter.read_only,
                    kind in chapter.needed,
                )


def _lines(
    pack: str, kind: str, before: Rule, rule: Rule, own: Mapping[RuleKey, OwnRule]
) -> Iterator[Line]:
    hints = shape_hints(type(rule))
    names = [one.name for one in dataclasses.fields(rule) if one.name not in _NO_LINES]
    for name in sorted(names, key=lambda name: name != "enabled"):
        at = RuleKey(pack, kind, rule.id, name)
        value, original = getattr(rule, name), getattr(before, name)
        found = own.get(at)
        looser = found is not None and is_looser(pack, kind, name, before, rule)
        yield Line(at, hints[name], original, value, found, looser)


def _key(one: OwnRule) -> RuleKey:
    return RuleKey(one.laid.pack, one.laid.kind, one.laid.id, one.laid.key)
