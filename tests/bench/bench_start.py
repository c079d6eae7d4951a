# SPDX-License-Identifier: Apache-2.0
"""How long one waits for the unlock window, and then for Today: goals of the first version.

Process start to painted unlock window <= 1.3 x an empty PySide6 main window; unlock to painted
Today, school of 1,200, beyond key derivation, <= 1.5 x the same empty window's start.
"""

import statistics
from pathlib import Path

import pytest

from schoolguard.access.unlock_file import write_slots
from schoolguard.crypto.key_slots import new_slots, signed
from tests.bench.ratio import judge, judge_at_most, ratio
from tests.bench.schools import big_school
from tests.bench.windows import EMPTY_WINDOW, MAIN_WINDOW, UNLOCK_WINDOW, run, timed

UNLOCK_GOAL = 1.3
TODAY_GOAL = 1.5
REPEAT = 11
PUPILS = 1_200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a school of 1,200 whose key the other process knows."""
    where = tmp_path_factory.mktemp("school") / "school"
    school, _ = big_school(where, pupils=PUPILS)
    write_slots(where, signed(new_slots("vault", "QS01", "青山九年一贯制学校"), bytes(32)))
    school.close()
    return where


def test_the_unlock_window_is_painted_at_once(folder: Path) -> None:
    measured = ratio(
        lambda: run(UNLOCK_WINDOW, folder=str(folder)), lambda: run(EMPTY_WINDOW), REPEAT
    )
    judge("start to painted unlock window", measured, UNLOCK_GOAL)


def test_today_is_painted_soon_after_unlocking(folder: Path) -> None:
    """The person types for a while: imports were made meanwhile, as `opening.preload` does."""
    run(MAIN_WINDOW, folder=str(folder))
    ours, floor = [], []
    for _ in range(REPEAT):
        ours.append(float(run(MAIN_WINDOW, folder=str(folder))))
        floor.append(timed(lambda: run(EMPTY_WINDOW)))
    value = statistics.median(ours) / statistics.median(floor)
    judge_at_most(
        "unlock to painted Today, against an empty window's start", value, TODAY_GOAL, "x"
    )
