# SPDX-License-Identifier: Apache-2.0
"""What the page reads in one go: the lists, and one case with whom to call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum

from schoolguard import absence, access, cases, clearance, flows, isolation, roster
from schoolguard.absence import AbsenceRules, Case, CaseLine
from schoolguard.app import View
from schoolguard.flows import FlowRules
from schoolguard.kernel.ids import CaseId, ClearanceId, DiseaseCaseId, StayId


class Which(Enum):
    """Which cases are listed."""

    OPEN = "open"
    RECENT = "recent"
    """All that touch the last thirty days, ended ones too."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One case with its person's guardians, in the order of calling.

    Attributes:
        person: None when the family file may not be seen.
        class_symptoms: symptom id -> persons of the class over three days, present or away.
        stay_id: the person is in the isolation room now.
        disease_case_id: the person's open case of disease.
        clearance_id: the check before the return, asked for and not ended.
    """

    case: Case
    guardians: tuple[roster.Guardian, ...]
    person: roster.Person | None
    class_symptoms: Mapping[str, int] = field(default_factory=dict)
    stay_id: StayId | None = None
    disease_case_id: DiseaseCaseId | None = None
    clearance_id: ClearanceId | None = None


def read_lines(which: Which, rules: AbsenceRules) -> Callable[[View], tuple[CaseLine, ...]]:
    """Return the question for a list of cases."""
    if which is Which.OPEN:
        return lambda view: absence.open_cases(view, rules)
    return lambda view: absence.cases_between(
        view, view.today - timedelta(days=29), view.today, rules
    )


def read_case(case_id: CaseId, rules: FlowRules) -> Callable[[View], OpenCase]:
    """Return the question for one case."""

    def ask(view: View) -> OpenCase:
        case = absence.case(view, case_id, rules.absence)
        person_id, class_id = case.line.person_id, case.line.class_id
        if not access.allowed(view.actor, access.Action.VIEW_FAMILY, class_id):
            return OpenCase(case, (), None)
        table = flows.symptom_table(view, view.today, rules.checks)
        disease = cases.case_of(view, person_id)
        return OpenCase(
            case,
            roster.guardians_of(view, person_id),
            roster.person(view, person_id),
            next((row.three_days for row in table if row.class_id == class_id), {}),
            isolation.staying(view, (person_id,)).get(person_id),
            None if disease is None else disease.id,
            clearance.waiting_for(view, (person_id,)).get(person_id),
        )

    return ask
