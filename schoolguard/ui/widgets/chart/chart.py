# SPDX-License-Identifier: Apache-2.0
"""The base of all pictures: spots that can be walked by arrows, pointed at, spoken, printed.

A picture draws itself from values; what each spot of it says comes in words from whoever shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from schoolguard.ui.theme import palette, scale

PAPER_WIDTH: Final = 1050
PAPER_SCALE: Final = 3
"""1,050 points three times as fine are 300 dots an inch across a landscape A4 page."""

_HIGHEST_TENTHS: Final = 6
"""Of the width: a landscape page with its title holds no higher picture."""

_LEGEND_ROW: Final = 22.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing in a picture that has words: a day, a cell, a room.

    Attributes:
        row: from the top, column: from the left; the arrows move by them.
    """

    box: QRectF
    row: int
    column: int
    words: str


class Chart(QWidget):
    """A picture; focus it, and the arrows go from spot to spot."""

    said = Signal(str)
    """What the chosen spot says."""

    lowest: ClassVar[int] = 200

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Make an empty picture; `label` is what a screen reader calls it."""
        super().__init__(parent)
        self._spots: tuple[Spot, ...] = ()
        self._chosen = -1
        self._none = ""
        self.summary = ""
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def tell(self, summary: str, none: str = "") -> None:
        """Say what is shown as a whole; `none` stands in the place of an empty picture."""
        self.summary, self._none = summary, none
        self._chosen = -1
        self._spots = ()
        self.setAccessibleDescription(none or summary)
        self.setMinimumHeight(self.height_for(self.width()))
        self.update()

    @property
    def spots(self) -> tuple[Spot, ...]:
        """What can be walked; laid out for the present size."""
        if not self._spots:
            self.image(self.width(), max(self.height(), 1), 1)
        return self._spots

    @property
    def words(self) -> str:
        """What the chosen spot says, or the whole."""
        if 0 <= self._chosen < len(self._spots):
            return self._spots[self._chosen].words
        return self._none or self.summary

    def height_for(self, width: int) -> int:
        """Return the height that a picture of some width needs at least."""
        _ = width
        return self.lowest

    def paint_all(self, painter: QPainter, box: QRectF) -> Sequence[Spot]:
        """Draw everything into a rectangle and return the spots."""
        raise NotImplementedError

    def image(self, width: int, height: int, fine: int) -> QImage:
        """Return the picture in some size, `fine` dots to a point."""
        made = QImage(width * fine, height * fine, QImage.Format.Format_RGB32)
        made.setDevicePixelRatio(fine)
        made.fill(QColor(palette.SURFACE))
        painter = QPainter(made)
        spots = self._paint(painter, QRectF(0, 0, width, height))
        painter.end()
        if not self._spots and (width, height) == (self.width(), self.height()):
            self._spots = tuple(spots)
        return made

    @override
    def sizeHint(self) -> QSize:
        return QSize(640, 300)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        painter.fillRect(box, QColor(palette.SURFACE))
        self._spots = tuple(self._paint(painter, box))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.FOCUS), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
            if 0 <= self._chosen < len(self._spots):
                painter.setPen(QPen(QColor(palette.FOCUS), 2.5))
                painter.drawRect(self._spots[self._chosen].box)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self.spots:
            super().keyPressEvent(event)
            return
        self.choose(next_spot(self._spots, self._chosen, step))

    def choose(self, number: int) -> None:
        """Choose a spot and say it."""
        self._chosen = number
        self.setAccessibleDescription(self.words)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.said.emit(self.words)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = spot_at(self.spots, event.position())
        if found >= 0:
            self.choose(found)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            found = spot_at(self.spots, QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._spots[found].words if found >= 0 else "")
            return True
        if event.type() == QEvent.Type.FocusIn:
            self.said.emit(self.words)
        return super().event(event)

    def _paint(self, painter: QPainter, box: QRectF) -> Sequence[Spot]:
        font = QFont(self.font())
        font.setPixelSize(scale.SMALL)
        painter.setFont(font)
        if self._none:
            painter.setPen(QColor(palette.TEXT_MUTED))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(box.adjusted(20, 0, -20, 0), flags, self._none)
            return ()
        return self.paint_all(painter, box)


_STEPS: Final = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Home: (0, -10_000),
    Qt.Key.Key_End: (0, 10_000),
}


def paper_picture(chart: Chart) -> tuple[bytes, float]:
    """Return a picture for paper as PNG, and its height in parts of its width."""
    height = max(330, chart.height_for(PAPER_WIDTH))
    # A picture higher than the page is made wider, too, and so comes out smaller.
    width = max(PAPER_WIDTH, -(-height * 10 // _HIGHEST_TENTHS))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(chart.image(width, height, PAPER_SCALE))
    buffer.close()
    return bytes(data.data()), height / width


def spot_at(spots: Sequence[Spot], point: QPointF) -> int:
    """Return the number of the spot under a point; -1 for none."""
    return next((n for n, spot in enumerate(spots) if spot.box.contains(point)), -1)


def next_spot(spots: Sequence[Spot], chosen: int, step: tuple[int, int]) -> int:
    """Return the spot that an arrow leads to; from none the last one, or the first."""
    if not 0 <= chosen < len(spots):
        return len(spots) - 1 if step == (0, -1) else 0
    at = spots[chosen]
    if abs(step[1]) > 1:
        same = [n for n, spot in enumerate(spots) if spot.row == at.row]
        return same[0] if step[1] < 0 else same[-1]
    near = [n for n, spot in enumerate(spots) if spot.row == at.row + step[0]]
    if not near:
        return chosen
    return min(near, key=lambda n: abs(spots[n].column - at.column - step[1]))


def put_legend(
    painter: QPainter, left: float, top: float, right: float, names: Sequence[str]
) -> tuple[list[QRectF], float]:
    """Write a legend's words in lines; return the boxes before them and where it ends below."""
    measure = QFontMetricsF(painter.font())
    x, y = left, top
    boxes = []
    for name in names:
        width = 20 + measure.horizontalAdvance(name) + 18
        if x > left and x + width > right:
            x, y = left, y + _LEGEND_ROW
        boxes.append(QRectF(x, y + 4, 14, 14))
        painter.setPen(QColor(palette.TEXT))
        place = QRectF(x + 20, y, width, _LEGEND_ROW)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        x += width
    return boxes, y + _LEGEND_ROW + 4 if names else top


def round_top(highest: float) -> tuple[int, int]:
    """Return the top of an axis of counts and the step of its lines, both whole."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
        if highest <= step * 5:
            return max(step * -int(-highest // step), step * 2), step
    return int(highest) + 1, max(1, int(highest) // 5)


def put_ticks(
    painter: QPainter, ticks: Sequence[str], centres: Sequence[float], top: float
) -> None:
    """Write the words below an axis, leaving out those that have no room; the last one stays."""
    measure = QFontMetricsF(painter.font())
    painter.setPen(QColor(palette.TEXT_MUTED))
    free_until = float("inf")
    for words, x in reversed(list(zip(ticks, centres, strict=True))):
        half = measure.horizontalAdvance(words) / 2
        if words and x + half <= free_until:
            place = QRectF(x - half - 2, top, 2 * half + 4, 18)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
            free_until = x - half - 10


def put_levels(painter: QPainter, box: QRectF, top: int, step: int) -> None:
    """Draw the level lines of an axis of counts with their numbers at the left."""
    for level in range(0, top + 1, step):
        y = box.bottom() - box.height() * level / top
        painter.setPen(QPen(QColor(palette.LINE), 1))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(QColor(palette.TEXT_MUTED))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, y - 9, box.left() - 6, 18), side, str(level))
