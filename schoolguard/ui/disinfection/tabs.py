# SPDX-License-Identifier: Apache-2.0
"""The tabs of the page; those behind the board are built when they are first looked at.

Opening the page must not wait for lists that nobody has asked for.
"""

from functools import cached_property
from typing import Final, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from schoolguard.disinfection import Bottle
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.contact_timer import ContactTimers
from schoolguard.ui.disinfection.coverage_tab import CoverageTab
from schoolguard.ui.disinfection.mixing_tab import MixingTab
from schoolguard.ui.disinfection.papers import Papers
from schoolguard.ui.disinfection.places_tab import PlacesTab
from schoolguard.ui.disinfection.stock_tab import StockTab
from schoolguard.ui.disinfection.words import Words

NAMES: Final = ("board", "orders", "places", "mixing", "stock", "coverage")
W = TypeVar("W", bound=QWidget)


class Tabs(QTabWidget):
    """Alt+1 to Alt+6 choose; the board is in front."""

    def __init__(
        self,
        desk: Desk,
        words: Words,
        timers: ContactTimers,
        papers: Papers,
        *,
        records: bool,
        plans: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._desk, self._words, self._timers, self._papers = desk, words, timers, papers
        self._records, self._plans, self._page = records, plans, parent
        self._front: QWidget = self
        self._bottles: tuple[Bottle, ...] = ()
        self.tabBar().setAccessibleName(desk.texts("disinfection_page.title"))

    def fill(self, board: QWidget, orders: QWidget, front: QWidget) -> None:
        """Put the tabs in: two that are there, and rooms for the others.

        `front` takes the keyboard when the board is chosen.
        """
        self._front = front
        for number, name in enumerate(NAMES, start=1):
            widget = {"board": board, "orders": orders}.get(name)
            if widget is None:
                widget = QWidget(self)
                QVBoxLayout(widget).setContentsMargins(0, 0, 0, 0)
            at = self.addTab(widget, self._desk.texts(f"disinfection_page.tab.{name}"))
            self.setTabToolTip(at, f"Alt+{number}")
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self._page)
            shortcut.activated.connect(lambda at=at: self._choose(at))
        self.currentChanged.connect(lambda _: self.read())

    @cached_property
    def places(self) -> PlacesTab:
        """Places and their plan."""
        tab = PlacesTab(self._desk, self._words, may_plan=self._plans, parent=self)
        return self._put("places", tab)

    @cached_property
    def mixing(self) -> MixingTab:
        """The calculator."""
        tab = MixingTab(self._desk, self._words, self)
        tab.timer_wanted.connect(self._timers.start)
        tab.card_wanted.connect(self._papers.print_card)
        tab.show_bottles(self._bottles)
        return self._put("mixing", tab)

    @cached_property
    def stock(self) -> StockTab:
        """The registers of stock and lamps."""
        tab = StockTab(self._desk, self._words, may_record=self._records, parent=self)
        tab.bottles_read.connect(self.take_bottles)
        return self._put("stock", tab)

    @cached_property
    def coverage(self) -> CoverageTab:
        """The weeks."""
        return self._put("coverage", CoverageTab(self._desk, self._words, self))

    @property
    def name(self) -> str:
        """The name of the tab in front."""
        return NAMES[self.currentIndex()]

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front and read it."""
        self.setCurrentIndex(NAMES.index(name))
        self.read()

    def read(self) -> None:
        """Build the tab in front if need be, and read what it shows."""
        if self.name in {"places", "stock", "coverage"}:
            getattr(self, self.name).refresh()
        elif self.name == "mixing":
            self.mixing.reckon()

    def take_bottles(self, bottles: tuple[Bottle, ...]) -> None:
        """Take in what stock there is, for the calculator."""
        self._bottles = bottles
        if "mixing" in self.__dict__:
            self.mixing.show_bottles(bottles)

    def _choose(self, at: int) -> None:
        self.setCurrentIndex(at)
        (self.tabBar() if at or not self._front.isVisible() else self._front).setFocus()

    def _put(self, name: str, tab: W) -> W:
        holder = self.widget(NAMES.index(name))
        layout = holder.layout() if holder is not None else None
        if layout is not None:
            layout.addWidget(tab)
        return tab
