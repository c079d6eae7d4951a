# SPDX-License-Identifier: Apache-2.0
"""The open links of every chain: who, since how long, and each link in turn; Enter leads there."""

from collections.abc import Sequence
from datetime import datetime
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
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from schoolguard.flows import Chain, LinkKind, age
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.palette import TINTS, Tone
from schoolguard.ui.today.due_list import paint_ground, sign

_Index = QModelIndex | QPersistentModelIndex
_HEIGHT: Final = 62
_AGE: Final = 64
_ICONS: Final = {
    LinkKind.SUSPECT: "thermometer",
    LinkKind.STAY: "bed",
    LinkKind.ABSENCE: "phone",
    LinkKind.ORDER: "spray-can",
    LinkKind.CASE: "biohazard",
    LinkKind.CLEARANCE: "badge-check",
    LinkKind.SUSPENSION: "calendar-off",
}


class LinkModel(QAbstractListModel):
    """Chains with their words."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.chains: tuple[Chain, ...] = ()
        self._words: list[tuple[str, str, str]] = []

    def show(self, chains: Sequence[Chain], now: datetime) -> None:
        """Take in other chains."""
        self.beginResetModel()
        self.chains = tuple(chains)
        self._words = [self._words_of(chain, now) for chain in self.chains]
        self.endResetModel()

    def words(self, row: int) -> tuple[str, str, str]:
        """Return who, which links, and the age of a chain."""
        return self._words[row]

    def _words_of(self, chain: Chain, now: datetime) -> tuple[str, str, str]:
        unit, count = age(chain.since, now)
        # Two events may ask for the same place; who reads the chain needs it once.
        said = dict.fromkeys(one.text(self._texts) for one in chain.links)
        links = self._texts("today.link.between").join(said)
        return f"{chain.class_name} {chain.name}".strip(), links, self._texts(unit, count=count)

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.chains)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        who, links, since = self._words[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{who} {links}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts("today.link.sentence", who=who, links=links, age=since)
        return None


class LinkList(QListView):
    """The list of chains.

    Signals:
        opened: the `OpenLink` to work on first of the chain that was clicked or chosen.
    """

    opened = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = LinkModel(texts, self)
        self.setModel(self._model)
        self.setItemDelegate(_LinkPainter(self._model, self))
        self.setAccessibleName(texts("today.link.label"))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._open)

    @property
    def chains(self) -> tuple[Chain, ...]:
        """The chains, as shown."""
        return self._model.chains

    def show_chains(self, chains: Sequence[Chain], now: datetime) -> None:
        """Show other chains; the place in the list is kept."""
        row = self.currentIndex().row()
        self._model.show(chains, now)
        if chains and row >= 0:
            self.setCurrentIndex(self._model.index(min(row, len(chains) - 1)))

    def sentence(self, row: int) -> str:
        """Return what a screen reader says of a chain."""
        index = self._model.index(row)
        return str(self._model.data(index, Qt.ItemDataRole.AccessibleTextRole))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._model.chains[index.row()].pressing)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.chains:
            self.setCurrentIndex(self._model.index(0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)


class _LinkPainter(QStyledItemDelegate):
    """Paints one chain: its sign, who, its links in a line or two, its age."""

    def __init__(self, model: LinkModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _HEIGHT)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        chain = self._model.chains[index.row()]
        who, links, since = self._model.words(index.row())
        tints = TINTS[Tone.ALARM if chain.overdue else Tone.INFO]
        rect: QRect = option.rect
        painter.save()
        paint_ground(painter, rect, option)
        painter.fillRect(
            QRect(rect.left(), rect.top() + 3, 3, rect.height() - 6), QColor(tints.frame)
        )
        icon = sign(_ICONS[chain.pressing.kind], tints.text)
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 8, icon)
        font = QFont(option.font)
        font.setPixelSize(13)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(palette.TEXT))
        top = QRect(rect.left() + 38, rect.top() + 4, rect.width() - 44 - _AGE, 18)
        shown = painter.fontMetrics().elidedText(who, Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter, shown)
        font.setBold(False)
        font.setPixelSize(scale.SMALL)
        painter.setFont(font)
        painter.setPen(QColor(tints.text))
        at = QRect(rect.right() - _AGE, rect.top() + 4, _AGE - 8, 18)
        painter.drawText(at, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, since)
        painter.setPen(QColor(palette.TEXT_MUTED))
        below = QRect(rect.left() + 38, rect.top() + 22, rect.width() - 46, rect.height() - 24)
        wrapped = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(below, int(wrapped), _fitting(links, below, painter.fontMetrics()))
        painter.restore()


def _fitting(words: str, room: QRect, measure: QFontMetrics) -> str:
    """Return words as far as they go into some lines, with an ellipsis for the rest."""
    wrapped = int(Qt.TextFlag.TextWordWrap)
    shown = words
    while shown and measure.boundingRect(room, wrapped, shown).height() > room.height():
        shown = f"{shown[:-2].rstrip('→ …')}…"
    return shown
