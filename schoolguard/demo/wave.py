# SPDX-License-Identifier: Apache-2.0
"""Who is ill on which of the demonstration's days: a seeded wave, drawn before the play begins.

Two things happen besides the usual colds: a stomach bug in one class in the second half, and a slow
rise of fevers in the whole school. Days are counted from 0 and are school days only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

_COLD_A_DAY = 0.003
_OTHER_LEAVE_A_DAY = 0.0015
_BUG_SHARE = 0.2
_WHOLE_CLASS, _LEAST_BUGS = 20, 6


@dataclass(frozen=True, slots=True)
class Disease:
    """What an illness looks like at the check and in the file.

    Attributes:
        fever: whether the first check finds a temperature over the line.
        finding: what the clinic writes; the follow-up's diagnosis.
    """

    symptoms: frozenset[str]
    fever: bool
    finding: str


COLD = Disease(frozenset({"cough"}), fever=True, finding="上呼吸道感染")
FLU = Disease(frozenset({"fever", "sore_throat", "headache"}), fever=True, finding="流行性感冒")
STOMACH_BUG = Disease(
    frozenset({"vomiting"}), fever=False, finding="诺如病毒感染性腹泻（临床诊断）"
)


@dataclass(frozen=True, slots=True)
class Away:
    """One stretch of illness, or of leave for another reason.

    Attributes:
        first: the day it shows; the person is at school on it, unless on leave.
        home: the first day at home; equal to `first` for leave.
        back: the first day back at school; may lie after the last day played.
        disease: None for leave that is no illness.
    """

    first: int
    home: int
    back: int
    disease: Disease | None


def draw_wave(groups: Mapping[str, Sequence[int]], days: int, seed: int) -> Mapping[int, Away]:
    """Return what happens to each person it happens to; at most one stretch a person.

    Args:
        groups: class name -> whoever is in it, by the index that the result uses too.
        days: how many school days are played.
        seed: the same one draws the same wave.
    """
    chance = Random(seed)  # noqa: S311 - a game of dice, not a secret
    names = list(groups)
    bug_class = names[len(names) // 3]
    bug_starts = days // 2
    drawn: dict[int, Away] = {}
    for name in names:
        for person in groups[name]:
            away = _draw(chance, days, bug_starts if name == bug_class else None)
            if away is not None:
                drawn[person] = away
    _make_sure(chance, drawn, groups[bug_class], days, bug_starts)
    return drawn


def _make_sure(
    chance: Random, drawn: dict[int, Away], group: Sequence[int], days: int, starts: int
) -> None:
    """Let so many of a whole class have the bug that somebody must act."""
    have = sum(one in drawn and drawn[one].disease is STOMACH_BUG for one in group)
    well = [one for one in group if one not in drawn]
    if len(group) < _WHOLE_CLASS or have >= _LEAST_BUGS:
        return
    for person in chance.sample(well, min(len(well), _LEAST_BUGS - have)):
        drawn[person] = _bug(chance, days, starts)


def _draw(chance: Random, days: int, bug_starts: int | None) -> Away | None:
    if bug_starts is not None and chance.random() < _BUG_SHARE:
        return _bug(chance, days, bug_starts)
    for day in range(days):
        dice = chance.random()
        rising = _COLD_A_DAY * (1 + day / 3)
        if dice < rising:
            disease = FLU if chance.random() < day / (2 * days) else COLD
            return Away(day, day + 1, day + 1 + chance.randint(1, 3), disease)
        if dice < rising + _OTHER_LEAVE_A_DAY:
            return Away(day, day, day + chance.randint(1, 2), None)
    return None


def _bug(chance: Random, days: int, starts: int) -> Away:
    first = starts + min(chance.randrange(3), max(0, days - 1 - starts))
    return Away(first, first + 1, first + 1 + chance.randint(2, 3), STOMACH_BUG)
