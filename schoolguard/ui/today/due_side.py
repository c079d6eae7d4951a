# SPDX-License-Identifier: Apache-2.0
"""Beside the board: what is due now, and what was begun for somebody and has no end yet.

Two lists behind two tabs; each says how much it holds, and that all is done when it holds nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from schoolguard.flows import Chain, DueItem
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.today.due_list import DueList
from schoolguard.ui.today.link_list import LinkList
from schoolguard.ui.widgets.empty import EmptyState

DUE, LINKS = range(2)
_WIDTH: Final = 392


class DueSide(QWidget):
    """The two lists."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.due = DueList(texts, self)
        self.links = LinkList(texts, self)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(texts("today.due.tabs"))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.addTab(texts("today.due.title", count=0))
        self.tabs.addTab(texts("today.link.title", count=0))
        self.tabs.setTabToolTip(DUE, texts("today.due.tip"))
        self.tabs.setTabToolTip(LINKS, texts("today.link.tip"))
        self._all_done = _empty(self, texts, "today.due.none")
        self._none_open = _empty(self, texts, "today.link.none")
        self._stack = QStackedWidget(self)
        for page in (self.due, self._all_done, self.links, self._none_open):
            self._stack.addWidget(page)
        self._stack.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.TIGHT)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(lambda _: self._turn())
        self._turn()

    def show_due(self, items: Sequence[DueItem], now: datetime) -> None:
        """Show what is due."""
        self.due.show_items(items, now)
        self.tabs.setTabText(DUE, self._texts("today.due.title", count=len(items)))
        self._turn()

    def show_links(self, chains: Sequence[Chain], now: datetime) -> None:
        """Show what is open."""
        self.links.show_chains(chains, now)
        self.tabs.setTabText(LINKS, self._texts("today.link.title", count=len(chains)))
        self._turn()

    def go_to(self, tab: int) -> None:
        """Turn to one list and give it the keyboard."""
        self.tabs.setCurrentIndex(tab)
        shown = self.due if tab == DUE else self.links
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _turn(self) -> None:
        if self.tabs.currentIndex() == DUE:
            self._stack.setCurrentWidget(self.due if self.due.items else self._all_done)
        else:
            self._stack.setCurrentWidget(self.links if self.links.chains else self._none_open)


def _empty(parent: QWidget, texts: Texts, key: str) -> EmptyState:
    return EmptyState("circle-check", texts(key), texts(f"{key}_text"), parent)
