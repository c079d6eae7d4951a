# SPDX-License-Identifier: Apache-2.0
"""Settings are saved with a reason; the calendar's days turn over by keyboard."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from schoolguard.kernel.school_calendar import SchoolCalendar, Term
from schoolguard.ui.desk import Desk
from schoolguard.ui.settings.page import SettingsPage
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.month_grid import toggled


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> SettingsPage:
    monkeypatch.setattr(ReasonDialog, "ask", classmethod(lambda *_, **__: "学校更名"))
    shown = SettingsPage(desk)
    qtbot.addWidget(shown)
    shown.show()
    settle()
    return shown


def test_a_changed_name_is_saved(
    page: SettingsPage, desk: Desk, settle: Callable[[], None], messages: list[tuple[str, str]]
) -> None:
    page.school_tab.name.setText("青山学校")
    page.school_tab.phone.setText("010-5550100")
    page.school_tab.save()
    settle()
    assert desk.school.settings.name == "青山学校"
    assert desk.school.settings.phone == "010-5550100"
    assert [tone for tone, _ in messages] == ["ok"]


def test_without_boarders_the_evening_check_goes(page: SettingsPage) -> None:
    assert page.school_tab.boarding.isChecked()
    page.school_tab.boarding.click()
    assert len(page.school_tab.sessions.sessions()) == 2


def test_no_check_at_all_is_refused(page: SettingsPage) -> None:
    page.school_tab.sessions.show_sessions(frozenset())
    page.school_tab.save()
    assert page.school_tab.left.error("sessions")


def test_a_day_is_turned_over_with_the_space_key_and_saved(
    page: SettingsPage, desk: Desk, settle: Callable[[], None]
) -> None:
    tab = page.calendar_tab
    tab.grid.go_to(date(2026, 9, 4))
    QTest.keyClick(tab.grid.days, Qt.Key.Key_Right)
    QTest.keyClick(tab.grid.days, Qt.Key.Key_Space)
    assert "补课" in tab.grid.days.accessibleName()
    tab.save()
    settle()
    assert desk.school.calendar.is_school_day(date(2026, 9, 5))


def test_holidays_are_filled_in_and_do_not_overwrite_the_school_s_own(
    page: SettingsPage, settle: Callable[[], None]
) -> None:
    tab = page.calendar_tab
    tab._fill()
    settle()
    assert not tab.calendar.is_school_day(date(2026, 10, 1))


def test_a_day_turned_twice_leaves_no_exception() -> None:
    calendar = SchoolCalendar((Term(date(2026, 9, 1), date(2027, 1, 22)),))
    once = toggled(calendar, date(2026, 9, 2))
    assert once.exceptions == {date(2026, 9, 2): False}
    assert toggled(once, date(2026, 9, 2)).exceptions == {}


def test_deadlines_are_shown_with_their_source(page: SettingsPage) -> None:
    assert [rule.id for rule in page.deadlines_tab.model.rows] == ["morning", "noon", "evening"]
    assert all(rule.source for rule in page.deadlines_tab.model.rows)
