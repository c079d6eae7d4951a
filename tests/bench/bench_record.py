# SPDX-License-Identifier: Apache-2.0
"""Saving one reading, durable, against one raw SQLCipher insert and commit.

Readings come in runs, as a class is typed; ours and the floor take turns, and each call is timed
alone: a collection of garbage between them would measure Python's cold caches instead.
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
RUNS = 40
READINGS_OF_A_RUN = 20


def test_one_reading_costs_little_more_than_its_commit(tmp_path: Path) -> None:
    school, classes = big_school(tmp_path / "school", pupils=(RUNS + 2) * READINGS_OF_A_RUN)
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
    for turn in range(RUNS):
        for call in (ours, floor) if turn % 2 else (floor, ours):
            took[call] += [_timed(call) for _ in range(READINGS_OF_A_RUN)]
    school.close()
    medians = statistics.median(took[ours]), statistics.median(took[floor])
    judge("save one reading", Measured(*medians, len(took[ours])), GOAL)


def _timed(call: Callable[[], None]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started
