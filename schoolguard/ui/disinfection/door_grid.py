# SPDX-License-Identifier: Apache-2.0
"""A door sheet as it is typed back from paper: its lines in the paper's order, one mark a line.

``1630`` is the hour, ``*`` done at the planned hour, ``-`` not done; Enter goes to the next line.
An empty line says nothing, as on the paper.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget
from typing_extensions import override

from schoolguard.disinfection import (
    BoardRow,
    BoardTask,
    DoorLine,
    DoorSheet,
    SignOffDraft,
)
from schoolguard.kernel.clock import instant
from schoolguard.ui.disinfection.board_model import Spot
from schoolguard.ui.disinfection.drafting import Manner, When, as_planned, not_done
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import TEXT_MUTED, TINTS, Tone

AS_PLANNED: Final = "*"
NOT_DONE: Final = "-"
_TYPED: Final = 4
_HOUR = re.compile(r"(\d{1,2}):?(\d{2})")
_MARKS = frozenset("0123456789:")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that can not be read: its number on the paper and what stands there."""

    number: int
    text: str


class DoorGrid(QTableWidget):
    """The lines.

    Signals:
        edited: something was typed.
    """

    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(0, 5, parent)
        self._words = words
        self.sheet: DoorSheet | None = None
        text = words.texts
        titles = [text(f"disinfection_page.door.{one}") for one in _TITLES]
        self.setHorizontalHeaderLabels(titles)
        self.setAccessibleName(text("disinfection_page.door.label"))
        self.setProperty("house", "true")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(scale.ROW_HEIGHT - 4)
        self.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate((44, 140, 84, 290)):
            self.setColumnWidth(column, width)

    def show_sheet(self, sheet: DoorSheet) -> None:
        """Show a week of a place; lines that are signed already stay as they are."""
        self.sheet = sheet
        self.setRowCount(len(sheet.lines))
        for row, line in enumerate(sheet.lines):
            weekday = self._words.texts(f"today.weekday.{line.day.weekday()}")
            cells = (
                str(line.number),
                f"{line.day:%m-%d} {weekday}",
                self._words.hour(line.round.due_at),
                line.planned.task.name(self._words.language),
                self._signed(line),
            )
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                if line.round.record is not None:
                    item.setForeground(QColor(TEXT_MUTED))
                self.setItem(row, column, item)
        self._go(0)

    def drafts(self, now: datetime, why_not: str) -> tuple[SignOffDraft, ...]:
        """Return what was typed; lines that can not be read are left out (see `wrong`)."""
        found = []
        for row, line in self._typed_lines():
            draft = self._draft(line, self._text(row), now, why_not)
            if draft is not None:
                found.append(draft)
        return tuple(found)

    def wrong(self, now: datetime) -> tuple[Wrong, ...]:
        """Return the lines that can not be read, or lie in the future."""
        return tuple(
            Wrong(line.number, self._text(row))
            for row, line in self._typed_lines()
            if self._draft(line, self._text(row), now, "-") is None
        )

    def _typed_lines(self) -> list[tuple[int, DoorLine]]:
        lines = self.sheet.lines if self.sheet is not None else ()
        return [
            (row, line)
            for row, line in enumerate(lines)
            if line.round.record is None and self._text(row)
        ]

    def _draft(
        self, line: DoorLine, typed: str, now: datetime, why_not: str
    ) -> SignOffDraft | None:
        if self.sheet is None:
            return None
        task = BoardTask(line.planned, (line.round,))
        spot = Spot(BoardRow(self.sheet.place, (task,)), task, line.round)
        manner = Manner(line.day, now, When.PLANNED)
        if typed == NOT_DONE:
            return replace(not_done(spot, manner, why_not), from_paper=True)
        done_at = line.round.due_at if typed == AS_PLANNED else _hour(typed, line)
        if done_at is None or done_at > now:
            return None
        return replace(as_planned(spot, manner), done_at=done_at, from_paper=True)

    def _signed(self, line: DoorLine) -> str:
        record = line.round.record
        if record is None:
            return ""
        state = self._words.state(line.round.state)
        return f"{state} {self._words.hour(record.done_at)}".strip()

    def _text(self, row: int) -> str:
        item = self.item(row, _TYPED)
        return item.text() if item is not None else ""

    def _write(self, text: str) -> None:
        row = self.currentRow()
        item = self.item(row, _TYPED)
        if item is None or self.sheet is None or self.sheet.lines[row].round.record is not None:
            return
        item.setText(text)
        item.setBackground(QColor(TINTS[Tone.INFO].ground) if text else QColor(0, 0, 0, 0))
        self.edited.emit()

    def _go(self, row: int) -> None:
        if 0 <= row < self.rowCount():
            self.setCurrentCell(row, _TYPED)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed, row = event.text(), self.currentRow()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(row + 1)
        elif typed in (AS_PLANNED, NOT_DONE):
            self._write(typed)
            self._go(row + 1)
        elif typed and typed in _MARKS:
            self._write(self._text(row).strip("*-") + typed)
        elif event.key() == Qt.Key.Key_Backspace:
            self._write(self._text(row)[:-1])
        elif event.key() == Qt.Key.Key_Delete:
            self._write("")
        else:
            super().keyPressEvent(event)


_TITLES = ("number", "day", "hour", "task", "typed")


def _hour(typed: str, line: DoorLine) -> datetime | None:
    found = _HOUR.fullmatch(typed)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return instant(line.day, int(found[1]), int(found[2]))
