# SPDX-License-Identifier: Apache-2.0
"""Two registers side by side: packages of disinfectant, and UV lamps with their hours."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.bottle_panel import BottlePanel
from schoolguard.ui.disinfection.lamp_panel import LampPanel
from schoolguard.ui.disinfection.reading import StockFound, stock_of
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale


class StockTab(QWidget):
    """The registers.

    Signals:
        bottles_read: the packages, for the mixing calculator.
    """

    bottles_read = Signal(object)

    def __init__(self, desk: Desk, words: Words, *, may_record: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, words
        self.bottles = BottlePanel(desk, words, may_record=may_record, parent=self)
        self.lamps = LampPanel(desk, words, may_record=may_record, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.TIGHT)
        row.setSpacing(scale.MARGIN)
        row.addWidget(self.bottles, 3)
        row.addWidget(self.lamps, 2)
        self.bottles.ended.toggled.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Read the registers anew."""
        question = stock_of(self._words.rules, ended=self.bottles.ended.isChecked())
        self._desk.tasks.query(self, question, self._show)

    def _show(self, found: StockFound) -> None:
        self.bottles.show_rows(found.bottles)
        self.lamps.show_rows(found.lamps, found.places)
        self.bottles_read.emit(found.bottles)
