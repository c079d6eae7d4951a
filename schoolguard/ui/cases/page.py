# SPDX-License-Identifier: Apache-2.0
"""The page of cases: the list by what presses on the left, the case at hand on the right.

A second sheet holds the daily round of the close contacts; Ctrl+T goes there and back.
"""

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from schoolguard.access.rules import Action, allowed
from schoolguard.app.today import flow_rules
from schoolguard.cases import CaseLine
from schoolguard.flows import CaseOpened
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import CloseContactId, DiseaseCaseId, PersonId
from schoolguard.ui.cases.case_panel import CasePanel
from schoolguard.ui.cases.cases_table import CasesTable
from schoolguard.ui.cases.contact_deeds import ContactDeeds
from schoolguard.ui.cases.contact_papers import ContactPapers
from schoolguard.ui.cases.deeds import Deeds
from schoolguard.ui.cases.dialogs import ClassifyDialog
from schoolguard.ui.cases.open_dialog import OpenDialog
from schoolguard.ui.cases.reading import OpenedCase, Which, read_case, read_lines
from schoolguard.ui.cases.register import Register
from schoolguard.ui.cases.watch_panel import WatchPanel
from schoolguard.ui.cases.wiring import connect_case, connect_contacts
from schoolguard.ui.cases.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.search_field import SearchField

_PANEL_WIDTH = 560


class CasesPage(Page):
    """Cases of infectious disease and their close contacts."""

    title_key: ClassVar[str] = "cases_page.title"
    help_chapter: ClassVar[str] = "cases"
    concerns: ClassVar[Changes] = Changes.CASES | Changes.ROSTER
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        rules = flow_rules(desk.school)
        self._rules = rules.cases
        symptoms = rules.checks.symptoms
        self._words = Words(
            desk.texts,
            rules.cases,
            {one.id: one.name(desk.texts.language) for one in symptoms},
            {one.key: one.id for one in symptoms},
        )
        self._wanted: DiseaseCaseId | None = None
        self._may_record = allowed(desk.school.actor, Action.RECORD_CASES)
        self.deeds = Deeds(desk, self)
        self.contact_deeds = ContactDeeds(self, self._words, self.deeds)
        self.register = Register(self, rules.cases)
        self.which = QComboBox(self)
        self.which.setAccessibleName(self.text("cases_page.which.label"))
        for which in Which:
            self.which.addItem(self.text(f"cases_page.which.{which.value}"), which)
        self.search = SearchField(self.text("cases_page.search"), self)
        self.table = CasesTable(self._words, self)
        self.panel = CasePanel(self._words, may_record=self._may_record, parent=self)
        self.watch = WatchPanel(desk, self._words, may_record=self._may_record, parent=self)
        self.add_action("cases_page.watch.action", "clipboard-check", self.turn_sheet, "Ctrl+T")
        if self._may_record:
            self.add_action("cases_page.new.action", "plus", self.open_new, "Ctrl+N", primary=True)
        self._arrange()
        self._connect()

    @override
    def refresh(self) -> None:
        self.watch.refresh()
        if self.sheets.currentWidget() is self.watch:
            return
        which: Which = self.which.currentData()
        self.desk.tasks.query(self, read_lines(which, self._rules), self._show_lines)

    @override
    def show_args(self, **args: object) -> None:
        """Show one case (``case_id``), the round (``watch=True``, ``contact_id``), or open one.

        A new case is prefilled by ``person_id``, with ``absence_case_id``, ``stay_id``,
        ``onset_on`` (a date) and ``disease_id`` as far as known.
        """
        case_id, person_id = args.get("case_id"), args.get("person_id")
        contact_id = args.get("contact_id")
        if args.get("watch") or isinstance(contact_id, int):
            self.sheets.setCurrentWidget(self.watch)
            if isinstance(contact_id, int):
                self.watch.grid.go_to(CloseContactId(contact_id))
        elif isinstance(case_id, int):
            self.show_case(DiseaseCaseId(case_id))
        elif isinstance(person_id, int) and self._may_record:
            self.open_new(PersonId(person_id), dict(args))

    @override
    def print_action(self) -> None:
        self.register.print_span(self.which.currentData())

    @override
    def export_action(self) -> None:
        self.register.export_span(self.which.currentData())

    def show_case(self, case_id: DiseaseCaseId) -> None:
        """Make a case current, also one that the list does not show."""
        self.sheets.setCurrentIndex(0)
        self._wanted = case_id
        self.search.clear()
        if not self.table.choose(case_id):
            self.mark_stale()
        self.table.setFocus()

    def open_new(
        self, person_id: PersonId | None = None, args: dict[str, object] | None = None
    ) -> None:
        """Register a case."""
        draft = OpenDialog.ask(self, self.desk, self._words, person_id or None, args)
        if draft is not None:
            self.deeds.open(draft)

    def turn_sheet(self) -> None:
        """Go from the cases to the round of the day, or back."""
        self.sheets.setCurrentIndex(1 - self.sheets.currentIndex())
        at_watch = self.sheets.currentWidget() is self.watch
        (self.watch.grid if at_watch else self.table).setFocus()

    def ask_classify(self) -> None:
        """Ask for the next step of the classification of the case at hand."""
        if self.panel.opened is None:
            return
        case = self.panel.opened.case
        told = ClassifyDialog.ask(self, self._words, case, local_day(self.desk.clock.now()))
        if told is not None:
            self.deeds.classify(case.line.id, told)

    def at_hand(self) -> DiseaseCaseId:
        """The case on the panel."""
        assert self.panel.opened is not None  # noqa: S101 - its buttons are on the panel
        return self.panel.opened.case.line.id

    def on_opened(self, opened: CaseOpened) -> None:
        """Show a new case with the close contacts it asks for."""
        self.show_case(opened.case_id)
        self.panel.tabs.setCurrentWidget(self.panel.reports)

    @Slot(int)
    def read_case(self, case_id: int) -> None:
        """Read a case; what was typed for the one before and not kept yet is kept."""
        left = self.panel.facts.unsaved
        if left is not None and self.at_hand() != case_id:
            self.deeds.describe(self.at_hand(), left)
        question = read_case(DiseaseCaseId(case_id), self._rules)
        self.desk.tasks.query(self, question, self._show_case)

    def _show_case(self, opened: OpenedCase) -> None:
        self.panel.show_case(opened, self.desk.clock.now())
        self._right.setCurrentWidget(self.panel)

    def _show_lines(self, lines: tuple[CaseLine, ...]) -> None:
        overdue = sum(line.overdue for line in lines)
        watched = sum(line.watched for line in lines)
        self.set_subtitle(
            self.text("cases_page.subtitle", count=len(lines), overdue=overdue, watched=watched)
        )
        self.table.show_lines(lines, self.desk.clock.now())
        self._left.setCurrentWidget(self.table if lines else self._nothing)
        self._right.setVisible(bool(lines) or self._wanted is not None)
        if not lines:
            self._right.setCurrentWidget(self._nobody)
        if self._wanted is not None and not self.table.choose(self._wanted):
            self.read_case(self._wanted)
        self._wanted = None

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(scale.GAP)
        filters.addWidget(self.which)
        filters.addWidget(self.search, 1)
        text = self.text
        self._nothing = EmptyState(
            "circle-check",
            text("cases_page.nothing.title"),
            text("cases_page.nothing.text"),
            self,
        )
        self._nobody = EmptyState(
            "biohazard", text("cases_page.choose.title"), text("cases_page.choose.text"), self
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
        sheet = QWidget(self)
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, scale.GAP, 0, 0)
        row.setSpacing(scale.MARGIN)
        row.addLayout(left, 1)
        row.addWidget(self._right)
        self.sheets = QTabWidget(self)
        self.sheets.setDocumentMode(True)
        self.sheets.setAccessibleName(text("cases_page.title"))
        self.sheets.tabBar().setAccessibleName(text("cases_page.title"))
        self.sheets.addTab(sheet, text("cases_page.sheet.cases"))
        self.sheets.addTab(self.watch, text("cases_page.sheet.watch", count=0))
        self.body.addWidget(self.sheets, 1)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self.mark_stale)
        self.sheets.currentChanged.connect(self.mark_stale)
        self.search.searched.connect(self.table.narrow)
        self.search.left_downward.connect(self.table.setFocus)
        self.table.case_chosen.connect(self.read_case)
        self.table.opened.connect(lambda _: self.panel.reports.answered.setFocus())
        self.watch.counted.connect(
            lambda count: self.sheets.setTabText(
                1, self.text("cases_page.sheet.watch", count=count)
            )
        )
        self.deeds.case_opened.connect(self.on_opened)
        self.panel.family_wanted.connect(
            lambda person_id: self.desk.navigate("roster", person_id=person_id)
        )
        self.panel.course.case_wanted.connect(lambda one: self.show_case(DiseaseCaseId(one)))
        self.panel.end_bar.classify_wanted.connect(self.ask_classify)
        today = lambda: local_day(self.desk.clock.now())  # noqa: E731 - handed on
        connect_case(self.panel, self.deeds, today)
        connect_contacts(self.panel, self.contact_deeds, ContactPapers(self, self._rules))
