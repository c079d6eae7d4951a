# SPDX-License-Identifier: Apache-2.0
"""The board on the screen: squares painted in their tone, as many blocks as the rows need.

A table to the keyboard and to screen readers: arrows move, Enter or a click opens the sheet.
"""

from functools import cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from schoolguard.flows import Today
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.icons import pixmap
from schoolguard.ui.theme.palette import TINTS
from schoolguard.ui.today.board_model import LOOK_ROLE, BoardModel, Square
from schoolguard.ui.today.cells import CellLook

_NARROWEST: Final = 22
_COMFORTABLE: Final = 24
"""Rows are folded into another block before they get lower than this."""

_WIDEST: Final = 34
_NAME_SHARE: Final = 1.5
"""A name's column is at most this much wider than a square."""

_NAME_PADDING: Final = 16

_LEAST_WIDTH: Final = 320
_LEAST_HEIGHT: Final = 200
_SIGN: Final = 14
_HEAD: Final = 28
_MOST_BLOCKS: Final = 3
_LEGIBLE: Final = 46
"""A square narrower than this can not say its state."""


class BoardView(QTableView):
    """The board.

    Signals:
        opened: the `Square` that was clicked, or chosen with Enter.
    """

    opened = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = BoardModel(texts, self)
        self.setModel(self._model)
        self.setItemDelegate(_SquarePainter(self._model, self))
        self.setAccessibleName(texts("today.board.label"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(_NARROWEST)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(20)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setFixedHeight(_HEAD)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.clicked.connect(self._open)
        self._count = 0
        self._names: tuple[str, ...] = ()

    def show_day(self, today: Today) -> None:
        """Show a day; the square at hand stays at hand."""
        kept = self._model.square(self.currentIndex()) if self.currentIndex().isValid() else None
        self._count = len(today.rows)
        self._names = tuple(row.school_class.name for row in today.rows)
        self._model.show(today)
        self._lay_out()
        if kept is not None:
            self.setCurrentIndex(self._model.index_of(kept))
        elif self.hasFocus():
            self.go_to_first()

    def square_at(self, row: int, column: int) -> Square | None:
        """Return what stands in a cell of the table."""
        return self._model.square(self._model.index(row, column))

    def sentence_at(self, row: int, column: int) -> str:
        """Return what a screen reader says of a cell."""
        index = self._model.index(row, column)
        return str(self._model.data(index, Qt.ItemDataRole.AccessibleTextRole) or "")

    def go_to_first(self) -> None:
        """Give the first square the keyboard when none has it."""
        if not self.currentIndex().isValid() and self._count:
            self.setCurrentIndex(self._model.index(0, 1))

    def _lay_out(self) -> None:
        room = max(_NARROWEST, self.viewport().height())
        fitting = max(1, room // _COMFORTABLE)
        across = self._model.squares_across
        beside = self.viewport().width() // (self._longest_name() + (across - 1) * _LEGIBLE)
        blocks = max(1, min(_MOST_BLOCKS, beside, -(-self._count // fitting)))
        self._model.set_blocks(blocks)
        lines = max(1, self._model.rowCount())
        height = min(_WIDEST, max(_NARROWEST, room // lines))
        self.verticalHeader().setDefaultSectionSize(height)
        block = self.viewport().width() / blocks
        name = min(self._longest_name(), block * _NAME_SHARE / (across - 1 + _NAME_SHARE))
        square = (block - name) / max(1, across - 1)
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, int(square if column % across else name))

    def _longest_name(self) -> int:
        return _NAME_PADDING + max(
            map(self.fontMetrics().horizontalAdvance, self._names), default=0
        )

    def _open(self, index: QModelIndex) -> None:
        square = self._model.square(index)
        if square is not None:
            self.opened.emit(square)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would choose the first class's name; the morning begins at its first square.
        self.go_to_first()
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)


class _SquarePainter(QStyledItemDelegate):
    """Paints one square: its ground, its sign, its words, what was found."""

    def __init__(self, model: BoardModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = index.data(LOOK_ROLE)
        rect: QRect = option.rect.adjusted(2, 1, -2, -1)
        painter.save()
        font = QFont(option.font)
        font.setPixelSize(scale.SMALL if rect.width() < 78 else 13)
        painter.setFont(font)
        if isinstance(look, CellLook):
            _paint_square(painter, rect, look)
        elif index.data() is not None:
            painter.setPen(QColor(palette.TEXT))
            place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            words = QFontMetrics(font).elidedText(
                index.data(), Qt.TextElideMode.ElideRight, rect.width() - 6
            )
            painter.drawText(rect.adjusted(6, 0, 0, 0), place, words)
        has_keys = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if has_keys or bool(option.state & QStyle.StateFlag.State_MouseOver):
            painter.setPen(QPen(QColor(palette.FOCUS if has_keys else palette.FRAME), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 4, 4)
        painter.restore()


def _paint_square(painter: QPainter, rect: QRect, look: CellLook) -> None:
    if not look.icon:
        painter.setPen(QColor(palette.TEXT_MUTED))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, look.words)
        return
    tints = TINTS[look.tone]
    if not look.quiet:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tints.frame), 1))
        painter.setBrush(QColor(tints.ground))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    left = rect.left() + 5
    measure = painter.fontMetrics()
    findings = [(words, TINTS[tone].text) for words, tone in look.findings]
    parts = [(look.words, tints.text), *findings]
    room = rect.right() - left - _SIGN - 4
    if findings and _width(parts, measure) > room:
        parts = findings
    if len(parts) > 1 or findings or _width(parts, measure) <= room:
        painter.drawPixmap(left, rect.center().y() - _SIGN // 2 + 1, _sign(look.icon, tints.text))
        left += _SIGN + 4
    for words, ink in parts:
        painter.setPen(QColor(ink))
        place = QRect(left, rect.top(), rect.right() - left - 1, rect.height())
        shown = measure.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        left += measure.horizontalAdvance(words) + 5


def _width(parts: list[tuple[str, str]], measure: QFontMetrics) -> int:
    return sum(measure.horizontalAdvance(words) + 5 for words, _ in parts) - 5


@cache
def _sign(name: str, colour: str) -> QPixmap:
    return pixmap(name, colour, _SIGN)
