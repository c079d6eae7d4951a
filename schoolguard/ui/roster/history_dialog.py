# SPDX-License-Identifier: Apache-2.0
"""What was moved, let go, taken back and promoted lately, each with its undo."""

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from schoolguard import roster
from schoolguard.kernel.clock import local_time
from schoolguard.ui.desk import Desk
from schoolguard.ui.roster.change_dialogs import tell_refusal
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel


class HistoryDialog(HouseDialog):
    """A list of operations; the button undoes the chosen one."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        texts = desk.texts
        super().__init__(parent, texts, texts("people.history.title"), texts("people.history.undo"))
        self._desk = desk
        self.cancel_button.setText(texts("ui.close"))
        self.model: RowsModel[roster.Operation] = RowsModel(self._columns(), self)
        self.table = HouseTable("people.history", texts("people.history.title"), self)
        self.table.show_model(self.model, sortable=False)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.body.addWidget(self.table)
        self.resize(720, 480)
        self._read()

    @classmethod
    def show_for(cls, parent: QWidget | None, desk: Desk) -> None:
        """Show the list until it is closed."""
        cls(parent, desk).run()

    @override
    def check(self) -> bool:
        """Undo the chosen operation and read again."""
        index = self.table.currentIndex()
        if index.isValid():
            number = self.model.row(index).id
            self._desk.tasks.change(
                self, lambda unit: roster.undo(unit, number), lambda _: self._read(), self._refused
            )
        return False

    def _read(self) -> None:
        self._desk.tasks.query(self, roster.operations, self._show)

    def _show(self, found: tuple[roster.Operation, ...]) -> None:
        self.model.set_rows(found)
        self.table.select_row(0)
        self._on_current()

    def _on_current(self) -> None:
        index = self.table.currentIndex()
        stands = index.isValid() and self.model.row(index).undone_at is None
        self.deed_button.setEnabled(stands)

    def _refused(self, error: Exception) -> None:
        tell_refusal(self, self._desk, error)

    def _columns(self) -> tuple[Column[roster.Operation], ...]:
        texts = self.texts
        undone = texts("people.history.undone")
        return (
            Column(
                texts("people.history.when"),
                lambda one: f"{local_time(one.done_at):%Y-%m-%d %H:%M}",
                width=140,
            ),
            Column(
                texts("people.history.what"),
                lambda one: texts(f"people.history.kind.{one.kind}"),
                width=100,
            ),
            Column(texts("people.history.from_on"), lambda one: str(one.from_on), width=110),
            Column(
                texts("people.history.people"),
                lambda one: str(one.people),
                number=True,
                width=70,
            ),
            Column(
                texts("people.history.state"), lambda one: undone if one.undone_at else "", width=90
            ),
        )
