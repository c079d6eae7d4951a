# SPDX-License-Identifier: Apache-2.0
"""Rooms of a building, floor by floor, shaded by count."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from typing_extensions import override

from schoolguard.ui.theme import palette
from schoolguard.ui.widgets.chart import ink
from schoolguard.ui.widgets.chart.cells import step_spans
from schoolguard.ui.widgets.chart.chart import Chart, Spot, put_legend

_WIDTH, _HEIGHT, _GAP, _HEADING = 78.0, 44.0, 6.0, 24.0


@dataclass(frozen=True, slots=True)
class Room:
    """One room: its number, those who count, and `share` such as ``2/8``."""

    name: str
    count: int
    share: str
    words: str


@dataclass(frozen=True, slots=True)
class RoomRow:
    """The rooms of one floor under its name."""

    title: str
    rooms: tuple[Room, ...]


class Rooms(Chart):
    """A map of rooms; a floor too wide for the picture goes on in the next line."""

    rows: tuple[RoomRow, ...] = ()

    def show_rooms(self, rows: Sequence[RoomRow], summary: str, none: str = "") -> None:
        """Show other rooms, the lowest floor of a building first."""
        self.rows = tuple(rows)
        self.tell(summary, none)

    @override
    def height_for(self, width: int) -> int:
        a_line = _per_line(width)
        lines = sum(-(-len(row.rooms) // a_line) for row in self.rows)
        need = 44 + lines * (_HEIGHT + _GAP) + len(self.rows) * _HEADING
        return max(self.lowest, int(need))

    @override
    def paint_all(self, painter: QPainter, box: QRectF) -> Sequence[Spot]:
        highest = max((room.count for row in self.rows for room in row.rooms), default=0)
        spans = step_spans(highest)
        boxes, y = put_legend(painter, 16, 8, box.width() - 12, spans)
        for number, place in enumerate(boxes):
            shade = ink.Fill(ink.STEPS[number], ink.Hatch.NONE, "")
            ink.paint_fill(painter, place, shade, palette.FRAME)
        a_line = _per_line(box.width())
        spots: list[Spot] = []
        line = 0
        for row in self.rows:
            painter.setPen(QColor(palette.TEXT))
            side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(16, y, box.width() - 32, _HEADING), side, row.title)
            y += _HEADING
            for start in range(0, len(row.rooms), a_line):
                for column, room in enumerate(row.rooms[start : start + a_line]):
                    place = QRectF(16 + column * (_WIDTH + _GAP), y, _WIDTH, _HEIGHT)
                    _paint_room(painter, place, room, highest)
                    spots.append(Spot(place, line, column, room.words))
                y += _HEIGHT + _GAP
                line += 1
        return spots


def _per_line(width: float) -> int:
    return max(1, int((width - 32 + _GAP) // (_WIDTH + _GAP)))


def _paint_room(painter: QPainter, box: QRectF, room: Room, highest: int) -> None:
    colour = ink.STEPS[ink.step(room.count, highest)]
    ink.paint_fill(painter, box, ink.Fill(colour, ink.Hatch.NONE, ""), palette.FRAME)
    painter.setPen(ink.ink_on(colour))
    upper = QRectF(box.left(), box.top() + 3, box.width(), box.height() / 2 - 2)
    lower = QRectF(box.left(), box.center().y(), box.width(), box.height() / 2 - 3)
    painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, room.name)
    painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, room.share)
