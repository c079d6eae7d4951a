# SPDX-License-Identifier: Apache-2.0
"""The absence register."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from schoolguard import absence, store
from schoolguard.absence import CaseDetails, Reason
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.reports import Document, document_pdf, document_xlsx
from tests.factories.absence import Ward

DAY = date(2026, 9, 1)


def register(ward: Ward, language: str) -> Document:
    rows = ward.do(lambda unit: absence.register_rows(unit, DAY, DAY, ward.rules))
    return absence.register_document(
        rows,
        DAY,
        DAY,
        school_name="青山学校",
        symptom_names={"fever": "发热"},
        rules=ward.rules,
        texts=Texts(language),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_stands_in_the_register_with_all_its_columns(ward: Ward, language: str) -> None:
    case_id = ward.absent(ward.pupil).case_id
    ward.call(case_id)
    ward.describe(
        case_id,
        CaseDetails(
            Reason.ILLNESS, frozenset({"fever"}), DAY, cause_id="cold", hospital="镇卫生院"
        ),
    )
    document = register(ward, language)
    book = load_workbook(BytesIO(document_xlsx(document)))
    cells = " ".join(
        str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value is not None
    )
    for wanted in ("王小明", "13800138000", "发热", "镇卫生院", "0.5", "9-1"):
        assert wanted in cells
    assert document_pdf(document).startswith(b"%PDF")


def test_withdrawn_cases_are_left_out_and_an_empty_register_is_a_zero_report(ward: Ward) -> None:
    ward.absent(ward.pupil)
    ward.corrected(ward.pupil)
    document = register(ward, "zh_CN")
    assert "零报告" in document.sections[0].blocks[0].empty  # type: ignore[union-attr]


def test_taking_a_register_is_audited(ward: Ward) -> None:
    ward.absent(ward.pupil)
    register(ward, "zh_CN")
    entries = ward.ask(lambda view: store.search(view, "absence.register_taken"))
    assert entries[0].facts == {"first_on": "2026-09-01", "last_on": "2026-09-01", "cases": 1}


def test_an_administrator_takes_no_register(ward: Ward, acting_as: Callable[..., Actor]) -> None:
    acting_as(Role.ADMINISTRATOR)
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        register(ward, "zh_CN")
