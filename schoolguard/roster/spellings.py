# SPDX-License-Identifier: Apache-2.0
"""Which class somebody means by 三年级(2)班, 三2, 711 or 高2025级, and how this program writes it.

A spelling may have several readings (112 is 一年级12班 or 高二2班); those of other stages than the
school's are dropped, and if more than one is left the caller asks. Source: the rule pack.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from schoolguard.kernel.school_settings import Stage
from schoolguard.roster.pack import Reading, RosterRules, StageRule
from schoolguard.roster.plain_text import plain

_NUMERALS = {numeral: value for value, numeral in enumerate("一二三四五六七八九", start=1)}
_BRACKETS = str.maketrans(
    dict.fromkeys("([{〔【〈《「", "-") | dict.fromkeys(")]}〕】〉》」第", "")
)
_DASHES = re.compile(r"[-–—−.·/、_]+")
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+")
_LARGEST_CLASS_NO = 60


@dataclass(frozen=True, slots=True, order=True)
class ClassSpelling:
    """One reading of a spelling; `class_no` is 0 where only the grade was written."""

    grade_no: int
    class_no: int
    stage: Stage


def chinese_number(text: str) -> int:
    """Return the value of 1 to 99 in digits or Chinese numerals; 0 if it is neither."""
    if text.isascii():
        return int(text) if text.isdigit() else 0
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMERALS.get(text, 0)
    if (tens and tens not in _NUMERALS) or (ones and ones not in _NUMERALS):
        return 0
    return 10 * (_NUMERALS[tens] if tens else 1) + (_NUMERALS[ones] if ones else 0)


def read_class(
    text: str, rules: RosterRules, stages: frozenset[Stage], on: date
) -> tuple[ClassSpelling, ...]:
    """Return every class that a spelling can mean, best first; empty if it can not be read.

    The stages of the school settle what is ambiguous; a spelling that can only mean a stage that
    the school does not have is returned all the same, so that the caller can say so. Years of entry
    are counted for the day `on`.
    """
    written = _WHOLE_FLOAT.sub(r"\1", plain(text)).translate(_BRACKETS)
    written = _DASHES.sub("-", written).strip("-")
    for reads, pattern in rules.spellings:
        match = pattern.fullmatch(written)
        if match:
            found = sorted(set(_readings(reads, match, rules, on)))
            here = tuple(spelling for spelling in found if spelling.stage in stages)
            if here or found:
                return here or tuple(found)
    return ()


def class_name(rules: RosterRules, spelling: ClassSpelling) -> str:
    """Return the name of a class as this program writes it, e.g. 三年级(2)班."""
    rule = rules.stage(spelling.stage)
    grade = grade_name(rules, spelling.stage, spelling.grade_no)
    return rule.class_name.format(grade=grade, no=spelling.class_no) if spelling.class_no else grade


def grade_name(rules: RosterRules, stage: Stage, grade_no: int) -> str:
    """Return the name of a grade, e.g. 三年级 or 高一."""
    rule = rules.stage(stage)
    return rule.grade_names[grade_no - rule.first_grade]


def entry_year(rules: RosterRules, spelling: ClassSpelling, on: date) -> int:
    """Return the year in which the pupils of a class entered its stage."""
    first = rules.stage(spelling.stage).first_grade
    return rules.school_year(on) - (spelling.grade_no - first)


def _readings(
    reads: Reading, match: re.Match[str], rules: RosterRules, on: date
) -> Iterable[ClassSpelling]:
    groups = match.groupdict()
    number = groups["number"]
    class_no = chinese_number(groups.get("no") or groups.get("no2") or "")
    if reads is Reading.DIGITS:
        return _split_digits(number.removesuffix("班"), rules)
    prefixed = _stages_of(groups.get("prefix"), rules)
    if reads is Reading.ENTRY_YEAR:
        passed = rules.school_year(on) - int(number)
        grades = [(rule, rule.first_grade + passed) for rule in prefixed]
    elif reads is Reading.STAGE_GRADE:
        grades = [(rule, rule.first_grade + chinese_number(number) - 1) for rule in prefixed]
    else:
        grades = [(rule, chinese_number(number)) for rule in rules.stages]
    return [
        ClassSpelling(grade, class_no, rule.stage) for rule, grade in grades if rule.holds(grade)
    ]


def _split_digits(digits: str, rules: RosterRules) -> Iterable[ClassSpelling]:
    for width in (1, 2):
        grade_no, rest = int(digits[:width]), digits[width:]
        if not 1 <= len(rest) <= 2 or not 0 < int(rest) <= _LARGEST_CLASS_NO:
            continue
        for rule in rules.stages:
            if rule.holds(grade_no):
                yield ClassSpelling(grade_no, int(rest), rule.stage)


def _stages_of(prefix: str | None, rules: RosterRules) -> tuple[StageRule, ...]:
    if not prefix:
        return rules.stages
    return tuple(rule for rule in rules.stages if prefix in rule.prefixes)
