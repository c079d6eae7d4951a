# SPDX-License-Identifier: Apache-2.0
"""Schools and raw stores to measure with: invented people, a real encrypted file, a raw key."""

import itertools
import random
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlcipher3 import dbapi2

from schoolguard import checks, roster
from schoolguard.app.bootstrap import found_school
from schoolguard.app.school import School
from schoolguard.checks import CheckRules, Entry, SheetKey, State
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import SCHOOL_TIME, FixedClock
from schoolguard.kernel.ids import AccountId, ClassId, PersonId
from schoolguard.kernel.school_calendar import SchoolCalendar, Term
from schoolguard.kernel.school_settings import SchoolKind, SchoolSettings
from schoolguard.roster.tables import EnrolmentRow, PersonRow
from schoolguard.store.unit import Unit

DAY = date(2026, 9, 1)
KEY = bytes(range(32))
CLASS_SIZE = 45
_TEACHERS = 4
_PEOPLE_A_TURN = 5
_SYMPTOM_SHARE = 0.02
NURSE = Actor(AccountId(1), "周校医", Role.NURSE)


def big_school(
    folder: Path, *, pupils: int, from_on: date = DAY
) -> tuple[School, dict[ClassId, tuple[PersonId, ...]]]:
    """Return an open school whose people were written straight into its tables, by class."""
    settings = SchoolSettings(
        name="青山九年一贯制学校",
        code="QS01",
        kind=SchoolKind.TWELVE_YEAR,
        boarding=True,
        sessions=frozenset(CheckSession),
    )
    calendar = SchoolCalendar((Term(from_on, DAY + timedelta(days=140)),))
    clock = FixedClock(datetime(DAY.year, DAY.month, DAY.day, 23, 0, tzinfo=SCHOOL_TIME))
    school = found_school(folder, KEY, settings, calendar, clock)
    school.act_as(NURSE)
    classes, _ = school.change(lambda unit: _people(unit, pupils, from_on))
    return school, classes


def _people(unit: Unit, pupils: int, from_on: date) -> dict[ClassId, tuple[PersonId, ...]]:
    classes: dict[ClassId, tuple[PersonId, ...]] = {}
    numbers = itertools.count(1)
    for place in range(-(-pupils // CLASS_SIZE)):
        grade_no, class_no = place % 6 + 1, place // 6 + 1
        spelling = roster.ClassSpelling(grade_no, class_no, roster.Stage.PRIMARY)
        class_id = roster.add_class(unit, spelling, from_on=from_on)
        people = tuple(PersonId(next(numbers)) for _ in range(CLASS_SIZE))
        unit.connection.execute(insert(PersonRow), [_person(unit, one) for one in people])
        unit.connection.execute(
            insert(EnrolmentRow),
            [
                {"person_id": one, "class_id": class_id, "number": seat, "from_on": from_on}
                for seat, one in enumerate(people, start=1)
            ],
        )
        classes[class_id] = people
    return classes


def _person(unit: Unit, person_id: PersonId) -> dict[str, object]:
    texts = "student_number identity_number card_code address bed conditions allergies"
    empty = dict.fromkeys((*texts.split(), "medication", "note", "initials", "pinyin"), "")
    return {
        **empty,
        "id": person_id,
        "kind": roster.PersonKind.PUPIL,
        "name": f"同学{person_id}",
        "sex": roster.Sex.UNKNOWN,
        "is_boarder": person_id % 4 == 0,
        "home": roster.Home.UNKNOWN,
        "created_at": unit.now,
    }


def fill_checks(
    school: School, classes: Mapping[ClassId, tuple[PersonId, ...]], days: Iterable[date]
) -> int:
    """Enter morning and noon of some days through the service and return how many readings.

    Classes come in another order each time, and four are typed at once, as four teachers would.
    """
    rules, chance, readings = checks.load_rules(), random.Random(7), 0
    for day in days:
        _set_clock(school, day)
        for session in (CheckSession.MORNING, CheckSession.NOON):
            order = list(classes)
            chance.shuffle(order)
            for start in range(0, len(order), _TEACHERS):
                keys = [SheetKey(day, session, one) for one in order[start : start + _TEACHERS]]
                readings += _type_at_once(school, classes, keys, rules, chance)
    return readings


def _type_at_once(
    school: School,
    classes: Mapping[ClassId, tuple[PersonId, ...]],
    keys: list[SheetKey],
    rules: CheckRules,
    chance: random.Random,
) -> int:
    """Enter a few people of each sheet in turns, all in one transaction to save time."""
    with school.writing() as unit:
        for start in range(0, CLASS_SIZE, _PEOPLE_A_TURN):
            for key in keys:
                turn = classes[key.class_id][start : start + _PEOPLE_A_TURN]
                entries = {one: _reading(chance) for one in turn}
                checks.record_many(unit, key, entries, rules)
    return len(keys) * CLASS_SIZE


def _reading(chance: random.Random) -> Entry:
    decicelsius = round(chance.gauss(365, 2.5))
    if chance.random() < _SYMPTOM_SHARE:
        return Entry(State.MEASURED, decicelsius, symptoms=frozenset({"cough"}))
    return Entry(State.MEASURED, decicelsius)


def _set_clock(school: School, day: date) -> None:
    assert isinstance(school.clock, FixedClock)
    school.clock.move_to(datetime(day.year, day.month, day.day, 23, 0, tzinfo=SCHOOL_TIME))


def raw_readings(path: Path) -> Callable[[], None]:
    """Return one raw insert and commit into a SQLCipher file as durable as ours."""
    driver = dbapi2.connect(str(path), isolation_level=None)
    driver.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
        driver.execute(f"PRAGMA {pragma}").fetchall()
    driver.execute(
        "CREATE TABLE readings (day INTEGER, session INTEGER, class_id INTEGER, person_id INTEGER,"
        " value INTEGER, minute INTEGER, PRIMARY KEY (day, session, class_id, person_id))"
        " WITHOUT ROWID"
    )
    numbers = itertools.count(1)

    def insert_one() -> None:
        driver.execute("BEGIN IMMEDIATE")
        driver.execute(
            "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?)", (20697, 0, 1, next(numbers), 365, 480)
        )
        driver.execute("COMMIT")

    return insert_one
