# SPDX-License-Identifier: Apache-2.0
"""Absence closed as returned -> only after the check before the return, or with a reason.

Holds for the infectious causes of the absence pack. Whoever is closed without the check stays an
open link where a check was asked for: the reason is kept, and nobody is cleared by it.
Source: 学校复课证明查验制度.
"""

from datetime import date

from schoolguard import absence, clearance
from schoolguard.clearance import Standing
from schoolguard.flows.rules import FlowRules
from schoolguard.flows.way_back import is_infectious
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CaseId
from schoolguard.store import Unit, View


def close_absence(
    unit: Unit,
    case_id: CaseId,
    outcome_id: str,
    *,
    returned_on: date | None = None,
    unchecked_reason: str = "",
    rules: FlowRules,
) -> None:
    """Close an absence case.

    Raises:
        UserError: as `absence.close`, and ``flows.clearance_first`` when nobody checked the return
            after an infectious illness and no reason is given for that.
    """
    reason = unchecked_reason.strip()
    if not reason and lacks_clearance(unit, case_id, outcome_id, rules):
        raise UserError("flows.clearance_first")
    absence.close(
        unit,
        case_id,
        outcome_id,
        returned_on=returned_on,
        end_note=reason,
        rules=rules.absence,
    )


def lacks_clearance(view: View, case_id: CaseId, outcome_id: str, rules: FlowRules) -> bool:
    """Return whether closing as returned leaves out a check that the illness asks for."""
    outcome = rules.absence.outcomes.get(outcome_id)
    line = absence.case(view, case_id, rules.absence).line
    if outcome is None or not outcome.returned or not is_infectious(line.cause_id, rules):
        return False
    return not any(
        one.standing is Standing.CLEARED
        and one.ended_at is not None
        and local_day(one.ended_at) >= line.first_on
        for one in clearance.clearances_of(view, line.person_id, rules.clearance)
    )
