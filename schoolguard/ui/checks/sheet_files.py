# SPDX-License-Identifier: Apache-2.0
"""Sheets that leave the screen and come back: spreadsheets for teachers, paper for classrooms."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard import absence, checks, flows
from schoolguard.app import Unit, View
from schoolguard.app.today import flow_rules
from schoolguard.checks import CheckRules, CheckSession, exchange, report
from schoolguard.checks.exchange import SheetPlan
from schoolguard.kernel.ids import ClassId
from schoolguard.reports import document_pdf
from schoolguard.ui.checks.import_dialog import ImportDialog
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.paper import PaperDialog

_SHEETS = "XLSX (*.xlsx *.xls *.csv)"


class SheetFiles(QObject):
    """Writes, prints and takes in class sheets."""

    def __init__(self, desk: Desk, rules: CheckRules, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._rules = rules
        self._window = window

    def export(self, class_ids: Sequence[ClassId], day: date, session: CheckSession) -> None:
        """Write the sheets of some classes as one workbook."""
        texts, rules = self._desk.texts, self._rules
        words = texts(f"checks.session.{session.name.lower()}")
        name = f"{words}-{day.isoformat()}.xlsx"
        path = Chooser.save_file(self._window, texts("ui.export"), name, "XLSX (*.xlsx)")
        if path is None or not class_ids:
            return

        def done(data: bytes) -> None:
            path.write_bytes(data)
            self._desk.notify.done(texts("checks.files.written", file=path.name))

        self._desk.tasks.query(
            self._window,
            lambda view: exchange.class_sheets(view, day, session, class_ids, rules, texts),
            done,
        )

    def print_sheet(self, class_id: ClassId, day: date, session: CheckSession) -> None:
        """Show a class's sheet as paper to fill in by hand."""
        texts, rules, school = self._desk.texts, self._rules, self._desk.school

        def make(view: View) -> bytes:
            sheet = checks.sheet(view, class_id, day, session, rules)
            return document_pdf(report.paper_sheet(sheet, rules, texts, school.settings.name))

        self._show("checks.paper.title", make)

    def print_summary(self, day: date, session: CheckSession) -> None:
        """Show the summary of all classes as paper."""
        texts, school = self._desk.texts, self._desk.school
        rules = flow_rules(school)

        def make(view: View) -> bytes:
            away = absence.day_counts(view, day).by_class
            sick = {class_id: counts.illness for class_id, counts in away.items()}
            return document_pdf(
                report.school_summary(
                    view,
                    day,
                    session,
                    rules.checks,
                    rules.calendar,
                    texts,
                    school.settings.name,
                    sick,
                    flows.excused(view, day),
                )
            )

        self._show("checks.summary.title", make)

    def _show(self, title_key: str, make: Callable[[View], bytes]) -> None:
        texts = self._desk.texts
        title = texts(title_key)

        def done(pdf: bytes) -> None:
            PaperDialog.tell(self._window, texts, title=title, file_name=f"{title}.pdf", pdf=pdf)

        self._desk.tasks.query(self._window, make, done)

    def ask_import(self) -> None:
        """Take a workbook in that teachers filled in, after showing what it says."""
        texts, rules = self._desk.texts, self._rules
        path = Chooser.open_file(self._window, texts("checks.page.import"), _SHEETS)
        if path is not None:
            self._desk.tasks.query(
                self._window,
                lambda view: exchange.read_class_sheets(view, path, rules),
                lambda plans: self._ask(path, plans),
            )

    def _ask(self, path: Path, plans: tuple[SheetPlan, ...]) -> None:
        texts = self._desk.texts
        reason = ImportDialog.ask(self._window, texts, path.name, plans)
        if reason is None:
            return
        rules = flow_rules(self._desk.school)

        def write(unit: Unit) -> int:
            for plan in plans:
                flows.record_many(unit, plan.key, plan.entries, rules, reason)
            return sum(len(plan.entries) for plan in plans)

        self._desk.tasks.change(
            self._window,
            write,
            lambda number: self._desk.notify.done(texts("checks.files.taken", number=number)),
        )
