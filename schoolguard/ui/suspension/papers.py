# SPDX-License-Identifier: Apache-2.0
"""What leaves the screen: the round on paper, the register, the list of the return morning."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard import suspension
from schoolguard.app import Unit
from schoolguard.flows import FlowRules
from schoolguard.reports import Document, document_pdf, document_xlsx
from schoolguard.suspension import FollowUpKey, Register, SuspensionLine
from schoolguard.ui.desk import Desk
from schoolguard.ui.suspension.reading import PaperRound, ReturnMorning, round_of
from schoolguard.ui.suspension.words import Words
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.paper import PaperDialog

_XLSX = "XLSX (*.xlsx)"


class Papers(QObject):
    """Prints and exports what the page shows."""

    def __init__(self, desk: Desk, rules: FlowRules, words: Words, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._rules = rules
        self._words = words
        self._window = window

    def print_round(self, key: FollowUpKey) -> None:
        """Show a sheet as paper to fill in by hand."""
        self._desk.tasks.query(
            self._window,
            round_of(key, self._rules),
            lambda found: self._show(self._round(found), document_pdf),
        )

    def print_register(self, line: SuspensionLine) -> None:
        """Show the register of a suspension as paper."""
        self._take(line, lambda document: self._show(document, document_pdf))

    def export_register(self, line: SuspensionLine) -> None:
        """Ask where to, and write the register of a suspension as a sheet."""
        title = self._desk.texts("suspension.register.title")
        name = f"{title}_{line.suspension.draft.from_on.isoformat()}.xlsx"
        path = Chooser.save_file(self._window, self._desk.texts("ui.export"), name, _XLSX)
        if path is None:
            return

        def write(sheet: bytes) -> None:
            path.write_bytes(sheet)
            words = self._desk.texts("suspension_page.done.exported", file=path.name)
            self._desk.notify.done(words)

        self._take(
            line,
            lambda document: self._desk.tasks.work(
                self._window, lambda _: document_xlsx(document), write
            ),
        )

    def print_return(self, morning: ReturnMorning) -> None:
        """Show the list of the return morning as paper."""
        self._show(self._return(morning), document_pdf)

    def export_return(self, morning: ReturnMorning) -> None:
        """Ask where to, and write the list of the return morning as a sheet."""
        title = self._desk.texts("suspension.return.title")
        name = f"{title}_{morning.back_on.isoformat()}.xlsx"
        path = Chooser.save_file(self._window, self._desk.texts("ui.export"), name, _XLSX)
        if path is not None:
            path.write_bytes(document_xlsx(self._return(morning)))
            words = self._desk.texts("suspension_page.done.exported", file=path.name)
            self._desk.notify.done(words)

    def _take(self, line: SuspensionLine, then: Callable[[Document], object]) -> None:
        rules, suspension_id = self._rules.suspension, line.suspension.id

        def take(unit: Unit) -> Register:
            return suspension.take_register(unit, suspension_id, rules)

        def done(register: Register) -> None:
            then(
                suspension.register_document(
                    line,
                    register,
                    disease=self._words.disease(line.suspension.draft.disease_id),
                    school_name=self._desk.school.settings.name,
                    rules=rules,
                    texts=self._desk.texts,
                )
            )

        self._desk.tasks.change(self._window, take, done)

    def _round(self, found: PaperRound) -> Document:
        return suspension.round_document(
            found.sheet,
            found.phones,
            self._rules.suspension,
            self._desk.texts,
            self._desk.school.settings.name,
        )

    def _return(self, morning: ReturnMorning) -> Document:
        return suspension.return_document(
            morning.lines,
            morning.back_on,
            what=morning.what,
            school_name=self._desk.school.settings.name,
            texts=self._desk.texts,
        )

    def _show(self, document: Document, render: Callable[[Document], bytes]) -> None:
        def tell(pdf: bytes) -> None:
            PaperDialog.tell(
                self._window,
                self._desk.texts,
                title=document.title,
                file_name=f"{document.title}.pdf",
                pdf=pdf,
            )

        self._desk.tasks.work(self._window, lambda _: render(document), tell)
