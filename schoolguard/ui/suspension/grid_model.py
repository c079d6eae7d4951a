# SPDX-License-Identifier: Apache-2.0
"""A class as a table in bands: pupil 1 to 20, beside it 21 to 40, and so on, all on one screen.

Texts are made when a line changes, never while painting. `place` and `index_of` translate between
a pupil's place in the roster and a cell.
"""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from schoolguard.kernel.texts import Texts
from schoolguard.ui.suspension.lines import Line, Saving, Wording
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import ACCENT, TEXT_MUTED, TINTS, Tone

_Index = QModelIndex | QPersistentModelIndex
NUMBER, NAME, VALUE, SITUATION, SAVED = range(5)
COLUMNS: Final = 5
_TITLES = ("number", "name", "value", "situation", "saved")
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_FONT = int(Qt.ItemDataRole.FontRole)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_MUTED = QColor(TEXT_MUTED)
_INKS = {tone: QColor(tints.text) for tone, tints in TINTS.items()}
_GROUNDS = {tone: QColor(tints.ground) for tone, tints in TINTS.items()}
_ON = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_OFF = Qt.ItemFlag.NoItemFlags
_SIGNS = {
    Saving.SAVED: ("check", ACCENT),
    Saving.PENDING: ("ellipsis", TEXT_MUTED),
    Saving.REFUSED: ("circle-x", TINTS[Tone.ALARM].text),
}
_WAITING = "▏"


class GridModel(QAbstractTableModel):
    """The lines of one sheet, and what is being typed into one of them."""

    def __init__(self, wording: Wording, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._wording = wording
        self._texts = texts
        self._height = 1
        self._cells: list[tuple[dict[int, Any], ...]] = []
        self._typed: tuple[int, str] | None = None
        self._bold = QFont()
        self._bold.setBold(True)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show another sheet, or the same one read again."""
        self.beginResetModel()
        self.lines = list(lines)
        self._cells = [self._dress(line) for line in lines]
        self._typed = None
        self.endResetModel()

    def set_line(self, at: int, line: Line) -> None:
        """Change one pupil's line."""
        self.lines[at] = line
        self._cells[at] = self._dress(line)
        self._tell(at)

    def set_typed(self, at: int, text: str) -> None:
        """Show what is being typed in place of a value; an empty text ends it."""
        before, self._typed = self._typed, (at, text) if text else None
        for place in {at} | ({before[0]} if before else set()):
            if place < len(self.lines):
                self._tell(place)

    def fold(self, height: int) -> None:
        """Put at most `height` pupils under one another."""
        if max(1, height) != self._height:
            self.beginResetModel()
            self._height = max(1, height)
            self.endResetModel()

    @property
    def bands(self) -> int:
        """How many bands stand side by side."""
        return max(1, -(-len(self.lines) // self._height))

    @property
    def height(self) -> int:
        """How many pupils a band holds."""
        return self._height

    def place(self, index: _Index) -> int:
        """Return the pupil's place that a cell belongs to; may lie past the last one."""
        return index.column() // COLUMNS * self._height + index.row()

    def index_of(self, at: int, column: int = VALUE) -> QModelIndex:
        """Return a cell of the pupil at a place."""
        band, row = divmod(at, self._height)
        return self.index(row, band * COLUMNS + column)

    def situation(self, at: int) -> str:
        """Return in full what may stand shortened in a pupil's cell."""
        return str(self._cells[at][SITUATION][_DISPLAY])

    def _dress(self, line: Line) -> tuple[dict[int, Any], ...]:
        """Return what each cell of a line answers to each role, so that painting only looks up."""
        tone = self._wording.tone(line)
        situation = self._wording.situation(line)
        cells: tuple[dict[int, Any], ...] = (
            {_DISPLAY: str(line.row.number or ""), _FOREGROUND: _MUTED, _ALIGNMENT: _CENTRE},
            {_DISPLAY: line.row.name},
            {_DISPLAY: self._wording.value(line.entry), _ALIGNMENT: _CENTRE, _FONT: self._bold},
            {_DISPLAY: situation, _TOOLTIP: situation or None},
            {},
        )
        if tone is not None:
            for column in (VALUE, SITUATION):
                cells[column][_FOREGROUND] = _INKS[tone]
                cells[column][_BACKGROUND] = _GROUNDS[tone]
        elif line.entry is None:
            cells[SITUATION][_FOREGROUND] = _MUTED
        if line.saving in _SIGNS:
            cells[SAVED][_DECORATION] = icon(*_SIGNS[line.saving])
        return cells

    def _tell(self, at: int) -> None:
        self.dataChanged.emit(self.index_of(at, NUMBER), self.index_of(at, SAVED))

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return min(self._height, len(self.lines))

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.bands * COLUMNS

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _ON if index.isValid() and self.place(index) < len(self.lines) else _OFF

    @override
    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        column = index.column() % COLUMNS
        at = self.place(index)
        if at >= len(self._cells):
            return None
        if role == _DISPLAY and column == VALUE and self._typed and self._typed[0] == at:
            return self._typed[1] + _WAITING
        if role == _ACCESSIBLE:
            return self._wording.spoken(self.lines[at])
        return self._cells[at][column].get(role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = section % COLUMNS
        if role == _DISPLAY:
            return self._texts(f"suspension_page.grid.{_TITLES[column]}") if column != SAVED else ""
        if role == _ALIGNMENT:
            return _CENTRE if column not in {NAME, SITUATION} else None
        return None
