# SPDX-License-Identifier: Apache-2.0
"""Where the tests of the checks happen, and short ways to do what they repeat."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from schoolguard import checks
from schoolguard.app.school import School
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId, PersonId

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


Board = Callable[..., dict[tuple[ClassId, CheckSession], checks.SheetStatus]]


def measured(decicelsius: int, method: str | None = None) -> Entry:
    return Entry(State.MEASURED, decicelsius, method)


def record(
    school: School, key: SheetKey, person: PersonId, entry: Entry | None, reason: str = ""
) -> checks.Recorded:
    rules = checks.load_rules()
    return school.change(lambda u: checks.record(u, key, person, entry, rules, reason))[0]


def sheet_of(school: School, key: SheetKey) -> checks.Sheet:
    rules = checks.load_rules()
    return school.query(lambda v: checks.sheet(v, key.class_id, key.day, key.session, rules))


def fill(school: School, key: SheetKey, people: tuple[PersonId, ...]) -> None:
    rules = checks.load_rules()
    entries = {person: measured(362 + n % 7) for n, person in enumerate(people)}
    school.change(lambda u: checks.record_many(u, key, entries, rules))


def hand_in(school: School, key: SheetKey) -> checks.Tally:
    rules = checks.load_rules()
    return school.change(lambda u: checks.hand_in(u, key, rules))[0]
