# SPDX-License-Identifier: Apache-2.0
"""Takes somebody into the room: a name, a number, Enter; nothing typed is lost by a refusal."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from schoolguard import disinfection, flows, isolation
from schoolguard.app import Unit, View
from schoolguard.flows import FlowRules
from schoolguard.isolation import Group, RoomMap
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import BedId, PersonId, PlaceId, StayId
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.intake_form import Intake, IntakeForm
from schoolguard.ui.isolation.reading import Newcomer, read_newcomer
from schoolguard.ui.isolation.reasons import ask_why
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog

_WIDTH = 760


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be taken in, where that is known before; all None: the dialog asks."""

    person_id: PersonId | None = None
    day: date | None = None
    bed_id: BedId | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """Who was taken in."""

    stay_id: StayId
    name: str


class IntakeDialog(HouseDialog):
    """Asks and admits; stays open while the room refuses."""

    def __init__(
        self, parent: QWidget | None, desk: Desk, words: Words, rules: FlowRules, wanted: Wanted
    ) -> None:
        text = desk.texts
        title = text("isolation_page.intake.title")
        super().__init__(parent, text, title, text("isolation_page.intake.deed"))
        self.setMinimumWidth(_WIDTH)
        self._desk, self._rules, self._wanted, self._words = desk, rules, wanted, words
        today = local_day(desk.clock.now())
        self._day = wanted.day or today
        self._rooms = RoomMap(())
        self.done_with: Done | None = None
        self.form = IntakeForm(desk, words, today, self)
        self.body.addWidget(self.form)
        self.form.person_picked.connect(self._ask_about)
        self.form.visitor_chosen.connect(self._propose_for_visitor)
        desk.tasks.query(self, self._read_places, self._show_places)
        if wanted.person_id is not None:
            self._ask_about(wanted.person_id)

    @classmethod
    def ask(
        cls, parent: QWidget | None, desk: Desk, words: Words, rules: FlowRules, wanted: Wanted
    ) -> Done | None:
        """Return who was taken in, or None when the person thought better of it."""
        dialog = cls(parent, desk, words, rules, wanted)
        return dialog.done_with if dialog.run() else None

    @override
    def check(self) -> bool:
        """Admit; the dialog closes by itself when that is done."""
        try:
            intake = self.form.intake(self._desk.clock.now())
        except UserError as error:
            self._refuse(error)
            return False
        agreed = self._with_reason(intake)
        if agreed is not None:
            self.deed_button.setEnabled(False)
            self._desk.tasks.change(
                self,
                self._admit(agreed),
                lambda stay_id: self._on_done(stay_id, agreed.name),
                self._refuse,
            )
        return False

    def _with_reason(self, intake: Intake) -> Intake | None:
        """Ask why somebody is put into a room that waits for disinfection; None: not at all."""
        spot = self.form.bed.spot
        if spot is None or not spot.is_closed:
            return intake
        why = ask_why(self, self.texts, "closed")
        if why is None:
            return None
        return replace(intake, draft=replace(intake.draft, closed_room_reason=why))

    def _admit(self, intake: Intake) -> Callable[[Unit], StayId]:
        def admit(unit: Unit) -> StayId:
            stay_id = flows.admit(unit, intake.draft, self._rules).stay_id
            if intake.look is not None:
                isolation.observe(unit, stay_id, intake.look, self._rules.isolation)
            return stay_id

        return admit

    def _on_done(self, stay_id: StayId, name: str) -> None:
        self.done_with = Done(stay_id, name)
        self.accept()

    def _refuse(self, error: Exception) -> None:
        self.deed_button.setEnabled(True)
        if isinstance(error, UserError):
            self.problem.say(Tone.ALARM, self.texts.error(error))
        else:
            self._desk.notify.error(error)

    def _ask_about(self, person_id: int) -> None:
        self.problem.say(Tone.INFO, "")
        ask = read_newcomer(PersonId(person_id), self._day, self._rules)
        self._desk.tasks.query(self, ask, self._show_newcomer, self._refuse)

    def _show_newcomer(self, known: Newcomer) -> None:
        """A bed that was chosen on the map goes before the one that rules propose."""
        bed_id = self._wanted.bed_id or known.bed_id
        self.form.show_newcomer(replace(known, bed_id=bed_id))

    def _read_places(self, view: View) -> tuple[RoomMap, BedId | None, dict[str, PlaceId]]:
        rules = self._rules.isolation
        proposed = isolation.free_bed(view, Group.DAY_PUPIL, rules)
        places = {place.name: place.id for place in disinfection.places(view)}
        return isolation.room_map(view, rules), proposed, places

    def _show_places(self, found: tuple[RoomMap, BedId | None, dict[str, PlaceId]]) -> None:
        self._rooms, proposed, places = found
        self.form.offer_beds(self._rooms, self._wanted.bed_id or proposed)
        self.form.details.offer_places(places)

    def _propose_for_visitor(self) -> None:
        ask = self._rules.isolation
        self._desk.tasks.query(
            self, lambda view: isolation.free_bed(view, Group.VISITOR, ask), self.form.bed.choose
        )
