# SPDX-License-Identifier: Apache-2.0
"""The board of a day on paper."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from schoolguard import flows
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.reports import document_pdf, document_xlsx
from tests.factories.absence import Ward

DAY = date(2026, 9, 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_names_classes_and_counts_but_no_person(ward: Ward, language: str) -> None:
    rules = flows.load_rules(ward.school.calendar)
    key = SheetKey(DAY, CheckSession.MORNING, ward.class_id)
    ward.do(lambda unit: flows.record_entry(unit, key, ward.pupil, Entry(State.ABSENT), rules))
    today = ward.ask(lambda view: flows.today(view, DAY, ward.school.settings, rules))
    document = flows.board_document(today, "青山学校", Texts(language))
    book = load_workbook(BytesIO(document_xlsx(document)))
    cells = " ".join(
        str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None
    )
    assert "三年级(1)班" in cells
    assert "1/2" in cells
    assert "王小明" not in cells
    assert document_pdf(document).startswith(b"%PDF")
