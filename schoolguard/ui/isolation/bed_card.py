# SPDX-License-Identifier: Apache-2.0
"""One bed of the map, as a button: who lies there, how warm, until when the next look may wait.

The state is said three times: by a sentence, by a sign, and by colour, frame and pattern.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from schoolguard.kernel.ids import BedId, IsolationRoomId, StayId
from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.icons import pixmap
from schoolguard.ui.theme.palette import TINTS, TONE_ICONS, Tone

WIDTH: Final = 168
HEIGHT: Final = 72
_SIGN: Final = 16


@dataclass(frozen=True, slots=True)
class BedCard:
    """What the map shows of one bed, apart from the countdown.

    Attributes:
        bed_id: None for somebody who stays in the room without a bed.
        person: name; empty for a free bed.
        reading: last temperature, e.g. ``37.6``; empty when none.
        due_at: when the next look is due; None when none is.
        lacks: what presses beside the next look, e.g. that the family is not told.
        closed: why nobody may be put here; empty when somebody may.
    """

    bed_id: BedId | None
    room_id: IsolationRoomId
    bed: str
    stay_id: StayId | None = None
    person: str = ""
    where: str = ""
    reading: str = ""
    is_fever: bool = False
    since: str = ""
    due_at: datetime | None = None
    lacks: str = ""
    closed: str = ""


@dataclass(frozen=True, slots=True)
class CardState:
    """What the hour makes of a card: its last line and what it means."""

    words: str = ""
    tone: Tone = Tone.MUTED


class BedButton(QAbstractButton):
    """A bed that can be opened."""

    def __init__(self, card: BedCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self.state = CardState()
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_card(self, card: BedCard, state: CardState) -> None:
        """Show what a bed is now."""
        if (card, state) == (self.card, self.state) and self.accessibleName():
            return
        self.card, self.state = card, state
        parts = (card.bed, card.person, card.where, card.reading, card.since, state.words)
        words = "  ".join(part for part in parts if part)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH - 20, HEIGHT)

    @override
    def nextCheckState(self) -> None:
        """Leave it to the map which bed is the one at hand."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        inside = self.rect().adjusted(9, 6, -8, -6)
        self._paint_head(painter, inside)
        if self.card.person:
            self._paint_person(painter, inside)
        self._paint_foot(painter, inside)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        tints = TINTS[self.state.tone]
        box = self.rect().adjusted(1, 1, -2, -2)
        ground = tints.ground if self.card.person else palette.SURFACE
        pen = QPen(QColor(tints.frame if self.card.person else palette.FRAME), 1)
        if not self.card.person:
            pen.setStyle(Qt.PenStyle.DashLine)
        if self.isChecked():
            pen = QPen(QColor(palette.ACCENT), 2)
        if self.hasFocus():
            pen = QPen(QColor(palette.FOCUS), 3)
        painter.setPen(pen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, scale.RADIUS, scale.RADIUS)
        if self.card.closed and not self.card.person:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.LINE))
            brush = painter.brush()
            brush.setStyle(Qt.BrushStyle.BDiagPattern)
            painter.setBrush(brush)
            painter.drawRoundedRect(box, scale.RADIUS, scale.RADIUS)

    def _paint_head(self, painter: QPainter, inside: QRect) -> None:
        line = QRect(inside.left(), inside.top(), inside.width(), 16)
        _set_font(painter, self.font(), scale.SMALL)
        painter.setPen(QColor(palette.TEXT_MUTED))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, self.card.bed)
        if self.card.person:
            sign = pixmap(TONE_ICONS[self.state.tone], TINTS[self.state.tone].text, _SIGN)
            painter.drawPixmap(line.right() - _SIGN + 1, line.top(), sign)
            since = line.adjusted(0, 0, -_SIGN - scale.TIGHT, 0)
            painter.drawText(since, Qt.AlignmentFlag.AlignRight, self.card.since)

    def _paint_person(self, painter: QPainter, inside: QRect) -> None:
        line = QRect(inside.left(), inside.top() + 17, inside.width(), 20)
        middle = Qt.AlignmentFlag.AlignVCenter
        _set_font(painter, self.font(), scale.BODY, bold=True)
        reading = line.width()
        if self.card.reading:
            painter.setPen(QColor(TINTS[Tone.ALARM].text if self.card.is_fever else palette.TEXT))
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, self.card.reading)
            reading -= painter.fontMetrics().horizontalAdvance(self.card.reading) + scale.GAP
        painter.setPen(QColor(palette.TEXT))
        name = _elided(painter, self.card.person, reading)
        painter.drawText(line, middle, name)
        used = painter.fontMetrics().horizontalAdvance(name) + scale.TIGHT
        _set_font(painter, self.font(), scale.SMALL)
        painter.setPen(QColor(palette.TEXT_MUTED))
        aside = line.adjusted(used, 1, 0, 1)
        painter.drawText(aside, middle, _elided(painter, self.card.where, reading - used))

    def _paint_foot(self, painter: QPainter, inside: QRect) -> None:
        line = QRect(inside.left(), inside.bottom() - 17, inside.width(), 18)
        _set_font(painter, self.font(), scale.SMALL)
        painter.setPen(QColor(TINTS[self.state.tone].text))
        words = _elided(painter, self.state.words, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)


def _set_font(painter: QPainter, font: QFont, size: int, *, bold: bool = False) -> None:
    made = QFont(font)
    made.setPixelSize(size)
    made.setBold(bold)
    painter.setFont(made)


def _elided(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(0, width))
