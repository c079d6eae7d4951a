# SPDX-License-Identifier: Apache-2.0
"""Illness -> the way back to class: asked for once a person, withdrawn if nobody worked on it."""

from datetime import date

from schoolguard import absence, clearance
from schoolguard.clearance import ClearanceDraft
from schoolguard.flows.rules import FlowRules
from schoolguard.isolation import Left
from schoolguard.kernel.ids import (
    CaseId,
    ClassId,
    ClearanceId,
    DiseaseCaseId,
    PersonId,
    StayId,
)
from schoolguard.store import Unit


def ask(
    unit: Unit,
    person_id: PersonId,
    class_id: ClassId,
    disease_id: str,
    rules: FlowRules,
    *,
    onset_on: date | None = None,
    absence_case_id: CaseId | None = None,
    disease_case_id: DiseaseCaseId | None = None,
    stay_id: StayId | None = None,
) -> ClearanceId:
    """Ask for a check before somebody's return; one that is open already is gone on with."""
    draft = ClearanceDraft(
        person_id,
        class_id,
        disease_id,
        onset_on=onset_on,
        absence_case_id=absence_case_id,
        disease_case_id=disease_case_id,
        stay_id=stay_id,
    )
    return clearance.ask(unit, draft, rules.clearance)


def ask_after_leaving(
    unit: Unit, left: Left, case_id: CaseId, rules: FlowRules
) -> ClearanceId | None:
    """Ask for a check before the return of somebody who went, where a rule says by what."""
    if left.person_id is None or left.class_id is None:
        return None
    details = absence.case(unit, case_id, rules.absence).details
    disease_id = details.cause_id or rules.links.disease_of(details.symptoms)
    if not disease_id or (details.cause_id and not is_infectious(details.cause_id, rules)):
        return None
    return ask(
        unit,
        left.person_id,
        left.class_id,
        disease_id,
        rules,
        onset_on=details.onset_on,
        absence_case_id=case_id,
        stay_id=left.stay_id,
    )


def ask_for_absence(unit: Unit, case_id: CaseId, rules: FlowRules) -> ClearanceId:
    """Ask for a check before the return of somebody who is away through an illness."""
    case = absence.case(unit, case_id, rules.absence)
    return ask(
        unit,
        case.line.person_id,
        case.line.class_id,
        case.details.cause_id,
        rules,
        onset_on=case.details.onset_on,
        absence_case_id=case_id,
    )


def is_infectious(cause_id: str, rules: FlowRules) -> bool:
    """Return whether a cause of absence is one after which nobody returns unchecked."""
    cause = rules.absence.causes.get(cause_id)
    return cause is not None and cause.infectious


def take_back(
    unit: Unit,
    person_id: PersonId,
    reason: str,
    rules: FlowRules,
    *,
    stay_id: StayId | None = None,
    disease_case_id: DiseaseCaseId | None = None,
) -> bool:
    """Withdraw the open clearance that an event asked for, if nobody has worked on it."""
    clearance_id = clearance.waiting_for(unit, (person_id,)).get(person_id)
    if clearance_id is None:
        return False
    kept = clearance.clearance(unit, clearance_id, rules.clearance)
    asked_by_this = (stay_id is not None and kept.stay_id == stay_id) or (
        disease_case_id is not None and kept.disease_case_id == disease_case_id
    )
    if not asked_by_this or kept.is_worked_on:
        return False
    clearance.withdraw(unit, clearance_id, reason)
    return True
