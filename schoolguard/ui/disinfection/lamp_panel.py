# SPDX-License-Identifier: Apache-2.0
"""The register of UV lamps: where they hang, how long their tubes have burned."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from schoolguard import disinfection
from schoolguard.app import Unit
from schoolguard.disinfection import Lamp, Place
from schoolguard.kernel.clock import local_day
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.buttons import deed_button
from schoolguard.ui.disinfection.stock_columns import lamp_columns
from schoolguard.ui.disinfection.stock_dialogs import LampDialog, RunDialog
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.dialog import ConfirmDialog
from schoolguard.ui.widgets.table import HouseTable, RowsModel


class LampPanel(QWidget):
    """The lamps."""

    def __init__(self, desk: Desk, words: Words, *, may_record: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words, self._may_record = desk, words, may_record
        self._places: tuple[Place, ...] = ()
        label = desk.texts("disinfection_page.stock.lamps")
        self.model: RowsModel[Lamp] = RowsModel(lamp_columns(words), self)
        self.table = HouseTable("disinfection.lamps", label, self)
        self.table.show_model(self.model)
        heading = QLabel(label, self)
        heading.setProperty("look", "section")
        heading.setBuddy(self.table)
        row = QHBoxLayout()
        row.setSpacing(scale.TIGHT)
        for sign, key, slot, shortcut in (
            ("plus", "lamp_add", self.add_lamp, ""),
            ("sun", "run", self.burn, "Ctrl+B"),
            ("history", "tube", self.replace_tube, ""),
            ("x", "retire", self.retire_lamp, ""),
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
        self.table.opened.connect(lambda _: self.burn())

    def show_rows(self, rows: tuple[Lamp, ...], places: tuple[Place, ...]) -> None:
        """Show the lamps; new ones may hang in `places`."""
        self._places = places
        at = self.table.currentIndex().row()
        self.model.set_rows(rows)
        self.table.select_row(max(0, at))

    def add_lamp(self) -> None:
        """Add a lamp."""
        places = self._places
        if not places:
            self._desk.notify.info(self._desk.texts("disinfection_page.orders.no_places"))
            return
        told = LampDialog.ask(self, self._words, places, self._today)
        if told is not None:
            self._do(lambda unit: disinfection.add_lamp(unit, *told), "lamp_added")

    def burn(self) -> None:
        """Note a burning of the lamp at hand."""
        lamp = self._lamp
        if lamp is None or not self._may_record or lamp.retired_on is not None:
            return
        run = RunDialog.ask(self, self._words, lamp, self._desk.clock.now())
        if run is not None:
            self._do(lambda unit: disinfection.record_lamp_run(unit, run), "lamp_burned")

    def replace_tube(self) -> None:
        """Put a new tube into the lamp at hand; its hours begin at zero."""
        lamp, today = self._lamp, self._today
        if lamp is not None and self._agrees("tube", lamp):
            self._do(lambda unit: disinfection.replace_tube(unit, lamp.id, today), "tube_replaced")

    def retire_lamp(self) -> None:
        """Take the lamp at hand out of the register."""
        lamp = self._lamp
        if lamp is not None and self._agrees("retire", lamp):
            self._do(lambda unit: disinfection.retire_lamp(unit, lamp.id), "lamp_retired")

    def _agrees(self, what: str, lamp: Lamp) -> bool:
        text = self._desk.texts
        deed = text(f"disinfection_page.stock.{what}")
        question = text(
            f"disinfection_page.stock.{what}_question", place=lamp.place_name, name=lamp.name
        )
        return ConfirmDialog.ask(self, text, title=deed, question=question, deed=deed)

    @property
    def _today(self) -> date:
        return local_day(self._desk.clock.now())

    @property
    def _lamp(self) -> Lamp | None:
        index = self.table.currentIndex()
        inside = index.isValid() and index.row() < len(self.model.rows)
        return self.model.row(index) if inside else None

    def _do(self, write: Callable[[Unit], object], done: str) -> None:
        words = self._desk.texts(f"disinfection_page.done.{done}")
        self._desk.tasks.change(self, write, lambda _: self._desk.notify.done(words))
