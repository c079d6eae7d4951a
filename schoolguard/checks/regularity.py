# SPDX-License-Identifier: Apache-2.0
"""Finds readings too regular to be measured: all alike, copied, or in steps like a ladder.

A flag is shown to the nurse and refuses nothing: a good thermometer in a cool room may well say
36.5 fifteen times. Shares and least numbers come from the rule pack.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schoolguard.checks.rule_book import CheckRules, RegularityKind, RegularityRule
from schoolguard.checks.values import SheetKey
from schoolguard.kernel.ids import PersonId

_SHORTEST_CYCLE = 2
_LONGEST_CYCLE = 5


@dataclass(frozen=True, slots=True)
class RegularityFlag:
    """One remark about a sheet.

    Attributes:
        readings: how many temperatures were looked at.
        alike: how many of them fit the pattern.
        decicelsius: the repeated temperature, for CONSTANT only.
    """

    key: SheetKey
    kind: RegularityKind
    readings: int
    alike: int
    decicelsius: int | None = None


def find(
    key: SheetKey,
    readings: Sequence[tuple[PersonId, int]],
    previous: Mapping[PersonId, int],
    rules: CheckRules,
) -> tuple[RegularityFlag, ...]:
    """Return the flags of one sheet; a constant sheet is not also called copied or a ladder.

    `readings` are first readings in tenths of a degree, in roster order; `previous` are those of
    the same class in an earlier check.
    """
    for rule in rules.regularities:
        flag = _LOOK[rule.kind](key, readings, previous, rule)
        if flag is not None:
            return (flag,)
    return ()


def _constant(
    key: SheetKey,
    readings: Sequence[tuple[PersonId, int]],
    _previous: Mapping[PersonId, int],
    rule: RegularityRule,
) -> RegularityFlag | None:
    if len(readings) < rule.min_readings:
        return None
    value, alike = Counter(value for _, value in readings).most_common(1)[0]
    if alike < rule.share * len(readings):
        return None
    return RegularityFlag(key, rule.kind, len(readings), alike, value)


def _copied(
    key: SheetKey,
    readings: Sequence[tuple[PersonId, int]],
    previous: Mapping[PersonId, int],
    rule: RegularityRule,
) -> RegularityFlag | None:
    both = [(value, previous[person]) for person, value in readings if person in previous]
    if len(both) < rule.min_readings:
        return None
    alike = sum(now == before for now, before in both)
    if alike < rule.share * len(both):
        return None
    return RegularityFlag(key, rule.kind, len(both), alike)


def _ladder(
    key: SheetKey,
    readings: Sequence[tuple[PersonId, int]],
    _previous: Mapping[PersonId, int],
    rule: RegularityRule,
) -> RegularityFlag | None:
    values = [value for _, value in readings]
    if len(values) < rule.min_readings:
        return None
    alike = max(_steps_alike(values), _cycle_alike(values))
    if alike < rule.share * len(values):
        return None
    return RegularityFlag(key, rule.kind, len(values), alike)


def _steps_alike(values: Sequence[int]) -> int:
    steps = Counter(later - earlier for earlier, later in pairwise(values))
    steps.pop(0, None)
    return max(steps.values(), default=-1) + 1


def _cycle_alike(values: Sequence[int]) -> int:
    """Count values that repeat after the same small number of places, and are not all alike."""
    best = 0
    for length in range(_SHORTEST_CYCLE, _LONGEST_CYCLE + 1):
        if len(set(values[:length])) > 1:
            repeats = zip(values, values[length:], strict=False)
            best = max(best, length + sum(earlier == later for earlier, later in repeats))
    return best


_LOOK = {
    RegularityKind.CONSTANT: _constant,
    RegularityKind.COPIED: _copied,
    RegularityKind.LADDER: _ladder,
}
