# SPDX-License-Identifier: Apache-2.0
"""Instants are UTC, days are the school's."""

from datetime import UTC, date, datetime, timedelta

from schoolguard.kernel.clock import FixedClock, SystemClock, instant, local_day, local_time


def test_the_school_day_begins_at_sixteen_hours_utc() -> None:
    assert local_day(datetime(2026, 8, 31, 15, 59, tzinfo=UTC)) == date(2026, 8, 31)
    assert local_day(datetime(2026, 8, 31, 16, 0, tzinfo=UTC)) == date(2026, 9, 1)


def test_a_wall_clock_time_and_its_instant_are_one() -> None:
    at = instant(date(2026, 9, 1), 8, 5)
    assert at == datetime(2026, 9, 1, 0, 5, tzinfo=UTC)
    assert (local_time(at).hour, local_time(at).minute) == (8, 5)


def test_a_fixed_clock_reads_a_naive_time_as_school_time_and_moves_only_when_told() -> None:
    clock = FixedClock(datetime(2026, 9, 1, 8, 0))  # noqa: DTZ001 - what --now passes
    assert clock.now() == instant(date(2026, 9, 1), 8)
    clock.advance(timedelta(minutes=10))
    assert clock.now() == instant(date(2026, 9, 1), 8, 10)
    clock.move_to(instant(date(2026, 9, 2), 7))
    assert local_day(clock.now()) == date(2026, 9, 2)
    assert repr(clock) == "FixedClock(2026-09-01T23:00:00+00:00)"


def test_the_system_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)
