# SPDX-License-Identifier: Apache-2.0
"""What the tab of places asks the room to do: each one service call in one transaction."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard import disinfection
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.disinfection import Place, PlannedTask
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.place_dialog import PeopleDialog, PlaceDialog
from schoolguard.ui.disinfection.proposal_dialog import ProposalDialog
from schoolguard.ui.disinfection.reading import Proposal, proposal_of
from schoolguard.ui.disinfection.task_dialog import TaskDialog
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.dialog import ConfirmDialog, ReasonDialog


class PlaceDeeds(QObject):
    """The actions on places and their plan."""

    def __init__(self, desk: Desk, words: Words, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._words, self._window = desk, words, window

    def propose(self) -> None:
        """Offer the places that the roster suggests, and add what stays ticked."""
        rules = flow_rules(self._desk.school).isolation
        self._desk.tasks.query(self, proposal_of(self._desk.texts, rules), self._offer)

    def add(self) -> None:
        """Add one place."""
        draft = PlaceDialog.ask(self._window, self._desk, self._words, None)
        if draft is not None:
            self._do(lambda unit: disinfection.add_place(unit, draft), "place_added")

    def edit(self, place: Place) -> None:
        """Change a place; what is replaced is kept."""
        draft = PlaceDialog.ask(self._window, self._desk, self._words, place)
        if draft is not None and draft != place.draft:
            self._do(lambda unit: disinfection.change_place(unit, place.id, draft), "place_changed")

    def name_people(self, place_ids: Sequence[PlaceId]) -> None:
        """Name the person and deputy of several places."""
        told = PeopleDialog.ask(self._window, self._desk, len(place_ids)) if place_ids else None
        if told is None:
            return
        first, second = told.responsible, told.deputy
        people = (first.person_id, first.plain_name, second.person_id, second.plain_name)
        self._do(
            lambda unit: disinfection.name_people(
                unit,
                place_ids,
                responsible_id=people[0],
                responsible_name=people[1],
                deputy_id=people[2],
                deputy_name=people[3],
            ),
            "people_named",
        )

    def retire(self, place: Place) -> None:
        """End a place's plan from today, or take it up again; asks why."""
        ends = place.retired_on is None
        what = "retire" if ends else "bring_back"
        text = self._desk.texts
        why = ReasonDialog.ask(
            self._window,
            text,
            title=text(f"disinfection_page.place.{what}_title", name=place.name),
            question=text(f"disinfection_page.place.{what}_question"),
            deed=text(f"disinfection_page.place.{what}_deed"),
        )
        if why is None:
            return
        deed = disinfection.retire_place if ends else disinfection.bring_back_place
        self._do(lambda unit: deed(unit, place.id, why), f"place_{what}")

    def adjust(self, planned: PlannedTask, places: Sequence[Place]) -> None:
        """Change a task at some places from today."""
        change = TaskDialog.ask(self._window, self._words, planned, len(places))
        if change is not None:
            ids = [place.id for place in places]
            self._do(
                lambda unit: disinfection.adjust_task(unit, ids, change, self._words.rules),
                "task_adjusted",
            )

    def reset(self, planned: PlannedTask, places: Sequence[Place]) -> None:
        """Give a task back to the pack at some places from today."""
        text = self._desk.texts
        name = planned.task.name(self._words.language)
        agreed = ConfirmDialog.ask(
            self._window,
            text,
            title=text("disinfection_page.task.reset_deed"),
            question=text("disinfection_page.task.reset_ask", name=name, count=len(places)),
            deed=text("disinfection_page.task.reset_deed"),
        )
        if agreed:
            ids = [place.id for place in places]
            self._do(lambda unit: disinfection.reset_task(unit, ids, planned.task.id), "task_reset")

    def _offer(self, found: Proposal) -> None:
        drafts = ProposalDialog.ask(
            self._window, self._words, found.drafts, found.names, found.present
        )
        if drafts is not None:
            self._do(lambda unit: disinfection.add_places(unit, drafts), "places_added")

    def _do(self, write: Callable[[Unit], object], done: str) -> None:
        self._desk.tasks.change(
            self,
            write,
            lambda _: self._desk.notify.done(self._desk.texts(f"disinfection_page.done.{done}")),
        )
