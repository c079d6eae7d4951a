# SPDX-License-Identifier: Apache-2.0
"""Checks on paper: everybody in roster order, nothing filled in, one page."""

from collections.abc import Iterator
from io import BytesIO

import pypdf
import pytest

from schoolguard import checks
from schoolguard.app.school import School
from schoolguard.checks import CheckRules, CheckSession, Entry, State, report
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.texts import Texts
from schoolguard.reports import Side, Table, document_pdf
from schoolguard.reports.document import Block, Document
from tests.factories.checks import DAY, Place, measured, record, sheet_of


@pytest.fixture(params=["zh_CN", "en"])
def texts(request: pytest.FixtureRequest) -> Texts:
    return Texts(request.param)


def tables(document: Document) -> Iterator[Table]:
    def inside(block: Block) -> Iterator[Table]:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Side):
            for part in (*block.left, *block.right):
                yield from inside(part)

    for section in document.sections:
        for block in section.blocks:
            yield from inside(block)


def pages(document: Document) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(document_pdf(document))).pages]


def test_a_class_sheet_lists_the_class_in_roster_order_and_shows_no_reading(
    school: School, place: Place, rules: CheckRules, texts: Texts
) -> None:
    record(school, place.morning, place.pupils[0], measured(388))
    document = report.paper_sheet(sheet_of(school, place.morning), rules, texts, "青山学校")
    lines = [row for table in tables(document) for row in table.rows]
    assert [line[0] for line in lines] == [str(number) for number in range(1, 11)]
    assert all(cell == "" for line in lines for cell in line[2:])
    (page,) = pages(document)
    assert "青山学校" in page
    assert "38.8" not in page
    flat = "".join(page.split())
    names = ("".join(symptom.name(texts.language).split()) for symptom in rules.symptoms)
    assert all(name in flat for name in names)


def test_the_summary_has_a_row_a_class_with_symptoms_today_and_over_three_days(
    school: School, place: Place, rules: CheckRules, calendar: SchoolCalendar, texts: Texts
) -> None:
    record(school, place.morning, place.pupils[0], Entry(State.ABSENT))
    cough = Entry(State.OBSERVED, symptoms=frozenset({"cough"}))
    record(school, place.morning, place.pupils[1], cough)
    document = school.query(
        lambda v: report.school_summary(
            v, DAY, CheckSession.MORNING, rules, calendar, texts, "青山学校", {place.class_id: 1}
        )
    )
    (table,) = tables(document)
    row = table.rows[0]
    assert row[:5] == ("三年级(2)班", "10", "1", "1", "1")
    cough_at = [symptom.id for symptom in rules.symptoms].index("cough") + 5
    assert row[cough_at] == "1 / 1"
    assert table.total[cough_at] == "1 / 1"
    assert table.total[1] == "13"
    assert len(pages(document)) == 1


def test_a_class_of_sixty_stays_on_one_page(
    school: School, place: Place, rules: CheckRules, texts: Texts
) -> None:
    sheet = sheet_of(school, place.morning)
    sixty = checks.Sheet(
        **{name: getattr(sheet, name) for name in sheet.__slots__ if name != "rows"},
        rows=sheet.rows * 6,
    )
    assert len(pages(report.paper_sheet(sixty, rules, texts, "青山学校"))) == 1
