# SPDX-License-Identifier: Apache-2.0
"""The day in a few large numbers; each leads where it can be worked on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.icons import pixmap
from schoolguard.ui.theme.palette import TINTS, TONE_ICONS, Tone

_HEIGHT: Final = 66
_NARROWEST: Final = 96


@dataclass(frozen=True, slots=True)
class Figure:
    """One number.

    Attributes:
        key: what `Counters.chosen` says when it is pressed.
        detail: a short line below the number.
        share: 0 to 1 shows a bar of progress; None for none.
    """

    key: str
    label: str
    value: str
    detail: str = ""
    tone: Tone = Tone.MUTED
    share: float | None = None


class Counters(QWidget):
    """A row of figures.

    Signals:
        chosen: key of the figure that was pressed.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(scale.GAP)
        self._cards: list[FigureCard] = []

    @property
    def cards(self) -> tuple["FigureCard", ...]:
        """The figures on the screen, left to right."""
        return tuple(self._cards)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show figures; cards are kept, so that the one with the keyboard keeps it."""
        while len(self._cards) < len(figures):
            card = FigureCard(self)
            card.clicked.connect(lambda _=False, card=card: self.chosen.emit(card.figure.key))
            self._row.addWidget(card)
            self._cards.append(card)
        while len(self._cards) > len(figures):
            self._cards.pop().deleteLater()
        for card, figure in zip(self._cards, figures, strict=True):
            card.show_figure(figure)


class FigureCard(QAbstractButton):
    """One figure as a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = Figure("", "", "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figure(self, figure: Figure) -> None:
        """Show another number."""
        self.figure = figure
        words = f"{figure.label} {figure.value} {figure.detail}".strip()
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(130, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tints, figure = TINTS[self.figure.tone], self.figure
        loud = figure.tone in (Tone.ALARM, Tone.ATTENTION)
        frame = tints.frame if loud else palette.LINE
        pen = QPen(QColor(palette.FOCUS), 2) if self.hasFocus() else QPen(QColor(frame), 1)
        painter.setPen(pen)
        painter.setBrush(QColor(tints.ground if loud else self._ground()))
        box = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, scale.RADIUS, scale.RADIUS)
        self._paint_words(painter, box.adjusted(12, 7, -10, -7))
        painter.end()

    def _ground(self) -> str:
        return palette.HOVER if self.underMouse() else palette.SURFACE

    def _paint_words(self, painter: QPainter, box: QRect) -> None:
        figure, tints = self.figure, TINTS[self.figure.tone]
        font = QFont(self.font())
        font.setPixelSize(scale.SMALL)
        painter.setFont(font)
        painter.setPen(QColor(palette.TEXT_MUTED))
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        measure = painter.fontMetrics()
        taken = measure.horizontalAdvance(figure.detail) if figure.share is not None else 0
        room = box.width() - taken - (20 if figure.tone is not Tone.MUTED else 0)
        label = measure.elidedText(figure.label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, top, label)
        if figure.tone is not Tone.MUTED:
            sign = pixmap(TONE_ICONS[figure.tone], tints.text, 16)
            painter.drawPixmap(box.right() - 16, box.top(), sign)
        low = box.bottom() - (6 if figure.share is not None else 0)
        line = QRect(box.left(), box.top(), box.width(), low - box.top())
        bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        font.setPixelSize(scale.TITLE)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(palette.TEXT if figure.tone is Tone.MUTED else tints.text))
        painter.drawText(line, bottom, figure.value)
        used = painter.fontMetrics().horizontalAdvance(figure.value) + 8
        font.setPixelSize(scale.SMALL)
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(QColor(palette.TEXT_MUTED if figure.tone is Tone.MUTED else tints.text))
        if figure.share is None:
            rest = painter.fontMetrics().elidedText(
                figure.detail, Qt.TextElideMode.ElideRight, line.width() - used
            )
            painter.drawText(line.adjusted(used, 0, 0, -3), bottom, rest)
        else:
            aside = box.adjusted(0, 0, 0 if figure.tone is Tone.MUTED else -20, 0)
            top_right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
            painter.drawText(aside, top_right, figure.detail)
            _paint_share(painter, QRect(box.left(), box.bottom() - 3, box.width(), 4), figure)


def _paint_share(painter: QPainter, bar: QRect, figure: Figure) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.LINE))
    painter.drawRoundedRect(bar, 2, 2)
    filled = QRect(bar.left(), bar.top(), round(bar.width() * (figure.share or 0)), bar.height())
    painter.setBrush(QColor(TINTS[Tone.ACCENT].frame))
    painter.drawRoundedRect(filled, 2, 2)
