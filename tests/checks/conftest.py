# SPDX-License-Identifier: Apache-2.0
"""A school with one class of day pupils and boarders, one department of staff, and check rules."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from schoolguard import roster
from schoolguard.checks import CheckRules, load_rules
from schoolguard.store.unit import Unit
from tests.factories.checks import DAY, SURNAMES, Place


@pytest.fixture(scope="session")
def rules() -> CheckRules:
    return load_rules()


@pytest.fixture
def place(unit: Callable[[], AbstractContextManager[Unit]]) -> Place:
    with unit() as u:
        spelling = roster.ClassSpelling(3, 2, roster.Stage.PRIMARY)
        class_id = roster.add_class(u, spelling, from_on=DAY)
        staff_id = roster.add_department(u, "总务处", from_on=DAY)
        pupils = tuple(
            roster.add_person(
                u,
                roster.PersonDraft(
                    name=f"{SURNAMES[number]}同学",
                    student_number=f"2026030{number:03}",
                    card_code=f"9900{number:04}",
                    is_boarder=number in {2, 7},
                ),
                class_id=class_id,
                from_on=DAY,
                number=number,
            )
            for number in range(1, 11)
        )
        staff = tuple(
            roster.add_person(
                u,
                roster.PersonDraft(name=f"{name}老师", kind=roster.PersonKind.STAFF),
                class_id=staff_id,
                from_on=DAY,
            )
            for name in "郑冯褚"
        )
    return Place(class_id, pupils, (pupils[1], pupils[6]), staff_id, staff)
