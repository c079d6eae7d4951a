# SPDX-License-Identifier: Apache-2.0
"""The daily report's page: prepare, look, sign, print, keep; by keyboard, in both languages."""

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from schoolguard import daily
from schoolguard.app.school import School
from schoolguard.checks import Entry, State
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.ui.daily.page import DailyPage
from schoolguard.ui.daily.printing import Printing
from schoolguard.ui.daily.sign_dialog import SignDialog
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.chooser import Chooser
from tests.factories.daily import DAY, NOON, Campus, found_campus

Settle = Callable[[], None]
Messages = list[tuple[str, str]]


@pytest.fixture
def campus(school: School, clock: FixedClock) -> Campus:
    campus = found_campus(school, clock)
    campus.at(7, 50)
    campus.check_all()
    campus.at(9, 0)
    return campus


@pytest.fixture
def opened(campus: Campus, desk: Desk, qtbot: QtBot, settle: Settle) -> Callable[[], DailyPage]:
    def show() -> DailyPage:
        page = DailyPage(desk)
        qtbot.addWidget(page)
        page.resize(1182, 700)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        settle()
        return page

    return show


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_a_day_without_report_says_what_to_do(opened: Callable[[], DailyPage]) -> None:
    page = opened()
    assert page._empty.isVisible()
    assert page.prepare_button.isEnabled()
    assert not page.sign_button.isVisible()
    assert page.side.badge.text() == "尚未编制"


def test_the_nurse_prepares_by_key_and_sees_the_paper(
    opened: Callable[[], DailyPage], qtbot: QtBot, settle: Settle, messages: Messages
) -> None:
    page = opened()
    page.side.note.setPlainText("开学第一天")
    qtbot.keyClick(page, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(messages))
    settle()
    assert page.preview.page_total == 1
    assert page.side.badge.text() == "草稿，待签发"
    assert page.side.papers.model().rowCount() == 1
    assert "等校长" in page.banner.sentence
    assert messages[-1][0] == "ok"
    assert page.side.note.toPlainText() == "开学第一天"


def test_a_draft_overtaken_by_the_record_says_so(
    opened: Callable[[], DailyPage], campus: Campus, settle: Settle
) -> None:
    page = opened()
    page.prepare()
    settle()
    campus.at(13, 0)
    campus.check(campus.classes[0], NOON, odd={0: Entry(State.ABSENT)})
    page.mark_stale()
    settle()
    assert "重新编制" in page.banner.sentence
    assert "学生缺勤 0→1" in page.banner.sentence


def test_the_principal_signs_after_ticking_the_box(
    opened: Callable[[], DailyPage],
    campus: Campus,
    acting_as: Callable[..., Actor],
    settle: Settle,
    messages: Messages,
) -> None:
    campus.prepare()
    acting_as(Role.PRINCIPAL)
    page = opened()
    assert page.sign_button.isEnabled()
    seen: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SignDialog)
        dialog.deed_button.click()
        seen.append(dialog.problem.sentence)
        dialog.checked.setChecked(True)
        dialog.deed_button.click()

    QTimer.singleShot(0, answer)
    page.sign()
    settle()
    assert "勾选" in seen[0]
    assert page.side.badge.text() == "已签发"
    assert not page.sign_button.isEnabled()
    assert not page.prepare_button.isEnabled()
    assert "锁定" in messages[-1][1]


def test_changes_after_sign_off_ask_for_an_addendum(
    opened: Callable[[], DailyPage],
    campus: Campus,
    acting_as: Callable[..., Actor],
    settle: Settle,
) -> None:
    report = campus.prepare()
    acting_as(Role.PRINCIPAL)
    campus.sign(report)
    acting_as(Role.NURSE)
    campus.at(13, 0)
    campus.check(campus.classes[0], NOON, odd={0: Entry(State.ABSENT)})
    page = opened()
    assert "需要编制补充报告" in page.banner.sentence
    assert page.prepare_button.text() == "编制补充报告"
    page.prepare()
    settle()
    assert page.side.badge.text() == "补充报告，待签发"
    assert page.side.papers.model().rowCount() == 3


def test_choosing_an_older_paper_shows_exactly_that_one(
    opened: Callable[[], DailyPage],
    campus: Campus,
    acting_as: Callable[..., Actor],
    settle: Settle,
) -> None:
    report = campus.prepare()
    draft = campus.pdf(report)
    acting_as(Role.PRINCIPAL)
    campus.sign(report)
    page = opened()
    assert page.preview._pdf == campus.pdf(report)
    page.side.select(1)
    settle()
    assert page.preview._pdf == draft


def test_the_first_print_is_the_original_the_second_a_copy(
    opened: Callable[[], DailyPage], campus: Campus, settle: Settle, tmp_path: Path
) -> None:
    report = campus.prepare()
    page = opened()
    for name in ("first.pdf", "second.pdf"):
        Printing.answers.append(pdf_printer(tmp_path / name))
        page.print_action()
        settle()
    assert len(pypdf.PdfReader(tmp_path / "second.pdf").pages) == 1
    assert (tmp_path / "first.pdf").read_bytes() != (tmp_path / "second.pdf").read_bytes()
    (paper,) = campus.school.query(lambda view: daily.papers_of(view, report))
    assert paper.prints == 2


def test_a_cancelled_print_counts_nothing(
    opened: Callable[[], DailyPage], campus: Campus, settle: Settle
) -> None:
    report = campus.prepare()
    page = opened()
    Printing.answers.append(None)
    page.print_action()
    settle()
    (paper,) = campus.school.query(lambda view: daily.papers_of(view, report))
    assert paper.prints == 0


def test_saving_gives_the_kept_bytes_or_a_workbook(
    opened: Callable[[], DailyPage], campus: Campus, settle: Settle, tmp_path: Path
) -> None:
    report = campus.prepare()
    page = opened()
    for name in ("day.pdf", "day.xlsx"):
        Chooser.answers.append(tmp_path / name)
        page.export_action()
        settle()
    assert (tmp_path / "day.pdf").read_bytes() == campus.pdf(report)
    assert (tmp_path / "day.xlsx").read_bytes()[:2] == b"PK"


def test_days_are_turned_by_key_and_never_beyond_today(
    opened: Callable[[], DailyPage], qtbot: QtBot, campus: Campus, settle: Settle
) -> None:
    campus.at(9, 0, DAY.replace(day=3))
    page = opened()
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.day == DAY.replace(day=2))
    settle()
    qtbot.keyClick(page, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.day == DAY.replace(day=3))
    settle()
    assert not page.days.later.isEnabled()
    page.show_args(day="2026-09-01")
    settle()
    assert page.day == DAY


def test_everything_that_takes_focus_has_a_name(
    opened: Callable[[], DailyPage], campus: Campus
) -> None:
    campus.prepare()
    page = opened()
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.objectName() != "qt_spinbox_lineedit"
        and (found := QAccessible.queryAccessibleInterface(widget)) is not None
        and not found.text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_the_page_speaks_english(campus: Campus, english_desk: Desk, qtbot: QtBot) -> None:
    campus.prepare()
    page = DailyPage(english_desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not english_desk.tasks.busy, timeout=10_000)
    assert page.side.badge.text() == "Draft, to be signed"
    assert page.prepare_button.text() == "Prepare report"
