# SPDX-License-Identifier: Apache-2.0
"""Stacked bars over days: free days shaded, days of which nothing is known hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from typing_extensions import override

from schoolguard.ui.theme import palette
from schoolguard.ui.widgets.chart import ink
from schoolguard.ui.widgets.chart.chart import (
    Chart,
    Spot,
    put_legend,
    put_levels,
    put_ticks,
    round_top,
)


class Ground(Enum):
    """What lies behind a bar."""

    PLAIN = 0
    FREE = 1
    MISSING = 2


@dataclass(frozen=True, slots=True)
class Bar:
    """One day.

    Attributes:
        counts: one a series, from the axis upwards.
        tick: words below the axis, shown where there is room.
        words: what is said of the day.
    """

    counts: tuple[int, ...]
    ground: Ground
    tick: str
    words: str


@dataclass(frozen=True, slots=True)
class Legend:
    """Names of what is shown; `others`: the last series is all the rest."""

    series: tuple[str, ...]
    free: str
    missing: str
    others: bool = False


class Bars(Chart):
    """An epidemic curve, or any counts by day."""

    bars: tuple[Bar, ...] = ()
    legend = Legend((), "", "")

    def show_bars(self, bars: Sequence[Bar], legend: Legend, summary: str, none: str = "") -> None:
        """Show other days; `none` is said instead of a picture without a bar."""
        self.bars, self.legend = tuple(bars), legend
        self.tell(summary, none)

    @override
    def paint_all(self, painter: QPainter, box: QRectF) -> Sequence[Spot]:
        top = self._paint_legend(painter, box)
        plot = QRectF(44, top + 12, box.width() - 76, box.height() - top - 40)
        highest, step = round_top(max((sum(bar.counts) for bar in self.bars), default=0))
        each = plot.width() / max(len(self.bars), 1)
        columns = [
            QRectF(plot.left() + number * each, plot.top(), each, plot.height())
            for number in range(len(self.bars))
        ]
        for bar, column in zip(self.bars, columns, strict=True):
            if bar.ground is Ground.FREE:
                painter.fillRect(column, QColor(ink.FREE))
            elif bar.ground is Ground.MISSING:
                ink.paint_fill(painter, column, ink.MISSING)
        put_levels(painter, plot, highest, step)
        for bar, column in zip(self.bars, columns, strict=True):
            self._paint_bar(painter, bar, column, plot.height() / highest)
        centres = [column.center().x() for column in columns]
        put_ticks(painter, [bar.tick for bar in self.bars], centres, plot.bottom() + 6)
        return [
            Spot(column, 0, number, bar.words)
            for number, (bar, column) in enumerate(zip(self.bars, columns, strict=True))
        ]

    def _paint_legend(self, painter: QPainter, box: QRectF) -> float:
        legend = self.legend
        names = (*legend.series, legend.free, legend.missing)
        boxes, top = put_legend(painter, 44, 8, box.width() - 12, names)
        for number, place in enumerate(boxes[: len(legend.series)]):
            ink.paint_fill(painter, place, self._fill(number), palette.FRAME)
        ink.paint_fill(painter, boxes[-2], ink.Fill(ink.FREE, ink.Hatch.NONE, ""), palette.FRAME)
        ink.paint_fill(painter, boxes[-1], ink.MISSING, palette.FRAME)
        return top

    def _fill(self, number: int) -> ink.Fill:
        last = number == len(self.legend.series) - 1
        return ink.series(number, others=self.legend.others and last)

    def _paint_bar(self, painter: QPainter, bar: Bar, column: QRectF, unit: float) -> None:
        space = min(column.width() * 0.12, 5)
        bottom = column.bottom()
        for number, count in enumerate(bar.counts):
            if count:
                height = count * unit
                part = QRectF(
                    column.left() + space, bottom - height, column.width() - 2 * space, height
                )
                ink.paint_fill(painter, part, self._fill(number), palette.TEXT)
                bottom -= height
        total = sum(bar.counts)
        if total and column.width() >= 14:
            painter.setPen(QColor(palette.TEXT))
            place = QRectF(column.left() - 8, bottom - 16, column.width() + 16, 15)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(total))
