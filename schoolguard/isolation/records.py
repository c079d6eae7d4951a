# SPDX-License-Identifier: Apache-2.0
"""One kept stay as its row and as the values that are read from it."""

from schoolguard import roster
from schoolguard.isolation.drafts import History, StayDetails
from schoolguard.isolation.kinds import Group, Kind, Standing
from schoolguard.isolation.lines import StayRow, all_stays
from schoolguard.isolation.rules import group_of
from schoolguard.isolation.tables import IsolationStayRow
from schoolguard.isolation.values import Leaving
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId, PlaceId, StayId
from schoolguard.store import View


def subject_of(stay_id: StayId) -> str:
    """Return how the audit and the corrections name a stay."""
    return f"isolation_stay:{stay_id}"


def stay_row(view: View, stay_id: StayId) -> StayRow:
    """Return the kept row of a stay.

    Raises:
        UserError: ``isolation.no_such_stay``.
    """
    row = view.connection.execute(all_stays().where(IsolationStayRow.id == stay_id)).first()
    if row is None:
        raise UserError("isolation.no_such_stay")
    return row


def group_now(view: View, row: StayRow) -> Group:
    """Return who somebody is today while they are in the room; afterwards, who they were."""
    if row.standing is not Standing.PRESENT or row.person_id is None:
        return Group(row.person_group)
    return group_of_person(view, row.kind, row.person_id)


def group_of_person(view: View, kind: Kind, person_id: PersonId | None) -> Group:
    """Return who somebody is when it comes to where they go, by the roster."""
    if kind is not Kind.PUPIL or person_id is None:
        return group_of(kind, is_boarder=False, home="")
    person = roster.person(view, person_id)
    return group_of(kind, is_boarder=person.is_boarder, home=person.home.value)


def details_of(row: StayRow) -> StayDetails:
    """Return what is known of somebody in the room."""
    return StayDetails(
        symptoms=frozenset(row.symptoms.split()),
        onset_at=row.onset_at,
        found_at=row.found_at,
        history=History(row.contacts, row.contacts_text, row.travel, row.travel_text),
        places_been=tuple(PlaceId(int(place)) for place in row.places.split()),
        places_text=row.places_text,
        note=row.note,
        visitor_name=row.visitor_name,
        visitor_phone=row.visitor_phone,
    )


def leaving_of(row: StayRow) -> Leaving | None:
    """Return how somebody left; None while they are there."""
    if row.left_at is None or row.destination is None:
        return None
    return Leaving(
        row.left_at,
        row.left_by,
        row.destination,
        row.hospital,
        row.handed_to,
        row.handed_to_relation,
        row.handed_to_phone,
        row.leaving_note,
        row.not_measured_reason,
        row.override_reason,
    )
