# SPDX-License-Identifier: Apache-2.0
"""The statistics of a year and of a morning, against a plain loop over the same counts.

The loop does for every unit and day the least that any look back does: it adds up the seven and
the forty days before. Counts are ordinary ones of a simulated school.
"""

from random import Random

from schoolguard.warning.history import CountedDay
from schoolguard.warning.monitor import LookedDay, Monitor
from schoolguard.warning.pack import load_warning_pack, read_parameters, read_streams
from schoolguard.warning.parameters import Unit, UnitKind
from tests.bench.ratio import judge, ratio
from tests.factories import epidemics

RATE = 0.002
YEAR_GOAL, MORNING_GOAL = 20.0, 15.0
"""Where the loop takes 25 and 3.3 ms, half a second for the year and 50 ms for the morning."""

HISTORY_DAYS = 60
PACK = load_warning_pack()
PARAMETERS = read_parameters(PACK)
WINDOWS = (7, 40)
GRADES = {Unit(UnitKind.CLASS, number): Unit(UnitKind.GRADE, number // 10) for number in range(100)}


def test_a_year_of_fifty_classes() -> None:
    rng = Random(1)
    school = epidemics.draw_school(rng)
    days = epidemics.counted(epidemics.draw_year(rng, RATE, school), school)

    def ours() -> None:
        watching = Monitor(RATE, PARAMETERS, epidemics.GRADE_OF)
        for day in days:
            watching.live(day)

    measured = ratio(ours, lambda: _plain_loop(days, range(len(days))), repeat=5)
    judge("warning, a year", measured, YEAR_GOAL)


def test_a_morning_of_a_hundred_classes_in_seven_streams() -> None:
    streams = [_hundred_classes(seed) for seed in range(len(read_streams(PACK)))]
    last = HISTORY_DAYS

    def ours() -> list[LookedDay]:
        return [watching.look(days[last]) for watching, days in streams]

    def floor() -> None:
        for _, days in streams:
            _plain_loop(days, [last])

    measured = ratio(ours, floor, repeat=15)
    judge("warning, a morning", measured, MORNING_GOAL)


def _hundred_classes(seed: int) -> tuple[Monitor, list[CountedDay]]:
    """Return a monitor that has lived up to the last day, and the days."""
    rng = Random(seed)
    halves = []
    for _ in range(2):
        school = epidemics.draw_school(rng)
        year = epidemics.draw_year(rng, RATE, school, HISTORY_DAYS + 1)
        halves.append(epidemics.counted(year, school))
    days = [
        CountedDay(
            one.day,
            one.weekday,
            one.free_before,
            one.new_term,
            {
                Unit(UnitKind.CLASS, number): count
                for number, count in enumerate([*one.classes.values(), *other.classes.values()])
            },
        )
        for one, other in zip(*halves, strict=True)
    ]
    watching = Monitor(RATE, PARAMETERS, GRADES)
    for day in days[:-1]:
        watching.live(day)
    return watching, days


def _plain_loop(days: list[CountedDay], numbers: range | list[int]) -> int:
    total = 0
    for number in numbers:
        for unit in days[number].classes:
            for window in WINDOWS:
                total += sum(
                    day.classes[unit].onsets
                    for day in days[max(0, number - window + 1) : number + 1]
                )
    return total
