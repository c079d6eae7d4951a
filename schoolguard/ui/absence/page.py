# SPDX-License-Identifier: Apache-2.0
"""The page of absence follow-up: the list on the left, the case at hand on the right.

Down to the next case, Alt+1 after the call, Ctrl+S, Ctrl+Enter: a round without the mouse.
"""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard import absence
from schoolguard.absence import CaseDetails, CaseLine, ContactDraft
from schoolguard.access.rules import Action, allowed
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import CaseId
from schoolguard.ui.absence.case_panel import CasePanel
from schoolguard.ui.absence.cases_table import CasesTable
from schoolguard.ui.absence.deeds import Deeds
from schoolguard.ui.absence.open_dialog import NewCase, OpenDialog
from schoolguard.ui.absence.reading import OpenCase, Which, read_case, read_lines
from schoolguard.ui.absence.register import Register
from schoolguard.ui.absence.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.search_field import SearchField

_PANEL_WIDTH = 560


class AbsencePage(Page):
    """Absence cases."""

    title_key: ClassVar[str] = "absence_page.title"
    help_chapter: ClassVar[str] = "absence"
    concerns: ClassVar[Changes] = (
        Changes.ABSENCE | Changes.ROSTER | Changes.ISOLATION | Changes.CASES | Changes.CLEARANCE
    )
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        rules = flow_rules(desk.school)
        symptoms = {one.id: one.name(desk.texts.language) for one in rules.checks.symptoms}
        self._flow_rules, self._rules = rules, rules.absence
        self._words = Words(desk.texts, rules.absence, symptoms)
        self._wanted: CaseId | None = None
        self.deeds = Deeds(desk, self)
        self.register = Register(desk, self._words, self)
        self.which = QComboBox(self)
        self.which.setAccessibleName(self.text("absence_page.which.label"))
        for which in Which:
            self.which.addItem(self.text(f"absence_page.which.{which.value}"), which)
        self.search = SearchField(self.text("absence_page.search"), self)
        self.table = CasesTable(self._words, self)
        may_follow = allowed(desk.school.actor, Action.FOLLOW_ABSENCE)
        self.panel = CasePanel(self._words, desk.school.actor, may_follow=may_follow, parent=self)
        if may_follow:
            self.add_action(
                "absence_page.new.action", "plus", self.open_new, "Ctrl+N", primary=True
            )
        self._arrange()
        self._connect()

    @override
    def refresh(self) -> None:
        which: Which = self.which.currentData()
        self.desk.tasks.query(self, read_lines(which, self._rules), self._show_lines)
        self.desk.tasks.query(self, absence.last_contact_words, self.panel.contact.offer_words)

    @override
    def show_args(self, **args: object) -> None:
        """Show one case: ``case_id``."""
        if isinstance(args.get("case_id"), int):
            self._wanted = CaseId(int(str(args["case_id"])))
            self.search.clear()
            if not self.table.choose(self._wanted):
                self.mark_stale()
            self.table.setFocus()

    @override
    def print_action(self) -> None:
        self.register.print_month(local_day(self.desk.clock.now()))

    @override
    def export_action(self) -> None:
        self.register.export_month(local_day(self.desk.clock.now()))

    def open_new(self) -> None:
        """Register an absence by hand."""
        told = OpenDialog.ask(self, self.desk)
        if told is not None:
            self.desk.tasks.change(self, lambda unit: self._open(unit, told), self._on_opened)

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(scale.GAP)
        filters.addWidget(self.which)
        filters.addWidget(self.search, 1)
        self._nothing = EmptyState(
            "circle-check",
            self.text("absence_page.nothing.title"),
            self.text("absence_page.nothing.text"),
            self,
        )
        self._nobody = EmptyState(
            "user-x",
            self.text("absence_page.choose.title"),
            self.text("absence_page.choose.text"),
            self,
        )
        self._left = QStackedWidget(self)
        self._left.addWidget(self.table)
        self._left.addWidget(self._nothing)
        self._right = QStackedWidget(self)
        self._right.addWidget(self._nobody)
        self._right.addWidget(self.panel)
        self._right.setFixedWidth(_PANEL_WIDTH)
        left = QVBoxLayout()
        left.setSpacing(scale.GAP)
        left.addLayout(filters)
        left.addWidget(self._left, 1)
        row = QHBoxLayout()
        row.setSpacing(scale.MARGIN)
        row.addLayout(left, 1)
        row.addWidget(self._right)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self.mark_stale)
        self.search.searched.connect(self.table.narrow)
        self.search.left_downward.connect(self.table.setFocus)
        self.table.case_chosen.connect(self._read_case)
        self.table.opened.connect(lambda _: self.panel.contact.guardians.setFocus())
        panel, bar = self.panel, self.panel.close_bar
        panel.contact.attempted.connect(self._on_attempt)
        panel.save_wanted.connect(self._on_save)
        panel.family_wanted.connect(
            lambda person_id: self.desk.navigate("roster", person_id=person_id)
        )
        panel.links.link_wanted.connect(lambda page, args: self.desk.navigate(page, **args))
        bar.close_wanted.connect(self._on_close)
        bar.keep_wanted.connect(lambda: self.deeds.keep(self._at_hand()))
        bar.withdraw_wanted.connect(lambda: self.deeds.withdraw(self._at_hand()))
        bar.postpone_wanted.connect(lambda: self.deeds.postpone(self._at_hand()))
        bar.lessons_wanted.connect(self._on_lessons)
        bar.reopen_wanted.connect(lambda: self.deeds.reopen(self._at_hand()))

    def _show_lines(self, lines: tuple[CaseLine, ...]) -> None:
        overdue = sum(line.overdue for line in lines)
        self.set_subtitle(self.text("absence_page.subtitle", count=len(lines), overdue=overdue))
        self.table.show_lines(lines, self.desk.clock.now())
        self._left.setCurrentWidget(self.table if lines else self._nothing)
        self._right.setVisible(bool(lines) or self._wanted is not None)
        if not lines:
            self._right.setCurrentWidget(self._nobody)
        if self._wanted is not None and not self.table.choose(self._wanted):
            self._read_case(self._wanted)
        self._wanted = None

    @Slot(int)
    def _read_case(self, case_id: int) -> None:
        left = self.panel.unsaved
        if left is not None and self._at_hand() != case_id:
            self.deeds.describe(self._at_hand(), left)
        self.desk.tasks.query(self, read_case(CaseId(case_id), self._flow_rules), self._show_case)

    def _show_case(self, opened: OpenCase) -> None:
        line = opened.case.line
        may_close = allowed(self.desk.school.actor, Action.CLOSE_ABSENCE, line.class_id)
        today = local_day(self.desk.clock.now())
        self.panel.show_case(opened, today, may_close=may_close)
        self._right.setCurrentWidget(self.panel)

    def _at_hand(self) -> CaseId:
        assert self.panel.opened is not None  # noqa: S101 - its buttons are on the panel
        return self.panel.opened.case.line.id

    @Slot(object)
    def _on_attempt(self, draft: ContactDraft) -> None:
        self.deeds.contact(self._at_hand(), draft)

    @Slot(object)
    def _on_save(self, details: CaseDetails) -> None:
        self.deeds.describe(self._at_hand(), details)

    @Slot(str, object)
    def _on_close(self, outcome_id: str, returned_on: date | None) -> None:
        self.deeds.close(self._at_hand(), outcome_id, returned_on, self.panel.unsaved)

    def _on_lessons(self) -> None:
        if self.panel.opened is not None:
            self.deeds.count_lessons(self.panel.opened.case)

    def _open(self, unit: Unit, told: NewCase) -> CaseId:
        rules = flow_rules(self.desk.school)
        return absence.open_by_hand(
            unit,
            told.person_id,
            told.class_id,
            unit.today,
            told.sessions,
            CaseDetails(told.reason),
            rules=rules.absence,
            calendar=rules.calendar,
        )

    def _on_opened(self, case_id: CaseId) -> None:
        self._wanted = case_id
        self.desk.notify.done(self.text("absence_page.done.opened"))
