# SPDX-License-Identifier: Apache-2.0
"""The day's board, worked by keyboard through the real page."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from schoolguard.disinfection import Outcome, RoundState
from schoolguard.ui.disinfection.board_model import Spot, spots_of
from schoolguard.ui.disinfection.floor_dialog import FloorDialog, FloorTold
from schoolguard.ui.disinfection.late_dialog import Late, LateDialog
from schoolguard.ui.disinfection.page import DisinfectionPage
from schoolguard.ui.disinfection.round_dialog import RoundDialog
from schoolguard.ui.widgets.dialog import ReasonDialog
from tests.factories.disinfection import House

Settle = Callable[[], None]
Messages = list[tuple[str, str]]
CTRL = Qt.KeyboardModifier.ControlModifier


def rest(page: DisinfectionPage, qtbot: QtBot, settle: Settle) -> None:
    """Wait until own entries are on disk and the board is read again."""
    settle()
    qtbot.waitSignal(page.board.outdated, timeout=2_000).wait()
    settle()


def at(page: DisinfectionPage) -> Spot:
    spot = page.board.view.at
    assert spot is not None
    return spot


def first_waiting(page: DisinfectionPage) -> Spot:
    assert page.board.board is not None
    return next(one for row in page.board.board.rows for one in spots_of(row) if one.waits)


def test_the_keyboard_begins_at_the_first_round_that_waits(
    opened: DisinfectionPage, qtmodeltester: ModelTester
) -> None:
    assert at(opened).waits
    assert at(opened).key == first_waiting(opened).key
    qtmodeltester.check(opened.board.view.board)


def test_one_key_signs_as_planned_and_goes_on(
    qtbot: QtBot, opened: DisinfectionPage, settle: Settle, house: House
) -> None:
    house.at(8, 0)
    opened.refresh()
    settle()
    first = at(opened)
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Space)
    assert at(opened).key != first.key
    rest(opened, qtbot, settle)
    task = first.task.planned.task
    kept = house.round(first.row.place.id, task.id, first.round.round_no)
    assert kept.state is RoundState.DONE
    assert kept.record is not None
    assert (kept.record.minutes or 0) == first.task.planned.minutes


def test_ctrl_z_takes_the_step_back_and_keeps_its_trace(
    qtbot: QtBot, opened: DisinfectionPage, settle: Settle, house: House, messages: Messages
) -> None:
    spot = at(opened)
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Return)
    rest(opened, qtbot, settle)
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Z, CTRL)
    rest(opened, qtbot, settle)
    task = spot.task.planned.task
    assert house.round(spot.row.place.id, task.id, spot.round.round_no).record is None
    assert messages[-1] == ("ok", "已撤回 1 条，留有记录。")


def test_a_whole_column_is_signed_with_two_keys(
    qtbot: QtBot, opened: DisinfectionPage, settle: Settle, house: House
) -> None:
    qtbot.keyClick(opened.board.view, Qt.Key.Key_A, CTRL)
    meant = opened.board.view.meant()
    assert {spot.row.place.id for spot in meant} == {house.classroom, house.other_classroom}
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Space)
    rest(opened, qtbot, settle)
    for spot in meant:
        task = spot.task.planned.task
        assert house.round(spot.row.place.id, task.id, spot.round.round_no).record is not None


def test_a_key_held_down_signs_one_round_only(qtbot: QtBot, opened: DisinfectionPage) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    before = at(opened).key
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True
    )
    QApplication.sendEvent(opened.board.view, held)
    assert at(opened).key == before


def test_not_done_is_entered_with_its_reason(
    qtbot: QtBot,
    opened: DisinfectionPage,
    settle: Settle,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spot = at(opened)

    def answer(parent: object, words: object, spots: object, manner: object) -> object:
        dialog = RoundDialog(parent, words, spots, manner)  # type: ignore[arg-type] # as asked
        dialog.outcome.setCurrentIndex(dialog.outcome.findData(Outcome.NOT_DONE))
        assert not dialog.check()
        dialog.note.setText("下雨")
        dialog.late.setText("刚知道")
        assert dialog.check()
        told = dialog.told
        dialog.deleteLater()
        return told

    monkeypatch.setattr(RoundDialog, "ask", answer)
    qtbot.keyClick(opened.board.view, Qt.Key.Key_E)
    rest(opened, qtbot, settle)
    kept = house.round(spot.row.place.id, spot.task.planned.task.id, spot.round.round_no)
    assert kept.state is RoundState.NOT_DONE
    assert kept.record is not None
    assert kept.record.note == "下雨"


def test_a_signed_round_is_corrected_with_a_reason(
    qtbot: QtBot,
    opened: DisinfectionPage,
    settle: Settle,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spot = at(opened)
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Space)
    rest(opened, qtbot, settle)
    opened.board.view.setCurrentIndex(opened.board.view.board.index_of(spot.key))

    def answer(parent: object, words: object, spots: object, manner: object) -> object:
        dialog = RoundDialog(parent, words, spots, manner)  # type: ignore[arg-type] # as asked
        dialog.by.setText("李师傅")
        assert not dialog.check()
        dialog.reason.setText("写错了人")
        assert dialog.check()
        told = dialog.told
        dialog.deleteLater()
        return told

    monkeypatch.setattr(RoundDialog, "ask", answer)
    qtbot.keyClick(opened.board.view, Qt.Key.Key_E)
    rest(opened, qtbot, settle)
    kept = house.round(spot.row.place.id, spot.task.planned.task.id, spot.round.round_no)
    assert kept.record is not None
    assert kept.record.by == "李师傅"


def test_delete_takes_a_signed_round_back_with_a_reason(
    qtbot: QtBot,
    opened: DisinfectionPage,
    settle: Settle,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spot = at(opened)
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Space)
    rest(opened, qtbot, settle)
    opened.board.view.setCurrentIndex(opened.board.view.board.index_of(spot.key))
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "按错了")
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Delete)
    rest(opened, qtbot, settle)
    task = spot.task.planned.task
    assert house.round(spot.row.place.id, task.id, spot.round.round_no).record is None


def test_a_floor_is_signed_with_exceptions(
    qtbot: QtBot,
    opened: DisinfectionPage,
    settle: Settle,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer(parent: object, words: object, spots: object, at: object) -> FloorTold:
        dialog = FloorDialog(parent, words, spots, at)  # type: ignore[arg-type] # as asked
        assert dialog.list.count() == 2
        dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
        dialog.reason.setText("门锁着")
        told = dialog.told
        dialog.deleteLater()
        return told

    spot = at(opened)
    monkeypatch.setattr(FloorDialog, "ask", answer)
    opened.board.floor_button.click()
    rest(opened, qtbot, settle)
    task, number = spot.task.planned.task.id, spot.round.round_no
    states = [house.round(one, task, number) for one in (house.classroom, house.other_classroom)]
    assert sorted(one.record.outcome for one in states if one.record) == ["done", "not_done"]


def test_a_past_day_asks_once_why_and_shows_as_entered_late(
    qtbot: QtBot,
    opened: DisinfectionPage,
    settle: Settle,
    house: House,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    past = house.next_day(-1) + timedelta(days=1)
    house.at(9, 0, past + timedelta(days=1))
    opened.go_to(past)
    settle()
    asked: list[object] = []

    def answer(*given: object) -> Late:
        asked.append(given)
        return Late("纸质单今天才交来", None)

    monkeypatch.setattr(LateDialog, "ask", answer)
    spot = at(opened)
    assert spot.round.state is RoundState.MISSED
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Space)
    rest(opened, qtbot, settle)
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Space)
    rest(opened, qtbot, settle)
    assert len(asked) == 1
    kept = house.round(spot.row.place.id, spot.task.planned.task.id, spot.round.round_no, past)
    assert kept.state is RoundState.ENTERED_LATE
    assert kept.record is not None
    assert kept.record.late_reason == "纸质单今天才交来"


def test_a_day_to_come_shows_its_plan_and_takes_nothing(
    qtbot: QtBot, opened: DisinfectionPage, settle: Settle, messages: Messages
) -> None:
    opened.go_to(opened.day + timedelta(days=1))
    settle()
    qtbot.keyClick(opened.board.view, Qt.Key.Key_Space)
    settle()
    assert messages[-1][0] == "info"
    assert all(
        spot.round.record is None
        for row in (opened.board.board.rows if opened.board.board else ())
        for spot in spots_of(row)
    )


def test_filters_narrow_and_an_empty_result_says_so(
    opened: DisinfectionPage, settle: Settle, house: House
) -> None:
    opened.board.search.setText("厕所")
    opened.board.search.searched.emit("厕所")
    assert [spot.row.place.id for spot in opened.board.view.meant()][:1] == [house.toilet]
    opened.board.search.setText("没有的地方")
    opened.board.search.searched.emit("没有的地方")
    assert not opened.board.view.isVisible()
    opened.show_args(place_id=int(house.dormitory))
    settle()
    assert at(opened).row.place.id == house.dormitory


def test_by_floor_each_cell_names_its_task(opened: DisinfectionPage) -> None:
    opened.board.group.setCurrentIndex(1)
    model = opened.board.view.board
    assert model.lines
    assert all(not line.heads for line in model.lines if hasattr(line, "heads"))


def test_the_contact_time_is_counted_down_and_announced(
    qtbot: QtBot, opened: DisinfectionPage, messages: Messages
) -> None:
    qtbot.keyClick(opened.board.view, Qt.Key.Key_T)
    assert len(opened.timers.running) == 1
    one = opened.timers.running[0]
    opened.timers._steady = lambda: one.ends + 1
    opened.timers.look()
    assert opened.timers.running == ()
    assert messages[-1][0] == "attention"


def test_what_is_due_is_gone_to(opened: DisinfectionPage, settle: Settle, house: House) -> None:
    task = first_waiting(opened).task.planned.task.id
    opened.show_args(place_id=int(house.other_classroom), task_id=task)
    settle()
    assert at(opened).row.place.id == house.other_classroom
    assert at(opened).task.planned.task.id == task
    opened.show_args(place_id=int(house.toilet), tab="places")
    settle()
    assert [place.id for place in opened.tabs.places.marked()] == [house.toilet]
    order_id = house.order()
    opened.show_args(order_id=int(order_id), place_id=int(house.classroom))
    settle()
    assert opened.orders.model.rows[opened.orders.table.currentIndex().row()].id == order_id
