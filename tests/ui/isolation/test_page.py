# SPDX-License-Identifier: Apache-2.0
"""The page of the isolation room, worked by keyboard."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from schoolguard import isolation
from schoolguard.app.school import School
from schoolguard.isolation import Answer, Destination, Paper, Standing
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import StayId
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.bed_field import Spot
from schoolguard.ui.isolation.intake_dialog import Done, IntakeDialog
from schoolguard.ui.isolation.page import IsolationPage
from schoolguard.ui.isolation.small_dialogs import MoveDialog, SpanDialog, SpanTold, Which
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import ConfirmDialog, ReasonDialog
from schoolguard.ui.widgets.paper import PaperDialog
from tests.factories.isolation import DAY, Infirmary, found_infirmary

Settle = Callable[[], None]
Messages = list[tuple[str, str]]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def ward(school: School, clock: FixedClock) -> Infirmary:
    return found_infirmary(school, clock)


def opened(qtbot: QtBot, desk: Desk, settle: Settle) -> IsolationPage:
    page = IsolationPage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle()
    return page


Work = Callable[[Callable[[IntakeDialog], None]], None]


@pytest.fixture
def in_dialog(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Do something in the intake dialog whenever it opens, without waiting for a click."""

    def use(work: Callable[[IntakeDialog], None]) -> None:
        def ask(*args: Any) -> Done | None:
            dialog = IntakeDialog(*args)
            dialog.show()
            dialog.activateWindow()
            work(dialog)
            dialog.hide()
            dialog.deleteLater()
            return dialog.done_with

        monkeypatch.setattr(IntakeDialog, "ask", ask)

    return use


def test_an_intake_takes_a_name_a_number_and_enter(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, in_dialog: Work, messages: Messages
) -> None:
    page = opened(qtbot, desk, settle)

    def work(dialog: IntakeDialog) -> None:
        settle()
        qtbot.keyClicks(dialog.form.picker.search, "wxm")
        qtbot.keyClick(dialog.form.picker.search, Qt.Key.Key_Return)
        settle()
        assert "三年级(1)班" in dialog.form.known.text()
        assert "13800138000" in dialog.form.known.text()
        field = dialog.form.temperature
        qtbot.waitUntil(field.hasFocus)
        qtbot.keyClicks(field, "378FC")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        settle()
        assert dialog.done_with is not None

    in_dialog(work)
    page.take_in()
    settle()
    (line,) = ward.current()
    assert (line.name, line.bed_name, line.last and line.last.decicelsius) == ("王小明", "1", 378)
    assert line.symptoms == {"fever", "cough"}
    assert messages[-1] == ("ok", "王小明 已入室。")
    assert page.panel.opened is not None
    assert page.panel.opened.stay.line.id == line.id


def test_a_refused_intake_stays_open_with_all_that_was_typed(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, in_dialog: Work
) -> None:
    ward.admit()
    page = opened(qtbot, desk, settle)

    def work(dialog: IntakeDialog) -> None:
        settle()
        dialog.form.picker.picked.emit(ward.pupil)
        settle()
        dialog.form.details.note.setText("说头晕")
        dialog.deed_button.click()
        settle()
        assert dialog.done_with is None
        assert "已在" in dialog.problem.sentence
        assert dialog.form.details.note.text() == "说头晕"
        assert dialog.deed_button.isEnabled()

    in_dialog(work)
    page.take_in()
    assert len(ward.current()) == 1


def test_an_intake_without_anybody_says_what_to_do(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, in_dialog: Work
) -> None:
    page = opened(qtbot, desk, settle)

    def work(dialog: IntakeDialog) -> None:
        settle()
        dialog.deed_button.click()
        assert "选定是谁" in dialog.problem.sentence
        dialog.form.visitor.setChecked(True)
        dialog.deed_button.click()
        assert "外来人员的姓名" in dialog.problem.sentence

    in_dialog(work)
    page.take_in()
    assert ward.current() == ()


def test_a_visitor_is_taken_in_by_name(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, in_dialog: Work
) -> None:
    page = opened(qtbot, desk, settle)

    def work(dialog: IntakeDialog) -> None:
        settle()
        dialog.form.visitor.setChecked(True)
        dialog.form.visitor_name.setText("送货员孙某")
        dialog.form.details.contacts_text.setText("同车司机咳嗽")
        dialog.form.details.contacts.show_answer(Answer.YES)
        dialog.deed_button.click()
        settle()

    in_dialog(work)
    page.take_in()
    (line,) = ward.current()
    assert line.name == "送货员孙某"
    assert ward.stay(line.id).details.history.contacts_text == "同车司机咳嗽"


def test_arrows_go_from_bed_to_bed_and_enter_begins_a_look(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, messages: Messages
) -> None:
    first = ward.admit()
    second = ward.admit(ward.intake(ward.classmate, ward.beds[1]))
    page = opened(qtbot, desk, settle)
    page.left.map.focus_stay()
    settle()
    qtbot.keyClick(page.left.map.buttons[0], Qt.Key.Key_Right)
    settle()
    assert page.panel.opened is not None
    assert page.panel.opened.stay.line.id == second
    qtbot.keyClick(page.left.map.buttons[1], Qt.Key.Key_Left)
    settle()
    assert page.left.map.at_hand == first
    qtbot.keyClick(page.left.map.buttons[0], Qt.Key.Key_Return)
    field = page.panel.observe.temperature
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "375C")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(messages) == 1)
    settle()
    seen = ward.stay(first).observations[-1]
    assert (seen.decicelsius, seen.symptoms) == (375, {"cough"})
    assert page.panel.curve.points[-1].decicelsius == 375
    assert field.text() == ""


def test_a_look_without_anything_is_refused_and_one_without_temperature_is_a_gap(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, messages: Messages
) -> None:
    stay_id = ward.admit()
    page = opened(qtbot, desk, settle)
    bar = page.panel.observe
    qtbot.keyClick(bar.temperature, Qt.Key.Key_Return)
    assert messages[-1][0] == "alarm"
    qtbot.keyClicks(bar.temperature, "9999")
    qtbot.keyClick(bar.temperature, Qt.Key.Key_Return)
    assert bar.temperature.property("wrong") == "true"
    bar.temperature.clear()
    qtbot.keyClicks(bar.temperature, "v")
    qtbot.keyClick(bar.temperature, Qt.Key.Key_Return)
    settle()
    qtbot.waitUntil(lambda: len(ward.stay(stay_id).observations) == 1)
    settle()
    assert page.panel.curve.points[0].decicelsius is None
    assert "未测" in page.panel.curve.accessibleDescription()


def test_f8_tells_the_family_and_then_keeps_that_they_came(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, messages: Messages
) -> None:
    stay_id = ward.admit()
    page = opened(qtbot, desk, settle)
    assert "13800138000" in page.panel.family.who.currentText()
    qtbot.keyClick(page, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: len(messages) == 1)
    settle()
    (notice,) = ward.stay(stay_id).notices
    assert (notice.party_id, notice.reached, notice.who) == ("family", True, "母亲 李梅")
    qtbot.keyClick(page, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: len(messages) == 2)
    settle()
    assert ward.stay(stay_id).line.arrived_at is not None
    assert not page.panel.family.button.isVisible()


def test_the_class_teacher_is_told_next_and_no_answer_is_kept(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, messages: Messages
) -> None:
    stay_id = ward.admit()
    ward.tell(stay_id)
    page = opened(qtbot, desk, settle)
    assert page.panel.notices.party.currentData() == "class_teacher"
    qtbot.keyClick(page, Qt.Key.Key_2, ALT)
    qtbot.waitUntil(lambda: len(messages) == 1)
    settle()
    assert ward.stay(stay_id).notices[-1].result_id == "no_answer"


def test_leaving_says_before_what_is_missing_and_then_what_follows(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, messages: Messages
) -> None:
    stay_id = ward.admit()
    page = opened(qtbot, desk, settle)
    qtbot.keyClick(page, Qt.Key.Key_F6)
    assert "告知家长" in page.panel.leaving.missing.text()
    ward.tell(stay_id)
    ward.observe(stay_id, ward.look(378))
    page.mark_stale()
    settle()
    assert page.panel.leaving.handed_to.text() == ""
    qtbot.keyClick(page, Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: page.panel.leaving.handed_to.text() == "李梅")
    assert "可以离室" in page.panel.leaving.missing.text()
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(messages))
    settle()
    line = ward.stay(stay_id).line
    assert (line.standing, line.destination) == (Standing.LEFT, Destination.HOME)
    assert "已开始缺勤追询" in messages[-1][1]
    assert "观察室待消毒" in messages[-1][1]
    assert page.left.closed.isVisible()


def test_what_is_missing_can_be_passed_by_with_a_reason(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Infirmary,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stay_id = ward.admit()
    page = opened(qtbot, desk, settle)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "急救车已到")
    page.panel.tabs.setCurrentWidget(page.panel.leaving)
    leaving = page.panel.leaving
    leaving.destination.setCurrentIndex(leaving.destination.findData("hospital"))
    leaving.hospital.setEditText("县人民医院")
    leaving.button.click()
    settle()
    qtbot.waitUntil(lambda: ward.stay(stay_id).line.standing is Standing.LEFT)
    kept = ward.stay(stay_id).leaving
    assert kept is not None
    assert (kept.hospital, kept.override_reason) == ("县人民医院", "急救车已到")


def test_a_boarder_from_elsewhere_is_offered_a_bed_instead_of_leaving(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Infirmary,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stay_id = ward.admit(ward.intake(ward.far_boarder))
    page = opened(qtbot, desk, settle)
    spot = Spot(ward.room, ward.boarders_zone, ward.boarders_beds[0], is_closed=False)
    monkeypatch.setattr(MoveDialog, "ask", lambda *_: spot)
    page.panel.tabs.setCurrentWidget(page.panel.leaving)
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    settle()
    qtbot.waitUntil(lambda: ward.stay(stay_id).line.bed_id == ward.boarders_beds[0])


def test_a_closed_room_that_nobody_ordered_is_opened_here(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Infirmary,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ward.send_home(ward.admit())
    page = opened(qtbot, desk, settle)
    assert "隔离观察室" in page.left.closed.sentence
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_, **__: True)
    page.left.disinfection_wanted.emit()
    settle()
    qtbot.waitUntil(lambda: ward.map().rooms[0].closed_since is None)
    settle()
    assert page.left.closed.sentence == ""


def test_countdowns_run_and_stop_when_nobody_looks(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary
) -> None:
    stay_id = ward.admit()
    ward.observe(stay_id, ward.look(368))
    page = opened(qtbot, desk, settle)
    button = page.left.map.buttons[0]
    assert button.state.words.startswith("1 时 0 分后")
    ward.wait(70)
    page._on_tick()
    assert button.state.words.startswith("逾期 10 分钟")
    assert button.state.tone == "alarm"
    assert "逾期" in button.accessibleName()
    assert page._timer.isActive()
    page.hide()
    assert not page._timer.isActive()


def test_past_stays_are_listed_and_searched(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, qtmodeltester: ModelTester
) -> None:
    stay_id = ward.admit()
    ward.send_home(stay_id)
    ward.wait(30)
    ward.do(lambda unit: isolation.mark_disinfected(unit, ward.room))
    ward.admit(ward.intake(ward.classmate, ward.beds[1]))
    page = opened(qtbot, desk, settle)
    page.left.which.setCurrentIndex(1)
    settle()
    assert [line.name for line in page.left.past.lines] == ["赵小红", "王小明"]
    page.left.past.narrow("王")
    settle()
    assert [line.name for line in page.left.past.lines] == ["王小明"]
    assert page.panel.opened is not None
    assert page.panel.opened.stay.line.id == stay_id
    assert not page.panel.observe.isVisible()
    assert page.panel.papers.reopen_button.isVisible()
    model = page.left.past.model()
    assert model.data(model.index(0, 5)) == "回家（家长接走）"
    qtmodeltester.check(model)


def test_a_leaving_is_undone_with_a_reason(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Infirmary,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stay_id = ward.admit()
    ward.send_home(stay_id)
    page = opened(qtbot, desk, settle)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "点错了人")
    page.errands.deeds.reopen(stay_id)
    settle()
    qtbot.waitUntil(lambda: ward.stay(stay_id).line.standing is Standing.PRESENT)
    settle()
    page.show_args(stay_id=int(stay_id))
    settle()
    page.panel.papers.withdraw_button.click()
    settle()
    qtbot.waitUntil(lambda: ward.stay(stay_id).line.standing is Standing.WITHDRAWN)


def test_a_wrong_look_is_taken_back_from_the_course(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Infirmary,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stay_id = ward.admit()
    ward.observe(stay_id, ward.look(421))
    page = opened(qtbot, desk, settle)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "看错了温度计")
    qtbot.keyClick(page, Qt.Key.Key_F7)
    timeline = page.panel.timeline
    row = next(n for n, words in enumerate(timeline.sentences()) if "42.1" in words)
    timeline.setCurrentRow(row)
    qtbot.keyClick(timeline, Qt.Key.Key_Delete)
    settle()
    qtbot.waitUntil(lambda: ward.stay(stay_id).observations == ())
    settle()
    assert any("看错了温度计" in words for words in timeline.sentences())


def test_register_figures_and_papers_are_printed_and_exported(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Infirmary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ward.admit()
    page = opened(qtbot, desk, settle)
    papers: list[bytes] = []
    monkeypatch.setattr(PaperDialog, "tell", lambda *_, pdf, **__: papers.append(pdf))
    for which in Which:
        told = SpanTold(which, DAY - timedelta(days=29), DAY)
        monkeypatch.setattr(SpanDialog, "ask", lambda *_, told=told: told)
        page.print_action()
        settle()
    for paper in Paper:
        page.panel.papers.papers[paper].click()
        settle()
    page.papers.print_readiness()
    qtbot.waitUntil(lambda: len(papers) == 6)
    assert all(pdf.startswith(b"%PDF") for pdf in papers)
    Chooser.answers.append(tmp_path / "register.xlsx")
    page.export_action()
    settle()
    qtbot.waitUntil((tmp_path / "register.xlsx").exists)
    settle()


def test_a_principal_reads_but_does_not_write(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, acting_as: Callable[..., Actor]
) -> None:
    ward.admit()
    acting_as(Role.PRINCIPAL)
    page = opened(qtbot, desk, settle)
    assert not page.panel.observe.isVisible()
    assert not page.panel.family.button.isVisible()
    assert page.panel.tabs.currentWidget() is page.panel.timeline


def test_it_speaks_english(
    qtbot: QtBot, english_desk: Desk, settle: Settle, ward: Infirmary
) -> None:
    ward.admit()
    page = opened(qtbot, english_desk, settle)
    assert "Family not told" in page.left.map.buttons[0].state.words


def test_somebody_sent_here_by_a_check_is_asked_about_at_once(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary, in_dialog: Work
) -> None:
    page = opened(qtbot, desk, settle)
    seen: list[str] = []

    def work(dialog: IntakeDialog) -> None:
        settle()
        seen.append(dialog.form.picker.search.text())

    in_dialog(work)
    page.show_args(person_id=int(ward.pupil), day=DAY.isoformat(), session=0)
    qtbot.waitUntil(lambda: seen == ["王小明"])


def test_a_stay_that_is_asked_for_is_shown(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary
) -> None:
    ward.admit()
    second = ward.admit(ward.intake(ward.classmate, ward.beds[1]))
    page = opened(qtbot, desk, settle)
    page.show_args(stay_id=int(second))
    settle()
    assert page.panel.opened is not None
    assert StayId(page.panel.opened.stay.line.id) == second


def test_every_field_of_the_page_has_a_name(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Infirmary
) -> None:
    ward.admit()
    page = opened(qtbot, desk, settle)
    fields = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
    ]
    nameless = [w for w in fields if not (w.accessibleName() or getattr(w, "text", str)())]
    assert [type(widget).__name__ for widget in nameless] == []
