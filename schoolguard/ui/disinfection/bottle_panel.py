# SPDX-License-Identifier: Apache-2.0
"""The register of disinfectants: strength, batch, opened, good until, used up."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from schoolguard import disinfection
from schoolguard.app import Unit
from schoolguard.disinfection import Bottle
from schoolguard.kernel.clock import local_day
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.buttons import deed_button
from schoolguard.ui.disinfection.stock_columns import bottle_columns
from schoolguard.ui.disinfection.stock_dialogs import BottleDialog
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.table import HouseTable, RowsModel


class BottlePanel(QWidget):
    """The packages."""

    def __init__(self, desk: Desk, words: Words, *, may_record: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words, self._may_record = desk, words, may_record
        text = desk.texts
        label = text("disinfection_page.stock.bottles")
        self.model: RowsModel[Bottle] = RowsModel(bottle_columns(words), self)
        self.table = HouseTable("disinfection.bottles", label, self)
        self.table.show_model(self.model)
        self.ended = QCheckBox(text("disinfection_page.stock.ended_too"), self)
        heading = QLabel(label, self)
        heading.setProperty("look", "section")
        heading.setBuddy(self.table)
        row = QHBoxLayout()
        row.setSpacing(scale.TIGHT)
        for sign, key, slot, shortcut in (
            ("plus", "bottle_add", self.add_bottle, "Ctrl+N"),
            ("pencil", "bottle_edit", self.edit_bottle, "F2"),
            ("log-in", "bottle_open", self.open_bottle, ""),
            ("x", "finish", self.finish_bottle, ""),
        ):
            button = deed_button(desk, self, sign, f"stock.{key}", slot, shortcut)
            button.setVisible(may_record)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(heading)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.ended)
        self.table.opened.connect(lambda _: self.edit_bottle())

    def show_rows(self, rows: tuple[Bottle, ...]) -> None:
        """Show the packages."""
        at = self.table.currentIndex().row()
        self.model.set_rows(rows)
        self.table.select_row(max(0, at))

    def add_bottle(self) -> None:
        """Add a package."""
        draft = BottleDialog.ask(self, self._words, None, self._today)
        if draft is not None:
            rules = self._words.rules
            self._do(lambda unit: disinfection.add_bottle(unit, draft, rules), "bottle_added")

    def edit_bottle(self) -> None:
        """Change the package at hand; what is replaced is kept."""
        bottle = self._bottle
        if bottle is None or not self._may_record or bottle.finished_on is not None:
            return
        draft = BottleDialog.ask(self, self._words, bottle.draft, self._today)
        if draft is not None and draft != bottle.draft:
            rules = self._words.rules
            self._do(
                lambda unit: disinfection.change_bottle(unit, bottle.id, draft, rules),
                "bottle_changed",
            )

    def open_bottle(self) -> None:
        """Note that the package at hand was opened today."""
        bottle = self._bottle
        if bottle is not None and bottle.draft.opened_on is None:
            today = self._today
            self._do(lambda unit: disinfection.open_bottle(unit, bottle.id, today), "bottle_opened")

    def finish_bottle(self) -> None:
        """Note that the package at hand is used up or thrown away; asks how."""
        bottle = self._bottle
        if bottle is None or bottle.finished_on is not None:
            return
        text = self._desk.texts
        why = ReasonDialog.ask(
            self,
            text,
            title=text("disinfection_page.stock.finish"),
            question=text("disinfection_page.stock.finish_question"),
            deed=text("disinfection_page.stock.finish"),
        )
        if why is not None:
            self._do(
                lambda unit: disinfection.finish_bottle(unit, bottle.id, why), "bottle_finished"
            )

    @property
    def _today(self) -> date:
        return local_day(self._desk.clock.now())

    @property
    def _bottle(self) -> Bottle | None:
        index = self.table.currentIndex()
        inside = index.isValid() and index.row() < len(self.model.rows)
        return self.model.row(index) if inside else None

    def _do(self, write: Callable[[Unit], object], done: str) -> None:
        words = self._desk.texts(f"disinfection_page.done.{done}")
        self._desk.tasks.change(self, write, lambda _: self._desk.notify.done(words))
