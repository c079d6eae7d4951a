# SPDX-License-Identifier: Apache-2.0
"""The follow-up sheet's grid: a class on one screen, typed without a mouse and without editors.

Keys go straight to the current line; what they mean comes from `KeyReader`. The grid saves nothing:
it says what was typed, and shows the lines it is given.
"""

from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
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
from schoolguard.ui.suspension.grid_model import (
    COLUMNS,
    NAME,
    NUMBER,
    SAVED,
    SITUATION,
    VALUE,
    GridModel,
)
from schoolguard.ui.suspension.key_reader import Keyed, KeyReader, Meaning
from schoolguard.ui.suspension.lines import Line, Wording
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import FRAME

_ROW: Final = 23
_TALLEST_ROW: Final = 30
_HEAD: Final = 28
_MOST_BANDS: Final = 3
_NARROWEST_SITUATION = 60
_WIDTHS: Final = {NUMBER: 38, NAME: 72, VALUE: 58, SAVED: 24}
_MOVES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_MOVING: Final = {Meaning.VALUE, Meaning.NEXT}
_CONTROL: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class FollowUpGrid(QTableView):
    """The grid.

    Signals:
        keyed: place of the pupil, and a `Keyed` that is more than typing; the grid has moved on
            already where a temperature or Enter ended it.
        moved: place of the pupil the keyboard now means.
        erased: place of the pupil whose entry is to be taken back.
        undo_wanted: Backspace with nothing typed.
        left: Escape with nothing typed.
    """

    keyed = Signal(int, object)
    moved = Signal(int)
    erased = Signal(int)
    undo_wanted = Signal()
    left = Signal()

    def __init__(self, wording: Wording, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = GridModel(wording, texts, self)
        self._reader = KeyReader()
        self._at = 0
        self._dress(texts)
        self.setModel(self.lines)
        self._widths = self._widths_for(wording, texts)
        self.clicked.connect(self._on_clicked)

    def _dress(self, texts: Texts) -> None:
        self.setAccessibleName(texts("suspension_page.grid.label"))
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
        """Return widths that hold the headings and answers of a language."""
        bold = QFont(self.font())
        bold.setBold(True)
        wide = QFontMetrics(bold).horizontalAdvance
        widths = dict(_WIDTHS)
        words = (texts("suspension_page.grid.value"), *wording.answers)
        widths[VALUE] = max(widths[VALUE], max(map(wide, words)) + scale.ROOMY)
        return widths

    @property
    def at(self) -> int:
        """The place of the pupil the keyboard means."""
        return self._at

    def show_lines(self, lines: list[Line], *, at: int = 0) -> None:
        """Show a sheet and go to a place in it."""
        self.lines.show_lines(lines)
        self._reader.clear()
        self._fold()
        self.go_to(at)

    def go_to(self, at: int) -> None:
        """Mean another pupil."""
        if not self.lines.lines:
            return
        self.lines.set_typed(self._at if self._at < len(self.lines.lines) else 0, "")
        self._at = max(0, min(at, len(self.lines.lines) - 1))
        index = self.lines.index_of(self._at)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._paint_current()
        self.scrollTo(index)
        self.moved.emit(self._at)

    def _paint_current(self) -> None:
        """Select the pupil's cells: the selection is painting only, keys never use it."""
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
        rest = self.viewport().width() // self.lines.bands - sum(self._widths.values())
        for column in range(self.lines.columnCount()):
            kind = column % COLUMNS
            width = max(_NARROWEST_SITUATION, rest) if kind == SITUATION else self._widths[kind]
            self.setColumnWidth(column, width)

    def _say(self, meanings: tuple[Keyed, ...]) -> None:
        for keyed in meanings:
            at = self._at
            if keyed.meaning is Meaning.TYPED:
                self.lines.set_typed(at, keyed.text)
                continue
            self.lines.set_typed(at, "")
            if keyed.meaning is Meaning.BACK:
                self.undo_wanted.emit()
                continue
            if keyed.meaning in _MOVING and keyed is meanings[-1]:
                self.go_to(at + 1)
            if keyed.meaning is not Meaning.NEXT:
                self.keyed.emit(at, keyed)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._reader.clear()
        self.go_to(self.lines.place(index))

    def _move(self, key: int) -> bool:
        last = len(self.lines.lines) - 1
        if key in _MOVES:
            typed = self._reader.typed
            self._say(self._reader.enter() if typed else ())
            self.go_to(self._at + _MOVES[Qt.Key(key)] * (not typed or key == Qt.Key.Key_Up))
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = self.lines.height if key == Qt.Key.Key_Right else -self.lines.height
            if 0 <= self._at + step <= last:
                self.go_to(self._at + step)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.go_to(0 if key == Qt.Key.Key_Home else last)
        else:
            return False
        self._reader.clear()
        return True

    def _command(self, key: int) -> bool:
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._say(self._reader.enter())
        elif key == Qt.Key.Key_Backspace:
            self._say(self._reader.back())
        elif key == Qt.Key.Key_Delete:
            self._reader.clear()
            self.lines.set_typed(self._at, "")
            self.erased.emit(self._at)
        elif key == Qt.Key.Key_Escape:
            busy = bool(self._reader.typed)
            self._reader.clear()
            self.lines.set_typed(self._at, "")
            if not busy:
                self.left.emit()
        else:
            return False
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & _CONTROL or not self.lines.lines:
            event.ignore()
            return
        if self._command(event.key()) or self._move(event.key()):
            return
        char = event.text()
        if len(char) == 1 and char.isprintable() and not char.isspace():
            self._say(self._reader.press(char))
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
