# SPDX-License-Identifier: Apache-2.0
"""The bureau's window by hand: enrol, receive a stick, read the board, confirm a new series."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from schoolguard import bureau as district
from schoolguard import packages, submission
from schoolguard.app.school import School
from schoolguard.bureau import Outcome
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.texts import CHINESE, LANGUAGES, Texts
from schoolguard.ui.access.welcome import WelcomeWindow
from schoolguard.ui.application import Program, make_application
from schoolguard.ui.bureau.dialogs import (
    CreateBureauDialog,
    EnrolDialog,
    OutcomesDialog,
    PhoneDialog,
)
from schoolguard.ui.bureau.page import BoardPage
from schoolguard.ui.bureau.window import BureauWindow
from schoolguard.ui.widgets.chooser import Chooser
from tests.factories.delivery import DAY, Road, open_bureau

Until = Callable[[Callable[[], bool]], None]


@pytest.fixture
def road(school: School, clock: FixedClock, tmp_path: Path) -> Iterator[Road]:
    with ExitStack() as stack:
        yield Road(school, stack.enter_context(open_bureau(tmp_path / "bureau", clock)))


@pytest.fixture
def window(qtbot: QtBot, road: Road) -> Iterator[BureauWindow]:
    window = BureauWindow(road.bureau, Texts(CHINESE))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


@pytest.fixture
def until(qtbot: QtBot, window: BureauWindow) -> Until:
    def wait(holds: Callable[[], bool]) -> None:
        qtbot.waitUntil(lambda: holds() and not window.page.desk.tasks.busy, timeout=10_000)

    return wait


NOTES = 14
"""Column of the board with what a person should do."""


def cell(page: BoardPage, column: int, row: int = 0) -> str:
    return str(page.model.index(row, column).data())


def stick_with(road: Road, folder: Path, *days: int) -> None:
    folder.mkdir(exist_ok=True)
    for day in days:
        file = road.file(road.seal(day))
        (folder / file.name).write_bytes(file.data)


def test_a_stick_comes_in_and_goes_back_with_receipts(
    window: BureauWindow,
    road: Road,
    until: Until,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page, shown = window.page, []
    monkeypatch.setattr(
        OutcomesDialog, "ask", classmethod(lambda _c, _p, _t, came: shown.append(came))
    )
    until(lambda: page.model.rowCount() == 1)
    assert cell(page, 2) == "未报"
    stick_with(road, tmp_path / "stick", 0, 1)
    Chooser.answers.append(tmp_path / "stick")
    page.folder_button.click()
    until(lambda: bool(shown) and cell(page, 2) == "已报")
    assert [outcome.code for _, outcome in shown[0]] == ["next", "next"]
    receipts = sorted((tmp_path / "stick").glob("*.sgr"))
    for receipt in receipts:
        file = receipt.read_bytes()
        road.at_school(lambda unit, file=file: submission.accept_receipt(unit, file))
    assert road.standings() == ["receipted", "receipted"]
    assert page.totals.value("received") == "1/1"
    assert page.totals.value("absent") == "2"


def test_days_are_walked_by_key(
    window: BureauWindow, until: Until, qtbot: QtBot, clock: FixedClock
) -> None:
    page = window.page
    until(lambda: page.model.rowCount() == 1)
    clock.advance(timedelta(days=1))
    page.go_to(DAY + timedelta(days=1))
    until(lambda: cell(page, NOTES) == "已 2 个上学日未报")
    page.go_to(DAY)
    until(lambda: cell(page, NOTES) == "")
    page.go_to(DAY + timedelta(days=30))
    assert page.day == DAY + timedelta(days=1)


def test_a_new_series_is_confirmed_by_enter(
    window: BureauWindow, road: Road, until: Until, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.page
    road.send(road.seal())
    road.at_school(submission.begin_epoch)
    road.send(road.seal(0, fevers=0))
    page.mark_stale()
    until(lambda: "新编号序列" in cell(page, NOTES))
    assert page.banner.isVisible()
    monkeypatch.setattr(PhoneDialog, "confirm_epoch", classmethod(lambda *_a, **_k: "孙局员"))
    page.table.select_row(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    until(lambda: cell(page, NOTES) == "")


def test_contradicting_packages_are_settled_by_enter(
    window: BureauWindow, road: Road, until: Until, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.page
    road.send(road.seal())
    other = road.seal_by_hand(app="second")
    road.arrive(other)
    page.mark_stale()
    until(lambda: "两个不同的包" in cell(page, NOTES))
    monkeypatch.setattr(PhoneDialog, "settle_forks", classmethod(lambda *_: "孙局员"))
    page.table.select_row(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    until(lambda: cell(page, NOTES) == "")
    assert road.arrive(other).code == "fork"


def test_a_school_is_enrolled_from_its_card(
    qtbot: QtBot, school: School, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_bureau(tmp_path / "new", clock) as office:
        office.change(lambda unit: district.create_keys(unit, "某县教育局"))
        school.change(lambda unit: submission.create_keys(unit, school.settings))
        file = school.query(submission.school_card_file)
        assert file is not None
        (tmp_path / "s.card").write_bytes(file)
        window = BureauWindow(office, Texts(CHINESE))
        qtbot.addWidget(window)
        window.show()
        page = window.page
        qtbot.waitUntil(lambda: not page.desk.tasks.busy)
        assert not page.totals.isVisible()
        monkeypatch.setattr(EnrolDialog, "ask", classmethod(lambda *_a, **_k: "孙局员"))
        Chooser.answers.extend([tmp_path / "s.card", tmp_path / "b.card"])
        page.enrol_school()
        qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=10_000)
        page.export_card()
        qtbot.waitUntil((tmp_path / "b.card").exists, timeout=10_000)
        assert packages.read_bureau_card((tmp_path / "b.card").read_bytes()).name == "某县教育局"
        window.close()


def test_what_is_no_card_is_told(window: BureauWindow, until: Until, tmp_path: Path) -> None:
    heard: list[str] = []
    window.page.desk.notify.said.connect(lambda tone, _text, _offer: heard.append(tone))
    (tmp_path / "x.card").write_bytes(b"x")
    Chooser.answers.extend([tmp_path / "x.card", tmp_path / "gone.card", None])
    for _ in range(3):
        window.page.enrol_school()
    assert heard == ["alarm", "alarm"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_dialogs_take_only_what_was_heard_and_named(qtbot: QtBot, language: str) -> None:
    texts = Texts(language)
    enrol = EnrolDialog(None, texts, "青山学校", "11111 22222 33333 44444 55555 66666")
    confirm = PhoneDialog(None, texts, "epoch", "青山学校", "!")
    for dialog in (enrol, confirm):
        qtbot.addWidget(dialog)
        assert not dialog.check()
    enrol.heard.setText("55555 66666")
    assert not enrol.check()
    enrol.who.setText("孙局员")
    confirm.who.setText("孙局员")
    assert enrol.check()
    assert confirm.check()


def test_outcomes_are_said_in_words(qtbot: QtBot, road: Road) -> None:
    road.seal()
    outcomes: list[Outcome] = [road.send(road.seal(1)), road.arrive(b"x")]
    dialog = OutcomesDialog(
        None, Texts(CHINESE), tuple((str(n), outcome) for n, outcome in enumerate(outcomes))
    )
    qtbot.addWidget(dialog)
    said = [str(dialog.model.index(row, 1).data()) for row in range(2)]
    assert said[0] == "暂存：前面有缺号  缺第 1 号"
    assert "不是校安卫士的数据包" in said[1]


def test_a_bureau_is_created_with_a_password_typed_twice(
    qtbot: QtBot, clock: FixedClock, tmp_path: Path
) -> None:
    dialog = CreateBureauDialog(None, Texts(CHINESE), clock)
    qtbot.addWidget(dialog)
    dialog.name.setText("某县教育局")
    dialog.password.setText("山高水长-风和日丽-一二三")
    assert not dialog.check()
    dialog.again.setText("山高水长-风和日丽-一二三")
    Chooser.answers.append(tmp_path / "bureau")
    assert dialog.check()
    assert dialog.made is not None
    assert dialog.made.query(district.bureau_keys).card.name == "某县教育局"
    dialog.made.close()
    QApplication.processEvents()


def test_the_program_opens_a_bureaus_folder_and_founds_a_new_bureau(
    qtbot: QtBot, road: Road, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = Program(make_application(), lambda: clock, CHINESE)
    monkeypatch.setattr(CreateBureauDialog, "ask", classmethod(lambda *_: road.bureau))
    program.start(None)
    assert isinstance(program.window, WelcomeWindow)
    program.window.bureau_button.click()
    window = program.window
    assert isinstance(window, BureauWindow)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.page.model.rowCount() == 1, timeout=10_000)
    window.close()
