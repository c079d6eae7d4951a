# SPDX-License-Identifier: Apache-2.0
"""The demonstration of a whole school: 1,200 pupils and 10 days in under two minutes."""

import time
from datetime import datetime
from pathlib import Path

from schoolguard.demo.play import Plan, play
from schoolguard.kernel.clock import SCHOOL_TIME
from tests.bench.ratio import judge_at_most

GOAL_SECONDS = 120.0


def test_ten_days_of_twelve_hundred_pupils(tmp_path: Path) -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=SCHOOL_TIME)
    plan = Plan(pupils=1200, days=10, seed=2026, language="zh_CN", now=now)
    started = time.perf_counter()
    played = play(plan, tmp_path / "demo", lambda *_: None)
    seconds = time.perf_counter() - started
    assert played.accepted == plan.days
    judge_at_most("demo of 1,200 pupils and 10 days", seconds, GOAL_SECONDS, "s")
