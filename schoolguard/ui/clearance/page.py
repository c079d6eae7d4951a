# SPDX-License-Identifier: Apache-2.0
"""The page of the way back to class: who waits on the left, the one at hand on the right.

Type a name, Enter, the days, Ctrl+Enter, Ctrl+P: a return without the mouse.
"""

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard import clearance, flows
from schoolguard.access.rules import Action, allowed
from schoolguard.app.today import flow_rules
from schoolguard.clearance import Clearance, ClearanceLine, Sign
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClearanceId, PersonId
from schoolguard.ui.clearance.ask_dialog import AskDialog
from schoolguard.ui.clearance.panel import ClearancePanel
from schoolguard.ui.clearance.panel_deeds import PanelDeeds
from schoolguard.ui.clearance.papers_out import PapersOut
from schoolguard.ui.clearance.reading import Person, Which, read_lines, read_person
from schoolguard.ui.clearance.variants_dialog import VariantsDialog
from schoolguard.ui.clearance.waiting_table import WaitingTable
from schoolguard.ui.clearance.words import Words, may_print
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.search_field import SearchField

_PANEL_WIDTH = 560


class ClearancePage(Page):
    """Clearances for the return to class."""

    title_key: ClassVar[str] = "ui.page.clearance"
    help_chapter: ClassVar[str] = "clearance"
    concerns: ClassVar[Changes] = Changes.CLEARANCE | Changes.ROSTER | Changes.CHECKS
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._absence_rules = flow_rules(desk.school).absence
        self._rules = flow_rules(desk.school).clearance
        self._words = Words(desk.school, desk.texts)
        self._wanted: ClearanceId | None = None
        self._shown: ClearanceId | None = None
        self._goes_on = False
        self._may_clear = allowed(desk.school.actor, Action.CLEAR_RETURN)
        self.papers_out = PapersOut(self, self._words)
        self.which = QComboBox(self)
        self.which.setAccessibleName(self.text("clearance_page.which.label"))
        for which in Which:
            self.which.addItem(self.text(f"clearance_page.which.{which.value}"), which)
        self.search = SearchField(self.text("clearance_page.search"), self)
        self.table = WaitingTable(self._words, self)
        self.panel = ClearancePanel(self._words, desk.clock, may_clear=self._may_clear, parent=self)
        self.deeds = PanelDeeds(desk, self._words, self, self.panel)
        self.add_action(
            "clearance_page.register.action",
            "clipboard-list",
            self.papers_out.print_register,
            "Ctrl+Shift+P",
        )
        if allowed(desk.school.actor, Action.CHANGE_SETTINGS):
            self.add_action("clearance_page.variants.action", "map-pin", self.choose_variant)
        if self._may_clear:
            self.add_action("clearance_page.ask.action", "plus", self.ask, "Ctrl+N", primary=True)
        self._arrange()
        self._connect()

    @override
    def refresh(self) -> None:
        which: Which = self.which.currentData()
        self.desk.tasks.query(self, read_lines(which, self._rules), self._show_lines)

    @override
    def show_args(self, **args: object) -> None:
        """Show one clearance, or ask for one.

        Args:
            args: ``clearance_id``; or ``person_id``, with ``disease_id`` and ``absence_case_id``
                where they are known.
        """
        if isinstance(args.get("clearance_id"), int):
            self._go_to(ClearanceId(int(str(args["clearance_id"]))))
        elif isinstance(args.get("person_id"), int):
            person_id = PersonId(int(str(args["person_id"])))
            question = read_person(person_id, args, self._absence_rules)
            self.desk.tasks.query(self, question, self._show_person)

    @override
    def print_action(self) -> None:
        found = self.panel.found
        if found is None or not may_print(found):
            self.desk.notify.error(UserError("clearance.no_decision"))
        else:
            self.papers_out.print_slip(found.line.id)

    @override
    def export_action(self) -> None:
        self.papers_out.export_register()

    def ask(self, typed: str | None = None) -> None:
        """Ask for a clearance by hand."""
        draft = AskDialog.ask(self, self.desk, self._words, typed or "")
        if draft is not None:
            self.deeds.ask(draft, self._go_on)

    def choose_variant(self) -> None:
        """Choose a region's variant of a rule."""

        def choose(chosen: "dict[str, str]") -> None:
            disease_id = "" if self.panel.found is None else self.panel.found.line.disease_id
            answer = VariantsDialog.ask(self, self._words, chosen, disease_id)
            if answer is not None:
                self.deeds.choose_variant(*answer)

        self.desk.tasks.query(self, lambda view: dict(clearance.chosen_variants(view)), choose)

    def _show_person(self, person: Person) -> None:
        """Go to a person's open clearance, else ask for one."""
        if person.draft is not None and self._may_clear:
            self.deeds.ask(person.draft, self._go_on)
        else:
            self._go_to(person.waiting)

    def _go_on(self, clearance_id: ClearanceId) -> None:
        """Show a clearance with the keyboard in its first unknown day."""
        self._goes_on = True
        self._go_to(clearance_id)

    def _go_to(self, clearance_id: ClearanceId | None) -> None:
        if clearance_id is None:
            return
        self._wanted = clearance_id
        self.search.clear()
        self.mark_stale()

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(scale.GAP)
        filters.addWidget(self.which)
        filters.addWidget(self.search, 1)
        text = self.text
        self._nothing = EmptyState(
            "badge-check",
            text("clearance_page.nothing.title"),
            text("clearance_page.nothing.text"),
            self,
        )
        self._nobody = EmptyState(
            "badge-check",
            text("clearance_page.choose.title"),
            text("clearance_page.choose.text"),
            self,
        )
        self._left, self._right = QStackedWidget(self), QStackedWidget(self)
        self._left.addWidget(self.table)
        self._left.addWidget(self._nothing)
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
        self.search.returnPressed.connect(self._on_enter)
        self.table.clearance_chosen.connect(self._read_one)
        self.table.opened.connect(lambda _: self.panel.form.first_field.setFocus())
        self.panel.family_wanted.connect(
            lambda person_id: self.desk.navigate("roster", person_id=person_id)
        )
        self.deeds.decided.connect(self._on_decided)

    def _show_lines(self, lines: tuple[ClearanceLine, ...]) -> None:
        ready = sum(line.sign is Sign.MAY_RETURN for line in lines)
        seen = sum(line.sign is Sign.IN_CLASS for line in lines)
        self.set_subtitle(
            self.text("clearance_page.subtitle", count=len(lines), ready=ready, seen=seen)
        )
        target = self._wanted or self._shown
        self._wanted = None
        self.table.show_lines(lines, local_day(self.desk.clock.now()))
        self._left.setCurrentWidget(self.table if lines else self._nothing)
        if target is None:
            self._right.setCurrentWidget(self.panel if lines else self._nobody)
        elif target != self.table.current_id and not self.table.choose(target):
            self._read_one(target)

    @Slot(int)
    def _read_one(self, clearance_id: int) -> None:
        self.deeds.leave(ClearanceId(clearance_id))
        wanted, rules = ClearanceId(clearance_id), self._rules
        self._shown = wanted
        self.desk.tasks.query(
            self, lambda view: clearance.clearance(view, wanted, rules), self._show
        )

    def _show(self, found: Clearance) -> None:
        self.panel.show_clearance(found)
        self._right.setCurrentWidget(self.panel)
        if self._goes_on:
            self._goes_on = False
            self.panel.form.first_field.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        """Work on whoever the typed text leaves in the list, else look the person up."""
        typed = self.search.text().strip()
        self.table.narrow(typed)
        if self.table.lines:
            self.table.select_row(0)
            self._goes_on = True
            self._read_one(self.table.lines[0].id)
        elif typed and self._may_clear:
            self.search.clear()
            self.ask(typed)

    @Slot(object)
    def _on_decided(self, done: flows.Cleared) -> None:
        """Keep whoever was decided on at hand, so that the slip can be printed."""
        self._wanted = done.decided.clearance_id
        if done.left_open:
            refusals = (self._words.refusal(code) for code in done.left_open)
            self.desk.notify.attention(
                self.text("clearance_page.left_open", why=" ".join(refusals))
            )
