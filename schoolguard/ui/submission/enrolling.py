# SPDX-License-Identifier: Apache-2.0
"""Keys and cards by hand: make the school's keys, export its card, enrol a bureau.

Files are small here and are read and written at once.
"""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from schoolguard import packages, submission
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.reports import Document, document_pdf
from schoolguard.submission import NewKeys
from schoolguard.ui.desk import Desk
from schoolguard.ui.submission.dialogs import FingerprintDialog, RootCodeDialog, RootCodeQuestion
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import ConfirmDialog
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.paper import PaperDialog


class Enrolling:
    """Makes keys and exchanges cards on behalf of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._desk = page.desk
        self._texts = page.desk.texts

    def create_keys(self) -> None:
        """Make the school's keys, then show the root code until it was typed back."""
        settings = self._desk.school.settings
        self._desk.tasks.change(
            self._page, lambda unit: submission.create_keys(unit, settings), self._on_keys
        )

    def replace_keys(self) -> None:
        """Replace the signing key with the root code from the safe."""
        code = RootCodeQuestion.ask(self._page, self._texts)
        if code is not None:
            self._desk.tasks.change(
                self._page,
                lambda unit: submission.replace_keys(unit, code),
                lambda card: self._done("keys_replaced", version=card.version),
            )

    def begin_epoch(self) -> None:
        """Begin a new series of numbers, once the person has understood what it means."""
        agreed = ConfirmDialog.ask(
            self._page,
            self._texts,
            title=self._texts("submission.page.new_epoch"),
            question=self._texts("submission.epoch.question"),
            deed=self._texts("submission.epoch.deed"),
        )
        if agreed:
            self._desk.tasks.change(
                self._page, submission.begin_epoch, lambda _: self._done("epoch_began")
            )

    def export_card(self) -> None:
        """Write the school's card where the person chooses."""
        self._desk.tasks.query(self._page, submission.school_card, self._ask_where)

    def _ask_where(self, card: packages.SchoolCard | None) -> None:
        if card is None:
            return
        name = f"{card.school}-school.card"
        title = self._texts("submission.page.export_card")
        path = Chooser.save_file(self._page, title, name, "Card (*.card)")
        if path is not None:
            self._desk.tasks.query(
                self._page,
                submission.school_card_file,
                lambda file: self._write_card(path, card, file),
            )

    def enrol_bureau(self) -> None:
        """Read a bureau's card and enrol it once its fingerprint was compared."""
        title = self._texts("submission.page.enrol")
        path = Chooser.open_file(self._page, title, "Card (*.card)")
        file = read_file(self._desk, path) if path else None
        if file is None:
            return
        try:
            card = packages.read_bureau_card(file)
        except UserError as error:
            self._desk.notify.error(error)
            return
        if FingerprintDialog.ask(
            self._page, self._desk.texts, owner=card.name, shown=card.fingerprint
        ):
            self._desk.tasks.change(
                self._page,
                lambda unit: submission.enrol_bureau(unit, file, card.fingerprint),
                lambda _: self._done("enrolled", name=card.name),
            )

    def _on_keys(self, keys: NewKeys) -> None:
        name = self._desk.school.settings.name
        day = local_day(self._desk.clock.now())
        paper = submission.root_document(name, keys.root_code, day, self._texts)
        RootCodeDialog.ask(
            self._page,
            self._desk.texts,
            keys.root_code,
            lambda: show_paper(self._page, self._desk, paper),
        )

    def _write_card(self, path: Path, card: packages.SchoolCard, file: bytes | None) -> None:
        try:
            submission.write_file(path.parent, path.name, file or b"", replace=True)
        except UserError as error:
            self._desk.notify.error(error)
            return
        words = self._texts("submission.page.done.card_written", file=path.name)
        paper = submission.card_document(card, self._texts)
        offer = (
            self._texts("submission.paper.print_card"),
            lambda: show_paper(self._page, self._desk, paper),
        )
        self._desk.notify.done(words, offer)

    def _done(self, key: str, **params: str | int) -> None:
        self._desk.notify.done(self._texts(f"submission.page.done.{key}", **params))


def show_paper(page: QWidget, desk: Desk, document: Document) -> None:
    """Show a document to print or save; it is made beside the window's thread."""

    def show(pdf: bytes) -> None:
        name = f"{document.title}.pdf"
        PaperDialog.tell(page, desk.texts, title=document.title, file_name=name, pdf=pdf)

    desk.tasks.work(page, lambda _: document_pdf(document), show)


def read_file(desk: Desk, path: Path) -> bytes | None:
    """Return a file's bytes; when it can not be read say so and return None."""
    try:
        return path.read_bytes()
    except OSError:
        desk.notify.error(UserError("submission.folder_gone", file=path.name))
        return None
