# SPDX-License-Identifier: Apache-2.0
"""What the page asks the rooms to do with a clearance: each one service call in one transaction.

A refusal that wants a reason is answered here: the person is asked why, and it is tried again.
"""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard import clearance, flows
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.clearance import (
    Clearance,
    ClearanceDraft,
    Decision,
    NoteKind,
    PaperDraft,
    Standing,
)
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClearanceId
from schoolguard.ui.clearance.dialogs import DisputeDialog, PaperEntry
from schoolguard.ui.clearance.facts_form import Typed
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import ReasonDialog

T = TypeVar("T")
_WHY_NEEDED = "clearance.why_needed"
_NOT_YET = "clearance.not_yet"


class Deeds(QObject):
    """The actions on a clearance, in the name of whoever is at the desk."""

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words, self._window = desk, words, parent
        self._rules = flow_rules(desk.school)

    def ask(self, draft: ClearanceDraft, done: Callable[[ClearanceId], None]) -> None:
        """Ask for a clearance, or go on with the open one."""
        rules = self._rules.clearance
        self._desk.tasks.change(self._window, lambda unit: clearance.ask(unit, draft, rules), done)

    def save(
        self,
        clearance_id: ClearanceId,
        typed: Typed,
        done: Callable[[], None],
        why: str = "",
    ) -> None:
        """Keep what stands in the form; asks why when something known is replaced."""
        self._do(
            lambda unit: self._write(unit, clearance_id, typed, why),
            "saved",
            lambda _: done(),
            lambda error: self._ask_why(
                error, "replace", lambda reason: self.save(clearance_id, typed, done, reason)
            ),
        )

    def change_disease(self, clearance_id: ClearanceId, disease_id: str, why: str = "") -> None:
        """Say which disease it is; asks why when one was known."""
        self._do(
            lambda unit: clearance.change_disease(unit, clearance_id, disease_id, why),
            "saved",
            None,
            lambda error: self._ask_why(
                error,
                "replace",
                lambda reason: self.change_disease(clearance_id, disease_id, reason),
            ),
        )

    def decide(
        self,
        clearance_id: ClearanceId,
        decision: Decision,
        typed: Typed | None,
        done: Callable[[flows.Cleared], None],
        why: str = "",
    ) -> None:
        """Decide, together with what was typed and not kept yet; an exception is asked for."""

        def write(unit: Unit) -> flows.Cleared:
            if typed is not None:
                self._write(unit, clearance_id, typed, why)
            return flows.clear(unit, clearance_id, decision, self._rules)

        def failed(error: Exception) -> None:
            if isinstance(error, UserError) and error.code == _NOT_YET:
                reason = self._ask("override", self._desk.texts.error(error))
                if reason is not None:
                    granted = Decision(
                        decision.verdict,
                        decision.checked_on,
                        decision.look_again_on,
                        decision.note,
                        reason,
                    )
                    self.decide(clearance_id, granted, typed, done, why)
                return
            self._ask_why(
                error,
                "replace",
                lambda reason: self.decide(clearance_id, decision, typed, done, reason),
            )

        self._do(write, decision.verdict.value, done, failed)

    def add_paper(self, found: Clearance, today: date) -> None:
        """Register a paper."""
        draft: PaperDraft | None = PaperEntry.ask(self._window, self._words, found, today)
        if draft is not None:
            rules = self._rules.clearance
            self._do(lambda unit: clearance.add_paper(unit, found.line.id, draft, rules), "paper")

    def recheck(
        self, clearance_id: ClearanceId, paper_id: int, *, agreed: bool, why: str = ""
    ) -> None:
        """Keep what the nurse found on checking a paper again."""
        finding = "" if agreed else self._ask("refuse")
        if finding is not None:
            self._recheck(clearance_id, paper_id, agreed, finding, why)

    def retract(self, clearance_id: ClearanceId, paper_id: int) -> None:
        """Take a paper back that was a wrong entry."""
        why = self._ask("retract")
        if why is not None:
            self._do(
                lambda unit: clearance.retract_paper(unit, clearance_id, paper_id, why),
                "retracted",
            )

    def dispute(self, clearance_id: ClearanceId) -> None:
        """Note a dispute, and who was told."""
        answer = DisputeDialog.ask(self._window, self._desk.texts)
        if answer is not None:
            what, told = answer
            self._do(
                lambda unit: clearance.add_note(unit, clearance_id, what, NoteKind.DISPUTE, told),
                "disputed",
            )

    def withdraw(self, clearance_id: ClearanceId) -> None:
        """Withdraw a wrong entry, with a reason."""
        why = self._ask("withdraw")
        if why is not None:
            self._do(lambda unit: clearance.withdraw(unit, clearance_id, why), "withdrawn")

    def reopen(self, found: Clearance) -> None:
        """Open an ended clearance again, with a reason; what it had ended goes on too."""
        why = self._ask("reopen")
        if why is None:
            return
        clearance_id = found.line.id

        def write(unit: Unit) -> None:
            if found.line.standing is Standing.CLEARED:
                flows.take_back_clearing(unit, clearance_id, why, self._rules)
            else:
                clearance.reopen(unit, clearance_id, why)

        self._do(write, "reopened")

    def choose_variant(self, disease_id: str, variant_id: str) -> None:
        """Put a region's variant in force."""
        rules = self._rules.clearance
        self._do(
            lambda unit: clearance.choose_variant(unit, disease_id, variant_id, rules), "variant"
        )

    def _write(self, unit: Unit, clearance_id: ClearanceId, typed: Typed, why: str) -> None:
        rules = self._rules.clearance
        clearance.set_dates(unit, clearance_id, typed.anchors, why)
        clearance.describe(unit, clearance_id, hospital=typed.hospital, note=typed.note, why=why)
        for condition in rules.conditions:
            holds = condition in typed.ticks
            clearance.tick_condition(unit, clearance_id, condition, rules, holds=holds)

    def _recheck(
        self,
        clearance_id: ClearanceId,
        paper_id: int,
        agreed: bool,  # noqa: FBT001 - carried through a second try
        finding: str,
        why: str,
    ) -> None:
        self._do(
            lambda unit: clearance.recheck_paper(
                unit, clearance_id, paper_id, agreed=agreed, finding=finding, why=why
            ),
            "rechecked",
            None,
            lambda error: self._ask_why(
                error,
                "replace",
                lambda reason: self._recheck(clearance_id, paper_id, agreed, finding, reason),
            ),
        )

    def _do(
        self,
        write: Callable[[Unit], T],
        done_key: str,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def finish(value: T) -> None:
            self._desk.notify.done(self._desk.texts(f"clearance_page.done.{done_key}"))
            if done is not None:
                done(value)

        self._desk.tasks.change(self._window, write, finish, failed)

    def _ask_why(self, error: Exception, what: str, again: Callable[[str], None]) -> None:
        if not isinstance(error, UserError) or error.code != _WHY_NEEDED:
            self._desk.notify.error(error)
            return
        why = self._ask(what)
        if why is not None:
            again(why)

    def _ask(self, what: str, question: str = "") -> str | None:
        text = self._desk.texts
        return ReasonDialog.ask(
            self._window,
            text,
            title=text(f"clearance_page.why.{what}.title"),
            question=question or text(f"clearance_page.why.{what}.question"),
            deed=text(f"clearance_page.why.{what}.deed"),
        )
