# SPDX-License-Identifier: Apache-2.0
"""What the keys of the follow-up sheet mean."""

from hypothesis import given
from hypothesis import strategies as st

from schoolguard.ui.suspension.key_reader import Keyed, KeyReader, Meaning


def pressed(*keys: str) -> list[Keyed]:
    reader = KeyReader()
    found: list[Keyed] = []
    for key in keys:
        done = {"⏎": reader.enter, "⌫": reader.back}.get(key)
        found += done() if done is not None else reader.press(key)
    return [one for one in found if one.meaning is not Meaning.TYPED]


def test_three_digits_are_a_temperature_at_once() -> None:
    assert pressed(*"366") == [Keyed(Meaning.VALUE, "366")]


def test_a_habitual_enter_after_three_digits_moves_no_further() -> None:
    assert pressed(*"366⏎367⏎") == [Keyed(Meaning.VALUE, "366"), Keyed(Meaning.VALUE, "367")]
    assert pressed(*"366⏎⏎")[-1] == Keyed(Meaning.NEXT)


def test_a_point_and_two_digits_with_enter_are_understood() -> None:
    assert pressed(*"36.6") == [Keyed(Meaning.VALUE, "36.6")]
    assert pressed(*"37⏎") == [Keyed(Meaning.VALUE, "37")]


def test_letters_and_signs_stand_alone() -> None:
    assert pressed("c", "-", "*") == [
        Keyed(Meaning.LETTER, "C"),
        Keyed(Meaning.MARK, "-"),
        Keyed(Meaning.MARK, "*"),
    ]


def test_what_was_typed_counts_before_the_letter_after_it() -> None:
    assert pressed(*"37c") == [Keyed(Meaning.VALUE, "37"), Keyed(Meaning.LETTER, "C")]


def test_backspace_mends_what_is_typed_and_else_takes_the_last_entry_back() -> None:
    assert pressed(*"35⌫66") == [Keyed(Meaning.VALUE, "366")]
    assert pressed("⌫") == [Keyed(Meaning.BACK)]


@given(st.text("0123456789.cC-*/⏎⌫", max_size=40))
def test_no_value_is_ever_empty_and_nothing_typed_is_longer_than_a_temperature(keys: str) -> None:
    reader = KeyReader()
    for key in keys:
        done = {"⏎": reader.enter, "⌫": reader.back}.get(key)
        for one in done() if done is not None else reader.press(key):
            assert one.meaning is not Meaning.VALUE or one.text
        assert len(reader.typed) <= 5
