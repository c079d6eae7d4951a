# SPDX-License-Identifier: Apache-2.0
"""The list of cases in the order they press: due, who, what, next step, reports, close contacts."""

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from schoolguard.cases import CaseLine, Standing, short_day
from schoolguard.kernel.ids import DiseaseCaseId
from schoolguard.ui.cases.words import CLASS_TONES, Words, step_tone
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_Index = QModelIndex | QPersistentModelIndex


class CasesTable(HouseTable):
    """The cases, what presses most on top until the person sorts otherwise.

    Signals:
        case_chosen: id of the case that became current.
    """

    case_chosen = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("cases.list", words.texts("cases_page.list.label"), parent)
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
    def current_id(self) -> DiseaseCaseId | None:
        """The case at hand."""
        index = self.currentIndex()
        return self._model.row(index).id if index.isValid() else None

    def show_lines(self, lines: tuple[CaseLine, ...], now: datetime) -> None:
        """Show other cases; the one at hand stays at hand, else its neighbour takes its place."""
        self._all, self._now = lines, now
        self._put()

    def narrow(self, text: str) -> None:
        """Show only the cases whose name, class or disease holds a text."""
        self._filter = text.strip().casefold()
        self._put()

    def choose(self, case_id: DiseaseCaseId) -> bool:
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
        disease = self._words.disease(line.disease_id)
        return any(
            self._filter in part.casefold() for part in (line.name, line.class_name, disease)
        )

    def _columns(self) -> tuple[Column[CaseLine], ...]:
        words, text = self._words, self._words.texts
        return (
            Column(
                text("cases_page.list.due"),
                self._due,
                lambda line: (line.due_at is None, str(line.due_at), line.id),
                lambda line: Tone.ALARM if line.overdue else None,
                width=88,
            ),
            Column(text("cases_page.list.name"), lambda line: line.name, width=60),
            Column(text("cases_page.list.class"), lambda line: line.class_name, width=92),
            Column(
                text("cases_page.list.disease"),
                words.diagnosis,
                tone=lambda line: CLASS_TONES[line.classification],
                width=112,
            ),
            Column(text("cases_page.list.step"), words.step, tone=step_tone, width=74),
            Column(
                text("cases_page.list.onset"),
                lambda line: short_day(line.onset_on),
                lambda line: str(line.onset_on or ""),
                width=58,
            ),
            Column(
                text("cases_page.list.contacts"),
                _contacts,
                lambda line: (line.watched, line.close_contacts),
                width=48,
            ),
        )

    def _due(self, line: CaseLine) -> str:
        if line.standing is not Standing.OPEN:
            return ""
        hour = self._words.hour(line.due_at, self._now)
        return self._words.texts("cases_page.list.overdue", hour=hour) if line.overdue else hour

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.case_chosen.emit(self._model.row(current).id)


def _contacts(line: CaseLine) -> str:
    return f"{line.watched}/{line.close_contacts}" if line.close_contacts else ""
