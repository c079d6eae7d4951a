# SPDX-License-Identifier: Apache-2.0
"""Sheets leave the page as spreadsheets and paper, and come back after a preview."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt

from schoolguard.checks import Entry, Sheet, State
from schoolguard.ui.checks.import_dialog import ImportDialog
from schoolguard.ui.checks.page import ChecksPage
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.paper import PaperDialog


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """Papers shown so far: title and PDF."""
    papers: list[tuple[str, bytes]] = []

    def tell(*_: object, title: str, file_name: str, pdf: bytes) -> bool:
        papers.append((title, pdf))
        return False

    monkeypatch.setattr(PaperDialog, "tell", tell)
    return papers


def test_a_class_sheet_goes_out_and_comes_back(
    page: ChecksPage,
    settle: Callable[[], None],
    kept: Callable[[], Sheet],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    messages: list[tuple[str, str]],
) -> None:
    path = tmp_path / "晨检.xlsx"
    Chooser.answers.append(path)
    page.export_action()
    settle()
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["D6"], sheet["D7"], sheet["D8"] = "36.5", "缺勤", "很好"
    book.save(path)
    seen: list[ImportDialog] = []
    monkeypatch.setattr(ImportDialog, "run", lambda dialog: bool(seen.append(dialog)) or True)
    Chooser.answers.append(path)
    page.files.ask_import()
    settle()
    settle()
    first, second, third, *_ = kept().rows
    assert first.first is not None
    assert first.first.entry == Entry(State.MEASURED, 365)
    assert second.first is not None
    assert second.first.entry == Entry(State.ABSENT)
    assert third.first is None
    assert [(one.column, one.row) for one in seen[0].problems] == [("D", 8)]
    assert any("已录入 2 人" in words for _, words in messages)
    assert page.view.grid.lines.lines[0].entry == Entry(State.MEASURED, 365)
    seen[0].deleteLater()


def test_the_open_class_prints_its_sheet_and_the_list_the_summary(
    page: ChecksPage, settle: Callable[[], None], shown: list[tuple[str, bytes]]
) -> None:
    page.print_action()
    settle()
    page.show_classes()
    settle()
    page.print_action()
    settle()
    assert [title for title, _ in shown] == ["纸质检查表", "检查汇总表"]
    assert all(pdf.startswith(b"%PDF") for _, pdf in shown)


def test_sessions_are_changed_by_keys(
    page: ChecksPage, settle: Callable[[], None], qtbot: object
) -> None:
    page._sessions.button(2).click()
    settle()
    assert page.view.sheet is not None
    assert len(page.view.sheet.rows) == 2
    assert page._sessions.button(2).shortcut().toString() == "Alt+3"
    assert page.view.grid.hasFocus() or page.focusWidget() is not None
    assert page.view.grid.focusPolicy() & Qt.FocusPolicy.TabFocus
