# SPDX-License-Identifier: Apache-2.0
"""What the page asks the room to do with a case: each one service call in one transaction.

A refusal that wants a reason is answered here: the person is asked why, and it is tried again.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard import absence, flows
from schoolguard.absence import Case, CaseDetails, ContactDraft
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CaseId
from schoolguard.ui.absence.small_dialogs import LessonsDialog, PostponeDialog
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import ReasonDialog

_WHY_NEEDED = "absence.why_needed"
_CHECK_FIRST = "flows.clearance_first"


class Deeds(QObject):
    """The actions on a case, in the name of whoever is at the desk."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._window = parent
        rules = flow_rules(desk.school)
        self._flow_rules = rules
        self._rules, self._calendar = rules.absence, rules.calendar

    def contact(self, case_id: CaseId, draft: ContactDraft) -> None:
        """Keep a contact attempt."""
        self._do(
            lambda unit: absence.record_contact(
                unit, case_id, draft, rules=self._rules, calendar=self._calendar
            ),
            "absence_page.done.contact",
        )

    def describe(self, case_id: CaseId, details: CaseDetails, why: str = "") -> None:
        """Write what is known; asks why when something known is replaced."""
        self._do(
            lambda unit: absence.describe(
                unit, case_id, details, why=why, rules=self._rules, calendar=self._calendar
            ),
            "absence_page.done.saved",
            lambda error: self._ask_why(
                error, "replace", lambda reason: self.describe(case_id, details, reason)
            ),
        )

    def close(
        self,
        case_id: CaseId,
        outcome_id: str,
        returned_on: date | None,
        typed: CaseDetails | None,
        why: str = "",
        unchecked: str = "",
    ) -> None:
        """Close a case, together with what was typed into its details and not saved yet.

        `why` something known is replaced, and why nobody checked the return, is asked for when the
        room wants to know.
        """

        def write(unit: Unit) -> None:
            if typed is not None:
                absence.describe(
                    unit, case_id, typed, why=why, rules=self._rules, calendar=self._calendar
                )
            flows.close_absence(
                unit,
                case_id,
                outcome_id,
                returned_on=returned_on,
                unchecked_reason=unchecked,
                rules=self._flow_rules,
            )

        def again(reason: str) -> None:
            self.close(case_id, outcome_id, returned_on, typed, reason, unchecked)

        def without_check(reason: str) -> None:
            self.close(case_id, outcome_id, returned_on, typed, why, reason)

        def failed(error: Exception) -> None:
            if isinstance(error, UserError) and error.code == _CHECK_FIRST:
                self._ask_why(error, "unchecked", without_check)
            else:
                self._ask_why(error, "replace", again)

        self._do(write, "absence_page.done.closed", failed)

    def postpone(self, case_id: CaseId) -> None:
        """Set when the next step is due."""
        now = self._desk.clock.now()
        due_at = PostponeDialog.ask(self._window, self._desk.texts, now)
        if due_at is not None:
            self._do(
                lambda unit: absence.postpone(unit, case_id, due_at),
                "absence_page.done.postponed",
            )

    def count_lessons(self, case: Case) -> None:
        """Count the lessons missed on a day by hand."""
        today = local_day(self._desk.clock.now())
        told = LessonsDialog.ask(self._window, self._desk.texts, case, today)
        if told is not None:
            self._set_lessons(case.line.id, *told)

    def keep(self, case_id: CaseId) -> None:
        """Let a case stand although its check was corrected."""
        self._do(
            lambda unit: absence.keep(unit, case_id, rules=self._rules, calendar=self._calendar),
            "absence_page.done.kept",
        )

    def withdraw(self, case_id: CaseId) -> None:
        """Withdraw a wrong entry, with a reason."""
        why = self._ask("withdraw")
        if why is not None:
            self._do(
                lambda unit: absence.withdraw(unit, case_id, why), "absence_page.done.withdrawn"
            )

    def reopen(self, case_id: CaseId) -> None:
        """Open an ended case again, with a reason."""
        why = self._ask("reopen")
        if why is not None:
            self._do(
                lambda unit: absence.reopen(
                    unit, case_id, why, rules=self._rules, calendar=self._calendar
                ),
                "absence_page.done.reopened",
            )

    def _set_lessons(self, case_id: CaseId, day: date, lessons: int | None, why: str = "") -> None:
        self._do(
            lambda unit: absence.set_lessons(unit, case_id, day, lessons, why),
            "absence_page.done.lessons",
            lambda error: self._ask_why(
                error,
                "replace",
                lambda reason: self._set_lessons(case_id, day, lessons, reason),
            ),
        )

    def _do(
        self,
        write: Callable[[Unit], None],
        done_key: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self._desk.tasks.change(
            self._window,
            write,
            lambda _: self._desk.notify.done(self._desk.texts(done_key)),
            failed,
        )

    def _ask_why(self, error: Exception, what: str, again: Callable[[str], None]) -> None:
        if not isinstance(error, UserError) or error.code not in {_WHY_NEEDED, _CHECK_FIRST}:
            self._desk.notify.error(error)
            return
        why = self._ask(what)
        if why is not None:
            again(why)

    def _ask(self, what: str) -> str | None:
        text = self._desk.texts
        return ReasonDialog.ask(
            self._window,
            text,
            title=text(f"absence_page.why.{what}.title"),
            question=text(f"absence_page.why.{what}.question"),
            deed=text(f"absence_page.why.{what}.deed"),
        )
