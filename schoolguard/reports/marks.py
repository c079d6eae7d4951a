# SPDX-License-Identifier: Apache-2.0
"""Marks on paper: texts, lines, boxes and circles at a place, in points, y downwards.

The layout makes them, the PDF writer draws them. The palette prints well in black and white:
meanings differ in weight and in a bar at the side, colour only helps.
"""

from typing import NamedTuple, TypeAlias

from schoolguard.reports.document import Align, Tone

INK = 0x1C2733
MUTED_INK = 0x5B6673
RULE = 0x8A96A3
HAIRLINE = 0xC3CBD3
SHADE = 0xEAF0F4
PALE_SHADE = 0xF6F8FA
COPY_INK = 0xE4E8EC

TONE_INK = {
    Tone.PLAIN: INK,
    Tone.MUTED: MUTED_INK,
    Tone.OK: 0x17663A,
    Tone.ATTENTION: 0x8A5300,
    Tone.ALARM: 0xA61B1B,
}


class Words(NamedTuple):
    """A line of text on its baseline."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    ink: int = INK
    align: Align = Align.LEFT


class Line(NamedTuple):
    """A straight line; `dashed` for a place where something is still to come."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 0.5
    ink: int = RULE
    dashed: bool = False


class Box(NamedTuple):
    """A rectangle from its top left corner, filled, stroked or both (-1 for neither)."""

    x: float
    y: float
    width: float
    height: float
    fill: int = -1
    stroke: int = -1


class Circle(NamedTuple):
    """A dashed circle: the place for a seal."""

    x: float
    y: float
    radius: float
    ink: int = RULE


class Image(NamedTuple):
    """A PNG picture stretched over a rectangle from its top left corner."""

    x: float
    y: float
    width: float
    height: float
    png: bytes


class Watermark(NamedTuple):
    """Large pale text across the middle of the page."""

    text: str


Mark: TypeAlias = Words | Line | Box | Circle | Image | Watermark


class Strip(NamedTuple):
    """Marks of one unbreakable height, relative to its own top left corner.

    Attributes:
        keep: must not be the last strip on a page.
        heading: drawn before this strip when it begins a page (a table's header row).
        gap: empty space, dropped at the top of a page.
        page_break: ends the page.
    """

    height: float
    marks: tuple[Mark, ...]
    keep: bool = False
    heading: "Strip | None" = None
    gap: bool = False
    page_break: bool = False


class Placed(NamedTuple):
    """A strip at its place on a page."""

    x: float
    y: float
    marks: tuple[Mark, ...]
