# SPDX-License-Identifier: Apache-2.0
"""Where things stand on paper: lines, pages, sizes; with a ruler of one tenth of an em a sign."""

from hypothesis import given
from hypothesis import strategies as st

from schoolguard.reports import Column, Document, Note, PageBreak, Section, Table, TearLine
from schoolguard.reports.layout import lay_out
from schoolguard.reports.marks import Line, Words
from schoolguard.reports.wrapping import fit, wrap


def ruler(text: str, size: float, bold: bool) -> float:
    return sum(size if ord(sign) > 255 else size / 2 for sign in text)


def words_on(document: Document) -> list[list[Words]]:
    return [
        [mark for placed in page for mark in placed.marks if isinstance(mark, Words)]
        for page in lay_out(document, ruler)
    ]


@given(st.text(alphabet="学生，。（）aB 1\n“”、", max_size=80), st.integers(30, 200))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, 10, width, ruler, bold=False)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(alphabet="学生医院检查", max_size=120), st.integers(10, 200))
def test_no_line_is_wider_than_its_column(text: str, width: int) -> None:
    assert all(
        ruler(line, 10, bold=False) <= width for line in wrap(text, 10, width, ruler, bold=False)
    )


def test_a_closing_mark_does_not_begin_a_line() -> None:
    assert wrap("学生学生，学生", 10, 40, ruler, bold=False) == ("学生学", "生，学生")


def test_an_opening_mark_does_not_end_a_line() -> None:
    assert wrap("学生学（生）", 10, 40, ruler, bold=False) == ("学生学", "（生）")


def test_latin_words_stay_whole() -> None:
    lines = wrap("temperature before noon", 10, 60, ruler, bold=False)
    assert lines == ("temperature", "before noon")


def test_text_a_little_too_long_is_set_smaller_and_much_too_long_is_wrapped() -> None:
    assert fit("学" * 4, 10, 40, ruler, bold=False) == 10
    assert fit("学" * 5, 10, 40, ruler, bold=False) == 8
    assert fit("学" * 9, 10, 40, ruler, bold=False) == 0


def test_a_heading_never_stays_alone_at_the_foot_of_a_page() -> None:
    for lines in range(44, 60):
        filler = Note("\n".join("行" * lines))
        made = Document("", (Section("", (filler,)), Section("题目", (Note("正文"),))))
        for page in words_on(made):
            texts = [mark.text for mark in page]
            assert ("题目" in texts) == ("正文" in texts)


def test_an_empty_document_is_one_page() -> None:
    assert len(lay_out(Document("", ()), ruler)) == 1


def test_page_breaks_in_a_row_leave_no_empty_page() -> None:
    blocks = (PageBreak(), Note("一"), PageBreak(), PageBreak(), Note("二"), PageBreak())
    assert len(lay_out(Document("", (Section("", blocks),)), ruler)) == 2


def test_a_total_stays_with_the_last_row() -> None:
    for rows in range(38, 50):
        table = Table((Column("班级"),), tuple((f"第{n}行",) for n in range(rows)), ("合计",))
        page = words_on(Document("", (Section("", (table,)),)))[-1]
        texts = [mark.text for mark in page]
        assert "合计" in texts
        assert f"第{rows - 1}行" in texts


def test_a_tear_line_leaves_room_for_its_words() -> None:
    (page,) = lay_out(Document("", (Section("", (TearLine("沿此撕开"),)),)), ruler)
    marks = [mark for placed in page for mark in placed.marks]
    left, right = (mark for mark in marks if isinstance(mark, Line) and mark.dashed)
    words = next(m for m in marks if isinstance(m, Words) and m.text == "沿此撕开")
    assert left.x2 < words.x - ruler("沿此", words.size, False)
    assert right.x1 > words.x + ruler("撕开", words.size, False)
