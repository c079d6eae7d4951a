# SPDX-License-Identifier: Apache-2.0
"""Turns tables and key-value blocks into strips: one strip a row, so that pages break between rows.

A cell too long for its column is set smaller first and wrapped only at last, so that a name never
loses a character and rows stay level.
"""

from typing import Final

from schoolguard.reports.document import Align, Column, KeyValues, Table
from schoolguard.reports.marks import (
    HAIRLINE,
    INK,
    MUTED_INK,
    PALE_SHADE,
    RULE,
    SHADE,
    Box,
    Line,
    Mark,
    Strip,
    Words,
)
from schoolguard.reports.wrapping import Measure, fit, wrap

_SIZE: Final = 8.8
_PADDING: Final = 3.2
_LINE: Final = 11.4
_SINGLE_SPACE: Final = 1.6
_WRAPPED_SPACE: Final = 4.6
_MM: Final = 72 / 25.4
_SMALLEST_WORD: Final = 0.6
"""A Latin word is set down to this share of its size before it is broken."""

_ROUNDING: Final = 0.01


def table_strips(table: Table, width: float, measure: Measure) -> list[Strip]:
    """Return a header strip and one strip a row; rows carry the header for the next page."""
    edges = _edges(tuple(column.share for column in table.columns), width)
    header = _header(table.columns, edges, measure)
    least = table.row_mm * _MM
    strips = [header]
    for number, row in enumerate(table.rows):
        bold = number in table.strong
        strips.append(
            _row(row, table.columns, edges, measure, least, bold=bold)._replace(heading=header)
        )
    if table.total:
        total = _row(table.total, table.columns, edges, measure, least, bold=True)
        shade = Box(0, 0, width, total.height, fill=PALE_SHADE)
        strips.append(total._replace(marks=(shade, *total.marks), heading=header))
        strips[-2] = strips[-2]._replace(keep=True)
    if not table.rows and table.empty:
        strips.append(_empty(table.empty, width, least))
    return strips


def key_value_strips(block: KeyValues, width: float, measure: Measure) -> list[Strip]:
    """Return the lines of a boxed grid of names and values."""
    shares = (block.name_share, 1 - block.name_share) * block.columns
    edges = _edges(shares, width)
    columns = tuple(Column("", share, wrap=True) for share in shares)
    strips: list[Strip] = []
    for start in range(0, len(block.pairs), block.columns):
        pairs = block.pairs[start : start + block.columns]
        cells = [text for pair in pairs for text in pair]
        cells += [""] * (2 * block.columns - len(cells))
        row = _row(tuple(cells), columns, edges, measure, 17.5, bold=False)
        shades = tuple(
            Box(edges[n], 0, edges[n + 1] - edges[n], row.height, fill=SHADE)
            for n in range(0, 2 * block.columns, 2)
        )
        top = () if strips else (Line(0, 0, width, 0, 0.6, RULE),)
        strips.append(Strip(row.height, (*shades, *row.marks, *top)))
    return strips


def _edges(shares: tuple[float, ...], width: float) -> tuple[float, ...]:
    total = sum(shares)
    edges = [0.0]
    for share in shares:
        edges.append(edges[-1] + width * share / total)
    return tuple(edges)


def _header(columns: tuple[Column, ...], edges: tuple[float, ...], measure: Measure) -> Strip:
    titles = tuple(column.title for column in columns)
    if not any(titles):
        return Strip(0, (Line(0, 0, edges[-1], 0, 0.7, RULE),), keep=True)
    row = _row(titles, columns, edges, measure, 17.5, bold=True)
    shade = Box(0, 0, edges[-1], row.height, fill=SHADE)
    rule = Line(0, 0, edges[-1], 0, 0.8, RULE)
    return Strip(row.height, (shade, *row.marks, rule), keep=True)


def _row(
    cells: tuple[str, ...],
    columns: tuple[Column, ...],
    edges: tuple[float, ...],
    measure: Measure,
    least: float,
    *,
    bold: bool,
) -> Strip:
    texts: list[tuple[tuple[str, ...], float]] = []
    tallest = 1
    for number, text in enumerate(cells):
        room = edges[number + 1] - edges[number] - 2 * _PADDING
        lines, size = _cell(text, room, measure, wrapped=columns[number].wrap, bold=bold)
        tallest = max(tallest, len(lines))
        texts.append((lines, size))
    height = max(least, tallest * _LINE + (_WRAPPED_SPACE if tallest > 1 else _SINGLE_SPACE))
    marks: list[Mark] = []
    for number, (lines, size) in enumerate(texts):
        left, right = edges[number], edges[number + 1]
        marks += _cell_words(lines, size, (left, right), height, columns[number].align, bold=bold)
    marks.append(Line(0, height, edges[-1], height, 0.5, HAIRLINE))
    marks += [Line(edge, 0, edge, height, 0.4, HAIRLINE) for edge in edges]
    return Strip(height, tuple(marks))


def _cell(
    text: str, room: float, measure: Measure, *, wrapped: bool, bold: bool
) -> tuple[tuple[str, ...], float]:
    if not text:
        return (), _SIZE
    if "\n" not in text:
        size = fit(text, _SIZE, room, measure, bold=bold)
        if size and (size == _SIZE or not wrapped):
            return (text,), size
    longest = max(measure(word, _SIZE, bold) for word in text.split() or [""])
    shrunk = longest > room and longest * _SMALLEST_WORD <= room and text.isascii()
    size = _SIZE * room / longest if shrunk else _SIZE
    return wrap(text, size, room + _ROUNDING, measure, bold=bold), size


def _cell_words(
    lines: tuple[str, ...],
    size: float,
    sides: tuple[float, float],
    height: float,
    align: Align,
    *,
    bold: bool,
) -> list[Mark]:
    left, right = sides
    x = {
        Align.LEFT: left + _PADDING,
        Align.CENTRE: (left + right) / 2,
        Align.RIGHT: right - _PADDING,
    }[align]
    first = (height - len(lines) * _LINE) / 2 + _LINE - 2.4
    return [
        Words(x, first + number * _LINE, line, size, bold, INK, align)
        for number, line in enumerate(lines)
    ]


def _empty(text: str, width: float, least: float) -> Strip:
    words = Words(width / 2, least / 2 + 3, text, _SIZE, ink=MUTED_INK, align=Align.CENTRE)
    return Strip(least, (words, Box(0, 0, width, least, stroke=HAIRLINE)))
