# SPDX-License-Identifier: Apache-2.0
"""What people type for a temperature, and what they do not get away with."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.checks.parsing import (
    looks_like_temperature,
    parse_decicelsius,
    parse_entry,
    parse_symptoms,
    show_decicelsius,
)
from schoolguard.checks.rule_book import load_rules
from schoolguard.checks.values import Entry, State
from schoolguard.kernel.errors import UserError

RULES = load_rules()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("365", 365),
        ("36.5", 365),
        ("36,5", 365),
        ("36。5", 365),
        ("３６．５", 365),
        ("37", 370),
        ("36", 360),
        ("37,3", 373),
        ("36.5℃", 365),
        ("36.5 °C", 365),
        ("36.5度", 365),
        ("36.50", 365),
        (" 401 ", 401),
    ],
)
def test_a_temperature_is_read_as_it_was_meant(typed: str, meant: int) -> None:
    assert parse_decicelsius(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "3", "36.", "36.55", "3650", "36.5.1", "三十六", "-36", "1e2"]
)
def test_what_is_no_temperature_is_refused_and_never_guessed(typed: str) -> None:
    assert not looks_like_temperature(typed)
    with pytest.raises(UserError, match="not_a_temperature"):
        parse_decicelsius(typed)


@given(st.integers(100, 999))
def test_a_shown_temperature_reads_back(decicelsius: int) -> None:
    assert parse_decicelsius(show_decicelsius(decicelsius)) == decicelsius
    assert parse_decicelsius(str(decicelsius)) == decicelsius


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(UserError):
        entry = parse_entry(text, RULES)
        assert entry is None or isinstance(entry, Entry)


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("缺勤", State.ABSENT),
        ("A", State.ABSENT),
        ("－", State.ABSENT),
        ("正常", State.OBSERVED),
        ("Observed", State.OBSERVED),
        ("未测", State.NOT_CHECKED),
    ],
)
def test_a_word_of_the_rule_pack_is_a_mark(word: str, state: State) -> None:
    assert parse_entry(word, RULES) == Entry(state)


def test_an_empty_cell_is_no_entry() -> None:
    assert parse_entry("  ", RULES) is None


@pytest.mark.parametrize("text", ["咳嗽、发热", "发热 咳嗽", "cough, Fever", "咳嗽；发热"])
def test_symptoms_are_read_in_both_languages(text: str) -> None:
    assert parse_symptoms(text, RULES) == {"cough", "fever"}


def test_a_symptom_of_two_words_is_one_symptom() -> None:
    assert parse_symptoms("Red eyes, sore throat", RULES) == {"red_eyes", "sore_throat"}
    assert parse_symptoms("Red eyes", RULES) == {"red_eyes"}
    assert parse_symptoms("", RULES) == frozenset()


def test_an_unknown_symptom_is_named() -> None:
    with pytest.raises(UserError, match="unknown_symptom") as caught:
        parse_symptoms("咳嗽、犯困", RULES)
    assert "犯困" in str(caught.value.params["symptom"])
