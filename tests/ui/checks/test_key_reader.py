# SPDX-License-Identifier: Apache-2.0
"""A person's keys and a card reader's are told apart."""

import pytest

from schoolguard.ui.checks.key_reader import Keyed, KeyReader, Meaning

SLOW, FAST = 120.0, 5.0


def typed(text: str, gap: float, *, enter: bool = True) -> list[Keyed]:
    """Return what keys mean, without the echoes of typing."""
    reader = KeyReader()
    found: list[Keyed] = []
    for number, char in enumerate(text):
        found += reader.press(char, number * gap)
        if gap == SLOW:
            found += reader.flush()
    if enter:
        found += reader.enter()
    return [keyed for keyed in found if keyed.meaning is not Meaning.TYPED]


@pytest.mark.parametrize("gap", [SLOW, FAST])
@pytest.mark.parametrize("text", ["365", "36.5", "37", "37,3"])
def test_a_temperature_is_a_value_however_fast(text: str, gap: float) -> None:
    assert typed(text, gap) == [Keyed(Meaning.VALUE, text)]


@pytest.mark.parametrize("code", ["2026030107", "G110105201503041234", "T0012", "2026-0107"])
def test_what_a_reader_types_is_one_code(code: str) -> None:
    (only,) = typed(code, FAST)
    assert only.meaning is Meaning.CODE
    assert only.text.casefold() == code.casefold()


def test_a_long_number_typed_slowly_is_a_code_too() -> None:
    assert typed("2026030107", SLOW) == [Keyed(Meaning.CODE, "2026030107")]


def test_a_letter_alone_is_a_symptom() -> None:
    assert typed("c", SLOW, enter=False) == [Keyed(Meaning.LETTER, "C")]


def test_letters_one_after_another_are_each_a_symptom() -> None:
    assert typed("cf", SLOW, enter=False) == [
        Keyed(Meaning.LETTER, "C"),
        Keyed(Meaning.LETTER, "F"),
    ]


def test_a_letter_waits_until_it_is_known_whose_it_is() -> None:
    reader = KeyReader()
    assert reader.press("t", 0) == ()
    assert reader.waits
    assert reader.flush() == (Keyed(Meaning.LETTER, "T"),)
    assert not reader.waits


def test_a_symptom_after_a_temperature_takes_the_temperature_along() -> None:
    assert typed("372c", SLOW, enter=False) == [
        Keyed(Meaning.VALUE, "372"),
        Keyed(Meaning.LETTER, "C"),
    ]


def test_a_mark_counts_at_once() -> None:
    assert typed("-", SLOW, enter=False) == [Keyed(Meaning.MARK, "-")]


def test_enter_with_nothing_typed_means_the_next_person() -> None:
    assert typed("", SLOW) == [Keyed(Meaning.NEXT)]


def test_a_slip_is_taken_back_before_it_counts() -> None:
    reader = KeyReader()
    for number, char in enumerate("369"):
        reader.press(char, number * SLOW)
    reader.back()
    reader.press("5", 4 * SLOW)
    assert reader.enter() == (Keyed(Meaning.VALUE, "365"),)
