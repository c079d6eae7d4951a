# SPDX-License-Identifier: Apache-2.0
"""The absence register of the last thirty days, previewed to print, or written as a sheet."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard import absence
from schoolguard.absence import RegisterRow
from schoolguard.app import Unit
from schoolguard.reports import Document, document_pdf, document_xlsx
from schoolguard.ui.absence.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.paper import PaperDialog

_DAYS = 30


class Register(QObject):
    """Takes the register and puts it on paper or into a sheet."""

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = words
        self._page = parent

    def print_month(self, today: date) -> None:
        """Show the register as paper."""
        self._make(today, document_pdf, lambda pdf: self._show(pdf, today))

    def export_month(self, today: date) -> None:
        """Ask where to, and write the register as XLSX."""
        name = f"{self._desk.texts('absence.register.title')}_{today.isoformat()}.xlsx"
        words = self._desk.texts("ui.export")
        path = Chooser.save_file(self._page, words, name, "XLSX (*.xlsx)")
        if path is not None:
            self._make(today, document_xlsx, lambda sheet: self._write(path, sheet))

    def _make(
        self, today: date, render: Callable[[Document], bytes], done: Callable[[bytes], None]
    ) -> None:
        first_on = today - timedelta(days=_DAYS - 1)

        def take(unit: Unit) -> tuple[RegisterRow, ...]:
            return absence.register_rows(unit, first_on, today, self._words.rules)

        def make(rows: tuple[RegisterRow, ...]) -> None:
            document = absence.register_document(
                rows,
                first_on,
                today,
                school_name=self._desk.school.settings.name,
                symptom_names=self._words.symptoms,
                rules=self._words.rules,
                texts=self._desk.texts,
            )
            self._desk.tasks.work(self._page, lambda _: render(document), done)

        self._desk.tasks.change(self._page, take, make)

    def _show(self, pdf: bytes, today: date) -> None:
        title = self._desk.texts("absence.register.title")
        PaperDialog.tell(
            self._page,
            self._desk.texts,
            title=title,
            file_name=f"{title}_{today.isoformat()}.pdf",
            pdf=pdf,
        )

    def _write(self, path: Path, sheet: bytes) -> None:
        path.write_bytes(sheet)
        self._desk.notify.done(self._desk.texts("absence_page.done.exported", file=path.name))
