# SPDX-License-Identifier: Apache-2.0
"""A real encrypted store with the roster's tables, opened with a raw key."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import pytest

import schoolguard.roster.tables  # noqa: F401 - puts the tables into the metadata
from schoolguard import roster
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.clock import SCHOOL_TIME, FixedClock
from schoolguard.kernel.ids import AccountId, ClassId, PersonId
from schoolguard.roster import ClassSpelling, GuardianDraft, PersonDraft, Relation, Sex, Stage
from schoolguard.store.base import SchoolBase
from schoolguard.store.unit import Unit, View, reading, writing
from schoolguard.store.vault import Vault, create_vault

T = TypeVar("T")
TODAY = date(2026, 11, 24)
NURSE = Actor(AccountId(1), "护士", Role.NURSE)


class Desk:
    """A school's record and whoever sits before it."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.clock = FixedClock(datetime(2026, 11, 24, 8, 0, tzinfo=SCHOOL_TIME))
        self.actor = NURSE

    def change(self, work: Callable[[Unit], T]) -> T:
        with writing(self.vault, self.actor, self.clock) as unit:
            return work(unit)

    def ask(self, question: Callable[[View], T]) -> T:
        with reading(self.vault, self.actor, self.clock) as view:
            return question(view)

    def add_class(self, grade_no: int, class_no: int, stage: Stage = Stage.PRIMARY) -> ClassId:
        spelling = ClassSpelling(grade_no, class_no, stage)
        return self.change(lambda unit: roster.add_class(unit, spelling, from_on=date(2026, 9, 1)))

    def add(
        self, class_id: ClassId, name: str = "王小明", number: int = 0, **known: object
    ) -> PersonId:
        draft = PersonDraft(name, **known)  # type: ignore[arg-type] # fields of a draft
        return self.change(
            lambda unit: roster.add_person(
                unit, draft, class_id=class_id, from_on=date(2026, 9, 1), number=number
            )
        )


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    vault = create_vault(tmp_path / "school.db", bytes(32), SchoolBase.metadata, "test")
    yield Desk(vault)
    vault.close()


def mother(phone: str = "13800138000", name: str = "李梅") -> GuardianDraft:
    return GuardianDraft(name, Relation.MOTHER, phones=(phone,))


__all__ = ["TODAY", "Desk", "Sex", "mother"]
