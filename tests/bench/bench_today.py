# SPDX-License-Identifier: Apache-2.0
"""Reading the home page's day of a school of 1,200, against opening its sheets one by one.

The page must be there in a tenth of a second, and the reading is the part that grows with the
school: all sessions of all classes, with what is due, for less than one session's sheets.
"""

from datetime import timedelta
from pathlib import Path

from schoolguard import checks
from schoolguard.app.today import today_of
from schoolguard.kernel.check_session import CheckSession
from schoolguard.store.unit import View
from tests.bench.ratio import judge, ratio
from tests.bench.schools import DAY, big_school, fill_checks

PUPILS = 1_200
GOAL = 1.0


def test_today_costs_less_than_the_sheets_of_one_session(tmp_path: Path) -> None:
    school, classes = big_school(tmp_path / "school", pupils=PUPILS)
    fill_checks(school, classes, (DAY, DAY + timedelta(days=1)))
    day, rules = DAY + timedelta(days=1), checks.load_rules()
    ask = today_of(school, day)
    assert len(school.query(ask).rows) == len(classes)

    def every_sheet(view: View) -> None:
        for class_id in classes:
            checks.sheet(view, class_id, day, CheckSession.MORNING, rules)

    measured = ratio(lambda: school.query(ask), lambda: school.query(every_sheet), repeat=15)
    judge("today, against the sheets of one session", measured, GOAL)
    school.close()
