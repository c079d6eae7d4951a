# SPDX-License-Identifier: Apache-2.0
"""The papers of the room: register, list of close contacts, notices."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from schoolguard import cases
from schoolguard.cases import Classification, Reached, WatchEntry
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import CHINESE, ENGLISH, Texts
from schoolguard.reports import Document, KeyValues, Note, Table, document_pdf, document_xlsx
from schoolguard.store import audit
from tests.factories.cases import DAY, Sickbay

YESTERDAY = DAY - timedelta(days=1)
SCHOOL = "青山九年一贯制学校"


def register(bay: Sickbay, language: str = CHINESE, *, leaves: bool = False) -> Document:
    rows = bay.do(lambda unit: cases.register_rows(unit, YESTERDAY, DAY, bay.rules, leaves=leaves))
    return cases.register_document(
        rows, YESTERDAY, DAY, school_name=SCHOOL, rules=bay.rules, texts=Texts(language)
    )


def table_of(document: Document) -> Table:
    return next(
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Table)
    )


def test_the_register_prints_how_reports_stand_to_their_clock(bay: Sickbay) -> None:
    case_id = bay.open(found_at=instant(YESTERDAY, 7))
    bay.report(case_id, "head", at=instant(YESTERDAY, 7, 30))
    bay.report(case_id, "cdc")
    bay.classify(case_id, Classification.CONFIRMED)
    bay.list_contact(case_id)
    (row,) = table_of(register(bay)).rows
    said = " ".join(row)
    for words in (
        "王小明",
        "男 8",
        "三年级(1)班",
        "母亲 13800138000",
        "水痘（确诊）",
        "县医院",
        "校领导 08-31 07:30 电话 值班员 按时（30 分钟）",
        "疾控中心 09-01 08:00 电话 值班员 迟报（25 小时 0 分）",
        "教育局 逾期，应于 09-01 07:00",
    ):
        assert words in said
    assert row[11] == "1"


def test_without_cases_the_register_is_a_zero_report(bay: Sickbay) -> None:
    document = register(bay)
    assert table_of(document).rows == ()
    assert "零报告" in table_of(document).empty
    assert document_pdf(document)[:5] == b"%PDF-"


def test_excluded_cases_stand_in_the_register_and_withdrawn_ones_do_not(bay: Sickbay) -> None:
    bay.classify(bay.open(), Classification.EXCLUDED, reason="过敏")
    wrong = bay.open("hfmd")
    bay.do(lambda unit: cases.withdraw(unit, wrong, "登错人"))
    document = register(bay, ENGLISH)
    assert len(table_of(document).rows) == 1
    assert "0 cases, and 1 excluded" in " ".join(document.facts)
    assert "Chickenpox (excluded)" in table_of(document).rows[0]


def test_a_sheet_with_names_leaves_by_right_only_and_is_audited(
    bay: Sickbay, acting_as: Callable[..., Actor]
) -> None:
    bay.open()
    assert document_xlsx(register(bay, leaves=True))[:2] == b"PK"
    found = bay.ask(lambda view: audit.search(view, "cases.line_list_taken", DAY, DAY, 5))
    assert len(found) == 1
    acting_as(Role.TEACHER, classes={bay.class_id})
    with pytest.raises(UserError) as error:
        register(bay, leaves=True)
    assert error.value.code == "access.not_allowed"


def test_the_list_of_contacts_says_how_the_watch_goes(bay: Sickbay) -> None:
    case_id = bay.open()
    first, _ = bay.list_contact(case_id), bay.list_contact(case_id, bay.sister)
    bay.days_later(1)
    entry = WatchEntry(Reached.YES, 366)
    bay.do(lambda unit: cases.record_watch(unit, first, DAY + timedelta(days=1), entry))
    paper = bay.do(lambda unit: cases.contact_paper(unit, case_id, bay.rules))
    document = cases.contact_list(
        paper, DAY, school_name=SCHOOL, rules=bay.rules, texts=Texts(CHINESE)
    )
    one, sister = table_of(document).rows
    assert one[3:] == (
        "赵小红",
        "",
        "同班",
        "09-01",
        "09-22",
        "1/1",
        "09-02 36.6 无症状",
        "观察中",
        "",
    )
    assert sister[4] == "13800138000"


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_notice_never_names_the_case(bay: Sickbay, language: str) -> None:
    case_id = bay.open()
    bay.list_contact(case_id)
    ended = bay.list_contact(case_id, bay.sister)
    bay.do(lambda unit: cases.end_watch(unit, ended, "lost", rules=bay.rules))
    paper = bay.do(lambda unit: cases.contact_paper(unit, case_id, bay.rules))
    document = cases.contact_notices(
        paper, DAY, school_name=SCHOOL, rules=bay.rules, texts=Texts(language)
    )
    assert len(document.sections) == 1
    said = ""
    for block in document.sections[0].blocks:
        said += block.text if isinstance(block, Note) else ""
        said += str(block.pairs) if isinstance(block, KeyValues) else ""
    assert "赵小红" in said
    assert "2026-09-22" in said
    assert "王小明" not in said
