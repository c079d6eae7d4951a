# SPDX-License-Identifier: Apache-2.0
"""Airing, cleaning, disinfecting: the day's board in front, orders, places, mixing, stock behind.

Alt+1 to Alt+6 choose the tab. A tab is read when it is shown; the board is read with the page.
"""

from collections.abc import Callable
from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from schoolguard import disinfection
from schoolguard.access.rules import Action, allowed
from schoolguard.app.today import flow_rules
from schoolguard.disinfection import Place
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import OrderId, PlaceId
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.alerts import Alerts
from schoolguard.ui.disinfection.board_tab import BoardTab
from schoolguard.ui.disinfection.contact_timer import ContactTimers, TimerBar
from schoolguard.ui.disinfection.day_bar import DayBar
from schoolguard.ui.disinfection.door_dialog import DoorDialog
from schoolguard.ui.disinfection.orders_tab import OrdersTab
from schoolguard.ui.disinfection.papers import Papers
from schoolguard.ui.disinfection.place_deeds import PlaceDeeds
from schoolguard.ui.disinfection.reading import DayFound, day_of, disease_names
from schoolguard.ui.disinfection.tabs import NAMES, Tabs
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.delivery import show_on_paper, write_as_sheet
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.page import Page

_EVERY_MINUTE_MS: Final = 60_000


class DisinfectionPage(Page):
    """The room's home in the window."""

    title_key: ClassVar[str] = "disinfection_page.title"
    help_chapter: ClassVar[str] = "disinfection"
    concerns: ClassVar[Changes] = Changes.DISINFECTION | Changes.ROSTER | Changes.SETTINGS
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._day = local_day(desk.clock.now())
        self._follows_clock = True
        self._wanted: tuple[PlaceId | None, str] | None = None
        rules = flow_rules(desk.school)
        names = disease_names(rules, desk.texts.language)
        self.words = Words(desk.texts, rules.disinfection, names)
        records = allowed(desk.school.actor, Action.RECORD_DISINFECTION)
        plans = allowed(desk.school.actor, Action.PLAN_DISINFECTION)
        self.timers = ContactTimers(self)
        self.banner = Banner(self)
        self.board = BoardTab(desk, self.words, self.timers, may_record=records, parent=self)
        self.orders = OrdersTab(desk, self.words, may_record=records, parent=self)
        self.papers = Papers(self, self.words)
        self.alerts = Alerts(desk, self.words, self.banner, self)
        self.days = DayBar(desk, self)
        self.tabs = Tabs(
            desk,
            self.words,
            self.timers,
            self.papers,
            records=records,
            plans=plans,
            parent=self,
        )
        self._build_head(records=records, plans=plans)
        self._build_body(plans=plans)
        self._connect()

    @property
    def day(self) -> date:
        """The day shown."""
        return self._day

    def go_to(self, day: date) -> None:
        """Show another day, past or to come."""
        self._day = day
        self._follows_clock = day == local_day(self.desk.clock.now())
        self.mark_stale()

    @override
    def refresh(self) -> None:
        if self._follows_clock:
            self._day = local_day(self.desk.clock.now())
        self.days.show_day(self._day)
        question = day_of(self._day, self.words.rules, self.desk.school.calendar)
        self.desk.tasks.query(self, question, self._show)
        self.orders.refresh()
        self.tabs.read()

    @override
    def show_args(self, **args: object) -> None:
        """Show a day, a tab, an order, or what waits at a place or of a task.

        Known are ``day``, ``tab``, ``order_id``, ``place_id`` and ``task_id``.
        """
        tab, order_id, place_id = args.get("tab"), args.get("order_id"), args.get("place_id")
        known = PlaceId(place_id) if isinstance(place_id, int) else None
        if isinstance(args.get("day"), str):
            self.go_to(date.fromisoformat(str(args["day"])))
        if isinstance(order_id, int):
            self.tabs.setCurrentWidget(self.orders)
            self.orders.go_to(OrderId(order_id))
        elif tab in NAMES:
            if tab == "places":
                self.tabs.places.wanted = known
            self.tabs.show_tab(str(tab))
        elif known is not None or args.get("task_id"):
            self.tabs.setCurrentWidget(self._board_stack)
            self._wanted = known, str(args.get("task_id") or "")
            self.mark_stale()

    @override
    def print_action(self) -> None:
        if self.tabs.name == "coverage":
            show_on_paper(
                self, self.tabs.coverage.document(), self.text("disinfection_page.tab.coverage")
            )
        else:
            self._with_places(
                lambda places: self.papers.print_one(places, self._place_id, self._day)
            )

    @override
    def export_action(self) -> None:
        if self.tabs.name == "coverage":
            write_as_sheet(
                self, self.tabs.coverage.document(), self.text("disinfection_page.tab.coverage")
            )
        else:
            self._with_places(
                lambda places: self.papers.export_one(places, self._place_id, self._day)
            )

    def type_back(self) -> None:
        """Type paper door sheets back."""
        self._with_places(
            lambda places: DoorDialog.tell(self, self.desk, self.words, places, self._place_id)
        )

    def _build_head(self, *, records: bool, plans: bool) -> None:
        self._actions.insertWidget(0, self.days)
        if records:
            self.board.add_button("import", "import.action", self.papers.ask_import, "Ctrl+I")
            self.board.add_button("keyboard", "door.action", self.type_back, "Ctrl+D")
        if plans:
            self.board.add_button("siren", "alert.action", self.alerts.open, "F9")

    def _build_body(self, *, plans: bool) -> None:
        self._empty = EmptyState(
            "spray-can",
            self.text("disinfection_page.place.nothing"),
            self.text("disinfection_page.place.nothing_text"),
            self,
        )
        if plans:
            words = self.text("disinfection_page.place.propose_deed")
            deeds = PlaceDeeds(self.desk, self.words, self)
            button = self._empty.add_button(words, deeds.propose)
            button.setShortcut(QKeySequence("F3"))
        self._board_stack = QStackedWidget(self)
        self._board_stack.addWidget(self.board)
        self._board_stack.addWidget(self._empty)
        self.tabs.fill(self._board_stack, self.orders, front=self.board.view)
        self.body.addWidget(self.banner)
        self.body.addWidget(TimerBar(self.timers, self.desk.texts, self))
        self.body.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.days.day_chosen.connect(self.go_to)
        self.board.outdated.connect(self.mark_stale)
        self.board.signing.late_told.connect(lambda _: self._say_day())
        self.orders.counted.connect(self._on_orders)
        self.orders.timer_wanted.connect(self.timers.start)
        self.timers.ended.connect(self._on_timer)
        minute = QTimer(self, interval=_EVERY_MINUTE_MS)
        minute.timeout.connect(self._on_minute)
        minute.start()

    def _show(self, found: DayFound) -> None:
        board = found.board
        self.alerts.show_day(board)
        self.board.show_board(board, found.bottles)
        self.tabs.take_bottles(found.bottles)
        self._board_stack.setCurrentWidget(self.board if board.rows else self._empty)
        self._say_day()
        if self._wanted is not None:
            self.board.go_to(*self._wanted)
            self._wanted = None

    def _say_day(self) -> None:
        board = self.board.board
        if board is None:
            return
        weekday = self.text(f"today.weekday.{board.day.weekday()}")
        self.set_title(
            self.text(
                "disinfection_page.heading",
                month=board.day.month,
                day=board.day.day,
                weekday=weekday,
            )
        )
        self.set_subtitle(self.alerts.day_sentence(board))

    def _with_places(self, then: Callable[[tuple[Place, ...]], None]) -> None:
        self.desk.tasks.query(self, disinfection.places, then)

    @property
    def _place_id(self) -> PlaceId | None:
        at = self.board.view.at
        return at.row.place.id if at is not None else None

    @Slot(int, int)
    def _on_orders(self, count: int, overdue: int) -> None:
        key = "orders_count" if count else "orders"
        words = self.text(f"disinfection_page.tab.{key}", count=count, overdue=overdue)
        self.tabs.setTabText(NAMES.index("orders"), words)

    @Slot(str, int)
    def _on_timer(self, label: str, minutes: int) -> None:
        words = self.text("disinfection_page.timer.ended", label=label, minutes=minutes)
        self.desk.notify.attention(words)

    @Slot()
    def _on_minute(self) -> None:
        """Let rounds fall due while the page is looked at, but never under marked ones."""
        if self.isVisible() and len(self.board.view.selectedIndexes()) <= 1:
            self.mark_stale()

    @override
    def _on_changed(self, changes: Changes) -> None:
        """Read again after others' changes; what was signed here is read when the keys pause."""
        if self.board.writer.own_changes:
            self.board.writer.own_changes -= 1
            changes &= ~Changes.DISINFECTION
        super()._on_changed(changes)
