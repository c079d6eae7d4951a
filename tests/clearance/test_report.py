# SPDX-License-Identifier: Apache-2.0
"""Slip, notice and register, as paper and as sheet, in both languages."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import openpyxl
import pypdfium2
import pytest

from schoolguard import clearance
from schoolguard.clearance import Verdict
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClearanceId
from schoolguard.kernel.texts import CHINESE, ENGLISH
from schoolguard.reports import Document, document_pdf, document_xlsx, page_count
from schoolguard.store import search
from tests.factories.clearance import ONSET, WayBack, words

SEP_30 = date(2026, 9, 30)


def paper(document: Document) -> str:
    pdf = pypdfium2.PdfDocument(document_pdf(document))
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return text


def cells(document: Document) -> Iterator[str]:
    sheet = openpyxl.load_workbook(BytesIO(document_xlsx(document))).worksheets[0]
    return (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)


def slip(back: WayBack, clearance_id: ClearanceId, language: str) -> Document:
    taken = back.ward.do(lambda unit: clearance.take_slip(unit, clearance_id, back.rules))
    return clearance.slip_document(taken, school_name="青山学校", words=words(language))


def register(back: WayBack, language: str = CHINESE) -> Document:
    taken = back.ward.do(lambda unit: clearance.take_register(unit, ONSET, SEP_30, back.rules))
    return clearance.register_document(taken, school_name="青山学校", words=words(language))


def test_a_slip_has_two_copies_on_one_page(back: WayBack) -> None:
    clearance_id = back.ask()
    back.ready(clearance_id)
    back.decide(clearance_id)
    document = slip(back, clearance_id, CHINESE)
    assert page_count(document) == 1
    text = paper(document)
    assert text.count("于 2026-09-15 起同意复课") == 2
    assert "第一联" in text
    assert "第二联" in text
    assert text.count("家长：") == 2
    for fact in ("2026-0001", "王小明", "三年级(1)班", "水痘", "县人民医院", "已满"):
        assert text.count(fact) >= 2, fact
    assert "例外" not in text


def test_an_exception_is_printed_on_both_copies(back: WayBack) -> None:
    clearance_id = back.ask()
    back.decide(clearance_id, override="疾控同意")
    text = paper(slip(back, clearance_id, CHINESE))
    assert text.count("例外批准，原因：疾控同意") == 2
    assert "未满" in text


def test_the_notice_says_what_is_missing_and_when_to_come_again(back: WayBack) -> None:
    clearance_id = back.ask()
    back.decide(clearance_id, Verdict.RESTING, look_again_on=date(2026, 9, 15), note="仍有新疹")
    document = slip(back, clearance_id, ENGLISH)
    assert page_count(document) == 1
    text = " ".join(paper(document).split())
    assert text.count("Next look: 2026-09-15") == 2
    assert "14 days after onset" in text
    assert "Certificate of recovery" in text
    assert "仍有新疹" in text


def test_there_is_no_slip_before_a_decision(back: WayBack) -> None:
    clearance_id = back.ask()
    with pytest.raises(UserError, match="no_decision"):
        back.ward.do(lambda unit: clearance.take_slip(unit, clearance_id, back.rules))


def test_the_register_has_one_line_a_look_and_leaves_out_what_was_taken_back(
    back: WayBack,
) -> None:
    clearance_id = back.ask()
    back.decide(clearance_id, Verdict.RESTING, look_again_on=date(2026, 9, 15))
    back.ready(clearance_id)
    back.decide(clearance_id)
    wrong = back.ask("mumps", person=back.ward.classmate)
    back.ward.do(lambda unit: clearance.withdraw(unit, wrong, "点错"))
    back.ask("cold", person=back.ward.teacher)
    found = list(cells(register(back)))
    assert found.count("王小明") == 2
    assert {"继续休息", "同意复课", "未查验", "2026-09-15"} <= set(found)
    assert "赵小红" not in found
    back.ward.do(lambda unit: clearance.reopen(unit, clearance_id, "又发热"))
    assert list(cells(register(back))).count("同意复课") == 0


def test_an_empty_register_says_so_and_taking_it_is_audited(back: WayBack) -> None:
    assert "No clearances in this time." in paper(register(back, ENGLISH))
    entries = back.ward.ask(lambda view: search(view, "", ONSET, ONSET, 9))
    assert entries[0].action == "clearance.register_taken"


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_rule_of_the_pack_has_its_words(language: str) -> None:
    said = words(language)
    for rule in said.rules.rules.values():
        for way in rule.ways:
            assert said.way(way)
        assert said.place(rule)
        for disease in rule.diseases:
            assert said.disease(disease) != disease, disease
