# SPDX-License-Identifier: Apache-2.0
"""Cleared -> back on the roll: the absence case closes with its day of return, the case ends.

What can not be closed yet (authorities not told, reports not made) stays open and is said; it does
not keep a child from school. Taking the clearance back opens both again, for the same reason.
"""

from dataclasses import dataclass

from schoolguard import absence, cases, clearance
from schoolguard.absence import CaseDetails, Reason, Standing
from schoolguard.clearance import Decided, Decision
from schoolguard.flows import away
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CaseId, ClearanceId, DiseaseCaseId
from schoolguard.store import Unit

RECOVERED, RETURNED = "recovered", "returned"
"""Ids of the outcomes with which a clearance ends an absence and a case of disease."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """What a decision on somebody's return brought with it.

    Attributes:
        absence_closed: the absence case that ended; None where none was open, or it stays open.
        case_ended: the same of the case of disease.
        left_open: codes of the refusals that keep one of them open, to be shown.
    """

    decided: Decided
    absence_closed: CaseId | None = None
    case_ended: DiseaseCaseId | None = None
    left_open: tuple[str, ...] = ()


def clear(unit: Unit, clearance_id: ClearanceId, decision: Decision, rules: FlowRules) -> Cleared:
    """Decide on somebody's return; who is cleared is back on the roll.

    Raises:
        UserError: as `clearance.decide`.
    """
    decided = clearance.decide(unit, clearance_id, decision, rules.clearance)
    if not decided.cleared:
        return Cleared(decided)
    refusals: list[str] = []
    case_ended = _end_case(unit, decided, rules, refusals)
    absence_closed = _close_absence(unit, decided, rules, refusals)
    return Cleared(decided, absence_closed, case_ended, tuple(refusals))


def take_back_clearing(
    unit: Unit, clearance_id: ClearanceId, reason: str, rules: FlowRules
) -> None:
    """Let somebody wait again who was cleared by mistake, and what that had ended go on.

    Raises:
        UserError: as `clearance.reopen`.
    """
    kept = clearance.clearance(unit, clearance_id, rules.clearance)
    clearance.reopen(unit, clearance_id, reason)
    last = kept.line.look
    day = None if last is None else last.decision.checked_on
    for line in absence.cases_of(unit, kept.line.person_id, rules.absence)[:1]:
        if line.standing is Standing.CLOSED and line.returned_on == day:
            absence.reopen(unit, line.id, reason, rules=rules.absence, calendar=rules.calendar)
    case_id = kept.disease_case_id
    if case_id is not None and cases.case_brief(unit, case_id).standing is cases.Standing.ENDED:
        cases.reopen(unit, case_id, reason)


def _close_absence(
    unit: Unit, decided: Decided, rules: FlowRules, refusals: list[str]
) -> CaseId | None:
    case_id = absence.open_case_of(unit, decided.person_id)
    if case_id is None:
        return None
    away.tell(unit, case_id, _illness_of(unit, decided, rules), rules)
    try:
        absence.close(unit, case_id, RECOVERED, returned_on=decided.checked_on, rules=rules.absence)
    except UserError as refusal:
        refusals.append(refusal.code)
        return None
    return case_id


def _illness_of(unit: Unit, decided: Decided, rules: FlowRules) -> CaseDetails:
    kept = clearance.clearance(unit, decided.clearance_id, rules.clearance)
    disease_id = kept.line.disease_id
    cause = disease_id if disease_id in rules.absence.causes else ""
    return CaseDetails(Reason.ILLNESS, onset_on=kept.anchors.onset_on, cause_id=cause)


def _end_case(
    unit: Unit, decided: Decided, rules: FlowRules, refusals: list[str]
) -> DiseaseCaseId | None:
    case_id = decided.disease_case_id
    if case_id is None:
        brief = cases.case_of(unit, decided.person_id)
        case_id = None if brief is None else brief.id
    if case_id is None or cases.case_brief(unit, case_id).standing is not cases.Standing.OPEN:
        return None
    try:
        cases.end_case(unit, case_id, RETURNED, decided.checked_on, rules=rules.cases)
    except UserError as refusal:
        refusals.append(refusal.code)
        return None
    return case_id
