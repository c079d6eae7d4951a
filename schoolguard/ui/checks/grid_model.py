# SPDX-License-Identifier: Apache-2.0
"""A class as a table in bands: person 1 to 20, beside it 21 to 40, and so on, all on one screen.

Texts are made when a line changes, never while painting. `place` and `index_of` translate between
a person's place in the roster and a cell.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from schoolguard.checks import Verdict
from schoolguard.kernel.texts import Texts
from schoolguard.ui.checks.lines import Line, Saving, Wording
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import ACCENT, TEXT_MUTED, TINTS, Tone

_Index = QModelIndex | QPersistentModelIndex
NUMBER, NAME, HOME, VALUE, SITUATION, SAVED = range(6)
COLUMNS: Final = 6
_TITLES = ("number", "name", "home", "value", "situation", "saved")
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
        self._typed: tuple[int, int, str] | None = None
        self._now: datetime | None = None
        self._bold = QFont()
        self._bold.setBold(True)

    def show_lines(self, lines: Sequence[Line], now: datetime) -> None:
        """Show another sheet, or the same one read again."""
        self.beginResetModel()
        self.lines = list(lines)
        self._now = now
        self._cells = [self._dress(line) for line in lines]
        self._typed = None
        self.endResetModel()

    def set_line(self, at: int, line: Line) -> None:
        """Change one person's line."""
        self.lines[at] = line
        self._cells[at] = self._dress(line)
        self._tell(at)

    def set_typed(self, at: int, column: int, text: str) -> None:
        """Show what is being typed in place of a cell's text; an empty text ends it."""
        before, self._typed = self._typed, (at, column, text) if text else None
        for place in {at} | ({before[0]} if before else set()):
            if place < len(self.lines):
                self._tell(place)

    def tick(self, now: datetime) -> None:
        """Let the second readings' countdown go on."""
        self._now = now
        for at, line in enumerate(self.lines):
            if line.row.verdict is Verdict.RECHECK_DUE:
                self._cells[at] = self._dress(line)
                self._tell(at)

    def fold(self, height: int) -> None:
        """Put at most `height` people under one another."""
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
        """How many people a band holds."""
        return self._height

    def place(self, index: _Index) -> int:
        """Return the person's place that a cell belongs to; may lie past the last person."""
        return index.column() // COLUMNS * self._height + index.row()

    def index_of(self, at: int, column: int = VALUE) -> QModelIndex:
        """Return a cell of the person at a place."""
        band, row = divmod(at, self._height)
        return self.index(row, band * COLUMNS + column)

    def value(self, at: int) -> str:
        """Return what stands as a person's temperature or mark."""
        return str(self._cells[at][VALUE][_DISPLAY])

    def situation(self, at: int) -> str:
        """Return in full what may stand shortened in a person's cell."""
        return str(self._cells[at][SITUATION][_DISPLAY])

    def _dress(self, line: Line) -> tuple[dict[int, Any], ...]:
        """Return what each cell of a line answers to each role, so that painting only looks up."""
        now, tone = self._now, self._wording.tone(line)
        situation = self._wording.situation(line, now) if now else ""
        cells: tuple[dict[int, Any], ...] = (
            {_DISPLAY: str(line.row.number or ""), _FOREGROUND: _MUTED, _ALIGNMENT: _CENTRE},
            {_DISPLAY: line.row.name},
            {_DISPLAY: self._wording.home(line.entry), _ALIGNMENT: _CENTRE},
            {
                _DISPLAY: self._wording.value(line.entry),
                _ALIGNMENT: _CENTRE,
                _FONT: self._bold,
            },
            {_DISPLAY: situation, _TOOLTIP: situation or None},
            {},
        )
        if tone is not None:
            for column in (VALUE, SITUATION):
                cells[column][_FOREGROUND] = _INKS[tone]
                cells[column][_BACKGROUND] = _GROUNDS[tone]
        if self._wording.is_home_fever(line.entry):
            cells[HOME][_FOREGROUND] = _INKS[Tone.ATTENTION]
            cells[HOME][_BACKGROUND] = _GROUNDS[Tone.ATTENTION]
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
        column = index.column()
        at = column // COLUMNS * self._height + index.row()
        if at >= len(self._cells):
            return None
        if role == _DISPLAY and self._typed is not None:
            place, typed_column, text = self._typed
            if place == at and typed_column == column % COLUMNS:
                return text + _WAITING
        if role == _ACCESSIBLE:
            return self._wording.spoken(self.lines[at], self._now) if self._now else ""
        return self._cells[at][column % COLUMNS].get(role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = section % COLUMNS
        if role == _DISPLAY:
            return self._texts(f"checks.grid.{_TITLES[column]}") if column != SAVED else ""
        if role == _ALIGNMENT:
            return _CENTRE if column not in {NAME, SITUATION} else None
        return None
