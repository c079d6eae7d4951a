# SPDX-License-Identifier: Apache-2.0
"""A pack of the program that turns out bad is named, and the last good one stays in force."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from schoolguard import rulebook
from schoolguard.app.rule_book import book_of, daily_basis
from schoolguard.app.school import School
from schoolguard.app.today import flow_rules
from schoolguard.kernel import rule_packs
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.resources import resource
from schoolguard.rulebook import Change, RuleKey, books, queries

FEVER = RuleKey("checks", "method", "ear_infrared", "fever_celsius")


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the program's packs that a test may spoil."""
    folder = Path(shutil.copytree(resource("rules"), tmp_path / "rules"))

    def here(*parts: str) -> Path:
        return folder.joinpath(*parts[1:])

    monkeypatch.setattr(rule_packs, "resource", here)
    monkeypatch.setattr(queries, "resource", here)
    forget()
    yield folder
    monkeypatch.undo()
    forget()


def forget() -> None:
    rule_packs._shipped.cache_clear()
    books._shipped_book.cache_clear()


def keep(school: School) -> None:
    texts = school.query(rulebook.packs_to_keep)
    school.change(lambda unit: rulebook.keep_packs(unit, texts))


def spoil(folder: Path) -> None:
    path = folder / "checks.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('status = "seen"', 'status = "sure"', 1), encoding="utf-8")
    forget()


def test_good_packs_are_kept_once_a_version(school: School, packs: Path) -> None:
    assert len(school.query(rulebook.packs_to_keep)) == len(rulebook.CHAPTERS)
    keep(school)
    assert school.query(rulebook.packs_to_keep) == {}
    path = packs / "flows.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# newer\n", encoding="utf-8")
    assert school.query(rulebook.packs_to_keep).keys() == {"flows"}


def test_bad_pack_is_named_and_the_last_good_one_holds_with_the_schools_values(
    school: School, packs: Path
) -> None:
    keep(school)
    school.change(lambda unit: rulebook.change_rule(unit, Change(FEVER, 37.4, "x")))
    before = book_of(school).versions
    spoil(packs)
    school.rules_edition += 1
    book = book_of(school)
    (fault,) = book.base.faults
    assert (fault.code, fault.params["file"]) == ("rules.bad_entry", "checks.toml")
    assert fault.params["entry"] == "method forehead_infrared, status"
    assert book.versions == before
    assert flow_rules(school).checks.method("ear_infrared").fever_celsius == 37.4
    assert daily_basis(school).checks.method("ear_infrared").fever_celsius == 37.4
    assert school.query(rulebook.packs_to_keep) == {}
    school.change(lambda unit: rulebook.change_rule(unit, Change(FEVER, 37.6, "x")))
    assert flow_rules(school).checks.method("ear_infrared").fever_celsius == 37.6


def test_bad_pack_that_was_never_kept_is_refused_by_name(school: School, packs: Path) -> None:
    spoil(packs)
    school.rules_edition += 1
    with pytest.raises(UserError) as caught:
        book_of(school)
    assert caught.value.params["file"] == "checks.toml"
