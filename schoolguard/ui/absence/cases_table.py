# SPDX-License-Identifier: Apache-2.0
"""The list of cases: when the next step is due, who, what to do, why they are away."""

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from schoolguard.absence import CaseLine
from schoolguard.kernel.ids import CaseId
from schoolguard.ui.absence.words import Words, step_tone
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_Index = QModelIndex | QPersistentModelIndex


class CasesTable(HouseTable):
    """The cases, in the order they press until the person sorts otherwise.

    Signals:
        case_chosen: id of the case that became current.
    """

    case_chosen = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("absence.cases", words.texts("absence_page.list.label"), parent)
        self._words = words
        self._now = datetime.min.replace(tzinfo=UTC)
        self._all: tuple[CaseLine, ...] = ()
        self._filter = ""
        self._model = RowsModel(self._columns(), self)
        self.show_model(self._model)

    @property
    def lines(self) -> tuple[CaseLine, ...]:
        """The cases on the screen, top to bottom."""
        return self._model.rows

    @property
    def current_id(self) -> CaseId | None:
        """The case at hand."""
        index = self.currentIndex()
        return self._model.row(index).id if index.isValid() else None

    def show_lines(self, lines: tuple[CaseLine, ...], now: datetime) -> None:
        """Show other cases; the one at hand stays at hand, else its neighbour takes its place."""
        self._all, self._now = lines, now
        self._put()

    def narrow(self, text: str) -> None:
        """Show only the cases whose name or class holds a text."""
        self._filter = text.strip()
        self._put()

    def choose(self, case_id: CaseId) -> bool:
        """Make a case current; return whether it is in the list."""
        for row, line in enumerate(self._model.rows):
            if line.id == case_id:
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

    def _holds(self, line: CaseLine) -> bool:
        return self._filter in line.name or self._filter in line.class_name

    def _columns(self) -> tuple[Column[CaseLine], ...]:
        words, text = self._words, self._words.texts
        return (
            Column(
                text("absence_page.list.due"),
                self._due,
                lambda line: (line.due_at is None, str(line.due_at), line.id),
                lambda line: Tone.ALARM if line.overdue else None,
                width=92,
            ),
            Column(text("absence_page.list.name"), lambda line: line.name, width=70),
            Column(text("absence_page.list.class"), lambda line: line.class_name, width=94),
            Column(text("absence_page.list.step"), words.step, tone=step_tone, width=104),
            Column(
                text("absence_page.list.days"),
                words.days_away,
                lambda line: line.half_days,
                number=True,
                width=50,
            ),
            Column(text("absence_page.list.why"), words.why, width=86),
        )

    def _due(self, line: CaseLine) -> str:
        hour = self._words.hour(line.due_at, self._now)
        return self._words.texts("absence_page.list.overdue", hour=hour) if line.overdue else hour

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.case_chosen.emit(self._model.row(current).id)
