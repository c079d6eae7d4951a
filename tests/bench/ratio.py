# SPDX-License-Identifier: Apache-2.0
"""Ours against a named floor, interleaved in one run, judged by medians.

A shared machine's clock says little, two things timed in turns say a lot: whatever slows one slows
the other. Benchmarks print what they found and hold it against the goal.
"""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians in seconds of our way and of the floor, each timed alone, in turns."""

    ours_seconds: float
    floor_seconds: float
    repeat: int

    @property
    def ratio(self) -> float:
        """How many times the floor ours takes."""
        return self.ours_seconds / self.floor_seconds


def ratio(
    ours: Callable[[], object],
    floor: Callable[[], object],
    repeat: int = 9,
    *,
    inner: int = 1,
    warm_up: int = 1,
) -> Measured:
    """Time two ways of doing the same in turns and return their medians.

    Args:
        ours: one call of our way.
        floor: one call of what it is held against.
        repeat: turns that count; each times `inner` calls of both.
        inner: calls a turn, for things that take microseconds.
        warm_up: turns that do not count: caches, first imports.
    """
    ours_took: list[float] = []
    floor_took: list[float] = []
    for turn in range(warm_up + repeat):
        pairs = [(ours, ours_took), (floor, floor_took)]
        for call, took in pairs if turn % 2 else reversed(pairs):
            seconds = _timed(call, inner)
            if turn >= warm_up:
                took.append(seconds)
    return Measured(statistics.median(ours_took), statistics.median(floor_took), repeat)


def judge(what: str, measured: Measured, goal: float) -> None:
    """Print one line and fail if ours takes more than `goal` times the floor."""
    print(  # noqa: T201 - a benchmark's result is its output
        f"\nbench {what}: {measured.ratio:.2f} x (goal <= {goal:g} x); "
        f"ours {_shown(measured.ours_seconds)}, floor {_shown(measured.floor_seconds)}, "
        f"medians of {measured.repeat}"
    )
    assert measured.ratio <= goal, f"{what}: {measured.ratio:.2f} x is over the goal {goal:g} x"


def judge_at_most(what: str, value: float, goal: float, unit: str) -> None:
    """Print one line and fail if a plain value is over its goal."""
    print(f"\nbench {what}: {value:.2f} {unit} (goal <= {goal:g} {unit})")  # noqa: T201
    assert value <= goal, f"{what}: {value:.2f} {unit} is over the goal {goal:g} {unit}"


def _timed(call: Callable[[], object], inner: int) -> float:
    gc.collect()
    started = time.perf_counter()
    for _ in range(inner):
        call()
    return (time.perf_counter() - started) / inner


def _shown(seconds: float) -> str:
    return f"{seconds * 1e3:.2f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.1f} µs"
