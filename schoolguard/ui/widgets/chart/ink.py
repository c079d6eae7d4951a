# SPDX-License-Identifier: Apache-2.0
"""Colours and hatches of pictures: told apart by those who see no red or green, and in grey.

The hues are those of Okabe and Ito; neighbours also differ in luminance and in their hatch. Hatches
are lines, not pattern brushes, so that they are as fine on paper as on the screen.
"""

from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from schoolguard.ui.theme import palette


class Hatch(Enum):
    """Lines over a fill."""

    NONE = 0
    RISING = 1
    FALLING = 2
    LEVEL = 3
    CROSSED = 4
    UPRIGHT = 5


class Fill(NamedTuple):
    """One way to fill a part of a picture."""

    colour: str
    hatch: Hatch
    line: str


SERIES: Final = (
    Fill("#0072B2", Hatch.NONE, "#FFFFFF"),
    Fill("#E69F00", Hatch.RISING, "#5A3E00"),
    Fill("#117A5B", Hatch.LEVEL, "#FFFFFF"),
    Fill("#F0E442", Hatch.CROSSED, "#6B6400"),
    Fill("#A83F00", Hatch.FALLING, "#FFFFFF"),
    Fill("#7CC6F2", Hatch.UPRIGHT, "#0B4A82"),
)
OTHERS: Final = Fill("#D9DEE1", Hatch.NONE, "#4F606A")
"""All that is not shown by itself."""

STEPS: Final = ("#FFFFFF", "#CDE3F2", "#8FC1E3", "#4590C4", "#155A92", "#06304F")
"""From none to most; each step is clearly darker than the one before."""

MISSING: Final = Fill("#F4F5F6", Hatch.RISING, "#8A969D")
FREE: Final = "#E9EEF0"
_SPACING: Final = 5.0


def series(number: int, *, others: bool = False) -> Fill:
    """Return the fill of a series counted from 0."""
    return OTHERS if others else SERIES[number % len(SERIES)]


def step(count: int, highest: int) -> int:
    """Return the step of a count: 0 only for none, the darkest for the highest of 5 or more."""
    if count <= 0:
        return 0
    top = len(STEPS) - 1
    if highest <= top:
        return min(count, top)
    return max(1, -(-count * top // highest))


def luminance(colour: str) -> float:
    """Return how bright a colour is in grey, 0 to 255, as a printer weighs it."""
    made = QColor(colour)
    return 0.299 * made.red() + 0.587 * made.green() + 0.114 * made.blue()


def ink_on(colour: str) -> QColor:
    """Return black or white, whichever can be read on a colour."""
    return QColor(palette.TEXT if luminance(colour) > 140 else "#FFFFFF")


def paint_fill(painter: QPainter, box: QRectF, fill: Fill, edge: str = "") -> None:
    """Fill a rectangle; `edge` draws its outline."""
    painter.fillRect(box, QColor(fill.colour))
    if fill.hatch is not Hatch.NONE:
        _paint_hatch(painter, box, fill)
    if edge:
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)


def _paint_hatch(painter: QPainter, box: QRectF, fill: Fill) -> None:
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(QColor(fill.line), 1))
    for start, end in _lines(box, fill.hatch):
        painter.drawLine(start, end)
    painter.restore()


def _lines(box: QRectF, hatch: Hatch) -> list[tuple[QPointF, QPointF]]:
    """Return the lines over a rectangle, on one grid for the whole picture."""
    if hatch is Hatch.CROSSED:
        return _lines(box, Hatch.LEVEL) + _lines(box, Hatch.UPRIGHT)
    left, right, top, bottom = box.left(), box.right(), box.top(), box.bottom()
    if hatch is Hatch.LEVEL:
        return [(QPointF(left, y), QPointF(right, y)) for y in _grid(top, bottom)]
    if hatch is Hatch.UPRIGHT:
        return [(QPointF(x, top), QPointF(x, bottom)) for x in _grid(left, right)]
    height = box.height()
    if hatch is Hatch.RISING:
        return [
            (QPointF(total - bottom, bottom), QPointF(total - top, top))
            for total in _grid(left + top, right + bottom)
        ]
    return [
        (QPointF(apart + top, top), QPointF(apart + top + height, bottom))
        for apart in _grid(left - bottom, right - top)
    ]


def _grid(first: float, last: float) -> list[float]:
    count = int((last - first) // _SPACING) + 1
    begin = first - first % _SPACING + _SPACING
    return [begin + number * _SPACING for number in range(count)]
