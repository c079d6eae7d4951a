# SPDX-License-Identifier: Apache-2.0
"""The home page: the day in numbers, the board, what is due; each of them a way to the work.

Reads one `flows.Today` in one transaction; what it shows is decided there.
"""

from collections.abc import Callable
from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard.access.rules import Action, allowed
from schoolguard.app.today import Above, above_of, today_of
from schoolguard.flows import DayKind, DueItem, OpenLink, Today
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.today.board_model import Square
from schoolguard.ui.today.board_paper import export_board, print_board
from schoolguard.ui.today.board_view import BoardView
from schoolguard.ui.today.counters import Counters
from schoolguard.ui.today.day_bar import DayBar
from schoolguard.ui.today.due_side import DUE, LINKS, DueSide
from schoolguard.ui.today.figures import figures_of
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.page import Page

_EVERY_MINUTE_MS: Final = 60_000


class TodayPage(Page):
    """The day: board, numbers, what is due."""

    title_key: ClassVar[str] = "today.title"
    help_chapter: ClassVar[str] = "today"
    concerns: ClassVar[Changes] = ~Changes.NONE
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._day = local_day(desk.clock.now())
        self._follows_clock = True
        self._is_new = True
        self._today: Today | None = None
        self._above = Above()
        self.counters = Counters(self)
        self.board = BoardView(desk.texts, self)
        self.side = DueSide(desk.texts, self)
        self.due, self.links = self.side.due, self.side.links
        self.banner = Banner(self)
        self._build_empty_states()
        self.days = DayBar(desk, self)
        self._actions.addWidget(self.days)
        self._arrange()
        self.days.day_chosen.connect(self.go_to)
        self.counters.chosen.connect(self._open_figure)
        self.board.opened.connect(self._open_square)
        self.due.opened.connect(self._open_due)
        self.links.opened.connect(self._open_due)
        timer = QTimer(self, interval=_EVERY_MINUTE_MS)
        timer.timeout.connect(self._on_minute)
        timer.start()

    @property
    def day(self) -> date:
        """The day shown."""
        return self._day

    def go_to(self, day: date) -> None:
        """Show another day, up to the present one."""
        present = local_day(self.desk.clock.now())
        self._day = min(day, present)
        self._follows_clock = self._day == present
        self._above = Above()
        self.mark_stale()

    @override
    def refresh(self) -> None:
        present = local_day(self.desk.clock.now())
        if self._follows_clock:
            self._day = present
        self.days.show_day(self._day)
        school, day = self.desk.school, self._day
        self.desk.tasks.query(self, today_of(school, day), self._show)
        self.desk.tasks.query(self, above_of(school, day), self._show_above)

    @override
    def show_args(self, **args: object) -> None:
        if isinstance(args.get("day"), str):
            self.go_to(date.fromisoformat(str(args["day"])))

    @override
    def print_action(self) -> None:
        if self._today is not None:
            print_board(self, self.desk, self._today)

    @override
    def export_action(self) -> None:
        if self._today is not None:
            export_board(self, self.desk, self._today)

    def _build_empty_states(self) -> None:
        self._nobody = EmptyState(
            "users", self.text("today.nobody.title"), self.text("today.nobody.text"), self
        )
        if allowed(self.desk.school.actor, Action.IMPORT_PEOPLE):
            self._nobody.add_button(
                self.text("today.nobody.import"),
                lambda: self.desk.navigate("roster", action="import"),
            )
        self._not_yours = EmptyState(
            "users", self.text("today.not_yours.title"), self.text("today.not_yours.text"), self
        )
        self._no_school = EmptyState(
            "sun", self.text("today.no_school.title"), self.text("today.no_school.text"), self
        )

    def _arrange(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.board)
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(self._not_yours)
        self._stack.addWidget(self._no_school)
        self._keys = QLabel(self.text("today.keys"), self)
        self._keys.setProperty("look", "small")
        self._keys.setWordWrap(True)
        left = QVBoxLayout()
        left.setSpacing(scale.TIGHT)
        left.addWidget(self._stack, 1)
        left.addWidget(self._keys)
        row = QHBoxLayout()
        row.setSpacing(scale.MARGIN)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.counters)
        self.body.addLayout(row, 1)
        QShortcut(QKeySequence("F6"), self).activated.connect(_focus(self.board))
        for keys, tab in (("F7", DUE), ("F8", LINKS)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda tab=tab: self.side.go_to(tab))

    @Slot(object)
    def _show(self, today: Today) -> None:
        self._today = today
        weekday = self.text(f"today.weekday.{today.day.weekday()}")
        self.set_title(
            self.text("today.heading", month=today.day.month, day=today.day.day, weekday=weekday)
        )
        made = local_time(today.made_at)
        self.set_subtitle(self.text("today.made", at=f"{made:%H:%M}"))
        self._show_board(today)
        self._show_due(today)
        if self._is_new:
            self._is_new = False
            self.board.setFocus()

    def _show_above(self, above: Above) -> None:
        self._above = above
        self.side.show_links(above.chains, self.desk.clock.now())
        if self._today is not None:
            self._show_due(self._today)

    def _show_due(self, today: Today) -> None:
        self.side.show_due(today.with_due(self._above.due).due, today.made_at)

    def _show_board(self, today: Today) -> None:
        self.board.show_day(today)
        self.counters.show_figures(figures_of(today, self.desk.texts))
        for widget in (self.counters, self.side):
            widget.setVisible(today.kind not in {DayKind.NO_PEOPLE, DayKind.NOT_YOURS})
        recorded = bool(today.rows)
        closed = today.kind is DayKind.NO_SCHOOL
        self.banner.say(
            Tone.INFO, self.text("today.no_school.recorded") if closed and recorded else ""
        )
        self._keys.setVisible(recorded)
        if today.kind is DayKind.NO_PEOPLE:
            self._stack.setCurrentWidget(self._nobody)
        elif today.kind is DayKind.NOT_YOURS:
            self._stack.setCurrentWidget(self._not_yours)
        else:
            self._stack.setCurrentWidget(self.board if recorded else self._no_school)

    @Slot(object)
    def _open_square(self, square: Square) -> None:
        session = square.session
        if session is None and self._today is not None:
            session = next(iter(self._today.sessions), None)
        self.desk.navigate(
            "checks",
            day=self._day.isoformat(),
            class_id=square.class_id,
            session=0 if session is None else int(session),
        )

    @Slot(object)
    def _open_due(self, item: DueItem | OpenLink) -> None:
        self.desk.navigate(item.page, **item.args)

    @Slot(str)
    def _open_figure(self, key: str) -> None:
        page, _, session = key.partition(":")
        args: dict[str, object] = {"day": self._day.isoformat()} if page == "checks" else {}
        if session:
            args["session"] = int(session)
        self.desk.navigate(page, **args)

    @Slot()
    def _on_minute(self) -> None:
        if self.isVisible():
            self.mark_stale()


def _focus(widget: QWidget) -> Callable[[], None]:
    return lambda: widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
