# SPDX-License-Identifier: Apache-2.0
"""Readings too regular to be measured are remarked on; honest ones are left alone."""

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from schoolguard.checks.regularity import find
from schoolguard.checks.rule_book import RegularityKind, load_rules
from schoolguard.checks.values import SheetKey
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId, PersonId

RULES = load_rules()
KEY = SheetKey(date(2026, 11, 24), CheckSession.MORNING, ClassId(1))


def readings(values: list[int]) -> list[tuple[PersonId, int]]:
    return [(PersonId(number), value) for number, value in enumerate(values, start=1)]


def honest(seed: int, size: int) -> list[int]:
    chance = random.Random(seed)
    return [round(chance.gauss(365, 2.5)) for _ in range(size)]


def test_one_temperature_for_nearly_everybody_is_remarked() -> None:
    (flag,) = find(KEY, readings([365] * 40 + honest(1, 8)), {}, RULES)
    assert flag.kind is RegularityKind.CONSTANT
    assert flag.decicelsius == 365
    assert flag.alike >= 40
    assert flag.readings == 48


def test_the_sheet_before_this_one_typed_again_is_remarked() -> None:
    values = honest(2, 45)
    previous = dict(readings(values))
    (flag,) = find(KEY, readings([*values[:43], 371, 358]), previous, RULES)
    assert flag.kind is RegularityKind.COPIED


def test_temperatures_running_up_like_a_ladder_are_remarked() -> None:
    (flag,) = find(KEY, readings([360 + n % 8 for n in range(8)] + [368, 369, 370]), {}, RULES)
    assert flag.kind is RegularityKind.LADDER


def test_temperatures_going_round_in_a_circle_are_remarked() -> None:
    (flag,) = find(KEY, readings([363, 365, 366] * 15), {}, RULES)
    assert flag.kind is RegularityKind.LADDER


def test_few_readings_are_never_remarked() -> None:
    assert find(KEY, readings([365] * 9), dict(readings([365] * 9)), RULES) == ()


@given(st.integers(0, 10_000), st.integers(10, 60))
def test_measured_readings_are_left_alone(seed: int, size: int) -> None:
    previous = dict(readings(honest(seed + 1, size)))
    assert find(KEY, readings(honest(seed, size)), previous, RULES) == ()
