# SPDX-License-Identifier: Apache-2.0
"""The numbers that the statistics run by; the rule pack gives them, a school may change them."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final


class UnitKind(StrEnum):
    """What is watched as one: the smaller, the nearer to a child."""

    DORM_ROOM = "dorm_room"
    CLASS = "class"
    GRADE = "grade"
    SCHOOL = "school"
    SHARED = "shared"
    """Those who shared a meal or drinking water, as somebody noted; never judged by statistics."""


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """One class, room, grade, school or noted group.

    Attributes:
        number: id of the class, room or noted exposure; the number of a grade; 0 for the school.
    """

    kind: UnitKind
    number: int = 0


SCHOOL: Final = Unit(UnitKind.SCHOOL)


class Tier(IntEnum):
    """How much a statistical finding weighs."""

    NONE = 0
    AMBER = 1
    """留意: worth a closer look at the next check."""

    RED = 2
    """异常提示: to be verified the same day."""


@dataclass(frozen=True, slots=True)
class ExpectedRule:
    """How the usual number of onsets is learned.

    Attributes:
        guard_days: school days before today that are left out, so that a wave does not hide itself.
        rate_days: school days that the school's rate is learned from.
        rate_prior_days: how many days of the whole school the prior rate weighs as much as.
        history_days: school days that a unit's own history reaches back.
        unit_weight: expected onsets that the prior "like the school" weighs as much as, for a
            class or dormitory room.
        group_weight: the same for a grade or the school.
        weekday_days: school days that weekday factors are learned from.
        weekday_least_days: all factors are 1 until there are so many.
        weekday_weight: days that the prior factor 1 weighs as much as.
        break_days: free days after which the first day counts as the first after a break.
        break_factor: by which that day is busier.
    """

    guard_days: int
    rate_days: int
    rate_prior_days: float
    history_days: int
    unit_weight: float
    group_weight: float
    weekday_days: int
    weekday_least_days: int
    weekday_weight: float
    break_days: int
    break_factor: float


@dataclass(frozen=True, slots=True)
class ScanRule:
    """How the gamma-Poisson scan looks, and what it calls unusual.

    Attributes:
        windows: school days added up, each for itself.
        least_count: fewer onsets than these in a window are never a finding, for a class or room.
        group_least_count: the same for a grade or the school.
        group_first_day: a window of w days of a grade or the school counts from this school day
            plus w on.
        group_least_dispersion: classes of a grade vary at least so much together.
        red: kind of unit -> a probability below it is red.
        amber: kind of unit -> a probability below it is amber.
    """

    windows: tuple[int, ...]
    least_count: int
    group_least_count: int
    group_first_day: int
    group_least_dispersion: float
    red: dict[UnitKind, float]
    amber: dict[UnitKind, float]


@dataclass(frozen=True, slots=True)
class CusumRule:
    """How the likelihood-ratio CUSUM of a class adds up.

    Attributes:
        ratio: times as many onsets as usual that it looks for.
        dispersion: of the negative binomial.
        rare_rate: below so many onsets a pupil-day a stream is rare.
        rare_limit: the alarm's height in a rare stream.
        limit: its height in the others.
        longest_break: free days over which it is carried; after more it starts anew.
    """

    ratio: float
    dispersion: float
    rare_rate: float
    rare_limit: float
    limit: float
    longest_break: int


@dataclass(frozen=True, slots=True)
class Parameters:
    """All numbers of the statistics."""

    expected: ExpectedRule
    scan: ScanRule
    cusum: CusumRule
