# SPDX-License-Identifier: Apache-2.0
"""Guessing at the unlock window: no restart, of program or computer, shortens a wait."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoolguard.access.rules import wait_after
from schoolguard.access.throttle import THROTTLE_FILE, Throttle
from schoolguard.kernel.errors import UserError

AT = datetime(2026, 9, 1, tzinfo=UTC)
STEPS = st.lists(
    st.tuples(st.sampled_from(["try", "restart", "reboot"]), st.integers(0, 2000)), max_size=25
)


@settings(max_examples=80, deadline=None)
@given(STEPS)
def test_between_two_tries_there_is_always_the_whole_wait(steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        real, booted = 10_000.0, 0.0

        def uptime() -> float:
            return real - booted

        throttle = Throttle(Path(folder), uptime)
        failures, last = 0, 0.0
        for step, seconds in steps:
            real += seconds
            if step == "reboot":
                booted = real
            elif step == "restart":
                throttle = Throttle(Path(folder), uptime)
            elif throttle.remaining_seconds(1) == 0:
                assert real - last >= wait_after(failures)
                failures, last = throttle.failed(1, AT), real
        assert throttle.remaining_seconds(1) <= wait_after(failures)
        assert throttle.remaining_seconds(2) == 0


def test_a_success_starts_again_at_zero_and_keeps_the_failures_for_the_log(tmp_path: Path) -> None:
    throttle = Throttle(tmp_path, lambda: 100.0)
    for _ in range(6):
        throttle.failed(1, AT)
    with pytest.raises(UserError, match=r"access\.wait"):
        throttle.require_turn(1)
    throttle.forget(1)
    throttle.require_turn(1)
    ((who, tries),) = throttle.failures()
    assert (who, len(tries.instants)) == (1, 6)
    throttle.failures_noted()
    assert throttle.failures() == ()


def test_a_flood_of_failures_does_not_fill_the_disk(tmp_path: Path) -> None:
    throttle = Throttle(tmp_path, lambda: 100.0)
    for _ in range(230):
        count = throttle.failed(1, AT)
    assert count == 230
    assert (tmp_path / THROTTLE_FILE).stat().st_size < 10_000


@pytest.mark.parametrize("spoilt", [b"", b"[]", b"\xff", b'{"1": {"count": "x"}}', b'{"1": 5}'])
def test_a_spoilt_file_is_as_good_as_deleted(tmp_path: Path, spoilt: bytes) -> None:
    (tmp_path / THROTTLE_FILE).write_bytes(spoilt)
    throttle = Throttle(tmp_path, lambda: 100.0)
    assert throttle.remaining_seconds(1) == 0
    assert throttle.failed(1, AT) == 1
