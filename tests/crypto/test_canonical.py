# SPDX-License-Identifier: Apache-2.0
"""One byte form per value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.crypto.canonical import canonical_json, parse_canonical_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_survives(value: object) -> None:
    assert parse_canonical_json(canonical_json(value)) == value  # type: ignore[arg-type]


def test_keys_are_sorted_and_text_stays_text() -> None:
    assert (
        canonical_json({"b": "校", "a": [1, True, None]}) == '{"a":[1,true,null],"b":"校"}'.encode()
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a": 1}',
        b'{"b":1,"a":1}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"NaN",
        b"\xef\xbb\xbf1",
        b'"\\u0041"',
        b'"\\ud800"',
        b"1\n",
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_every_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        parse_canonical_json(data)


def test_floats_and_odd_keys_are_refused() -> None:
    for value in (1.5, [1.5], {"a": 0.1}, {1: "a"}):
        with pytest.raises(ValueError):
            canonical_json(value)  # type: ignore[arg-type]
