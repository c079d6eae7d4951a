# SPDX-License-Identifier: Apache-2.0
"""Paper: what stands on it, that it can be copied and searched, and that no name loses a sign."""

import io
from pathlib import Path

import pypdf
import pytest

from schoolguard.reports import (
    Align,
    Block,
    Code,
    Column,
    Document,
    Figure,
    Figures,
    Frame,
    KeyValues,
    Note,
    PageBreak,
    Section,
    Side,
    Signatures,
    Table,
    Tone,
    document_pdf,
    lacks_glyph,
)

RARE = "䶮㳚𬱖鿍𠅤"
OUTSIDE_BASIC_BLOCK = Path(__file__).with_name("outside_basic_block.txt")


def document(*blocks: Block, title: str = "试", **frame: str) -> Document:
    return Document(title, (Section("节", blocks),), frame=Frame(**frame))


def pages(made: Document) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(document_pdf(made)))
    return [page.extract_text() for page in reader.pages]


def names(*texts: str) -> Table:
    columns = (Column("序号", 0.4, Align.RIGHT), Column("姓名"))
    return Table(columns, tuple((str(n), text) for n, text in enumerate(texts)))


def test_rare_characters_can_be_copied_from_paper() -> None:
    (text,) = pages(document(names(*(f"张{sign}" for sign in RARE))))
    assert all(f"张{sign}" in text for sign in RARE)


def test_bold_text_can_be_copied_too() -> None:
    (text,) = pages(document(Note(RARE, strong=True)))
    assert RARE in text


def test_more_than_one_subset_of_the_font_can_be_copied() -> None:
    signs = "".join(chr(0x4E00 + 7 * n) for n in range(900))
    text = "".join("".join(page.split()) for page in pages(document(Note(signs))))
    assert signs in text


def test_every_standard_character_has_a_glyph() -> None:
    """GF 3021 通用规范汉字表: 8,105 characters; all but 276 lie in the basic block."""
    outside = OUTSIDE_BASIC_BLOCK.read_text(encoding="utf-8").replace("\n", "")
    assert len(outside) == 276
    assert sum(ord(sign) > 0xFFFF for sign in outside) == 196
    basic = "".join(map(chr, range(0x4E00, 0x9FA6)))
    assert lacks_glyph(basic + outside + RARE) == ()


def test_a_character_without_a_glyph_prints_as_its_code_and_is_named() -> None:
    (text,) = pages(document(Note("张🙂\ue000")))
    assert "张〔U+1F642〕〔U+E000〕" in text
    assert lacks_glyph("张🙂三\ue000🙂") == ("🙂", "\ue000")


def test_the_same_document_gives_the_same_bytes() -> None:
    made = document(names("张三"), Note("x", Tone.ALARM))
    assert document_pdf(made) == document_pdf(made)


def test_a_long_table_repeats_its_header_and_counts_its_pages() -> None:
    texts = pages(
        document(names(*(f"学生{n}" for n in range(120))), page_label="第 {page} 页，共 {pages} 页")
    )
    assert len(texts) == 3
    assert all("姓名" in text for text in texts)
    assert "第 3 页，共 3 页" in texts[2]
    everyone = "".join(texts)
    assert all(f"学生{n}\n" in everyone for n in range(120))


def test_a_copy_says_so_on_every_page() -> None:
    texts = pages(document(names(*"一二三"), PageBreak(), Note("后"), copy_mark="副本"))
    assert len(texts) == 2
    assert all("副本" in text for text in texts)


def test_a_title_that_is_too_long_takes_two_lines() -> None:
    made = document(Note("x"), title="某某县第一实验小学附属分校" * 4)
    assert len(pages(made)) == 1


def test_every_block_prints_what_it_says() -> None:
    total = Table((Column("班级"), Column("人数")), (("三2", "40"),), total=("合计", "40"))
    (text,) = pages(
        document(
            Figures((Figure("应到", "1,200", Tone.OK, "住校 300"), Figure("缺勤", "7"))),
            KeyValues((("学校", "示范小学"), ("日期", "9月1日"), ("填报人", "王医生"))),
            Side((total,), (Note("旁注", Tone.ATTENTION),)),
            Code(("ABCD EFGH",)),
            Table((Column("名"),), (), empty="无"),
            Table((Column(""),), (("无题",),)),
            Signatures(("校长：", "日期："), ("李校长",), seal="公章"),
            Signatures(("甲：", "乙：", "丙：")),
        )
    )
    for said in [
        "1,200",
        "住校",
        "300",
        "示范小学",
        "王医生",
        "合计",
        "旁注",
        "ABCD",
        "EFGH",
        "无题",
        "校长",
        "李校长",
        "公章",
        "丙",
    ]:
        assert said in text


def test_a_row_that_does_not_fit_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="cells"):
        Table((Column("一"), Column("二")), (("1",),))


def test_a_landscape_page_is_wider_than_high() -> None:
    made = Document("横", (Section("", (Note("x"),)),), landscape=True)
    box = pypdf.PdfReader(io.BytesIO(document_pdf(made))).pages[0].mediabox
    assert box.width > box.height
