# SPDX-License-Identifier: Apache-2.0
"""Rules are read in plain words, changed with a reason, taken back; what is looser is told."""

from collections.abc import Callable
from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from schoolguard import rulebook
from schoolguard.app.rule_book import book_of
from schoolguard.app.today import flow_rules
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.changes import Changes
from schoolguard.rulebook import Change, Line, RuleKey
from schoolguard.rulebook.tables import RuleOverrideRow
from schoolguard.ui.desk import Desk
from schoolguard.ui.rulebook.change_dialog import ChangeDialog
from schoolguard.ui.rulebook.history_dialog import HistoryDialog
from schoolguard.ui.rulebook.page import RulesPage
from schoolguard.ui.rulebook.reading import ALL, OWN
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.window.main import MainWindow

FOREHEAD = RuleKey("checks", "method", "forehead_infrared", "fever_celsius")
TRIGGER = RuleKey("triggers", "trigger", "R06-1a", "count")
Settle = Callable[[], None]


@pytest.fixture
def shown(qtbot: QtBot, desk: Desk, settle: Settle) -> RulesPage:
    page = RulesPage(desk)
    qtbot.addWidget(page)
    page.resize(1180, 650)
    page.show()
    settle()
    return page


def put(desk: Desk, at: RuleKey, value: object, paper: str = "") -> None:
    change = Change(at, value, "本县口径", paper)
    _, changes = desk.school.change(lambda unit: rulebook.change_rule(unit, change))
    desk.tasks.changed.emit(changes)


def dialog_at(qtbot: QtBot, page: RulesPage, at: RuleKey) -> ChangeDialog:
    page.show_args(pack=at.pack, kind=at.kind, rule_id=at.id)
    row = page.table.current_row
    assert row is not None
    line = next(line for line in row.entry.lines if line.at == at)
    dialog = ChangeDialog(page, page.words, page.book, row.entry, line)
    qtbot.addWidget(dialog)
    return dialog


def test_every_rule_is_listed_by_chapter_and_found_by_a_word(shown: RulesPage) -> None:
    shown.choose_chapter(ALL)
    assert len(shown.table.model_of_rows.rows) > 500
    shown.search.setText("水痘 结痂")
    QTest.keyClick(shown.search, Qt.Key.Key_Return)
    found = shown.table.model_of_rows.rows
    assert found
    assert all("水痘" in row.searched and "结痂" in row.searched for row in found)
    shown.search.setText("没有这样的规则")
    QTest.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.empty.isVisibleTo(shown)
    assert not shown.panel.isVisibleTo(shown)


def test_without_changes_of_its_own_the_school_is_told_so(shown: RulesPage) -> None:
    shown.choose_chapter(OWN)
    assert shown.empty.isVisibleTo(shown)


def test_fever_line_is_changed_by_keyboard_and_holds_at_once(
    shown: RulesPage,
    desk: Desk,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    messages: list[tuple[str, str]],
) -> None:
    def type_in(dialog: ChangeDialog) -> bool:
        field = dialog.editor.focusProxy()
        assert isinstance(field, QWidget)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, "37")
        dialog.reason.setText("本县口径")
        return dialog.check()

    monkeypatch.setattr(ChangeDialog, "run", type_in)
    shown.show_args(pack="checks", kind="method", rule_id="forehead_infrared")
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    assert shown.panel.table.hasFocus() or not shown.isActiveWindow()
    lines = [line.at.key for line in shown.panel.model.rows]
    shown.panel.table.select_row(lines.index("fever_celsius"))
    QTest.keyClick(shown.panel.table, Qt.Key.Key_Return)
    settle()
    assert flow_rules(desk.school).checks.method("forehead_infrared").fever_celsius == 37.0
    assert [tone for tone, _ in messages] == ["ok"]
    shown.choose_chapter(OWN)
    (row,) = shown.table.model_of_rows.rows
    (line,) = (line for line in row.entry.lines if line.own)
    assert (line.in_force, line.original) == (37.0, 37.3)
    assert "本县口径" in shown.panel.why.text()


def test_value_that_does_not_fit_is_refused_in_the_dialog_with_a_sentence(
    qtbot: QtBot, shown: RulesPage
) -> None:
    dialog = dialog_at(qtbot, shown, FOREHEAD)
    field = dialog.editor.focusProxy()
    field.setText("3.7")  # type: ignore[union-attr]
    dialog.reason.setText("x")
    assert not dialog.check()
    assert "额温枪" in dialog.problem.sentence
    field.setText("三十七")  # type: ignore[union-attr]
    assert not dialog.check()
    assert "数字" in dialog.problem.sentence


def test_looser_trigger_asks_for_a_paper_and_stays_in_sight(
    qtbot: QtBot, shown: RulesPage, desk: Desk, settle: Settle
) -> None:
    dialog = dialog_at(qtbot, shown, TRIGGER)
    dialog.editor.focusProxy().setValue(4)  # type: ignore[union-attr]
    dialog.reason.setText("按县疾控通知")
    assert not dialog.check()
    assert dialog.looser
    dialog.paper.setText("县疾控〔2026〕18号")
    assert dialog.check()
    change = dialog.change()
    desk.tasks.change(shown, lambda unit: rulebook.change_rule(unit, change))
    settle()
    assert "县疾控〔2026〕18号" in shown.notices.looser.sentence
    assert shown.notices.looser.isVisibleTo(shown)


def test_stricter_trigger_asks_for_no_paper(qtbot: QtBot, shown: RulesPage) -> None:
    dialog = dialog_at(qtbot, shown, TRIGGER)
    dialog.editor.focusProxy().setValue(2)  # type: ignore[union-attr]
    dialog.reason.setText("从严")
    assert dialog.check()
    assert dialog.change().paper_number == ""


def test_own_value_is_taken_back_to_the_original(
    shown: RulesPage, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk, FOREHEAD, 37.0)
    settle()
    monkeypatch.setattr(ReasonDialog, "ask", classmethod(lambda *_, **__: "按原值"))
    shown.choose_chapter(OWN)
    assert shown.panel.back_button.isEnabled()
    shown.panel.back_button.click()
    settle()
    assert book_of(desk.school).own == ()
    assert shown.empty.isVisibleTo(shown)


def test_history_tells_every_change(
    qtbot: QtBot, shown: RulesPage, desk: Desk, settle: Settle
) -> None:
    put(desk, FOREHEAD, 37.0)
    put(desk, RuleKey("triggers", "trigger", "R06-1a", "scopes"), ["class", "dorm_room", "grade"])
    settle()
    dialog = HistoryDialog(shown, shown.words, shown.past)
    qtbot.addWidget(dialog)
    told = [dialog.model.columns[4].text(row) for row in dialog.model.rows]
    assert told == ["同一班级、同一宿舍、同一年级", "37.0"]


def test_value_that_fits_no_more_is_told_and_taken_back(
    shown: RulesPage, desk: Desk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk, RuleKey("checks", "session", "noon", "deadline"), time(14, 30))
    with desk.school.writing() as unit:
        unit.connection.execute(update(RuleOverrideRow).values(entry="dawn"))
        unit.touch(Changes.RULES)
    desk.tasks.changed.emit(Changes.RULES)
    settle()
    assert shown.notices.aside.isVisibleTo(shown)
    assert "14:30" in shown.notices.aside.sentence
    monkeypatch.setattr(ReasonDialog, "ask", classmethod(lambda *_, **__: "不再适用"))
    shown.deeds.take_back_aside()
    settle()
    assert not shown.notices.isVisibleTo(shown)


def test_every_value_of_every_rule_has_an_editor_that_gives_it_back_unchanged(
    qtbot: QtBot, shown: RulesPage
) -> None:
    shown.choose_chapter(ALL)
    wrong: list[Line] = []
    kinds: set[tuple[str, str, str]] = set()
    for row in shown.table.model_of_rows.rows:
        for line in () if row.entry.fixed else row.entry.lines:
            if (line.at.pack, line.at.kind, line.at.key) in kinds or line.at.key == "enabled":
                continue
            kinds.add((line.at.pack, line.at.kind, line.at.key))
            dialog = ChangeDialog(shown, shown.words, shown.book, row.entry, line)
            dialog.judge()
            if dialog.problem.sentence != shown.text("rulebook.error.same_value"):
                wrong.append(line)
            dialog.deleteLater()
    assert wrong == []


def test_whoever_may_not_change_rules_only_reads(
    qtbot: QtBot, desk: Desk, settle: Settle, acting_as: Callable[..., Actor]
) -> None:
    acting_as(Role.ADMINISTRATOR)
    page = RulesPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert not page.panel.change_button.isEnabled()
    assert page.text("rules_page.no_right") in page.panel.about.text()


def test_pages_behind_are_built_anew_after_a_change(
    qtbot: QtBot, desk: Desk, settle: Settle
) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.open_page("checks")
    before = window.page
    window.open_page("rules")
    put(desk, FOREHEAD, 37.0)
    settle()
    window.open_page("checks")
    assert window.page is not before


def test_page_speaks_english_too(qtbot: QtBot, english_desk: Desk, settle: Settle) -> None:
    page = RulesPage(english_desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.choose_chapter(ALL)
    assert any(row.name == "Chickenpox" for row in page.table.model_of_rows.rows)
