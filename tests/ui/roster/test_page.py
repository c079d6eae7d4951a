# SPDX-License-Identifier: Apache-2.0
"""The people page at a real school: find, reach, edit, move, import, print; keyboard and mouse."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from schoolguard import roster
from schoolguard.app import Unit
from schoolguard.kernel.actor import Role
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.school_settings import Stage
from schoolguard.roster import ClassSpelling, GuardianDraft, PersonDraft, Relation
from schoolguard.ui.desk import Desk
from schoolguard.ui.roster import deeds
from schoolguard.ui.roster.change_dialogs import ChangeDialog
from schoolguard.ui.roster.classes_dialog import ClassesDialog
from schoolguard.ui.roster.export_dialog import ExportDialog
from schoolguard.ui.roster.history_dialog import HistoryDialog
from schoolguard.ui.roster.import_dialog import ImportDialog, save_template
from schoolguard.ui.roster.page import RosterPage
from schoolguard.ui.roster.past_dialog import PastDialog
from schoolguard.ui.roster.person_dialog import PersonDialog
from schoolguard.ui.roster.person_fields import load_form
from schoolguard.ui.roster.promotion_dialog import PromotionDialog
from schoolguard.ui.widgets.chooser import Chooser

DAY = date(2026, 9, 1)
Settle = Callable[[], None]


def _people(at: Desk) -> tuple[ClassId, ClassId, PersonId]:
    def fill(unit: Unit) -> tuple[ClassId, ClassId, PersonId]:
        classes = [
            roster.add_class(unit, ClassSpelling(3, no, Stage.PRIMARY), from_on=DAY)
            for no in (1, 2)
        ]
        guardians = (
            GuardianDraft("李梅", Relation.MOTHER, phones=("13800138000",)),
            GuardianDraft("王建国", Relation.FATHER, phones=("0571-88812345",)),
        )
        draft = PersonDraft("王小明", allergies="青霉素", guardians=guardians)
        child = roster.add_person(unit, draft, class_id=classes[0], from_on=DAY, number=1)
        roster.add_person(unit, PersonDraft("曾单"), class_id=classes[1], from_on=DAY)
        return classes[0], classes[1], child

    return at.school.change(fill)[0]


@pytest.fixture
def people(desk: Desk) -> tuple[ClassId, ClassId, PersonId]:
    return _people(desk)


@pytest.fixture
def page(
    qtbot: QtBot, desk: Desk, people: tuple[ClassId, ClassId, PersonId], settle: Settle
) -> RosterPage:
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    settle()
    return page


def names(page: RosterPage) -> list[str]:
    return [line.name for line in page.people.model.rows]


def test_everybody_is_listed_and_a_class_can_be_chosen(
    page: RosterPage, people: tuple[ClassId, ClassId, PersonId], settle: Settle
) -> None:
    assert names(page) == ["王小明", "曾单"]
    page.show_args(class_id=int(people[1]))
    settle()
    assert names(page) == ["曾单"]


def test_whom_to_call_is_there_as_soon_as_somebody_is_named(
    page: RosterPage, people: tuple[ClassId, ClassId, PersonId], settle: Settle
) -> None:
    page.show_args(person_id=int(people[2]))
    settle()
    family = page.card.family
    assert family is not None
    assert [one.phones for one in family.guardians] == [("13800138000",), ("0571-88812345",)]
    texts = [label.text() for label in page.card.findChildren(QLabel)]
    assert "138 0013 8000" in texts
    assert any("青霉素" in text for text in texts)


def test_typing_finds_and_the_card_follows(page: RosterPage, qtbot: QtBot, settle: Settle) -> None:
    page.people.search.setFocus()
    qtbot.keyClicks(page.people.search, "zs")
    qtbot.keyClick(page.people.search, Qt.Key.Key_Return)
    settle()
    assert names(page) == ["曾单"]
    assert page.card.family is not None
    assert page.card.family.person.name == "曾单"
    qtbot.keyClicks(page.people.search, "xx")
    qtbot.keyClick(page.people.search, Qt.Key.Key_Return)
    settle()
    assert names(page) == []


def test_an_edit_shows_its_mistakes_beside_the_fields_and_then_saves(
    page: RosterPage, desk: Desk, people: tuple[ClassId, ClassId, PersonId], settle: Settle
) -> None:
    form = desk.school.query(lambda view: load_form(view, DAY, people[2]))
    dialog = PersonDialog(page, desk, form, DAY)
    dialog.fields._lines["birth_on"].setText("五月")
    dialog.fields.guardians._rows[0].phones.setText("123")
    assert not dialog.check()
    assert "五月" in dialog.fields.error("birth_on")
    assert "123" in dialog.fields.guardians._rows[0].error.text()
    dialog.fields._lines["birth_on"].setText("2018/3/2")
    dialog.fields.guardians._rows[0].phones.setText("13900139000")
    dialog.check()
    settle()
    assert dialog.result() == int(PersonDialog.DialogCode.Accepted)
    person = desk.school.query(lambda view: roster.person(view, people[2]))
    assert person.birth_on == date(2018, 3, 2)
    past = PastDialog(page, desk, people[2])
    settle()
    assert {row.field for row in past.model.rows} == {"birth_on", "guardians"}
    past.deleteLater()
    dialog.deleteLater()


def test_a_lookalike_is_pointed_out_once(
    page: RosterPage, desk: Desk, people: tuple[ClassId, ClassId, PersonId], settle: Settle
) -> None:
    form = desk.school.query(lambda view: load_form(view, DAY, None))
    dialog = PersonDialog(page, desk, form, DAY)
    dialog.fields._lines["name"].setText("王小明")
    dialog.fields.guardians._rows[0].phones.setText("13800138000")
    dialog.check()
    settle()
    assert "王小明" in dialog.problem.sentence
    dialog.check()
    settle()
    assert dialog.saved not in {None, people[2]}
    dialog.deleteLater()


def test_calling_order_can_be_changed(
    page: RosterPage, desk: Desk, people: tuple[ClassId, ClassId, PersonId]
) -> None:
    form = desk.school.query(lambda view: load_form(view, DAY, people[2]))
    dialog = PersonDialog(page, desk, form, DAY)
    editor = dialog.fields.guardians
    editor._shift(editor._rows[1], -1)
    assert [one.name for one in editor.guardians()] == ["王建国", "李梅"]
    editor._on_add()
    editor._remove(editor._rows[0])
    assert [one.name for one in editor.guardians()] == ["李梅", ""]
    dialog.deleteLater()


def test_a_move_is_previewed_done_and_undone(
    page: RosterPage, desk: Desk, people: tuple[ClassId, ClassId, PersonId], settle: Settle
) -> None:
    classes = desk.school.query(lambda view: roster.classes_on(view, DAY))
    dialog = ChangeDialog(page, desk, "move", [people[2]], classes, DAY)
    dialog._target.setCurrentIndex(1)
    settle()
    assert dialog._model.rows[0].to_class == "三年级(2)班"
    dialog.check()
    settle()
    assert dialog.operation is not None
    assert [line.class_name for line in page.people.model.rows] == ["三年级(2)班"] * 2
    history = HistoryDialog(page, desk)
    settle()
    history.check()
    settle()
    assert history.model.rows[0].undone_at is not None
    assert not history.deed_button.isEnabled()
    assert names(page) == ["王小明", "曾单"]
    for one in (dialog, history):
        one.deleteLater()


def test_what_the_school_refuses_is_said_in_the_dialog(
    page: RosterPage, desk: Desk, people: tuple[ClassId, ClassId, PersonId], settle: Settle
) -> None:
    classes = desk.school.query(lambda view: roster.classes_on(view, DAY))
    dialog = ChangeDialog(page, desk, "return", [people[2]], classes, DAY)
    dialog.check()
    settle()
    assert dialog.operation is None
    assert "已在班" in dialog.problem.sentence
    dialog.deleteLater()


def test_a_promotion_is_seen_before_it_is_done(
    page: RosterPage, desk: Desk, people: tuple[ClassId, ClassId, PersonId], settle: Settle
) -> None:
    dialog = PromotionDialog(page, desk, date(2027, 9, 1))
    settle()
    assert dialog.table.item(0, 3).text() == "四年级(1)班"
    dialog.decide(people[1], roster.Fate.GRADUATE)
    settle()
    assert dialog.table.item(1, 3).text() == "毕业离校"
    dialog.check()
    settle()
    assert dialog.operation is not None
    dialog.deleteLater()


def test_a_sheet_is_tried_settled_and_imported(
    page: RosterPage, desk: Desk, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    path = tmp_path / "新生.csv"
    path.write_text("班级,姓名,性别\n三2,赵六,男\n三2,钱七,公\n三1,曾单,女\n", encoding="gb18030")
    Chooser.answers.append(path)
    dialog = ImportDialog(page, desk)
    dialog.choose()
    settle()
    plan = dialog._plan
    assert plan is not None
    assert [plan.count(one) for one in (roster.Verdict.NEW, roster.Verdict.BAD)] == [2, 1]
    assert not dialog.deed_button.isEnabled()
    whys = [dialog.outcome._why(line[1]) for line in dialog.outcome.model.rows]
    assert whys[0].startswith("C 列：不认识“公”")
    dialog.good_only.setChecked(True)
    dialog.check()
    settle()
    assert dialog.imported is not None
    assert (dialog.imported.added, dialog.imported.left_out) == (2, 1)
    assert "赵六" in names(page)
    dialog.deleteLater()


def test_a_doubt_is_answered_beside_its_row(
    page: RosterPage, desk: Desk, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("班级,姓名,性别\n三1,王小明,男\n", encoding="utf-8")
    dialog = ImportDialog(page, desk)
    dialog.read(path)
    settle()
    outcome = dialog.outcome
    assert outcome.model.rows[0][1].verdict is roster.Verdict.UNSURE
    assert outcome.question.count() == 4
    outcome.question.setCurrentIndex(1)
    outcome._on_answer()
    settle()
    assert dialog._plan is not None
    assert dialog._plan.count(roster.Verdict.UPDATE) == 1
    dialog.deleteLater()


def test_a_repeated_row_is_added_or_skipped_as_answered(
    page: RosterPage, desk: Desk, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("班级,姓名,性别\n三1,赵六,男\n三1,赵六,男\n", encoding="utf-8")
    dialog = ImportDialog(page, desk)
    dialog.read(path)
    settle()
    outcome = dialog.outcome
    assert [outcome.question.itemData(n) for n in range(outcome.question.count())] == [
        None,
        roster.Decision.ADD,
        roster.Decision.SKIP,
    ]
    outcome.question.setCurrentIndex(2)
    outcome._on_answer()
    settle()
    assert dialog._plan is not None
    assert dialog._plan.count(roster.Verdict.SKIPPED) == 1
    dialog.deleteLater()


def test_a_sheet_without_a_class_column_asks_for_it(
    page: RosterPage, desk: Desk, tmp_path: Path, settle: Settle
) -> None:
    path = tmp_path / "名单.csv"
    path.write_text("所在,姓名,性别\n三1,赵六,男\n", encoding="utf-8")
    dialog = ImportDialog(page, desk)
    dialog.read(path)
    settle()
    assert dialog.problem.sentence
    assert dialog._plan is None
    box = dialog.columns.boxes[0]
    box.setCurrentIndex(box.findData("class"))
    dialog.dry_run()
    settle()
    assert dialog._plan is not None
    Chooser.answers.append(tmp_path / "模板.xlsx")
    save_template(dialog)
    assert (tmp_path / "模板.xlsx").read_bytes().startswith(b"PK")
    dialog.deleteLater()


def test_classes_and_rooms_are_arranged(page: RosterPage, desk: Desk, settle: Settle) -> None:
    dialog = ClassesDialog(page, desk, DAY)
    settle()
    for text in ("三3", "教务处"):
        dialog.class_name.setText(text)
        dialog.add_class()
        settle()
    assert [line[0].name for line in dialog.classes.rows][-2:] == ["三年级(3)班", "教务处"]
    dialog.room_name.setText("203")
    dialog.add_room()
    settle()
    assert len(dialog.rooms.rows) == 1
    dialog._room_table.select_row(0)
    dialog.remove_room()
    settle()
    assert dialog.rooms.rows == ()
    dialog._class_table.select_row(0)
    dialog.class_name.setText("三年级实验班")
    dialog.rename_class()
    settle()
    assert "三年级实验班" in {line[0].name for line in dialog.classes.rows}
    dialog._class_table.select_row(0)
    dialog.end_class()
    settle()
    assert "1 人" in dialog.problem.sentence
    dialog.deleteLater()


@pytest.mark.parametrize("reason", ["", "疾控流调"])
def test_an_export_leaves_with_or_without_names(
    page: RosterPage, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    monkeypatch.setattr(ExportDialog, "ask", lambda *_, **__: reason)
    path = tmp_path / "名册.xlsx"
    Chooser.answers.append(path)
    page.export_action()
    settle()
    assert path.read_bytes().startswith(b"PK")


def test_full_export_needs_its_reason(page: RosterPage, desk: Desk) -> None:
    dialog = ExportDialog(page, desk.texts, may_name=True)
    assert dialog.check()
    dialog.full.setChecked(True)
    assert not dialog.check()
    dialog.reason.setText("转学")
    assert dialog.check()
    assert dialog.answer == "转学"
    dialog.deleteLater()


def test_card_and_roll_become_paper(
    page: RosterPage,
    people: tuple[ClassId, ClassId, PersonId],
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[bytes] = []
    monkeypatch.setattr(deeds.PaperDialog, "tell", lambda *_, pdf, **__: shown.append(pdf))
    page.show_args(person_id=int(people[2]))
    settle()
    page.print_action()
    settle()
    page.show_args(class_id=int(people[0]))
    settle()
    page.print_action()
    settle()
    assert [pdf[:4] for pdf in shown] == [b"%PDF", b"%PDF"]


def test_a_teacher_sees_own_classes_and_no_buttons(
    qtbot: QtBot,
    desk: Desk,
    people: tuple[ClassId, ClassId, PersonId],
    acting_as: Callable[..., object],
    settle: Settle,
) -> None:
    acting_as(Role.TEACHER, classes={people[1]})
    page = RosterPage(desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert names(page) == ["曾单"]
    words = {button.text() for button in page.findChildren(QPushButton)}
    assert desk.texts("ui.print") in words
    assert desk.texts("people.person.add") not in words


def test_an_empty_school_says_what_to_do(qtbot: QtBot, english_desk: Desk, settle: Settle) -> None:
    page = RosterPage(english_desk)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.people._views.currentWidget() is page.people._nobody


def test_from_anywhere_two_keystrokes_end_at_the_phone_numbers(
    qtbot: QtBot, desk: Desk, people: tuple[ClassId, ClassId, PersonId], settle: Settle
) -> None:
    """Ctrl+K, the initials, Enter: the card with whom to call, first to call first."""
    from schoolguard.ui.window.main import MainWindow

    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    settle()
    search = window.header.search
    search._begin()
    qtbot.keyClicks(search.field, "wxm")
    qtbot.waitUntil(search.findings.isVisible, timeout=5_000)
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    settle()
    page = window.page
    assert isinstance(page, RosterPage)
    assert page.card.family is not None
    assert page.card.family.person.id == people[2]
    assert page.card.family.guardians[0].name == "李梅"
    window.close()


def test_every_dialog_speaks_english(qtbot: QtBot, english_desk: Desk, settle: Settle) -> None:
    at = english_desk
    _, _, child = _people(at)
    page = RosterPage(at)
    qtbot.addWidget(page)
    page.show()
    page.show_args(person_id=int(child))
    settle()
    classes = at.school.query(lambda view: roster.classes_on(view, DAY))
    form = at.school.query(lambda view: load_form(view, DAY, child))
    dialogs = [
        *(
            ChangeDialog(page, at, kind, [child], classes, DAY)
            for kind in ("move", "leave", "return")
        ),
        PersonDialog(page, at, form, DAY),
        PromotionDialog(page, at, date(2027, 9, 1)),
        HistoryDialog(page, at),
        PastDialog(page, at, child),
        ClassesDialog(page, at, DAY),
        ImportDialog(page, at),
        ExportDialog(page, at.texts, may_name=False),
    ]
    settle()
    for dialog in dialogs:
        assert dialog.windowTitle()
        dialog.deleteLater()
    assert page.card.family is not None
