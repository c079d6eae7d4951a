# SPDX-License-Identifier: Apache-2.0
"""A table of cells shaded by count, e.g. classes by days; what is not known is hatched."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from typing_extensions import override

from schoolguard.ui.theme import palette
from schoolguard.ui.widgets.chart import ink
from schoolguard.ui.widgets.chart.bars import Ground
from schoolguard.ui.widgets.chart.chart import Chart, Spot, put_legend, put_ticks

_ROW = 18


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; over a missing ground its count is only part of what there may be."""

    count: int
    ground: Ground
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row with its name."""

    name: str
    cells: tuple[Cell, ...]


class Cells(Chart):
    """A heat map."""

    lines: tuple[Line, ...] = ()
    ticks: tuple[str, ...] = ()
    names = ("", "")

    def show_cells(
        self,
        lines: Sequence[Line],
        ticks: Sequence[str],
        names: tuple[str, str],
        summary: str,
        none: str = "",
    ) -> None:
        """Show other rows; `names` are the legend's words for missing and free."""
        self.lines, self.ticks, self.names = tuple(lines), tuple(ticks), names
        self.tell(summary, none)

    @override
    def height_for(self, width: int) -> int:
        return max(self.lowest, len(self.lines) * _ROW + 70)

    @override
    def paint_all(self, painter: QPainter, box: QRectF) -> Sequence[Spot]:
        highest = max((cell.count for line in self.lines for cell in line.cells), default=0)
        top = _paint_legend(painter, box, highest, self.names)
        measure = QFontMetricsF(painter.font())
        left = 16 + max((measure.horizontalAdvance(line.name) for line in self.lines), default=0)
        each = (box.width() - left - 12) / max(len(self.ticks), 1)
        height = min(30.0, (box.height() - top - 30) / max(len(self.lines), 1))
        spots = []
        for row, line in enumerate(self.lines):
            y = top + row * height
            painter.setPen(QColor(palette.TEXT))
            place = QRectF(0, y, left - 8, height)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place, side, line.name)
            for column, cell in enumerate(line.cells):
                where = QRectF(left + column * each, y, each, height)
                paint_cell(painter, where.adjusted(0.5, 0.5, -0.5, -0.5), cell, highest)
                spots.append(Spot(where, row, column, cell.words))
        centres = [left + (column + 0.5) * each for column in range(len(self.ticks))]
        put_ticks(painter, self.ticks, centres, top + height * len(self.lines) + 4)
        return spots


def paint_cell(painter: QPainter, box: QRectF, cell: Cell, highest: int) -> None:
    """Draw one cell with its number where it fits."""
    colour = ink.STEPS[ink.step(cell.count, highest)]
    if not cell.count and cell.ground is Ground.MISSING:
        ink.paint_fill(painter, box, ink.MISSING)
        return
    if not cell.count and cell.ground is Ground.FREE:
        colour = ink.FREE
    ink.paint_fill(painter, box, ink.Fill(colour, ink.Hatch.NONE, ""), palette.LINE)
    if cell.count and cell.ground is Ground.MISSING:
        edge = QRectF(box.left(), box.bottom() - 4, box.width(), 4)
        ink.paint_fill(painter, edge, ink.MISSING)
    if cell.count and box.width() >= 10:
        painter.setPen(ink.ink_on(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(cell.count))


def _paint_legend(painter: QPainter, box: QRectF, highest: int, names: tuple[str, str]) -> float:
    spans = step_spans(highest)
    boxes, top = put_legend(painter, 16, 8, box.width() - 12, (*spans, *names))
    for number, place in enumerate(boxes[: len(spans)]):
        shade = ink.Fill(ink.STEPS[number], ink.Hatch.NONE, "")
        ink.paint_fill(painter, place, shade, palette.FRAME)
    ink.paint_fill(painter, boxes[-2], ink.MISSING, palette.FRAME)
    ink.paint_fill(painter, boxes[-1], ink.Fill(ink.FREE, ink.Hatch.NONE, ""), palette.FRAME)
    return top


def step_spans(highest: int) -> tuple[str, ...]:
    """Return which counts each shade stands for, as the legend says it."""
    by_step: dict[int, list[int]] = {}
    for count in range(highest + 1):
        by_step.setdefault(ink.step(count, highest), []).append(count)
    return tuple(
        str(counts[0]) if counts[0] == counts[-1] else f"{counts[0]}–{counts[-1]}"
        for _, counts in sorted(by_step.items())
    )
