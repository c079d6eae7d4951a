# SPDX-License-Identifier: Apache-2.0
"""The page of absence follow-up, worked by keyboard."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from schoolguard.absence import CaseDetails, Reason, Standing, Step
from schoolguard.app.school import School
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant
from schoolguard.ui.absence.open_dialog import NewCase, OpenDialog
from schoolguard.ui.absence.page import AbsencePage
from schoolguard.ui.absence.small_dialogs import LessonsDialog, PostponeDialog
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.paper import PaperDialog
from tests.factories.absence import Ward, found_ward

DAY = date(2026, 9, 1)
Settle = Callable[[], None]
Messages = list[tuple[str, str]]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def ward(school: School, clock: FixedClock) -> Ward:
    return found_ward(school, clock)


def opened(qtbot: QtBot, desk: Desk, settle: Settle) -> AbsencePage:
    page = AbsencePage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle()
    return page


def test_from_absent_to_closed_by_keyboard(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward, messages: Messages
) -> None:
    """Journey: check absent -> case -> call -> cause -> close."""
    case_id = ward.absent(ward.pupil).case_id
    page = opened(qtbot, desk, settle)
    assert [line.name for line in page.table.lines] == ["王小明"]
    assert "母亲 李梅" in page.panel.contact.guardians.item(0).text()
    assert "13800138000" in page.panel.contact.guardians.item(0).text()

    qtbot.keyClick(page, Qt.Key.Key_2, ALT)
    qtbot.waitUntil(lambda: len(messages) == 1)
    settle()
    assert ward.case(case_id).line.step is Step.CONTACT_AGAIN
    page.panel.contact.note.setText("发热在家")
    qtbot.keyClick(page, Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: len(messages) == 2)
    settle()
    contact = ward.case(case_id).contacts[-1]
    assert (contact.result_id, contact.who, contact.note) == ("reached", "母亲 李梅", "发热在家")

    cause = page.panel.details.cause
    cause.setFocus()
    qtbot.keyClicks(cause.lineEdit(), "gm")
    qtbot.keyClick(cause.completer().popup(), Qt.Key.Key_Tab)
    assert cause.cause_id == "cold"
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: len(messages) == 3)
    settle()
    assert ward.case(case_id).details.reason is Reason.ILLNESS

    ward.seen(ward.pupil, DAY, CheckSession.NOON)
    page.mark_stale()
    settle()
    assert page.panel.close_bar.outcome.currentData() == "recovered"
    assert page.panel.close_bar.returned.day == DAY
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(messages) == 4)
    settle()
    line = ward.case(case_id).line
    assert (line.standing, line.returned_on, line.cause_id) == (Standing.CLOSED, DAY, "cold")
    assert page.table.lines == ()
    assert {tone for tone, _ in messages} == {"ok"}


def test_an_illness_without_cause_is_refused_in_words(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward, messages: Messages
) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.ILLNESS))
    page = opened(qtbot, desk, settle)
    page.panel.close_bar.outcome.setCurrentIndex(1)
    page.panel.close_bar.returned.setText("09-01")
    page.panel.close_bar.close_button.click()
    settle()
    assert messages[0][0] == "alarm"
    assert "病因" in messages[0][1]


def test_overdue_cases_stand_first_and_say_so(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward, qtmodeltester: ModelTester
) -> None:
    ward.absent(ward.classmate)
    ward.clock.advance(timedelta(minutes=50))
    ward.absent(ward.pupil)
    ward.clock.advance(timedelta(minutes=20))
    page = opened(qtbot, desk, settle)
    assert [line.name for line in page.table.lines] == ["赵小红", "王小明"]
    model = page.table.model()
    assert model.data(model.index(0, 0)) == "逾期 09:00"
    assert model.data(model.index(1, 0)) == "09:50"
    qtmodeltester.check(model)


def test_down_goes_to_the_next_case(qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward) -> None:
    ward.absent(ward.pupil)
    ward.absent(ward.classmate)
    page = opened(qtbot, desk, settle)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    settle()
    assert page.panel.opened is not None
    assert page.panel.opened.case.line.name == "赵小红"
    assert "没有登记" in page.panel.contact.guardians.item(0).text()


def test_replacing_what_was_known_asks_why(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Ward,
    messages: Messages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.INJURY))
    page = opened(qtbot, desk, settle)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "家长更正")
    page.panel.details.reason.setCurrentIndex(page.panel.details.reason.findData(Reason.LEAVE))
    page.panel.save_button.click()
    qtbot.waitUntil(lambda: bool(messages))
    settle()
    assert ward.case(case_id).corrections[0].reason == "家长更正"
    assert any("家长更正" in line for line in page.panel.timeline.sentences())


def test_thinking_better_of_it_changes_nothing(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Ward,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = ward.absent(ward.pupil).case_id
    page = opened(qtbot, desk, settle)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: None)
    page.panel.close_bar.withdraw_button.click()
    settle()
    assert ward.case(case_id).line.standing is Standing.OPEN


def test_a_wrong_entry_is_withdrawn_and_opened_again_with_reasons(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = ward.absent(ward.pupil).case_id
    page = opened(qtbot, desk, settle)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "点错了人")
    page.panel.close_bar.withdraw_button.click()
    settle()
    assert ward.case(case_id).line.standing is Standing.WITHDRAWN
    page.which.setCurrentIndex(1)
    settle()
    assert page.panel.close_bar.reopen_button.isVisible()
    page.panel.close_bar.reopen_button.click()
    settle()
    assert ward.case(case_id).line.standing is Standing.OPEN


def test_a_corrected_check_offers_to_keep_the_case(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward
) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.call(case_id)
    ward.corrected(ward.pupil)
    page = opened(qtbot, desk, settle)
    assert page.panel.close_bar.keep_button.isVisible()
    page.panel.close_bar.keep_button.click()
    settle()
    assert not ward.case(case_id).facts.withdrawal_asked


def test_a_suspicion_chooses_the_authorities_to_call(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward
) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.describe(case_id, CaseDetails(Reason.ILLNESS, epidemic_suspected=True))
    page = opened(qtbot, desk, settle)
    for party in ("cdc", "education_bureau"):
        assert page.panel.contact.party.currentData() == party
        page.panel.contact.results[0].click()
        settle()
    assert ward.case(case_id).line.step is Step.FIND_CAUSE


def test_what_cannot_be_read_is_framed_and_not_saved(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward
) -> None:
    ward.absent(ward.pupil)
    page = opened(qtbot, desk, settle)
    qtbot.keyClicks(page.panel.details.onset, "31-31")
    page.panel.save_button.click()
    settle()
    assert page.panel.details.onset.property("wrong") == "true"


def test_a_case_that_is_asked_for_is_shown(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward
) -> None:
    ward.absent(ward.pupil)
    wanted = ward.absent(ward.classmate).case_id
    page = opened(qtbot, desk, settle)
    page.show_args(case_id=int(wanted))
    settle()
    assert page.panel.opened is not None
    assert page.panel.opened.case.line.id == wanted


def test_registering_by_hand_opens_the_new_case(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Ward,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened(qtbot, desk, settle)
    told = NewCase(ward.pupil, ward.class_id, frozenset({CheckSession.MORNING}), Reason.ILLNESS)
    monkeypatch.setattr(OpenDialog, "ask", lambda *_: told)
    page.open_new()
    settle()
    (line,) = ward.open_cases()
    assert (line.name, line.reason, line.half_days) == ("王小明", Reason.ILLNESS, 1)


def test_the_dialog_finds_people_and_wants_one(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Ward,
    commit: Callable[[QWidget, str], None],
) -> None:
    dialog = OpenDialog(None, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.check()
    commit(dialog.search, "小红")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    settle()
    assert dialog.check()
    assert dialog.told == NewCase(
        ward.classmate,
        ward.class_id,
        frozenset({CheckSession.MORNING, CheckSession.NOON}),
        Reason.UNKNOWN,
    )


def test_the_register_is_exported_and_printed(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Ward,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ward.absent(ward.pupil)
    page = opened(qtbot, desk, settle)
    Chooser.answers.append(tmp_path / "register.xlsx")
    page.export_action()
    settle()
    qtbot.waitUntil((tmp_path / "register.xlsx").exists)
    papers: list[bytes] = []
    monkeypatch.setattr(PaperDialog, "tell", lambda *_, pdf, **__: papers.append(pdf))
    page.print_action()
    settle()
    qtbot.waitUntil(lambda: bool(papers))
    assert papers[0].startswith(b"%PDF")


def test_a_principal_reads_but_does_not_write(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward, acting_as: Callable[..., Actor]
) -> None:
    ward.absent(ward.pupil)
    acting_as(Role.PRINCIPAL)
    page = opened(qtbot, desk, settle)
    assert not page.panel.contact.isEnabled()
    assert not page.panel.close_bar.close_button.isVisible()


def test_typing_is_not_lost_when_the_list_is_read_again(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward
) -> None:
    ward.absent(ward.pupil)
    page = opened(qtbot, desk, settle)
    qtbot.keyClicks(page.panel.details.hospital, "clinic")
    page.panel.contact.results[1].click()
    settle()
    assert page.panel.details.hospital.text() == "clinic"


def test_it_speaks_english(qtbot: QtBot, english_desk: Desk, settle: Settle, ward: Ward) -> None:
    ward.absent(ward.pupil)
    page = opened(qtbot, english_desk, settle)
    model = page.table.model()
    assert model.data(model.index(0, 3)) == "call family"


def test_the_next_step_is_postponed_as_agreed(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Ward,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = ward.absent(ward.pupil).case_id
    page = opened(qtbot, desk, settle)
    later = instant(DAY, 16)
    monkeypatch.setattr(PostponeDialog, "ask", lambda *_: later)
    page.panel.close_bar.postpone_button.click()
    settle()
    assert ward.case(case_id).line.due_at == later


def test_the_dialog_of_postponing_refuses_the_past(qtbot: QtBot, desk: Desk, ward: Ward) -> None:
    dialog = PostponeDialog(None, desk.texts, ward.clock.now())
    qtbot.addWidget(dialog)
    assert dialog.due_at == instant(DAY + timedelta(days=1), 10)
    dialog.day.set_day(DAY)
    dialog.hour.setText("7:30")
    assert not dialog.check()
    dialog.hour.setText("1630")
    assert dialog.check()
    assert dialog.due_at == instant(DAY, 16, 30)


def test_lessons_are_counted_by_hand_and_a_second_count_asks_why(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    ward: Ward,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = ward.absent(ward.pupil).case_id
    page = opened(qtbot, desk, settle)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_, **__: "数错了")
    for lessons in (2, 5):
        monkeypatch.setattr(LessonsDialog, "ask", lambda *_, count=lessons: (DAY, count))
        page.panel.close_bar.lessons_button.click()
        settle()
        qtbot.waitUntil(lambda count=lessons: ward.case(case_id).lessons == {DAY: count})
    assert ward.case(case_id).line.half_days == 2
    dialog = LessonsDialog(None, desk.texts, ward.case(case_id), DAY)
    qtbot.addWidget(dialog)
    assert dialog.told == (DAY, 5)


def test_what_was_typed_is_kept_when_one_goes_to_the_next_case(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward
) -> None:
    first = ward.absent(ward.pupil).case_id
    ward.absent(ward.classmate)
    page = opened(qtbot, desk, settle)
    qtbot.keyClicks(page.panel.details.hospital, "clinic")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    settle()
    qtbot.waitUntil(lambda: ward.case(first).details.hospital == "clinic")


def test_closing_takes_what_was_typed_with_it(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward
) -> None:
    case_id = ward.absent(ward.pupil).case_id
    page = opened(qtbot, desk, settle)
    page.panel.details.cause.choose("cold")
    page.panel.close_bar.outcome.setCurrentIndex(1)
    page.panel.close_bar.returned.setText("9-1")
    page.panel.close_bar.close_button.click()
    settle()
    line = ward.case(case_id).line
    assert (line.standing, line.cause_id) == (Standing.CLOSED, "cold")


def test_the_family_file_is_one_key_away(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward
) -> None:
    ward.absent(ward.pupil)
    page = opened(qtbot, desk, settle)
    steps: list[tuple[str, dict[str, object]]] = []
    desk.go = lambda key, **args: steps.append((key, args))
    qtbot.keyClick(page, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: bool(steps))
    assert steps == [("roster", {"person_id": ward.pupil})]


def test_a_symptom_shared_in_the_class_is_said(
    qtbot: QtBot, desk: Desk, settle: Settle, ward: Ward
) -> None:
    for person in (ward.pupil, ward.classmate):
        case_id = ward.absent(person).case_id
        ward.describe(case_id, CaseDetails(Reason.ILLNESS, frozenset({"rash"})))
    page = opened(qtbot, desk, settle)
    said = [label.text() for label in page.panel.findChildren(QLabel) if label.isVisible()]
    assert "本班近三日同症状：皮疹 2 人" in said
