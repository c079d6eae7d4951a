# SPDX-License-Identifier: Apache-2.0
"""A curve of temperatures over time: points, the fever line, gaps where nothing was measured.

Whoever shows it decides what is fever. A reading over the line is a filled diamond, one below it a
ring, one that was not measured a cross on the axis with the line broken: no colour alone tells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from schoolguard.kernel.clock import local_time
from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.palette import TINTS, Tone

_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 40, 18, 22
_MARK: Final = 4.5
_LOW, _HIGH = 360, 385
"""The scale shows at least 36.0 to 38.5, so that a small step never looks like a leap."""

_EDGE = 3
_INSET: Final = 20
"""Keeps points and their numbers off both ends of the axis."""
_SHORTEST: Final = timedelta(minutes=30)
_STEPS_MINUTES: Final = (10, 15, 30, 60, 120, 240, 480, 1440)
_LABEL_ROOM: Final = 62


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One look at a person.

    Attributes:
        decicelsius: None when nothing was measured: a gap, never a value.
        is_fever: at or over the line of how it was taken.
        words: what a screen reader and the tip say of it, e.g. ``09:50 37.6``.
    """

    at: datetime
    decicelsius: int | None
    is_fever: bool
    words: str


class Curve(QWidget):
    """The temperatures of one person; as wide as it is given, readable in words."""

    def __init__(self, label: str, none: str, parent: QWidget | None = None) -> None:
        """Make an empty curve.

        Args:
            label: what a screen reader calls it.
            none: what it says where there is no point.
            parent: the widget around it.
        """
        super().__init__(parent)
        self._label, self._none = label, none
        self.points: tuple[CurvePoint, ...] = ()
        self._line: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_points(())

    def show_points(self, points: Sequence[CurvePoint], line: int | None = None) -> None:
        """Show other points, in any order; `line` is the fever line in tenths of a degree."""
        self.points = tuple(sorted(points, key=lambda point: point.at))
        self._line = line
        said = "\n".join(point.words for point in self.points) or self._none
        self.setAccessibleName(self._label)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def picture(self, width: int, height: int) -> QPixmap:
        """Return the curve drawn at another size, for paper."""
        made = QPixmap(width, height)
        made.fill(QColor(palette.SURFACE))
        painter = QPainter(made)
        self._paint(painter, QRectF(0, 0, width, height))
        painter.end()
        return made

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 110)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 104)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint(painter, QRectF(self.rect()))
        painter.end()

    def _paint(self, painter: QPainter, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(scale.SMALL)
        painter.setFont(font)
        if not self.points:
            painter.setPen(QColor(palette.TEXT_MUTED))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._none)
            return
        frame = Frame.around(self.points, self._line, box)
        _paint_axes(painter, frame)
        if self._line is not None:
            _paint_fever_line(painter, frame, self._line)
        _paint_joins(painter, frame, self.points)
        for number, point in enumerate(self.points):
            _paint_point(painter, frame, point, words=number in _told(self.points))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where time and temperature fall on the paper."""

    box: QRectF
    first_at: datetime
    last_at: datetime
    low: int
    high: int

    @classmethod
    def around(cls, points: Sequence[CurvePoint], line: int | None, box: QRectF) -> "Frame":
        """Return the frame that holds all points and the fever line."""
        known = [point.decicelsius for point in points if point.decicelsius is not None]
        known += [line] if line is not None else []
        first_at, last_at = points[0].at, points[-1].at
        return cls(
            box.adjusted(_LEFT, _TOP, -_RIGHT, -_BOTTOM),
            first_at,
            max(last_at, first_at + _SHORTEST),
            min([_LOW, *(value - _EDGE for value in known)]),
            max([_HIGH, *(value + _EDGE for value in known)]),
        )

    def x(self, at: datetime) -> float:
        """Return how far right an instant stands."""
        share = (at - self.first_at) / (self.last_at - self.first_at)
        return self.box.left() + _INSET + share * (self.box.width() - 2 * _INSET)

    def y(self, decicelsius: float) -> float:
        """Return how far down a temperature stands."""
        share = (decicelsius - self.low) / (self.high - self.low)
        return self.box.bottom() - share * self.box.height()

    def hours(self) -> tuple[datetime, ...]:
        """Return the round times of the school's clock that have room for their words."""
        span = self.last_at - self.first_at
        most = max(1, int(self.box.width() // _LABEL_ROOM))
        minutes = next(
            (step for step in _STEPS_MINUTES if span / timedelta(minutes=step) <= most),
            _STEPS_MINUTES[-1] * (span // timedelta(days=most) + 1),
        )
        step = timedelta(minutes=minutes)
        midnight = local_time(self.first_at).replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight + step * -(-(self.first_at - midnight) // step)
        found = []
        while at <= self.last_at:
            found.append(at)
            at += step
        return tuple(found)


def _paint_axes(painter: QPainter, frame: Frame) -> None:
    box = frame.box
    for degree in range(-(-frame.low // 10), frame.high // 10 + 1):
        y = frame.y(degree * 10)
        painter.setPen(QPen(QColor(palette.LINE), 1))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(QColor(palette.TEXT_MUTED))
        place = QRectF(0, y - 8, box.left() - 6, 16)
        painter.drawText(
            place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{degree}.0"
        )
    long = frame.last_at - frame.first_at > timedelta(days=1)
    for at in frame.hours():
        x = frame.x(at)
        painter.setPen(QPen(QColor(palette.LINE), 1))
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x, box.bottom() + 4))
        painter.setPen(QColor(palette.TEXT_MUTED))
        words = f"{local_time(at):%m-%d %H:%M}" if long else f"{local_time(at):%H:%M}"
        place = QRectF(x - 40, box.bottom() + 3, 80, 18)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def _paint_fever_line(painter: QPainter, frame: Frame, line: int) -> None:
    tints = TINTS[Tone.ALARM]
    y = frame.y(line)
    painter.setPen(QPen(QColor(tints.frame), 1, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(frame.box.left(), y), QPointF(frame.box.right(), y))
    painter.setPen(QColor(tints.text))
    place = QRectF(frame.box.right() + 4, y - 8, _RIGHT - 4, 16)
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, side, f"{line / 10:.1f}")


def _paint_joins(painter: QPainter, frame: Frame, points: Sequence[CurvePoint]) -> None:
    """Join neighbours that were both measured; a look without a value breaks the line."""
    painter.setPen(QPen(QColor(palette.ACCENT), 1.6))
    for before, after in pairwise(points):
        if before.decicelsius is not None and after.decicelsius is not None:
            painter.drawLine(
                QPointF(frame.x(before.at), frame.y(before.decicelsius)),
                QPointF(frame.x(after.at), frame.y(after.decicelsius)),
            )


def _paint_point(painter: QPainter, frame: Frame, point: CurvePoint, *, words: bool) -> None:
    x = frame.x(point.at)
    if point.decicelsius is None:
        y = frame.box.bottom() - _MARK
        painter.setPen(QPen(QColor(palette.TEXT_MUTED), 1.6))
        painter.drawLine(QPointF(x - 4, y - 4), QPointF(x + 4, y + 4))
        painter.drawLine(QPointF(x - 4, y + 4), QPointF(x + 4, y - 4))
        return
    y = frame.y(point.decicelsius)
    tints = TINTS[Tone.ALARM if point.is_fever else Tone.OK]
    painter.setPen(QPen(QColor(tints.text), 1.6))
    painter.setBrush(QColor(tints.frame if point.is_fever else palette.SURFACE))
    if point.is_fever:
        size = _MARK + 1
        corners = [QPointF(x, y - size), QPointF(x + size, y)]
        corners += [QPointF(x, y + size), QPointF(x - size, y)]
        painter.drawPolygon(QPolygonF(corners))
    else:
        painter.drawEllipse(QPointF(x, y), _MARK - 0.5, _MARK - 0.5)
    if words:
        painter.setPen(QColor(tints.text))
        place = QRectF(x - 24, y - 21, 48, 15)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"{point.decicelsius / 10:.1f}")


def _told(points: Sequence[CurvePoint]) -> frozenset[int]:
    """Return which points bear their number: all of a few, else the highest and the last."""
    known = [n for n, point in enumerate(points) if point.decicelsius is not None]
    if len(known) <= 8 or not known:
        return frozenset(known)
    highest = max(known, key=lambda n: points[n].decicelsius or 0)
    return frozenset({highest, known[-1], known[0]})
