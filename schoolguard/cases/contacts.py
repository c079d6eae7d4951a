# SPDX-License-Identifier: Apache-2.0
"""Close contacts 密接 and contacts of contacts 次密接: proposed, listed, taken off again.

Proposals come from what the roster knows of the case's surroundings; people decide whom to list.
What other rooms know (hours shared in the isolation room) is handed in by the caller.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import insert, select

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.cases.contact_lines import contact_row
from schoolguard.cases.contact_values import ContactDraft, Proposal
from schoolguard.cases.diseases import ContactWay
from schoolguard.cases.lines import CaseRow
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.queries import case_row
from schoolguard.cases.rules import is_suggested, last_exposure, watch_until
from schoolguard.cases.tables import CloseContactRow
from schoolguard.cases.writing import (
    any_row,
    correct,
    note,
    open_row,
    require_why,
    set_columns,
    set_contact,
)
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, CloseContactId, DiseaseCaseId, PersonId
from schoolguard.store import Unit, View

Ways = dict[PersonId, set[ContactWay]]


def propose_close_contacts(
    view: View,
    case_id: DiseaseCaseId,
    rules: CaseRules,
    shared: Sequence[tuple[PersonId, str]] = (),
    *,
    around: PersonId | None = None,
) -> tuple[Proposal, ...]:
    """Return who was near a case, or near one of its close contacts, by class and seat number.

    Args:
        view: the record.
        case_id: the case.
        rules: of the room.
        shared: people who shared hours with the person in the isolation room, with the words why.
        around: a close contact of the case: proposes contacts of that contact instead.

    Raises:
        UserError: ``access.not_allowed`` or ``cases.no_such_case``.
    """
    access.require(view.actor, Action.VIEW_CASES)
    row = case_row(view, case_id)
    person_id = around or row.person_id
    disease = rules.diseases.get(row.disease_id)
    ways = _near(view, person_id, rules.seat_distance)
    for other, _ in shared:
        ways[other].add(ContactWay.ISOLATION_ROOM)
    for nobody in (row.person_id, person_id):
        ways.pop(nobody, None)
    words = dict(shared)
    known = listed_people(view, case_id)
    members = _places(view, ways)
    return tuple(
        Proposal(
            person_id=one,
            name=member.name,
            class_id=its_class.id,
            class_name=its_class.name,
            ways=frozenset(ways[one]),
            why=words.get(one, ""),
            known=one in known,
            suggested=one not in known and is_suggested(ways[one], disease),
        )
        for one, (its_class, member) in members.items()
    )


def add_close_contacts(
    unit: Unit, case_id: DiseaseCaseId, drafts: Iterable[ContactDraft], rules: CaseRules
) -> tuple[CloseContactId, ...]:
    """List close contacts of an open case; whoever is listed already is left as they are.

    The watch of each counts from the last exposure, that day being day 0.

    Raises:
        UserError: ``cases.not_open``, ``cases.exposed_ahead``, ``cases.own_contact`` or
            ``roster.no_such_person``.
    """
    row = open_row(unit, case_id)
    known = listed_people(unit, case_id)
    added = []
    for draft in drafts:
        if draft.person_id == row.person_id:
            raise UserError("cases.own_contact")
        if draft.person_id not in known:
            known |= {draft.person_id}
            added.append(_insert(unit, row, draft, rules))
    set_columns(unit, case_id, contacts_settled_at=unit.now)
    if added:
        note(unit, "contacts_listed", case_id, people=len(added))
    return tuple(added)


def remove_contact(unit: Unit, contact_id: CloseContactId, why: str) -> None:
    """Take somebody off the list who was no close contact; the entry stays as a trace.

    Raises:
        UserError: ``cases.no_such_contact`` or ``cases.why_needed``.
    """
    row = contact_row(unit, contact_id)
    any_row(unit, row.case_id)
    require_why(why)
    set_contact(unit, contact_id, removed_at=unit.now, remove_reason=why.strip())
    note(unit, "contact_removed", row.case_id, contact=contact_id)


def set_exposure(
    unit: Unit, contact_id: CloseContactId, last_exposed_on: date, why: str, rules: CaseRules
) -> None:
    """Correct the day of the last exposure; the watch counts from it anew.

    Raises:
        UserError: ``cases.no_such_contact``, ``cases.exposed_ahead`` or ``cases.why_needed``.
    """
    row = contact_row(unit, contact_id)
    case = any_row(unit, row.case_id)
    if last_exposed_on == row.last_exposed_on:
        return
    if last_exposed_on > unit.today:
        raise UserError("cases.exposed_ahead", day=last_exposed_on.isoformat())
    subject = contact_subject(contact_id)
    correct(unit, subject, "last_exposed_on", row.last_exposed_on, last_exposed_on, why)
    until = watch_until(last_exposed_on, rules.diseases.get(case.disease_id))
    set_contact(unit, contact_id, last_exposed_on=last_exposed_on, watch_until_on=until)
    note(unit, "exposure_set", row.case_id, contact=contact_id)


def contact_subject(contact_id: int) -> str:
    """Return how the audit and the corrections name a close contact."""
    return f"close_contact:{contact_id}"


def listed_people(view: View, case_id: DiseaseCaseId) -> frozenset[PersonId]:
    """Return who is on the list of a case."""
    rows = view.connection.execute(
        select(CloseContactRow.person_id).where(
            CloseContactRow.case_id == case_id, CloseContactRow.removed_at.is_(None)
        )
    )
    return frozenset(rows.scalars())


def _insert(unit: Unit, case: CaseRow, draft: ContactDraft, rules: CaseRules) -> CloseContactId:
    disease = rules.diseases.get(case.disease_id)
    exposed = draft.last_exposed_on or last_exposure(case.onset_on, case.found_on, disease)
    if exposed > unit.today:
        raise UserError("cases.exposed_ahead", day=exposed.isoformat())
    its_class = roster.class_of(unit, draft.person_id, unit.today)
    if its_class is None:
        raise UserError("cases.contact_in_no_class")
    statement = insert(CloseContactRow).values(
        case_id=case.id,
        person_id=draft.person_id,
        class_id=its_class.id,
        degree=draft.degree,
        via_id=draft.via,
        ways=" ".join(sorted(draft.ways)),
        why=draft.why.strip(),
        last_exposed_on=exposed,
        watch_until_on=watch_until(exposed, disease),
        every_days=disease.watch_every_days if disease else 1,
        added_at=unit.now,
        added_by=unit.actor.account_id,
        outcome_id="",
        note="",
        remove_reason="",
    )
    found = unit.connection.execute(statement.returning(CloseContactRow.id)).scalar_one()
    return CloseContactId(found)


def _near(view: View, person_id: PersonId, seat_distance: int) -> Ways:
    """Return who is near a person every day, and where; siblings where families may be seen."""
    ways: Ways = defaultdict(set)
    home = roster.class_of(view, person_id, view.today)
    if home is not None:
        mates = roster.members_on(view, home.id, view.today)
        for member in mates:
            ways[member.person_id].add(ContactWay.CLASS)
        for other in _seated_near(view, person_id, mates, seat_distance):
            ways[other].add(ContactWay.SEAT_ROW)
    for other in roster.neighbours_of(view, person_id).bus:
        ways[other].add(ContactWay.BUS)
    for other in roster.room_mates_of(view, person_id):
        ways[other].add(ContactWay.DORMITORY_ROOM)
    for other in roster.siblings_of(view, person_id):
        ways[other].add(ContactWay.SIBLING)
    return ways


def _seated_near(
    view: View, person_id: PersonId, mates: Sequence[roster.Member], distance: int
) -> tuple[PersonId, ...]:
    """Return who sits within so many rows and columns; the whole row where columns are unknown."""
    places = roster.all_surroundings(view, (member.person_id for member in mates))
    own = places.get(person_id)
    if own is None or not own.seat_row:
        return ()
    near = []
    for other, place in places.items():
        rows = abs(place.seat_row - own.seat_row) if place.seat_row else distance + 1
        known = own.seat_column and place.seat_column
        columns = abs(place.seat_column - own.seat_column) if known else rows * (distance + 1)
        if max(rows, columns) <= distance:
            near.append(other)
    return tuple(near)


def _places(
    view: View, wanted: Iterable[PersonId]
) -> Mapping[PersonId, tuple[roster.SchoolClass, roster.Member]]:
    """Return class and member of people who are at school today, in the order of the school."""
    chosen = frozenset(wanted)
    members = roster.all_members_on(view, view.today)
    return {
        member.person_id: (its_class, member)
        for its_class in roster.classes_on(view, view.today)
        for member in members.get(ClassId(its_class.id), ())
        if member.person_id in chosen
    }
