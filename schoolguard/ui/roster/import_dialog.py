# SPDX-License-Identifier: Apache-2.0
"""Takes a school in from its own sheet: choose, see the dry run, settle doubts, import.

The dry run comes at once with the columns guessed or remembered; nothing is written before the last
button. The file is read in a child process off the database thread.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from schoolguard import roster
from schoolguard.app import View
from schoolguard.app.rule_book import roster_rules
from schoolguard.kernel.ids import PersonId
from schoolguard.roster import Verdict
from schoolguard.ui.desk import Desk
from schoolguard.ui.roster.change_dialogs import tell_refusal
from schoolguard.ui.roster.import_columns import ImportColumns
from schoolguard.ui.roster.import_result import ImportResult
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.empty import EmptyState


class ImportDialog(HouseDialog):
    """The way from a file to a roster; what was done is in `imported`."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        texts = desk.texts
        super().__init__(parent, texts, texts("people.import.title"), texts("people.import.deed"))
        self._desk = desk
        self._rules = roster_rules(desk.school)
        self._sheet: roster.RosterSheet | None = None
        self._plan: roster.ImportPlan | None = None
        self._decisions: dict[int, PersonId | roster.Decision] = {}
        self.imported: roster.Imported | None = None
        start = EmptyState(
            "file-spreadsheet",
            texts("people.import.start"),
            texts("people.import.start_hint"),
            self,
        )
        self.choose_button = start.add_button(texts("people.import.choose"), self.choose)
        self.columns = ImportColumns(texts, self)
        self.outcome = ImportResult(texts, self)
        self._steps = QStackedWidget(self)
        for step in (start, self.columns, self.outcome):
            self._steps.addWidget(step)
        self.body.addWidget(self._steps, 1)
        self._add_tools()
        self.columns.roles_changed.connect(self.dry_run)
        self.outcome.decided.connect(self._on_decided)
        self.resize(1000, 660)
        self._go(0)

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk) -> roster.Imported | None:
        """Return what was imported, or None."""
        dialog = cls(parent, desk)
        return dialog.imported if dialog.run() else None

    def choose(self) -> None:
        """Ask for a file and read it."""
        kinds = self.texts("people.import.kinds")
        path = Chooser.open_file(
            self, self.texts("people.import.choose"), f"{kinds} (*.xlsx *.xls *.csv)"
        )
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Read a file beside the window; the dry run follows."""
        self.problem.say(Tone.INFO, "")
        self._decisions.clear()
        self._desk.tasks.work(
            self,
            lambda _: roster.read_roster_sheet(path, self._rules),
            self._on_sheet,
            self._on_refused,
            label=self.texts("people.import.reading"),
        )

    def dry_run(self) -> None:
        """Compare the sheet with the roster by the columns as they are settled now."""
        if self._sheet is None:
            return
        sheet, roles, decisions = self._sheet, self.columns.roles, dict(self._decisions)
        stages = frozenset(self._desk.school.settings.stages)
        self._desk.tasks.query(
            self,
            lambda view: roster.plan_import(
                view, sheet, roles, rules=self._rules, stages=stages, decisions=decisions
            ),
            self._on_plan,
            self._on_unmapped,
        )

    @override
    def check(self) -> bool:
        """Import, and close when the school has agreed."""
        if self._plan is None:
            return False
        plan, good_only = self._plan, self.good_only.isChecked()
        self.deed_button.setEnabled(False)
        self._desk.tasks.change(
            self,
            lambda unit: roster.apply_import(
                unit, plan, rules=self._rules, good_rows_only=good_only
            ),
            self._on_done,
            self._on_refused,
        )
        return False

    def _on_sheet(self, sheet: roster.RosterSheet) -> None:
        self._sheet = sheet

        def remembered(view: View) -> tuple[str, ...] | None:
            return roster.remembered_columns(view, sheet.headers)

        self._desk.tasks.query(self, remembered, self._on_remembered)

    def _on_remembered(self, kept: tuple[str, ...] | None) -> None:
        if self._sheet is not None:
            roles = kept or roster.guess_columns(self._sheet.headers, self._rules)
            self.columns.show_sheet(self._sheet, roles)
            self.dry_run()

    def _on_plan(self, plan: roster.ImportPlan) -> None:
        self._plan = plan
        self.problem.say(Tone.INFO, "")
        self.outcome.show_plan(plan)
        doubtful = plan.count(Verdict.BAD) + plan.count(Verdict.UNSURE)
        self.good_only.setVisible(doubtful > 0)
        self.good_only.setText(self.texts("people.import.good_only", rows=doubtful))
        if self._steps.currentIndex() == 0 or not self._columns_button.isChecked():
            self._go(2)
        self._allow()

    def _on_unmapped(self, error: Exception) -> None:
        self._plan = None
        self._columns_button.setChecked(True)
        self._go(1)
        tell_refusal(self, self._desk, error)

    def _on_decided(self, row: int, answer: PersonId | roster.Decision) -> None:
        self._decisions[row] = answer
        self.dry_run()

    def _on_done(self, done: roster.Imported) -> None:
        self.imported = done
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._allow()
        tell_refusal(self, self._desk, error)

    def _allow(self) -> None:
        plan = self._plan
        if plan is None:
            self.deed_button.setEnabled(False)
            return
        useful = plan.count(Verdict.NEW) + plan.count(Verdict.UPDATE)
        doubtful = plan.count(Verdict.BAD) + plan.count(Verdict.UNSURE)
        self.deed_button.setText(self.texts("people.import.deed_rows", rows=useful))
        self.deed_button.setEnabled(useful > 0 and (not doubtful or self.good_only.isChecked()))

    def _go(self, step: int) -> None:
        self._steps.setCurrentIndex(step)
        for widget in (self._columns_button, self._other_button):
            widget.setVisible(step > 0)
        if step == 0:
            self.good_only.hide()
            self._allow()

    def _add_tools(self) -> None:
        template = QPushButton(icon("download"), self.texts("people.import.template"), self)
        template.clicked.connect(lambda: save_template(self))
        self._other_button = QPushButton(
            icon("folder-open"), self.texts("people.import.other"), self
        )
        self._other_button.clicked.connect(self.choose)
        self._columns_button = QPushButton(self.texts("people.import.columns"), self)
        self._columns_button.setIcon(icon("arrow-right-left"))
        self._columns_button.setCheckable(True)
        self._columns_button.toggled.connect(lambda on: self._go(1 if on else 2))
        self.good_only = QCheckBox(self)
        self.good_only.toggled.connect(self._allow)
        row = QHBoxLayout()
        for button in (template, self._other_button, self._columns_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.good_only, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(row)


def save_template(dialog: HouseDialog) -> None:
    """Write the program's own empty sheet where somebody says."""
    texts = dialog.texts
    title, name = texts("people.import.template"), texts("roster.template.file")
    path = Chooser.save_file(dialog, title, name, "Excel (*.xlsx)")
    if path is not None:
        path.write_bytes(roster.template_xlsx(texts))
        dialog.problem.say(Tone.OK, texts("people.import.template_saved", name=path.name))
