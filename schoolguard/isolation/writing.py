# SPDX-License-Identifier: Apache-2.0
"""How a stay is written, whatever the action: its row, its place, its next look, its trace."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert, select, update

from schoolguard.isolation.drafts import ObservationDraft, ObservationId, StayDetails, ZoneId
from schoolguard.isolation.kinds import Standing
from schoolguard.isolation.layout import layout
from schoolguard.isolation.lines import StayRow, all_stays, looks_by_stay
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.records import stay_row, subject_of
from schoolguard.isolation.rules import Look, is_possible, next_look_at
from schoolguard.isolation.tables import (
    IsolationMoveRow,
    IsolationObservationRow,
    IsolationStayRow,
)
from schoolguard.isolation.values import Observation
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.ids import BedId, IsolationRoomId, PersonId, StayId
from schoolguard.store import Unit, View, record_correction

_SLACK = timedelta(minutes=5)
"""A clock on the wall and the computer's may differ by so much."""


NOT_LEFT: Final[dict[str, Any]] = {
    "left_at": None,
    "left_on": None,
    "left_by": None,
    "destination": None,
    "hospital": "",
    "handed_to": "",
    "handed_to_relation": "",
    "handed_to_phone": "",
    "leaving_note": "",
    "not_measured_reason": "",
    "override_reason": "",
    "withdrawn_reason": "",
}
"""The columns of a stay whose person has not left."""


def set_columns(unit: Unit, stay_id: StayId, **values: Any) -> None:  # noqa: ANN401 - one column each
    """Write columns of a stay."""
    unit.connection.execute(
        update(IsolationStayRow).where(IsolationStayRow.id == stay_id).values(**values)
    )


def columns_of(details: StayDetails) -> dict[str, Any]:
    """Return the columns that hold what is known of somebody."""
    history = details.history
    return {
        "symptoms": " ".join(sorted(details.symptoms)),
        "onset_at": details.onset_at,
        "found_at": details.found_at,
        "contacts": history.contacts,
        "contacts_text": history.contacts_text.strip(),
        "travel": history.travel,
        "travel_text": history.travel_text.strip(),
        "places": " ".join(str(place) for place in details.places_been),
        "places_text": details.places_text.strip(),
        "note": details.note.strip(),
        "visitor_name": details.visitor_name.strip(),
        "visitor_phone": details.visitor_phone.strip(),
    }


def insert_look(
    unit: Unit,
    stay_id: StayId,
    draft: ObservationDraft,
    rules: IsolationRules,
    *,
    carried_over: bool,
) -> ObservationId:
    """Add one observation.

    Raises:
        UserError: ``isolation.impossible_temperature`` or ``isolation.time_ahead``.
    """
    statement = insert(IsolationObservationRow).values(
        stay_id=stay_id,
        by=unit.actor.account_id,
        carried_over=carried_over,
        **look_columns(unit, draft, rules),
    )
    row = unit.connection.execute(statement.returning(IsolationObservationRow.id))
    return ObservationId(row.scalar_one())


def look_columns(unit: Unit, draft: ObservationDraft, rules: IsolationRules) -> dict[str, Any]:
    """Return the columns that hold an observation, after looking whether it can be.

    Raises:
        UserError: ``isolation.impossible_temperature`` or ``isolation.time_ahead``.
    """
    not_ahead(unit, draft.taken_at)
    if draft.site and draft.site not in rules.methods:
        raise BugError(f"no such measuring method in the pack: {draft.site}")
    require_known(draft.symptoms, rules)
    if draft.decicelsius is not None and not is_possible(draft.decicelsius, rules):
        raise UserError("isolation.impossible_temperature", celsius=f"{draft.decicelsius / 10:.1f}")
    return {
        "taken_at": draft.taken_at,
        "decicelsius": draft.decicelsius,
        "site": draft.site,
        "symptoms": " ".join(sorted(draft.symptoms)),
        "note": draft.note.strip(),
    }


def require_known(symptoms: frozenset[str], rules: IsolationRules) -> None:
    """Refuse symptoms that no pack knows: a mistake of ours, since a person picks from the list."""
    if not symptoms <= rules.symptoms.keys():
        raise BugError(f"no such symptoms in the pack: {sorted(symptoms - rules.symptoms.keys())}")


def place_of(
    view: View, bed_id: BedId | None, zone_id: ZoneId | None, room_id: IsolationRoomId
) -> tuple[IsolationRoomId, ZoneId | None, BedId | None]:
    """Return room, zone and bed of where somebody shall lie; a bed decides zone and room.

    Raises:
        UserError: ``isolation.no_such_place``, ``isolation.bed_taken`` or ``isolation.retired``.
    """
    places = layout(view)
    bed = places.beds.get(bed_id) if bed_id is not None else None
    wanted = bed.zone_id if bed else zone_id
    zone = places.zones.get(wanted) if wanted is not None else None
    room = places.rooms.get(zone.room_id if zone else room_id)
    if room is None or (bed_id is not None and bed is None) or (zone_id and zone is None):
        raise UserError("isolation.no_such_place")
    for place in (room, zone, bed):
        if place is not None and place.retired_on is not None:
            raise UserError("isolation.retired", name=place.name)
    if bed is not None and bed_row(view, bed.id) is not None:
        raise UserError("isolation.bed_taken", bed=bed.name)
    return room.id, zone.id if zone else None, bed.id if bed else None


def bed_row(view: View, bed_id: BedId) -> StayRow | None:
    """Return the stay of whoever lies in a bed now, None when it is free."""
    row = IsolationStayRow
    return view.connection.execute(
        all_stays().where(row.standing == Standing.PRESENT, row.bed_id == bed_id)
    ).first()


def present_row(view: View, person_id: PersonId) -> StayRow | None:
    """Return the stay of a person who is in the room now, None when they are not."""
    row = IsolationStayRow
    return view.connection.execute(
        all_stays().where(row.person_id == person_id, row.standing == Standing.PRESENT)
    ).first()


def add_move(
    unit: Unit,
    stay_id: StayId,
    at: datetime,
    place: tuple[IsolationRoomId, ZoneId | None, BedId | None],
) -> None:
    """Keep where somebody lies from an instant on."""
    room_id, zone_id, bed_id = place
    unit.connection.execute(
        insert(IsolationMoveRow).values(
            stay_id=stay_id,
            at=at,
            by=unit.actor.account_id,
            room_id=room_id,
            zone_id=zone_id,
            bed_id=bed_id,
        )
    )


def settle(unit: Unit, stay_id: StayId, rules: IsolationRules) -> None:
    """Write when the next look at somebody is due."""
    row = stay_row(unit, stay_id)
    zone = layout(unit).zones.get(row.zone_id)
    looks = as_looks(looks_by_stay(unit, [stay_id], rules)[stay_id])
    due_at = next_look_at(row.entered_at, looks, zone.kind if zone else "", rules)
    set_columns(unit, stay_id, due_at=due_at)


def as_looks(observations: list[Observation]) -> tuple[Look, ...]:
    """Return observations as the rules see them."""
    return tuple(
        Look(one.taken_at, one.decicelsius, one.site, one.symptoms) for one in observations
    )


def present_stay(view: View, stay_id: StayId) -> StayRow:
    """Return the row of a stay whose person is in the room.

    Raises:
        UserError: ``isolation.no_such_stay`` or ``isolation.not_here``.
    """
    row = stay_row(view, stay_id)
    if row.standing is not Standing.PRESENT:
        raise UserError("isolation.not_here")
    return row


def standing_row(view: View, table: Any, row_id: int) -> Any:  # noqa: ANN401 - rows of two tables
    """Return an observation or a notice that was not taken back.

    Raises:
        UserError: ``isolation.entry_gone``.
    """
    row = view.connection.execute(
        select(table.__table__).where(table.id == row_id, table.withdrawn_at.is_(None))
    ).first()
    if row is None:
        raise UserError("isolation.entry_gone")
    return row


def not_ahead(unit: Unit, at: datetime | None) -> None:
    """Refuse a time that has not come.

    Raises:
        UserError: ``isolation.time_ahead``.
    """
    if at is not None and at > unit.now + _SLACK:
        raise UserError("isolation.time_ahead")


def correct(unit: Unit, stay_id: StayId, field: str, old: object, new: object, why: str) -> None:
    """Keep a replaced value of a stay.

    Raises:
        UserError: ``isolation.why_needed``.
    """
    if not why.strip():
        raise UserError("isolation.why_needed")
    record_correction(unit, subject_of(stay_id), field, _text(old), _text(new), why.strip())


def note(unit: Unit, what: str, stay_id: StayId, **facts: str | int) -> None:
    """Audit an action on a stay, and tell the screens."""
    unit.audit(f"isolation.{what}", subject_of(stay_id), **facts)
    unit.touch(Changes.ISOLATION)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return "" if value is None else str(value)
