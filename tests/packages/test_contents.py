# SPDX-License-Identifier: Apache-2.0
"""Tables survive spreadsheets: byte order mark, formulas, odd text, and counts that add up."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.packages.contents import (
    ABSENCE,
    CHECKS,
    DAILY_SCHEMA,
    FIRST_DAILY_SCHEMA,
    NO_SCHOOL,
    REPORT,
    SYMPTOMS,
    DailyContents,
    NoSchoolRow,
    SymptomRow,
    read_contents,
    schema_of,
)
from schoolguard.packages.control_tables import CASES, CONTROL
from schoolguard.packages.errors import BadTableError
from tests.factories.packages import (
    make_contents,
    make_control,
    make_first_contents,
    make_report,
)

# Control characters and marks of writing direction are replaced by a space on writing.
UNSEEN = "\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=UNSEEN), max_size=60
)


@given(TEXT, st.integers(0, 10_000), st.integers(0, 10_000))
def test_any_text_survives(name: str, today: int, more: int) -> None:
    rows = (SymptomRow(name, name, name, today, today + more),)
    assert SYMPTOMS.read(SYMPTOMS.write(rows)) == rows


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", "'"])
def test_nothing_looks_like_a_formula_to_a_spreadsheet(start: str) -> None:
    row = NoSchoolRow(date(2026, 9, 1), "S01", "校", f"{start}cmd|' /C calc'!A0")
    data = NO_SCHOOL.write([row])
    assert data.startswith(b"\xef\xbb\xbf")
    assert f",'{start}cmd" in data.decode() or f"\"'{start}cmd" in data.decode()
    assert NO_SCHOOL.read(data) == (row,)


def test_unseen_characters_do_not_travel() -> None:
    row = NoSchoolRow(date(2026, 9, 1), "S01", "校", "a\x00b\u202ec\r\nd")
    [read] = NO_SCHOOL.read(NO_SCHOOL.write([row]))
    assert read.reason == "a b c\nd"


def test_text_beyond_a_cell_is_refused_on_writing() -> None:
    with pytest.raises(ValueError, match="too long"):
        NO_SCHOOL.write([NoSchoolRow(date(2026, 9, 1), "S01", "校", "x" * 5000)])


def spoil(table: Any, rows: Any, old: str, new: str) -> bytes:
    text = table.write(rows).decode("utf-8")
    assert old in text
    return text.replace(old, new).encode("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("50,48,0", "51,48,0", "expected"),
        (",48,", ",-48,", "measured"),
        (",48,", ",4８,", "measured"),
        (",48,", ",048,", "measured"),
        (",48,", ",48.0,", "measured"),
        (",48,", ",99999999999,", "measured"),
        ("morning", "dawn", "session"),
        ("on_time", "", "handed_in"),
        ("pupils", "Pupils", "kind"),
        ("class_name", "klass", "header"),
        ("class_name,kind", "kind,class_name", "header"),
        ("\ufeff", "", "encoding"),
        (",morning,", ",morning,1,", "row"),
        ("三年级(2)班", '"三年级(2)班', "encoding"),
    ],
)
def test_a_spoiled_table_is_refused_with_its_place(old: str, new: str, column: str) -> None:
    data = spoil(CHECKS, make_contents().checks, old, new)
    with pytest.raises(BadTableError) as caught:
        CHECKS.read(data)
    assert caught.value.params["column"] == column


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"absent": 3}, "absent"),
        ({"pupils_present": 101}, "pupils_present"),
        ({"staff_present": 11}, "staff_present"),
        ({"sheets_missing": 4}, "sheets_due"),
    ],
)
def test_a_report_that_contradicts_itself_is_refused(change: dict[str, int], column: str) -> None:
    data = REPORT.write([make_report(**change)])
    with pytest.raises(BadTableError) as caught:
        REPORT.read(data)
    assert caught.value.params["column"] == column


def test_other_contradictions_are_refused() -> None:
    contents = make_contents()
    for table, row in (
        (ABSENCE, replace(contents.absence[0], half_days=3)),
        (ABSENCE, replace(contents.absence[0], new_today=2)),
        (SYMPTOMS, replace(contents.symptoms[0], today=9)),
    ):
        with pytest.raises(BadTableError):
            table.read(table.write([row]))  # type: ignore[attr-defined]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\xef\xbb\xbf", b"\xef\xbb\xbfa\r\nb\r\n"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(BadTableError):
        CHECKS.read(data)


def test_every_table_must_be_there_and_the_report_has_one_row() -> None:
    files = make_contents().files()
    for path in [name for name in files if name.endswith(".csv")]:
        with pytest.raises(BadTableError):
            read_contents(DAILY_SCHEMA, {k: v for k, v in files.items() if k != path})
    two = REPORT.write([make_report(), make_report()])
    with pytest.raises(BadTableError):
        read_contents(DAILY_SCHEMA, files | {REPORT.path: two})
    with pytest.raises(BadTableError):
        read_contents("schoolguard.daily/9", files)


def test_schema_1_is_still_read_and_says_nothing_of_measures() -> None:
    old = make_first_contents()
    assert schema_of(old) == FIRST_DAILY_SCHEMA
    read = read_contents(FIRST_DAILY_SCHEMA, old.files())
    assert isinstance(read, DailyContents)
    assert read.control is None
    assert read.cases == ()
    assert read.report == old.report


def test_schema_2_brings_measures_and_cases_and_needs_both() -> None:
    new = make_contents()
    assert schema_of(new) == DAILY_SCHEMA
    assert read_contents(DAILY_SCHEMA, new.files()) == new
    for path in (CONTROL.path, CASES.path):
        less = {name: data for name, data in new.files().items() if name != path}
        with pytest.raises(BadTableError):
            read_contents(DAILY_SCHEMA, less)


@pytest.mark.parametrize(
    "changes",
    [
        {"rounds_late": 89},
        {"classrooms_aired": 1},
        {"people_off": 10},
        {"cleared_exceptions": 1},
    ],
)
def test_measures_that_contradict_themselves_are_refused(changes: dict[str, int]) -> None:
    wrong = make_contents(control=make_control(**changes))
    with pytest.raises(BadTableError):
        read_contents(DAILY_SCHEMA, wrong.files())
