# SPDX-License-Identifier: Apache-2.0
"""The audit page finds entries, verifies the chain, and exports what it shows."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from schoolguard.app.record import ANCHOR_FILE
from schoolguard.store.anchor import anchor_of, write_anchor
from schoolguard.ui.audit.page import AuditPage
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import ConfirmDialog
from schoolguard.ui.widgets.paper import PaperDialog


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Callable[[], None]) -> AuditPage:
    with desk.school.writing() as unit:
        unit.audit("roster.person_added", "person:7", kind="pupil")
        unit.audit("daily.signed", "report:1")
    shown = AuditPage(desk)
    qtbot.addWidget(shown)
    shown.show()
    settle()
    return shown


def test_the_newest_entry_stands_first_and_text_finds_it(
    page: AuditPage, settle: Callable[[], None]
) -> None:
    assert page.model.rows[0].action == "daily.signed"
    assert page.head.text().endswith(page.model.rows[0].hash)
    page.search.setText("person:7")
    page.search.returnPressed.emit()
    settle()
    assert [row.subject for row in page.model.rows] == ["person:7"]


def test_a_sound_record_is_said_to_be_sound(page: AuditPage, settle: Callable[[], None]) -> None:
    page.verify_button.click()
    settle()
    assert "校验通过" in page.verdict.sentence
    assert page.verify_button.isEnabled()


def test_an_altered_entry_is_found(page: AuditPage, desk: Desk, settle: Callable[[], None]) -> None:
    with desk.school.writing() as unit:
        unit.connection.exec_driver_sql("DROP TRIGGER IF EXISTS audit_log_no_update")
        unit.connection.exec_driver_sql("UPDATE audit_log SET subject = 'person:8' WHERE seq = 2")
    page.verify_button.click()
    settle()
    assert "第 2 条" in page.verdict.sentence


def test_an_older_record_says_so_until_a_person_accepts_it(
    page: AuditPage, desk: Desk, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.school.reading() as view:
        known = anchor_of(view)
    write_anchor(desk.school.folder / ANCHOR_FILE, replace(known, seq=known.seq + 9))
    desk.school.compare_with_anchor()
    page.verify_button.click()
    settle()
    assert "比之前已知的旧" in page.verdict.sentence
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_, **__: True)
    page.verdict.findChild(QPushButton).click()
    settle()
    assert "已继续使用" in page.verdict.sentence
    page.verify_button.click()
    settle()
    assert "校验通过" in page.verdict.sentence


def test_what_is_shown_is_exported(
    page: AuditPage, settle: Callable[[], None], tmp_path: Path, messages: list[tuple[str, str]]
) -> None:
    Chooser.answers.append(tmp_path / "log.xlsx")
    page.export_action()
    settle()
    assert (tmp_path / "log.xlsx").read_bytes().startswith(b"PK")
    assert [tone for tone, _ in messages] == ["ok"]


def test_what_is_shown_goes_on_paper(
    page: AuditPage, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bytes] = []
    monkeypatch.setattr(PaperDialog, "tell", classmethod(lambda *_, pdf, **__: shown.append(pdf)))
    page.print_action()
    settle()
    assert shown[0].startswith(b"%PDF")
