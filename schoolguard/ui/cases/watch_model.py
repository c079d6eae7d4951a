# SPDX-License-Identifier: Apache-2.0
"""The watch sheet of a day as a table: one close contact a row, and what is being typed."""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from schoolguard.cases import Reached, WatchEntry, WatchLine, degrees, is_ill
from schoolguard.kernel.ids import CloseContactId
from schoolguard.ui.cases.words import Words
from schoolguard.ui.theme.palette import TINTS, Tone

_Index = QModelIndex | QPersistentModelIndex
NAME, CLASS, CASE, DAY, BEFORE, VALUE, SYMPTOMS = range(7)
TITLES: Final = ("name", "class", "case", "day", "before", "value", "symptoms")
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_BACKGROUND = int(Qt.ItemDataRole.BackgroundRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_INKS = {tone: QColor(tints.text) for tone, tints in TINTS.items()}
_GROUNDS = {tone: QColor(tints.ground) for tone, tints in TINTS.items()}
_WAITING = "▏"


class WatchModel(QAbstractTableModel):
    """The lines, and the text that is being typed into one of them."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.lines: tuple[WatchLine, ...] = ()
        self._cells: list[tuple[str, ...]] = []
        self._typed: tuple[int, str] | None = None

    def show_lines(self, lines: tuple[WatchLine, ...]) -> None:
        """Show another sheet, or the same one read again."""
        self.beginResetModel()
        self.lines = lines
        self._cells = [self._dress(line) for line in lines]
        self.endResetModel()

    def set_entry(self, row: int, entry: WatchEntry | None) -> None:
        """Show an entry at once; it is read again when the record has it."""
        lines = list(self.lines)
        lines[row] = replace(lines[row], entry=entry)
        self.lines = tuple(lines)
        self._cells[row] = self._dress(lines[row])
        self._tell(row)

    def set_typed(self, row: int, text: str) -> None:
        """Show what is being typed in place of the entry; an empty text ends it."""
        before, self._typed = self._typed, (row, text) if text else None
        for place in {row} | ({before[0]} if before else set()):
            if place < len(self.lines):
                self._tell(place)

    def row_of(self, contact_id: CloseContactId) -> int:
        """Return the row of a close contact, -1 when they are not on the sheet."""
        rows = (row for row, line in enumerate(self.lines) if line.contact_id == contact_id)
        return next(rows, -1)

    def value(self, row: int) -> str:
        """Return what stands as somebody's answer."""
        return self._cells[row][VALUE]

    def _value(self, entry: WatchEntry | None, *, asked_for: bool) -> str:
        text = self._words.texts
        if entry is None:
            return "" if asked_for else text("cases_page.watch.not_today")
        if entry.reached is Reached.NO_ANSWER:
            return text("cases.reached.no_answer")
        return degrees(entry.decicelsius) or text("cases_page.watch.no_reading")

    def _symptoms(self, entry: WatchEntry | None) -> str:
        if entry is None:
            return ""
        said = self._words.symptom_names(entry.symptoms)
        return "  ".join(part for part in (said, entry.note) if part)

    def _dress(self, line: WatchLine) -> tuple[str, ...]:
        """Return what stands in each column of a line, so that painting only looks up."""
        second = self._words.texts("cases.degree.2") if line.degree > 1 else ""
        before = "" if line.before is None else self._value(line.before, asked_for=True)
        return (
            f"{line.name} {second}".strip(),
            line.class_name,
            f"{self._words.disease(line.disease_id)} · {line.case_name}",
            f"{line.day_number}/{line.watch_days}",
            f"{before} {self._symptoms(line.before)}".strip(),
            self._value(line.entry, asked_for=line.asked_for),
            self._symptoms(line.entry),
        )

    def _tone(self, line: WatchLine, column: int) -> Tone | None:
        entry = line.before if column == BEFORE else line.entry
        if column not in {BEFORE, VALUE, SYMPTOMS} or entry is None:
            return None
        if is_ill(entry, self._words.rules):
            return Tone.ALARM
        if column == VALUE:
            return Tone.OK if entry.reached is Reached.YES else Tone.ATTENTION
        return None

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, NAME), self.index(row, SYMPTOMS))

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    @override
    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role in {_DISPLAY, _ACCESSIBLE}:
            if column == VALUE and self._typed is not None and self._typed[0] == index.row():
                return self._typed[1] + _WAITING
            return self._cells[index.row()][column]
        if role in {_FOREGROUND, _BACKGROUND}:
            tone = self._tone(line, column)
            if tone is not None:
                return (_INKS if role == _FOREGROUND else _GROUNDS)[tone]
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return self._words.texts(f"cases_page.watch.column.{TITLES[section]}")
        return None
