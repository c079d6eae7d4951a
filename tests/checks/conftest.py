# SPDX-License-Identifier: Apache-2.0
"""A school with one class of day pupils and boarders, one department of staff, and check rules."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

import pytest

from schoolguard import roster
from schoolguard.checks import CheckRules, SheetKey, load_rules
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store.unit import Unit

DAY = date(2026, 9, 1)
SURNAMES = "张王李赵陈杨黄周吴徐孙马"


@dataclass(frozen=True)
class Place:
    """Where the tests are: ids of a class of ten (two boarders) and of a department of three."""

    class_id: ClassId
    pupils: tuple[PersonId, ...]
    boarders: tuple[PersonId, ...]
    staff_id: ClassId
    staff: tuple[PersonId, ...]

    @property
    def morning(self) -> SheetKey:
        return SheetKey(DAY, CheckSession.MORNING, self.class_id)


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
