# SPDX-License-Identifier: Apache-2.0
"""Saving one reading, durable, against one raw SQLCipher insert and commit."""

from pathlib import Path

from schoolguard import checks
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from tests.bench.ratio import judge, ratio
from tests.bench.schools import DAY, big_school, raw_readings

GOAL = 1.5
READINGS = 300


def test_one_reading_costs_little_more_than_its_commit(tmp_path: Path) -> None:
    school, classes = big_school(tmp_path / "school", pupils=READINGS + 60)
    rules = checks.load_rules()
    people = iter(
        [
            (SheetKey(DAY, CheckSession.MORNING, class_id), person)
            for class_id, members in classes.items()
            for person in members
        ]
    )
    floor = raw_readings(tmp_path / "raw.db")
    entry = Entry(State.MEASURED, 365)

    def ours() -> None:
        key, person = next(people)
        school.change(lambda u: checks.record(u, key, person, entry, rules))

    measured = ratio(ours, floor, repeat=READINGS, warm_up=20)
    school.close()
    judge("save one reading", measured, GOAL)
