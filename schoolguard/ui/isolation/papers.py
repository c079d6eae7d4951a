# SPDX-License-Identifier: Apache-2.0
"""What leaves the room on paper or as a sheet: register, figures, slips, notes, checklist."""

from collections.abc import Callable
from datetime import date

from schoolguard import isolation
from schoolguard.app import Unit, View
from schoolguard.app.today import flow_rules
from schoolguard.isolation import Paper, PaperStay, RegisterRow, Statistics, StayLine
from schoolguard.reports import Document
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.small_dialogs import SpanDialog, Which
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.widgets.delivery import show_on_paper, write_as_sheet
from schoolguard.ui.widgets.page import Page

_Deliver = Callable[[Page, Document, str], None]


class Papers:
    """Asks for what a document needs, makes it, hands it over."""

    def __init__(self, desk: Desk, words: Words, page: Page) -> None:
        self._desk, self._words, self._page = desk, words, page
        self._rules = flow_rules(desk.school).isolation

    def print_span(self, today: date) -> None:
        """Show register or figures of a span of days as paper."""
        self._hand_over(today, "isolation_page.register.print_title", show_on_paper)

    def export_span(self, today: date) -> None:
        """Write register or figures of a span of days as a sheet."""
        self._hand_over(today, "isolation_page.register.export_title", write_as_sheet)

    def print_stay(self, line: StayLine, paper: Paper) -> None:
        """Show one of the papers of a stay."""

        def take(unit: Unit) -> PaperStay:
            return isolation.take_paper(unit, line.id, paper, self._rules)

        def make(found: PaperStay) -> None:
            document = self._of_stay(found, paper)
            show_on_paper(self._page, document, f"{document.title}_{self._words.name(line)}")

        self._desk.tasks.change(self._page, take, make)

    def print_readiness(self) -> None:
        """Show the checklist of the room with its gaps as paper."""

        def ask(view: View) -> Document:
            return isolation.readiness_document(
                isolation.readiness(view, self._rules, view.today),
                view.today,
                school_name=self._school,
                rules=self._rules,
                texts=self._desk.texts,
            )

        self._desk.tasks.query(
            self._page, ask, lambda made: show_on_paper(self._page, made, made.title)
        )

    @property
    def _school(self) -> str:
        return self._desk.school.settings.name

    def _of_stay(self, found: PaperStay, paper: Paper) -> Document:
        name, rules, texts = self._school, self._rules, self._desk.texts
        if paper is Paper.SLIP:
            return isolation.slip_document(found, school_name=name, rules=rules, texts=texts)
        if paper is Paper.TRANSFER:
            return isolation.transfer_document(
                found,
                school_name=name,
                school_phone=self._desk.school.settings.phone,
                rules=rules,
                texts=texts,
            )
        return isolation.sheet_document(found, school_name=name, rules=rules, texts=texts)

    def _hand_over(self, today: date, title_key: str, deliver: _Deliver) -> None:
        told = SpanDialog.ask(self._page, self._desk.texts, self._desk.texts(title_key), today)
        if told is None:
            return
        if told.which is Which.REGISTER:
            self._register(told.first_on, told.last_on, deliver)
        else:
            self._figures(told.first_on, told.last_on, deliver)

    def _register(self, first_on: date, last_on: date, deliver: _Deliver) -> None:
        def take(unit: Unit) -> tuple[RegisterRow, ...]:
            return isolation.register_rows(unit, first_on, last_on, self._rules)

        def make(rows: tuple[RegisterRow, ...]) -> None:
            document = isolation.register_document(
                rows,
                first_on,
                last_on,
                school_name=self._school,
                rules=self._rules,
                texts=self._desk.texts,
            )
            deliver(self._page, document, f"{document.title}_{last_on.isoformat()}")

        self._desk.tasks.change(self._page, take, make)

    def _figures(self, first_on: date, last_on: date, deliver: _Deliver) -> None:
        def ask(view: View) -> Statistics:
            return isolation.statistics(view, first_on, last_on, self._rules)

        def make(found: Statistics) -> None:
            document = isolation.statistics_document(
                found, school_name=self._school, rules=self._rules, texts=self._desk.texts
            )
            deliver(self._page, document, f"{document.title}_{last_on.isoformat()}")

        self._desk.tasks.query(self._page, ask, make)
