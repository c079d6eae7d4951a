# SPDX-License-Identifier: Apache-2.0
"""The board of a day with 150 places and five years of records, and a floor signed at once.

The years before are rows of the shape the service writes, put in by the database itself; the day
that is opened was signed through the service. Goals: year five opens like year one, a board in
less than the 100 ms of a page, 60 places signed in one transaction in less than half a second.
"""

import time
from datetime import timedelta
from pathlib import Path

from schoolguard import disinfection
from schoolguard.app.school import School
from schoolguard.disinfection import Board, PlaceDraft, PlaceKind, SignOffDraft
from schoolguard.kernel.clock import FixedClock, instant
from tests.bench.ratio import judge, ratio
from tests.bench.schools import DAY, big_school

GOAL = 1.2
PAGE_SECONDS = 0.1
FLOOR_SECONDS = 0.5
PLACES = 150
FLOOR = 60
SCHOOL_DAYS_A_YEAR = 200
RULES = disinfection.load_rules()
_COLUMNS = (
    "place_id, task_id, round_no, outcome, begun_at, done_at, minutes, agent_id, mg_per_litre, "
    "contact_minutes, method_id, faults, bottle_id, by_id, by_name, entered_at, entered_by, "
    "entered_late, late_reason, from_paper, note, order_id, retract_reason"
)
_PAST = f"""
INSERT INTO disinfection_records (day, {_COLUMNS})
SELECT day - :back, {_COLUMNS} FROM disinfection_records WHERE day = :today
"""


def test_year_five_opens_like_year_one(tmp_path: Path) -> None:
    young, old = (_school_of(tmp_path / str(years), years) for years in (1, 5))

    def board(school: School) -> Board:
        return school.query(lambda view: disinfection.board(view, DAY, RULES, school.calendar))

    assert len(board(young).rows) == len(board(old).rows) == PLACES
    measured = ratio(lambda: board(old), lambda: board(young), 15, warm_up=2)
    judge("open the board of a day, year 5 / year 1", measured, GOAL)
    assert measured.ours_seconds < PAGE_SECONDS
    young.close()
    old.close()


def test_a_floor_is_signed_in_one_transaction(tmp_path: Path) -> None:
    school = _school_of(tmp_path / "school", 1)
    next_day = DAY + timedelta(days=1)
    _move(school, next_day, 8)
    board = school.query(lambda view: disinfection.board(view, next_day, RULES, school.calendar))
    drafts = [
        disinfection.as_planned(row.place, task.planned, next_day, 1)
        for row in board.rows[:FLOOR]
        for task in row.tasks[:1]
    ]
    assert len(drafts) == FLOOR
    begun = time.perf_counter()
    _sign(school, drafts)
    took = time.perf_counter() - begun
    assert took < FLOOR_SECONDS
    school.close()


def _school_of(folder: Path, years: int) -> School:
    school, _ = big_school(folder, pupils=720)
    kinds = [PlaceKind.CLASSROOM, PlaceKind.DORMITORY, PlaceKind.TOILET]
    drafts = [
        PlaceDraft(
            kinds[number % 3], f"{number:03}", "楼", str(number // 40), responsible_name="甲"
        )
        for number in range(PLACES)
    ]
    _move(school, DAY, 6)
    school.change(lambda unit: disinfection.add_places(unit, drafts))
    _move(school, DAY, 20)
    board = school.query(lambda view: disinfection.board(view, DAY, RULES, school.calendar))
    _sign(
        school,
        [
            disinfection.as_planned(row.place, task.planned, DAY, one.round_no)
            for row in board.rows
            for task in row.tasks
            for one in task.rounds
        ],
    )
    with school.vault.raw() as driver:
        (today,) = driver.execute("SELECT max(day) FROM disinfection_records").fetchone()
        driver.execute("BEGIN")
        for back in range(years * SCHOOL_DAYS_A_YEAR, 0, -1):
            driver.execute(_PAST, {"back": back, "today": today})
        driver.execute("COMMIT")
    school.vault.checkpoint()
    return school


def _sign(school: School, drafts: list[SignOffDraft]) -> None:
    school.change(lambda unit: disinfection.sign_off_many(unit, drafts, RULES, school.calendar))


def _move(school: School, day: object, hour: int) -> None:
    assert isinstance(school.clock, FixedClock)
    school.clock.move_to(instant(day, hour))
