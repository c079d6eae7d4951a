# SPDX-License-Identifier: Apache-2.0
"""Suspension -> disinfection of what stands empty; sick at home -> absence case.

Who is suspended is asked for at home and not in checks (`excused`). A suspension taken back takes
its unsigned orders with it.
"""

from dataclasses import dataclass
from datetime import date

from schoolguard import absence, disinfection, roster, suspension
from schoolguard.absence import CaseDetails, Reason
from schoolguard.checks import FEVER
from schoolguard.disinfection import OrderWhy
from schoolguard.flows import away, orders
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.ids import CaseId, OrderId, PersonId, SuspensionId
from schoolguard.store import Unit
from schoolguard.suspension import SuspensionDraft


@dataclass(frozen=True, slots=True)
class Suspended:
    """What a suspension asked for; `unknown_places` as in the other links."""

    suspension_id: SuspensionId
    order_ids: tuple[OrderId, ...]
    unknown_places: tuple[str, ...] = ()


def suspend(unit: Unit, draft: SuspensionDraft, rules: FlowRules) -> Suspended:
    """Write a decided suspension and ask for the disinfection of its rooms.

    Raises:
        UserError: as `suspension.decide`.
    """
    suspension_id = suspension.decide(unit, draft)
    classrooms = [disinfection.place_of_class(unit, each) for each in draft.class_ids]
    bedrooms = [disinfection.place_of_dorm_room(unit, each) for each in draft.dorm_room_ids]
    found = [place for place in (*classrooms, *bedrooms) if place is not None]
    unknown = (("flows.place.classroom", classrooms), ("flows.place.dorm_room", bedrooms))
    order_ids = orders.ask_for(
        unit, found, OrderWhy.SUSPENSION, suspension_id, rules, disease_id=draft.disease_id
    )
    return Suspended(suspension_id, order_ids, tuple(key for key, of in unknown if None in of))


def withdraw_suspension(
    unit: Unit, suspension_id: SuspensionId, reason: str, rules: FlowRules
) -> tuple[OrderId, ...]:
    """Withdraw a suspension that was a wrong entry; return the orders that go with it.

    Raises:
        UserError: as `suspension.withdraw`.
    """
    suspension.withdraw(unit, suspension_id, reason)
    return orders.take_back(unit, OrderWhy.SUSPENSION, suspension_id, reason, rules)


def absence_of_suspended(
    unit: Unit,
    person_id: PersonId,
    day: date,
    symptoms: frozenset[str],
    rules: FlowRules,
    *,
    fever: bool = False,
) -> CaseId:
    """Open the absence case of a suspended pupil found ill at home, or go on with the open one.

    It covers no session, since no check asks for the pupil; it is followed up like any illness.
    """
    found = symptoms | ({FEVER} if fever else frozenset())
    known = CaseDetails(Reason.ILLNESS, symptoms=found, onset_on=day)
    case_id = absence.open_case_of(unit, person_id)
    if case_id is not None:
        away.tell(unit, case_id, known, rules)
        return case_id
    school_class = roster.class_of(unit, person_id, day)
    assert school_class is not None  # noqa: S101 - only a member of a class can be suspended
    return absence.open_by_hand(
        unit,
        person_id,
        school_class.id,
        day,
        (),
        known,
        rules=rules.absence,
        calendar=rules.calendar,
    )
