# SPDX-License-Identifier: Apache-2.0
"""What the page of the rules shows: the book, its entries as rows, and who changed what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from schoolguard import rulebook
from schoolguard.app import View
from schoolguard.kernel.ids import AccountId
from schoolguard.rulebook import Book, Entry, OwnRule, Words

OWN = "own"
ALL = "all"
_UNTOLD = frozenset({"enabled", "zh", "en", "keys", "short_zh", "short_en"})


@dataclass(frozen=True, slots=True)
class Row:
    """One rule as a line of the list.

    Attributes:
        told: what it says, in one line.
        searched: everything that a search looks at, folded.
    """

    entry: Entry
    kind: str
    name: str
    told: str
    searched: str


@dataclass(frozen=True, slots=True)
class Past:
    """Every value that the school ever had of its own, and the names of those who did it."""

    values: tuple[OwnRule, ...]
    names: Mapping[AccountId, str]


@dataclass(frozen=True, slots=True)
class AtHand:
    """What the page shows when a person does something.

    Attributes:
        row: the rule at hand; None when the list is empty.
    """

    row: Row | None
    book: Book
    words: Words
    past: Past


def read_past() -> Callable[[View], Past]:
    """Return the question for the history of changes."""
    return lambda view: Past(rulebook.history(view), rulebook.who_changed(view))


def rows_of(book: Book, words: Words) -> tuple[Row, ...]:
    """Return every rule in the order of the chapters."""
    return tuple(_row(entry, words) for entry in rulebook.entries_of(book))


def rows_shown(rows: tuple[Row, ...], chapter: str, text: str) -> tuple[Row, ...]:
    """Return the rules of a chapter that hold every word of a text."""
    wanted = text.casefold().split()
    return tuple(
        row
        for row in rows
        if (chapter == ALL or (row.entry.is_own if chapter == OWN else row.entry.pack == chapter))
        and all(word in row.searched for word in wanted)
    )


def _row(entry: Entry, words: Words) -> Row:
    kind, name = words.kind(entry.pack, entry.kind), words.entry(entry)
    told = "  ".join(
        words.texts(
            "rules_page.value_of",
            what=words.key(line.at.key),
            value=words.value(line.at, line.in_force),
        )
        for line in entry.lines
        if line.at.key not in _UNTOLD
        and (line.own or line.in_force not in ("", None, (), frozenset()))
    )
    said = (words.pack(entry.pack), kind, name, told, entry.rule.source, entry.rule.id)
    return Row(entry, kind, name, told, " ".join(said).casefold())
