# SPDX-License-Identifier: Apache-2.0
"""Workbooks: text stays text, forms come back as they went, nothing computes."""

import io

import openpyxl

from schoolguard.reports import (
    CellKind,
    Column,
    Document,
    Figure,
    Figures,
    Form,
    FormColumn,
    KeyValues,
    Note,
    Section,
    Side,
    Signatures,
    Table,
    document_xlsx,
    forms_xlsx,
)
from schoolguard.reports.xlsx import sheet_name


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    form = Form("名单", (FormColumn("姓名"),), rows=(("=1+1",), ("@SUM(A1)",), ("http://a.b",)))
    cells = [row[0] for row in opened(forms_xlsx(form))["名单"].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("=1+1", "s"),
        ("@SUM(A1)", "s"),
        ("http://a.b", "s"),
    ]


def test_identity_numbers_are_text_and_stay_whole() -> None:
    form = Form("名单", (FormColumn("学籍号"),), rows=(("110101201503041234",),), blank_rows=3)
    sheet = opened(forms_xlsx(form))["名单"]
    assert sheet["A2"].value == "110101201503041234"
    assert sheet["A2"].number_format == "@"
    assert sheet.column_dimensions["A"].width > 10


def test_a_form_freezes_its_header_and_offers_its_choices() -> None:
    many = tuple(f"一年级({n})班" for n in range(60))
    columns = (
        FormColumn("性别", choices=("男", "女"), required=True),
        FormColumn("班级", choices=many),
        FormColumn("体温", CellKind.DECIMAL, hint="填 36.5"),
        FormColumn("序号", CellKind.INTEGER, locked=True),
    )
    book = opened(forms_xlsx(Form("表", columns, lead=("晨检表", "说明"), blank_rows=5)))
    sheet = book["表"]
    assert sheet.freeze_panes == "A4"
    assert [cell.value for cell in sheet[3]] == ["性别*", "班级", "体温", "序号"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["A4:A8"].formula1 == '"男,女"'
    assert rules["B4:B8"].formula1 == "_lists!$A$1:$A$60"
    assert rules["C4:C8"].prompt == "填 36.5"
    assert book["_lists"].sheet_state == "veryHidden"


def test_a_document_as_sheet_holds_all_it_says_and_numbers_as_numbers() -> None:
    table = Table((Column("班级"), Column("人数")), (("三2", "40"),), total=("合计", "40"))
    blocks = (
        Figures((Figure("应到", "40"),)),
        KeyValues((("学校", "示范小学"), ("电话", "01012345678"))),
        Side((table,), (Note("旁注"),)),
        Table((Column("名"),), (), empty="无"),
        Signatures(("校长：",), ("李",)),
    )
    made = Document("日报", (Section("一", blocks),), facts=("示范小学", "9月1日"))
    data = document_xlsx(made)
    assert data == document_xlsx(made)
    values = [cell for row in opened(data)["日报"].iter_rows(values_only=True) for cell in row]
    assert {"日报", "示范小学    9月1日", "应到", 40, "01012345678", "旁注", "无", "李"} <= set(
        values
    )


def test_sheet_names_fit_what_excel_allows() -> None:
    assert sheet_name("三年级/2班[晨检]:" + "长" * 40) == "三年级 2班 晨检  " + "长" * 20
    assert sheet_name("//") == "Sheet"
