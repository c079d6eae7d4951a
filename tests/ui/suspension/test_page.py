# SPDX-License-Identifier: Apache-2.0
"""The page worked with real keys; what counts is what is on disk afterwards."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from schoolguard import absence, suspension
from schoolguard.kernel.actor import Role
from schoolguard.reports import read_sheets
from schoolguard.suspension import Entry, FollowUpKey, FollowUpSheet, Phase, Reached, Scope
from schoolguard.ui.desk import Desk
from schoolguard.ui.suspension.decide_dialog import DecideDialog
from schoolguard.ui.suspension.page import SuspensionPage
from schoolguard.ui.suspension.reading import choices_of
from schoolguard.ui.suspension.sheet_view import SheetView
from schoolguard.ui.suspension.small_dialogs import EndDialog, NoteDialog, PaperNumberDialog
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import ConfirmDialog, ReasonDialog
from schoolguard.ui.widgets.paper import PaperDialog
from tests.factories.suspension import DAY, NO_ANSWER, Place, reached

ENTER: Final = Qt.Key.Key_Return
Keys = Callable[..., None]
Kept = Callable[[], FollowUpSheet]
Settle = Callable[[], None]


def entry(sheet: FollowUpSheet, at: int) -> Entry | None:
    kept = sheet.rows[at].kept
    return kept.entry if kept is not None else None


def test_three_digits_are_kept_and_move_on_with_or_without_enter(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("366", "367", ENTER, "368")
    assert [entry(kept(), at) for at in range(4)] == [
        reached(366),
        reached(367),
        reached(368),
        None,
    ]
    assert view.grid.at == 3
    assert view.progress == suspension.progress_of(kept().rows)


def test_each_answer_has_one_key_and_moves_on(view: SheetView, keys: Keys, kept: Kept) -> None:
    keys("*", "-", "/")
    assert [entry(kept(), at) for at in range(4)] == [
        reached(),
        NO_ANSWER,
        Entry(Reached.WRONG_NUMBER),
        None,
    ]
    assert view.grid.at == 3


def test_symptoms_stay_on_the_line_until_the_temperature_moves_on(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("c", "y", "h", "385")
    told = Entry(Reached.YES, 385, frozenset({"cough", "sore_throat"}), doctor=True)
    assert entry(kept(), 0) == told
    assert view.grid.at == 1
    keys(Qt.Key.Key_Up, "y")
    assert entry(kept(), 0) == Entry(Reached.YES, 385, frozenset({"cough"}), doctor=True)
    assert kept().rows[0].corrected


def test_a_second_call_that_is_answered_needs_no_reason(keys: Keys, kept: Kept) -> None:
    keys("-", Qt.Key.Key_Up, "-", Qt.Key.Key_Up, "366")
    row = kept().rows[0]
    assert row.kept is not None
    assert (row.kept.entry, row.kept.tries, row.corrected) == (reached(366), 2, False)


def test_replacing_a_temperature_asks_why(
    keys: Keys, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([None, "家长更正"])
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: next(answers))
    keys("366", Qt.Key.Key_Up, "376")
    assert entry(kept(), 0) == reached(366)
    keys(Qt.Key.Key_Up, "376")
    assert entry(kept(), 0) == reached(376)


def test_backspace_and_ctrl_z_take_the_last_entry_back(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("366", "367", Qt.Key.Key_Backspace)
    assert entry(kept(), 1) is None
    assert view.grid.at == 1
    view.undo()
    keys()
    assert entry(kept(), 0) is None
    view.undo()
    assert "没有可以撤回" in view.word.text()


def test_an_impossible_temperature_is_refused_beside_its_line(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("499")
    assert entry(kept(), 0) is None
    assert view.grid.at == 0
    assert "49.9" in view.word.text()
    keys("q")
    assert "没有“Q”这个键" in view.word.text()
    keys("366")
    assert entry(kept(), 0) == reached(366)


def test_a_note_needs_an_answer_first(
    view: SheetView, keys: Keys, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NoteDialog, "ask", lambda *_a: "县医院查血")
    keys("n")
    assert entry(kept(), 0) is None
    keys("*", Qt.Key.Key_Up, "n")
    assert entry(kept(), 0) == Entry(Reached.YES, note="县医院查血")


def test_the_rest_is_marked_only_after_saying_what_it_means(
    view: SheetView, keys: Keys, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(*_a: object, question: str, **_k: object) -> bool:
        asked.append(question)
        return len(asked) > 1

    monkeypatch.setattr(ConfirmDialog, "ask", answer)
    keys("366")
    view.bar.rest.click()
    keys()
    assert suspension.progress_of(kept().rows).asked == 1
    assert "未测体温" in asked[0]
    view.bar.rest.click()
    keys()
    progress = suspension.progress_of(kept().rows)
    assert (progress.asked, progress.measured) == (20, 1)
    view.undo()
    keys()
    assert suspension.progress_of(kept().rows).asked == 1


def test_handing_in_names_who_is_missing_then_says_it_was_handed_in(
    page: SuspensionPage, view: SheetView, keys: Keys, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_a, **_k: True)
    keys("366")
    page.hand_in.click()
    assert "还有 19 人没有询问" in view.word.text()
    view.mark_rest()
    keys()
    page.hand_in.click()
    keys()
    assert kept().handed_in_at is not None
    assert "已于" in view.banner.sentence


def test_the_family_is_at_hand_when_the_keyboard_rests(
    view: SheetView, keys: Keys, qtbot: QtBot
) -> None:
    keys(Qt.Key.Key_Down, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "13800000002" in view.panel.phones.text(), timeout=2_000)
    assert view.panel.name.text() == view.grid.lines.lines[2].row.name
    assert not view.panel.absence.isEnabled()


def test_fever_offers_an_absence_case(
    view: SheetView, keys: Keys, place: Place, settle: Settle
) -> None:
    keys("385")
    assert "发热" in view.word.text()
    keys(Qt.Key.Key_Up)
    assert view.panel.absence.isEnabled()
    view.panel.absence.click()
    settle()
    lines = place.ask(lambda v: absence.open_cases(v, view.rules.absence))
    assert [(one.person_id, one.symptoms) for one in lines] == [
        (place.pupils[0], frozenset({"fever"}))
    ]


def test_fever_leads_to_a_case_with_what_is_known(
    view: SheetView, keys: Keys, desk: Desk, place: Place
) -> None:
    went: list[tuple[str, dict[str, object]]] = []
    desk.go = lambda page, **args: went.append((page, args))
    keys("385", Qt.Key.Key_Up)
    view.panel.case.click()
    assert went == [
        (
            "cases",
            {"person_id": int(place.pupils[0]), "onset_on": DAY, "disease_id": "influenza"},
        )
    ]


def test_a_sheet_typed_from_paper_says_so_and_who_rang(
    view: SheetView, keys: Keys, kept: Kept, qtbot: QtBot
) -> None:
    view.bar.asked_by.setText("郑老师")
    view.bar.paper.click()
    keys()
    assert (kept().asked_by, kept().from_paper) == ("郑老师", True)


def test_everybody_of_a_class_of_twenty_is_on_one_screen(view: SheetView) -> None:
    viewport = view.grid.viewport().rect()
    for at in range(20):
        assert viewport.contains(view.grid.visualRect(view.grid.lines.index_of(at)).center())


def test_the_grid_speaks_and_its_model_holds(view: SheetView, keys: Keys) -> None:
    keys("385")
    ModelTester(None).check(view.grid.lines)
    index = view.grid.lines.index_of(0)
    spoken = view.grid.lines.data(index, int(Qt.ItemDataRole.AccessibleTextRole))
    assert "38.5" in spoken
    assert QAccessible.queryAccessibleInterface(view.grid) is not None


def test_a_decision_is_entered_and_its_sheet_opened_by_enter(
    page: SuspensionPage,
    place: Place,
    settle: Settle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DecideDialog, "ask", lambda *_a: place.draft(paper_number=""))
    page.decide.click()
    settle()
    line = page.overview.current
    assert line is not None
    assert (line.phase, line.people, line.what) == (Phase.RUNNING, 20, ("三年级(1)班",))
    qtbot.keyClick(page.overview.table, ENTER)
    settle()
    assert page.stack.currentWidget() is page.view
    qtbot.keyClick(page.view.grid, Qt.Key.Key_Escape)
    settle()
    assert page.stack.currentWidget() is page.overview


def test_end_paper_and_withdrawal_are_changed_from_the_overview(
    key: FollowUpKey,
    page: SuspensionPage,
    place: Place,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    last = DAY + timedelta(days=9)
    monkeypatch.setattr(EndDialog, "ask", lambda *_a: (last, "仍有新发"))
    monkeypatch.setattr(PaperNumberDialog, "ask", lambda *_a: ("县教育局", "9号", "补登"))
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_a, **_k: "登错")
    for name in ("change_end", "paper_number", "withdraw", "withdraw"):
        page.overview.buttons[name].click()
        settle()
    found = place.ask(lambda v: suspension.suspension(v, key.suspension_id))
    assert (found.draft.until_on, found.draft.paper_number) == (last, "9号")
    assert found.withdrawn_at is None
    assert len(place.ask(lambda v: suspension.changes_of(v, key.suspension_id))) == 5


def test_a_proposal_stands_on_top_and_fills_the_dialog(
    place: Place, page: SuspensionPage, settle: Settle, desk: Desk, qtbot: QtBot
) -> None:
    place.fall_ill(range(6), "influenza")
    page.mark_stale()
    settle()
    found = page.overview.proposal_rows.rows
    assert [one.rule_id for one in found] == ["ili_new_today", "ili_share"]
    assert page.overview.proposals.isVisible()
    choices = place.ask(choices_of(DAY))
    dialog = DecideDialog(page, desk.texts, page.rules, choices, DAY, found[0])
    qtbot.addWidget(dialog)
    draft = dialog.draft
    assert (draft.class_ids, draft.disease_id) == ((place.class_id,), "influenza")
    assert (draft.until_on - draft.from_on).days == 3
    assert "6 人" in draft.reason
    assert not dialog.check()
    dialog.decided_by.setText("县疾控中心")
    assert dialog.check()


def test_a_grade_ticks_the_classes_beside_and_a_dormitory_lists_its_rooms(
    place: Place, page: SuspensionPage, desk: Desk, qtbot: QtBot
) -> None:
    choices = place.ask(choices_of(DAY))
    dialog = DecideDialog(page, desk.texts, page.rules, choices, DAY, None)
    qtbot.addWidget(dialog)
    dialog.scope.setCurrentIndex(dialog.scope.findData(Scope.GRADE))
    dialog.what.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.draft.class_ids == (place.class_id, place.neighbour_id)
    dialog.scope.setCurrentIndex(dialog.scope.findData(Scope.SCHOOL))
    assert len(dialog.draft.class_ids) == 3
    dialog.scope.setCurrentIndex(dialog.scope.findData(Scope.DORMITORY))
    assert dialog.what.count() == 1
    dialog.what.item(0).setCheckState(Qt.CheckState.Checked)
    assert dialog.draft.dorm_room_ids == (place.room_id,)


def test_the_small_dialogs_refuse_what_can_not_be(
    key: FollowUpKey, place: Place, page: SuspensionPage, desk: Desk, qtbot: QtBot
) -> None:
    its = place.ask(lambda v: suspension.suspension(v, key.suspension_id))
    end = EndDialog(page, desk.texts, its)
    paper = PaperNumberDialog(page, desk.texts, its)
    qtbot.addWidget(end)
    qtbot.addWidget(paper)
    end._day.set_day(DAY - timedelta(days=1))
    assert not end.check()
    end._day.set_day(DAY)
    assert not end.check()
    end._reason.setText("评估")
    assert end.check()
    paper._number.setText("另一号")
    assert not paper.check()


def test_papers_and_sheets_leave_the_page(
    page: SuspensionPage,
    view: SheetView,
    keys: Keys,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[bytes] = []
    monkeypatch.setattr(PaperDialog, "tell", lambda *_a, pdf, **_k: shown.append(pdf))
    keys("385")
    page.print_action()
    settle()
    page.show_overview()
    settle()
    page.print_action()
    settle()
    page.overview.buttons["return"].click()
    settle()
    assert page.returning.rows.rows[0].verdict is suspension.Verdict.STAYS_HOME
    page.print_action()
    settle()
    assert [pdf[:4] for pdf in shown] == [b"%PDF"] * 3
    for name in ("名单.xlsx", "登记表.xlsx"):
        Chooser.answers.append(tmp_path / name)
        page.export_action()
        settle()
        assert read_sheets(tmp_path / name).sheets
        page.show_overview()
        settle()


def test_today_leads_to_a_sheet(key: FollowUpKey, page: SuspensionPage, settle: Settle) -> None:
    page.show_args(
        suspension_id=int(key.suspension_id), class_id=int(key.class_id), day=key.day.isoformat()
    )
    settle()
    assert page.stack.currentWidget() is page.view
    assert page.key == key


def test_a_teacher_follows_up_and_decides_nothing(
    qtbot: QtBot,
    desk: Desk,
    key: FollowUpKey,
    place: Place,
    settle: Settle,
    acting_as: Callable[..., object],
) -> None:
    acting_as(Role.TEACHER, classes={place.class_id})
    page = SuspensionPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert not page.decide.isVisible()
    assert not page.overview.buttons["withdraw"].isVisible()
    page.open_sheet(key)
    settle()
    qtbot.keyClicks(page.view.grid, "366")
    settle()
    assert entry(place.sheet(key), 0) == reached(366)


def test_the_page_opens_in_english_with_nothing_cut(
    qtbot: QtBot, english_desk: Desk, key: FollowUpKey, settle: Settle
) -> None:
    page = SuspensionPage(english_desk)
    qtbot.addWidget(page)
    page.resize(1182, 640)
    page.show()
    settle()
    page.open_sheet(key)
    settle()
    assert page.width() == 1182
    for kind in (QPushButton, QComboBox):
        for widget in page.view.findChildren(kind):
            assert widget.width() >= min(widget.sizeHint().width(), 1182), widget.accessibleName()
    assert all(
        label.accessibleName() or label.text() for label in page.view.findChildren(QLabel)[:1]
    )
