# SPDX-License-Identifier: Apache-2.0
"""Shows the papers about close contacts: the list of a case, the notices to families."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from schoolguard import cases
from schoolguard.cases import CaseRules, ContactPaper
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import CloseContactId, DiseaseCaseId
from schoolguard.reports import Document
from schoolguard.ui.widgets.delivery import show_on_paper
from schoolguard.ui.widgets.page import Page


class ContactPapers(QObject):
    """Takes what a paper shows, which is audited, and draws it."""

    def __init__(self, page: Page, rules: CaseRules) -> None:
        super().__init__(page)
        self._page = page
        self._desk = page.desk
        self._rules = rules

    def print_list(self, case_id: DiseaseCaseId) -> None:
        """Show the list of close contacts as paper."""
        today = local_day(self._desk.clock.now())
        self._show(
            case_id,
            lambda paper: cases.contact_list(
                paper,
                today,
                school_name=self._desk.school.settings.name,
                rules=self._rules,
                texts=self._desk.texts,
            ),
        )

    def print_notices(self, case_id: DiseaseCaseId, only: frozenset[CloseContactId]) -> None:
        """Show the notices to families as paper; `only` empty: to all who are watched."""
        today = local_day(self._desk.clock.now())
        self._show(
            case_id,
            lambda paper: cases.contact_notices(
                paper,
                today,
                only,
                school_name=self._desk.school.settings.name,
                rules=self._rules,
                texts=self._desk.texts,
            ),
        )

    def _show(self, case_id: DiseaseCaseId, make: Callable[[ContactPaper], Document]) -> None:
        def show(paper: ContactPaper) -> None:
            document = make(paper)
            day = local_day(self._desk.clock.now()).isoformat()
            show_on_paper(self._page, document, f"{document.title}_{day}")

        self._desk.tasks.change(
            self._page, lambda unit: cases.contact_paper(unit, case_id, self._rules), show
        )
