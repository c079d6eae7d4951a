# SPDX-License-Identifier: Apache-2.0
"""Five simulated years: quiet where nothing happens, early where something does.

The bands and days are those of the calibration that the thresholds come from; everything is
seeded, so the same school lives the same years in every run.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from random import Random
from statistics import median

import pytest

from schoolguard.warning.monitor import LookedDay, Monitor
from schoolguard.warning.pack import load_warning_pack, read_parameters
from schoolguard.warning.parameters import SCHOOL, Tier, Unit, UnitKind
from tests.factories import epidemics

YEARS = 5
OUTBREAKS = 40
QUIET_DAYS = 60
MERGE_DAYS = 5
FIRST = Unit(UnitKind.CLASS, 0)
PARAMETERS = read_parameters(load_warning_pack())


def monitor(rate: float) -> Monitor:
    return Monitor(rate, PARAMETERS, epidemics.GRADE_OF)


def live(rate: float, seed: int) -> list[LookedDay]:
    rng = Random(seed)
    school = epidemics.draw_school(rng)
    watching = monitor(rate)
    year = epidemics.draw_year(rng, rate, school)
    return [watching.live(day) for day in epidemics.counted(year, school)]


def episodes(alarms: Iterable[tuple[int, object]]) -> int:
    """Return how many times somebody speaks: alarms of a unit within five school days are one."""
    last: dict[object, int] = {}
    spoken = 0
    for number, unit in alarms:
        if unit not in last or number - last[unit] > MERGE_DAYS:
            spoken += 1
        last[unit] = number
    return spoken


def scan_alarms(days: list[LookedDay], below: float) -> int:
    return episodes(
        (number, unit)
        for number, day in enumerate(days)
        for unit, looked in day.units.items()
        if unit.kind is UnitKind.CLASS and looked.finding and looked.finding.probability < below
    )


def legal_alarms(days: list[LookedDay]) -> int:
    """Three on one day, or five in three calendar days; here from counts, each pupil once."""
    alarms = []
    for number, looked in enumerate(days):
        for unit, count in looked.counted.classes.items():
            window = [
                day.counted.classes[unit].onsets
                for day in days[max(0, number - 2) : number + 1]
                if (looked.counted.day - day.counted.day).days <= 2
            ]
            if count.onsets and (count.onsets >= 3 or sum(window) >= 5):
                alarms.append((number, unit))
    return episodes(alarms)


def test_a_common_stream_stays_quiet_for_five_years() -> None:
    """At 1 % a day the scan says red a few times a year, where the legal rule says 165."""
    years = [live(0.01, seed) for seed in range(YEARS)]
    assert 0.5 <= sum(scan_alarms(year, 1e-4) for year in years) / YEARS <= 6
    assert 150 <= sum(legal_alarms(year) for year in years) / YEARS <= 180


def test_a_rare_stream_stays_quiet_for_five_years() -> None:
    years = [live(0.0004, seed) for seed in range(YEARS)]
    assert sum(scan_alarms(year, 1e-4) for year in years) / YEARS <= 2
    assert sum(scan_alarms(year, 1e-3) for year in years) / YEARS <= 9


def merged_red(days: list[LookedDay]) -> int:
    """Red findings of classes, grades and the school; those of one grade merge."""
    return episodes(
        (number, epidemics.GRADE_OF.get(unit, unit))
        for number, day in enumerate(days)
        for unit, looked in day.units.items()
        if looked.tier is Tier.RED
    )


def test_the_whole_load_of_a_school_is_a_few_red_notes_a_year() -> None:
    """A realistic primary school: six streams, together half a per cent of the pupils a day."""
    rates = (0.002, 0.002, 0.0006, 0.0004, 0.0001, 0.00002)
    load = sum(merged_red(live(rate, seed)) for seed, rate in enumerate(rates))
    assert load <= 14


Wave = Callable[[Random, int], Counter[int]]
Speaks = Callable[[list[LookedDay]], bool]


def statistics_speak(days: list[LookedDay]) -> bool:
    mine = (FIRST, epidemics.GRADE_OF[FIRST], SCHOOL)
    return any(days[-1].units[unit].tier >= Tier.AMBER for unit in mine)


def anything_speaks(days: list[LookedDay]) -> bool:
    recent = [day for day in days[-3:] if (days[-1].counted.day - day.counted.day).days <= 2]
    onsets = [day.counted.classes[FIRST].onsets for day in recent]
    return statistics_speak(days) or onsets[-1] >= 3 or (onsets[-1] > 0 and sum(onsets) >= 5)


WAVES: list[tuple[float, Wave, int, Speaks, float, float]] = [
    # stream rate, cases by day, days to look, who speaks, share found at least, median day at most
    (0.005, epidemics.flu, 20, statistics_speak, 0.94, 3),
    (0.005, epidemics.flu, 20, anything_speaks, 0.97, 2),
    (0.0006, lambda rng, _size: epidemics.norovirus(rng), 20, statistics_speak, 1, 0),
    (0.0004, lambda rng, _size: epidemics.varicella(rng), 60, statistics_speak, 1, 11),
]


def days_until_found(
    rate: float, wave: Wave, horizon: int, speaks: Speaks, seed: int
) -> int | None:
    """Return on which day of a wave in class 0 somebody speaks; None: never."""
    rng = Random(seed)
    school = epidemics.draw_school(rng)
    year = epidemics.draw_year(rng, rate, school, QUIET_DAYS + horizon)
    for day, cases in wave(rng, school.sizes[0]).items():
        if day < horizon:
            year[QUIET_DAYS + day][0] += cases
    watching = monitor(rate)
    lived: list[LookedDay] = []
    for number, counted in enumerate(epidemics.counted(year, school)):
        lived.append(watching.live(counted))
        if number >= QUIET_DAYS and speaks(lived):
            return number - QUIET_DAYS
    return None


@pytest.mark.parametrize(
    ("rate", "wave", "horizon", "speaks", "share", "latest"),
    WAVES,
    ids=["influenza", "influenza with the legal rule", "norovirus", "varicella"],
)
def test_a_wave_in_one_class_is_found_in_time(
    rate: float, wave: Wave, horizon: int, speaks: Speaks, share: float, latest: float
) -> None:
    found = [days_until_found(rate, wave, horizon, speaks, seed) for seed in range(OUTBREAKS)]
    in_time = [day for day in found if day is not None]
    assert len(in_time) / OUTBREAKS >= share
    assert median(in_time) <= latest
