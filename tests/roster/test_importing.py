# SPDX-License-Identifier: Apache-2.0
"""Sheets of schools: every coding, every slip named, nobody doubled."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from schoolguard import roster
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.school_settings import Stage
from schoolguard.kernel.texts import Texts
from schoolguard.roster import Decision, Imported, ImportPlan, Verdict
from schoolguard.roster.columns import guess_columns
from schoolguard.roster.plan import Decisions
from schoolguard.store import audit
from schoolguard.store.corrections import corrections_of
from tests.roster.conftest import TODAY, Desk

RULES = roster.load_rules()
PRIMARY = frozenset({Stage.PRIMARY})
HEADERS = "班级,姓名,性别,出生日期,学籍号,座号,就读方式,宿舍,监护人1姓名,监护人1关系,监护人1电话"
GOOD = "三2,王小明,男,2017-05-16,,1,住校,1号楼203,李梅,妈妈,13800138000"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def _write(*rows: str, headers: str = HEADERS, encoding: str = "utf-8") -> Path:
        path = tmp_path / "学生.csv"
        path.write_bytes("\r\n".join((headers, *rows)).encode(encoding))
        return path

    return _write


def plan(desk: Desk, path: Path, decisions: Decisions | None = None) -> ImportPlan:
    sheet = roster.read_roster_sheet(path, RULES)
    roles = guess_columns(sheet.headers, RULES)
    return desk.ask(
        lambda view: roster.plan_import(
            view, sheet, roles, rules=RULES, stages=PRIMARY, decisions=decisions
        )
    )


def bring(desk: Desk, path: Path, decisions: Decisions | None = None) -> Imported:
    planned = plan(desk, path, decisions)
    return desk.change(
        lambda unit: roster.apply_import(unit, planned, rules=RULES, good_rows_only=True)
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_coding_brings_everybody_in(
    desk: Desk, write: Callable[..., Path], encoding: str
) -> None:
    rare = "三2,䶮㳚𠅤𬱖鿍,女,2017/6/1,,2,走读,,,父亲,0571-88888888"
    done = bring(desk, write(GOOD, rare, encoding=encoding))
    assert (done.added, done.left_out, done.classes) == (2, 0, 1)
    (school_class,) = desk.ask(lambda view: roster.classes_on(view, TODAY))
    assert school_class.name == "三年级(2)班"
    first, second = desk.ask(lambda view: roster.members_on(view, school_class.id, TODAY))
    assert (first.name, first.is_boarder, first.birth_on) == ("王小明", True, date(2017, 5, 16))
    assert second.name == "䶮㳚𠅤𬱖鿍"
    person = desk.ask(lambda view: roster.person(view, first.person_id))
    assert person.dorm_room == "1号楼 203"
    (guardian,) = desk.ask(lambda view: roster.guardians_of(view, first.person_id))
    assert (guardian.relation.value, guardian.phones) == ("mother", ("13800138000",))
    assert desk.ask(lambda view: roster.search(view, "wxm", TODAY))[0].name == "王小明"


@pytest.mark.parametrize(
    ("row", "field", "code"),
    [
        ("三2,,男,,,,,,,,", "name", "name_missing"),
        ("三楼,王,男,,,,,,,,", "class", "class_unreadable"),
        (",王,男,,,,,,,,", "class", "class_missing"),
        ("高一1班,王,男,,,,,,,,", "class", "class_not_here"),
        ("三2,王,公,,,,,,,,", "sex", "word_unknown"),
        ("三2,王,男,五月,,,,,,,", "birth_on", "birth_unreadable"),
        ("三2,王,男,2017-02-30,,,,,,,", "birth_on", "birth_unreadable"),
        ("三2,王,男,2035-01-01,,,,,,,", "birth_on", "birth_impossible"),
        ("三2,王,男,,G110105194912310021,,,,,,", "student_number", "student_number_check_digit"),
        ("三2,王,男,,1.10105E+17,,,,,,", "student_number", "student_number_lost_digits"),
        ("三2,王,男,,,x,,,,,", "number", "number_unreadable"),
        ("三2,王,男,,,,,,李梅,母亲,12345", "guardian_phones", "phone_bad"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_kept(
    desk: Desk, write: Callable[..., Path], row: str, field: str, code: str
) -> None:
    planned = plan(desk, write(GOOD, row))
    good, bad = planned.rows
    assert (good.verdict, bad.verdict) == (Verdict.NEW, Verdict.BAD)
    assert (bad.row, bad.problems[0].field.value, bad.problems[0].code) == (3, field, code)
    with pytest.raises(UserError, match=r"roster\.bad_rows"):
        desk.change(
            lambda unit: roster.apply_import(unit, planned, rules=RULES, good_rows_only=False)
        )
    assert desk.ask(lambda view: roster.classes_on(view, TODAY)) == ()
    done = desk.change(
        lambda unit: roster.apply_import(unit, planned, rules=RULES, good_rows_only=True)
    )
    assert (done.added, done.left_out) == (1, 1)


def test_every_problem_has_a_sentence_in_both_languages(
    desk: Desk, write: Callable[..., Path]
) -> None:
    planned = plan(desk, write("三楼,王\ue000,公,五月,LG1234567,x,,,李,母亲,12345", GOOD, GOOD))
    problems = [problem for row in planned.rows for problem in row.problems]
    assert len(problems) >= 7
    for language in ("zh_CN", "en"):
        texts = Texts(language)
        for problem in problems:
            assert texts(f"roster.problem.{problem.code}", **dict(problem.params))
            assert texts(f"roster.field.{problem.field.value}")


def test_importing_again_updates_and_doubles_nobody(desk: Desk, write: Callable[..., Path]) -> None:
    bring(desk, write(GOOD))
    assert bring(desk, write(GOOD)).unchanged == 1
    done = bring(desk, write(GOOD.replace("13800138000", "13900139000").replace("住校", "")))
    assert (done.added, done.updated) == (0, 1)
    (hit,) = desk.ask(lambda view: roster.search(view, "王小明", TODAY))
    (guardian,) = desk.ask(lambda view: roster.guardians_of(view, hit.person_id))
    assert guardian.phones == ("13900139000", "13800138000")
    assert desk.ask(lambda view: roster.person(view, hit.person_id)).is_boarder
    (kept,) = desk.ask(lambda view: corrections_of(view, f"person:{hit.person_id}"))
    assert "13800138000" in kept.old


def test_the_student_number_recognises_whoever_changed_class_and_name(
    desk: Desk, write: Callable[..., Path]
) -> None:
    number = "G11010519491231002X"
    bring(desk, write(f"三2,王小明,,,{number},1,,,,,"))
    done = bring(desk, write(f"三3,王晓明,,,{number},5,,,,,"))
    assert (done.added, done.updated) == (0, 1)
    (hit,) = desk.ask(lambda view: roster.search(view, number, TODAY))
    assert (hit.name, hit.class_name, hit.number) == ("王晓明", "三年级(3)班", 5)
    assert len(desk.ask(lambda view: roster.enrolments_of(view, hit.person_id))) == 2


def test_a_doubt_is_asked_and_answered(desk: Desk, write: Callable[..., Path]) -> None:
    bring(desk, write(GOOD))
    moved = write(GOOD.replace("三2", "三3"))
    unsure = plan(desk, moved)
    assert unsure.count(Verdict.UNSURE) == 1
    (candidate,) = unsure.rows[0].candidates
    assert plan(desk, moved, {0: Decision.SKIP}).count(Verdict.SKIPPED) == 1
    assert plan(desk, moved, {0: Decision.ADD}).count(Verdict.NEW) == 1
    done = bring(desk, moved, {0: candidate})
    assert (done.added, done.updated) == (0, 1)


def test_another_student_number_for_the_same_child_is_asked_about(
    desk: Desk, write: Callable[..., Path]
) -> None:
    bring(desk, write("三2,王小明,,2017-05-16,A1,,,,,,"))
    planned = plan(desk, write("三2,王小明,,2017-05-16,A2,,,,,,"))
    assert planned.rows[0].verdict is Verdict.UNSURE
    assert planned.rows[0].problems[0].code == "other_number"
    namesake = plan(desk, write("三2,王小明,,2017-01-01,A3,,,,,,"))
    assert namesake.rows[0].verdict is Verdict.NEW


def test_the_same_person_twice_in_one_sheet_is_named(
    desk: Desk, write: Callable[..., Path]
) -> None:
    planned = plan(desk, write(GOOD, GOOD))
    assert planned.rows[1].problems[0].code == "same_person_twice"
    assert dict(planned.rows[1].problems[0].params) == {"row": 2}


def test_the_same_name_twice_without_a_birth_date_is_asked_about(
    desk: Desk, write: Callable[..., Path]
) -> None:
    twice = write("三2,张三,男,,,,,,,,", "三2,张三,男,,,,,,,,")
    first, second = plan(desk, twice).rows
    assert (first.verdict, second.verdict) == (Verdict.NEW, Verdict.UNSURE)
    assert second.problems[0].code == "same_name_twice"
    assert plan(desk, twice, {1: Decision.SKIP}).count(Verdict.SKIPPED) == 1
    done = bring(desk, twice)
    assert (done.added, done.classes, done.left_out) == (1, 1, 1)
    assert (
        bring(desk, write("三3,李四,男,,,,,,,,", "三3,李四,女,,,,,,,,"), {1: Decision.ADD}).added
        == 2
    )


def test_two_rows_that_mean_one_known_person_are_not_both_written(
    desk: Desk, write: Callable[..., Path]
) -> None:
    bring(desk, write("三2,张三,男,2017-05-16,A1,,,,,,"))
    again = plan(desk, write("三2,张三,男,2017-05-16,A1,3,,,,,", "三2,张三,男,2017-05-16,,4,,,,,"))
    assert [row.verdict for row in again.rows] == [Verdict.UPDATE, Verdict.BAD]


def test_rows_of_two_sheets_with_one_row_number_are_still_told_apart(
    desk: Desk, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    for title in ("甲", "乙"):
        sheet = book.create_sheet(title)
        sheet.append(["班级", "姓名", "出生日期"])
        sheet.append(["三2", "张三", "2017-05-16"])
    book.save(tmp_path / "学生.xlsx")
    _, second = plan(desk, tmp_path / "学生.xlsx").rows
    assert second.verdict is Verdict.BAD
    assert dict(second.problems[0].params) == {"row": "甲 2"}


def test_a_student_number_with_a_strangers_name_is_asked_about(
    desk: Desk, write: Callable[..., Path]
) -> None:
    bring(desk, write("三2,王小明,男,2017-05-16,A1,,,,,,", "三2,李四,男,2017-06-17,A2,,,,,,"))
    slipped = write("三2,李四,男,,A1,,,,,,", "三2,王小明,男,,A2,,,,,,")
    planned = plan(desk, slipped)
    assert [row.verdict for row in planned.rows] == [Verdict.UNSURE] * 2
    assert planned.rows[0].problems[0].code == "other_name"
    (candidate,) = planned.rows[0].candidates
    renamed = plan(desk, slipped, {0: candidate, 1: Decision.ADD})
    assert [row.verdict for row in renamed.rows] == [Verdict.UPDATE, Verdict.UNSURE]


def test_a_plan_does_not_outlive_a_change(desk: Desk, write: Callable[..., Path]) -> None:
    planned = plan(desk, write(GOOD))
    desk.add(desk.add_class(1, 1))
    with pytest.raises(UserError, match=r"roster\.plan_outdated"):
        desk.change(
            lambda unit: roster.apply_import(unit, planned, rules=RULES, good_rows_only=True)
        )


def test_staff_and_own_headers_are_understood(desk: Desk, write: Callable[..., Path]) -> None:
    headers = "年级,班,学生姓名,人员类别,母亲姓名,母亲手机,父亲电话,家长微信"
    path = write(
        "三年级,2班,王明,,李梅,13800138000,13900139000,x",
        "教务处,,陈老师,教师,,,,",
        headers=headers,
    )
    assert bring(desk, path).added == 2
    pupils, staff = desk.ask(lambda view: roster.classes_on(view, TODAY))
    assert (pupils.name, staff.name, staff.kind.value) == ("三年级(2)班", "教务处", "staff")
    (pupil,) = desk.ask(lambda view: roster.members_on(view, pupils.id, TODAY))
    guardians = desk.ask(lambda view: roster.guardians_of(view, pupil.person_id))
    assert [(one.relation.value, one.phones) for one in guardians] == [
        ("mother", ("13800138000",)),
        ("father", ("13900139000",)),
    ]


def test_the_mapping_is_remembered(desk: Desk, write: Callable[..., Path]) -> None:
    sheet = roster.read_roster_sheet(write(GOOD), RULES)
    assert desk.ask(lambda view: roster.remembered_columns(view, sheet.headers)) is None
    bring(desk, write(GOOD))
    kept = desk.ask(lambda view: roster.remembered_columns(view, sheet.headers))
    assert kept == guess_columns(sheet.headers, RULES)


def test_a_sheet_without_names_is_refused(desk: Desk, write: Callable[..., Path]) -> None:
    with pytest.raises(UserError, match=r"roster\.no_header"):
        plan(desk, write("1,2", headers="甲,乙"))
    with pytest.raises(UserError, match=r"roster\.nothing_to_import"):
        plan(desk, write())
    with pytest.raises(UserError, match=r"roster\.column_missing"):
        plan(desk, write("王明,男", headers="姓名,性别"))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_template_is_read_back_without_its_example(
    desk: Desk, tmp_path: Path, language: str
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(roster.template_xlsx(Texts(language)))
    with pytest.raises(UserError, match=r"roster\.nothing_to_import"):
        roster.read_roster_sheet(path, RULES)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_full_export_can_be_imported_again(
    desk: Desk, write: Callable[..., Path], tmp_path: Path, language: str
) -> None:
    bring(desk, write(GOOD))
    path = tmp_path / "export.xlsx"
    path.write_bytes(
        desk.change(lambda unit: roster.full_xlsx(unit, Texts(language), day=TODAY, reason="转学"))
    )
    planned = plan(desk, path)
    assert [row.verdict for row in planned.rows] == [Verdict.SAME]


def test_names_leave_only_with_a_reason(
    desk: Desk, write: Callable[..., Path], tmp_path: Path
) -> None:
    bring(desk, write(GOOD))
    texts = Texts("zh_CN")
    with pytest.raises(UserError, match=r"roster\.reason_missing"):
        desk.change(lambda unit: roster.full_xlsx(unit, texts, day=TODAY, reason=" "))
    path = tmp_path / "masked.xlsx"
    path.write_bytes(desk.ask(lambda view: roster.masked_xlsx(view, texts, day=TODAY)))
    from schoolguard.reports import read_sheets

    cells = " ".join(" ".join(row) for row in read_sheets(path).sheets[0].rows)
    assert "王**" in cells
    assert not any(word in cells for word in ("王小明", "13800138000", "李梅"))
    desk.change(lambda unit: roster.full_xlsx(unit, texts, day=TODAY, reason="疾控流调"))
    (kept,) = desk.ask(lambda view: corrections_of(view, "roster:export"))
    assert kept.reason == "疾控流调"
    assert "roster:export" in {
        entry.subject for entry in desk.ask(lambda view: audit.search(view, "", limit=20))
    }


def test_the_family_card_shows_whom_to_call(desk: Desk, write: Callable[..., Path]) -> None:
    bring(desk, write(GOOD))
    (hit,) = desk.ask(lambda view: roster.search(view, "王小明", TODAY))
    from schoolguard.reports import document_pdf

    for language in ("zh_CN", "en"):
        card = desk.ask(
            lambda view, language=language: roster.family_card(
                view, hit.person_id, Texts(language), school="实验小学"
            )
        )
        assert "13800138000" in str(card)
        assert document_pdf(card).startswith(b"%PDF")
    (school_class,) = desk.ask(lambda view: roster.classes_on(view, TODAY))
    roll = desk.ask(
        lambda view: roster.class_roll(
            view, school_class.id, Texts("zh_CN"), day=TODAY, school="实验小学"
        )
    )
    assert "王小明" in str(roll)
    assert "13800138000" not in str(roll)
