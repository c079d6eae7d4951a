# SPDX-License-Identifier: Apache-2.0
"""Ties the panel to what is done with the clearance on it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from schoolguard import flows
from schoolguard.clearance import Clearance, Decision
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import ClearanceId
from schoolguard.ui.clearance.deeds import Deeds
from schoolguard.ui.clearance.panel import ClearancePanel
from schoolguard.ui.clearance.paper_deeds import PaperDeeds
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.desk import Desk


class PanelDeeds(Deeds):
    """The deeds on the clearance that the panel shows.

    Signals:
        decided: what a decision brought with it (`flows.Cleared`).
    """

    decided = Signal(object)

    def __init__(self, desk: Desk, words: Words, page: QWidget, panel: ClearancePanel) -> None:
        super().__init__(desk, words, page)
        self._panel = panel
        self._papers = PaperDeeds(desk, words, page)
        bar, papers = panel.decision, panel.papers
        panel.save_wanted.connect(self._on_save)
        panel.disease_wanted.connect(self._on_disease)
        papers.add_wanted.connect(self._on_add_paper)
        papers.recheck_wanted.connect(self._on_recheck)
        papers.retract_wanted.connect(lambda paper: self._papers.retract(self._at_hand, paper))
        bar.decided.connect(self._on_decide)
        bar.unreadable.connect(self.say_unreadable)
        bar.dispute_wanted.connect(lambda: self.dispute(self._at_hand))
        bar.withdraw_wanted.connect(lambda: self.withdraw(self._at_hand))
        bar.reopen_wanted.connect(lambda: self.reopen(self._found))

    def leave(self, clearance_id: ClearanceId) -> None:
        """Keep what was typed before another clearance is shown; say it where that can't be."""
        typed, found = self._panel.unsaved, self._panel.found
        if typed is None or found is None or found.line.id == clearance_id:
            return
        if self._panel.is_wrong:
            self.say_unreadable()
        else:
            self.save(found.line.id, typed, self._panel.saved)
        self._panel.saved()

    def say_unreadable(self) -> None:
        """Say that a day or an hour can not be read."""
        self.desk.notify.attention(self.desk.texts("clearance_page.unreadable"))

    @property
    def _found(self) -> Clearance:
        assert self._panel.found is not None  # noqa: S101 - its buttons are on the panel
        return self._panel.found

    @property
    def _at_hand(self) -> ClearanceId:
        return self._found.line.id

    @Slot()
    def _on_save(self) -> None:
        if self._panel.is_wrong:
            self.say_unreadable()
            return
        self.save(self._at_hand, self._panel.form.typed(), self._panel.saved)

    @Slot(str)
    def _on_disease(self, disease_id: str) -> None:
        self.change_disease(self._at_hand, disease_id)

    @Slot()
    def _on_add_paper(self) -> None:
        self._papers.add_paper(self._found, local_day(self.desk.clock.now()))

    @Slot(int, bool)
    def _on_recheck(self, paper_id: int, agreed: bool) -> None:  # noqa: FBT001 - a signal's value
        self._papers.recheck(self._at_hand, paper_id, agreed=agreed)

    @Slot(object)
    def _on_decide(self, decision: Decision) -> None:
        if self._panel.is_wrong:
            self.say_unreadable()
        else:
            self.decide(self._at_hand, decision, self._panel.unsaved, self._tell)

    def _tell(self, done: flows.Cleared) -> None:
        self._panel.saved()
        self.decided.emit(done)
