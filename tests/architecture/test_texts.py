# SPDX-License-Identifier: Apache-2.0
"""Every sentence exists in both languages, and every error has its sentence."""

import ast
import string
import tomllib
from collections.abc import Iterator, Mapping
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


def sentences(language: str, file: str) -> Sentences:
    path = resource("i18n", language, file)
    return dict(flat(tomllib.loads(path.read_text(encoding="utf-8")))) if path.exists() else {}


def placeholders(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)


def raised_errors() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Yield place, code and parameter names (None: not written out) of each UserError."""
    for path in sorted(PROGRAM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            code = node.args[0]
            if called != "UserError" or not isinstance(code, ast.Constant):
                continue
            names = [keyword.arg for keyword in node.keywords]
            given = None if None in names else frozenset(name for name in names if name)
            yield f"{path.relative_to(PROGRAM)}:{node.lineno}", str(code.value), given


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
    for place, code, given in raised_errors():
        room, _, what = code.partition(".")
        for language in (CHINESE, ENGLISH):
            sentence = sentences(language, f"{room}.toml").get(f"error.{what}")
            if sentence is None:
                wrong.append(f"{place}: {code} has no sentence in {language}")
            elif given is not None and not placeholders(sentence) <= given:
                lacking = sorted(placeholders(sentence) - given)
                wrong.append(f"{place}: {code} in {language} wants {lacking}")
    assert wrong == []
