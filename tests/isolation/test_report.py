# SPDX-License-Identifier: Apache-2.0
"""The papers of the room: register, slip, transfer note, record, figures, readiness."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from schoolguard import isolation, store
from schoolguard.isolation import (
    Answer,
    Destination,
    History,
    LeavingDraft,
    Origin,
    Paper,
    StayDetails,
)
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import StayId
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.reports import Document, document_pdf, document_xlsx, page_count
from tests.factories.isolation import DAY, Infirmary

SCHOOL = "青山学校"


def words_of(document: Document) -> str:
    book = load_workbook(BytesIO(document_xlsx(document)))
    cells = (cell.value for row in book.active.iter_rows() for cell in row)
    return " ".join(str(value) for value in cells if value is not None)


def register(infirmary: Infirmary, language: str = "zh_CN") -> Document:
    rows = infirmary.do(lambda unit: isolation.register_rows(unit, DAY, DAY, infirmary.rules))
    return isolation.register_document(
        rows, DAY, DAY, school_name=SCHOOL, rules=infirmary.rules, texts=Texts(language)
    )


def taken(infirmary: Infirmary, stay_id: StayId, paper: Paper) -> isolation.PaperStay:
    return infirmary.do(lambda unit: isolation.take_paper(unit, stay_id, paper, infirmary.rules))


def a_morning(infirmary: Infirmary) -> StayId:
    """Play a stay from the check until the room was disinfected."""
    reading = infirmary.look(376, frozenset({"fever", "cough"}), ago=10)
    details = StayDetails(
        onset_at=infirmary.now - timedelta(hours=3),
        history=History(Answer.YES, "同桌昨日发热", Answer.NONE),
        places_text="教室、食堂",
    )
    draft = replace(infirmary.intake(), origin=Origin.CHECK, readings=(reading,), details=details)
    stay_id = infirmary.admit(draft)
    infirmary.tell(stay_id, "class_teacher")
    infirmary.wait(15)
    infirmary.observe(stay_id, infirmary.look(381))
    infirmary.tell(stay_id)
    infirmary.wait(12)
    infirmary.do(lambda unit: isolation.family_arrived(unit, stay_id, infirmary.rules))
    infirmary.leave(stay_id, infirmary.home())
    infirmary.wait(30)
    infirmary.do(lambda unit: isolation.mark_disinfected(unit, infirmary.room))
    return stay_id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stay_stands_in_the_register_with_all_its_columns(
    infirmary: Infirmary, language: str
) -> None:
    a_morning(infirmary)
    document = register(infirmary, language)
    said = words_of(document)
    for wanted in ("王小明", "37.6", "38.1", "同桌昨日发热", "08:15", "08:27", "08:57"):
        assert wanted in said
    assert document_pdf(document).startswith(b"%PDF")


def test_an_empty_register_is_a_zero_report(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.do(lambda unit: isolation.withdraw(unit, stay_id, "登错人"))
    assert "零报告" in register(infirmary).sections[0].blocks[0].empty  # type: ignore[union-attr]


def test_taking_a_register_is_audited(infirmary: Infirmary) -> None:
    infirmary.admit()
    register(infirmary)
    entry = infirmary.ask(lambda view: store.search(view, "isolation.register_taken"))[0]
    assert entry.facts == {"first_on": "2026-09-01", "last_on": "2026-09-01", "stays": 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slip_has_two_equal_copies_on_one_page(infirmary: Infirmary, language: str) -> None:
    stay_id = a_morning(infirmary)
    paper = taken(infirmary, stay_id, Paper.SLIP)
    document = isolation.slip_document(
        paper, school_name=SCHOOL, rules=infirmary.rules, texts=Texts(language)
    )
    first, _, second = document.sections
    assert first.blocks == second.blocks
    assert page_count(document) == 1
    assert "李梅 母亲" in words_of(document)


def test_the_slip_says_openly_what_was_passed_by(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    infirmary.tell(stay_id)
    draft = replace(
        infirmary.home(handed_to=""), not_measured_reason="孩子拒测", override_reason="自行离校"
    )
    infirmary.leave(stay_id, draft)
    document = isolation.slip_document(
        taken(infirmary, stay_id, Paper.SLIP),
        school_name=SCHOOL,
        rules=infirmary.rules,
        texts=Texts("zh_CN"),
    )
    said = words_of(document)
    assert "孩子拒测" in said
    assert "自行离校" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_transfer_note_tells_the_hospital_and_leaves_room_for_its_answer(
    infirmary: Infirmary, language: str
) -> None:
    hospital = isolation.HospitalDraft("县人民医院", "0571-88001234", is_partner=True)
    infirmary.do(lambda unit: isolation.add_hospital(unit, hospital))
    stay_id = infirmary.admit()
    infirmary.tell(stay_id)
    infirmary.tell(stay_id, "class_teacher")
    infirmary.observe(stay_id, infirmary.look(395))
    infirmary.leave(stay_id, LeavingDraft(Destination.HOSPITAL, hospital="县人民医院"))
    document = isolation.transfer_document(
        taken(infirmary, stay_id, Paper.TRANSFER),
        school_name=SCHOOL,
        school_phone="0571-88005678",
        rules=infirmary.rules,
        texts=Texts(language),
    )
    said = words_of(document)
    for wanted in ("县人民医院", "0571-88001234", "0571-88005678", "39.5", "13800138000"):
        assert wanted in said
    assert page_count(document) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_record_of_a_stay_holds_looks_notices_beds_and_corrections(
    infirmary: Infirmary, language: str
) -> None:
    stay_id = a_morning(infirmary)
    later = replace(infirmary.home(), handed_to="李松")
    infirmary.do(
        lambda unit: isolation.correct_leaving(unit, stay_id, later, infirmary.rules, "写错")
    )
    document = isolation.sheet_document(
        taken(infirmary, stay_id, Paper.SHEET),
        school_name=SCHOOL,
        rules=infirmary.rules,
        texts=Texts(language),
    )
    said = words_of(document)
    for wanted in ("38.1", "母亲", "隔离观察室 临时观察区 1", "李梅", "李松", "写错"):
        assert wanted in said
    assert document_pdf(document).startswith(b"%PDF")


def test_a_paper_of_a_visitor_has_no_family_file(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit(infirmary.visitor())
    paper = taken(infirmary, stay_id, Paper.TRANSFER)
    assert (paper.sex, paper.phones) == ("", ())
    document = isolation.sheet_document(
        paper, school_name=SCHOOL, rules=infirmary.rules, texts=Texts("zh_CN")
    )
    assert "13900139000" in words_of(document)


def test_taking_a_paper_is_audited_without_the_name(infirmary: Infirmary) -> None:
    stay_id = infirmary.admit()
    taken(infirmary, stay_id, Paper.SLIP)
    entry = infirmary.ask(lambda view: store.search(view, "isolation.paper_taken"))[0]
    assert entry.facts == {"paper": "slip"}


def test_an_administrator_takes_no_paper(
    infirmary: Infirmary, acting_as: Callable[..., Actor]
) -> None:
    stay_id = infirmary.admit()
    acting_as(Role.ADMINISTRATOR)
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        taken(infirmary, stay_id, Paper.SLIP)
    with pytest.raises(UserError, match=r"access\.not_allowed"):
        register(infirmary)


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_and_readiness_can_be_printed(infirmary: Infirmary, language: str) -> None:
    a_morning(infirmary)
    rules, texts = infirmary.rules, Texts(language)
    found = infirmary.ask(lambda view: isolation.statistics(view, DAY, DAY, rules))
    ready = infirmary.ask(lambda view: isolation.readiness(view, rules, DAY))
    figures = isolation.statistics_document(found, school_name=SCHOOL, rules=rules, texts=texts)
    checklist = isolation.readiness_document(
        ready, DAY, school_name=SCHOOL, rules=rules, texts=texts
    )
    assert "25" in words_of(figures)
    assert document_pdf(figures).startswith(b"%PDF")
    assert document_pdf(checklist).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("observation 3 decicelsius", "387", "38.7"),
        ("observation 3 site", "armpit_electronic", "腋下电子体温计"),
        ("symptoms", "cough", "咳嗽"),
        ("contacts", "none", "无"),
        (
            "standing",
            "left home 2026-09-01 08:27 李梅",
            "已离室 回家（家长接走） 2026-09-01 08:27 李梅",
        ),
        ("entered_at", "2026-09-01T00:27+00:00", "2026-09-01 08:27"),
        ("note", "戴口罩", "戴口罩"),
        ("observation 3 decicelsius", "", ""),
    ],
)
def test_corrections_are_read_in_words(
    infirmary: Infirmary, field: str, value: str, said: str
) -> None:
    words = isolation.StayWords(Texts("zh_CN"), infirmary.rules)
    assert words.replaced(field, value) == said
