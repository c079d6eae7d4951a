# SPDX-License-Identifier: Apache-2.0
"""Hands a document over: as paper to look at and print, or as a sheet where the person says."""

from schoolguard import reports
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.paper import PaperDialog


def show_on_paper(page: Page, document: reports.Document, name: str) -> None:
    """Draw a document off the window's thread, then show it."""

    def show(pdf: bytes) -> None:
        PaperDialog.tell(
            page, page.desk.texts, title=document.title, file_name=f"{name}.pdf", pdf=pdf
        )

    page.desk.tasks.work(page, lambda _: reports.document_pdf(document), show)


def write_as_sheet(page: Page, document: reports.Document, name: str) -> None:
    """Ask where to, then write a document as XLSX."""
    path = Chooser.save_file(page, page.text("ui.export"), f"{name}.xlsx", "XLSX (*.xlsx)")
    if path is not None:
        page.desk.tasks.work(
            page,
            lambda _: path.write_bytes(reports.document_xlsx(document)),
            lambda _: page.desk.notify.done(page.text("ui.exported", path=str(path))),
        )
