# SPDX-License-Identifier: Apache-2.0
"""The page of early warning: read in plain words, names on demand, answered and taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from schoolguard import flows, roster, warning
from schoolguard.app import Unit
from schoolguard.app.watching import Watching
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.ui.desk import Desk
from schoolguard.ui.warning.page import WarningPage
from schoolguard.ui.window.watch import WarningWatch
from schoolguard.warning import Standing

PUPILS = 8


def let_three_fall_ill(desk: Desk) -> None:
    """Three of a class show a rash in one morning."""
    rules = flows.load_rules(desk.school.calendar)

    def write(unit: Unit) -> None:
        spelling = roster.ClassSpelling(3, 1, roster.Stage.PRIMARY)
        class_id = roster.add_class(unit, spelling, from_on=unit.today)
        people = [
            roster.add_person(
                unit,
                roster.PersonDraft(name=f"甲{place}号"),
                class_id=class_id,
                from_on=unit.today,
                number=place,
            )
            for place in range(1, PUPILS + 1)
        ]
        key = SheetKey(unit.today, CheckSession.MORNING, class_id)
        entries = {
            person: Entry(State.OBSERVED, symptoms=frozenset({"rash"} if place < 3 else ()))
            for place, person in enumerate(people)
        }
        flows.record_many(unit, key, entries, rules)

    desk.school.change(write)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, settle: Callable[[], None]) -> WarningPage:
    let_three_fall_ill(desk)
    Watching(desk.school).watch()
    page = WarningPage(desk)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    settle()
    return page


def test_a_quiet_school_says_what_is_watched(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None]
) -> None:
    page = WarningPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.model.rows == ()
    assert page._left.currentWidget() is page._nothing


def test_facts_rule_and_hours_stand_there_and_names_only_when_asked_for(
    page: WarningPage, settle: Callable[[], None]
) -> None:
    panel = page.panel
    assert "三年级(1)班" in panel.title.text()
    assert "新发皮疹 3 人" in panel.facts.text()
    assert "24 小时" in panel.duty.text()
    assert "65号" in panel.rule.text()
    assert panel.names.isHidden()
    panel.names_button.click()
    settle()
    assert "甲1号" in panel.names.text()
    assert panel.names.isVisible()


def test_an_answer_needs_a_word_where_it_dismisses_and_can_be_taken_back(
    page: WarningPage, settle: Callable[[], None], messages: list[tuple[str, str]]
) -> None:
    assert page.opened is not None
    one = page.opened.warning.line.id
    page.panel.answers[Standing.MISTAKE].click()
    settle()
    assert "理由" in messages[-1][1]
    page.panel.note.setText("晒伤")
    page.panel.answers[Standing.MISTAKE].click()
    settle()
    rules = page.words.rules
    found = page.desk.school.query(lambda v: warning.warning(v, one, rules))
    assert found.line.standing is Standing.MISTAKE
    page.which.setCurrentIndex(1)
    settle()
    page.show_args(warning_id=one)
    settle()
    page.panel.take_back.click()
    settle()
    found = page.desk.school.query(lambda v: warning.warning(v, one, rules))
    assert found.line.standing is Standing.OPEN


def test_measures_are_ticked_and_reports_noted(
    page: WarningPage, settle: Callable[[], None]
) -> None:
    assert page.opened is not None
    one, rules = page.opened.warning.line.id, page.words.rules
    box = page.panel.measures["disinfected"]
    box.click()
    settle()
    page.panel.answered_by.setText("值班员")
    page.panel.party.setCurrentIndex(page.panel.party.findData("cdc"))
    page.panel.report_button.click()
    settle()
    found = page.desk.school.query(lambda v: warning.warning(v, one, rules))
    assert [tick.step_id for tick in found.steps] == ["disinfected"]
    assert [made.party_id for made in found.reports] == ["cdc"]
    assert "值班员" in page.panel.reports.text()
    box.click()
    settle()
    found = page.desk.school.query(lambda v: warning.warning(v, one, rules))
    assert found.steps == ()


def test_the_list_is_walked_by_key(page: WarningPage, settle: Callable[[], None]) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    settle()
    assert page.opened is not None


def test_the_open_window_says_aloud_what_presses(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], messages: list[tuple[str, str]]
) -> None:
    watch = WarningWatch(desk, desk.tasks)
    let_three_fall_ill(desk)
    watch.look()
    settle()
    assert "法定阈值" in messages[-1][1]
    watch.look()
    settle()
    assert len([text for _, text in messages if "法定阈值" in text]) == 1
