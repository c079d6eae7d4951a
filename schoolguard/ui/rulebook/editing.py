# SPDX-License-Identifier: Apache-2.0
"""Chooses the right editor for a key by the type of its values."""

import typing
from collections.abc import Sequence
from datetime import date, time
from enum import Enum
from types import NoneType
from typing import Any

from PySide6.QtWidgets import QWidget

from schoolguard import rulebook
from schoolguard.rulebook import REFERENCES, Book, Line, Words
from schoolguard.ui.rulebook.list_editors import Papers, Ticks, Waits
from schoolguard.ui.rulebook.value_editors import (
    ClockTime,
    Lines,
    OneOf,
    Typed,
    ValueEditor,
    Whole,
    YesNo,
    read_decimal,
    read_numbers,
    read_times,
)

_MAY_BE_EMPTY = frozenset({"with_symptom", "zone"})

Choices = Sequence[tuple[Any, str]]


def editor_for(line: Line, words: Words, book: Book, parent: QWidget) -> ValueEditor:
    """Return a field that shows what is in force."""
    shown: Any = line.in_force
    origin, inner = typing.get_origin(line.hint), typing.get_args(line.hint)
    if origin in {tuple, frozenset}:
        return _list_editor(line, inner[0], words, book, parent)
    optional = NoneType in inner
    hint = next((one for one in inner if one is not NoneType), line.hint)
    choices = _choices(line, hint, words, book)
    if choices is not None:
        nothing = [("", words.value(line.at, ""))] if _may_be_empty(line) else []
        return OneOf(_plain(shown), [*nothing, *choices], parent)
    if hint is bool:
        return YesNo(bool(shown), words.key(line.at.key), parent)
    if hint is int:
        return Whole(shown, words.value(line.at, None) if optional else "", parent)
    if hint is time:
        return ClockTime(shown, parent)
    read = {float: read_decimal, date: date.fromisoformat}.get(hint, str)
    return Typed(str(shown), read, parent)


def _list_editor(line: Line, inner: type, words: Words, book: Book, parent: QWidget) -> ValueEditor:
    ordered = isinstance(line.in_force, tuple)
    shown: list[Any] = [_plain(one) for one in typing.cast("Sequence[object]", line.in_force)]
    if (line.at.pack, line.at.key) == ("clearance", "waits"):
        return Waits(words.texts, shown, parent)
    if (line.at.pack, line.at.key) == ("clearance", "papers"):
        papers = rulebook.known_ids(book.shelf, (("clearance", "paper"),))
        named = [(one, words.name("clearance", "paper", one)) for one in papers]
        return Papers(words.texts, shown, named, parent)
    choices = _choices(line, inner, words, book)
    if choices is not None:
        return Ticks(shown, choices, ordered=ordered, parent=parent)
    if inner is int:
        return Typed(", ".join(str(one) for one in sorted(shown)), read_numbers, parent)
    if inner is time:
        return Typed(", ".join(f"{one:%H:%M}" for one in shown), read_times, parent)
    return Lines(shown if ordered else sorted(shown), parent)


def _choices(line: Line, kind: type, words: Words, book: Book) -> Choices | None:
    """Return what may be chosen, in order; None where anything may be typed."""
    if issubclass(kind, Enum):
        return [(one.value, words.value(line.at, one)) for one in kind]
    targets = REFERENCES.get((line.at.pack, line.at.kind, line.at.key))
    if targets is None:
        return None
    return [(one, words.value(line.at, one)) for one in rulebook.known_ids(book.shelf, targets)]


def _may_be_empty(line: Line) -> bool:
    if isinstance(line.original, Enum):
        return False
    return line.original == "" or line.at.key in _MAY_BE_EMPTY


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value
