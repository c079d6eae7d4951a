# SPDX-License-Identifier: Apache-2.0
"""The list: who waits, from when they may return, what presses."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from schoolguard.clearance import ClearanceLine
from schoolguard.kernel.ids import ClearanceId
from schoolguard.ui.clearance.words import Words, sign_tone
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_Index = QModelIndex | QPersistentModelIndex


class WaitingTable(HouseTable):
    """The clearances, by earliest day until the person sorts otherwise.

    Signals:
        clearance_chosen: id of the clearance that became current.
    """

    clearance_chosen = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("clearance.waiting", words.texts("clearance_page.list.label"), parent)
        self._words = words
        self._today = date.min
        self._all: tuple[ClearanceLine, ...] = ()
        self._filter = ""
        self._model = RowsModel(self._columns(), self)
        self.show_model(self._model)

    @property
    def lines(self) -> tuple[ClearanceLine, ...]:
        """The clearances on the screen, top to bottom."""
        return self._model.rows

    @property
    def current_id(self) -> ClearanceId | None:
        """The clearance at hand."""
        index = self.currentIndex()
        return self._model.row(index).id if index.isValid() else None

    def show_lines(self, lines: tuple[ClearanceLine, ...], today: date) -> None:
        """Show other clearances; the one at hand stays, else its neighbour takes its place."""
        self._all, self._today = lines, today
        self._put()

    def narrow(self, text: str) -> None:
        """Show only those whose name, class or disease holds a text."""
        self._filter = text.strip()
        self._put()

    def choose(self, clearance_id: ClearanceId) -> bool:
        """Make a clearance current; return whether it is in the list."""
        for row, line in enumerate(self._model.rows):
            if line.id == clearance_id:
                self.select_row(row)
                return True
        return False

    def _put(self) -> None:
        kept, row = self.current_id, self.currentIndex().row()
        self.selectionModel().blockSignals(True)
        self._model.set_rows([line for line in self._all if self._holds(line)])
        self.selectionModel().blockSignals(False)
        if kept is None or not self.choose(kept):
            self.select_row(min(max(row, 0), len(self._model.rows) - 1))

    def _holds(self, line: ClearanceLine) -> bool:
        places = (line.name, line.class_name, self._words.disease(line.disease_id))
        return any(self._filter in place for place in places)

    def _columns(self) -> tuple[Column[ClearanceLine], ...]:
        words, text = self._words, self._words.texts
        return (
            Column(
                text("clearance_page.list.earliest"),
                lambda line: words.day(line.assessment.earliest_on, self._today),
                lambda line: (line.assessment.earliest_on or date.max, line.id),
                width=82,
            ),
            Column(text("clearance_page.list.name"), lambda line: line.name, width=68),
            Column(text("clearance_page.list.sign"), words.standing, tone=sign_tone, width=122),
            Column(text("clearance_page.list.class"), lambda line: line.class_name, width=98),
            Column(
                text("clearance_page.list.disease"),
                lambda line: words.disease(line.disease_id),
                width=92,
            ),
            Column(text("clearance_page.list.look"), lambda line: words.look(line.look), width=86),
        )

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.clearance_chosen.emit(self._model.row(current).id)
