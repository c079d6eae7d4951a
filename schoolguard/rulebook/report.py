# SPDX-License-Identifier: Apache-2.0
"""The rules in force, for paper and sheet; what is the school's own is marked.

The list of the school's own values stands in front, so that nobody has to look for them.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from schoolguard.kernel.texts import CHINESE
from schoolguard.reports import Column, Document, Frame, Section, Table
from schoolguard.rulebook.books import Book
from schoolguard.rulebook.entries import Entry, Line
from schoolguard.rulebook.wording import Words

_COLUMNS = (
    ("kind", 1.6),
    ("name", 2.4),
    ("key", 1.6),
    ("value", 2.0),
    ("original", 1.6),
    ("status", 0.7),
    ("source", 3.0),
)
_NAMES = frozenset({"zh", "en"})


def rules_document(
    book: Book, entries: Sequence[Entry], words: Words, *, school_name: str, day: date
) -> Document:
    """Return the entries as a document: the school's own first, then by chapter."""
    texts = words.texts
    title = texts("rulebook.report.title")
    own = [entry for entry in entries if entry.is_own]
    sections = [Section(texts("rulebook.report.own", count=len(book.own)), (_table(own, words),))]
    for pack in dict.fromkeys(entry.pack for entry in entries):
        version = book.versions[pack]
        heading = texts("rulebook.report.version", pack=words.pack(pack), version=version)
        rows = [entry for entry in entries if entry.pack == pack]
        sections.append(Section(heading, (_table(rows, words),)))
    return Document(
        title=title,
        facts=(
            texts("rulebook.report.school", name=school_name),
            texts("rulebook.report.day", day=day.isoformat()),
        ),
        sections=tuple(sections),
        frame=Frame(
            running=title,
            footer=school_name,
            page_label=texts("rulebook.report.page", page="{page}", pages="{pages}"),
        ),
        landscape=True,
        language="zh-CN" if texts.language == CHINESE else "en",
    )


def _table(entries: Iterable[Entry], words: Words) -> Table:
    texts = words.texts
    columns = tuple(
        Column(texts(f"rulebook.report.column.{key}"), share=share, wrap=True)
        for key, share in _COLUMNS
    )
    rows = [row for entry in entries for row in _rows(entry, words)]
    return Table(columns, tuple(rows), empty=texts("rulebook.value.none"))


def _rows(entry: Entry, words: Words) -> Iterable[tuple[str, ...]]:
    """Yield a row a key; what an entry says once is not said again below."""
    head = (words.kind(entry.pack, entry.kind), words.entry(entry))
    foot = (words.status(entry.status), entry.rule.source)
    lines = [line for line in entry.lines if line.own or _tells(line)]
    for number, line in enumerate(lines):
        first = number == 0
        yield (
            *(head if first else ("", "")),
            words.key(line.at.key),
            _marked(line, words),
            words.value(line.at, line.original) if line.own else "",
            *(foot if first else ("", "")),
        )


def _tells(line: Line) -> bool:
    return line.at.key not in _NAMES and line.in_force not in (None, "", (), frozenset())


def _marked(line: Line, words: Words) -> str:
    value = words.value(line.at, line.in_force)
    return f"{words.texts('rulebook.report.mark')} {value}" if line.own else value
