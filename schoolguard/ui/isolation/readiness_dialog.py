# SPDX-License-Identifier: Apache-2.0
"""Whether the room is ready: equipment, trained staff, supplies; and the hospitals at hand.

What was never looked at is said so, never assumed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from schoolguard import isolation
from schoolguard.app import Unit, View
from schoolguard.app.today import flow_rules
from schoolguard.isolation import Hospital, Readiness
from schoolguard.kernel.errors import UserError
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.papers import Papers
from schoolguard.ui.isolation.readiness_tabs import (
    EquipmentTab,
    HospitalsTab,
    SuppliesTab,
    TrainingTab,
)
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog

_SIZE = (780, 540)


@dataclass(frozen=True, slots=True)
class Found:
    """What the dialog shows."""

    readiness: Readiness
    hospitals: tuple[Hospital, ...]


class ReadinessDialog(HouseDialog):
    """Four short lists; each key is kept at once."""

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        words: Words,
        papers: Papers,
        *,
        may_write: bool,
    ) -> None:
        text = words.texts
        title = text("isolation_page.readiness.title")
        super().__init__(parent, text, title, text("ui.close"))
        self.setMinimumSize(*_SIZE)
        self.cancel_button.hide()
        self.deed_button.setDefault(False)
        self.deed_button.setAutoDefault(False)
        self._desk = desk
        self._rules = flow_rules(desk.school).isolation
        self.equipment = EquipmentTab(desk, words, self)
        self.trainings = TrainingTab(desk, words, self)
        self.supplies = SuppliesTab(desk, words, self)
        self.hospitals = HospitalsTab(desk, words, self)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(title)
        self.tabs.tabBar().setAccessibleName(title)
        for tab in (self.equipment, self.trainings, self.supplies, self.hospitals):
            tab.wanted.connect(self._change)
            self.tabs.addTab(tab, tab.label)
            if not may_write:
                tab.table.opened.disconnect()
                for button in tab.buttons:
                    button.setEnabled(False)
        self.body.addWidget(self.tabs, 1)
        self.print_button = QPushButton(text("ui.print"), self)
        self.print_button.setAutoDefault(False)
        self.print_button.setShortcut("Ctrl+P")
        self.print_button.clicked.connect(papers.print_readiness)
        self.tabs.setCornerWidget(self.print_button)
        self.equipment.table.setFocus()
        self._read()

    @classmethod
    def tell(
        cls, parent: QWidget | None, desk: Desk, words: Words, papers: Papers, *, may_write: bool
    ) -> None:
        """Show the lists until the person is done."""
        cls(parent, desk, words, papers, may_write=may_write).run()

    def _read(self) -> None:
        rules = self._rules

        def ask(view: View) -> Found:
            ready = isolation.readiness(view, rules, view.today)
            return Found(ready, isolation.hospitals(view))

        self._desk.tasks.query(self, ask, self._show)

    def _show(self, found: Found) -> None:
        ready = found.readiness
        self.equipment.show_rows(ready.equipment)
        self.trainings.show_rows(ready.trainings)
        self.supplies.show_rows(ready.supplies)
        self.hospitals.show_rows(found.hospitals)
        counted = (
            (self.equipment, sum(line.is_gap for line in ready.equipment)),
            (self.trainings, sum(line.is_gap for line in ready.trainings)),
            (self.supplies, sum(line.is_gap for line in ready.supplies)),
        )
        for tab, gaps in counted:
            sign = f"⚠{gaps}" if gaps else "✓"
            self.tabs.setTabText(self.tabs.indexOf(tab), f"{tab.label} {sign}")

    def _change(self, write: Callable[[Unit], object]) -> None:
        self.problem.say(Tone.INFO, "")
        self._desk.tasks.change(self, write, lambda _: self._read(), self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.problem.say(Tone.ALARM, self.texts.error(error))
        else:
            self._desk.notify.error(error)
