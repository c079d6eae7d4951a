# SPDX-License-Identifier: Apache-2.0
"""The isolation room with five years of stays against the same room with a day of them.

Who is there now, the map and what is due must not grow with the past; a month's register grows with
that month alone.
"""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import insert

from schoolguard import isolation
from schoolguard.app.bootstrap import found_school
from schoolguard.isolation import Answer, Destination, Group, Kind, Origin, Standing, StayDetails
from schoolguard.isolation.tables import (
    IsolationClosureRow,
    IsolationMoveRow,
    IsolationNoticeRow,
    IsolationObservationRow,
    IsolationStayRow,
)
from schoolguard.isolation.writing import NOT_LEFT, columns_of
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import SCHOOL_TIME, FixedClock, instant
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolKind, SchoolSettings
from schoolguard.store.unit import Unit
from tests.bench.ratio import judge, ratio
from tests.bench.schools import KEY, NURSE
from tests.factories.isolation import DAY, Infirmary, found_infirmary

FIVE_YEARS = 1_000
"""School days."""
STAYS_A_DAY = 6
MONTH = 21
NOW_GOAL = 1.5
MONTH_GOAL = 1.5


def infirmary_with(folder: Path, days: int) -> Infirmary:
    """Return a school whose past stays were written straight into its tables."""
    settings = SchoolSettings(
        name="青山学校",
        code="QS01",
        kind=SchoolKind.NINE_YEAR,
        boarding=True,
        sessions=frozenset(CheckSession),
    )
    clock = FixedClock(datetime(DAY.year, DAY.month, DAY.day, 10, 0, tzinfo=SCHOOL_TIME))
    school = found_school(folder, KEY, settings, SchoolCalendar(), clock)
    school.act_as(NURSE)
    infirmary = found_infirmary(school, clock)
    infirmary.do(lambda unit: _fill(unit, infirmary, days))
    infirmary.observe(infirmary.admit(), infirmary.look())
    infirmary.admit(infirmary.visitor())
    return infirmary


def _fill(unit: Unit, infirmary: Infirmary, days: int) -> None:
    stays, looks, notices, moves, closures = [], [], [], [], []
    numbers = count(1)
    for ago in range(days, 0, -1):
        day = DAY - timedelta(days=ago)
        for turn in range(STAYS_A_DAY):
            at, number = instant(day, 9, 5 * turn), next(numbers)
            left_at = at + timedelta(minutes=70)
            stays.append(_stay(infirmary, number, at, day))
            place = {"room_id": infirmary.room, "zone_id": infirmary.watch_zone}
            moves.append({"stay_id": number, "at": at, "by": 1, **place, "bed_id": None})
            looks += [_look(number, at + timedelta(minutes=15 * again)) for again in range(4)]
            notices += [_notice(number, at, party) for party in ("family", "class_teacher")]
            closures.append(
                {
                    "room_id": infirmary.room,
                    "stay_id": number,
                    "closed_at": left_at,
                    "closed_on": day,
                    "closed_by": 1,
                    "reason": "",
                    "disinfected_at": left_at + timedelta(minutes=30),
                    "disinfected_by": 1,
                }
            )
    for table, rows in (
        (IsolationStayRow, stays),
        (IsolationMoveRow, moves),
        (IsolationObservationRow, looks),
        (IsolationNoticeRow, notices),
        (IsolationClosureRow, closures),
    ):
        unit.connection.execute(insert(table.__table__), rows)


def _stay(infirmary: Infirmary, number: int, at: datetime, day: date) -> dict[str, object]:
    return {
        **columns_of(StayDetails(symptoms=frozenset({"cough"}), places_text="教室")),
        **NOT_LEFT,
        "id": number,
        "person_id": infirmary.pupil if number % 2 else infirmary.classmate,
        "class_id": infirmary.class_id,
        "kind": Kind.PUPIL,
        "person_group": Group.DAY_PUPIL,
        "standing": Standing.LEFT,
        "origin": Origin.CHECK,
        "absence_case_id": None,
        "room_id": infirmary.room,
        "zone_id": infirmary.watch_zone,
        "bed_id": None,
        "found_at": at,
        "entered_at": at,
        "entered_on": day,
        "entered_by": 1,
        "closed_room_reason": "",
        "contacts": Answer.NONE,
        "due_at": None,
        "left_at": at + timedelta(minutes=70),
        "left_on": day,
        "left_by": 1,
        "destination": Destination.HOME,
    }


def _look(number: int, at: datetime) -> dict[str, object]:
    words = {"site": "armpit_electronic", "symptoms": "cough", "note": ""}
    return {"stay_id": number, "taken_at": at, "by": 1, "decicelsius": 378, **words} | {
        "carried_over": False
    }


def _notice(number: int, at: datetime, party: str) -> dict[str, object]:
    words = {"party_id": party, "way_id": "phone", "result_id": "reached", "who": "", "note": ""}
    return {"stay_id": number, "told_at": at, "by": 1, **words}


def test_the_room_now_costs_the_same_with_five_years_behind_it(tmp_path: Path) -> None:
    old = infirmary_with(tmp_path / "old", FIVE_YEARS)
    young = infirmary_with(tmp_path / "young", MONTH)

    def look_around(infirmary: Infirmary) -> None:
        infirmary.map()
        infirmary.due()
        infirmary.counts()

    measured = ratio(lambda: look_around(old), lambda: look_around(young), repeat=15)
    judge("the room now, five years against a month", measured, NOW_GOAL)
    first_on = DAY - timedelta(days=MONTH)

    def register(infirmary: Infirmary) -> None:
        infirmary.do(lambda unit: isolation.register_rows(unit, first_on, DAY, infirmary.rules))

    measured = ratio(lambda: register(old), lambda: register(young), repeat=9)
    judge("a month's register, five years against a month", measured, MONTH_GOAL)
    old.school.close()
    young.school.close()
