# SPDX-License-Identifier: Apache-2.0
"""Any single value of a school's own yields a book that is whole, or is refused by name."""

from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolguard import rulebook
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, RuleOverrideId
from schoolguard.kernel.rule_packs import OwnValue, PackShelf, Rule, take_pack
from schoolguard.kernel.texts import CHINESE, ENGLISH, Texts
from schoolguard.rulebook import CHAPTERS, Book, Entry, OwnRule, Words
from schoolguard.rulebook.values import read_value_text, value_text

BOOK = rulebook.read_book()
ENTRIES = rulebook.entries_of(BOOK)
LINES = [line for entry in ENTRIES for line in entry.lines]
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.times().map(lambda at: time(at.hour, at.minute)),
    st.lists(st.sampled_from(["fever", "cdc", "class", "onset+3d", "bleach", "recovery"])),
    st.lists(st.integers(-1, 20), max_size=4),
)


def own(value: OwnValue, number: int = 1) -> OwnRule:
    at = datetime.fromisoformat("2026-09-01T08:00+08:00")
    return OwnRule(RuleOverrideId(number), value, "x", "", at, AccountId(1))


def is_whole(book: Book) -> bool:
    return len(rulebook.entries_of(book)) == len(ENTRIES)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(LINES), VALUES)
def test_any_single_value_yields_a_whole_book_or_is_refused_naming_the_rule(
    line: rulebook.Line, value: object
) -> None:
    at = line.at
    laid = OwnValue(at.pack, at.kind, at.id, at.key, value)
    try:
        book = rulebook.read_book([own(laid)])
    except UserError as error:
        said = error
        fallen_back = rulebook.fitting_book([own(laid)])
    else:
        assert is_whole(book)
        assert book.versions[at.pack].startswith(f"{BOOK.versions[at.pack]}+")
        return
    assert said.code == "rules.bad_entry"
    assert all(said.params[name] for name in ("file", "entry", "reason"))
    assert fallen_back.versions == BOOK.versions
    assert [one.own.laid for one in fallen_back.set_aside] == [laid]


@given(VALUES)
def test_value_comes_back_from_the_record_as_it_went(value: object) -> None:
    assert read_value_text(value_text(value)) == value


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.pack)
def test_every_pack_of_the_program_is_a_chapter_and_refuses_unknown_kinds(
    chapter: rulebook.Chapter,
) -> None:
    shelf = PackShelf()
    pack = shelf.pack(chapter.pack)
    assert set(pack.entries) <= set(chapter.shapes)
    with pytest.raises(UserError) as caught:
        take_pack(chapter.pack, shelf, {"something": Rule})
    assert caught.value.params["file"] == f"{chapter.pack}.toml"
    assert "no such kind" in str(caught.value.params["reason"])


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_chapter_kind_rule_key_and_choice_has_a_plain_word(language: str) -> None:
    texts = Texts(language)
    words = Words(texts, BOOK)
    known = texts.keys("rulebook")
    for chapter in CHAPTERS:
        assert f"pack.{chapter.pack}" in known
        assert all(texts(f"ui.page.{page}") for page in chapter.pages if page != "warning")
    lacking = {f"kind.{one.pack}.{one.kind}" for one in ENTRIES}
    lacking |= {f"key.{line.at.key}" for line in LINES}
    assert sorted(lacking - known) == []
    assert [one.rule.id for one in ENTRIES if words.entry(one) == one.rule.id] == []
    assert all(words.value(line.at, line.in_force) for line in LINES)


def test_refusal_is_told_in_the_readers_words() -> None:
    laid = OwnValue("checks", "session", "morning", "opens", time(23))
    with pytest.raises(UserError) as caught:
        rulebook.read_book([own(laid)])
    said = Words(Texts(CHINESE), BOOK).refusal(caught.value)
    assert said == "“晨午晚检”的“检查时段 晨检”：开始应早于截止。原来的规则继续有效。"


def test_original_stands_beside_the_schools_value() -> None:
    laid = OwnValue("triggers", "trigger", "R06-1b", "window_days", 5)
    book = rulebook.read_book([own(laid)])
    (entry,) = (one for one in rulebook.entries_of(book) if one.is_own)
    (line,) = (one for one in entry.lines if one.own)
    assert (line.original, line.in_force, line.looser) == (3, 5, False)
    assert (entry.status, entry.is_looser) == ("local", False)


def test_paper_and_sheet_mark_what_is_the_schools_own() -> None:
    laid = OwnValue("triggers", "trigger", "R06-1b", "count", 4)
    book = rulebook.read_book([own(laid)])
    entries: tuple[Entry, ...] = rulebook.entries_of(book)
    day = datetime.fromisoformat("2026-09-01T08:00+08:00").date()
    words = Words(Texts(CHINESE), book)
    document = rulebook.rules_document(book, entries, words, school_name="青山", day=day)
    first = document.sections[0].blocks[0]
    (row,) = first.rows  # type: ignore[union-attr]
    assert "※ 人数（含本数）：4" in row[2]
    assert row[3] == "人数（含本数）：5"
    assert len(document.sections) == len(CHAPTERS) + 1
