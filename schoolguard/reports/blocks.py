# SPDX-License-Identifier: Apache-2.0
"""Turns one block of a document into strips of marks: notes, figures, pairs, signatures."""

from typing import Final

from schoolguard.reports.document import (
    Align,
    Block,
    Code,
    Figures,
    KeyValues,
    Note,
    PageBreak,
    Picture,
    Side,
    Signatures,
    Table,
    TearLine,
    Tone,
)
from schoolguard.reports.grids import key_value_strips, table_strips
from schoolguard.reports.marks import (
    HAIRLINE,
    INK,
    MUTED_INK,
    PALE_SHADE,
    RULE,
    TONE_INK,
    Box,
    Circle,
    Image,
    Line,
    Mark,
    Strip,
    Words,
)
from schoolguard.reports.wrapping import Measure, fit, wrap

MM: Final = 72 / 25.4
_BODY: Final = 9.5
_LEADING: Final = 14.0


def block_strips(block: Block, width: float, measure: Measure) -> list[Strip]:
    """Return the strips of any block in a column of `width` points."""
    if isinstance(block, Table):
        return table_strips(block, width, measure)
    if isinstance(block, KeyValues):
        return key_value_strips(block, width, measure)
    if isinstance(block, Note):
        return _note(block, width, measure)
    if isinstance(block, Code):
        return _code(block, width)
    return [_one_strip(block, width, measure)]


def _one_strip(
    block: Figures | Signatures | Side | PageBreak | TearLine | Picture,
    width: float,
    measure: Measure,
) -> Strip:
    if isinstance(block, Figures):
        return _figures(block, width, measure)
    if isinstance(block, Signatures):
        return _signatures(block, width, measure)
    if isinstance(block, Side):
        return _side(block, width, measure)
    if isinstance(block, TearLine):
        return _tear_line(block, width, measure)
    if isinstance(block, Picture):
        height = width * block.height_share
        return Strip(height, (Image(0, 0, width, height, block.png),))
    return Strip(0, (), page_break=True)


def gap(height: float) -> Strip:
    """Return empty space that vanishes at the top of a page."""
    return Strip(height, (), gap=True)


def section_heading(title: str) -> Strip:
    """Return a section's heading: a short bar and the title."""
    marks = (Box(0, 3.5, 3, 11, fill=INK), Words(8, 13.2, title, 11, bold=True))
    return Strip(19, marks, keep=True)


def _note(note: Note, width: float, measure: Measure) -> list[Strip]:
    indent = 0 if note.tone is Tone.PLAIN else 9
    ink = TONE_INK[note.tone]
    bold = note.strong or note.tone is Tone.ALARM
    strips = []
    for line in wrap(note.text, _BODY, width - indent, measure, bold=bold):
        marks: list[Mark] = [Words(indent, 10.3, line, _BODY, bold=bold, ink=ink)]
        if indent:
            marks.append(Box(0, 0, 3, _LEADING, fill=ink))
        strips.append(Strip(_LEADING, tuple(marks)))
    return strips


def _figures(figures: Figures, width: float, measure: Measure) -> Strip:
    space = 6.0
    each = (width - space * (len(figures.items) - 1)) / max(len(figures.items), 1)
    detailed = any(item.detail for item in figures.items)
    height = 50.0 if detailed else 40.0
    marks: list[Mark] = []
    for number, item in enumerate(figures.items):
        left = number * (each + space)
        middle = left + each / 2
        ink = TONE_INK[item.tone]
        marks.append(Box(left, 0, each, height, fill=PALE_SHADE, stroke=HAIRLINE))
        if item.tone is not Tone.PLAIN:
            marks.append(Box(left, 0, each, 2.4, fill=ink))
        value = fit(item.value, 18, each - 8, measure, bold=True) or 12
        label = fit(item.label, 8.5, each - 6, measure, bold=False) or 6.2
        marks += [
            Words(middle, 21.5, item.value, value, bold=True, ink=ink, align=Align.CENTRE),
            Words(middle, 34, item.label, label, ink=MUTED_INK, align=Align.CENTRE),
        ]
        if item.detail:
            detail = fit(item.detail, 7.5, each - 6, measure, bold=False) or 5.6
            words = Words(middle, 44.5, item.detail, detail, ink=MUTED_INK, align=Align.CENTRE)
            marks.append(words)
    return Strip(height, tuple(marks))


def _code(code: Code, width: float) -> list[Strip]:
    height = 30.0
    strips = []
    for number, line in enumerate(code.lines):
        edge = Box(0, 0, width, height, fill=PALE_SHADE)
        words = Words(width / 2, 20.5, line, 16, bold=True, align=Align.CENTRE)
        strips.append(Strip(height, (edge, words), keep=number + 1 < len(code.lines)))
    return strips


def _signatures(block: Signatures, width: float, measure: Measure) -> Strip:
    radius = 15 * MM
    room = width - (2 * radius + 14 if block.seal else 0)
    per_line = 1 if block.seal else max(1, min(3, len(block.labels)))
    step = 23.0
    each = min(room / per_line, 290)
    marks: list[Mark] = []
    lines = 0
    for number, label in enumerate(block.labels):
        line, place = divmod(number, per_line)
        lines = line + 1
        base = step * lines - 4
        left = place * room / per_line
        start = left + measure(label, _BODY, False) + 4
        marks += [
            Words(left, base, label, _BODY),
            Line(start, base + 2.5, left + each - 12, base + 2.5, 0.5, RULE),
        ]
        if number < len(block.filled) and block.filled[number]:
            marks.append(Words(start + 6, base, block.filled[number], _BODY))
    height = step * lines + 4
    if block.seal:
        height = max(height, 2 * radius + 4)
        marks += [
            Circle(width - radius - 6, radius + 1, radius),
            Words(width - radius - 6, radius + 4, block.seal, 9, ink=MUTED_INK, align=Align.CENTRE),
        ]
    return Strip(height, tuple(marks))


def _tear_line(block: TearLine, width: float, measure: Measure) -> Strip:
    size = 8.0
    half = measure(block.text, size, False) / 2 + 8
    marks = (
        Line(0, 14, width / 2 - half, 14, 0.6, MUTED_INK, dashed=True),
        Words(width / 2, 17, block.text, size, ink=MUTED_INK, align=Align.CENTRE),
        Line(width / 2 + half, 14, width, 14, 0.6, MUTED_INK, dashed=True),
    )
    return Strip(28, marks)


def _side(side: Side, width: float, measure: Measure) -> Strip:
    space = 10.0
    left_width = (width - space) * side.left_share
    marks: list[Mark] = []
    height = 0.0
    columns = (
        (side.left, 0.0, left_width),
        (side.right, left_width + space, width - space - left_width),
    )
    for blocks, x, column in columns:
        y = 0.0
        for position, block in enumerate(blocks):
            y += 2 * MM if position else 0
            for strip in block_strips(block, column, measure):
                marks += [moved(mark, x, y) for mark in strip.marks]
                y += strip.height
        height = max(height, y)
    return Strip(height, tuple(marks))


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """Return the mark shifted right by `dx` and down by `dy`."""
    if isinstance(mark, Line):
        return mark._replace(x1=mark.x1 + dx, y1=mark.y1 + dy, x2=mark.x2 + dx, y2=mark.y2 + dy)
    if isinstance(mark, Words | Box | Circle | Image):
        return mark._replace(x=mark.x + dx, y=mark.y + dy)
    return mark
