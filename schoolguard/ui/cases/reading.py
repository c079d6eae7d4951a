# SPDX-License-Identifier: Apache-2.0
"""What the page reads in one go: the lists, and one case with all that its tabs show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from schoolguard import cases, roster
from schoolguard.access.queries import accounts
from schoolguard.app import View
from schoolguard.cases import Case, CaseLine, CaseRules, ChainLink
from schoolguard.kernel.ids import AccountId, DiseaseCaseId

_SOURCE_DAYS = 60
"""A case found this long before may still be where another one came from."""


class Which(Enum):
    """Which cases are listed."""

    OPEN = "open"
    MONTH = "month"
    YEAR = "year"


DAYS = {Which.MONTH: 29, Which.YEAR: 364}


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """One case with what surrounds it.

    Attributes:
        chain: who had it from whom, first case on top.
        sources: cases of the same disease it may have come from, newest first.
        names: of the people who log in.
    """

    case: Case
    chain: tuple[ChainLink, ...]
    sources: tuple[CaseLine, ...]
    names: Mapping[AccountId, str]
    guardians: tuple[roster.Guardian, ...]
    hospitals: tuple[str, ...]


def read_lines(which: Which, rules: CaseRules) -> Callable[[View], tuple[CaseLine, ...]]:
    """Return the question for a list of cases."""
    if which is Which.OPEN:
        return lambda view: cases.open_cases(view, rules)
    return lambda view: cases.cases_between(
        view, view.today - timedelta(days=DAYS[which]), view.today, rules
    )


def read_case(case_id: DiseaseCaseId, rules: CaseRules) -> Callable[[View], OpenedCase]:
    """Return the question for one case."""

    def ask(view: View) -> OpenedCase:
        found = cases.case(view, case_id, rules)
        since = found.line.found_on - timedelta(days=_SOURCE_DAYS)
        near = cases.cases_between(view, since, view.today, rules)
        return OpenedCase(
            case=found,
            chain=cases.chain(view, case_id, rules),
            sources=tuple(one for one in near if _may_be_source(one, found.line)),
            names={one.id: one.name for one in accounts(view)},
            guardians=roster.guardians_of(view, found.line.person_id),
            hospitals=cases.last_hospitals(view),
        )

    return ask


def _may_be_source(one: CaseLine, line: CaseLine) -> bool:
    same = one.id == line.infected_by or one.disease_id == line.disease_id
    return same and one.id != line.id and one.standing is not cases.Standing.WITHDRAWN
