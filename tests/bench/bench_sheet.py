# SPDX-License-Identifier: Apache-2.0
"""Opening a class sheet in a school with five years of checks, against one with one year.

The years before are rows of the shape the service writes, put in by the database itself; the
sheet that is opened was entered through the service.
"""

from pathlib import Path

from schoolguard import checks
from schoolguard.app.school import School
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId
from tests.bench.ratio import judge, ratio
from tests.bench.schools import DAY, big_school, fill_checks

GOAL = 1.2
SCHOOL_DAYS_A_YEAR = 200
PUPILS = 720
_PAST_SHEETS = """
INSERT INTO check_sheets (day, session, class_id, opened_at, entered_by, method, roll, from_paper)
SELECT day - :back, session, class_id, opened_at, entered_by, method, roll, from_paper
FROM check_sheets WHERE day = :today
"""
_PAST_READINGS = """
INSERT INTO readings (day, session, class_id, person_id, value, minute)
SELECT day - :back, session, class_id, person_id, value, minute FROM readings WHERE day = :today
"""


def test_year_five_opens_like_year_one(tmp_path: Path) -> None:
    young, class_id = _school_of(tmp_path / "one", years=1)
    old, _ = _school_of(tmp_path / "five", years=5)
    rules = checks.load_rules()

    def open_in(school: School) -> checks.Sheet:
        return school.query(lambda v: checks.sheet(v, class_id, DAY, CheckSession.MORNING, rules))

    assert open_in(young).tally == open_in(old).tally
    judge(
        "open a class sheet, year 5 / year 1",
        ratio(lambda: open_in(old), lambda: open_in(young), 40, inner=5, warm_up=4),
        GOAL,
    )
    young.close()
    old.close()


def _school_of(folder: Path, *, years: int) -> tuple[School, ClassId]:
    school, classes = big_school(folder, pupils=PUPILS)
    fill_checks(school, classes, [DAY])
    with school.vault.raw() as driver:
        (today,) = driver.execute("SELECT max(day) FROM readings").fetchone()
        driver.execute("BEGIN")
        for back in range(years * SCHOOL_DAYS_A_YEAR, 0, -1):
            for statement in (_PAST_SHEETS, _PAST_READINGS):
                driver.execute(statement, {"back": back, "today": today})
        driver.execute("COMMIT")
    school.vault.checkpoint()
    return school, next(iter(classes))
