# SPDX-License-Identifier: Apache-2.0
"""Bytes on disk for one reading: a school's file after weeks of checks, entered class by class.

Classes come in a different order each time and four are typed at once, as four teachers would.
"""

from datetime import timedelta
from pathlib import Path

from tests.bench.ratio import judge_at_most
from tests.bench.schools import DAY, big_school, fill_checks

GOAL_BYTES = 25.0
DAYS = 10
PUPILS = 1_800


def test_a_reading_takes_few_bytes(tmp_path: Path) -> None:
    school, classes = big_school(tmp_path / "school", pupils=PUPILS)
    fill_checks(school, classes, [DAY])
    school.vault.checkpoint()
    before = _size(tmp_path)
    days = [DAY + timedelta(days=day) for day in range(1, DAYS + 1)]
    readings = fill_checks(school, classes, days)
    school.vault.checkpoint()
    judge_at_most("bytes per reading", (_size(tmp_path) - before) / readings, GOAL_BYTES, "bytes")
    school.close()


def _size(folder: Path) -> int:
    return (folder / "school" / "school.db").stat().st_size
