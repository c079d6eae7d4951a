# SPDX-License-Identifier: Apache-2.0
"""The recomputation of a morning after the last sheet was saved, from the record to the record.

A hundred classes, seven streams, half a term of checks behind: reading, judging and writing down,
against a plain loop that reads the same signs and adds them up by class, symptom and day.
"""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import text

from schoolguard import checks, flows
from schoolguard.app.school import School
from schoolguard.app.watching import Watching
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.checks.signs import signs_between
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import FixedClock, instant
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store.unit import Unit
from tests.bench.ratio import judge, ratio
from tests.bench.schools import DAY, big_school

PUPILS = 4_500
DAYS = 60
RATE = 0.001
GOAL = 15.0
"""Where the loop takes 3.3 ms, 50 ms."""

SYMPTOMS = ("fever", "cough", "vomiting", "rash", "red_eyes", "jaundice", "parotid")
_SHEET = text(
    "INSERT INTO check_sheets (day, session, class_id, opened_at, entered_by, method, roll,"
    " from_paper, first_handed_in_at, handed_in_at)"
    " VALUES (:day, 0, :class_id, 0, 1, 'forehead_infrared', '', 0, 0, 0)"
)
_SYMPTOM = text(
    "INSERT OR IGNORE INTO reading_symptoms (day, session, class_id, person_id, symptom)"
    " VALUES (:day, 0, :class_id, :person_id, :symptom)"
)


def test_a_morning_is_judged_at_once(tmp_path: Path) -> None:
    school, classes = big_school(tmp_path / "school", pupils=PUPILS)
    days = school.calendar.school_days(DAY, DAY + timedelta(days=140))[: DAYS + 1]
    school.change(lambda unit: _past(unit, classes, days[:-1]))
    clock = school.clock
    assert isinstance(clock, FixedClock)
    clock.move_to(instant(days[-1], 8))
    watching = Watching(school)
    watching.watch()
    rules = flows.load_rules(school.calendar)
    people = iter(person for pupils in classes.values() for person in pupils)
    class_of = {person: one for one, pupils in classes.items() for person in pupils}

    def ours() -> None:
        person = next(people)
        _one_more(school, days[-1], class_of[person], person, rules)
        watching.watch()

    def floor() -> None:
        person = next(people)
        _one_more(school, days[-1], class_of[person], person, rules)
        since = days[-1] - timedelta(days=29)
        found = school.query(lambda view: signs_between(view, since, days[-1], rules.checks))
        Counter((one.class_id, one.symptom, one.day) for one in found)

    judge("warning, after the last sheet", ratio(ours, floor, repeat=15), GOAL)
    school.close()


def _one_more(
    school: School, day: date, class_id: ClassId, person: PersonId, rules: flows.FlowRules
) -> None:
    entry = Entry(State.OBSERVED, symptoms=frozenset({"cough"}))
    key = SheetKey(day, CheckSession.MORNING, class_id)
    school.change(lambda unit: checks.record(unit, key, person, entry, rules.checks))


def _past(unit: Unit, classes: dict[ClassId, tuple[PersonId, ...]], days: tuple[date, ...]) -> None:
    """Write half a term of handed-in sheets and of illnesses that last two or three days."""
    chance = Random(11)
    epoch = date(1970, 1, 1)
    numbers = [(day - epoch).days for day in days]
    unit.connection.execute(
        _SHEET, [{"day": day, "class_id": each} for day in numbers for each in classes]
    )
    rows = []
    for place, _ in enumerate(numbers):
        for class_id, pupils in classes.items():
            for symptom in SYMPTOMS:
                for person in pupils:
                    if chance.random() < RATE:
                        rows += [
                            {
                                "day": ill,
                                "class_id": class_id,
                                "person_id": person,
                                "symptom": symptom,
                            }
                            for ill in numbers[place : place + chance.choice((2, 3))]
                        ]
    unit.connection.execute(_SYMPTOM, rows)
