# SPDX-License-Identifier: Apache-2.0
"""Paper and sheets: door sheets, wall plans, records, mixing cards, and a sheet read back."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from schoolguard import disinfection, store
from schoolguard.disinfection import AlertDraft, DoorPlan, Outcome, RoundState
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import CHINESE, ENGLISH, Texts
from schoolguard.reports import Document, document_pdf, document_xlsx, page_count
from tests.factories.disinfection import DAY, House

NEXT_WEEK = date(2026, 9, 7)


def text_of(document: Document) -> str:
    return "\n".join(
        page.extract_text() for page in PdfReader(BytesIO(document_pdf(document))).pages
    )


def records(house: House, language: str = CHINESE) -> Document:
    return house.do(
        lambda unit: disinfection.record_document(
            unit,
            DAY,
            DAY,
            school_name="青山九年一贯制学校",
            rules=house.rules,
            calendar=house.school.calendar,
            texts=Texts(language),
        )
    )


def door(house: House, *place_ids: int, language: str = CHINESE) -> Document:
    sheets = house.ask(
        lambda view: disinfection.door_sheets(
            view, place_ids, NEXT_WEEK, house.rules, house.school.calendar
        )
    )
    return disinfection.door_sheet_document(
        sheets, school_name="青山", rules=house.rules, texts=Texts(language)
    )


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_week_of_a_place_fits_one_page(house: House, language: str) -> None:
    for place_id in (house.classroom, house.toilet, house.dormitory):
        assert page_count(door(house, place_id, language=language)) == 1


def test_a_door_sheet_has_the_columns_of_the_schools_own_form(house: House) -> None:
    text = text_of(door(house, house.classroom, house.toilet))
    for title in (
        "日期",
        "时段",
        "区域、物品",
        "方式",
        "消毒剂及浓度",
        "作用时间",
        "执行人",
        "备注",
    ):
        assert title in text
    assert "三年级(1)班" in text
    assert "责任人：钱老师" in text
    assert page_count(door(house, house.classroom, house.toilet)) == 2


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_wall_says_what_with_what_how_strong_how_long_and_who(
    house: House, language: str
) -> None:
    alert = AlertDraft("outbreak", DAY, DAY, disease_id="norovirus", reason="聚集")
    house.do(lambda unit: disinfection.raise_alert(unit, alert, house.rules))
    document = house.ask(
        lambda view: disinfection.wall_document(
            view,
            [house.classroom],
            DAY,
            school_name="青山",
            rules=house.rules,
            calendar=house.school.calendar,
            texts=Texts(language),
        )
    )
    text = text_of(document)
    assert "1000–2000 mg/L" in text
    assert "钱老师" in text
    assert "2026-09-01" in text


def test_the_inspector_sees_records_coverage_late_entries_and_who_took_them(
    house: House,
) -> None:
    house.at(8)
    house.sign(
        house.draft(house.classroom, "airing"),
        house.draft(house.other_classroom, "airing", outcome=Outcome.NOT_DONE, note="沙尘"),
    )
    house.at(20)
    house.sign(
        house.draft(
            house.toilet, "toilet", done_at=instant(DAY, 12), late_reason="忙", mg_per_litre=250
        )
    )
    house.order()
    text = text_of(records(house)).replace("\n", "")
    for said in ("未做", "沙尘", "补录于", "浓度偏低", "呕吐、腹泻", "未完成", "完成 2 次"):
        assert said in text
    taken = house.ask(lambda view: store.search(view, "disinfection.register_taken"))
    assert len(taken) == 1
    assert openpyxl.load_workbook(BytesIO(document_xlsx(records(house, ENGLISH)))).worksheets


def test_a_span_without_anything_says_so(house: House) -> None:
    house.at(6)
    text = text_of(records(house))
    assert "本期没有登记。" in text
    assert "本期没有计划任务" in text


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_mixing_card_is_for_the_stock_that_is_there(house: House, language: str) -> None:
    def card(agent: str, strength: int) -> str:
        return text_of(
            disinfection.mixing_document(
                agent, strength, school_name="青山", rules=house.rules, texts=Texts(language)
            )
        )

    five = card("bleach", 50_000)
    assert "10 + 990" in five
    assert "50 + 4950" in five
    assert "1:200 = 500 mg/L" in five
    assert "249 mg/L" in five
    assert "1 (500 mg/L)" in card("chlorine_tablet", 500)


def workbook(house: House, language: str = CHINESE) -> openpyxl.Workbook:
    data = house.ask(
        lambda view: disinfection.door_sheets_xlsx(
            view,
            [house.classroom, house.toilet],
            NEXT_WEEK,
            house.rules,
            house.school.calendar,
            Texts(language),
        )
    )
    return openpyxl.load_workbook(BytesIO(data))


def read(house: House, book: openpyxl.Workbook, path: Path) -> tuple[DoorPlan, ...]:
    book.save(path)
    return house.ask(
        lambda view: disinfection.read_door_sheets(view, path, house.rules, house.school.calendar)
    )


def cells(sheet: object) -> Callable[[int, str], object]:
    """Return a finder of cells by line number and column title."""
    rows = list(sheet.iter_rows())
    header = next(row for row in rows if any(cell.value == "编号" for cell in row))
    columns = {cell.value: cell.column for cell in header}

    def cell(number: int, title: str) -> object:
        return sheet.cell(header[0].row + number, columns[title])

    return cell


def test_a_sheet_is_filled_in_read_back_and_signed(house: House, tmp_path: Path) -> None:
    book = workbook(house)
    cell = cells(book.worksheets[0])
    cell(1, "实际时间").value = "7:55"
    cell(1, "分钟").value = 35
    cell(2, "实际时间").value = "未做"
    cell(2, "备注").value = "沙尘"
    cell(4, "实际时间").value = "1635"
    house.at(20, day=NEXT_WEEK)
    first, second = read(house, book, tmp_path / "door.xlsx")
    assert (first.place_id, list(first.drafts), first.problems) == (house.classroom, [1, 2, 4], ())
    assert second.drafts == {}
    house.sign(*first.drafts.values())
    signed = house.round(house.classroom, "airing", day=NEXT_WEEK)
    assert signed.state is RoundState.ENTERED_LATE
    assert signed.record is not None
    assert (signed.record.minutes, signed.record.from_paper) == (35, True)
    again = read(house, workbook(house), tmp_path / "again.xlsx")[0]
    assert (again.same, again.drafts) == (3, {})


def test_bad_cells_are_named_by_sheet_row_and_column(house: House, tmp_path: Path) -> None:
    book = workbook(house)
    cell = cells(book.worksheets[0])
    for number, title, value in (
        (1, "实际时间", "早上"),
        (2, "实际时间", "未做"),
        (3, "实际时间", "7:50"),
        (4, "实际时间", "16:35"),
        (5, "实际时间", "17:00"),
    ):
        cell(number, title).value = value
    cell(3, "分钟").value = "半小时"
    cell(4, "消毒剂").value = "啤酒"
    cell(5, "编号").value = 999
    house.at(20, day=NEXT_WEEK)
    plan = read(house, book, tmp_path / "door.xlsx")[0]
    assert plan.drafts == {}
    assert [problem.error.code.split(".")[1] for problem in plan.problems] == [
        "bad_time",
        "why_not_done",
        "bad_minutes",
        "no_agent_like",
        "no_such_line",
    ]
    first = plan.problems[0]
    assert (first.row, first.column) == (cell(1, "实际时间").row, "F")


def test_a_strange_sheet_is_refused(house: House, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "工资表"
    with pytest.raises(UserError, match="not_our_sheet"):
        read(house, book, tmp_path / "pay.xlsx")


def test_a_sheet_in_english_is_read_by_a_chinese_school(house: House, tmp_path: Path) -> None:
    assert len(read(house, workbook(house, ENGLISH), tmp_path / "door.xlsx")) == 2
