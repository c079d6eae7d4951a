# SPDX-License-Identifier: Apache-2.0
"""Turns a document into pages of marks: which block stands where, and where a page ends.

Pure: text widths come in as a function. Each block becomes strips (`blocks`, `grids`), strips are
placed one under the other, a table's header is repeated, headings keep with what follows.
"""

from typing import Final

from schoolguard.reports.blocks import MM, block_strips, gap, section_heading
from schoolguard.reports.document import Align, Document, Frame
from schoolguard.reports.marks import (
    HAIRLINE,
    MUTED_INK,
    RULE,
    Box,
    Line,
    Mark,
    Placed,
    Strip,
    Watermark,
    Words,
)
from schoolguard.reports.wrapping import Measure, wrap

A4_WIDTH: Final = 210 * MM
A4_HEIGHT: Final = 297 * MM
_SIDE: Final = 15 * MM
_TOP: Final = 13 * MM
_BOTTOM: Final = 15 * MM
_RUNNING: Final = 8 * MM


def page_size(document: Document) -> tuple[float, float]:
    """Return width and height of a page in points."""
    return (A4_HEIGHT, A4_WIDTH) if document.landscape else (A4_WIDTH, A4_HEIGHT)


def lay_out(document: Document, measure: Measure) -> tuple[tuple[Placed, ...], ...]:
    """Return the pages of a document, each a tuple of placed marks; at least one page."""
    page_width, page_height = page_size(document)
    width = page_width - 2 * _SIDE
    strips = list(_title(document, width, measure))
    air = 0.4 if document.dense else 1.0
    for number, section in enumerate(document.sections):
        if number:
            strips.append(gap(3 * MM * air))
        if section.title:
            strips.append(section_heading(section.title))
        for position, block in enumerate(section.blocks):
            if position:
                strips.append(gap(2.2 * MM * air))
            strips += block_strips(block, width, measure)
    pages = _paginate(strips, page_height)
    return tuple(
        (*_surround(document.frame, number, len(pages), page_width, page_height), *page)
        for number, page in enumerate(pages, start=1)
    )


def _title(document: Document, width: float, measure: Measure) -> list[Strip]:
    strips: list[Strip] = []
    size = 17.0
    for line in wrap(document.title, size, width, measure, bold=True) if document.title else ():
        marks = (Words(width / 2, 18, line, size, bold=True, align=Align.CENTRE),)
        strips.append(Strip(25, marks, keep=True))
    if document.subtitle:
        words = Words(width / 2, 10, document.subtitle, 10, ink=MUTED_INK, align=Align.CENTRE)
        strips.append(Strip(16, (words,), keep=True))
    if document.facts:
        strips.append(_facts(document.facts, width))
    strips.append(gap(2 * MM))
    return strips


def _facts(facts: tuple[str, ...], width: float) -> Strip:
    last = max(len(facts) - 1, 1)
    marks: list[Mark] = []
    for number, fact in enumerate(facts):
        align = Align.LEFT if number == 0 else Align.RIGHT if number == last else Align.CENTRE
        marks.append(Words(width * number / last, 11, fact, 9.5, align=align))
    marks.append(Line(0, 16, width, 16, 0.9, RULE))
    return Strip(18, tuple(marks), keep=True)


def _paginate(strips: list[Strip], page_height: float) -> list[list[Placed]]:
    pages: list[list[Placed]] = [[]]
    bottom = page_height - _BOTTOM
    y = _TOP
    for number, strip in enumerate(strips):
        run = _kept_height(strips, number)
        empty = not pages[-1]
        too_low = y + run > bottom and not empty and not strip.gap
        if strip.page_break or too_low:
            if empty:
                continue
            pages.append([])
            y = _TOP + _RUNNING
            empty = True
            if too_low and strip.heading is not None:
                pages[-1].append(Placed(_SIDE, y, strip.heading.marks))
                y += strip.heading.height
        if strip.page_break or (strip.gap and empty):
            continue
        if strip.marks:
            pages[-1].append(Placed(_SIDE, y, strip.marks))
        y += strip.height
    if len(pages) > 1 and not pages[-1]:
        pages.pop()
    return pages


def _kept_height(strips: list[Strip], number: int) -> float:
    """Return the height that must fit the page: a strip and all it has to keep with it."""
    height = strips[number].height
    while strips[number].keep and number + 1 < len(strips):
        number += 1
        height += strips[number].height
    return height


def _surround(
    frame: Frame, page: int, pages: int, page_width: float, page_height: float
) -> list[Placed]:
    right = page_width - _SIDE
    base = page_height - _BOTTOM + 6 * MM
    label = frame.page_label.replace("{page}", str(page)).replace("{pages}", str(pages))
    marks: list[Mark] = [
        Line(_SIDE, base - 11, right, base - 11, 0.4, HAIRLINE),
        Words(_SIDE, base, frame.footer, 7.5, ink=MUTED_INK),
        Words(right, base, label, 7.5, ink=MUTED_INK, align=Align.RIGHT),
    ]
    if page > 1:
        edge = right - (52 if frame.copy_mark else 0)
        marks += [
            Words(_SIDE, _TOP + 8, frame.running, 8.5, ink=MUTED_INK),
            Words(edge, _TOP + 8, frame.number, 8.5, ink=MUTED_INK, align=Align.RIGHT),
            Line(_SIDE, _TOP + 13, right, _TOP + 13, 0.4, HAIRLINE),
        ]
    if frame.copy_mark:
        marks = [Watermark(frame.copy_mark), *marks, *_copy_corner(frame.copy_mark, right)]
    return [Placed(0, 0, tuple(marks))]


def _copy_corner(text: str, right: float) -> list[Mark]:
    return [
        Box(right - 44, _TOP - 6, 44, 18, stroke=MUTED_INK),
        Words(right - 22, _TOP + 7, text, 11, bold=True, ink=MUTED_INK, align=Align.CENTRE),
    ]
