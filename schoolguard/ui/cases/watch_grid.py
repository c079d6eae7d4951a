# SPDX-License-Identifier: Apache-2.0
"""The watch grid: a round of close contacts typed without a mouse and without editors.

Keys as in the check grid: ``366`` Enter is 36.6 °C and the next person; a letter is a symptom;
``+`` well, not measured; ``-`` not reached; N a note; Delete takes an entry back.
"""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from schoolguard.cases import Reached, WatchEntry, WatchLine
from schoolguard.kernel.ids import CloseContactId
from schoolguard.ui.cases.watch_model import TITLES, WatchModel
from schoolguard.ui.cases.words import Words
from schoolguard.ui.widgets.table import HouseTable

_Index = QModelIndex | QPersistentModelIndex
_WIDTHS: Final = (84, 104, 190, 70, 150, 110, 200)
_THREE: Final = 3
_TWO: Final = 2
_CONTROL: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_WELL: Final = "+"
_NOT_REACHED: Final = "-"
_NOTE: Final = "N"


class WatchGrid(HouseTable):
    """The grid.

    Signals:
        entered: id of the close contact, and the `WatchEntry` that was typed; None takes it back.
        note_wanted: id of the close contact whose note is to be asked for.
        moved: the `WatchLine` that the keyboard now means.
        unreadable: the text that is no temperature.
    """

    entered = Signal(int, object)
    note_wanted = Signal(int)
    moved = Signal(object)
    unreadable = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("cases.watch", words.texts("cases_page.watch.label"), parent)
        self._words = words
        self._typed = ""
        self.sheet = WatchModel(words, self)
        self.setModel(self.sheet)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.set_widths(_WIDTHS[: len(TITLES)])

    @property
    def line(self) -> WatchLine | None:
        """The close contact the keyboard means."""
        row = self.currentIndex().row()
        return self.sheet.lines[row] if 0 <= row < len(self.sheet.lines) else None

    def show_lines(self, lines: tuple[WatchLine, ...]) -> None:
        """Show a sheet; whoever was at hand stays at hand with what was typed."""
        at, typed = self.line, self._typed
        self.sheet.show_lines(lines)
        row = self.sheet.row_of(at.contact_id) if at is not None else -1
        if row < 0:
            typed = ""
            unasked = (n for n, line in enumerate(lines) if line.asked_for and line.entry is None)
            row = next(unasked, 0)
        self.select_row(row)
        self._say_typed(typed)

    def go_to(self, contact_id: CloseContactId) -> None:
        """Mean another close contact."""
        self.select_row(self.sheet.row_of(contact_id))

    def _say_typed(self, text: str) -> None:
        self._typed = text
        self.sheet.set_typed(max(0, self.currentIndex().row()), text)

    def _enter(self, entry: WatchEntry | None, *, move_on: bool) -> None:
        row, line = self.currentIndex().row(), self.line
        if line is None:
            return
        self._say_typed("")
        self.sheet.set_entry(row, entry)
        if move_on:
            self.select_row(min(row + 1, len(self.sheet.lines) - 1))
        self.entered.emit(int(line.contact_id), entry)

    def _known(self) -> WatchEntry:
        """Return what stands, as somebody who was reached."""
        entry = self.line.entry if self.line is not None else None
        return WatchEntry(Reached.YES) if entry is None else replace(entry, reached=Reached.YES)

    def _take_typed(self, *, move_on: bool) -> bool:
        """Enter the temperature typed; return whether it could be read."""
        plain = self._typed.replace(".", "")
        if len(plain) not in {_TWO, _THREE} or not plain.isdigit():
            self.unreadable.emit(self._typed)
            self._say_typed("")
            return False
        value = int(plain) * (10 if len(plain) == _TWO else 1)
        self._enter(replace(self._known(), decicelsius=value), move_on=move_on)
        return True

    def _take_sign(self, sign: str) -> bool:
        if sign == _NOT_REACHED:
            note = self.line.entry.note if self.line and self.line.entry else ""
            self._enter(WatchEntry(Reached.NO_ANSWER, note=note), move_on=True)
        elif sign == _WELL:
            self._enter(replace(self._known(), symptoms=frozenset()), move_on=True)
        elif sign == _NOTE and self.line is not None:
            self.note_wanted.emit(int(self.line.contact_id))
        elif sign in self._words.keys:
            if self._typed and not self._take_typed(move_on=False):
                return True
            known, symptom = self._known(), self._words.keys[sign]
            self._enter(replace(known, symptoms=known.symptoms ^ {symptom}), move_on=False)
        else:
            return False
        return True

    def _command(self, key: int) -> bool:
        row = self.currentIndex().row()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not self._typed:
                self.select_row(min(row + 1, len(self.sheet.lines) - 1))
            else:
                self._take_typed(move_on=True)
        elif key == Qt.Key.Key_Backspace:
            self._say_typed(self._typed[:-1])
        elif key == Qt.Key.Key_Escape and self._typed:
            self._say_typed("")
        elif key == Qt.Key.Key_Delete:
            self._enter(None, move_on=False)
        else:
            return False
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & _CONTROL or self.line is None:
            super().keyPressEvent(event)
            return
        sign = event.text().upper().replace("。", ".").replace(",", ".")
        if self._command(event.key()):
            return
        if sign and (sign.isdigit() or (sign == "." and self._typed)):
            self._say_typed((self._typed + sign)[:4])
        elif not (sign and self._take_sign(sign)):
            super().keyPressEvent(event)

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        if self._typed and previous.isValid() and current.row() != previous.row():
            self._say_typed("")
        super().currentChanged(current, previous)
        if self.line is not None:
            self.moved.emit(self.line)
