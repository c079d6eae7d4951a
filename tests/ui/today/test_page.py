# SPDX-License-Identifier: Apache-2.0
"""The home page, worked by keyboard."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from schoolguard import checks, flows
from schoolguard.app.school import School
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant
from schoolguard.suspension import Scope, SuspensionDraft
from schoolguard.ui.desk import Desk
from schoolguard.ui.today.page import TodayPage
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.paper import PaperDialog
from tests.factories.absence import Ward, found_ward
from tests.factories.chain import found_chain

DAY = date(2026, 9, 1)
MORNING = CheckSession.MORNING


@pytest.fixture
def ward(school: School, clock: FixedClock) -> Ward:
    return found_ward(school, clock)


@pytest.fixture
def gone(desk: Desk) -> list[tuple[str, dict[str, object]]]:
    """Where the page has led to."""
    steps: list[tuple[str, dict[str, object]]] = []
    desk.go = lambda key, **args: steps.append((key, args))
    return steps


def opened(qtbot: QtBot, desk: Desk, settle: Callable[[], None]) -> TodayPage:
    page = TodayPage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle()
    return page


def enter(ward: Ward, **entries: Entry) -> None:
    rules = flows.load_rules(ward.school.calendar)
    key = SheetKey(DAY, MORNING, ward.class_id)
    people = {getattr(ward, name): entry for name, entry in entries.items()}
    ward.do(lambda unit: flows.record_many(unit, key, people, rules))


def sentences(page: TodayPage) -> list[str]:
    return [page.due.sentence(row) for row in range(len(page.due.items))]


def test_the_board_shows_each_class_and_what_was_found(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    ward: Ward,
    qtmodeltester: ModelTester,
) -> None:
    enter(ward, pupil=Entry(State.ABSENT), classmate=Entry(State.MEASURED, 380))
    page = opened(qtbot, desk, settle)
    assert page.board.sentence_at(0, 0) == "三年级(1)班"
    assert page.board.sentence_at(0, 1) == (
        "三年级(1)班 晨检：2 人已全部记录，等待提交；确认发热 0，待复测 1，缺勤 1，有症状 0"
    )
    shown = {card.figure.key: card.figure for card in page.counters.cards}
    assert (shown["absence"].value, shown["absence"].detail) == ("1", "追询 1")
    assert shown["isolation"].value == "0"
    qtmodeltester.check(page.board.model())
    qtmodeltester.check(page.due.model())
    assert not page.grab().isNull()


def test_arrows_and_enter_open_a_sheet(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    ward: Ward,
    gone: list[tuple[str, dict[str, object]]],
) -> None:
    page = opened(qtbot, desk, settle)
    assert page.board.hasFocus()
    qtbot.keyClick(page.board, Qt.Key.Key_Right)
    qtbot.keyClick(page.board, Qt.Key.Key_Return)
    assert gone == [("checks", {"day": "2026-09-01", "class_id": ward.class_id, "session": 1})]


def test_what_is_due_leads_to_where_it_is_done(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    ward: Ward,
    gone: list[tuple[str, dict[str, object]]],
) -> None:
    enter(ward, pupil=Entry(State.ABSENT))
    ward.clock.move_to(instant(DAY, 9, 30))
    page = opened(qtbot, desk, settle)
    row = sentences(page).index("三年级(1)班 王小明：联系家长")
    page.due.setFocus()
    page.due.setCurrentIndex(page.due.model().index(row, 0))
    qtbot.keyClick(page.due, Qt.Key.Key_Return)
    assert gone == [("absence", {"case_id": ward.open_cases()[0].id})]


def test_the_board_refreshes_when_something_changed_and_keeps_its_place(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], ward: Ward
) -> None:
    page = opened(qtbot, desk, settle)
    page.board.setCurrentIndex(page.board.model().index(0, 1))
    rules = flows.load_rules(ward.school.calendar)
    key = SheetKey(DAY, MORNING, ward.class_id)

    def measure(unit: object) -> None:
        people = {one: Entry(State.MEASURED, 365) for one in (ward.pupil, ward.classmate)}
        flows.record_many(unit, key, people, rules)  # type: ignore[arg-type]
        checks.hand_in(unit, key, rules.checks)  # type: ignore[arg-type]

    desk.tasks.change(page, measure)
    settle()
    qtbot.waitUntil(lambda: "已提交 2 人" in page.board.sentence_at(0, 1))
    assert page.board.currentIndex().column() == 1


def test_the_day_can_be_turned_back_but_not_ahead(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], ward: Ward
) -> None:
    ward.clock.move_to(instant(DAY + timedelta(days=2), 9))
    page = opened(qtbot, desk, settle)
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.day == DAY + timedelta(days=1))
    settle()
    qtbot.keyClick(page, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.day == DAY + timedelta(days=2))
    settle()
    page.go_to(DAY + timedelta(days=9))
    assert page.day == DAY + timedelta(days=2)


def test_without_people_it_leads_to_the_import(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    gone: list[tuple[str, dict[str, object]]],
) -> None:
    page = opened(qtbot, desk, settle)
    (button,) = [
        one for one in page.findChildren(QPushButton) if one.isVisible() and "导入" in one.text()
    ]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone == [("roster", {"action": "import"})]


def test_an_administrator_may_import_but_a_teacher_is_not_asked_to(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], acting_as: Callable[..., Actor]
) -> None:
    acting_as(Role.TEACHER)
    page = opened(qtbot, desk, settle)
    assert [b for b in page.findChildren(QPushButton) if "导入" in b.text()] == []


def test_an_administrator_is_not_told_to_import_what_is_there(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    ward: Ward,
    acting_as: Callable[..., Actor],
) -> None:
    assert ward.class_id
    acting_as(Role.ADMINISTRATOR)
    page = opened(qtbot, desk, settle)
    seen = [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]
    assert not any("导入" in words for words in seen)
    assert not page.counters.isVisible()


def test_a_day_without_school_says_so(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], ward: Ward
) -> None:
    ward.clock.move_to(instant(date(2026, 9, 5), 9))
    page = opened(qtbot, desk, settle)
    assert not page.board.isVisible()


def test_sixty_classes_fit_without_scrolling(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], ward: Ward
) -> None:
    """At 1366x768 beside the sidebar, with three sessions."""
    from schoolguard import roster

    def found(unit: object) -> None:
        for grade in range(1, 7):
            for number in range(1, 11):
                if (grade, number) in {(3, 1), (3, 2)}:
                    continue
                spelling = roster.ClassSpelling(grade, number, roster.Stage.PRIMARY)
                class_id = roster.add_class(unit, spelling, from_on=DAY)  # type: ignore[arg-type]
                roster.add_person(
                    unit,  # type: ignore[arg-type]
                    roster.PersonDraft("孙一", is_boarder=True),
                    class_id=class_id,
                    from_on=DAY,
                )

    ward.do(found)
    page = opened(qtbot, desk, settle)
    assert page.board.verticalScrollBar().maximum() == 0
    assert page.board.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [900, 1182, 1800])
def test_it_stands_at_any_width(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], ward: Ward, width: int
) -> None:
    page = opened(qtbot, desk, settle)
    page.resize(width, 640)
    settle()
    assert page.grab().width() == width


def test_it_speaks_english(
    qtbot: QtBot, english_desk: Desk, settle: Callable[[], None], ward: Ward
) -> None:
    enter(ward, pupil=Entry(State.ABSENT))
    page = opened(qtbot, english_desk, settle)
    assert "absent 1" in page.board.sentence_at(0, 1)
    assert any("Call the family" in one for one in sentences(page))


def test_the_keyboard_always_stands_somewhere(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], ward: Ward
) -> None:
    enter(ward, pupil=Entry(State.ABSENT))
    page = opened(qtbot, desk, settle)
    for key, widget in ((Qt.Key.Key_F7, page.due), (Qt.Key.Key_F6, page.board)):
        qtbot.keyClick(page, key)
        qtbot.waitUntil(widget.hasFocus)
        assert widget.currentIndex().isValid()


def test_the_board_is_printed_and_exported(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    ward: Ward,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    enter(ward, pupil=Entry(State.ABSENT))
    page = opened(qtbot, desk, settle)
    Chooser.answers.append(tmp_path / "board.xlsx")
    page.export_action()
    qtbot.waitUntil((tmp_path / "board.xlsx").exists)
    papers: list[bytes] = []
    monkeypatch.setattr(PaperDialog, "tell", lambda *_, pdf, **__: papers.append(pdf))
    page.print_action()
    qtbot.waitUntil(lambda: bool(papers))
    assert papers[0].startswith(b"%PDF")


def test_what_is_open_stands_by_person_with_its_age_and_leads_on(
    qtbot: QtBot,
    desk: Desk,
    settle: Callable[[], None],
    school: School,
    clock: FixedClock,
    gone: list[tuple[str, dict[str, object]]],
    qtmodeltester: ModelTester,
) -> None:
    chain = found_chain(school, clock)
    stay_id = chain.admit().stay_id
    clock.advance(timedelta(minutes=40))
    page = opened(qtbot, desk, settle)
    qtbot.keyClick(page, Qt.Key.Key_F8)
    qtbot.waitUntil(page.links.hasFocus)
    assert page.links.sentence(0) == "三年级(1)班 王小明：在隔离观察室，已 40 分钟"
    qtbot.keyClick(page.links, Qt.Key.Key_Return)
    assert gone == [("isolation", {"stay_id": stay_id})]
    qtmodeltester.check(page.links.model())
    assert not page.grab().isNull()


def test_nothing_open_says_so(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], ward: Ward
) -> None:
    page = opened(qtbot, desk, settle)
    qtbot.keyClick(page, Qt.Key.Key_F8)
    settle()
    assert page.side.tabs.tabText(1) == "未了事项（0）"
    assert not page.links.isVisible()


def test_a_class_off_says_so_on_the_board(
    qtbot: QtBot, desk: Desk, settle: Callable[[], None], school: School, clock: FixedClock
) -> None:
    chain = found_chain(school, clock)
    draft = SuspensionDraft(
        Scope.CLASS,
        (chain.class_id,),
        "influenza",
        decided_by="县疾控中心",
        decided_on=DAY,
        from_on=DAY,
        until_on=DAY + timedelta(days=3),
    )
    chain.do(lambda u: flows.suspend(u, draft, chain.rules))
    page = opened(qtbot, desk, settle)
    assert page.board.sentence_at(0, 1) == "三年级(1)班 晨检：停课，不检查"
    shown = {card.figure.key: card.figure for card in page.counters.cards}
    assert shown["suspension"].value == "0/4"
    assert page.links.sentence(0) == "三年级(1)班：停课至 09-04 → 三年级(1)班待消毒，已 0 分钟"
