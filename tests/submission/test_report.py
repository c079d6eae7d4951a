# SPDX-License-Identifier: Apache-2.0
"""Paper about packages: fingerprints and codes whole, the outbox as it stands."""

import io

import pypdf
import pytest

from schoolguard import bureau as district
from schoolguard import submission
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.reports import document_pdf, document_xlsx
from tests.factories.delivery import DAY, Road


def text_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cards_fingerprint_is_on_its_sheet_in_groups(road: Road, language: str) -> None:
    card = road.keys.card
    text = text_of(document_pdf(submission.card_document(card, Texts(language))))
    for group in card.fingerprint.split(" "):
        assert group in text
    assert "QS01" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_root_code_is_on_its_sheet_whole(road: Road, language: str) -> None:
    code = road.keys.root_code
    text = text_of(document_pdf(submission.root_document("青山", code, DAY, Texts(language))))
    for group in code.split("-"):
        assert group in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outbox_prints_and_exports_as_it_stands(road: Road, language: str) -> None:
    road.answer(road.send(road.seal()))
    road.seal(1)
    mailbox = road.school.query(submission.mailbox)
    document = submission.outbox_document(mailbox, "青山学校", DAY, Texts(language))
    text = text_of(document_pdf(document))
    assert "2026-09-02" in text
    assert document_xlsx(document).startswith(b"PK")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bureaus_board_and_card_are_on_paper(road: Road, language: str) -> None:
    road.send(road.seal())
    texts = Texts(language)
    board = district.board_document(road.board(), "某县教育局", texts)
    text = text_of(document_pdf(board))
    assert "QS01" in text
    assert "1/1" in text
    card = road.bureau.query(district.bureau_keys).card
    assert card.bureau in text_of(document_pdf(district.card_document(card, texts)))
