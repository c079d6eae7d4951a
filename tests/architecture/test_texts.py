# SPDX-License-Identifier: Apache-2.0
"""Every sentence exists in both languages, and every error has its sentence."""

import ast
import string
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from schoolguard.kernel.resources import resource
from schoolguard.kernel.texts import CHINESE, ENGLISH

PROGRAM = Path(__file__).resolve().parents[2] / "schoolguard"
FILES = sorted({path.name for path in resource("i18n").glob("*/*.toml")})
Sentences = dict[str, str]
MAY_BE_EMPTY = "template.example."
"""Cells of an example row that a school would leave empty too."""


def flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


@cache
def sentences(language: str, file: str) -> Sentences:
    path = resource("i18n", language, file)
    return dict(flat(tomllib.loads(path.read_text(encoding="utf-8")))) if path.exists() else {}


def placeholders(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def calls(*names: str) -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Yield place, first word and parameter names (None: not written out) of calls by name."""
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            word = node.args[0]
            if called not in names or not isinstance(word, ast.Constant):
                continue
            written = [keyword.arg for keyword in node.keywords]
            given = None if None in written else frozenset(name for name in written if name)
            yield f"{path.relative_to(PROGRAM)}:{node.lineno}", str(word.value), given


def told(place: str, room: str, path: str, given: frozenset[str] | None) -> Iterator[str]:
    """Yield what is wrong with one sentence that the code asks for."""
    for language in (CHINESE, ENGLISH):
        sentence = sentences(language, f"{room}.toml").get(path)
        if sentence is None:
            yield f"{place}: {room}.{path} has no sentence in {language}"
        elif given is not None and not placeholders(sentence) <= given:
            lacking = sorted(placeholders(sentence) - given)
            yield f"{place}: {room}.{path} in {language} wants {lacking}"


@pytest.mark.parametrize("file", FILES)
def test_both_languages_have_the_same_sentences_with_the_same_values(file: str) -> None:
    chinese, english = sentences(CHINESE, file), sentences(ENGLISH, file)
    assert sorted(chinese.keys() ^ english.keys()) == []
    unlike = [key for key in chinese if placeholders(chinese[key]) != placeholders(english[key])]
    assert unlike == []


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("file", FILES)
def test_no_sentence_is_empty(file: str, language: str) -> None:
    empty = [key for key, said in sentences(language, file).items() if not said.strip()]
    assert [key for key in empty if not key.startswith(MAY_BE_EMPTY)] == []


def test_every_error_has_a_sentence_that_names_only_values_it_carries() -> None:
    wrong: list[str] = []
    for place, code, given in calls("UserError"):
        room, _, what = code.partition(".")
        wrong += told(place, room, f"error.{what}", given)
    assert wrong == []


def test_every_sentence_that_is_asked_for_exists_with_the_values_it_names() -> None:
    wrong: list[str] = []
    asked = 0
    for place, key, given in calls("texts", "_texts", "text"):
        room, _, path = key.partition(".")
        if path and f"{room}.toml" in FILES:
            asked += 1
            wrong += told(place, room, path, given)
    assert wrong == []
    assert asked > 500
