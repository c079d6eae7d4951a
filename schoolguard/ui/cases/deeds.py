# SPDX-License-Identifier: Apache-2.0
"""What the page asks for a case: each one transaction, with what follows in other rooms.

A refusal that wants a reason is answered here: the person is asked why, and it is tried again.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from schoolguard import cases, flows
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.cases import CaseDraft, ReportDraft
from schoolguard.flows import CaseOpened
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import DiseaseCaseId
from schoolguard.ui.cases.dialogs import NewClass
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import ReasonDialog

_WHY_NEEDED = "cases.why_needed"


class Deeds(QObject):
    """The actions on a case, in the name of whoever is at the desk.

    Signals:
        case_opened: the `CaseOpened`.
    """

    case_opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        self._rules = flow_rules(desk.school)

    def open(self, draft: CaseDraft) -> None:
        """Open a case with everything that it asks for in other rooms."""
        self._desk.tasks.change(
            self._window, lambda unit: flows.open_case(unit, draft, self._rules), self._on_opened
        )

    def describe(self, case_id: DiseaseCaseId, draft: CaseDraft, why: str = "") -> None:
        """Write what is known; asks why when something known is replaced."""
        self._do(
            lambda unit: cases.describe(unit, case_id, draft, self._rules.cases, why=why),
            "cases_page.done.saved",
            lambda error: self._ask_why(
                error, "replace", lambda reason: self.describe(case_id, draft, reason)
            ),
        )

    def classify(self, case_id: DiseaseCaseId, told: NewClass) -> None:
        """Take the next step of the classification."""

        def write(unit: Unit) -> None:
            flows.classify(
                unit,
                case_id,
                told.classification,
                told.disease_id,
                told.on,
                told.hospital,
                told.reason,
                rules=self._rules,
            )

        self._do(write, "cases_page.done.classified")

    def report(self, case_id: DiseaseCaseId, draft: ReportDraft) -> None:
        """Keep that somebody was told."""
        self._do(
            lambda unit: cases.record_report(unit, case_id, draft, self._rules.cases),
            "cases_page.done.reported",
        )

    def retract_report(self, case_id: DiseaseCaseId, report_id: int) -> None:
        """Take a report back, with a reason."""
        why = self.ask("retract")
        if why is not None:
            self._do(
                lambda unit: cases.retract_report(unit, case_id, report_id, why),
                "cases_page.done.retracted",
            )

    def tick(self, case_id: DiseaseCaseId, measure_id: str, day: date) -> None:
        """Tick a measure as done today."""
        self._do(
            lambda unit: cases.tick_measure(
                unit, case_id, measure_id, day, rules=self._rules.cases
            ),
            "cases_page.done.ticked",
        )

    def untick(self, case_id: DiseaseCaseId, measure_id: str) -> bool:
        """Un-tick a measure, with a reason; return whether it was asked for."""
        why = self.ask("untick")
        if why is not None:
            self._do(
                lambda unit: cases.untick_measure(unit, case_id, measure_id, why),
                "cases_page.done.unticked",
            )
        return why is not None

    def end(self, case_id: DiseaseCaseId, outcome_id: str, day: date) -> None:
        """End a case."""
        self._do(
            lambda unit: cases.end_case(unit, case_id, outcome_id, day, rules=self._rules.cases),
            "cases_page.done.ended",
        )

    def withdraw(self, case_id: DiseaseCaseId) -> None:
        """Withdraw a wrong entry, with a reason."""
        why = self.ask("withdraw")
        if why is not None:
            self._do(
                lambda unit: flows.withdraw_case(unit, case_id, why, self._rules),
                "cases_page.done.withdrawn",
            )

    def reopen(self, case_id: DiseaseCaseId) -> None:
        """Open an ended case again, with a reason."""
        why = self.ask("reopen")
        if why is not None:
            self._do(lambda unit: cases.reopen(unit, case_id, why), "cases_page.done.reopened")

    def ask(self, what: str) -> str | None:
        """Ask why; None when the person thought better of it."""
        text = self._desk.texts
        return ReasonDialog.ask(
            self._window,
            text,
            title=text(f"cases_page.why.{what}.title"),
            question=text(f"cases_page.why.{what}.question"),
            deed=text(f"cases_page.why.{what}.deed"),
        )

    def _do(
        self,
        write: Callable[[Unit], object],
        done_key: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._desk.tasks.change(
            self._window,
            write,
            lambda _: self._desk.notify.done(self._desk.texts(done_key)),
            failed,
        )

    def _on_opened(self, opened: CaseOpened) -> None:
        self._desk.notify.done(
            self._desk.texts("cases_page.done.opened", orders=len(opened.order_ids))
        )
        self.case_opened.emit(opened)

    def _ask_why(self, error: Exception, what: str, again: Callable[[str], None]) -> None:
        if not isinstance(error, UserError) or error.code != _WHY_NEEDED:
            self._desk.notify.error(error)
            return
        why = self.ask(what)
        if why is not None:
            again(why)
