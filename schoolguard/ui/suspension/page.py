# SPDX-License-Identifier: Apache-2.0
"""The page of suspensions: the overview, one follow-up sheet, the list of the return morning.

Enter opens the sheet of the day, Escape leads back, Ctrl+PgDn to the next class. What is read
stands in `reading`; decisions in `deeds`; paper and sheets in `papers`.
"""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from schoolguard.access.rules import Action, allowed
from schoolguard.app.today import flow_rules
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import ClassId, SuspensionId
from schoolguard.suspension import FollowUpKey, FollowUpSheet, SheetLine, SuspensionLine
from schoolguard.ui.desk import Desk
from schoolguard.ui.suspension.deeds import Deeds
from schoolguard.ui.suspension.overview import OverviewView
from schoolguard.ui.suspension.papers import Papers
from schoolguard.ui.suspension.reading import (
    Overview,
    ReturnMorning,
    overview_of,
    return_of,
    sheet_of,
    sheets_of,
)
from schoolguard.ui.suspension.return_view import ReturnView
from schoolguard.ui.suspension.sheet_view import SheetView
from schoolguard.ui.suspension.words import Words
from schoolguard.ui.widgets.page import Page


class SuspensionPage(Page):
    """The room's home in the window."""

    title_key: ClassVar[str] = "suspension_page.title"
    help_chapter: ClassVar[str] = "suspension"
    concerns: ClassVar[Changes] = (
        Changes.SUSPENSION | Changes.ROSTER | Changes.CASES | Changes.ABSENCE
    )
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.rules = flow_rules(desk.school)
        self.words = Words(desk.texts, self.rules.diseases)
        self.overview = OverviewView(self.words, self)
        self.view = SheetView(desk, self.rules, self)
        self.returning = ReturnView(desk.texts, self)
        self.deeds = Deeds(desk, self.rules, self)
        self.papers = Papers(desk, self.rules, self.words, self)
        self.key: FollowUpKey | None = None
        self._wanted: SuspensionId | None = None
        self.stack = QStackedWidget(self)
        for widget in (self.overview, self.view, self.returning):
            self.stack.addWidget(widget)
        self.body.addWidget(self.stack, 1)
        self._build_actions()
        self._connect()
        self._show_stack(self.overview)

    def _build_actions(self) -> None:
        actor = self.desk.school.actor
        self.may_decide = allowed(actor, Action.DECIDE_SUSPENSION)
        may_follow = allowed(actor, Action.FOLLOW_SUSPENDED)
        self._may_follow = may_follow
        self.back = self.add_action("suspension_page.back", "arrow-left", self.show_overview)
        self.decide = self.add_action(
            "suspension_page.deed.decide", "plus", self.decide_new, "Ctrl+N", primary=True
        )
        self.hand_in = self.add_action(
            "suspension_page.hand_in.deed", "check", self.view.hand_in, "Ctrl+Return", primary=True
        )
        self.overview.allow(deciding=self.may_decide)
        self.view.allow(recording=may_follow)

    def _connect(self) -> None:
        over = self.overview
        over.proposal_opened.connect(lambda one: self.deeds.decide(one, self._on_decided))
        over.suspension_chosen.connect(self._read_sheets)
        over.sheet_opened.connect(self.open_sheet)
        over.deed_wanted.connect(self._on_deed)
        self.view.left.connect(self.show_overview)
        self.returning.left.connect(self.show_overview)
        self.returning.person_opened.connect(
            lambda person_id: self.desk.navigate("roster", person_id=person_id)
        )
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self._step(step))

    @override
    def refresh(self) -> None:
        today = local_day(self.desk.clock.now())
        self.desk.tasks.query(self, overview_of(today, self.rules), self._show_day)
        if self.key is not None:
            self.view.read_again()

    @override
    def show_args(self, **args: object) -> None:
        """Show one suspension: ``suspension_id``; with ``class_id`` and ``day`` its sheet."""
        if not isinstance(args.get("suspension_id"), int):
            return
        self._wanted = SuspensionId(int(str(args["suspension_id"])))
        if isinstance(args.get("class_id"), int) and args.get("day"):
            day = date.fromisoformat(str(args["day"]))
            self.open_sheet(FollowUpKey(day, ClassId(int(str(args["class_id"]))), self._wanted))
        else:
            self.show_overview()
        self.mark_stale()

    @override
    def print_action(self) -> None:
        shown, line = self.stack.currentWidget(), self.overview.current
        if shown is self.view and self.key is not None:
            self.papers.print_round(self.key)
        elif shown is self.returning and self.returning.morning is not None:
            self.papers.print_return(self.returning.morning)
        elif line is not None:
            self.papers.print_register(line)

    @override
    def export_action(self) -> None:
        shown, line = self.stack.currentWidget(), self.overview.current
        if shown is self.returning and self.returning.morning is not None:
            self.papers.export_return(self.returning.morning)
        elif line is not None:
            self.papers.export_register(line)

    @Slot(object)
    def open_sheet(self, key: FollowUpKey) -> None:
        """Open the follow-up sheet of a class on a day."""
        self.key = key
        self.desk.tasks.query(self, sheet_of(key, self.rules), self._show_sheet)

    def show_overview(self) -> None:
        """Go back to the overview."""
        self.key = None
        self._show_stack(self.overview)
        self.set_title(self.text(self.title_key))
        self.refresh()
        self.overview.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def decide_new(self) -> None:
        """Write down a decision without a proposal."""
        self.deeds.decide(None, self._on_decided)

    def _show_day(self, found: Overview) -> None:
        self.overview.show_overview(found, self._wanted)
        self._wanted = None
        if self.stack.currentWidget() is self.overview:
            running = [line for line in found.lines if line.people]
            people = sum(line.people for line in running)
            asked = sum(line.asked for line in running)
            self.set_subtitle(
                self.text(
                    "suspension_page.subtitle", count=len(running), people=people, asked=asked
                )
            )

    @Slot(int)
    def _read_sheets(self, suspension_id: int) -> None:
        wanted = SuspensionId(suspension_id)

        def show(lines: tuple[SheetLine, ...]) -> None:
            if self.overview.current_id == wanted:
                self.overview.show_sheets(lines)

        self.desk.tasks.query(self, sheets_of(wanted, self.rules), show)

    def _show_sheet(self, sheet: FollowUpSheet) -> None:
        if sheet.key != self.key:
            return
        self.set_title(self.text("suspension_page.sheet.title", class_name=sheet.class_name))
        self.set_subtitle(
            self.text(
                "suspension_page.sheet.subtitle",
                day=sheet.key.day.isoformat(),
                number=sheet.day_number,
                days=sheet.days,
                disease=self.words.disease(sheet.disease_id),
            )
        )
        self.view.show_sheet(sheet)
        self._show_stack(self.view)
        self.view.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_return(self, morning: ReturnMorning) -> None:
        self.returning.show_morning(morning)
        self.set_title(self.text("suspension.return.title"))
        words = f"{morning.what}  {morning.back_on.isoformat()}  {self.returning.sum_words}"
        self.set_subtitle(words)
        self._show_stack(self.returning)
        self.returning.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_stack(self, widget: QWidget) -> None:
        self.stack.setCurrentWidget(widget)
        self.back.setVisible(widget is not self.overview)
        self.decide.setVisible(widget is self.overview and self.may_decide)
        self.hand_in.setVisible(widget is self.view and self._may_follow)

    @Slot(str, object)
    def _on_deed(self, name: str, line: SuspensionLine) -> None:
        if name == "return":
            between = self.text("suspension.between")
            self.desk.tasks.query(self, return_of(line, self.rules, between), self._show_return)
        else:
            self.deeds.do(name, line)

    def _on_decided(self, suspension_id: SuspensionId) -> None:
        self._wanted = suspension_id

    def _step(self, step: int) -> None:
        """Open the class before or after on the same day."""
        keys = [
            line.key
            for line in self.overview.sheet_rows.rows
            if self.key is not None and line.key.day == self.key.day
        ]
        if self.key in keys and 0 <= keys.index(self.key) + step < len(keys):
            self.open_sheet(keys[keys.index(self.key) + step])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.key is not None:
            self.view.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def _on_changed(self, changes: Changes) -> None:
        """Read again after others' changes; what was typed here shows already."""
        if self.view.writer.own_changes:
            self.view.writer.own_changes -= 1
            changes &= ~Changes.SUSPENSION
        super()._on_changed(changes)
