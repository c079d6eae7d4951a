# SPDX-License-Identifier: Apache-2.0
"""What is done with a suspension: decide, change its end, name the paper, withdraw, reinstate."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard import flows, suspension
from schoolguard.app import Unit
from schoolguard.flows import FlowRules, Suspended
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import SuspensionId
from schoolguard.suspension import Phase, Proposal, Suspension, SuspensionDraft, SuspensionLine
from schoolguard.ui.desk import Desk
from schoolguard.ui.suspension.decide_dialog import DecideDialog
from schoolguard.ui.suspension.reading import Choices, choices_of
from schoolguard.ui.suspension.small_dialogs import EndDialog, PaperNumberDialog
from schoolguard.ui.widgets.dialog import ReasonDialog


class Deeds(QObject):
    """Asks what is missing and writes it, one user action each."""

    def __init__(self, desk: Desk, rules: FlowRules, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._rules = rules
        self._window = window

    def decide(self, proposal: Proposal | None, decided: Callable[[SuspensionId], None]) -> None:
        """Ask what people decided and write it; `decided` is told the new suspension."""
        today = local_day(self._desk.clock.now())

        def ask(choices: Choices) -> None:
            draft = DecideDialog.ask(
                self._window, self._desk.texts, self._rules, choices, today, proposal
            )
            if draft is not None:
                self._suspend(draft, decided)

        self._desk.tasks.query(self._window, choices_of(today), ask)

    def do(self, name: str, line: SuspensionLine) -> None:
        """Do one of the named deeds with a suspension."""
        its = line.suspension
        if name == "change_end":
            self._change_end(its)
        elif name == "paper_number":
            self._name_paper(its)
        elif name == "withdraw":
            self._withdraw(its, reinstate=line.phase is Phase.WITHDRAWN)

    def _suspend(self, draft: SuspensionDraft, decided: Callable[[SuspensionId], None]) -> None:
        rules = self._rules

        def done(told: Suspended) -> None:
            text = self._desk.texts
            words = text("suspension_page.done.decided", orders=len(told.order_ids))
            self._desk.notify.done(words)
            decided(told.suspension_id)

        self._desk.tasks.change(self._window, lambda unit: flows.suspend(unit, draft, rules), done)

    def _change_end(self, its: Suspension) -> None:
        told = EndDialog.ask(self._window, self._desk.texts, its)
        if told is not None:
            until_on, reason = told
            self._do(
                lambda unit: suspension.change_end(unit, its.id, until_on, reason),
                "suspension_page.done.end_changed",
            )

    def _name_paper(self, its: Suspension) -> None:
        told = PaperNumberDialog.ask(self._window, self._desk.texts, its)
        if told is not None:
            who, number, reason = told
            self._do(
                lambda unit: suspension.name_paper(unit, its.id, who, number, reason),
                "suspension_page.done.paper_named",
            )

    def _withdraw(self, its: Suspension, *, reinstate: bool) -> None:
        text, rules = self._desk.texts, self._rules
        name = "reinstate" if reinstate else "withdraw"
        why = ReasonDialog.ask(
            self._window,
            text,
            title=text(f"suspension_page.why.{name}.title"),
            question=text(f"suspension_page.why.{name}.question"),
            deed=text(f"suspension_page.why.{name}.deed"),
        )
        if why is None:
            return
        if reinstate:
            self._do(
                lambda unit: suspension.reinstate(unit, its.id, why),
                "suspension_page.done.reinstated",
            )
        else:
            self._do(
                lambda unit: flows.withdraw_suspension(unit, its.id, why, rules),
                "suspension_page.done.withdrawn",
            )

    def _do(self, write: Callable[[Unit], object], done_key: str) -> None:
        self._desk.tasks.change(
            self._window,
            write,
            lambda _: self._desk.notify.done(self._desk.texts(done_key)),
        )
