# SPDX-License-Identifier: Apache-2.0
"""The page of the isolation room: the live map on the left, the stay at hand on the right.

Ctrl+N takes somebody in; arrows go from bed to bed; Enter, 375, Enter keeps a look.
"""

from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from schoolguard.access.rules import Action, allowed
from schoolguard.app.today import flow_rules
from schoolguard.isolation import StayLine
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import BedId, PersonId, StayId
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.errands import Errands
from schoolguard.ui.isolation.intake_dialog import IntakeDialog, Wanted
from schoolguard.ui.isolation.left_side import LeftSide
from schoolguard.ui.isolation.papers import Papers
from schoolguard.ui.isolation.reading import NowInRooms, OpenStay, read_now, read_past, read_stay
from schoolguard.ui.isolation.stay_panel import StayPanel
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.page import Page

PANEL_WIDTH: Final = 580
_TICK_MS: Final = 15_000


class IsolationPage(Page):
    """The isolation and observation room."""

    title_key: ClassVar[str] = "ui.page.isolation"
    help_chapter: ClassVar[str] = "isolation"
    concerns: ClassVar[Changes] = Changes.ISOLATION | Changes.ROSTER | Changes.DISINFECTION
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._flow_rules = flow_rules(desk.school)
        self._rules = self._flow_rules.isolation
        self._wanted: StayId | None = None
        self._newcomer: Wanted | None = None
        self.now: NowInRooms | None = None
        may_write = allowed(desk.school.actor, Action.RECORD_ISOLATION)
        self.words = Words(desk.texts, self._rules)
        self.left = LeftSide(self.words, may_write=may_write, parent=self)
        self.panel = StayPanel(self.words, desk.clock.now, may_write=may_write, parent=self)
        self.papers = Papers(desk, self.words, self)
        self.errands = Errands(desk, self.words, self.panel, self.papers, self)
        self._add_actions(may_write=may_write)
        self._arrange()
        self._connect()
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)

    @override
    def refresh(self) -> None:
        if self.left.is_now:
            self.desk.tasks.query(self, read_now(self._flow_rules), self._show_now)
        else:
            first_on, last_on = self.left.span(self._today)
            ask = read_past(first_on, last_on, self._rules)
            self.desk.tasks.query(self, ask, self._show_past)

    @override
    def show_args(self, **args: object) -> None:
        """Show one stay (``stay_id``), or take somebody in (``person_id``, ``day``)."""
        if isinstance(args.get("stay_id"), int):
            self._show_stay_of(StayId(int(str(args["stay_id"]))))
        elif isinstance(args.get("person_id"), int):
            person_id = PersonId(int(str(args["person_id"])))
            day = args.get("day")
            known = date.fromisoformat(day) if isinstance(day, str) else None
            # Asked once the rooms are read: without one, a room is made first.
            self._newcomer = Wanted(person_id=person_id, day=known)
            self.left.which.setCurrentIndex(0)
            self.mark_stale()
        elif args.get("readiness"):
            QTimer.singleShot(0, self, self.errands.show_readiness)

    @override
    def print_action(self) -> None:
        self.papers.print_span(self._today)

    @override
    def export_action(self) -> None:
        self.papers.export_span(self._today)

    def take_in(self, wanted: Wanted | None = None) -> None:
        """Ask for an intake."""
        if self.now is not None and not self.now.map.rooms:
            self.errands.set_up_first()
            return
        rules = self._flow_rules
        done = IntakeDialog.ask(self, self.desk, self.words, rules, wanted or Wanted())
        if done is not None:
            self._show_stay_of(done.stay_id)
            self.desk.notify.done(
                self.text("isolation_page.done.admitted", name=done.name),
                (
                    self.text("isolation_page.undo"),
                    lambda: self.errands.deeds.withdraw(done.stay_id),
                ),
            )

    @property
    def _today(self) -> date:
        return local_day(self.desk.clock.now())

    def _show_stay_of(self, stay_id: StayId) -> None:
        self._wanted = stay_id
        if not self.left.is_now:
            self.left.which.setCurrentIndex(0)
        self.mark_stale()

    def _add_actions(self, *, may_write: bool) -> None:
        self.add_action(
            "isolation_page.readiness.action", "clipboard-check", self.errands.show_readiness, "F10"
        )
        if may_write:
            self.add_action("isolation_page.rooms.action", "settings", self.errands.set_up)
            self.add_action(
                "isolation_page.intake.action", "plus", self.take_in, "Ctrl+N", primary=True
            )

    def _arrange(self) -> None:
        self._nobody = EmptyState(
            "bed",
            self.text("isolation_page.choose.title"),
            self.text("isolation_page.choose.text"),
            self,
        )
        self.right = QStackedWidget(self)
        self.right.addWidget(self._nobody)
        self.right.addWidget(self.panel)
        self.right.setFixedWidth(PANEL_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(scale.ROOMY)
        row.addWidget(self.left, 1)
        row.addWidget(self.right)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        left = self.left
        left.which_changed.connect(self.mark_stale)
        left.first_room_wanted.connect(self.errands.set_up_first)
        left.disinfection_wanted.connect(self._on_disinfection)
        left.map.stay_chosen.connect(self._read_stay)
        left.map.stay_opened.connect(self.errands.begin_look)
        left.map.free_bed_opened.connect(lambda bed: self.take_in(Wanted(bed_id=BedId(bed))))
        left.past.stay_chosen.connect(self._read_stay)
        self.errands.deeds.observed.connect(left.map.focus_stay)
        shortcut = QShortcut(QKeySequence("Ctrl+M"), self)
        shortcut.activated.connect(left.take_keyboard)

    def _show_now(self, found: NowInRooms) -> None:
        self.now = found
        present = sum(room.present for room in found.map.rooms)
        free = sum(len(room.free_beds) for room in found.map.rooms)
        key = "subtitle" if found.map.rooms else "subtitle_none"
        words = self.text(f"isolation_page.{key}", present=present, free=free)
        gaps = self.text("isolation_page.gaps", count=found.gaps) if found.gaps else ""
        self.set_subtitle(f"{words}  {gaps}".strip())
        self.left.show_rooms(found.map, self.desk.clock.now())
        stays = (button.card.stay_id for button in self.left.map.buttons)
        self._go_on([one for one in stays if one is not None])
        newcomer, self._newcomer = self._newcomer, None
        if newcomer is not None:
            QTimer.singleShot(0, self, lambda: self.take_in(newcomer))

    def _show_past(self, lines: tuple[StayLine, ...]) -> None:
        self.set_subtitle(self.text("isolation_page.past.subtitle", count=len(lines)))
        self.left.show_lines(lines, self.desk.clock.now())
        self._go_on([line.id for line in lines])

    def _go_on(self, in_sight: list[StayId]) -> None:
        """Keep the stay at hand in hand; else the one asked for, else the first in sight."""
        opened = self.panel.opened
        at_hand = opened.stay.line.id if opened is not None else None
        chosen = self._wanted or (at_hand if at_hand in in_sight else next(iter(in_sight), None))
        asked, self._wanted = self._wanted, None
        self.left.choose(chosen)
        self.right.setCurrentWidget(self.panel if chosen is not None else self._nobody)
        if chosen is None:
            self.panel.opened = None
        else:
            self._read_stay(chosen)
        if asked is not None:
            self.errands.begin_look()

    @Slot(int)
    def _read_stay(self, stay_id: int) -> None:
        ask = read_stay(StayId(stay_id), self._rules)
        self.desk.tasks.query(self, ask, self._show_stay)

    def _show_stay(self, opened: OpenStay) -> None:
        self.panel.show_stay(opened)
        self.right.setCurrentWidget(self.panel)

    def _on_disinfection(self) -> None:
        """Record it here where no order waits on the other page."""
        if self.now is not None:
            self.errands.disinfect(self.now)

    def _on_tick(self) -> None:
        now = self.desk.clock.now()
        self.left.map.tick(now)
        self.panel.tick(now)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_tick()
        self._timer.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)
