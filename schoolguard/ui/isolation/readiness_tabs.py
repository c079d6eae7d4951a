# SPDX-License-Identifier: Apache-2.0
"""The four lists of the readiness dialog, each a table above the keys that bring it up to date."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from schoolguard import isolation
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.isolation import EquipmentLine, Hospital, SupplyLine, TickState, TrainingLine
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.readiness_asks import HospitalDialog, SupplyDialog, TrainingDialog
from schoolguard.ui.isolation.readiness_columns import (
    equipment_columns,
    hospital_columns,
    supply_columns,
    training_columns,
)
from schoolguard.ui.isolation.reasons import ask_why
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

T = TypeVar("T")


class ListTab(QWidget, Generic[T]):
    """A table and its buttons.

    Signals:
        wanted: a change (``Callable[[Unit], object]``) to be made.
    """

    wanted = Signal(object)

    def __init__(
        self, key: str, columns: Sequence[Column[T]], desk: Desk, words: Words, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.desk, self.words = desk, words
        self.rules = flow_rules(desk.school).isolation
        self.label = words.texts(f"isolation_page.readiness.{key}")
        self.model = RowsModel[T](columns, self)
        self.table = HouseTable(f"isolation.{key}", self.label, self)
        self.table.show_model(self.model)
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(scale.GAP)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.GAP)
        column.addWidget(self.table, 1)
        column.addLayout(self._row)

    @property
    def current(self) -> T | None:
        """The line at hand."""
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show other lines; the one at hand stays at hand."""
        row = self.table.currentIndex().row()
        self.model.set_rows(rows)
        self.table.select_row(min(max(0, row), len(rows) - 1))

    def add(self, key: str, slot: Callable[[], None], shortcut: str = "") -> None:
        """Add a button below the table."""
        words = self.words.texts(f"isolation_page.readiness.{key}")
        button = QPushButton(f"{words}  {shortcut}".strip(), self)
        button.setAutoDefault(False)
        if shortcut:
            button.setShortcut(shortcut)
        button.clicked.connect(slot)
        self._row.insertWidget(self._row.count() - 1, button)
        self.buttons.append(button)

    def change(self, write: Callable[[Unit], object]) -> None:
        """Ask for a change."""
        self.wanted.emit(write)

    def step(self) -> None:
        """Go to the next line."""
        self.table.select_row(self.table.currentIndex().row() + 1)

    def why(self, key: str, **params: str) -> str | None:
        """Ask for a reason."""
        return ask_why(self, self.words.texts, key, **params)


class EquipmentTab(ListTab[EquipmentLine]):
    """The checklist of the room; Enter: it is in order."""

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__("equipment", equipment_columns(words), desk, words, parent)
        self.add("in_order", self.in_order, "F7")
        self.add("missing", self.missing, "F8")
        self.add("all_in_order", self.all_in_order)
        self.table.opened.connect(self.in_order)

    def in_order(self) -> None:
        """Keep that the line at hand was looked at and is in order."""
        if self.current is not None:
            self._tick((self.current,), TickState.IN_ORDER)
            self.step()

    def missing(self) -> None:
        """Keep that the line at hand is missing or broken, with what is wrong."""
        line = self.current
        why = None if line is None else self.why("missing")
        if line is not None and why is not None:
            self._tick((line,), TickState.MISSING, why)
            self.step()

    def all_in_order(self) -> None:
        """Keep all open lines as in order; whoever presses it has looked at each."""
        self._tick(tuple(line for line in self.model.rows if line.is_gap), TickState.IN_ORDER)

    def _tick(self, lines: tuple[EquipmentLine, ...], state: TickState, note: str = "") -> None:
        def write(unit: Unit) -> None:
            for line in lines:
                isolation.tick(unit, line.item.id, state, self.rules, note=note)

        self.change(write)


class TrainingTab(ListTab[TrainingLine]):
    """Who was trained in what, and until when that holds."""

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__("training", training_columns(words), desk, words, parent)
        self.add("train", self.train, "F7")
        self.add("untrain", self.untrain)
        self.table.opened.connect(self.train)

    def train(self) -> None:
        """Keep a training in the topic at hand."""
        line = self.current
        if line is None:
            return
        draft = TrainingDialog.ask(self, self.desk, self.words, line.topic)
        if draft is not None:
            self.change(lambda unit: isolation.record_training(unit, draft, self.rules))

    def untrain(self) -> None:
        """Take the latest training of the topic at hand back."""
        line = self.current
        if line is None or not line.records:
            return
        record = line.records[0]
        why = self.why("untrain", name=record.name)
        if why is not None:
            self.change(lambda unit: isolation.withdraw_training(unit, record.id, why))


class SuppliesTab(ListTab[SupplyLine]):
    """How many of each supply there are."""

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__("supplies", supply_columns(words), desk, words, parent)
        self.add("count", self.count, "F7")
        self.table.opened.connect(self.count)

    def count(self) -> None:
        """Keep how many were counted of the line at hand."""
        line = self.current
        told = None if line is None else SupplyDialog.ask(self, self.words, line)
        if line is None or told is None:
            return
        quantity, minimum = told

        def write(unit: Unit) -> None:
            if minimum != line.minimum:
                isolation.set_minimum(unit, line.item.id, minimum, self.rules)
            isolation.count_supply(unit, line.item.id, quantity, self.rules)

        self.change(write)
        self.step()


class HospitalsTab(ListTab[Hospital]):
    """The hospitals at hand, the paired one first."""

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__("hospitals", hospital_columns(words), desk, words, parent)
        self.add("add_hospital", self.add_one, "F7")
        self.add("change_hospital", self.change_one)
        self.add("retire_hospital", self.retire_one)
        self.table.opened.connect(self.change_one)

    def add_one(self) -> None:
        """Add a hospital."""
        draft = HospitalDialog.ask(self, self.words, None)
        if draft is not None:
            self.change(lambda unit: isolation.add_hospital(unit, draft))

    def change_one(self) -> None:
        """Change what is written about the hospital at hand."""
        known = self.current
        if known is None:
            self.add_one()
            return
        draft = HospitalDialog.ask(self, self.words, known.draft)
        if draft is not None:
            self.change(lambda unit: isolation.change_hospital(unit, known.id, draft))

    def retire_one(self) -> None:
        """Take the hospital at hand off the list."""
        known = self.current
        if known is not None:
            self.change(lambda unit: isolation.retire_hospital(unit, known.id))
