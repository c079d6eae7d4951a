# SPDX-License-Identifier: Apache-2.0
"""Check or absence call -> isolation room: an intake that knows what has been measured and said.

Proposed from the record, decided by a person: readings of the day with their hour and method, the
symptoms of check and absence case, the onset that the family named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from schoolguard import absence, checks, isolation, roster
from schoolguard.absence import CaseDetails
from schoolguard.checks import FEVER, Checked, State, Verdict
from schoolguard.flows import away
from schoolguard.flows.rules import FlowRules
from schoolguard.isolation import IntakeDraft, Kind, ObservationDraft, Origin, StayDetails
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CaseId, ClassId, IsolationRoomId, PersonId, StayId
from schoolguard.roster import PersonKind
from schoolguard.store import Unit, View


@dataclass(frozen=True, slots=True)
class Admitted:
    """An intake that was made; the absence case that it belongs to, if there is one."""

    stay_id: StayId
    absence_case_id: CaseId | None


def admit(unit: Unit, draft: IntakeDraft, rules: FlowRules) -> Admitted:
    """Take somebody into the isolation room; an open absence case of theirs learns of it.

    Raises:
        UserError: as `isolation.admit`.
    """
    case_id = draft.absence_case_id
    if case_id is None and draft.person_id is not None:
        case_id = absence.open_case_of(unit, draft.person_id)
    stay_id = isolation.admit(unit, replace(draft, absence_case_id=case_id), rules.isolation)
    if case_id is not None:
        line = isolation.stay(unit, stay_id, rules.isolation).line
        away.tell(unit, case_id, away.known_of_stay(line), rules)
    return Admitted(stay_id, case_id)


def intake_of(view: View, person_id: PersonId, day: date, rules: FlowRules) -> IntakeDraft:
    """Return an intake of a person with all that check and absence case of a day know.

    Raises:
        UserError: ``flows.no_isolation_room`` when the school has none yet, and
            ``roster.no_such_person``.
    """
    person = roster.person(view, person_id)
    school_class = roster.class_of(view, person_id, day)
    checked = () if school_class is None else _checked(view, person_id, school_class.id, day, rules)
    readings = tuple(_observations(checked))
    case_id = absence.open_case_of(view, person_id)
    case = None if case_id is None else absence.case(view, case_id, rules.absence).details
    return IntakeDraft(
        kind=Kind.STAFF if person.kind is PersonKind.STAFF else Kind.PUPIL,
        room_id=_room(view, rules),
        person_id=person_id,
        class_id=None if school_class is None else school_class.id,
        origin=_origin(checked, case),
        details=_details(readings, checked, case),
        readings=readings,
        absence_case_id=case_id,
    )


def _checked(
    view: View, person_id: PersonId, class_id: ClassId, day: date, rules: FlowRules
) -> tuple[Checked, ...]:
    return checks.history(view, person_id, (class_id,), (day,), rules.checks)


def _observations(checked: tuple[Checked, ...]) -> Iterator[ObservationDraft]:
    """Yield the looks of the day's checks, oldest first; marks of not being seen are no look."""
    for one in checked:
        for reading in (one.first, one.second):
            if reading is None or reading.entry.state not in {State.MEASURED, State.OBSERVED}:
                continue
            entry = reading.entry
            measured = entry.decicelsius is not None
            yield ObservationDraft(
                taken_at=reading.at,
                decicelsius=entry.decicelsius,
                site=(entry.method or one.method) if measured else "",
                symptoms=entry.symptoms,
                note=entry.note,
            )


def _origin(checked: tuple[Checked, ...], case: CaseDetails | None) -> Origin:
    if any(one.verdict is Verdict.SUSPECT or one.first.entry.symptoms for one in checked):
        return Origin.CHECK
    return Origin.BY_HAND if case is None else Origin.ABSENCE


def _details(
    readings: tuple[ObservationDraft, ...], checked: tuple[Checked, ...], case: CaseDetails | None
) -> StayDetails:
    symptoms = frozenset[str]().union(*(one.symptoms for one in readings))
    fevers = [one.second.at for one in checked if one.verdict is Verdict.SUSPECT and one.second]
    found = [one.taken_at for one in readings if one.symptoms] + fevers
    if fevers:
        symptoms |= {FEVER}
    return StayDetails(
        symptoms=symptoms | (case.symptoms if case else frozenset()),
        onset_at=_onset(case),
        found_at=min(found, default=None),
    )


def _onset(case: CaseDetails | None) -> datetime | None:
    """Return the day that the family named, from its first minute; a check names no onset."""
    return None if case is None or case.onset_on is None else instant(case.onset_on)


def _room(view: View, rules: FlowRules) -> IsolationRoomId:
    """Return the first room that takes people in; the first of all where none does."""
    rooms = isolation.room_map(view, rules.isolation).rooms
    if not rooms:
        raise UserError("flows.no_isolation_room")
    free = [room for room in rooms if room.closed_since is None]
    return (free or list(rooms))[0].room.id
