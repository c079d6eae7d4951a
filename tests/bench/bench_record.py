# SPDX-License-Identifier: Apache-2.0
"""Saving one reading, durable, against one raw SQLCipher insert and commit.

Ours and the floor take turns call by call, so that what slows one slows the other, and each call
is timed alone; a collection of garbage before each would measure Python's cold caches instead.
"""

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from schoolguard import checks
from schoolguard.checks import Entry, SheetKey, State
from schoolguard.kernel.check_session import CheckSession
from tests.bench.ratio import Measured, judge
from tests.bench.schools import DAY, big_school, raw_readings

GOAL = 1.5
READINGS = 800


def test_one_reading_costs_little_more_than_its_commit(tmp_path: Path) -> None:
    school, classes = big_school(tmp_path / "school", pupils=READINGS)
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

    took: dict[Callable[[], None], list[float]] = {ours: [], floor: []}
    gc.collect()
    for turn in range(READINGS):
        for call in (ours, floor) if turn % 2 else (floor, ours):
            took[call].append(_timed(call))
    school.close()
    medians = statistics.median(took[ours]), statistics.median(took[floor])
    judge("save one reading", Measured(*medians, len(took[ours])), GOAL)


def _timed(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
