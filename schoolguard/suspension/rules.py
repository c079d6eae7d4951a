# SPDX-License-Identifier: Apache-2.0
"""When a reference for suspension is reached, and who may come back: pure functions.

A reference reached is a sentence for people, never a decision. Nobody comes back by a rule alone:
the list of the return morning says what is known of each pupil, and everybody is checked.
Source: 流感样病例暴发疫情处置指南（2018年版）; 学校复课证明查验制度 (复课当日晨检).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.rule_packs import Rule
from schoolguard.suspension.values import Entry, IllCounts, Reached, Scope


class Measure(StrEnum):
    """What a reference counts."""

    NEW_TODAY = "new_today"
    SHARE_ILL = "share_ill"
    WINDOW = "window"
    SERIOUS = "serious"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Rule):
    """One reference for a suspension.

    Attributes:
        count: reached from so many on; per cent for `SHARE_ILL`.
        window_days: days looked back over, today included.
        scope: what the reference speaks of stopping.
        days: how long.
    """

    disease: str
    measure: Measure
    count: int
    scope: Scope
    days: int
    window_days: int = 1

    def __post_init__(self) -> None:
        """Refuse a reference that is always reached, or that stops nothing."""
        if self.count < 1 or self.days < 1 or self.window_days < 1:
            raise ValueError("count, days and window_days are at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Length(Rule):
    """How long a suspension for a disease usually is."""

    disease: str
    days: int

    def __post_init__(self) -> None:
        """Refuse a suspension of no day."""
        if self.days < 1:
            raise ValueError("days is at least 1")


_NONE_ILL: Final = IllCounts()


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What is counted of one disease in one class.

    Attributes:
        size: pupils of the class on the day.
        new_by_day: new cases by day of onset.
        serious: of them in hospital, within the days that were asked for.
        ill: cases and absences together, today.
    """

    class_id: ClassId
    size: int
    new_by_day: Mapping[date, int]
    serious: int = 0
    ill: IllCounts = _NONE_ILL


@dataclass(frozen=True, slots=True)
class Finding:
    """A reference that is reached: what was counted, of how many."""

    reference: Reference
    class_ids: tuple[ClassId, ...]
    counted: int
    of: int
    first_on: date
    last_on: date


class Verdict(StrEnum):
    """What the list of the return morning says of a pupil."""

    MAY_RETURN = "may_return"
    """Reached lately, without fever and symptoms; the morning check decides."""

    ASK_FIRST = "ask_first"
    """Not reached, or not measured, on the last day asked: to the check room first."""

    STAYS_HOME = "stays_home"
    """Fever or symptoms lately, an open case, or the way back is not cleared."""


@dataclass(frozen=True, slots=True)
class ReturnFacts:
    """What the return list knows of a pupil.

    Attributes:
        days: the entries of the last days off, oldest first; None = not asked that day.
        fevers: whether each of them was fever.
        open_case: has an open case of an infectious disease.
        waiting: has a way back that is not cleared yet.
        cleared: was cleared since the suspension began.
    """

    days: Sequence[Entry | None]
    fevers: Sequence[bool]
    open_case: bool = False
    waiting: bool = False
    cleared: bool = False


def findings(
    references: Iterable[Reference], facts: Mapping[str, Sequence[ClassFacts]], day: date
) -> tuple[Finding, ...]:
    """Return the references that are reached on a day, in the order of the pack, then of classes.

    Args:
        references: switched-on ones.
        facts: by disease id; classes without any count may be left out.
        day: the last day that counts.
    """
    found: list[Finding] = []
    for reference in references:
        classes = facts.get(reference.disease, ())
        if reference.measure is Measure.SCHOOL:
            found += _of_school(reference, classes, day)
        else:
            found += (one for each in classes if (one := _of_class(reference, each, day)))
    return tuple(found)


def reaches_share(ill: int, size: int, per_cent: int) -> bool:
    """Return whether so many ill of a class are at least a share of it; nobody is no share."""
    return size > 0 and ill > 0 and ill * 100 >= per_cent * size


def return_verdict(facts: ReturnFacts) -> Verdict:
    """Return what the list says of one pupil; the doubt is always on the side of staying."""
    if facts.waiting or (facts.open_case and not facts.cleared):
        return Verdict.STAYS_HOME
    ill = any(
        fever or (entry is not None and bool(entry.symptoms))
        for entry, fever in zip(facts.days, facts.fevers, strict=True)
    )
    if ill and not facts.cleared:
        return Verdict.STAYS_HOME
    last = facts.days[-1] if facts.days else None
    if last is None or last.reached is not Reached.YES or last.decicelsius is None:
        return Verdict.ASK_FIRST
    return Verdict.MAY_RETURN


def overlaps(first: tuple[date, date], second: tuple[date, date]) -> bool:
    """Return whether two spans of days, ends included, share a day."""
    return first[0] <= second[1] and second[0] <= first[1]


def _of_class(reference: Reference, facts: ClassFacts, day: date) -> Finding | None:
    first_on = day - timedelta(days=reference.window_days - 1)
    within = sum(n for on, n in facts.new_by_day.items() if first_on <= on <= day)
    counted = {
        Measure.NEW_TODAY: max(facts.new_by_day.get(day, 0), facts.ill.new_today),
        Measure.SHARE_ILL: facts.ill.current,
        Measure.WINDOW: within,
        Measure.SERIOUS: facts.serious,
    }[reference.measure]
    if reference.measure is Measure.SHARE_ILL:
        reached = reaches_share(counted, facts.size, reference.count)
    else:
        reached = counted >= reference.count
    if not reached:
        return None
    return Finding(reference, (facts.class_id,), counted, facts.size, first_on, day)


def _of_school(reference: Reference, classes: Sequence[ClassFacts], day: date) -> list[Finding]:
    first_on = day - timedelta(days=reference.window_days - 1)
    hit = {
        one.class_id: sum(n for on, n in one.new_by_day.items() if first_on <= on <= day)
        for one in classes
    }
    counted = sum(hit.values())
    if counted < reference.count:
        return []
    classes_hit = tuple(class_id for class_id, number in hit.items() if number)
    size = sum(one.size for one in classes)
    return [Finding(reference, classes_hit, counted, size, first_on, day)]
