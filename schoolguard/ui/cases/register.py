# SPDX-License-Identifier: Apache-2.0
"""The register of cases: previewed to print, or written as a sheet by whoever may let names out."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject

from schoolguard import cases
from schoolguard.app import Unit
from schoolguard.cases import CaseRules, RegisterRow
from schoolguard.kernel.clock import local_day
from schoolguard.reports import Document
from schoolguard.ui.cases.reading import DAYS, Which
from schoolguard.ui.widgets.delivery import show_on_paper, write_as_sheet
from schoolguard.ui.widgets.page import Page


class Register(QObject):
    """Takes the register of the span that the page shows."""

    def __init__(self, page: Page, rules: CaseRules) -> None:
        super().__init__(page)
        self._page = page
        self._rules = rules

    def print_span(self, which: Which) -> None:
        """Show the register as paper."""
        self._make(which, show_on_paper, leaves=False)

    def export_span(self, which: Which) -> None:
        """Ask where to, and write the register as XLSX."""
        self._make(which, write_as_sheet, leaves=True)

    def _make(
        self, which: Which, deliver: Callable[[Page, Document, str], None], *, leaves: bool
    ) -> None:
        page, desk = self._page, self._page.desk
        last_on = local_day(desk.clock.now())
        first_on = last_on - timedelta(days=DAYS.get(which, DAYS[Which.YEAR]))

        def take(unit: Unit) -> tuple[RegisterRow, ...]:
            return cases.register_rows(unit, first_on, last_on, self._rules, leaves=leaves)

        def make(rows: tuple[RegisterRow, ...]) -> None:
            document = cases.register_document(
                rows,
                first_on,
                last_on,
                school_name=desk.school.settings.name,
                rules=self._rules,
                texts=desk.texts,
            )
            deliver(page, document, f"{document.title}_{last_on.isoformat()}")

        desk.tasks.change(page, take, make)
