# SPDX-License-Identifier: Apache-2.0
"""The check grid: a whole class on one screen, typed without a mouse and without editors.

Keys go straight to the current line; what they mean comes from `KeyReader`. The grid saves nothing:
it says what was typed, and shows the lines it is given.
"""

import time
from datetime import datetime
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from schoolguard.kernel.texts import Texts
from schoolguard.ui.checks.grid_model import (
    COLUMNS,
    HOME,
    NAME,
    NUMBER,
    SAVED,
    SITUATION,
    VALUE,
    GridModel,
)
from schoolguard.ui.checks.key_reader import BURST_MS, Keyed, KeyReader, Meaning
from schoolguard.ui.checks.lines import Line, Wording
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import FRAME

_ROW: Final = 23
_TALLEST_ROW: Final = 30
_HEAD: Final = 28
_MOST_BANDS: Final = 3
_NARROWEST_SITUATION = 60
_WIDTHS: Final = {NUMBER: 38, NAME: 76, HOME: 52, VALUE: 68, SAVED: 26}
_MOVES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CONTROL: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class CheckGrid(QTableView):
    """The grid.

    Signals:
        keyed: place of the person, the column typed into, and a `Keyed` that is more than typing;
            the grid has moved on already where Enter ended it.
        moved: place of the person the keyboard now means.
        erased: place of the person whose entry is to be taken back.
        left: Escape with nothing typed.
    """

    keyed = Signal(int, int, object)
    moved = Signal(int)
    erased = Signal(int)
    left = Signal()

    def __init__(self, wording: Wording, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = GridModel(wording, texts, self)
        self._reader = KeyReader()
        self._target = VALUE
        self._at = 0
        self._dress(texts)
        self.setModel(self.lines)
        self._widths = self._widths_for(wording, texts)
        self._burst = QTimer(self, singleShot=True, interval=BURST_MS)
        self._burst.timeout.connect(lambda: self._say(self._reader.flush()))
        self.clicked.connect(self._on_clicked)

    def _dress(self, texts: Texts) -> None:
        self.setAccessibleName(texts("checks.grid.label"))
        self.setProperty("house", "true")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # An input method would swallow the digits' keys to offer words for them.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(_ROW)
        rows.setDefaultSectionSize(_ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setMinimumSectionSize(20)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionsClickable(False)
        columns.setHighlightSections(False)
        columns.setFixedHeight(_HEAD)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _widths_for(self, wording: Wording, texts: Texts) -> dict[int, int]:
        """Return widths that hold the headings and marks of a language."""
        bold = QFont(self.font())
        bold.setBold(True)
        wide = QFontMetrics(bold).horizontalAdvance
        widths = dict(_WIDTHS)
        for column, title in ((HOME, "home"), (VALUE, "value")):
            words = texts(f"checks.grid.{title}")
            widths[column] = max(widths[column], wide(words) + 2 * scale.GAP)
        longest = max(wide(words) for words in wording.marks)
        widths[VALUE] = max(widths[VALUE], longest + scale.WIDE)
        return widths

    @property
    def at(self) -> int:
        """The place of the person the keyboard means."""
        return self._at

    @property
    def target(self) -> int:
        """The column that digits go to: VALUE, HOME, or SITUATION for the second reading."""
        return self._target

    @property
    def waits(self) -> bool:
        """Whether a letter waits to be told from a card reader's."""
        return self._reader.waits

    def show_lines(self, lines: list[Line], now: datetime, *, at: int = 0) -> None:
        """Show a sheet and go to a place in it."""
        self.lines.show_lines(lines, now)
        self._reader.clear()
        self._fold()
        self.go_to(at)

    def go_to(self, at: int, target: int = VALUE) -> None:
        """Mean another person, or another value of the same one."""
        self._forget()
        self._target = target
        if not self.lines.lines:
            return
        self._at = max(0, min(at, len(self.lines.lines) - 1))
        index = self.lines.index_of(self._at)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._paint_current()
        self.scrollTo(index)
        if target != VALUE:
            self.lines.set_typed(self._at, target, " ")
        self.moved.emit(self._at)

    def _paint_current(self) -> None:
        """Select the person's cells: the selection is painting only, keys never use it."""
        first = self.lines.index_of(self._at, NUMBER)
        last = self.lines.index_of(self._at, SAVED)
        self.selectionModel().select(
            QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
        )

    def _fold(self) -> None:
        room = max(_ROW, self.viewport().height())
        count = len(self.lines.lines)
        beside = self.viewport().width() // (sum(self._widths.values()) + _NARROWEST_SITUATION)
        bands = max(1, min(_MOST_BANDS, beside, -(-count // (room // _ROW))))
        height = -(-count // bands) if count else 1
        self.lines.fold(height)
        self.verticalHeader().setDefaultSectionSize(max(_ROW, min(_TALLEST_ROW, room // height)))
        widest = self.viewport().width() // self.lines.bands
        rest = widest - sum(self._widths.values())
        for column in range(self.lines.columnCount()):
            kind = column % COLUMNS
            width = max(_NARROWEST_SITUATION, rest) if kind == SITUATION else self._widths[kind]
            self.setColumnWidth(column, width)

    def _forget(self) -> None:
        self._reader.clear()
        self._burst.stop()
        self.lines.set_typed(self._at, self._target, "")

    def _say(self, meanings: tuple[Keyed, ...], *, move_on: bool = False) -> None:
        at, target = self._at, self._target
        for keyed in meanings:
            if keyed.meaning is Meaning.TYPED:
                self.lines.set_typed(at, target, keyed.text or (" " if target != VALUE else ""))
                continue
            self.lines.set_typed(at, target, "")
            if move_on and keyed.meaning is not Meaning.CODE:
                self.go_to(at + 1 if target == VALUE else at)
            self.keyed.emit(at, target, keyed)
        if self._reader.waits:
            self._burst.start()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.go_to(self.lines.place(index))

    def _move(self, key: int) -> bool:
        if key in _MOVES:
            self._say(self._reader.enter() if self._reader.typed else self._reader.flush())
            self.go_to(self._at + _MOVES[Qt.Key(key)])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = self.lines.height if key == Qt.Key.Key_Right else -self.lines.height
            if 0 <= self._at + step < len(self.lines.lines):
                self.go_to(self._at + step)
        elif key == Qt.Key.Key_Home:
            self.go_to(0)
        elif key == Qt.Key.Key_End:
            self.go_to(len(self.lines.lines) - 1)
        else:
            return False
        return True

    def _command(self, key: int) -> bool:
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._say(self._reader.enter(), move_on=True)
        elif key == Qt.Key.Key_Backspace:
            self._say(self._reader.back())
        elif key == Qt.Key.Key_Delete:
            self._forget()
            self.erased.emit(self._at)
        elif key == Qt.Key.Key_Escape:
            busy = bool(self._reader.typed) or self._target != VALUE
            self.go_to(self._at)
            if not busy:
                self.left.emit()
        else:
            return False
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & _CONTROL:
            event.ignore()
            return
        if self._command(event.key()) or self._move(event.key()):
            return
        char = event.text()
        if len(char) == 1 and char.isprintable() and not char.isspace():
            self._say(self._reader.press(char, time.monotonic() * 1000))
        else:
            event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(QColor(FRAME))
        for band in range(1, self.lines.bands):
            x = self.columnViewportPosition(band * COLUMNS)
            painter.drawLine(x, 0, x, self.viewport().height())
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()
        if self.lines.lines:
            self._paint_current()


__all__ = ["HOME", "SITUATION", "VALUE", "CheckGrid"]
