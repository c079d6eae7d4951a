# SPDX-License-Identifier: Apache-2.0
"""Carries what the panel asks for to the deeds and dialogs, always for the stay at hand."""

from datetime import date

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from schoolguard import isolation
from schoolguard.access.rules import Action, allowed
from schoolguard.app.today import flow_rules
from schoolguard.isolation import (
    LeavingDraft,
    NoticeDraft,
    NoticeId,
    ObservationDraft,
    ObservationId,
    Paper,
    RoomMap,
)
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import StayId
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.deeds import Deeds
from schoolguard.ui.isolation.first_room import FirstRoomDialog
from schoolguard.ui.isolation.papers import Papers
from schoolguard.ui.isolation.readiness_dialog import ReadinessDialog
from schoolguard.ui.isolation.reading import NowInRooms, OpenStay
from schoolguard.ui.isolation.rooms_dialog import RoomsDialog
from schoolguard.ui.isolation.small_dialogs import DetailsDialog, MoveDialog
from schoolguard.ui.isolation.stay_panel import StayPanel
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.widgets.dialog import ConfirmDialog

_BOARDERS_ZONE = "boarders"


class Errands(QObject):
    """From a button of the panel to the deed."""

    def __init__(
        self, desk: Desk, words: Words, panel: StayPanel, papers: Papers, page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk, self._words, self._panel, self._page = desk, words, panel, page
        self._papers = papers
        self._rules = flow_rules(desk.school).isolation
        self.deeds = Deeds(desk, words, page)
        panel.observe.observed.connect(self._observe)
        self.deeds.observed.connect(panel.begin_look)
        panel.family.told.connect(self._tell)
        panel.family.came.connect(self._came)
        panel.notices.told.connect(self._tell)
        panel.leaving.leave_wanted.connect(self._leave)
        panel.leaving.stay_wanted.connect(lambda: self._move(_BOARDERS_ZONE))
        panel.timeline.look_wrong.connect(
            lambda number: self.deeds.take_back_look(ObservationId(number))
        )
        panel.timeline.notice_wrong.connect(
            lambda number: self.deeds.take_back_notice(NoticeId(number))
        )
        panel.details_wanted.connect(self._describe)
        panel.family_wanted.connect(lambda person_id: desk.navigate("roster", person_id=person_id))
        for bar in (panel.observe, panel.notices, panel.leaving):
            bar.refused.connect(desk.notify.error)
        bar_of = panel.papers
        bar_of.move_wanted.connect(self._move)
        bar_of.paper_wanted.connect(
            lambda paper: papers.print_stay(self._opened.stay.line, Paper(paper))
        )
        bar_of.withdraw_wanted.connect(lambda: self.deeds.withdraw(self._id))
        bar_of.reopen_wanted.connect(lambda: self.deeds.reopen(self._id))

    def begin_look(self, stay_id: int | None = None) -> None:
        """Put the keyboard where the next look is typed."""
        del stay_id
        self._panel.observe.temperature.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_up(self) -> None:
        """Change rooms, zones and beds."""
        RoomsDialog.tell(self._page, self._desk, self._words)

    def set_up_first(self) -> None:
        """Make the first room with the zones that rules name."""
        FirstRoomDialog.tell(self._page, self._desk, self._words)

    def disinfect(self, now: NowInRooms) -> None:
        """Go where the disinfection is signed; a room that nobody asked for is opened here."""
        closed = [room for room in now.map.rooms if room.closed_since is not None]
        loose = [room.room for room in closed if room.room.id not in now.ordered]
        if not loose:
            self._desk.navigate("disinfection")
            return
        text = self._desk.texts
        for room in loose:
            agreed = ConfirmDialog.ask(
                self._page,
                text,
                title=text("isolation_page.closed.title"),
                question=text("isolation_page.closed.question", room=room.name),
                deed=text("isolation_page.closed.mark"),
            )
            if agreed:
                self.deeds.disinfected(room.id)

    def show_readiness(self) -> None:
        """Go through equipment, training, supplies and hospitals."""
        may_write = allowed(self._desk.school.actor, Action.RECORD_ISOLATION)
        ReadinessDialog.tell(self._page, self._desk, self._words, self._papers, may_write=may_write)

    @property
    def _opened(self) -> OpenStay:
        assert self._panel.opened is not None  # noqa: S101 - its buttons are on the panel
        return self._panel.opened

    @property
    def _id(self) -> StayId:
        return self._opened.stay.line.id

    @property
    def _today(self) -> date:
        return local_day(self._desk.clock.now())

    def _observe(self, draft: ObservationDraft) -> None:
        self.deeds.observe(self._id, draft)

    def _tell(self, draft: NoticeDraft) -> None:
        self.deeds.tell(self._id, draft)

    def _came(self) -> None:
        self.deeds.came(self._id, self._panel.family.who_words)

    def _leave(self, draft: LeavingDraft) -> None:
        self.deeds.leave(self._id, draft, self._panel.leaving.gaps())

    def _describe(self) -> None:
        opened = self._opened
        places = {name: place for place, name in opened.places.items()}
        known = DetailsDialog.ask(self._page, self._words, opened.stay, places, self._today)
        if known is not None:
            self.deeds.describe(opened.stay.line.id, known)

    def _move(self, zone_kind: str = "") -> None:
        line = self._opened.stay.line

        def ask(rooms: RoomMap) -> None:
            name = self._words.name(line)
            spot = MoveDialog.ask(self._page, self._words, name, rooms, zone_kind)
            if spot is not None:
                self.deeds.move(line.id, spot)

        self._desk.tasks.query(self._page, lambda view: isolation.room_map(view, self._rules), ask)
