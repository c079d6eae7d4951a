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
    ("kind", 1.4),
    ("name", 2.2),
    ("value", 4.0),
    ("original", 1.6),
    ("status", 0.7),
    ("source", 2.6),
)
_NAMES = frozenset({"zh", "en", "keys", "short_zh", "short_en"})


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
    rows = tuple(_row(entry, words) for entry in entries)
    return Table(columns, rows, empty=texts("rulebook.value.none"))


def _row(entry: Entry, words: Words) -> tuple[str, ...]:
    said = (_said(line, words) for line in entry.lines if line.own or _tells(line))
    originals = (_named(line, line.original, words) for line in entry.lines if line.own is not None)
    return (
        words.kind(entry.pack, entry.kind),
        words.entry(entry),
        words.texts("rulebook.report.between").join(said),
        words.texts("rulebook.report.between").join(originals),
        words.status(entry.status),
        entry.rule.source,
    )


def _tells(line: Line) -> bool:
    return line.at.key not in _NAMES and line.in_force not in (None, "", (), frozenset())


def _said(line: Line, words: Words) -> str:
    said = _named(line, line.in_force, words)
    return f"{words.texts('rulebook.report.mark')} {said}" if line.own else said


def _named(line: Line, value: object, words: Words) -> str:
    key, said = words.key(line.at.key), words.value(line.at, value)
    return words.texts("rulebook.report.named", what=key, value=said)
