# SPDX-License-Identifier: Apache-2.0
"""The paper: one page, every field, no names; a copy says so; the workbook says the same."""

import dataclasses
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdf
import pytest

from schoolguard import absence, daily
from schoolguard.checks import Entry, State
from schoolguard.daily import page_tables
from schoolguard.daily import report as paper
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.ids import ReportId
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.reports import Table, page_count
from tests.factories.daily import NOON, SURNAMES, Campus

GOLDEN = Path(__file__).parents[1] / "golden" / "daily_report.txt"
VOLATILE = re.compile(r"[0-9a-f]{64}|审计日志 \d+ 条")


def eventful(campus: Campus) -> ReportId:
    """A morning with a fever, a late class, a missing class, an ill pupil; prepared after noon."""
    first, second, _, staff = campus.classes
    campus.at(7, 50)
    odd = {
        0: Entry(State.MEASURED, 378, symptoms=frozenset({"cough"})),
        1: Entry(State.ABSENT),
        2: Entry(State.ABSENT),
    }
    campus.check(first, odd=odd)
    campus.check(staff)
    campus.at(8, 30)
    campus.check(second)
    campus.recheck(first, 0, 381)
    campus.explain(first, 1, absence.CaseDetails(absence.Reason.ILLNESS, cause_id="influenza"))
    campus.at(14, 30)
    return campus.prepare(note="发热学生已通知家长接回。")


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_the_paper_reads_as_it_always_did(campus: Campus) -> None:
    """After a wanted change: print(text) into tests/golden/daily_report.txt and read the diff."""
    text = "\n--- page ---\n".join(text_of(campus.pdf(eventful(campus))))
    assert VOLATILE.sub("…", text).strip() == GOLDEN.read_text(encoding="utf-8").strip()


def test_no_name_of_a_person_checked_stands_on_the_paper(campus: Campus) -> None:
    text = "".join(text_of(campus.pdf(eventful(campus))))
    assert not [name for name in SURNAMES if f"{name}同学" in text or f"{name}老师" in text]
    assert "一年级(1)班" in text


def test_an_unchecked_class_reads_unchecked(campus: Campus) -> None:
    text = "".join(text_of(campus.pdf(campus.prepare())))
    assert "未检" in text
    assert "不能作零报告" in text
    assert "今日无因病缺勤" not in text
    assert "尚无因病缺勤登记；另有21人未检或原因待查" in text.replace(" ", "")


def test_a_quiet_day_is_one_page_with_the_zero_sentence(campus: Campus) -> None:
    campus.at(7, 50)
    campus.check_all()
    pages = text_of(campus.pdf(campus.prepare()))
    assert len(pages) == 1
    assert "实行零报告" in pages[0]
    assert "未交表班次" in pages[0]
    assert "今日无因病缺勤" in pages[0]


def test_the_signed_paper_names_the_principal(
    campus: Campus, acting_as: Callable[..., Actor]
) -> None:
    report = eventful(campus)
    acting_as(Role.PRINCIPAL)
    campus.at(16, 20)
    campus.sign(report)
    first_page = text_of(campus.pdf(report))[0]
    assert "吴校长 已于 2026-09-01 16:20 签发" in first_page


def test_a_copy_says_copy_on_every_page_and_names_the_original(campus: Campus) -> None:
    report = eventful(campus)
    original = campus.school.query(lambda view: daily.papers_of(view, report))[-1]
    made = campus.school.query(lambda view: daily.copy(view, report, campus.basis))
    pages = text_of(made)
    assert all("副本" in page and original.sha256 in page for page in pages)
    assert len(pages) == len(text_of(campus.pdf(report)))


def test_an_addendum_lists_what_it_corrects(
    campus: Campus, acting_as: Callable[..., Actor]
) -> None:
    report = eventful(campus)
    acting_as(Role.PRINCIPAL)
    campus.sign(report)
    acting_as(Role.NURSE)
    campus.check(campus.classes[0], NOON)
    text = "".join(text_of(campus.pdf(campus.prepare())))
    assert "补充报告" in text
    assert "更正已签发的 QS01-20260901-1" in text
    assert "更正前后对照" in text


def test_a_day_without_school_says_only_that(campus: Campus) -> None:
    campus.at(9, 0, campus.clock.now().date().replace(month=10, day=1))
    day = campus.clock.now().date()
    (page,) = text_of(campus.pdf(campus.prepare(day)))
    assert "非上学日" in page
    assert "出勤" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_day_fits_one_page_and_the_annex_follows(campus: Campus, language: str) -> None:
    issue = campus.issue(eventful(campus))
    figures = issue.figures
    many = dataclasses.replace(
        figures,
        sheets=tuple(
            dataclasses.replace(sheet, class_name=f"{sheet.class_name}{n}")
            for sheet in figures.sheets
            for n in range(12)
        ),
        causes=figures.causes * 12,
        diseases=figures.diseases * 12,
    )
    full = dataclasses.replace(issue, figures=many, language=language, note="说明" * 60)
    document = paper.document(full, campus.basis)
    signatures = next(
        number for number, one in enumerate(document.sections) if "Signatures" in repr(one)
    )
    first_page = dataclasses.replace(document, sections=document.sections[: signatures + 1])
    assert page_count(first_page) == 1
    assert page_count(document) > 1


def test_the_workbook_holds_the_figures_as_numbers(campus: Campus) -> None:
    issue = campus.issue(eventful(campus))
    book = openpyxl.load_workbook(io.BytesIO(daily.workbook(issue, campus.basis)))
    assert book.sheetnames == ["日报", "各班检查", "各班症状", "各班缺勤", "防控措施"]
    summary = dict(book["日报"].iter_rows(min_row=3, values_only=True))
    assert summary["学生应到"] == 18
    assert summary["学生实到"] == 10
    assert summary["发热"] == 1
    assert summary["报告类型"] == "有发现"
    assert summary["报告编号"] == "QS01-20260901-1"
    rows = list(book["各班检查"].iter_rows(min_row=2, values_only=True))
    assert rows[0][:4] == ("一年级(1)班", "晨检", 6, 4)


def test_causes_that_do_not_fit_are_summed_up_not_left_out(campus: Campus) -> None:
    figures = dataclasses.replace(
        campus.figures(),
        causes=tuple(daily.CauseFigures(f"c{n}", f"病{n}", False, n, 1) for n in range(1, 10)),
    )
    side = page_tables.causes_and_diseases(figures, Texts("zh_CN"), 4)
    (table,) = side.left
    assert isinstance(table, Table)
    assert table.rows == (
        ("病1", "1", "1"),
        ("病2", "2", "1"),
        ("病3", "3", "1"),
        ("其他 6 种", "39", "6"),
    )


def test_who_left_after_the_first_check_is_explained(campus: Campus) -> None:
    campus.at(7, 50)
    campus.check_all()
    campus.at(13, 0)
    campus.check(campus.classes[0], NOON, odd={0: Entry(State.ABSENT)})
    text = "".join(text_of(campus.pdf(campus.prepare())))
    assert "后来缺勤 1 人" in text
