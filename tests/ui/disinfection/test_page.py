# SPDX-License-Identifier: Apache-2.0
"""The tabs behind the board: setting up, extra tasks, mixing, stock, paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from schoolguard import disinfection, roster
from schoolguard.app import View
from schoolguard.app.school import School
from schoolguard.disinfection import AlertDraft, Outcome, PlaceDraft, PlaceKind, TaskChange
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.ids import AccountId
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.alert_dialog import AlertDialog
from schoolguard.ui.disinfection.door_dialog import DoorDialog
from schoolguard.ui.disinfection.order_dialog import OrderDialog, SignOrderDialog
from schoolguard.ui.disinfection.page import DisinfectionPage
from schoolguard.ui.disinfection.paper_choice import Paper, PaperChoice
from schoolguard.ui.disinfection.person_field import PersonField
from schoolguard.ui.disinfection.proposal_dialog import ProposalDialog
from schoolguard.ui.disinfection.stock_dialogs import BottleDialog, LampDialog, RunDialog
from schoolguard.ui.disinfection.task_dialog import TaskDialog
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.paper import PaperDialog
from tests.factories.disinfection import DAY, House
from tests.ui.disinfection.conftest import open_page

Settle = Callable[[], None]
Messages = list[tuple[str, str]]
ALT = Qt.KeyboardModifier.AltModifier


def test_a_fresh_school_gets_its_places_with_two_keys(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    school: School,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spelling = roster.ClassSpelling(3, 2, roster.Stage.PRIMARY)
    school.change(lambda unit: roster.add_class(unit, spelling, from_on=DAY))
    page = open_page(qtbot, desk, settle)
    assert page.board.board is not None
    assert not page.board.board.rows

    def enter(*given: object) -> tuple[PlaceDraft, ...]:
        dialog = ProposalDialog(*given)  # type: ignore[arg-type] # as asked
        assert "三年级(2)班" in dialog.list.item(0).text()
        drafts = dialog.drafts
        dialog.deleteLater()
        return drafts

    monkeypatch.setattr(ProposalDialog, "ask", enter)
    qtbot.keyClick(page, Qt.Key.Key_F3)
    settle()
    qtbot.waitUntil(lambda: bool(page.board.board and page.board.board.rows))
    assert [row.place.name for row in page.board.board.rows] == ["三年级(2)班"]


def test_every_tab_opens_by_key(qtbot: QtBot, opened: DisinfectionPage, settle: Settle) -> None:
    for number in range(6, 0, -1):
        qtbot.keyClick(opened, getattr(Qt.Key, f"Key_{number}"), ALT)
        settle()
        assert opened.tabs.currentIndex() == number - 1


def test_an_extra_task_is_asked_for_and_signed(
    qtbot: QtBot,
    opened: DisinfectionPage,
    settle: Settle,
    house: House,
    messages: Messages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened.tabs.setCurrentWidget(opened.orders)
    settle()

    def ask(*given: object) -> disinfection.OrderDraft:
        dialog = OrderDialog(*given)  # type: ignore[arg-type] # as asked
        dialog.disease.setCurrentIndex(dialog.disease.findData("norovirus"))
        assert dialog.check()
        draft = dialog.draft
        dialog.deleteLater()
        return draft

    monkeypatch.setattr(OrderDialog, "ask", ask)
    opened.orders.open_new()
    settle()
    settle()
    assert len(opened.orders.model.rows) == 1

    def sign(*given: object) -> disinfection.SignOffDraft:
        dialog = SignOrderDialog(*given)  # type: ignore[arg-type] # as asked
        assert dialog.check()
        draft = dialog.draft
        dialog.deleteLater()
        return draft

    monkeypatch.setattr(SignOrderDialog, "ask", sign)
    opened.orders.table.setFocus()
    qtbot.keyClick(opened.orders.table, Qt.Key.Key_Return)
    settle()
    settle()
    assert house.counts().orders_done == 1
    assert opened.orders.model.rows == ()
    assert {tone for tone, _ in messages} == {"ok"}


def test_an_extra_task_is_cancelled_and_opened_again(
    opened: DisinfectionPage, settle: Settle, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.order()
    opened.orders.recent.setChecked(True)
    settle()
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "弄错了")
    opened.orders.cancel()
    settle()
    settle()
    assert house.counts().orders_open == 0
    opened.orders.cancel()
    settle()
    assert house.counts().orders_open == 1


def test_a_task_is_adjusted_for_the_marked_places(
    opened: DisinfectionPage, settle: Settle, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.tabs.show_tab("places")
    settle()
    settle()
    opened.tabs.places.table.selectAll()
    assert opened.tabs.places.plan.rows

    def change(*given: object) -> TaskChange:
        dialog = TaskDialog(*given)  # type: ignore[arg-type] # as asked
        dialog.times.setText("08:10 08:00")
        assert not dialog.check()
        dialog.times.setText("08:10")
        assert dialog.check()
        told = dialog.change
        dialog.deleteLater()
        return told

    monkeypatch.setattr(TaskDialog, "ask", change)
    opened.tabs.places.tasks.select_row(0)
    task = opened.tabs.places.plan.rows[0].task.id
    opened.tabs.places.adjust()
    settle()
    settle()
    changed = house.ask(lambda view: disinfection.task_changes(view, house.classroom, view.today))
    assert [one.task_id for one in changed] == [task]


def test_a_person_is_found_by_initials_and_others_are_plain_names(
    qtbot: QtBot, opened: DisinfectionPage, desk: Desk, settle: Settle, house: House
) -> None:
    field = PersonField(desk, opened)
    qtbot.keyClicks(field, "qls")
    qtbot.waitUntil(lambda: field.found.rowCount() == 1)
    field.choose_first()
    assert (field.person_id, field.text()) == (house.teacher, "钱老师")
    field.clear()
    qtbot.keyClicks(field, "He")
    assert (field.person_id, field.plain_name) == (None, "He")
    settle()


def test_the_calculator_answers_and_warns(opened: DisinfectionPage, house: House) -> None:
    tab = opened.tabs.mixing
    tab.litres.setText("5")
    assert "50 mL" in tab.result.text()
    said = [banner.sentence for banner in tab.warnings if banner.sentence]
    assert any("249" in one for one in said)
    tab.litres.setText("五")
    assert tab.result.text() == "—"
    tab.litres.setText("5")
    tab.stock.setCurrentIndex(tab.stock.findData("chlorine_tablet"))
    assert "5 片" in tab.result.text()


def test_expired_stock_and_deaf_agents_are_named(
    opened: DisinfectionPage, settle: Settle, house: House
) -> None:
    from datetime import timedelta

    house.bottle(expires_on=DAY - timedelta(days=1))
    opened.refresh()
    settle()
    said = [banner.sentence for banner in opened.tabs.mixing.warnings if banner.sentence]
    assert any("有效期" in one for one in said)


def test_stock_and_lamps_are_registered(
    opened: DisinfectionPage, settle: Settle, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.tabs.show_tab("stock")
    settle()

    def bottle(*given: object) -> disinfection.BottleDraft:
        dialog = BottleDialog(*given)  # type: ignore[arg-type] # as asked
        dialog.lines["strength"].setText("很浓")
        assert not dialog.check()
        dialog.lines["strength"].setText("4%")
        assert dialog.check()
        draft = dialog.draft
        dialog.deleteLater()
        return draft

    def lamp(*given: object) -> object:
        dialog = LampDialog(*given)  # type: ignore[arg-type] # as asked
        assert dialog.check()
        told = dialog.told
        dialog.deleteLater()
        return told

    def run(*given: object) -> disinfection.LampRun:
        dialog = RunDialog(*given)  # type: ignore[arg-type] # as asked
        dialog.hour.setText("12:30")
        assert not dialog.check()
        dialog.unoccupied.setChecked(True)
        assert dialog.check()
        told = dialog.told
        dialog.deleteLater()
        return told

    monkeypatch.setattr(BottleDialog, "ask", bottle)
    monkeypatch.setattr(LampDialog, "ask", lamp)
    monkeypatch.setattr(RunDialog, "ask", run)
    opened.tabs.stock.bottles.add_bottle()
    opened.tabs.stock.lamps.add_lamp()
    settle()
    settle()
    assert [one.draft.mg_per_litre for one in opened.tabs.stock.bottles.model.rows] == [40_000]
    opened.tabs.stock.bottles.open_bottle()
    opened.tabs.stock.lamps.burn()
    settle()
    settle()
    assert opened.tabs.stock.bottles.model.rows[0].draft.opened_on == DAY
    assert opened.tabs.stock.lamps.model.rows[0].minutes == 30


def test_an_alert_is_raised_said_and_ended(
    opened: DisinfectionPage, settle: Settle, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(*given: object) -> AlertDraft:
        dialog = AlertDialog(*given)  # type: ignore[arg-type] # as asked
        assert not dialog.check()
        dialog.reason.setText("三年级两例诺如")
        dialog.disease.setCurrentIndex(dialog.disease.findData("norovirus"))
        assert dialog.check()
        draft = dialog.draft
        dialog.deleteLater()
        return draft

    monkeypatch.setattr(AlertDialog, "ask", told)
    opened.alerts.open()
    settle()
    settle()
    assert "诺如" in opened.banner.sentence
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "排除了")
    opened.alerts.end()
    settle()
    settle()
    assert "诺如" not in opened.banner.sentence


def test_a_paper_sheet_is_typed_back_in_its_order(
    qtbot: QtBot, opened: DisinfectionPage, settle: Settle, house: House, desk: Desk
) -> None:
    places = house.ask(disinfection.places)
    dialog = DoorDialog(opened, desk, opened.words, places, house.classroom)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    grid = dialog.grid
    assert grid.sheet is not None
    lines = [at for at, line in enumerate(grid.sheet.lines) if line.day == DAY]
    grid.setCurrentCell(lines[0], 0)
    qtbot.keyClicks(grid, "*0755")
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    grid.setCurrentCell(lines[0] + 1, 0)
    qtbot.keyClick(grid, Qt.Key.Key_Delete)
    qtbot.keyClicks(grid, "-")
    assert dialog.check() is False
    settle()
    signed = [one for one in house.ask(_records) if one.from_paper]
    assert {one.outcome for one in signed} == {Outcome.DONE, Outcome.NOT_DONE}
    assert all(one.late_reason == "" for one in signed)


def _records(view: View) -> tuple[disinfection.Record, ...]:
    return disinfection.records_between(view, DAY, DAY)


def test_a_line_that_can_not_be_read_is_named_and_nothing_is_lost(
    qtbot: QtBot, opened: DisinfectionPage, settle: Settle, house: House, desk: Desk
) -> None:
    places = house.ask(disinfection.places)
    dialog = DoorDialog(opened, desk, opened.words, places, house.classroom)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    qtbot.keyClicks(dialog.grid, "77")
    dialog.check()
    settle()
    assert "77" in dialog.problem.sentence
    assert dialog.grid.item(0, 4).text() == "77"
    assert house.ask(_records) == ()


@pytest.mark.parametrize("paper", list(Paper))
def test_every_paper_is_drawn(
    qtbot: QtBot,
    opened: DisinfectionPage,
    settle: Settle,
    paper: Paper,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[bytes] = []

    def choose(*given: object, papers: object, deed: str) -> object:
        dialog = PaperChoice(*given, papers, deed)  # type: ignore[arg-type] # as asked
        dialog.paper.setCurrentIndex(dialog.paper.findData(paper))
        assert dialog.check()
        choice = dialog.choice
        dialog.deleteLater()
        return choice

    monkeypatch.setattr(PaperChoice, "ask", choose)
    monkeypatch.setattr(PaperDialog, "tell", lambda *_, pdf, **__: shown.append(pdf))
    opened.print_action()
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)
    assert shown[0].startswith(b"%PDF")


def test_door_sheets_leave_as_a_workbook_and_come_back(
    qtbot: QtBot,
    opened: DisinfectionPage,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from schoolguard.ui.disinfection.import_dialog import ImportDialog

    def choose(*given: object, papers: object, deed: str) -> object:
        dialog = PaperChoice(*given, papers, deed)  # type: ignore[arg-type] # as asked
        dialog.paper.setCurrentIndex(dialog.paper.findData(Paper.DOOR))
        choice = dialog.choice
        dialog.deleteLater()
        return choice

    monkeypatch.setattr(PaperChoice, "ask", choose)
    path = tmp_path / "登记表.xlsx"
    Chooser.answers.append(path)
    opened.export_action()
    qtbot.waitUntil(path.exists, timeout=10_000)
    settle()
    seen: list[int] = []

    def preview(*given: object) -> bool:
        dialog = ImportDialog(*given)  # type: ignore[arg-type] # as asked
        seen.append(len(dialog.plans.rows))
        assert not dialog.deed_button.isEnabled()
        dialog.deleteLater()
        return False

    monkeypatch.setattr(ImportDialog, "ask", preview)
    Chooser.answers.append(path)
    opened.papers.ask_import()
    settle()
    assert seen == [4]


def test_coverage_counts_the_week_and_becomes_paper(
    qtbot: QtBot, opened: DisinfectionPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.tabs.show_tab("coverage")
    settle()
    assert opened.tabs.coverage.model.rows
    shown: list[bytes] = []
    monkeypatch.setattr(PaperDialog, "tell", lambda *_, pdf, **__: shown.append(pdf))
    opened.print_action()
    qtbot.waitUntil(lambda: bool(shown), timeout=10_000)


def test_who_only_looks_has_no_keys_that_sign(
    qtbot: QtBot, desk: Desk, settle: Settle, school: School, house: House
) -> None:
    school.act_as(Actor(AccountId(2), "吴校长", Role.PRINCIPAL))
    page = open_page(qtbot, desk, settle)
    assert page.board.floor_button.isHidden()
    qtbot.keyClick(page.board.view, Qt.Key.Key_Space)
    settle()
    assert all(one.record is None for one in _rounds(house))


def _rounds(house: House) -> list[disinfection.Round]:
    return [one for row in house.board().rows for task in row.tasks for one in task.rounds]


def test_the_page_speaks_english(
    qtbot: QtBot, english_desk: Desk, settle: Settle, house: House
) -> None:
    page = open_page(qtbot, english_desk, settle)
    for at in range(page.tabs.count()):
        page.tabs.setCurrentIndex(at)
        settle()
        assert page.tabs.tabText(at).isascii()
    kinds = {PlaceKind.CLASSROOM, PlaceKind.TOILET}
    assert all(page.words.kind(kind).isascii() for kind in kinds)
    assert page.minimumSizeHint().width() <= 1182
