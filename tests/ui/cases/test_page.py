# SPDX-License-Identifier: Apache-2.0
"""The page of cases, worked by keyboard."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from schoolguard import cases
from schoolguard.app.school import School
from schoolguard.cases import (
    CaseDraft,
    Classification,
    ContactDraft,
    ContactWay,
    Reached,
    Standing,
    WatchEntry,
)
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import DiseaseCaseId
from schoolguard.ui.cases.dialogs import AddDialog, ClassifyDialog, EndWatchDialog, NewClass
from schoolguard.ui.cases.open_dialog import OpenDialog
from schoolguard.ui.cases.page import CasesPage
from schoolguard.ui.cases.proposals_dialog import ProposalsDialog
from schoolguard.ui.cases.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.paper import PaperDialog
from tests.factories.cases import DAY, Sickbay, found_sickbay

Settle = Callable[[], None]
Messages = list[tuple[str, str]]
Key = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def bay(school: School, clock: FixedClock) -> Sickbay:
    return found_sickbay(school, clock)


def opened(qtbot: QtBot, desk: Desk, settle: Settle) -> CasesPage:
    page = CasesPage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 652)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle()
    return page


def press(
    qtbot: QtBot, page: CasesPage, settle: Settle, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    """Press a shortcut; Qt lets its button go down and up before it counts."""
    keys = QKeySequence(QKeyCombination(modifier, key))
    button = next(one for one in page.findChildren(QAbstractButton) if one.shortcut() == keys)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(page, key, modifier)
    settle()


def answer(monkeypatch: pytest.MonkeyPatch, dialog: type, told: object) -> None:
    monkeypatch.setattr(dialog, "ask", classmethod(lambda *_, **__: told))


def watched(bay: Sickbay, days: int = 1) -> DiseaseCaseId:
    case_id = bay.open()
    for person in bay.mates[:3]:
        bay.list_contact(case_id, person)
    bay.days_later(days)
    return case_id


def entries(bay: Sickbay, days: int = 1) -> list[WatchEntry | None]:
    day = DAY + timedelta(days=days)
    return [line.entry for line in bay.ask(lambda view: cases.watch_sheet(view, day))]


def test_empty_page_says_what_to_do(qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay) -> None:
    page = opened(qtbot, desk, settle)
    assert page.table.lines == ()
    assert page._nothing.isVisible()
    page.turn_sheet()
    settle()
    assert page.watch.grid.sheet.lines == ()


def test_from_found_to_told_by_keyboard(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, desk, settle)
    draft = CaseDraft(bay.pupil, bay.class_id, "varicella", onset_on=DAY)
    answer(monkeypatch, OpenDialog, draft)
    press(qtbot, page, settle, Key.Key_N, CTRL)
    assert [line.name for line in page.table.lines] == ["王小明"]
    qtbot.keyClicks(page.panel.reports.answered, "zhou")
    for key in (Key.Key_1, Key.Key_2, Key.Key_3):
        press(qtbot, page, settle, key, ALT)
    (line,) = page.table.lines
    assert (line.reports_made, line.reports_asked) == (3, 3)
    assert bay.case(line.id).reports[0].answered_by == "zhou"
    assert page.panel.reports.clocks.model().rowCount() == 3


def test_space_ticks_a_measure_and_unticking_asks_why(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = bay.open()
    page = opened(qtbot, desk, settle)
    page.panel.tabs.setCurrentWidget(page.panel.measures)
    qtbot.keyClick(page.panel.measures.list, Key.Key_Space)
    settle()
    assert bay.case(case_id).measures[0].measure_id == "sent_to_doctor"
    answer(monkeypatch, ReasonDialog, None)
    qtbot.keyClick(page.panel.measures.list, Key.Key_Space)
    settle()
    assert page.panel.measures.list.item(0).checkState() is Qt.CheckState.Checked
    answer(monkeypatch, ReasonDialog, "点错了")
    qtbot.keyClick(page.panel.measures.list, Key.Key_Space)
    settle()
    assert bay.case(case_id).measures[0].undo_reason == "点错了"
    assert page.panel.measures.list.item(0).checkState() is Qt.CheckState.Unchecked


def test_proposed_contacts_are_ticked_by_way_and_listed(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = bay.open()
    page = opened(qtbot, desk, settle)
    found = bay.ask(lambda view: cases.propose_close_contacts(view, case_id, bay.rules))
    dialog = ProposalsDialog(page, page.panel._words, found, DAY)
    qtbot.addWidget(dialog)
    assert len(dialog.chosen) == 7
    dialog.tick_way(None)
    dialog.tick_way(ContactWay.BUS)
    assert [one.name for one in dialog.chosen] == ["郑小北"]
    chosen = tuple(ContactDraft(one.person_id, one.ways, DAY) for one in dialog.chosen)
    answer(monkeypatch, ProposalsDialog, chosen)
    page.panel.tabs.setCurrentWidget(page.panel.contacts)
    press(qtbot, page, settle, Key.Key_F, CTRL)
    assert [one.name for one in bay.case(case_id).contacts] == ["郑小北"]
    assert page.panel.contacts.table.model().rowCount() == 1
    answer(monkeypatch, AddDialog, ContactDraft(bay.sister, frozenset({ContactWay.BY_HAND}), DAY))
    page.panel.contacts.add_button.click()
    settle()
    assert len(bay.case(case_id).contacts) == 2


def test_the_round_is_typed_without_a_mouse(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay
) -> None:
    watched(bay)
    page = opened(qtbot, desk, settle)
    assert "3" in page.sheets.tabText(1)
    press(qtbot, page, settle, Key.Key_T, CTRL)
    grid = page.watch.grid
    qtbot.keyClicks(grid, "366")
    qtbot.keyClick(grid, Key.Key_Return)
    qtbot.keyClicks(grid, "378c")
    qtbot.keyClick(grid, Key.Key_Return)
    qtbot.keyClicks(grid, "-")
    settle()
    assert entries(bay) == [
        WatchEntry(Reached.YES, 366),
        WatchEntry(Reached.YES, 378, frozenset({"cough"})),
        WatchEntry(Reached.NO_ANSWER),
    ]
    assert grid.sheet.value(0) == "36.6"


def test_a_wrong_key_says_so_and_delete_takes_back(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay
) -> None:
    watched(bay)
    page = opened(qtbot, desk, settle)
    page.turn_sheet()
    settle()
    grid = page.watch.grid
    qtbot.keyClicks(grid, "9")
    qtbot.keyClick(grid, Key.Key_Return)
    assert "9" in page.watch._said.text()
    qtbot.keyClicks(grid, "566")
    qtbot.keyClick(grid, Key.Key_Return)
    settle()
    assert entries(bay)[0] is None
    assert "43" in page.watch._said.text()
    qtbot.keyClicks(grid, "+")
    settle()
    assert entries(bay)[0] == WatchEntry(Reached.YES)
    qtbot.keyClick(grid, Key.Key_Up)
    qtbot.keyClick(grid, Key.Key_Delete)
    settle()
    assert entries(bay)[0] is None


def test_an_earlier_day_is_corrected_with_a_reason(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched(bay)
    first = bay.ask(lambda view: cases.watch_sheet(view, DAY + timedelta(days=1)))[0].contact_id
    well = WatchEntry(Reached.YES, 365)
    bay.do(lambda unit: cases.record_watch(unit, first, DAY + timedelta(days=1), well))
    bay.days_later(1)
    page = opened(qtbot, desk, settle)
    page.turn_sheet()
    press(qtbot, page, settle, Key.Key_Left, ALT)
    page.watch.grid.go_to(first)
    answer(monkeypatch, ReasonDialog, "家长更正")
    qtbot.keyClicks(page.watch.grid, "372")
    qtbot.keyClick(page.watch.grid, Key.Key_Return)
    settle()
    assert entries(bay)[0] == WatchEntry(Reached.YES, 372)


def test_a_contact_becomes_a_case_with_a_link(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = watched(bay)
    page = opened(qtbot, desk, settle)
    page.panel.tabs.setCurrentWidget(page.panel.contacts)
    answer(monkeypatch, EndWatchDialog, ("became_case", ""))
    press(qtbot, page, settle, Key.Key_D, CTRL)
    became = bay.case(case_id).contacts[0].became_case_id
    assert became is not None
    assert bay.case(became).line.infected_by == case_id
    page.show_case(became)
    settle()
    assert page.panel.course.chain.count() == 2


def test_excluding_a_case_empties_the_list(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = bay.open()
    page = opened(qtbot, desk, settle)
    step = NewClass(Classification.EXCLUDED, "varicella", DAY, "县医院", "过敏性皮疹")
    answer(monkeypatch, ClassifyDialog, step)
    press(qtbot, page, settle, Key.Key_J, CTRL)
    assert page.table.lines == ()
    assert bay.case(case_id).line.standing is Standing.ENDED
    page.which.setCurrentIndex(1)
    settle()
    assert [line.id for line in page.table.lines] == [case_id]
    assert any("过敏性皮疹" in one for one in page.panel.course.sentences())


def test_facts_are_saved_and_replacing_asks_why(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = bay.open()
    page = opened(qtbot, desk, settle)
    facts = page.panel.facts
    page.panel.tabs.setCurrentWidget(facts)
    qtbot.keyClicks(facts.tests, "PCR+")
    press(qtbot, page, settle, Key.Key_S, CTRL)
    assert bay.case(case_id).draft.tests == "PCR+"
    facts.onset.clear()
    qtbot.keyClicks(facts.onset, "8-30")
    answer(monkeypatch, ReasonDialog, "家长更正")
    press(qtbot, page, settle, Key.Key_S, CTRL)
    assert bay.case(case_id).line.onset_on == DAY - timedelta(days=2)
    facts.onset.clear()
    qtbot.keyClicks(facts.onset, "8-99")
    press(qtbot, page, settle, Key.Key_S, CTRL)
    assert facts.onset.property("wrong") == "true"


def test_a_case_is_opened_prefilled_by_another_page(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, desk, settle)
    asked: list[object] = []

    def ask(*told: object, **_: object) -> None:
        asked.extend(told[4:])

    monkeypatch.setattr(OpenDialog, "ask", classmethod(ask))
    page.show_args(person_id=int(bay.pupil), absence_case_id=7, onset_on=DAY)
    assert asked[0] == bay.pupil
    page.show_args(case_id=int(bay.open()))
    settle()
    assert page.panel.opened is not None


def test_the_new_case_dialog_names_what_is_missing(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay
) -> None:
    page = opened(qtbot, desk, settle)
    dialog = OpenDialog(page, desk, page.panel._words)
    qtbot.addWidget(dialog)
    assert not dialog.check()
    dialog.prefill(bay.pupil, {"disease_id": "hfmd", "onset_on": DAY, "stay_id": 3})
    settle()
    assert dialog.check()
    draft = dialog.draft
    assert (draft.person_id, draft.disease_id, draft.onset_on) == (bay.pupil, "hfmd", DAY)
    assert (draft.stay_id, draft.found_at) == (3, None)
    dialog.show()
    assert dialog.sizeHint().height() < 620


def test_the_register_is_printed_and_written_by_who_may(
    qtbot: QtBot,
    desk: Desk,
    settle: Settle,
    bay: Sickbay,
    messages: Messages,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case_id = watched(bay)
    page = opened(qtbot, desk, settle)
    shown: list[bytes] = []
    monkeypatch.setattr(PaperDialog, "tell", classmethod(lambda *_, pdf, **__: shown.append(pdf)))
    press(qtbot, page, settle, Key.Key_P, CTRL)
    page.panel.contacts.list_button.click()
    settle()
    page.panel.contacts.notices_button.click()
    settle()
    assert [pdf[:5] for pdf in shown] == [b"%PDF-"] * 3
    Chooser.answers.append(tmp_path / "register.xlsx")
    press(qtbot, page, settle, Key.Key_E, CTRL)
    qtbot.waitUntil((tmp_path / "register.xlsx").exists)
    settle()
    assert (tmp_path / "register.xlsx").read_bytes()[:2] == b"PK"
    assert case_id in {line.id for line in page.table.lines}


def test_the_principal_looks_and_changes_nothing(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, acting_as: Callable[..., Actor]
) -> None:
    watched(bay)
    acting_as(Role.PRINCIPAL)
    page = opened(qtbot, desk, settle)
    assert not page.panel.reports.buttons[0].isEnabled()
    assert not page.panel.end_bar.classify_button.isVisible()
    page.turn_sheet()
    settle()
    qtbot.keyClicks(page.watch.grid, "366")
    qtbot.keyClick(page.watch.grid, Key.Key_Return)
    settle()
    assert entries(bay)[0] is None


def test_models_keep_the_rules_of_qt(
    qtbot: QtBot, desk: Desk, settle: Settle, bay: Sickbay, qtmodeltester: ModelTester
) -> None:
    watched(bay)
    page = opened(qtbot, desk, settle)
    for model in (page.table.model(), page.watch.grid.model(), page.panel.contacts.table.model()):
        qtmodeltester.check(model)


def test_everything_that_takes_the_keyboard_has_a_name(
    qtbot: QtBot, english_desk: Desk, settle: Settle, bay: Sickbay
) -> None:
    watched(bay)
    page = opened(qtbot, english_desk, settle)
    nameless = [
        type(widget).__name__
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(page)
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert nameless == []
    assert isinstance(page.panel._words, Words)
