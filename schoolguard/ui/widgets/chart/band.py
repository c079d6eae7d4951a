# SPDX-License-Identifier: Apache-2.0
"""A line over days before a band of what was usual; where nothing is known the line breaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
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

BAND = ink.Fill("#CDE3F2", ink.Hatch.NONE, "")


@dataclass(frozen=True, slots=True)
class BandDay:
    """One day.

    Attributes:
        value: None when nothing is known.
        usual: low, middle and high of earlier years; None when there are none.
    """

    value: float | None
    usual: tuple[float, float, float] | None
    tick: str
    words: str


class Band(Chart):
    """A rate beside its usual band; `names`: line, middle, band, missing."""

    days: tuple[BandDay, ...] = ()
    names: tuple[str, str, str, str] = ("", "", "", "")

    def show_days(
        self,
        days: Sequence[BandDay],
        names: tuple[str, str, str, str],
        summary: str,
        none: str = "",
    ) -> None:
        """Show other days."""
        self.days, self.names = tuple(days), names
        self.tell(summary, none)

    @override
    def paint_all(self, painter: QPainter, box: QRectF) -> Sequence[Spot]:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        boxes, top = put_legend(painter, 44, 8, box.width() - 12, self.names)
        _paint_legend(painter, boxes)
        plot = QRectF(44, top + 6, box.width() - 76, box.height() - top - 34)
        known = [day.value for day in self.days if day.value is not None]
        known += [day.usual[2] for day in self.days if day.usual is not None]
        highest, step = round_top(max(known, default=0))
        each = plot.width() / max(len(self.days), 1)
        columns = [
            QRectF(plot.left() + number * each, plot.top(), each, plot.height())
            for number in range(len(self.days))
        ]
        unit = plot.height() / highest
        for day, column in zip(self.days, columns, strict=True):
            if day.usual is not None:
                low, _, high = day.usual
                area = QRectF(
                    column.left(), plot.bottom() - high * unit, each + 0.5, (high - low) * unit
                )
                painter.fillRect(area, QColor(BAND.colour))
            if day.value is None:
                ink.paint_fill(painter, column, ink.MISSING)
        put_levels(painter, plot, highest, step)
        self._paint_lines(painter, columns, unit)
        centres = [column.center().x() for column in columns]
        put_ticks(painter, [day.tick for day in self.days], centres, plot.bottom() + 6)
        return [
            Spot(column, 0, number, day.words)
            for number, (day, column) in enumerate(zip(self.days, columns, strict=True))
        ]

    def _paint_lines(self, painter: QPainter, columns: list[QRectF], unit: float) -> None:
        before: QPointF | None = None
        for day, column in zip(self.days, columns, strict=True):
            if day.usual is not None:
                y = column.bottom() - day.usual[1] * unit
                painter.setPen(_middle_pen())
                painter.drawLine(QPointF(column.left(), y), QPointF(column.right(), y))
        for day, column in zip(self.days, columns, strict=True):
            if day.value is None:
                before = None
                continue
            point = QPointF(column.center().x(), column.bottom() - day.value * unit)
            painter.setPen(QPen(QColor(palette.TEXT), 1.8))
            if before is not None:
                painter.drawLine(before, point)
            painter.setBrush(QColor(palette.TEXT))
            painter.drawEllipse(point, 2.4, 2.4)
            before = point


def _middle_pen() -> QPen:
    return QPen(QColor("#155A92"), 1.6, Qt.PenStyle.DashLine)


def _paint_legend(painter: QPainter, boxes: list[QRectF]) -> None:
    line, middle, band, missing = boxes
    painter.setPen(QPen(QColor(palette.TEXT), 1.8))
    painter.drawLine(
        QPointF(line.left(), line.center().y()), QPointF(line.right(), line.center().y())
    )
    painter.setBrush(QColor(palette.TEXT))
    painter.drawEllipse(line.center(), 2.4, 2.4)
    painter.setPen(_middle_pen())
    y = middle.center().y()
    painter.drawLine(QPointF(middle.left(), y), QPointF(middle.right(), y))
    ink.paint_fill(painter, band, BAND)
    ink.paint_fill(painter, missing, ink.MISSING, palette.FRAME)
