# SPDX-License-Identifier: Apache-2.0
"""Two classes of ten pupils in one grade, and ways to let them fall ill."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest

from schoolguard import checks, flows, roster
from schoolguard.app.school import School
from schoolguard.app.watching import Watching
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store.unit import Unit
from schoolguard.warning import Kept

PUPILS = 10


@dataclass(frozen=True)
class Ward:
    """A school whose pupils fall ill on purpose."""

    school: School
    clock: FixedClock
    watching: Watching
    classes: tuple[ClassId, ...]
    pupils: tuple[tuple[PersonId, ...], ...]

    def morning(self, *ill: int, symptom: str = "rash", of: int = 0) -> tuple[Kept, ...]:
        """Check every class; the numbered pupils of class `of` show a symptom. Return the news."""
        today = self.school.query(lambda view: view.today)
        rules = flows.load_rules(self.school.calendar)
        for number, class_id in enumerate(self.classes):
            key = SheetKey(today, CheckSession.MORNING, class_id)
            entries = {
                person: Entry(
                    State.OBSERVED,
                    symptoms=frozenset({symptom} if number == of and place in ill else ()),
                )
                for place, person in enumerate(self.pupils[number])
            }
            self.school.change(lambda u, k=key, e=entries: flows.record_many(u, k, e, rules))
            self.school.change(lambda u, k=key: checks.hand_in(u, k, rules.checks))
        return self.watching.watch()

    def next_day(self, days: int = 1) -> None:
        """Let the clock go on to eight in the morning, so many days later."""
        today = self.school.query(lambda view: view.today)
        self.clock.move_to(instant(today.fromordinal(today.toordinal() + days), 8))


@pytest.fixture
def ward(
    school: School, clock: FixedClock, unit: Callable[[], AbstractContextManager[Unit]]
) -> Ward:
    classes, pupils = [], []
    with unit() as u:
        for number in (1, 2):
            spelling = roster.ClassSpelling(3, number, roster.Stage.PRIMARY)
            class_id = roster.add_class(u, spelling, from_on=u.today)
            classes.append(class_id)
            pupils.append(
                tuple(
                    roster.add_person(
                        u,
                        roster.PersonDraft(name=f"{'甲乙'[number - 1]}班{place}号"),
                        class_id=class_id,
                        from_on=u.today,
                        number=place,
                    )
                    for place in range(1, PUPILS + 1)
                )
            )
    return Ward(school, clock, Watching(school), tuple(classes), tuple(pupils))
