# SPDX-License-Identifier: Apache-2.0
"""The check sheet worked with real keys; what counts is what is on disk afterwards."""

from collections.abc import Callable
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from schoolguard import absence, checks
from schoolguard.app.school import School
from schoolguard.checks import Entry, Sheet, State, Verdict
from schoolguard.store import corrections_of
from schoolguard.ui.checks.dialogs import HandInDialog, NoteDialog
from schoolguard.ui.checks.page import ChecksPage
from schoolguard.ui.checks.paste import read_paste
from schoolguard.ui.checks.paste_dialog import Pasted, PasteDialog
from schoolguard.ui.checks.sheet_view import SheetView
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import ReasonDialog
from tests.factories.checks import DAY, Place

ENTER: Final = Qt.Key.Key_Return
Keys = Callable[..., None]
Kept = Callable[[], Sheet]


def entry(sheet: Sheet, at: int) -> Entry | None:
    first = sheet.rows[at].first
    return first.entry if first is not None else None


def test_a_class_of_fifty_is_on_one_screen_and_typed_by_keys_alone(
    view: SheetView, keys: Keys, kept: Kept, qtbot: QtBot
) -> None:
    """Issue: under two minutes. 48 temperatures of four keys, two marks of one: 194 keys."""
    viewport = view.grid.viewport().rect()
    for at in range(50):
        assert viewport.contains(view.grid.visualRect(view.grid.lines.index_of(at)).center())
    pressed = 0
    for at in range(50):
        text = "-" if at == 10 else "*" if at == 20 else str(360 + at % 9)
        qtbot.keyClicks(view.grid, text)
        pressed += len(text)
        if len(text) > 1:
            qtbot.keyClick(view.grid, ENTER)
            pressed += 1
    keys()
    sheet = kept()
    assert pressed == 194
    assert (sheet.tally.measured, sheet.tally.absent, sheet.tally.observed) == (48, 1, 1)
    assert entry(sheet, 49) == Entry(State.MEASURED, 360 + 49 % 9)
    assert view.tally == sheet.tally


def test_each_mark_has_one_key_and_moves_on(view: SheetView, keys: Keys, kept: Kept) -> None:
    keys("-", "*", "/")
    assert [entry(kept(), at) for at in range(4)] == [
        Entry(State.ABSENT),
        Entry(State.OBSERVED),
        Entry(State.NOT_CHECKED),
        None,
    ]
    assert view.grid.at == 3


def test_an_absent_mark_opens_an_absence_case(keys: Keys, school: School, fifty: Place) -> None:
    keys("-")
    away = school.query(lambda v: absence.people_followed(v, [fifty.pupils[0]]))
    assert away == {fifty.pupils[0]}


def test_symptoms_have_one_key_each_and_a_second_press_takes_them_away(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("368", ENTER, Qt.Key.Key_Up, "c", "f")
    assert entry(kept(), 0) == Entry(State.MEASURED, 368, symptoms=frozenset({"cough", "fever"}))
    keys("f", Qt.Key.Key_Down, "r")
    assert entry(kept(), 0) == Entry(State.MEASURED, 368, symptoms=frozenset({"cough"}))
    assert entry(kept(), 1) == Entry(State.OBSERVED, symptoms=frozenset({"rash"}))
    assert [view.grid.lines.lines[at].row for at in range(2)] == list(kept().rows[:2])
    assert view.grid.at == 1


def test_the_home_slip_stands_beside_the_schools_own(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("h", "374", ENTER, "365", ENTER)
    assert entry(kept(), 0) == Entry(State.MEASURED, 365, home_decicelsius=374)
    assert not kept().rows[0].corrected
    assert view.grid.at == 1


def test_a_note_is_asked_for(keys: Keys, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NoteDialog, "ask", lambda *_args, **_more: "昨晚没睡好")
    keys("365", ENTER, Qt.Key.Key_Up, "n")
    assert entry(kept(), 0) == Entry(State.MEASURED, 365, note="昨晚没睡好")


def test_over_the_line_a_second_reading_is_asked_for_and_counted_down(
    view: SheetView, keys: Keys, kept: Kept, later: Callable[[int], None]
) -> None:
    keys("385", ENTER)
    model = view.grid.lines
    assert "15:00" in str(model.data(model.index_of(0, 4)))
    later(15)
    view.tick()
    assert "请复测" in str(model.data(model.index_of(0, 4)))
    keys(Qt.Key.Key_Up, "+", "386", ENTER)
    row = kept().rows[0]
    assert row.verdict is Verdict.SUSPECT
    assert row.second is not None
    assert row.second.entry.method == "armpit_electronic"
    assert row.first is not None
    assert row.first.entry.decicelsius == 385


def test_a_second_reading_not_taken_says_why(
    keys: Keys, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NoteDialog, "ask", lambda *_args, **_more: "家长已接走")
    keys("385", ENTER, Qt.Key.Key_Up, "+", "/")
    assert kept().rows[0].verdict is Verdict.UNCONFIRMED


def test_a_second_reading_nobody_asked_for_is_refused(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("365", ENTER, Qt.Key.Key_Up, "+")
    assert "不需要复测" in view.word.text()
    assert kept().rows[0].second is None


def test_an_impossible_temperature_is_refused_beside_its_line_and_nothing_is_kept(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("49", ENTER)
    assert entry(kept(), 0) is None
    assert view.grid.at == 0
    assert "49.0" in view.word.text()
    assert "49.0" in view.grid.lines.lines[0].problem
    keys("365", ENTER)
    assert entry(kept(), 0) == Entry(State.MEASURED, 365)
    assert view.grid.lines.lines[0].problem == ""


def test_undo_takes_the_last_entry_back_as_a_correction(
    view: SheetView, keys: Keys, kept: Kept, school: School, fifty: Place
) -> None:
    keys("365", ENTER, "366", ENTER)
    view.undo()
    keys()
    assert entry(kept(), 1) is None
    assert entry(kept(), 0) == Entry(State.MEASURED, 365)
    subject = checks.subject(kept().key, fifty.pupils[1])
    assert len(school.query(lambda v: corrections_of(v, subject))) == 1


def test_marking_the_rest_is_one_step_that_can_be_undone(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("365", ENTER)
    view.bar.observed_rest.click()
    keys()
    assert (kept().tally.observed, kept().tally.measured) == (49, 1)
    view.undo()
    keys()
    assert (kept().tally.observed, kept().tally.measured) == (0, 1)


def test_a_card_reader_jumps_to_the_pupil_and_enters_nothing(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("2026030238", ENTER)
    assert view.grid.at == 37
    keys("007700004", ENTER)
    assert view.grid.at == 4
    keys("009999999", ENTER)
    assert "没有学号或卡号" in view.word.text()
    assert kept().tally.done == 0


def test_a_pasted_column_is_previewed_and_bad_lines_are_left_out(
    view: SheetView, keys: Keys, kept: Kept, monkeypatch: pytest.MonkeyPatch, desk: object
) -> None:
    seen: list[PasteDialog] = []

    def agree(dialog: PasteDialog) -> bool:
        seen.append(dialog)
        return True

    monkeypatch.setattr(PasteDialog, "run", agree)
    QGuiApplication.clipboard().setText("36.5\r\n缺勤\r\n很好\r\n\r\n37,1\r\n48.0\r\n")
    view.paste()
    keys()
    assert [entry(kept(), at) for at in range(6)] == [
        Entry(State.MEASURED, 365),
        Entry(State.ABSENT),
        None,
        None,
        Entry(State.MEASURED, 371),
        None,
    ]
    (dialog,) = seen
    assert [line.error is not None for line in dialog.model.rows] == [
        False,
        False,
        True,
        False,
        False,
        True,
    ]
    dialog.deleteLater()


def test_a_heading_copied_along_moves_nobodys_temperature_to_the_next_child(
    view: SheetView,
) -> None:
    rows, rules = view.grid.lines.lines, view.rules.checks
    pasted = read_paste("体温\n36.5\n36.6", rows, 0, rules)
    assert [line.entry for line in pasted] == [None] * 3
    assert {line.error.code for line in pasted if line.error} == {"checks.paste_heading"}
    assert pasted[1].error is not None
    assert "体温" in view.desk.texts.error(pasted[1].error)
    assert [line.at for line in read_paste("99\n36.6", rows, 0, rules)] == [0, 1]


def test_pasted_names_find_their_people_wherever_they_stand(
    view: SheetView, keys: Keys, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = view.grid.lines.lines
    text = f"{rows[7].row.name}\t36.6\n{rows[3].row.student_number}\t36.7\n没有此人\t36.8"
    monkeypatch.setattr(PasteDialog, "run", lambda _: True)
    chosen = PasteDialog.ask(view, view.desk.texts, view.rules.checks, rows, 0, text)
    assert isinstance(chosen, Pasted)
    assert chosen.entries == {
        rows[7].row.person_id: Entry(State.MEASURED, 366),
        rows[3].row.person_id: Entry(State.MEASURED, 367),
    }


def test_handing_in_names_the_missing_and_a_late_change_asks_why(
    view: SheetView,
    keys: Keys,
    kept: Kept,
    later: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(
        HandInDialog,
        "ask",
        lambda _p, _t, _tally, missing: bool(asked.append(missing) or not missing),
    )
    keys("365", ENTER)
    view.hand_in()
    assert len(asked[0]) == 49
    view.bar.unchecked_rest.click()
    keys()
    view.hand_in()
    keys()
    assert kept().handed_in_at is not None
    assert "已于" in view.banner.sentence
    later(30)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_args, **_more: "与纸质表核对")
    view.grid.go_to(0)
    keys("366", ENTER)
    assert entry(kept(), 0) == Entry(State.MEASURED, 366)
    assert kept().rows[0].corrected
    assert kept().handed_in_at is None


def test_a_change_without_a_reason_leaves_the_line_as_it_was(
    view: SheetView,
    keys: Keys,
    kept: Kept,
    later: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keys("365", ENTER)
    later(30)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_args, **_more: None)
    keys(Qt.Key.Key_Up, "366", ENTER)
    assert entry(kept(), 0) == Entry(State.MEASURED, 365)
    assert view.grid.lines.lines[0].entry == Entry(State.MEASURED, 365)


def test_a_late_sheet_says_so(view: SheetView, keys: Keys, later: Callable[[int], None]) -> None:
    assert view.banner.sentence == ""
    later(21)
    keys("365", ENTER)
    assert "08:20" in view.banner.sentence


def test_escape_leads_back_and_enter_opens_the_class_again(
    page: ChecksPage, view: SheetView, keys: Keys, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    keys("36", Qt.Key.Key_Escape)
    assert page.class_id is not None
    keys(Qt.Key.Key_Escape)
    assert page.class_id is None
    assert [one.status.tally.expected for one in page.picker.model.rows] == [50, 1]
    qtbot.keyClick(page.picker.table, ENTER)
    settle()
    assert page.class_id is not None


def test_the_models_are_sound(
    page: ChecksPage, view: SheetView, keys: Keys, qtmodeltester: ModelTester
) -> None:
    keys("365", ENTER, "-")
    qtmodeltester.check(view.grid.lines)
    qtmodeltester.check(page.picker.model)


def test_everything_that_takes_the_focus_has_a_name(page: ChecksPage) -> None:
    for widget in page.findChildren(QWidget):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(page):
            continue
        if widget.focusProxy() is not None or widget.parent().inherits("QAbstractSpinBox"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), type(widget).__name__


def test_a_line_is_read_out_whole(view: SheetView, keys: Keys) -> None:
    keys("385", ENTER)
    model = view.grid.lines
    spoken = str(model.data(model.index_of(0), Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("1 ")
    assert "38.5" in spoken
    assert "复测" in spoken


def test_the_page_opens_where_today_leads(
    page: ChecksPage, fifty: Place, settle: Callable[[], None]
) -> None:
    page.show_args(day=DAY.isoformat(), session=0, class_id=int(fifty.staff_id))
    settle()
    assert page.view.sheet is not None
    assert page.view.sheet.class_name == "总务处"


def test_what_is_entered_late_says_so(
    view: SheetView, keys: Keys, kept: Kept, later: Callable[[int], None]
) -> None:
    keys("365", ENTER)
    later(21)
    keys("366", ENTER)
    model = view.grid.lines
    assert [model.situation(at) for at in range(2)] == ["", "迟录"]
    assert [row.late for row in kept().rows[:2]] == [False, True]


def test_an_unusual_temperature_is_kept_and_doubted(
    view: SheetView, keys: Keys, kept: Kept
) -> None:
    keys("345", ENTER)
    assert entry(kept(), 0) == Entry(State.MEASURED, 345)
    assert "再核对" in view.word.text()


def test_the_list_has_the_keyboard_when_the_page_is_shown(
    qtbot: QtBot, desk: Desk, fifty: Place, settle: Callable[[], None]
) -> None:
    page = ChecksPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    settle()
    qtbot.waitUntil(page.picker.table.hasFocus)
    qtbot.keyClick(page.picker.table, ENTER)
    settle()
    assert page.class_id == fifty.class_id
    assert page.view.grid.hasFocus()


def test_the_list_names_who_is_missing_in_a_sheet_that_is_begun(
    page: ChecksPage, view: SheetView, keys: Keys, settle: Callable[[], None]
) -> None:
    keys("365", ENTER)
    page.show_classes()
    settle()
    begun, untouched = page.picker.model.rows
    assert begun.flags.startswith(f"未录：{view.grid.lines.lines[1].row.name}、")
    assert begun.flags.endswith("等 49 人")
    assert untouched.flags == ""
