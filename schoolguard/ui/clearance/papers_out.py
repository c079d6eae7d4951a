# SPDX-License-Identifier: Apache-2.0
"""What leaves the page on paper or as a sheet: slip and notice, the register of some days."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from schoolguard import clearance
from schoolguard.app.today import flow_rules
from schoolguard.clearance import Register, Slip
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import ClearanceId
from schoolguard.reports import document_pdf, document_xlsx
from schoolguard.ui.clearance.dialogs import SpanDialog
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.delivery import show_on_paper
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.paper import PaperDialog


class PapersOut(QObject):
    """Takes slips and registers and hands them over."""

    def __init__(self, page: Page, words: Words) -> None:
        super().__init__(page)
        self._page, self._desk, self._words = page, page.desk, words
        self._rules = flow_rules(page.desk.school).clearance

    def print_slip(self, clearance_id: ClearanceId) -> None:
        """Show the slip of the last decision, in two copies on one sheet."""

        def show(slip: Slip) -> None:
            document = clearance.slip_document(
                slip, school_name=self._desk.school.settings.name, words=self._words
            )
            title = self._words.texts(f"clearance.slip.{slip.look.decision.verdict.value}.title")
            self._desk.tasks.work(
                self._page,
                lambda _: document_pdf(document),
                lambda pdf: self._paper(pdf, title, f"{title}_{slip.look.number}"),
            )

        rules = self._rules
        self._desk.tasks.change(
            self._page, lambda unit: clearance.take_slip(unit, clearance_id, rules), show
        )

    def print_register(self) -> None:
        """Ask for the days, and show the register as paper."""

        def show(register: Register) -> None:
            document = clearance.register_document(
                register, school_name=self._desk.school.settings.name, words=self._words
            )
            show_on_paper(self._page, document, self._name(register))

        self._take(self._words.texts("ui.print"), show)

    def export_register(self) -> None:
        """Ask for the days and where to, and write the register as XLSX."""

        def write(register: Register) -> None:
            name = f"{self._name(register)}.xlsx"
            words = self._words.texts("ui.export")
            path = Chooser.save_file(self._page, words, name, "XLSX (*.xlsx)")
            if path is not None:
                self._write(path, register)

        self._take(self._words.texts("ui.export"), write)

    def _take(self, deed: str, done: Callable[[Register], None]) -> None:
        today = local_day(self._desk.clock.now())
        span = SpanDialog.ask(self._page, self._words.texts, today, deed)
        if span is not None:
            first_on, last_on = span
            rules = self._rules
            self._desk.tasks.change(
                self._page,
                lambda unit: clearance.take_register(unit, first_on, last_on, rules),
                done,
            )

    def _write(self, path: Path, register: Register) -> None:
        document = clearance.register_document(
            register, school_name=self._desk.school.settings.name, words=self._words
        )
        self._desk.tasks.work(
            self._page,
            lambda _: path.write_bytes(document_xlsx(document)),
            lambda _: self._desk.notify.done(self._words.texts("ui.exported", path=str(path))),
        )

    def _paper(self, pdf: bytes, title: str, name: str) -> None:
        PaperDialog.tell(
            self._page, self._desk.texts, title=title, file_name=f"{name}.pdf", pdf=pdf
        )

    def _name(self, register: Register) -> str:
        title = self._words.texts("clearance.register.title")
        return f"{title}_{_iso(register.first_on)}_{_iso(register.last_on)}"


def _iso(day: date) -> str:
    return day.isoformat()
