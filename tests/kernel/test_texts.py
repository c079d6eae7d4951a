# SPDX-License-Identifier: Apache-2.0
"""Texts: found by key, filled with values; what is missing is our bug, not the reader's."""

import pytest

from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.texts import LANGUAGES, Texts


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_is_told_with_its_values(language: str) -> None:
    error = UserError("rules.bad_entry", file="fever.toml", entry="line 1", reason="why")
    sentence = Texts(language).error(error)
    assert all(part in sentence for part in ("fever.toml", "line 1", "why"))


def test_the_text_of_an_error_object_never_shows_its_values() -> None:
    assert str(UserError("roster.duplicate", name="王小明")) == "roster.duplicate"


def test_an_unknown_key_or_a_value_not_given_is_a_bug() -> None:
    texts = Texts("zh_CN")
    with pytest.raises(BugError):
        texts("rules.error.no_such_text")
    with pytest.raises(BugError):
        texts("rules.error.bad_entry", file="only")
    with pytest.raises(BugError):
        texts("no_such_room.title")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(UserError, match=r"texts\.unknown_language"):
        Texts("fr")
