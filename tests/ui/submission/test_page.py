# SPDX-License-Identifier: Apache-2.0
"""The packages' page by hand: keys, cards, sealing, stick, mail, receipts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from schoolguard import bureau as district
from schoolguard import submission
from schoolguard.app.bureau import Bureau
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.submission import Volume
from schoolguard.ui.desk import Desk
from schoolguard.ui.submission import dialogs, enrolling
from schoolguard.ui.submission.dialogs import (
    FingerprintDialog,
    RootCodeDialog,
    RootCodeQuestion,
    StickDialog,
)
from schoolguard.ui.submission.page import SubmissionPage
from schoolguard.ui.widgets.chooser import Chooser
from tests.conftest import ACCOUNTS
from tests.factories.daily import MORNING, found_campus
from tests.factories.delivery import Road

Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Settle) -> SubmissionPage:
    page = SubmissionPage(desk)
    qtbot.addWidget(page)
    page.resize(1160, 700)
    page.show()
    settle()
    return page


def seen(page: SubmissionPage) -> list[list[str]]:
    model = page.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_without_keys_the_page_says_what_to_do(page: SubmissionPage) -> None:
    assert page.keys_button.isVisible()
    assert not page.seal_button.isEnabled()
    assert not page.panel.isVisible()


def test_keys_show_their_root_code_until_it_was_typed_back(
    page: SubmissionPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        RootCodeDialog,
        "ask",
        classmethod(lambda _cls, _parent, _texts, code, _print: shown.append(code)),
    )
    page.keys_button.click()
    settle()
    assert len(shown[0].replace("-", "")) == 28
    assert page.panel.isVisible()


def test_the_root_code_dialog_does_not_let_go(qtbot: QtBot, desk: Desk) -> None:
    dialog = RootCodeDialog(None, desk.texts, "ABCD-EFGH")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.problem.sentence
    dialog.typed.setText("abcd efgj")
    assert not dialog.check()
    dialog.typed.setText("abcd efgh")
    assert dialog.check()


def test_a_fingerprint_is_heard_not_clicked_away(qtbot: QtBot, desk: Desk) -> None:
    shown = "11111 22222 33333 44444 55555 66666"
    dialog = FingerprintDialog(None, desk.texts, "某县教育局", shown)
    qtbot.addWidget(dialog)
    for typed, right in (("", False), ("55555 66667", False), ("55555-66666", True)):
        dialog.heard.setText(typed)
        assert dialog.check() is right


def test_a_stick_or_a_folder_is_chosen_by_key(qtbot: QtBot, desk: Desk) -> None:
    stick = Volume(Path("/media/nurse/STICK"), "STICK", 1 << 30)
    dialog = StickDialog(None, desk.texts, (stick,))
    qtbot.addWidget(dialog)
    assert dialog.volume == stick.path
    qtbot.keyClick(dialog.choices, Qt.Key.Key_Down)
    assert dialog.volume is None


def test_cards_are_exchanged_with_the_bureau(
    page: SubmissionPage,
    bureau: Bureau,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    school = page.desk.school
    school.change(lambda unit: submission.create_keys(unit, school.settings))
    bureau.change(lambda unit: district.create_keys(unit, "某县教育局"))
    (tmp_path / "b.card").write_bytes(bureau.query(district.bureau_card_file))
    page.mark_stale()
    settle()
    monkeypatch.setattr(FingerprintDialog, "ask", classmethod(lambda *_args, **_names: True))
    Chooser.answers.extend([tmp_path / "b.card", tmp_path / "out.card"])
    page.panel.enrol_button.click()
    settle()
    page.panel.export_button.click()
    settle()
    card = school.query(submission.bureau_card)
    assert card is not None
    assert card.name == "某县教育局"
    assert (tmp_path / "out.card").read_bytes() == school.query(submission.school_card_file)


def test_a_file_that_is_no_card_is_told(
    page: SubmissionPage, settle: Settle, tmp_path: Path, messages: list[tuple[str, str]]
) -> None:
    (tmp_path / "b.card").write_bytes(b"{}")
    Chooser.answers.extend([tmp_path / "b.card", tmp_path / "gone.card"])
    page.enrolling.enrol_bureau()
    page.enrolling.enrol_bureau()
    settle()
    assert [tone for tone, _ in messages] == ["alarm", "alarm"]


def test_a_signed_day_goes_out_by_stick_and_mail_and_comes_back_receipted(
    page: SubmissionPage,
    bureau: Bureau,
    settle: Settle,
    clock: FixedClock,
    tmp_path: Path,
    messages: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    school = page.desk.school
    road = Road(school, bureau)
    campus = found_campus(school, clock)
    campus.at(8)
    campus.check_all(MORNING)
    report = campus.prepare()
    school.act_as(ACCOUNTS[Role.PRINCIPAL])
    campus.sign(report)
    school.act_as(ACCOUNTS[Role.NURSE])
    page.mark_stale()
    settle()
    assert page.seal_button.isEnabled()
    page.seal_button.click()
    settle()
    assert seen(page)[0][3] == "已封装"
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(dialogs.Chooser, "folder", classmethod(lambda *_: stick))
    monkeypatch.setattr(submission, "removable_volumes", tuple)
    page.stick_button.click()
    QApplication.processEvents()
    settle()
    for _ in range(50):
        if seen(page)[0][3] == "已交出":
            break
        QApplication.processEvents()
        settle()
    [file] = stick.iterdir()
    outcome = road.arrive(file.read_bytes())
    assert outcome.receipt is not None
    (tmp_path / outcome.receipt.name).write_bytes(outcome.receipt.data)
    page.table.selectRow(0)
    Chooser.answers.append(tmp_path / "day.eml")
    page.mail_button.click()
    settle()
    assert (tmp_path / "day.eml").read_bytes().startswith(b"X-Unsent: 1")
    Chooser.answers.append(tmp_path / outcome.receipt.name)
    page.receipt_button.click()
    settle()
    assert seen(page)[0][3] == "已回执"
    assert page.panel.receipts.isVisible()
    assert {tone for tone, _ in messages} == {"ok"}


def test_every_focusable_widget_has_a_name(page: SubmissionPage) -> None:
    page.grab()
    assert page.table.accessibleName()
    assert page.panel.receipts.accessibleName()


def test_keys_are_replaced_and_a_series_begun_by_hand(
    page: SubmissionPage,
    bureau: Bureau,
    settle: Settle,
    messages: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    road = Road(page.desk.school, bureau)
    before = road.seal()
    page.mark_stale()
    settle()
    code = road.keys.root_code
    monkeypatch.setattr(RootCodeQuestion, "ask", classmethod(lambda *_: code))
    monkeypatch.setattr(enrolling.ConfirmDialog, "ask", classmethod(lambda *_a, **_k: True))
    page.panel.keys_button.click()
    page.panel.epoch_button.click()
    settle()
    card = page.desk.school.query(submission.school_card)
    assert card is not None
    assert card.version == 2
    assert road.seal(1).epoch != before.epoch
    assert [tone for tone, _ in messages] == ["ok", "ok"]


def test_the_list_prints_and_exports(
    page: SubmissionPage,
    bureau: Bureau,
    settle: Settle,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Road(page.desk.school, bureau).seal()
    page.mark_stale()
    settle()
    shown: list[bytes] = []
    monkeypatch.setattr(
        enrolling.PaperDialog, "tell", classmethod(lambda *_a, pdf, **_k: shown.append(pdf))
    )
    page.print_action()
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    assert shown[0].startswith(b"%PDF")
    Chooser.answers.append(tmp_path / "out.xlsx")
    page.export_action()
    qtbot.waitUntil((tmp_path / "out.xlsx").exists, timeout=10_000)
