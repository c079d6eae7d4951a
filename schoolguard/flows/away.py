# SPDX-License-Identifier: Apache-2.0
"""Isolation room -> absence: what a stay knows of an illness, told to the one absence case.

Gaps of the case are filled, nothing that a person wrote is replaced. Who is away from class because
of a stay needs no round of calls to find out why.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from schoolguard import absence, isolation, roster
from schoolguard.absence import CaseDetails, Reason
from schoolguard.checks import FEVER
from schoolguard.flows.rules import FlowRules
from schoolguard.isolation import Left, StayLine
from schoolguard.isolation.lines import all_stays, stay_lines
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.ids import CaseId, ClassId, PersonId
from schoolguard.store import Unit, View


@dataclass(frozen=True, slots=True)
class Away:
    """The absence case of somebody who went; `is_new`: it was opened just now."""

    case_id: CaseId
    is_new: bool


def known_of_stay(line: StayLine) -> CaseDetails:
    """Return what a stay says of an illness; nothing for somebody who is well, e.g. a contact."""
    symptoms = line.symptoms | ({FEVER} if line.fever else frozenset())
    if not symptoms:
        return CaseDetails()
    return CaseDetails(
        reason=Reason.ILLNESS,
        symptoms=symptoms,
        onset_on=local_day(line.onset_at) if line.onset_at else None,
        left_at=line.left_at,
        hospital=line.hospital,
    )


def known_of_leaving(left: Left) -> CaseDetails:
    """Return what somebody's leaving says of an illness."""
    fever = left.last is not None and left.last.fever
    symptoms = left.symptoms | ({FEVER} if fever else frozenset())
    details = CaseDetails(left_at=left.left_at, hospital=left.hospital)
    if not symptoms and not left.hospital:
        return details
    onset_on = local_day(left.onset_at) if left.onset_at else None
    return replace(details, reason=Reason.ILLNESS, symptoms=symptoms, onset_on=onset_on)


def tell(unit: Unit, case_id: CaseId, known: CaseDetails, rules: FlowRules) -> bool:
    """Fill the gaps of an open absence case; return whether there were any."""
    details = absence.case(unit, case_id, rules.absence).details
    filled = details.with_gaps_filled(known)
    if filled == details:
        return False
    absence.describe(unit, case_id, filled, rules=rules.absence, calendar=rules.calendar)
    return True


def in_the_room(
    view: View, ids: Collection[PersonId], rules: FlowRules
) -> Mapping[PersonId, CaseDetails]:
    """Return what is known of those of some people who are in the isolation room now.

    The house asks in its own name: a class teacher who marks a pupil absent may not open the stay.
    """
    staying = isolation.staying(view, ids)
    if not staying:
        return {}
    stays = all_stays()
    mine = stays.where(stays.selected_columns.id.in_(staying.values()))
    lines = stay_lines(view, mine, rules.isolation)
    return {line.person_id: known_of_stay(line) for line in lines if line.person_id is not None}


def went_away(unit: Unit, left: Left, rules: FlowRules) -> Away | None:
    """Open the absence case of somebody who went home or to hospital, or go on with it.

    None for those who have no class, and for destinations that are no absence.
    """
    if not left.opens_absence or left.person_id is None or left.class_id is None:
        return None
    known = known_of_leaving(left)
    open_id = absence.open_case_of(unit, left.person_id)
    if open_id is None:
        case_id = _open(unit, left, left.person_id, left.class_id, known, rules)
    else:
        case_id = open_id
        tell(unit, case_id, known, rules)
    isolation.note_absence(unit, left.stay_id, case_id)
    return Away(case_id, is_new=open_id is None)


def _open(
    unit: Unit,
    left: Left,
    person_id: PersonId,
    class_id: ClassId,
    known: CaseDetails,
    rules: FlowRules,
) -> CaseId:
    return absence.open_by_hand(
        unit,
        person_id,
        class_id,
        local_day(left.left_at),
        sessions_after(unit, person_id, left.left_at, rules),
        known,
        rules=rules.absence,
        calendar=rules.calendar,
    )


def sessions_after(
    view: View, person_id: PersonId, left_at: datetime, rules: FlowRules
) -> tuple[CheckSession, ...]:
    """Return the sessions of the day that somebody misses who left at an instant."""
    is_boarder = roster.person(view, person_id).is_boarder
    left = local_time(left_at).time()
    return tuple(
        session
        for session, rule in sorted(rules.checks.sessions.items())
        if rule.opens > left and (is_boarder or not rule.boarders_only)
    )
