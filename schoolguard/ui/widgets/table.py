# SPDX-License-Identifier: Apache-2.0
"""The house table: one look, sorting by a click or Ctrl+arrow, column widths remembered.

A page describes its columns once (title, text, sort key, tone) and gives the model a tuple of
values. Texts are made when the rows are set, not while painting; sorting is Python's, then a reset:
ten times faster than a proxy. Widths are kept in `QSettings`; no value of a row ever is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSettings,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget
from typing_extensions import override

from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import TINTS, Tone

T = TypeVar("T")
_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_TITLE_PADDING = 18
"""Of a title in the header, as the style sheet sets it, with its line."""

_INKS = {tone: QColor(tints.text) for tone, tints in TINTS.items()}
_GROUNDS = {tone: QColor(tints.ground) for tone, tints in TINTS.items()}


@dataclass(frozen=True)  # no slots: Python 3.11 can't call Column[X](...) then
class Column(Generic[T]):
    """One column: what stands in it and how it sorts.

    Attributes:
        sort_key: raw value to sort by; None sorts by the text.
        tone: what a cell means, or None for a plain one; the text must say it too.
        number: stands right-aligned.
        width: in logical pixels, until the person drags it.
    """

    title: str
    text: Callable[[T], str]
    sort_key: Callable[[T], Any] | None = None
    tone: Callable[[T], Tone | None] | None = None
    number: bool = False
    width: int = 110


class RowsModel(QAbstractTableModel, Generic[T]):
    """A tuple of values as a table."""

    def __init__(self, columns: Sequence[Column[T]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[T, ...] = ()
        self._cells: list[tuple[str, ...]] = []
        self._tones: list[tuple[Tone | None, ...]] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show other values, in the order given or as the person sorted last."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self._arrange()
        self.endResetModel()

    def row(self, index: _Index) -> T:
        """Return the value that an index stands in."""
        return self.rows[index.row()]

    def _arrange(self) -> None:
        if self._sorted is not None:
            column, order = self._sorted
            key = self.columns[column].sort_key or self.columns[column].text
            backwards = order == Qt.SortOrder.DescendingOrder
            self.rows = tuple(sorted(self.rows, key=key, reverse=backwards))
        self._cells = [tuple(column.text(row) for column in self.columns) for row in self.rows]
        self._tones = [
            tuple(column.tone(row) if column.tone else None for column in self.columns)
            for row in self.rows
        ]

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    @override
    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if role in (_DISPLAY, _ACCESSIBLE):
            return self._cells[index.row()][index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if self.columns[index.column()].number else None
        if role in (_FOREGROUND, _BACKGROUND):
            tone = self._tones[index.row()][index.column()]
            if tone is None:
                return None
            return (_INKS if role == _FOREGROUND else _GROUNDS)[tone]
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self.columns[section].title
        if role == _ALIGNMENT and self.columns[section].number:
            return _RIGHT
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        self._arrange()
        self.layoutChanged.emit()


class HouseTable(QTableView):
    """A table view as every page shows it: whole rows, no grid editing, Enter opens a row.

    Signals:
        opened: the row (model index) that Enter or a double click chose.
    """

    opened = Signal(QModelIndex)

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        """Make an empty table.

        Args:
            name: under which its column widths are kept, e.g. ``roster.people``.
            label: what a screen reader calls it.
            parent: the page.
        """
        super().__init__(parent)
        self._name = name
        self.setProperty("house", "true")
        self.setAccessibleName(label)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scale.ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self._saver = QTimer(self, singleShot=True, interval=400)
        self._saver.timeout.connect(self.remember)
        self.horizontalHeader().sectionResized.connect(self._on_resized)
        self.doubleClicked.connect(self.opened)

    def show_model(self, model: RowsModel[Any], *, sortable: bool = True) -> None:
        """Set the model and give its columns their remembered or proposed widths."""
        self.setModel(model)
        if sortable:
            self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
        if model.columns[-1].number:
            # A figure far away from its row is hard to read across: the first column grows instead.
            self.horizontalHeader().setStretchLastSection(False)
            self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.set_widths([column.width for column in model.columns])

    def set_widths(self, proposed: Sequence[int]) -> None:
        """Give the columns their remembered widths, else the proposed ones, where titles fit."""
        kept = QSettings().value(f"columns/{self._name}")
        widths = [int(part) for part in str(kept).split("x")] if kept else []
        if len(widths) != len(proposed):
            titles = [self._title_width(column) for column in range(len(proposed))]
            widths = [max(pair) for pair in zip(proposed, titles, strict=True)]
        self._saver.blockSignals(True)
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self._saver.stop()
        self._saver.blockSignals(False)

    def _title_width(self, column: int) -> int:
        header = self.horizontalHeader()
        font = QFont(header.font())
        font.setBold(True)
        title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        return QFontMetrics(font).horizontalAdvance(title) + _TITLE_PADDING

    def remember(self) -> None:
        """Keep the widths for the next time."""
        count = self.horizontalHeader().count()
        widths = "x".join(str(self.columnWidth(column)) for column in range(count))
        QSettings().setValue(f"columns/{self._name}", widths)

    def select_row(self, row: int) -> None:
        """Make a row current, so that keys and buttons mean it."""
        if 0 <= row < self.verticalHeader().count():
            self.setCurrentIndex(self.model().index(row, 0))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            is_cut = self.sizeHintForIndex(index).width() > self.columnWidth(index.column())
            words = str(index.data() or "") if index.isValid() and is_cut else ""
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def _on_resized(self) -> None:
        if self.isVisible():
            self._saver.start()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
