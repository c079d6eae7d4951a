# SPDX-License-Identifier: Apache-2.0
"""The checks' rule packs are whole, and a bad one is refused by name."""

import shutil
from pathlib import Path

import pytest

from schoolguard.checks.rule_book import load_rules
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.resources import resource


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    for name in ("checks.toml", "symptoms.toml"):
        shutil.copy(resource("rules", name), tmp_path / name)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_programs_own_packs_hold_together() -> None:
    rules = load_rules()
    assert set(rules.sessions) == set(CheckSession)
    assert rules.sessions[CheckSession.EVENING].boarders_only
    assert rules.default_method == "forehead_infrared"
    assert all(rule.source for rule in (*rules.symptoms, *rules.methods.values()))


def test_a_symptom_that_is_switched_off_is_not_asked_for(packs: Path) -> None:
    change(packs / "symptoms.toml", 'id = "jaundice"', 'id = "jaundice"\nenabled = false')
    assert "jaundice" not in {symptom.id for symptom in load_rules(packs).symptoms}


@pytest.mark.parametrize(
    ("file", "old", "new", "entry"),
    [
        ("symptoms.toml", 'key = "C"', 'key = "F"', "symptom cough"),
        ("symptoms.toml", 'key = "C"', 'key = "G"', "symptom cough"),
        ("symptoms.toml", 'key = "C"', 'key = "cc"', "symptom cough"),
        ("checks.toml", "fever_celsius = 37.3", 'fever_celsius = "37.3"', "method forehead"),
        ("checks.toml", '["armpit_electronic", "armpit_mercury", "ear', '["forehead', "method"),
        ("checks.toml", "rest_minutes = 15", "", "recheck second_reading"),
        ("checks.toml", "rest_minutes = 15", "rest_minutes = 900", "recheck second_reading"),
        ("checks.toml", "fever_celsius = 37.3", "fever_celsius = 373", "method forehead"),
        ("checks.toml", 'id = "noon"', 'id = "midnight"', "session midnight"),
        ("checks.toml", 'id = "ladder"', 'id = "snake"', "regularity snake"),
        ("checks.toml", 'id = "absent"', 'id = "away"', "mark away"),
        ("checks.toml", "[[session]]", "[[sesion]]", "sesion"),
        ("checks.toml", "reject_below_celsius = 32.0", "reject_below_celsius = 52", "plausible"),
    ],
)
def test_a_bad_entry_is_named(packs: Path, file: str, old: str, new: str, entry: str) -> None:
    change(packs / file, old, new)
    with pytest.raises(UserError) as caught:
        load_rules(packs)
    assert caught.value.code == "rules.bad_entry"
    assert str(caught.value.params["entry"]).startswith(entry)
