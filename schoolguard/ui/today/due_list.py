# SPDX-License-Identifier: Apache-2.0
"""What is due now, most urgent first; Enter or a click goes where it is done."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from schoolguard.flows import DueItem, DueKind, Urgency
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.icons import pixmap
from schoolguard.ui.theme.palette import TINTS, Tone

_Index = QModelIndex | QPersistentModelIndex
_ITEM: Final = Qt.ItemDataRole.UserRole
_HEIGHT: Final = 50
_BADGE: Final = 78

_TONES: Final = {
    Urgency.ALARM: Tone.ALARM,
    Urgency.OVERDUE: Tone.ALARM,
    Urgency.DUE: Tone.ATTENTION,
    Urgency.LATER: Tone.MUTED,
    Urgency.NOTE: Tone.INFO,
}
_ICONS: Final = {
    DueKind.SHEET: "clipboard-list",
    DueKind.RECHECK: "thermometer",
    DueKind.ABSENCE: "phone",
    DueKind.REGULARITY: "search",
    DueKind.INTAKE: "bed",
    DueKind.ISOLATION: "bed",
    DueKind.DISINFECTION: "spray-can",
    DueKind.CASE: "biohazard",
    DueKind.SUSPENSION: "calendar-off",
    DueKind.CLEARANCE: "badge-check",
    DueKind.WARNING: "siren",
    DueKind.REPORT: "file-text",
    DueKind.PACKAGE: "send",
}


class DueModel(QAbstractListModel):
    """Things that are due, with their words."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.items: tuple[DueItem, ...] = ()
        self._words: list[tuple[str, str, str]] = []

    def show(self, items: Sequence[DueItem], now: datetime) -> None:
        """Take in other things."""
        self.beginResetModel()
        self.items = tuple(items)
        self._words = [
            (
                item.text(self._texts),
                self._texts(f"today.urgency.{item.urgency.name.lower()}"),
                self._hour(item.due_at, now),
            )
            for item in self.items
        ]
        self.endResetModel()

    def words(self, row: int) -> tuple[str, str, str]:
        """Return sentence, urgency and hour of a thing."""
        return self._words[row]

    def _hour(self, due_at: datetime | None, now: datetime) -> str:
        if due_at is None:
            return ""
        at = local_time(due_at)
        if local_day(due_at) == local_day(now):
            return f"{at:%H:%M}"
        return self._texts("today.day", month=at.month, day=at.day)

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        sentence, urgency, hour = self._words[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return sentence
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{urgency} {hour} {sentence}"
        return None


class DueList(QListView):
    """The list of what is due.

    Signals:
        opened: the `DueItem` that was clicked, or chosen with Enter.
    """

    opened = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DueModel(texts, self)
        self.setModel(self._model)
        self.setItemDelegate(_DuePainter(self._model, self))
        self.setAccessibleName(texts("today.due.label"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._open)

    @property
    def items(self) -> tuple[DueItem, ...]:
        """What is due, as shown."""
        return self._model.items

    def show_items(self, items: Sequence[DueItem], now: datetime) -> None:
        """Show other things; the place in the list is kept."""
        row = self.currentIndex().row()
        self._model.show(items, now)
        if items and row >= 0:
            self.setCurrentIndex(self._model.index(min(row, len(items) - 1)))

    def sentence(self, row: int) -> str:
        """Return the sentence of one thing."""
        return self._model.words(row)[0]

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.items[index.row()])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.items:
            self.setCurrentIndex(self._model.index(0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)


class _DuePainter(QStyledItemDelegate):
    """Paints one thing: its sign, its sentence in two lines at most, urgency and hour."""

    def __init__(self, model: DueModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = self._model.items[index.row()]
        sentence, urgency, hour = self._model.words(index.row())
        tints = TINTS[_TONES[item.urgency]]
        rect: QRect = option.rect
        painter.save()
        paint_ground(painter, rect, option)
        painter.fillRect(
            QRect(rect.left(), rect.top() + 3, 3, rect.height() - 6), QColor(tints.frame)
        )
        painter.drawPixmap(
            rect.left() + 12, rect.center().y() - 8, sign(_ICONS[item.kind], tints.text)
        )
        font = QFont(option.font)
        font.setPixelSize(13)
        painter.setFont(font)
        painter.setPen(QColor(palette.TEXT))
        words = QRect(rect.left() + 38, rect.top(), rect.width() - 44 - _BADGE, rect.height())
        wrapped = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(wrapped), sentence)
        _paint_badge(
            painter,
            QRect(rect.right() - _BADGE, rect.top(), _BADGE - 8, rect.height()),
            urgency,
            hour,
            tints,
            loud=item.urgency is Urgency.ALARM,
        )
        painter.restore()


def paint_ground(painter: QPainter, rect: QRect, option: QStyleOptionViewItem) -> None:
    """Paint the ground of one thing in a list: chosen, under the mouse, with the keyboard."""
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(palette.SELECTION))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(palette.HOVER))
    painter.setPen(QPen(QColor(palette.LINE), 1))
    painter.drawLine(rect.left() + 8, rect.bottom(), rect.right() - 8, rect.bottom())
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(QColor(palette.FOCUS), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _paint_badge(
    painter: QPainter, rect: QRect, urgency: str, hour: str, tints: palette.Tints, *, loud: bool
) -> None:
    font = QFont(painter.font())
    font.setPixelSize(scale.SMALL)
    painter.setFont(font)
    half = rect.height() // 2
    top = rect.adjusted(0, 4, 0, -half) if hour else rect.adjusted(0, 14, 0, -14)
    wide = painter.fontMetrics().horizontalAdvance(urgency) + 14
    badge = QRect(top.right() - wide, top.bottom() - 19, wide, 19)
    if loud:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tints.text))
        painter.drawRoundedRect(badge, 5, 5)
    painter.setPen(QColor(palette.ON_ACCENT if loud else tints.text))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, urgency)
    painter.setPen(QColor(tints.text))
    low = rect.adjusted(0, half + 1, -7, 0)
    painter.drawText(low, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, hour)


@cache
def sign(name: str, colour: str) -> QPixmap:
    """Return the sign of one thing in a list."""
    return pixmap(name, colour, 18)
