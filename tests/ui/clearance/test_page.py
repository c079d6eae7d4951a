# SPDX-License-Identifier: Apache-2.0
"""The page of the way back to class, worked by keyboard."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from schoolguard import absence, checks, clearance
from schoolguard.app.school import School
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.clearance import Anchor, Anchors, PaperDraft, Sign, Standing, Told, Verdict
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock
from schoolguard.ui.clearance.ask_dialog import AskDialog
from schoolguard.ui.clearance.dialogs import DisputeDialog, PaperEntry, SpanDialog
from schoolguard.ui.clearance.page import ClearancePage
from schoolguard.ui.clearance.reading import Which
from schoolguard.ui.clearance.variants_dialog import VariantsDialog
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.paper import PaperDialog
from tests.factories.clearance import ONSET, WayBack, found_way_back

Settle = Callable[[], None]
Messages = list[tuple[str, str]]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
SEP_15 = date(2026, 9, 15)


@pytest.fixture
def back(school: School, clock: FixedClock) -> WayBack:
    return found_way_back(school, clock)


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the papers shown."""
    shown: list[str] = []

    def tell(_: object, _parent: object, _texts: object, **paper: object) -> bool:
        assert str(paper["pdf"])[2:6] == "%PDF"
        shown.append(str(paper["title"]))
        return False

    monkeypatch.setattr(PaperDialog, "tell", classmethod(tell))
    return shown


def answering(monkeypatch: pytest.MonkeyPatch, dialog: type, answer: object) -> list[object]:
    """Let a dialog answer without being shown; return the questions it was asked."""
    asked: list[object] = []

    def ask(*_: object, **said: object) -> object:
        asked.append(said)
        return answer

    monkeypatch.setattr(dialog, "ask", ask)
    return asked


def opened(qtbot: QtBot, desk: Desk, settle: Settle) -> ClearancePage:
    page = ClearancePage(desk)
    qtbot.addWidget(page)
    page.resize(1182, 632)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle()
    return page


def test_from_a_name_to_the_printed_slip_by_keyboard(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, messages: Messages,
    papers: list[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Journey: absent with chickenpox -> asked -> dated -> cleared -> absence closed -> slip."""
    case_id = back.ward.absent(back.ward.pupil).case_id
    details = absence.CaseDetails(absence.Reason.ILLNESS, cause_id="varicella")
    back.ward.describe(case_id, details)
    clearance_id = back.ask(onset_on=None, absence_case_id=case_id)
    back.move_to(SEP_15)
    page = opened(qtbot, desk, settle)
    page.search.setFocus()
    page.search.setText("王")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle()
    onset = page.panel.form.days[Anchor.ONSET]
    qtbot.waitUntil(onset.hasFocus)
    qtbot.keyClicks(onset, "09-01")
    assert "09-15" in page.panel.status.earliest.text()
    assert page.panel.status.elapsed.text() == "隔离期已满"
    crusted = page.panel.form.ticks["crusted"]
    crusted.setFocus()
    qtbot.keyClick(crusted, Qt.Key.Key_Space)
    draft = PaperDraft("recovery", "县医院", SEP_15, agreed=True)
    answering(monkeypatch, PaperEntry, draft)
    qtbot.keyClick(page, Qt.Key.Key_Z, ALT)
    qtbot.waitUntil(lambda: len(messages) == 1)
    settle()
    assert page.panel.status.missing.text() == "各项已满足，请校医决定。"
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(messages) == 2)
    settle()
    found = back.get(clearance_id)
    assert (found.line.standing, found.anchors.onset_on) == (Standing.CLEARED, ONSET)
    assert back.ward.case(case_id).line.returned_on == SEP_15
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: papers == ["复课查验证明"])
    assert {tone for tone, _ in messages} == {"ok"}


def test_somebody_not_waiting_is_asked_for(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, desk, settle)
    draft = clearance.ClearanceDraft(back.ward.pupil, back.ward.class_id, "mumps", ONSET)
    asked = answering(monkeypatch, AskDialog, draft)
    page.search.setText("wxm")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    settle()
    assert len(asked) == 1
    qtbot.waitUntil(lambda: page.panel.found is not None)
    assert page.panel.found is not None
    assert page.panel.found.line.disease_id == "mumps"
    assert [line.name for line in page.table.lines] == ["王小明"]


def test_the_dialog_fills_in_what_absence_knows(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack
) -> None:
    case_id = back.ward.absent(back.ward.pupil).case_id
    details = absence.CaseDetails(
        absence.Reason.ILLNESS, cause_id="hfmd", onset_on=date(2026, 8, 31)
    )
    back.ward.describe(case_id, details)
    page = opened(qtbot, desk, settle)
    dialog = AskDialog(page, desk, page._words, "王小明")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.hits.count() == 1)
    draft = dialog.draft
    assert (draft.disease_id, draft.onset_on, draft.absence_case_id) == (
        "hfmd", date(2026, 8, 31), case_id,
    )  # fmt: skip
    assert dialog.check()
    dialog.onset.setText("99-99")
    assert not dialog.check()
    dialog.hits.clear()
    assert not dialog.check()


def test_an_exception_is_asked_for_in_words_and_kept(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, messages: Messages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    clearance_id = back.ask()
    page = opened(qtbot, desk, settle)
    asked = answering(monkeypatch, ReasonDialog, None)
    page.panel.decision.clear_button.click()
    settle()
    assert "还有" in str(asked)
    assert back.get(clearance_id).line.standing is Standing.OPEN
    answering(monkeypatch, ReasonDialog, "疾控同意")
    page.panel.decision.clear_button.click()
    settle()
    look = back.get(clearance_id).line.look
    assert look is not None
    assert look.decision.override_reason == "疾控同意"
    assert "例外批准" in " ".join(page.panel.course.sentences())
    assert [tone for tone, _ in messages] == ["ok"]


def test_going_on_resting_prints_the_notice(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, papers: list[str],
    messages: Messages,
) -> None:  # fmt: skip
    clearance_id = back.ask()
    page = opened(qtbot, desk, settle)
    assert page.panel.decision.again.text() == "09-15"
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(messages) == 1)
    settle()
    (line,) = back.pending()
    assert (line.id, line.look_again_on) == (clearance_id, SEP_15)
    assert page.table.model().index(0, 5).data() == "09-01 休息"
    qtbot.keyClick(page, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: papers == ["继续休息通知"])


def test_a_next_look_without_a_day_is_refused_in_words(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, messages: Messages
) -> None:
    back.ask()
    page = opened(qtbot, desk, settle)
    page.panel.decision.again.clear()
    page.panel.decision.rest_button.click()
    settle()
    assert messages[0][0] == "alarm"
    assert "下次查验" in messages[0][1]


def test_nothing_is_printed_before_a_decision(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, messages: Messages
) -> None:
    back.ask()
    page = opened(qtbot, desk, settle)
    page.print_action()
    assert "还没有作出查验决定" in messages[0][1]


def test_typing_shows_at_once_what_it_means(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack
) -> None:
    back.ask("norovirus")
    back.move_to(date(2026, 9, 5), 9)
    page = opened(qtbot, desk, settle)
    form, status = page.panel.form, page.panel.status
    assert not form.hours[Anchor.SYMPTOM_END].isHidden()
    assert form.days[Anchor.TREATMENT_START].isHidden()
    assert status.left.text() == "还不能计算"
    qtbot.keyClicks(form.days[Anchor.SYMPTOM_END], "9-4")
    assert status.left.text() == "还差 2 天"
    assert "按整天计算" in status.missing.text()
    qtbot.keyClicks(form.hours[Anchor.SYMPTOM_END], "2030")
    assert "09-07 20:30" in status.earliest.text()
    form.days[Anchor.SYMPTOM_END].setText("9-44")
    form.edited.emit()
    page.panel.save_button.click()
    settle()
    assert back.pending()[0].assessment.earliest_on is None


def test_replacing_a_day_asks_why(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, messages: Messages,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    clearance_id = back.ask()
    back.move_to(date(2026, 9, 5))
    page = opened(qtbot, desk, settle)
    answering(monkeypatch, ReasonDialog, "家长更正")
    page.panel.form.days[Anchor.ONSET].setText("09-02")
    page.panel.form.edited.emit()
    qtbot.keyClick(page, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: len(messages) == 1)
    settle()
    found = back.get(clearance_id)
    assert found.anchors.onset_on == date(2026, 9, 2)
    assert "家长更正" in " ".join(page.panel.course.sentences())
    assert not page.panel.save_button.isEnabled()


def test_what_was_typed_is_kept_when_going_to_the_next_one(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack
) -> None:
    first = back.ask("norovirus")
    back.ask("mumps", person=back.ward.classmate)
    back.move_to(date(2026, 9, 5))
    page = opened(qtbot, desk, settle)
    assert page.table.choose(first)
    settle()
    qtbot.keyClicks(page.panel.form.days[Anchor.SYMPTOM_END], "9-4")
    page.table.setFocus()
    page.table.select_row(0)
    settle()
    assert back.get(first).anchors.symptom_end_on == date(2026, 9, 4)


def test_a_paper_is_checked_refused_and_taken_back(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, monkeypatch: pytest.MonkeyPatch
) -> None:
    clearance_id = back.ask()
    back.paper(clearance_id, agreed=None)
    page = opened(qtbot, desk, settle)
    assert "未复核" in page.panel.papers.list.item(0).text()
    qtbot.keyClick(page, Qt.Key.Key_Y, ALT)
    qtbot.waitUntil(lambda: back.get(clearance_id).papers[0].draft.agreed is True)
    settle()
    answering(monkeypatch, ReasonDialog, "日期有涂改")
    qtbot.keyClick(page, Qt.Key.Key_N, ALT)
    qtbot.waitUntil(lambda: back.get(clearance_id).papers[0].draft.agreed is False)
    settle()
    assert "日期有涂改" in page.panel.papers.list.item(0).text()
    page.panel.papers.retract_button.click()
    settle()
    assert back.get(clearance_id).papers[0].retracted_at is not None
    assert not page.panel.papers.agree_button.isEnabled()


def test_the_paper_dialog_says_what_is_wrong(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack
) -> None:
    clearance_id = back.ask()
    page = opened(qtbot, desk, settle)
    dialog = PaperEntry(page, page._words, back.get(clearance_id), SEP_15)
    qtbot.addWidget(dialog)
    assert dialog.kind.currentData() == "recovery"
    assert dialog.draft.agreed is None
    assert not dialog.check()
    dialog.issuer.setText("县医院")
    dialog.issued.setText("13-45")
    assert not dialog.check()
    dialog.issued.setText("09-01")
    dialog.agreed.setCurrentIndex(2)
    assert not dialog.check()
    dialog.finding.setText("未满")
    assert dialog.check()


def test_a_regional_rule_is_chosen_and_the_rule_itself_stays_beside_it(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, monkeypatch: pytest.MonkeyPatch
) -> None:
    back.ask()
    page = opened(qtbot, desk, settle)
    dialog = VariantsDialog(page, page._words, {}, "varicella")
    qtbot.addWidget(dialog)
    dialog.rule.setCurrentIndex(dialog.rule.findData("varicella.21d"))
    assert "21天" in dialog.explained.toPlainText()
    assert "本软件原规则" in dialog.explained.toPlainText()
    answering(monkeypatch, VariantsDialog, dialog.answer)
    page.choose_variant()
    settle()
    assert "09-22" in page.panel.status.earliest.text()
    assert not page.panel.status.variant.isHidden()
    assert "发病满14天" in page.panel.rule_card.original.text()
    assert "来源" in page.panel.rule_card.original.text()


def test_another_disease_asks_why_and_shows_its_own_fields(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, monkeypatch: pytest.MonkeyPatch
) -> None:
    clearance_id = back.ask("cold")
    page = opened(qtbot, desk, settle)
    answering(monkeypatch, ReasonDialog, "确诊")
    page.panel.disease.choose("measles")
    settle()
    assert back.get(clearance_id).line.disease_id == "measles"
    assert not page.panel.form.days[Anchor.RASH_ONSET].isHidden()


def test_dispute_withdraw_and_open_again(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, monkeypatch: pytest.MonkeyPatch
) -> None:
    clearance_id = back.ask()
    page = opened(qtbot, desk, settle)
    answering(monkeypatch, DisputeDialog, ("家长不同意", frozenset({Told.CDC})))
    page.panel.decision.dispute_button.click()
    settle()
    assert "疾控中心" in " ".join(page.panel.course.sentences())
    answering(monkeypatch, ReasonDialog, "点错")
    page.panel.decision.withdraw_button.click()
    settle()
    assert back.get(clearance_id).line.standing is Standing.WITHDRAWN
    assert not page.panel.decision.reopen_button.isHidden()
    page.panel.decision.reopen_button.click()
    settle()
    assert back.get(clearance_id).line.standing is Standing.OPEN


def test_taking_a_clearance_back_opens_the_absence_again(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id = back.ward.absent(back.ward.pupil).case_id
    clearance_id = back.ask(absence_case_id=case_id)
    back.ready(clearance_id)
    page = opened(qtbot, desk, settle)
    page.panel.decision.clear_button.click()
    settle()
    assert back.ward.case(case_id).line.standing is absence.Standing.CLOSED
    answering(monkeypatch, ReasonDialog, "又发热")
    page.panel.decision.reopen_button.click()
    settle()
    assert back.get(clearance_id).line.standing is Standing.OPEN
    assert back.ward.case(case_id).line.standing is absence.Standing.OPEN


def test_somebody_in_class_uncleared_is_said_first(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, qtmodeltester: ModelTester
) -> None:
    back.ask("mumps", person=back.ward.classmate)
    back.ask()
    back.move_to(date(2026, 9, 2), 9)
    key = SheetKey(date(2026, 9, 2), CheckSession.MORNING, back.ward.class_id)
    back.ward.do(
        lambda unit: checks.record(
            unit, key, back.ward.pupil, Entry(State.OBSERVED), checks.load_rules()
        )
    )
    page = opened(qtbot, desk, settle)
    assert [line.sign for line in page.table.lines] == [Sign.IN_CLASS, Sign.IN_DAYS]
    assert page.table.model().index(0, 2).data() == "未获同意已到班"
    qtmodeltester.check(page.table.model())


def test_arguments_show_a_clearance_or_ask_for_one(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack
) -> None:
    first = back.ask()
    page = opened(qtbot, desk, settle)
    page.show_args(person_id=back.ward.classmate, disease_id="hfmd", absence_case_id=4)
    settle()
    assert page.panel.found is not None
    assert page.panel.found.line.name == "赵小红"
    assert page.panel.found.absence_case_id == 4
    page.show_args(person_id=back.ward.pupil)
    settle()
    assert page.panel.found.line.id == first
    page.show_args(clearance_id=page.table.lines[-1].id)
    settle()
    assert page.panel.found.line.id == page.table.lines[-1].id


def test_the_register_of_some_days_as_sheet_and_paper(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, papers: list[str],
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    back.decide(back.ask(), Verdict.RESTING, look_again_on=SEP_15)
    page = opened(qtbot, desk, settle)
    answering(monkeypatch, SpanDialog, (ONSET, SEP_15))
    Chooser.answers.append(tmp_path / "register.xlsx")
    page.export_action()
    settle()
    qtbot.waitUntil((tmp_path / "register.xlsx").exists)
    settle()
    book = openpyxl.load_workbook(BytesIO((tmp_path / "register.xlsx").read_bytes()))
    cells = [
        str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value
    ]
    assert {"王小明", "水痘", "继续休息"} <= set(cells)
    page.papers_out.print_register()
    settle()
    qtbot.waitUntil(lambda: papers == ["复课证明查验登记表"])


def test_the_span_of_a_register_does_not_go_backwards(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack
) -> None:
    page = opened(qtbot, desk, settle)
    dialog = SpanDialog(page, desk.texts, SEP_15, "打印")
    qtbot.addWidget(dialog)
    assert dialog.check()
    dialog.last.set_day(date(2026, 1, 1))
    assert not dialog.check()


def test_nobody_waiting_says_what_to_do_and_recent_shows_the_ended(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack
) -> None:
    clearance_id = back.ask()
    back.ready(clearance_id)
    back.decide(clearance_id)
    page = opened(qtbot, desk, settle)
    assert page._left.currentWidget() is page._nothing
    page.which.setCurrentIndex(page.which.findData(Which.RECENT))
    settle()
    assert [line.standing for line in page.table.lines] == [Standing.CLEARED]
    assert page.table.model().index(0, 2).data() == "已同意复课"


def test_a_principal_reads_and_prints_only(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, papers: list[str],
    acting_as: Callable[..., Actor],
) -> None:  # fmt: skip
    back.decide(back.ask(), Verdict.RESTING, look_again_on=SEP_15)
    acting_as(Role.PRINCIPAL)
    page = opened(qtbot, desk, settle)
    assert page.panel.decision.clear_button.isHidden()
    assert not page.panel.form.isEnabled()
    page.print_action()
    qtbot.waitUntil(lambda: papers == ["继续休息通知"])


def test_days_are_kept_with_their_hours(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack
) -> None:
    clearance_id = back.ask("covid", onset_on=None)
    back.move_to(date(2026, 9, 5))
    page = opened(qtbot, desk, settle)
    qtbot.keyClicks(page.panel.form.days[Anchor.FEVER_END], "9-4")
    qtbot.keyClicks(page.panel.form.hours[Anchor.FEVER_END], "0615")
    page.panel.save_button.click()
    settle()
    anchors: Anchors = back.get(clearance_id).anchors
    assert str(anchors.hour(Anchor.FEVER_END)) == "06:15:00"
    assert page.panel.form.hours[Anchor.FEVER_END].text() == "06:15"


def test_what_can_not_be_read_is_said_and_changes_nothing(
    qtbot: QtBot, desk: Desk, settle: Settle, back: WayBack, messages: Messages
) -> None:
    clearance_id = back.ask()
    page = opened(qtbot, desk, settle)
    page.panel.form.days[Anchor.ONSET].setText("9-44")
    page.panel.form.edited.emit()
    for button in (page.panel.save_button, page.panel.decision.clear_button):
        button.click()
        settle()
    page.panel.form.days[Anchor.ONSET].setText("09-01")
    page.panel.decision.again.setText("xx")
    page.panel.decision.rest_button.click()
    settle()
    assert [tone for tone, _ in messages] == ["attention"] * 3
    assert "看不懂" in messages[0][1]
    assert back.get(clearance_id).anchors.onset_on == ONSET
    assert back.get(clearance_id).looks == ()
