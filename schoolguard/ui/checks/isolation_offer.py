# SPDX-License-Identifier: Apache-2.0
"""The way from a finding to the isolation room: a button below the grid, and one key."""

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from schoolguard.access.rules import Action, allowed
from schoolguard.checks import Verdict
from schoolguard.flows import PersonMark
from schoolguard.ui.checks.grid import CheckGrid
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme.icons import icon

ADMIT_KEY: Final = "Ctrl+G"


class IsolationOffer(QPushButton):
    """Offers the isolation room for the person at hand.

    Signals:
        wanted: id of the person who is to be taken in.
    """

    wanted = Signal(int)

    def __init__(self, desk: Desk, grid: CheckGrid, parent: QWidget | None = None) -> None:
        super().__init__(icon("bed"), f"{desk.texts('checks.sheet.to_isolation')}  {ADMIT_KEY}")
        self.setParent(parent)
        self._grid = grid
        self._may_admit = allowed(desk.school.actor, Action.RECORD_ISOLATION)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVisible(False)
        self.clicked.connect(self.ask)
        grid.moved.connect(self.look_at)

    @Slot()
    def ask(self) -> None:
        """Have the person at hand taken in, with a finding or without."""
        if self._may_admit and self._grid.lines.lines:
            self.wanted.emit(self._grid.lines.lines[self._grid.at].row.person_id)

    @Slot(int)
    def look_at(self, at: int) -> None:
        """Show up for whoever is at hand, has a finding, and is not there yet."""
        if at != self._grid.at:
            return
        line = self._grid.lines.lines[at]
        found = line.row.verdict is Verdict.SUSPECT or bool(line.entry and line.entry.symptoms)
        there = PersonMark.STAYING in line.marks
        self.setVisible(self._may_admit and found and not there)
