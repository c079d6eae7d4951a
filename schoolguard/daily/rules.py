# SPDX-License-Identifier: Apache-2.0
"""Decides what a day's figures amount to: a zero report, findings, gaps; and what changed.

A zero report says "checked, nothing found". It is refused while anybody was not checked. Which
figures count as findings is a rule pack's matter (`resources/rules/daily.toml`). Nothing here
declares an outbreak.
Source: 卫办疾控发〔2006〕65号 (daily and zero reporting); 晨午检汇总表 forms.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from schoolguard.daily.figures import DailyFigures, HandIn, SheetFigures, SymptomFigures, Whom
from schoolguard.kernel.rule_packs import Rule, RulePack, Shapes

_ROUTINE = ("measured", "observed", "unchecked")
"""What a sheet counts when a check is carried out, whether or not anything is found."""


class Statement(StrEnum):
    """What the day amounts to."""

    NO_SCHOOL = "no_school"
    INCOMPLETE = "incomplete"
    """Nothing was found so far, but not everybody was checked: no zero report."""

    FINDINGS = "findings"
    ZERO = "zero"


class FindingKind(StrEnum):
    """What can stand against a zero report."""

    FEVER = "fever"
    RECHECK_OPEN = "recheck_open"
    SYMPTOM = "symptom"
    INFECTIOUS = "infectious"
    SUSPECTED = "suspected"
    CAUSE_UNKNOWN = "cause_unknown"
    """Ill and nobody knows of what."""

    REASON_UNKNOWN = "reason_unknown"
    """Absent and nobody knows why."""

    CASE = "case"
    """A case of infectious disease was found, suspected or surer."""

    ISOLATED = "isolated"
    """Somebody was taken into the isolation room."""

    SUSPENDED = "suspended"
    WARNED = "warned"
    """A legal trigger or a cluster by diagnosis was reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRule(Rule):
    """One figure that stands against a zero report; its id is a `FindingKind`."""

    def __post_init__(self) -> None:
        """Refuse an id that names no figure."""
        FindingKind(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Rule):
    """By when, on the school's clock, the day's report is to be signed."""

    at: time


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found.

    Attributes:
        class_names: the classes concerned where the figures say so; else empty.
    """

    kind: FindingKind
    count: int
    class_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs; `key` is a path such as ``pupils.absent`` or ``symptom:cough``."""

    key: str
    before: int
    now: int


SHAPES: Final[Shapes] = {"deadline": Deadline, "finding": FindingRule}
"""Every kind of entry of `daily.toml`."""


def read_findings(pack: RulePack) -> frozenset[FindingKind]:
    """Return the figures that count as findings.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """
    rules = pack.read("finding", FindingRule)
    return frozenset(FindingKind(rule.id) for rule in rules if rule.enabled)


def read_signed_by(pack: RulePack) -> time | None:
    """Return by when a report is to be signed; None when that rule is switched off.

    Raises:
        UserError: ``rules.bad_entry`` names file, entry and reason.
    """
    rules = pack.read("deadline", Deadline)
    return next((rule.at for rule in rules if rule.id == "signed_by" and rule.enabled), None)


def findings(figures: DailyFigures, kinds: frozenset[FindingKind]) -> tuple[Finding, ...]:
    """Return what was found, gravest first; empty when nothing was."""
    found = []
    for kind, (count, classes) in _FINDERS.items():
        number = count(figures)
        if kind in kinds and number:
            found.append(Finding(kind, number, tuple(dict.fromkeys(classes(figures)))))
    return tuple(found)


def is_complete(figures: DailyFigures) -> bool:
    """Return whether everybody was checked in every session that was due so far."""
    due = [sheet for sheet in figures.sheets if sheet.hand_in is not HandIn.PENDING]
    return bool(due) and all(
        sheet.hand_in is not HandIn.MISSING and not sheet.unchecked for sheet in due
    )


def statement(figures: DailyFigures, kinds: frozenset[FindingKind]) -> Statement:
    """Return what the day amounts to; findings weigh more than gaps."""
    if not figures.school_day and not figures.sheets:
        return Statement.NO_SCHOOL
    if findings(figures, kinds):
        return Statement.FINDINGS
    return Statement.ZERO if is_complete(figures) else Statement.INCOMPLETE


def headline_changes(before: DailyFigures, now: DailyFigures) -> tuple[Change, ...]:
    """Return what moved between two days, in the order of the report; empty when nothing did."""
    return _changes(dict(_headline(before)), dict(_headline(now)))


def all_changes(before: DailyFigures, now: DailyFigures) -> tuple[Change, ...]:
    """Return every figure that differs between two states of one day, down to the class sheet."""
    return _changes(dict(_everything(before)), dict(_everything(now)))


def notable_changes(before: DailyFigures, now: DailyFigures) -> tuple[Change, ...]:
    """Return what differs, without checks that came due later and were simply carried out.

    A report signed in the afternoon says that the evening check is still to come; that it was held
    and found nothing corrects nothing.
    """
    routine = {
        f"{_place(sheet)}:{measure}"
        for sheet in before.with_hand_in(HandIn.PENDING)
        for measure in _ROUTINE
    }
    return tuple(one for one in all_changes(before, now) if one.key not in routine)


def _changes(before: Mapping[str, int], now: Mapping[str, int]) -> tuple[Change, ...]:
    keys = dict.fromkeys((*before, *now))
    return tuple(
        Change(key, before.get(key, 0), now.get(key, 0))
        for key in keys
        if before.get(key, 0) != now.get(key, 0)
    )


def _headline(figures: DailyFigures) -> Iterator[tuple[str, int]]:
    for whom, people in ((Whom.PUPILS, figures.pupils), (Whom.STAFF, figures.staff)):
        for name in ("total", "present", "absent", "illness"):
            yield f"{whom.value}.{name}", getattr(people, name)
    yield "fevers", figures.fevers
    for symptom in _symptoms_but_fever(figures):
        yield f"symptom:{symptom.name}", symptom.pupils + symptom.staff
    for disease in figures.diseases:
        yield f"disease:{disease.name}", disease.current
    yield "isolated", _isolated(figures)
    yield "new_cases", _new_cases(figures)
    yield "suspended", _suspended(figures)
    yield "warned", _warned(figures)


def _everything(figures: DailyFigures) -> Iterator[tuple[str, int]]:
    yield from _headline(figures)
    for whom, people in ((Whom.PUPILS, figures.pupils), (Whom.STAFF, figures.staff)):
        for name in ("unchecked", "injury", "leave", "unknown"):
            yield f"{whom.value}.{name}", getattr(people, name)
    for cause in figures.causes:
        yield f"cause:{cause.name}", cause.pupils + cause.staff
    for sheet in figures.sheets:
        for name in (*_ROUTINE, "absent", "suspects", "symptomatic"):
            yield f"{_place(sheet)}:{name}", getattr(sheet, name)


def _place(sheet: SheetFigures) -> str:
    return f"sheet:{sheet.class_name}:{sheet.session.name.lower()}"


def _causes_unknown(figures: DailyFigures) -> int:
    return sum(cause.pupils + cause.staff for cause in figures.causes if not cause.id)


def _infectious(figures: DailyFigures) -> int:
    return sum(disease.current for disease in figures.diseases)


def _reasons_unknown(figures: DailyFigures) -> int:
    return figures.pupils.unknown + figures.staff.unknown


def _symptoms(figures: DailyFigures) -> int:
    return sum(entry.pupils + entry.staff for entry in _symptoms_but_fever(figures))


def _symptoms_but_fever(figures: DailyFigures) -> Iterator[SymptomFigures]:
    """Fever is counted on its own."""
    return (entry for entry in figures.symptoms if entry.id != "fever")


def _isolated(figures: DailyFigures) -> int:
    return figures.control.isolation.admitted if figures.control else 0


def _new_cases(figures: DailyFigures) -> int:
    return figures.control.new_cases if figures.control else 0


def _suspended(figures: DailyFigures) -> int:
    return figures.control.suspension.people if figures.control else 0


def _warned(figures: DailyFigures) -> int:
    return figures.control.warning.legal if figures.control else 0


def _nowhere(figures: DailyFigures) -> Iterator[str]:
    del figures
    return iter(())


def _with(name: str) -> Callable[[DailyFigures], Iterator[str]]:
    def classes(figures: DailyFigures) -> Iterator[str]:
        return (sheet.class_name for sheet in figures.sheets if getattr(sheet, name))

    return classes


def _away_without_reason(figures: DailyFigures) -> Iterator[str]:
    return (one.class_name for one in figures.class_absences if one.reason == "unknown")


_FINDERS: Mapping[
    FindingKind,
    tuple[Callable[[DailyFigures], int], Callable[[DailyFigures], Iterator[str]]],
] = MappingProxyType(
    {
        FindingKind.WARNED: (_warned, _nowhere),
        FindingKind.CASE: (_new_cases, _nowhere),
        FindingKind.SUSPENDED: (_suspended, _nowhere),
        FindingKind.ISOLATED: (_isolated, _nowhere),
        FindingKind.SUSPECTED: (lambda figures: figures.suspected, _nowhere),
        FindingKind.INFECTIOUS: (_infectious, _nowhere),
        FindingKind.FEVER: (lambda figures: figures.fevers, _with("suspects")),
        FindingKind.RECHECK_OPEN: (lambda figures: figures.waiting, _with("waiting")),
        FindingKind.SYMPTOM: (_symptoms, _with("symptomatic")),
        FindingKind.CAUSE_UNKNOWN: (_causes_unknown, _nowhere),
        FindingKind.REASON_UNKNOWN: (_reasons_unknown, _away_without_reason),
    }
)
