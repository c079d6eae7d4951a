# SPDX-License-Identifier: Apache-2.0
"""What the page asks the rooms to do with a clearance: each one service call in one transaction."""

from collections.abc import Callable

from schoolguard import clearance, flows
from schoolguard.app import Unit
from schoolguard.clearance import Clearance, ClearanceDraft, Decision, NoteKind, Standing
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClearanceId
from schoolguard.ui.clearance.dialogs import DisputeDialog
from schoolguard.ui.clearance.doing import Doing
from schoolguard.ui.clearance.facts_form import Typed

_NOT_YET = "clearance.not_yet"


class Deeds(Doing):
    """The actions on a clearance, in the name of whoever is at the desk."""

    def ask(self, draft: ClearanceDraft, done: Callable[[ClearanceId], None]) -> None:
        """Ask for a clearance, or go on with the open one."""
        rules = self.rules.clearance
        self.desk.tasks.change(self.window_of, lambda unit: clearance.ask(unit, draft, rules), done)

    def save(
        self,
        clearance_id: ClearanceId,
        typed: Typed,
        done: Callable[[], None],
        why: str = "",
    ) -> None:
        """Keep what stands in the form; asks why when something known is replaced."""
        self.do(
            lambda unit: self._write(unit, clearance_id, typed, why),
            "saved",
            lambda _: done(),
            lambda error: self.ask_why(
                error, "replace", lambda reason: self.save(clearance_id, typed, done, reason)
            ),
        )

    def change_disease(self, clearance_id: ClearanceId, disease_id: str, why: str = "") -> None:
        """Say which disease it is; asks why when one was known."""
        self.do(
            lambda unit: clearance.change_disease(unit, clearance_id, disease_id, why),
            "saved",
            None,
            lambda error: self.ask_why(
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
            return flows.clear(unit, clearance_id, decision, self.rules)

        def failed(error: Exception) -> None:
            if isinstance(error, UserError) and error.code == _NOT_YET:
                reason = self.ask_person("override", self.desk.texts.error(error))
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
            self.ask_why(
                error,
                "replace",
                lambda reason: self.decide(clearance_id, decision, typed, done, reason),
            )

        self.do(write, decision.verdict.value, done, failed)

    def dispute(self, clearance_id: ClearanceId) -> None:
        """Note a dispute, and who was told."""
        answer = DisputeDialog.ask(self.window_of, self.desk.texts)
        if answer is not None:
            what, told = answer
            self.do(
                lambda unit: clearance.add_note(unit, clearance_id, what, NoteKind.DISPUTE, told),
                "disputed",
            )

    def withdraw(self, clearance_id: ClearanceId) -> None:
        """Withdraw a wrong entry, with a reason."""
        why = self.ask_person("withdraw")
        if why is not None:
            self.do(lambda unit: clearance.withdraw(unit, clearance_id, why), "withdrawn")

    def reopen(self, found: Clearance) -> None:
        """Open an ended clearance again, with a reason; what it had ended goes on too."""
        why = self.ask_person("reopen")
        if why is None:
            return
        clearance_id = found.line.id

        def write(unit: Unit) -> None:
            if found.line.standing is Standing.CLEARED:
                flows.take_back_clearing(unit, clearance_id, why, self.rules)
            else:
                clearance.reopen(unit, clearance_id, why)

        self.do(write, "reopened")

    def choose_variant(self, disease_id: str, variant_id: str) -> None:
        """Put a region's variant in force."""
        rules = self.rules.clearance
        self.do(
            lambda unit: clearance.choose_variant(unit, disease_id, variant_id, rules), "variant"
        )

    def _write(self, unit: Unit, clearance_id: ClearanceId, typed: Typed, why: str) -> None:
        rules = self.rules.clearance
        clearance.set_dates(unit, clearance_id, typed.anchors, why)
        clearance.describe(unit, clearance_id, hospital=typed.hospital, note=typed.note, why=why)
        for condition in rules.conditions:
            holds = condition in typed.ticks
            clearance.tick_condition(unit, clearance_id, condition, rules, holds=holds)
