# SPDX-License-Identifier: Apache-2.0
"""Out of the isolation room -> absence case, disinfection of its places, the way back to class.

Going home or to hospital opens one absence case, or goes on with it, asks for disinfection of the
room, the classroom and the dormitory room and, where symptoms say by which rule, for a check before
the return. Back to class asks for the room only. An epidemic is proposed, never set.
"""

from dataclasses import dataclass

from schoolguard import absence, disinfection, isolation
from schoolguard.disinfection import OrderWhy
from schoolguard.flows import away, orders, way_back
from schoolguard.flows.rules import FlowRules
from schoolguard.flows.symptoms import symptom_table
from schoolguard.isolation import LeavingDraft, Left, Standing
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import CaseId, ClearanceId, OrderId, StayId
from schoolguard.store import Unit, View


@dataclass(frozen=True, slots=True)
class LeavingDone:
    """What somebody's leaving brought with it.

    Attributes:
        absence_case_id: None where nobody is away from class.
        absence_is_new: the case was opened just now; else it went on.
        order_ids: disinfections asked for and still open.
        clearance_id: the check before the return; None where no rule asks for one yet.
        room_closed: the room takes nobody in until it is disinfected.
        suspected: symptoms that so many of the class share that an epidemic may be suspected.
        unknown_places: text keys of places that can't be ordered since none is registered.
    """

    left: Left
    absence_case_id: CaseId | None = None
    absence_is_new: bool = False
    order_ids: tuple[OrderId, ...] = ()
    clearance_id: ClearanceId | None = None
    room_closed: bool = False
    suspected: frozenset[str] = frozenset()
    unknown_places: tuple[str, ...] = ()


def leave(unit: Unit, stay_id: StayId, draft: LeavingDraft, rules: FlowRules) -> LeavingDone:
    """Let somebody leave the isolation room, with everything that follows.

    Raises:
        UserError: as `isolation.leave`.
    """
    left = isolation.leave(unit, stay_id, draft, rules.isolation)
    gone = away.went_away(unit, left, rules)
    touched = _touched(unit, left)
    order_ids = orders.ask_for(unit, touched.place_ids, OrderWhy.STAY, stay_id, rules)
    return LeavingDone(
        left=left,
        absence_case_id=gone.case_id if gone else None,
        absence_is_new=gone.is_new if gone else False,
        order_ids=order_ids,
        clearance_id=way_back.ask_after_leaving(unit, left, gone.case_id, rules) if gone else None,
        room_closed=left.room_closed,
        suspected=_suspected(unit, left, rules) if gone else frozenset(),
        unknown_places=touched.unknown,
    )


def withdraw_stay(unit: Unit, stay_id: StayId, reason: str, rules: FlowRules) -> None:
    """Withdraw a stay that was a wrong entry, with what followed from it and nobody acted on.

    Raises:
        UserError: as `isolation.withdraw`.
    """
    reopen_stay(unit, stay_id, reason, rules)
    isolation.withdraw(unit, stay_id, reason)


def reopen_stay(unit: Unit, stay_id: StayId, reason: str, rules: FlowRules) -> None:
    """Let somebody be in the room again who did not leave after all.

    Raises:
        UserError: as `isolation.reopen`.
    """
    line = isolation.stay(unit, stay_id, rules.isolation).line
    isolation.reopen(unit, stay_id, rules.isolation, reason)
    _take_back(unit, line, reason, rules)


def _take_back(unit: Unit, line: isolation.StayLine, reason: str, rules: FlowRules) -> None:
    """Undo what a leaving asked for, as far as nobody has acted on it."""
    if line.standing is not Standing.LEFT:
        return
    orders.take_back(unit, OrderWhy.STAY, line.id, reason, rules)
    if line.person_id is None:
        return
    way_back.take_back(unit, line.person_id, reason, rules, stay_id=line.id)
    case_id = absence.open_case_of(unit, line.person_id)
    if case_id is None:
        return
    case = absence.case(unit, case_id, rules.absence)
    of_stay = not case.from_check and not case.contacts and case.details.left_at == line.left_at
    if of_stay and case.details.says_no_more_than(away.known_of_stay(line)):
        absence.withdraw(unit, case_id, reason)


def _touched(view: View, left: Left) -> orders.Touched:
    room = disinfection.place_of_isolation_room(view, left.room_id)
    known = () if room is None else (room,)
    unknown = ("flows.place.isolation_room",) if room is None else ()
    if not left.opens_absence or left.person_id is None or left.class_id is None:
        return orders.Touched(known, unknown)
    own = orders.places_of(view, left.person_id, left.class_id)
    return orders.Touched((*known, *own.place_ids, *left.places_been), (*unknown, *own.unknown))


def _suspected(view: View, left: Left, rules: FlowRules) -> frozenset[str]:
    """Return which of somebody's symptoms the class shares so much that it may be epidemic."""
    table = symptom_table(view, local_day(left.left_at), rules.checks)
    for row in table:
        if row.class_id == left.class_id:
            return rules.links.suspects(row.today, row.three_days) & left.symptoms
    return frozenset()
