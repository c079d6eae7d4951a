# SPDX-License-Identifier: Apache-2.0
"""Strangers' sheets are read as text, or refused with a sentence; never trusted."""

import sys
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts
from schoolguard.reports import Form, FormColumn, LostDigits, forms_xlsx, read_sheets, sheets
from schoolguard.reports.sheet_child import answer
from schoolguard.reports.sheets import column_letters
from tests.reports import hostile


def saved(folder: Path, data: bytes, name: str = "roster.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        read_sheets(path)
    assert path.name in Texts("zh_CN").error(caught.value)
    assert path.name in Texts("en").error(caught.value)
    return caught.value


@pytest.mark.parametrize("name", hostile.HOSTILE_XLSX)
def test_hostile_workbook_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    assert refusal(saved(tmp_path, hostile.HOSTILE_XLSX[name])).code.startswith("reports.")


@pytest.mark.parametrize("name", hostile.HARMLESS_XLSX)
def test_odd_but_harmless_workbook_is_read(name: str, tmp_path: Path) -> None:
    read = read_sheets(saved(tmp_path, hostile.HARMLESS_XLSX[name]))
    assert read.sheets[0].rows == (("姓名",),)


@pytest.mark.parametrize("name", hostile.TEXT_REFUSED)
def test_hostile_text_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    refusal(saved(tmp_path, hostile.TEXT_REFUSED[name], "roster.csv"))


@pytest.mark.parametrize("name", hostile.TEXT_READ)
def test_text_in_any_usual_encoding_is_read(name: str) -> None:
    data, rows = hostile.TEXT_READ[name]
    assert sheets._parse("r.csv", answer(data, 100).removeprefix("ok\x1c")).sheets[0].rows == rows


@given(st.binary(max_size=400).filter(lambda data: not data.startswith((b"PK", b"\xd0\xcf"))))
def test_no_bytes_make_the_reader_of_text_fail(data: bytes) -> None:
    assert answer(data, 20).startswith(("ok", "refused"))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 3_000), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_is_refused_or_read_but_never_fails(
    tmp_path: Path, at: int, patch: bytes
) -> None:
    """In the child, with its limits: damage can ask for billions of cells."""
    data = bytearray(hostile.xlsx(hostile.GOOD_ROW))
    data[at : at + len(patch)] = patch
    with suppress(UserError):
        assert read_sheets(saved(tmp_path, bytes(data))).sheets


def test_a_reader_that_takes_too_long_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleeper = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"]
    monkeypatch.setattr(sheets, "_SECONDS", 0.1)
    monkeypatch.setattr(sheets, "_command", lambda _: sleeper)
    assert refusal(saved(tmp_path, b"a,b")).code == "reports.sheet_too_large"


def test_a_reader_that_dies_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed = [sys.executable, "-I", "-S", "-c", "import os; os.abort()"]
    monkeypatch.setattr(sheets, "_command", lambda _: killed)
    assert refusal(saved(tmp_path, b"a,b" * 100_000)).code == "reports.sheet_too_large"


def test_a_refusal_names_sheet_row_and_column(tmp_path: Path) -> None:
    form = Form("名单", (FormColumn("姓名"), FormColumn("备注")), rows=(("张三", "长" * 1_001),))
    error = refusal(saved(tmp_path, forms_xlsx(form)))
    assert error.code == "reports.cell_too_long"
    assert error.params == {"file": "roster.xlsx", "sheet": "名单", "row": "2", "column": "B"}


def test_a_missing_file_is_a_refusal(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.xlsx").code == "reports.sheet_unreadable"


def test_an_empty_file_is_a_refusal(tmp_path: Path) -> None:
    assert refusal(saved(tmp_path, b"")).code == "reports.sheet_empty"


def test_an_identity_number_typed_as_a_number_is_named(tmp_path: Path) -> None:
    rows = '<row r="3"><c r="C3"><v>1.10101201503041E+17</v></c></row>'
    read = read_sheets(saved(tmp_path, hostile.xlsx(rows)))
    assert read.lost_digits == (LostDigits("S", 3, 3),)
    assert read.sheets[0].rows[2][2] == "1.10101201503041e+17"


def test_an_identity_number_spoilt_by_a_spreadsheet_is_named_in_text_too(tmp_path: Path) -> None:
    read = read_sheets(saved(tmp_path, b"id\n1.10101E+17\n1.5E+3\nE+1\n", "r.csv"))
    assert read.lost_digits == (LostDigits("", 2, 1),)


def test_numbers_days_and_times_read_as_people_see_them(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    day, moment = date(2026, 9, 1), datetime(2026, 9, 1, 7, 50)  # noqa: DTZ001 - sheets know no zones
    book.active.append([3, 36.5, day, moment, time(7, 50), True, None, "三"])
    book.create_sheet("藏").sheet_state = "hidden"
    path = tmp_path / "roster.xlsx"
    book.save(path)
    first, second = read_sheets(path).sheets
    assert first.rows == (
        ("3", "36.5", "2026-09-01", "2026-09-01 07:50", "07:50", "TRUE", "", "三"),
    )
    assert second.hidden
    assert second.rows == ()


def test_five_thousand_people_under_a_heading_fit(tmp_path: Path) -> None:
    people = tuple((f"学生{n}",) for n in range(5_000))
    data = forms_xlsx(Form("名单", (FormColumn("姓名"),), rows=people, lead=("名单", "说明")))
    assert len(read_sheets(saved(tmp_path, data)).sheets[0].rows) == 5_003


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (64, "BL")])
def test_columns_are_called_as_the_spreadsheet_shows_them(number: int, letters: str) -> None:
    assert column_letters(number) == letters
