# SPDX-License-Identifier: Apache-2.0
"""The accounts page: who is listed, what may be done, and that it is done."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from schoolguard.access.queries import accounts
from schoolguard.access.service import AccountDraft
from schoolguard.app import School
from schoolguard.app.bootstrap import FirstAccount, SchoolSetup, create_school
from schoolguard.crypto import keys
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.ui.access import account_dialogs, page
from schoolguard.ui.access.page import AccountsPage
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import ConfirmDialog

PASSWORD = "qingshan lvshui 2026"


@pytest.fixture
def school(tmp_path: Path, settings: SchoolSettings, clock: FixedClock) -> Iterator[School]:
    """A school with real key slots: the page changes them."""
    first = tuple(
        FirstAccount(AccountDraft(login, name, role), PASSWORD)
        for login, name, role in (
            ("nurse", "周校医", Role.NURSE),
            ("head", "吴校长", Role.PRINCIPAL),
        )
    )
    setup = SchoolSetup(settings, first)
    new = create_school(tmp_path / "school", setup, clock, kdf=keys.KdfParameters())
    yield new.school
    new.school.close()


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, settle: Callable[[], None]) -> AccountsPage:
    accounts_page = AccountsPage(desk)
    qtbot.addWidget(accounts_page)
    accounts_page.show()
    settle()
    return accounts_page


def test_an_account_is_added_reset_and_closed(
    shown: AccountsPage,
    settle: Callable[[], None],
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    messages: list[tuple[str, str]],
) -> None:
    draft = AccountDraft("zheng", "郑老师", Role.TEACHER)
    answer = classmethod(lambda *_: (draft, "long enough words 1"))
    monkeypatch.setattr(page.AccountDialog, "ask", answer)
    shown._add()
    settle()
    settle()
    assert [row.login for row in shown.model.rows] == ["nurse", "head", "zheng"]
    shown.table.select_row(2)
    assert shown.classes_button.isEnabled()
    monkeypatch.setattr(page.ResetDialog, "ask", classmethod(lambda *_: "other long words 22"))
    shown._reset()
    settle()
    shown.table.select_row(2)
    monkeypatch.setattr(ConfirmDialog, "ask", classmethod(lambda *_, **__: True))
    shown._close()
    settle()
    settle()
    assert not desk.school.query(accounts)[2].is_active
    assert [tone for tone, _ in messages] == ["ok", "ok", "ok"]


def test_nobody_closes_their_own_account(shown: AccountsPage) -> None:
    shown.table.select_row(0)
    assert not shown.close_button.isEnabled()
    assert not shown.reset_button.isEnabled()


def test_a_pin_is_set_and_the_password_changed(
    shown: AccountsPage,
    settle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    messages: list[tuple[str, str]],
) -> None:
    monkeypatch.setattr(page.PinDialog, "ask", classmethod(lambda *_: "2580"))
    shown._set_pin()
    settle()
    settle()
    assert shown.model.rows[0].has_pin
    words = classmethod(lambda *_: (PASSWORD, "a better sentence 9"))
    monkeypatch.setattr(page.OwnPasswordDialog, "ask", words)
    shown._change_password()
    settle()
    assert [tone for tone, _ in messages] == ["ok", "ok"]


def test_dialogs_say_what_is_wrong_where(qtbot: QtBot, desk: Desk) -> None:
    added = account_dialogs.AccountDialog(None, desk.texts, ())
    qtbot.addWidget(added)
    assert not added.check()
    assert added.form.error("name")
    added.name.setText("郑老师")
    added.login.setText("zheng")
    added.password.setText("short")
    added.again.setText("short")
    assert not added.check()
    assert "10" in added.form.error("password")
    pin = account_dialogs.PinDialog(None, desk.texts)
    qtbot.addWidget(pin)
    pin.pin.setText("1234")
    pin.again.setText("1234")
    assert not pin.check()
    assert pin.form.error("pin")
