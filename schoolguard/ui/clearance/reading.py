# SPDX-License-Identifier: Apache-2.0
"""What the page reads in one go: the lists, and where somebody stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum

from schoolguard import clearance
from schoolguard.absence import AbsenceRules
from schoolguard.app import View
from schoolguard.clearance import ClearanceDraft, ClearanceLine, ClearanceRules
from schoolguard.kernel.ids import CaseId, ClearanceId, PersonId

_RECENT_DAYS = 30


class Which(Enum):
    """Which clearances are listed."""

    OPEN = "open"
    RECENT = "recent"
    """All that were asked for or looked at in the last thirty days."""


@dataclass(frozen=True, slots=True)
class Person:
    """Where somebody stands: waiting already, or what would be asked for."""

    waiting: ClearanceId | None
    draft: ClearanceDraft | None


def read_lines(which: Which, rules: ClearanceRules) -> Callable[[View], tuple[ClearanceLine, ...]]:
    """Return the question for a list of clearances."""
    if which is Which.OPEN:
        return lambda view: clearance.pending(view, rules)
    return lambda view: clearance.clearances_between(
        view, view.today - timedelta(days=_RECENT_DAYS - 1), view.today, rules
    )


def read_person(
    person_id: PersonId, args: Mapping[str, object], rules: AbsenceRules
) -> Callable[[View], Person]:
    """Return the question where somebody stands; `args` as of the page's ``show_args``."""

    def read(view: View) -> Person:
        waiting = clearance.waiting_for(view, (person_id,)).get(person_id)
        if waiting is not None:
            return Person(waiting, None)
        known = clearance.draft_of(view, person_id, rules)
        case_id = args.get("absence_case_id")
        return Person(
            None,
            replace(
                known,
                disease_id=str(args.get("disease_id") or known.disease_id),
                absence_case_id=(
                    CaseId(case_id) if isinstance(case_id, int) else known.absence_case_id
                ),
            ),
        )

    return read
