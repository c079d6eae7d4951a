# SPDX-License-Identifier: Apache-2.0
"""What the roster's rule pack says: stages, ways to write a class, words, phones, ages.

Reads `resources/rules/roster.toml` once and keeps it in the form the other modules ask for;
decides nothing itself. Sources stand beside each entry of the pack.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from schoolguard.kernel.errors import UserError
from schoolguard.kernel.rule_packs import Packs, Rule, Shapes, take_pack
from schoolguard.kernel.school_settings import Stage
from schoolguard.roster.plain_text import plain

CLASS_NUMBER = r"[一二三四五六七八九十]{1,3}|\d{1,2}"


class Reading(StrEnum):
    """How the number in a class's spelling counts."""

    GRADE = "grade"
    STAGE_GRADE = "stage_grade"
    ENTRY_YEAR = "entry_year"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRule(Rule):
    """A stage of schooling and its grades, counted 1 to 12 through all stages.

    Attributes:
        class_name: how a class is written, with ``{grade}`` and ``{no}``.
    """

    stage: Stage
    first_grade: int
    last_grade: int
    prefixes: tuple[str, ...]
    grade_names: tuple[str, ...]
    class_name: str

    def __post_init__(self) -> None:
        """Refuse a stage whose grades and names do not match."""
        if len(self.grade_names) != self.last_grade - self.first_grade + 1:
            raise ValueError("grade_names must have one name for each grade")
        self.class_name.format(grade="", no="")

    def holds(self, grade_no: int) -> bool:
        """Return whether a grade belongs to this stage."""
        return self.first_grade <= grade_no <= self.last_grade


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYearRule(Rule):
    """The day on which the school year turns."""

    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassSpellingRule(Rule):
    """One way in which people write a class.

    Attributes:
        pattern: regular expression with ``{prefix}`` and ``{no}``; groups prefix, number, no, no2.
    """

    reads: Reading
    pattern: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRule(Rule):
    """The words that mean one value; the id is ``group.value``."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRule(Rule):
    """What a kind of phone number looks like."""

    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRule(Rule):
    """Ages in whole years outside which a birth date is asked about; the id is a person's kind."""

    youngest: int
    oldest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRule(Rule):
    """From how many pupils on a class counts as large 大班额, and as very large 超大班额."""

    large: int
    very_large: int


@dataclass(frozen=True, slots=True)
class RosterRules:
    """The whole pack, ready to be asked.

    Attributes:
        spellings: compiled patterns in the order in which they are tried.
        words: group -> plain word -> value, e.g. ``words["sex"]["男"] == "male"``.
        headers: plain header of a sheet -> the id of its column.
        phone: one pattern that every enabled kind of phone matches.
    """

    stages: tuple[StageRule, ...]
    year_start: SchoolYearRule
    spellings: tuple[tuple[Reading, re.Pattern[str]], ...]
    words: Mapping[str, Mapping[str, str]]
    headers: Mapping[str, str]
    phone: re.Pattern[str]
    ages: Mapping[str, AgeRule]
    class_size: SizeRule | None

    def stage(self, stage: Stage) -> StageRule:
        """Return the rule of one stage."""
        return next(rule for rule in self.stages if rule.stage is stage)

    def school_year(self, day: date) -> int:
        """Return the year in which the school year of a day began."""
        turned = (day.month, day.day) >= (self.year_start.month, self.year_start.day)
        return day.year if turned else day.year - 1


SHAPES: Final[Shapes] = {
    "stage": StageRule,
    "school_year": SchoolYearRule,
    "class_spelling": ClassSpellingRule,
    "word": WordRule,
    "column": WordRule,
    "phone": PhoneRule,
    "age": AgeRule,
    "size": SizeRule,
}
"""Every kind of entry of `roster.toml`."""

NEEDED: Final = frozenset({"stage", "school_year"})
"""Kinds of which no entry can be switched off."""


@lru_cache(maxsize=4)
def load_rules(packs: Packs = None) -> RosterRules:
    """Read the pack, by default the program's own; kept for the next time.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """
    pack = take_pack("roster", packs, SHAPES, NEEDED)
    file = pack.path
    stages = tuple(rule for rule in pack.read("stage", StageRule) if rule.enabled)
    years = pack.read("school_year", SchoolYearRule)
    if not stages or not years:
        raise UserError(
            "rules.bad_entry", file=file.name, entry="stage, school_year", reason="missing"
        )
    sizes = pack.read("size", SizeRule)
    phones = [rule.pattern for rule in pack.read("phone", PhoneRule) if rule.enabled]
    return RosterRules(
        stages,
        years[0],
        _spellings(file, stages, pack.read("class_spelling", ClassSpellingRule)),
        _words(pack.read("word", WordRule)),
        _headers(pack.read("column", WordRule)),
        _compile(file, "phone", "|".join(f"(?:{pattern})" for pattern in phones)),
        {rule.id: rule for rule in pack.read("age", AgeRule) if rule.enabled},
        next((rule for rule in sizes if rule.enabled), None),
    )


def _spellings(
    file: Path, stages: tuple[StageRule, ...], rules: tuple[ClassSpellingRule, ...]
) -> tuple[tuple[Reading, re.Pattern[str]], ...]:
    prefixes = sorted((word for rule in stages for word in rule.prefixes), key=len, reverse=True)
    any_prefix = "|".join(map(re.escape, prefixes))
    return tuple(
        (
            rule.reads,
            _compile(
                file,
                f"class_spelling {rule.id}",
                rule.pattern.replace("{prefix}", any_prefix).replace("{no}", CLASS_NUMBER),
            ),
        )
        for rule in rules
        if rule.enabled
    )


def _words(rules: tuple[WordRule, ...]) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = {}
    for rule in rules:
        group, _, value = rule.id.partition(".")
        if rule.enabled:
            groups.setdefault(group, {}).update({plain(word): value for word in rule.words})
    return groups


def _headers(rules: tuple[WordRule, ...]) -> dict[str, str]:
    return {plain(word): rule.id for rule in rules if rule.enabled for word in rule.words}


def _compile(file: Path, entry: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise UserError(
            "rules.bad_entry", file=file.name, entry=entry, reason=str(error)
        ) from error
