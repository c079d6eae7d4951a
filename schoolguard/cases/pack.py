# SPDX-License-Identifier: Apache-2.0
"""The entries of `resources/rules/cases.toml` as typed values, together with the diseases.

Names of recipients, measures and outcomes stand in the pack itself, in both languages, since a
school may add its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final, TypeVar

from schoolguard.cases.diseases import Disease, Named, load_diseases
from schoolguard.kernel.rule_packs import Packs, Rule, Shapes, shelf_of, take_pack

_NEVER = 1_000
"""No temperature is a fever where the line is switched off; symptoms still count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient(Named):
    """Who is told of a case.

    Attributes:
        within_hours: after the case was found; None takes the hours of the disease.
        required: the clock asks for this report.
    """

    within_hours: int | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Way(Named):
    """How a report was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Named):
    """Something done because of a case; an `expected` one is asked for."""

    expected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRule(Rule):
    """When a step is due: `minutes` after it began, or `at` an hour some `days` later."""

    minutes: int | None = None
    days: int | None = None
    at: time = time(10)

    def __post_init__(self) -> None:
        """Refuse an entry that says neither or both."""
        if (self.minutes is None) == (self.days is None):
            raise ValueError("give either minutes or days")
        if (self.minutes or 0) < 0 or (self.days or 0) < 0:
            raise ValueError("an interval can not be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness(Rule):
    """How many seats to each side count as near."""

    distance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeverLine(Rule):
    """From which temperature on, in tenths of a degree, somebody is shown as ill."""

    decicelsius: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOutcome(Named):
    """How a case ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOutcome(Named):
    """How the watch of a close contact ends.

    Attributes:
        becomes_case: a case is opened and linked.
        early: may be chosen before the last day of the watch.
    """

    becomes_case: bool = False
    early: bool = False


@dataclass(frozen=True, slots=True)
class CaseRules:
    """What cases and close contacts go by; entries switched off are left out."""

    diseases: Mapping[str, Disease]
    recipients: Mapping[str, Recipient]
    ways: Mapping[str, Way]
    measures: Mapping[str, Measure]
    steps: Mapping[str, StepRule]
    seat_distance: int
    fever_decicelsius: int
    case_outcomes: Mapping[str, CaseOutcome]
    watch_outcomes: Mapping[str, WatchOutcome]


R = TypeVar("R", bound=Rule)


SHAPES: Final[Shapes] = {
    "recipient": Recipient,
    "way": Way,
    "measure": Measure,
    "step": StepRule,
    "nearness": Nearness,
    "fever_line": FeverLine,
    "case_outcome": CaseOutcome,
    "watch_outcome": WatchOutcome,
}
"""Every kind of entry of `cases.toml`."""


def load_rules(packs: Packs = None) -> CaseRules:
    """Read the packs of cases and diseases, by default the program's own.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``.
    """
    shelf = shelf_of(packs)
    pack = take_pack("cases", shelf, SHAPES)

    def by_id(kind: str, shape: type[R]) -> dict[str, R]:
        return {rule.id: rule for rule in pack.read(kind, shape) if rule.enabled}

    seats = by_id("nearness", Nearness).get("seat_row")
    fever = by_id("fever_line", FeverLine).get("watch")
    return CaseRules(
        diseases=load_diseases(shelf),
        recipients=by_id("recipient", Recipient),
        ways=by_id("way", Way),
        measures=by_id("measure", Measure),
        steps=by_id("step", StepRule),
        seat_distance=seats.distance if seats else 0,
        fever_decicelsius=fever.decicelsius if fever else _NEVER,
        case_outcomes=by_id("case_outcome", CaseOutcome),
        watch_outcomes=by_id("watch_outcome", WatchOutcome),
    )
