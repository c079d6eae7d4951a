# SPDX-License-Identifier: Apache-2.0
"""What the page asks the school to do with a stay: each one transaction, answered in a sentence.

A refusal that wants a reason is answered here: the person is asked why, and it is tried again.
"""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from schoolguard import flows, isolation
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.flows import LeavingDone
from schoolguard.isolation import (
    Gap,
    LeavingDraft,
    NoticeDraft,
    ObservationDraft,
    StayDetails,
)
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import IsolationRoomId, StayId
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.bed_field import Spot
from schoolguard.ui.isolation.outcome import outcome_words
from schoolguard.ui.isolation.reasons import ask_why, with_reasons
from schoolguard.ui.isolation.words import Words

T = TypeVar("T")
_WHY_NEEDED: Final = "isolation.why_needed"


class Deeds(QObject):
    """The actions on a stay, in the name of whoever is at the desk.

    Signals:
        observed: a look was kept.
        ended: id of a stay that left the map.
    """

    observed = Signal()
    ended = Signal(int)

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words, self._window = desk, words, parent
        self._flow_rules = flow_rules(desk.school)
        self._rules = self._flow_rules.isolation
        self._ask = partial(ask_why, parent, words.texts)

    def observe(self, stay_id: StayId, draft: ObservationDraft) -> None:
        """Keep a look; it can be taken back."""

        def write(unit: Unit) -> isolation.ObservationId:
            return isolation.observe(unit, stay_id, draft, self._rules)

        def done(observation_id: isolation.ObservationId) -> None:
            self._say("observed", lambda: self.take_back_look(observation_id))
            self.observed.emit()

        self._desk.tasks.change(self._window, write, done)

    def tell(self, stay_id: StayId, draft: NoticeDraft) -> None:
        """Keep who was told; it can be taken back."""

        def write(unit: Unit) -> isolation.NoticeId:
            return isolation.tell(unit, stay_id, draft, self._rules)

        def done(notice_id: isolation.NoticeId) -> None:
            self._say("told", lambda: self.take_back_notice(notice_id))

        self._desk.tasks.change(self._window, write, done)

    def came(self, stay_id: StayId, who: str) -> None:
        """Keep that whoever fetches the person is here."""
        self._do(lambda unit: isolation.family_arrived(unit, stay_id, self._rules, who=who), "came")

    def describe(self, stay_id: StayId, details: StayDetails, why: str = "") -> None:
        """Write what is known; asks why when something known is replaced."""
        self._do(
            lambda unit: isolation.describe(unit, stay_id, details, self._rules, why),
            "described",
            lambda error: self._ask_why(
                error, "replace", lambda reason: self.describe(stay_id, details, reason)
            ),
        )

    def move(self, stay_id: StayId, spot: Spot) -> None:
        """Put somebody into another bed, or into a zone without one."""

        def write(unit: Unit) -> None:
            if spot.bed_id is not None:
                isolation.move(unit, stay_id, spot.bed_id, self._rules)
            elif spot.zone_id is not None:
                isolation.move_to_zone(unit, stay_id, spot.zone_id, self._rules)

        self._do(write, "moved")

    def leave(self, stay_id: StayId, draft: LeavingDraft, gaps: tuple[Gap, ...]) -> None:
        """Let somebody go; what is missing is asked for a reason, where rules allow one."""
        told = with_reasons(draft, gaps, self._words.texts, self._ask)
        if told is None:
            return

        def write(unit: Unit) -> LeavingDone:
            return flows.leave(unit, stay_id, told, self._flow_rules)

        def done(outcome: LeavingDone) -> None:
            sentence = outcome_words(outcome, self._words)
            undo = self._words.texts("isolation_page.undo")
            self._desk.notify.done(sentence, (undo, lambda: self.reopen(stay_id)))
            self.ended.emit(stay_id)

        self._desk.tasks.change(self._window, write, done)

    def disinfected(self, room_id: IsolationRoomId) -> None:
        """Open a room again that was disinfected."""
        self._do(lambda unit: isolation.mark_disinfected(unit, room_id), "disinfected")

    def withdraw(self, stay_id: StayId) -> None:
        """Withdraw a wrong entry, with a reason."""
        why = self._ask("withdraw")
        if why is not None:
            self._do(
                lambda unit: flows.withdraw_stay(unit, stay_id, why, self._flow_rules),
                "withdrawn",
            )

    def reopen(self, stay_id: StayId) -> None:
        """Let an ended stay go on, with a reason."""
        why = self._ask("reopen")
        if why is not None:
            self._do(
                lambda unit: flows.reopen_stay(unit, stay_id, why, self._flow_rules), "reopened"
            )

    def take_back_look(self, observation_id: isolation.ObservationId) -> None:
        """Take back a look that never was, with a reason."""
        why = self._ask("retract")
        if why is not None:
            self._do(
                lambda unit: isolation.withdraw_observation(unit, observation_id, self._rules, why),
                "retracted",
            )

    def take_back_notice(self, notice_id: isolation.NoticeId) -> None:
        """Take back a notice that never was, with a reason."""
        why = self._ask("retract")
        if why is not None:
            self._do(lambda unit: isolation.withdraw_notice(unit, notice_id, why), "retracted")

    def _say(self, key: str, undo: Callable[[], None]) -> None:
        text = self._words.texts
        self._desk.notify.done(
            text(f"isolation_page.done.{key}"), (text("isolation_page.undo"), undo)
        )

    def _do(
        self,
        write: Callable[[Unit], T],
        done_key: str,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        sentence = self._words.texts(f"isolation_page.done.{done_key}")
        self._desk.tasks.change(
            self._window, write, lambda _: self._desk.notify.done(sentence), failed
        )

    def _ask_why(self, error: Exception, what: str, again: Callable[[str], None]) -> None:
        if not isinstance(error, UserError) or error.code != _WHY_NEEDED:
            self._desk.notify.error(error)
            return
        why = self._ask(what)
        if why is not None:
            again(why)
