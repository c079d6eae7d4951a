# SPDX-License-Identifier: Apache-2.0
"""The board of a day, previewed to print, or written as a sheet."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from schoolguard.flows import Today, board_document
from schoolguard.reports import document_pdf, document_xlsx
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.paper import PaperDialog


def print_board(page: QWidget, desk: Desk, today: Today) -> None:
    """Show the board as paper."""
    document = board_document(today, desk.school.settings.name, desk.texts)
    title = desk.texts("flows.board.title")

    def show(pdf: bytes) -> None:
        PaperDialog.tell(
            page, desk.texts, title=title, file_name=f"{title}_{today.day}.pdf", pdf=pdf
        )

    desk.tasks.work(page, lambda _: document_pdf(document), show)


def export_board(page: QWidget, desk: Desk, today: Today) -> None:
    """Ask where to, and write the board as XLSX."""
    document = board_document(today, desk.school.settings.name, desk.texts)
    name = f"{desk.texts('flows.board.title')}_{today.day}.xlsx"
    path = Chooser.save_file(page, desk.texts("ui.export"), name, "XLSX (*.xlsx)")
    if path is None:
        return

    def write(sheet: bytes, path: Path = path) -> None:
        path.write_bytes(sheet)
        desk.notify.done(desk.texts("today.exported", file=path.name))

    desk.tasks.work(page, lambda _: document_xlsx(document), write)
