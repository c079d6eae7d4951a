# SPDX-License-Identifier: Apache-2.0
"""What the page asks the room to do with a paper: register, check again, take back."""

from datetime import date

from schoolguard import clearance
from schoolguard.clearance import Clearance, PaperDraft
from schoolguard.kernel.ids import ClearanceId
from schoolguard.ui.clearance.dialogs import PaperEntry
from schoolguard.ui.clearance.doing import Doing


class PaperDeeds(Doing):
    """The actions on a paper."""

    def add_paper(self, found: Clearance, today: date) -> None:
        """Register a paper."""
        draft: PaperDraft | None = PaperEntry.ask(self.window_of, self.words, found, today)
        if draft is not None:
            rules = self.rules.clearance
            self.do(lambda unit: clearance.add_paper(unit, found.line.id, draft, rules), "paper")

    def recheck(
        self, clearance_id: ClearanceId, paper_id: int, *, agreed: bool, why: str = ""
    ) -> None:
        """Keep what the nurse found on checking a paper again."""
        finding = "" if agreed else self.ask_person("refuse")
        if finding is not None:
            self._recheck(clearance_id, paper_id, agreed, finding, why)

    def retract(self, clearance_id: ClearanceId, paper_id: int) -> None:
        """Take a paper back that was a wrong entry."""
        why = self.ask_person("retract")
        if why is not None:
            self.do(
                lambda unit: clearance.retract_paper(unit, clearance_id, paper_id, why),
                "retracted",
            )

    def _recheck(
        self,
        clearance_id: ClearanceId,
        paper_id: int,
        agreed: bool,  # noqa: FBT001 - carried through a second try
        finding: str,
        why: str,
    ) -> None:
        self.do(
            lambda unit: clearance.recheck_paper(
                unit, clearance_id, paper_id, agreed=agreed, finding=finding, why=why
            ),
            "rechecked",
            None,
            lambda error: self.ask_why(
                error,
                "replace",
                lambda reason: self._recheck(clearance_id, paper_id, agreed, finding, reason),
            ),
        )
