# SPDX-License-Identifier: Apache-2.0
"""What a document is, before it becomes paper: sections of blocks, and what stands on every page.

Plain values, built by a room's `report.py`; every sentence in them comes from the caller in the
reader's language. Nothing here knows millimetres of a page, fonts or colours: tones say what a
thing means, and each output decides how to show that without relying on colour alone.
"""

from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias


class Align(Enum):
    """Where text stands in its column."""

    LEFT = 0
    CENTRE = 1
    RIGHT = 2


class Tone(Enum):
    """What a text means to its reader."""

    PLAIN = "plain"
    MUTED = "muted"
    OK = "ok"
    ATTENTION = "attention"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        share: width relative to the other columns.
        wrap: long text takes several lines; otherwise it is set smaller, and wrapped only at last.
    """

    title: str
    share: float = 1.0
    align: Align = Align.LEFT
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one heading, which is repeated on every page that the table reaches.

    Attributes:
        rows: one text a column; an empty text is an empty cell, e.g. to be filled in by hand.
        total: a last row set apart; empty for none.
        strong: indexes of rows that are set in bold.
        row_mm: height of a row; larger where people write by hand.
        empty: the sentence shown instead of rows when there are none.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    strong: frozenset[int] = frozenset()
    row_mm: float = 6.0
    empty: str = ""

    def __post_init__(self) -> None:
        """Refuse rows that do not fit the columns."""
        width = len(self.columns)
        if any(len(row) != width for row in self.rows) or len(self.total) not in {0, width}:
            raise ValueError("a row has more or fewer cells than the table has columns")


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Names and values in a boxed grid of `columns` pairs a line.

    Attributes:
        name_share: part of a pair's width that its name takes.
    """

    pairs: tuple[tuple[str, str], ...]
    columns: int = 2
    name_share: float = 0.34


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that should be seen first, with what it counts."""

    label: str
    value: str
    tone: Tone = Tone.PLAIN
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """A row of large numbers."""

    items: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph; every tone but plain is set apart by a bar at its side."""

    text: str
    tone: Tone = Tone.PLAIN
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """Lines to be read off and typed: large, wide, alone. A word between spaces stays together."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, each after its label, and a place for the school's seal.

    Attributes:
        filled: what is printed on the line already, by label; empty for a line to write on.
        seal: the word inside the circle; empty for no circle.
    """

    labels: tuple[str, ...]
    filled: tuple[str, ...] = ()
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """Two stacks of blocks beside each other; they never break over a page."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]
    left_share: float = 0.5


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True, slots=True)
class TearLine:
    """A broken line across the page, to tear or cut along; `text` says which part is whose."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as wide as its column, never broken over a page.

    Attributes:
        png: the picture; drawn with some 300 dots an inch, its sides as `height_share` says.
        height_share: height in parts of the width.
        words: what the picture shows, for those who can not see it; said in sheets instead of it.
    """

    png: bytes = field(repr=False)
    height_share: float
    words: str


Block: TypeAlias = (
    Table | KeyValues | Figures | Note | Code | Signatures | Side | PageBreak | TearLine | Picture
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; the heading never stays alone at the foot of a page."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands on every page around the sections.

    Attributes:
        running: short title in the header from page 2 on; `number` stands at its right.
        footer: left of the page number.
        page_label: with ``{page}`` and ``{pages}``, e.g. ``第 {page} 页，共 {pages} 页``.
        copy_mark: e.g. ``副本``; printed large and pale over each page and small in its corner.
    """

    running: str = ""
    number: str = ""
    footer: str = ""
    page_label: str = "{page} / {pages}"
    copy_mark: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One document.

    Attributes:
        facts: short texts spread over the line under the title, e.g. school, day, number.
        landscape: A4 on its side.
        dense: less air between sections, where a page is to hold much.
        language: tag of the text, e.g. ``zh-CN``, for readers of the PDF.
    """

    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    facts: tuple[str, ...] = ()
    frame: Frame = field(default_factory=Frame)
    landscape: bool = False
    dense: bool = False
    language: str = "zh-CN"
