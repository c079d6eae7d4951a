# SPDX-License-Identifier: Apache-2.0
"""Every way in which people write a class, and that what is written is read again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.kernel.resources import resource
from schoolguard.kernel.rule_packs import load_pack
from schoolguard.kernel.school_settings import Stage
from schoolguard.roster.pack import ClassSpellingRule, load_rules
from schoolguard.roster.spellings import (
    ClassSpelling,
    chinese_number,
    class_name,
    entry_year,
    read_class,
)

RULES = load_rules()
ALL = frozenset(Stage)
TODAY = date(2026, 11, 24)


def names(text: str, stages: frozenset[Stage] = ALL) -> list[str]:
    return [class_name(RULES, one) for one in read_class(text, RULES, stages, TODAY)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("三年级(2)班", "三年级(2)班"),
        ("三年级（2）班", "三年级(2)班"),
        (" 三 年 级 ２ 班 ", "三年级(2)班"),
        ("三年级二班", "三年级(2)班"),
        ("三年二班", "三年级(2)班"),
        ("3年级2班", "三年级(2)班"),
        ("小学三年级2班", "三年级(2)班"),
        ("三2", "三年级(2)班"),
        ("三(2)", "三年级(2)班"),
        ("三（二）班", "三年级(2)班"),
        ("三二班", "三年级(2)班"),
        ("3.2", "三年级(2)班"),
        ("3-2", "三年级(2)班"),
        ("3(2)班", "三年级(2)班"),
        ("302", "三年级(2)班"),
        ("302.0", "三年级(2)班"),
        ("【三】年级【2】班", "三年级(2)班"),
        ("三年级第2班", "三年级(2)班"),
        ("三年级(十二)班", "三年级(12)班"),
        ("711", "七年级(11)班"),
        ("0711", "七年级(11)班"),
        ("1011", "高一(11)班"),
        ("初一(3)班", "七年级(3)班"),
        ("初中七年级3班", "七年级(3)班"),
        ("高一(1)班", "高一(1)班"),
        ("高一1", "高一(1)班"),
        ("高三·5班", "高三(5)班"),
        ("高一", "高一"),
        ("七年级", "七年级"),
        ("高2025级", "高二"),
        ("高2025级(3)班", "高二(3)班"),
        ("Grade 3 (2)", "三年级(2)班"),
    ],
)
def test_a_spelling_means_one_class(text: str, name: str) -> None:
    """Spellings seen in schools, half width and full width, digits and numerals."""
    assert names(text) == [name]


def test_the_school_settles_what_is_ambiguous() -> None:
    assert names("112") == ["一年级(12)班", "高二(2)班"]
    assert names("112", frozenset({Stage.PRIMARY})) == ["一年级(12)班"]
    assert names("2024级2班", frozenset({Stage.JUNIOR})) == ["九年级(2)班"]
    assert len(names("2024级2班")) == 3


def test_another_school_s_stage_is_said_not_hidden() -> None:
    found = read_class("高一(1)班", RULES, frozenset({Stage.PRIMARY}), TODAY)
    assert [one.stage for one in found] == [Stage.SENIOR]


@pytest.mark.parametrize(
    "text", ["", "教务处", "12班", "十三年级", "班", "三年级(2)班3", "0", "高2001级"]
)
def test_what_is_no_class_is_not_guessed(text: str) -> None:
    assert names(text) == []


def test_the_examples_of_the_rule_pack_are_read() -> None:
    pack = load_pack(resource("rules", "roster.toml"))
    for rule in pack.read("class_spelling", ClassSpellingRule):
        for example in rule.examples:
            assert read_class(example, RULES, ALL, TODAY), example


@given(st.sampled_from(RULES.stages), st.integers(0, 60), st.data())
def test_a_name_is_read_back(stage: object, class_no: int, data: st.DataObject) -> None:
    rule = next(one for one in RULES.stages if one is stage)
    grade = data.draw(st.integers(rule.first_grade, rule.last_grade))
    spelling = ClassSpelling(grade, class_no, rule.stage)
    assert read_class(class_name(RULES, spelling), RULES, ALL, TODAY) == (spelling,)


@given(st.text(max_size=20))
def test_any_text_is_answered(text: str) -> None:
    for spelling in read_class(text, RULES, ALL, TODAY):
        assert RULES.stage(spelling.stage).holds(spelling.grade_no)


@given(st.integers(1, 99))
def test_numerals_count(number: int) -> None:
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    text = ("" if tens == 0 else ("" if tens == 1 else digits[tens]) + "十") + (
        digits[ones] if ones else ""
    )
    assert chinese_number(text) == number
    assert chinese_number(str(number)) == number


def test_the_year_of_entry_turns_in_august() -> None:
    third = ClassSpelling(3, 2, Stage.PRIMARY)
    assert entry_year(RULES, third, date(2026, 8, 14)) == 2023
    assert entry_year(RULES, third, date(2026, 8, 15)) == 2024
