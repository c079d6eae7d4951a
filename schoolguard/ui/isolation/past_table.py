# SPDX-License-Identifier: Apache-2.0
"""The stays of a span of days: who, when, how long, with what, where to."""

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from schoolguard.isolation import Standing, StayLine
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.ids import StayId
from schoolguard.ui.isolation.countdown import short_span
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_Index = QModelIndex | QPersistentModelIndex


class PastTable(HouseTable):
    """Past stays, the latest first until the person sorts otherwise.

    Signals:
        stay_chosen: id of the stay that became current.
    """

    stay_chosen = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("isolation.past", words.texts("isolation_page.past.label"), parent)
        self._words = words
        self._all: tuple[StayLine, ...] = ()
        self._filter = ""
        self._now = datetime.min.replace(tzinfo=UTC)
        self._model = RowsModel(self._columns(), self)
        self.show_model(self._model)

    @property
    def lines(self) -> tuple[StayLine, ...]:
        """The stays on the screen, top to bottom."""
        return self._model.rows

    @property
    def current_id(self) -> StayId | None:
        """The stay at hand."""
        index = self.currentIndex()
        return self._model.row(index).id if index.isValid() else None

    def show_lines(self, lines: tuple[StayLine, ...], now: datetime) -> None:
        """Show other stays; the one at hand stays at hand."""
        self._all, self._now = lines, now
        self._put()

    def narrow(self, typed: str) -> None:
        """Show only the stays whose name, class or symptoms hold a text."""
        self._filter = typed.strip()
        self._put()

    def choose(self, stay_id: StayId | None) -> bool:
        """Make a stay current; return whether it is in the list."""
        for row, line in enumerate(self._model.rows):
            if line.id == stay_id:
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

    def _holds(self, line: StayLine) -> bool:
        words = (line.name, line.class_name, self._words.symptom_names(line.symptoms))
        return any(self._filter in part for part in words)

    def _columns(self) -> tuple[Column[StayLine], ...]:
        words, text = self._words, self._words.texts
        return (
            Column(
                text("isolation_page.past.entered"),
                lambda line: f"{local_time(line.entered_at):%m-%d %H:%M}",
                lambda line: line.entered_at,
                width=92,
            ),
            Column(text("isolation_page.past.name"), words.name, width=80),
            Column(text("isolation_page.past.class"), words.where, width=92),
            Column(
                text("isolation_page.past.length"),
                self._length,
                lambda line: (line.left_at or self._now) - line.entered_at,
                width=84,
            ),
            Column(
                text("isolation_page.past.symptoms"),
                lambda line: words.symptom_names(line.symptoms),
                width=104,
            ),
            Column(text("isolation_page.past.where_to"), self._where_to, tone=_tone, width=90),
        )

    def _length(self, line: StayLine) -> str:
        return short_span(self._words.texts, (line.left_at or self._now) - line.entered_at)

    def _where_to(self, line: StayLine) -> str:
        if line.destination is not None and line.standing is Standing.LEFT:
            where = self._words.texts(f"isolation.destination.{line.destination.value}")
            return f"{where} {line.hospital}".strip()
        return self._words.texts(f"isolation.standing.{line.standing.value}")

    @override
    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.stay_chosen.emit(self._model.row(current).id)


def _tone(line: StayLine) -> Tone | None:
    tones = {Standing.PRESENT: Tone.ATTENTION, Standing.WITHDRAWN: Tone.MUTED}
    return tones.get(line.standing)
