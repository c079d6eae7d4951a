# SPDX-License-Identifier: Apache-2.0
"""Phones, names and the keys by which names are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoolguard.roster.pack import load_rules
from schoolguard.roster.phones import is_phone, split_phones
from schoolguard.roster.pinyin import search_keys
from schoolguard.roster.plain_text import private_characters, tidy_name
from schoolguard.roster.rules import masked_name

RULES = load_rules()


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("13800138000", ("13800138000",)),
        ("13800138000.0", ("13800138000",)),
        ("+86 138-0013-8000", ("13800138000",)),
        ("8613800138000", ("13800138000",)),
        ("１３８００１３８０００", ("13800138000",)),
        ("138 0013 8000、13900138000", ("13800138000", "13900138000")),
        ("13800138000/0571-88888888", ("13800138000", "0571-88888888")),
        ("13800138000 13900138001", ("13800138000", "13900138001")),
        ("0571-88888888-123", ("0571-88888888-123",)),
        ("13800138000，13800138000", ("13800138000",)),
        ("  ", ()),
    ],
)
def test_a_cell_holds_one_or_several_phones(cell: str, numbers: tuple[str, ...]) -> None:
    assert split_phones(cell) == numbers
    assert all(is_phone(number, RULES) for number in numbers)


@pytest.mark.parametrize("number", ["12800138000", "1380013800", "138001380000", "88888888", "无"])
def test_what_is_no_phone_is_refused(number: str) -> None:
    """Mobile 1[3-9] and nine digits; landline with area code."""
    assert not is_phone(number, RULES)


@given(st.text(max_size=40))
def test_any_cell_can_be_split(cell: str) -> None:
    assert all(split_phones(cell)) or split_phones(cell) == ()


@pytest.mark.parametrize(
    ("name", "initials", "pinyin"),
    [
        ("曾单", "zs", "zengshan"),
        ("曾单", "cd", "cengdan"),
        ("仇英", "qy", "qiuying"),
        ("吕梅", "lm", "lvmei"),
        ("王䶮", "wy", "wangyan"),
        ("𬱖㳚", "dx", "dixu"),
        ("鿍", "g", "gang"),
        ("Anna Li", "al", "annali"),
    ],
)
def test_a_name_is_found_by_every_reading(name: str, initials: str, pinyin: str) -> None:
    keys = search_keys(name)
    assert f" {initials}" in keys[0]
    assert f" {pinyin}" in keys[1]


def test_many_readings_do_not_grow_without_end() -> None:
    assert len(search_keys("长行乐解单曾")[1].split()) <= 36


def test_names_are_tidied_but_never_normalised() -> None:
    assert tidy_name(" 王　伟 ") == "王伟"
    assert tidy_name("Anna  Li") == "Anna Li"
    assert tidy_name("𠅤㳚\u200b") == "𠅤㳚"
    assert tidy_name("阿不都・热合曼") == "阿不都·热合曼"


def test_characters_of_old_systems_are_noticed() -> None:
    assert private_characters("王\ue000") == ("\ue000",)
    assert private_characters("王䶮𬱖") == ()


@pytest.mark.parametrize(
    ("name", "masked"), [("张三", "张*"), ("欧阳娜娜", "欧***"), ("李", "李*"), ("", "")]
)
def test_a_masked_name_shows_its_first_character(name: str, masked: str) -> None:
    assert masked_name(name) == masked
