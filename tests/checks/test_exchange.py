# SPDX-License-Identifier: Apache-2.0
"""Class sheets go to teachers as spreadsheets and come back, with every bad cell named."""

from pathlib import Path

import openpyxl
import pytest

from schoolguard import checks
from schoolguard.app.school import School
from schoolguard.checks import CheckRules, Entry, State
from schoolguard.checks.exchange import SheetPlan, class_sheets, read_class_sheets
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts
from tests.factories.checks import Place, measured, record


@pytest.fixture(params=["zh_CN", "en"])
def texts(request: pytest.FixtureRequest) -> Texts:
    return Texts(request.param)


@pytest.fixture
def file(school: School, place: Place, rules: CheckRules, texts: Texts, tmp_path: Path) -> Path:
    path = tmp_path / "三2晨检.xlsx"
    key = place.morning
    path.write_bytes(
        school.query(lambda v: class_sheets(v, key.day, key.session, [key.class_id], rules, texts))
    )
    return path


def write(path: Path, cells: dict[str, object]) -> None:
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    book.save(path)


def plan(school: School, path: Path, rules: CheckRules) -> SheetPlan:
    (only,) = school.query(lambda v: read_class_sheets(v, path, rules))
    return only


def test_an_untouched_sheet_enters_nothing(
    school: School, place: Place, file: Path, rules: CheckRules
) -> None:
    read = plan(school, file, rules)
    assert read.key == place.morning
    assert (read.entries, read.problems, read.empty) == ({}, (), 10)


def test_what_a_teacher_fills_in_comes_back(
    school: School, place: Place, file: Path, rules: CheckRules
) -> None:
    filled: dict[str, object] = {"D6": "36.5", "D7": 371, "D8": "缺勤", "D9": "observed"}
    write(file, {**filled, "E9": "咳嗽、发热", "F9": 37.4, "G9": "昨晚起", "E10": "Rash"})
    read = plan(school, file, rules)
    people = place.pupils
    assert read.entries == {
        people[0]: measured(365),
        people[1]: measured(371),
        people[2]: Entry(State.ABSENT),
        people[3]: Entry(
            State.OBSERVED,
            symptoms=frozenset({"cough", "fever"}),
            home_decicelsius=374,
            note="昨晚起",
        ),
        people[4]: Entry(State.OBSERVED, symptoms=frozenset({"rash"})),
    }
    school.change(lambda u: checks.record_many(u, read.key, read.entries, rules))
    again = plan(school, file, rules)
    assert (again.entries, again.same) == ({}, 5)


@pytest.mark.parametrize(
    ("cells", "place_of_fault", "code"),
    [
        ({"D6": "很好"}, (6, "D"), "checks.not_a_value"),
        ({"D7": "48.5"}, (7, "D"), "checks.impossible_temperature"),
        ({"D6": "36.5", "E6": "犯困"}, (6, "E"), "checks.unknown_symptom"),
        ({"D6": "缺勤", "E6": "咳嗽"}, (6, "E"), "checks.symptoms_of_unseen"),
        ({"G8": "请假"}, (8, "D"), "checks.value_missing"),
        ({"D6": "36.5", "F6": "x"}, (6, "F"), "checks.not_a_temperature"),
        ({"A9": 4711, "D9": "36.5"}, (9, "A"), "checks.unknown_line"),
        ({"C9": "别人", "D9": "36.5"}, (9, "C"), "checks.wrong_name"),
    ],
)
def test_a_bad_cell_is_named_and_the_good_ones_are_kept(
    school: School,
    file: Path,
    rules: CheckRules,
    cells: dict[str, object],
    place_of_fault: tuple[int, str],
    code: str,
) -> None:
    write(file, {**cells, "D12": "36.6"})
    read = plan(school, file, rules)
    (problem,) = read.problems
    assert ((problem.row, problem.column), problem.error.code) == (place_of_fault, code)
    assert list(read.entries.values()) == [measured(366)]


def test_a_line_that_would_replace_a_value_is_told_apart(
    school: School, place: Place, file: Path, rules: CheckRules
) -> None:
    record(school, place.morning, place.pupils[0], Entry(State.ABSENT))
    write(file, {"D6": "36.5", "D7": "36.6"})
    read = plan(school, file, rules)
    assert len(read.entries) == 2
    assert read.changes == {place.pupils[0]}


def test_a_strangers_sheet_is_refused(school: School, rules: CheckRules, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "体温"
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(UserError, match=r"checks\.bad_sheet"):
        school.query(lambda v: read_class_sheets(v, tmp_path / "别的.xlsx", rules))
