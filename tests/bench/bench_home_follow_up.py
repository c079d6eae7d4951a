# SPDX-License-Identifier: Apache-2.0
"""A round of calls to a suspended class of fifty, with simulated keys through the real page.

The mix of an ordinary day: forty reached with a typed temperature, five without an answer, five
with symptoms and a temperature. Counted are all keys, with Enter after each temperature as many
people do it out of habit, and without. Opening the sheet in year five is held against the first.
"""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import time
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2

from schoolguard import suspension
from schoolguard.app.school import School
from schoolguard.kernel.clock import FixedClock
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.texts import CHINESE, Texts
from schoolguard.suspension import FollowUpKey, Scope, SuspensionDraft
from schoolguard.ui.desk import Desk
from schoolguard.ui.notify import Notify
from schoolguard.ui.suspension.page import SuspensionPage
from schoolguard.ui.tasks import Tasks
from schoolguard.ui.theme import fonts
from schoolguard.ui.theme.stylesheet import apply_theme
from tests.bench.ratio import judge, judge_at_most, ratio
from tests.bench.schools import DAY, big_school
from tests.factories.suspension import Place, found_place

GOAL_KEYS = 200
GOAL_OPEN_MS = 100.0
GOAL_YEARS = 1.3
SIZE = 50
PUPILS = 1_200
DAYS = 5 * 60
"""Days on which a tenth of the school was off: five years of them, twelve weeks a year."""


def test_a_round_of_fifty_takes_no_more_than_two_hundred_keys(school: School) -> None:
    place = fifty(school)
    key = place.key(place.suspend())
    judge_at_most(
        "keys of a round, Enter after each value",
        round_of(place, key, with_enter=True),
        GOAL_KEYS,
        "keys",
    )
    next_day = DAY + timedelta(days=1)
    place.clock.advance(timedelta(days=1))
    key = place.key(key.suspension_id, next_day)
    judge_at_most(
        "keys of a round, moving on by itself",
        round_of(place, key, with_enter=False),
        GOAL_KEYS,
        "keys",
    )


def test_year_five_opens_like_the_first(tmp_path: Path) -> None:
    young, key = suspended(tmp_path / "one", days=0)
    old, _ = suspended(tmp_path / "five", days=DAYS)
    rules = suspension.load_rules()

    def read(at: School) -> object:
        return at.query(
            lambda view: (
                suspension.lines_on(view, DAY, rules),
                suspension.sheet(view, key, rules),
                suspension.sheets_of(view, key.suspension_id, rules),
            )
        )

    judge(
        "follow-up, year 5 / first day",
        ratio(lambda: read(old), lambda: read(young), 15, inner=2, warm_up=2),
        GOAL_YEARS,
    )
    application()
    judge_at_most("opening the page, median", opened_ms(old), GOAL_OPEN_MS, "ms")
    young.close()
    old.close()


def fifty(school: School) -> Place:
    assert isinstance(school.clock, FixedClock)
    return found_place(school, school.clock, SIZE)


def round_of(place: Place, key: FollowUpKey, *, with_enter: bool) -> int:
    """Type the whole round and return how many keys it took; what is on disk is compared."""
    application()
    notify = Notify(Texts(CHINESE))
    tasks = Tasks(place.school, notify.error)
    page = SuspensionPage(Desk(place.school, notify.texts, tasks, notify))
    page.resize(1182, 640)
    page.show()
    page.open_sheet(key)
    wait(tasks)
    grid, keys = page.view.grid, 0
    for at in range(SIZE):
        typed = "-" if at % 10 == 3 else f"c{380 + at // 10}" if at % 10 == 7 else f"{361 + at % 9}"
        QTest.keyClicks(grid, typed)
        keys += len(typed)
        if with_enter and typed != "-":
            QTest.keyClick(grid, Qt.Key.Key_Return)
            keys += 1
    wait(tasks)
    found = suspension.progress_of(place.sheet(key).rows)
    assert (found.asked, found.reached, found.unreached) == (SIZE, 45, 5)
    assert (found.measured, found.fevers, found.symptomatic) == (45, 5, 5)
    tasks.close()
    page.deleteLater()
    return keys


def suspended(folder: Path, *, days: int) -> tuple[School, FollowUpKey]:
    """Return a school with three classes off today, and follow-ups of so many days before."""
    school, classes = big_school(folder, pupils=PUPILS, from_on=DAY - timedelta(days=5 * 366))
    off = list(classes)[:3]
    draft = SuspensionDraft(
        Scope.CLASS, tuple(off), "influenza", "县疾控中心", DAY, DAY, DAY + timedelta(days=3)
    )
    suspension_id = school.change(lambda unit: suspension.decide(unit, draft))[0]
    with school.vault.raw() as driver:
        driver.execute("BEGIN")
        for back in range(1, days + 1):
            write_day(driver, classes, back * 6)
        driver.execute("COMMIT")
    school.vault.checkpoint()
    return school, FollowUpKey(DAY, off[0], suspension_id)


_OLD = """
INSERT INTO suspensions (id, scope, disease_id, rule_id, decided_by, paper_number, decided_on,
                         from_on, until_on, reason, at, by)
VALUES (?, 'class', 'influenza', '', '县疾控中心', '', ?, ?, ?, '', 0, 1)
"""
_OLD_CLASS = "INSERT INTO suspension_classes (suspension_id, class_id) VALUES (?, ?)"
_OLD_ENTRY = """
INSERT INTO follow_ups (day, class_id, person_id, suspension_id, reached, decicelsius, symptoms,
                        doctor, note, tries, corrected, at, by)
VALUES (?, ?, ?, ?, 'reached', 366, '', 0, '', 0, 0, 0, 1)
"""


def write_day(
    driver: dbapi2.Connection, classes: Mapping[ClassId, tuple[PersonId, ...]], back: int
) -> None:
    """Write rows of the shape that the service writes: three classes off for a day long ago."""
    day, old = (DAY - date(1970, 1, 1)).days - back, 1_000 + back
    off = list(classes)[:3]
    driver.execute(_OLD, (old, day, day, day))
    driver.executemany(_OLD_CLASS, [(old, class_id) for class_id in off])
    driver.executemany(
        _OLD_ENTRY,
        [(day, class_id, person, old) for class_id in off for person in classes[class_id]],
    )


def opened_ms(school: School) -> float:
    """Return the median of opening the page with a day's answers shown, in milliseconds."""
    took = []
    for _ in range(7):
        notify = Notify(Texts(CHINESE))
        tasks = Tasks(school, notify.error)
        started = time.perf_counter()
        page = SuspensionPage(Desk(school, notify.texts, tasks, notify))
        page.resize(1182, 640)
        page.show()
        wait(tasks)
        page.grab()
        took.append((time.perf_counter() - started) * 1e3)
        tasks.close()
        page.deleteLater()
    return sorted(took)[len(took) // 2]


def application() -> QApplication:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    fonts.add_regular()
    apply_theme(app)
    return app


def wait(tasks: Tasks) -> None:
    QCoreApplication.processEvents()
    while tasks.busy:
        QCoreApplication.processEvents()
