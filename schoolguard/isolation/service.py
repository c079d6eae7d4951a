# SPDX-License-Identifier: Apache-2.0
"""What people do with a stay: take somebody in, look after them, tell others, move, describe.

One function a user action. A value that was already known is replaced only with a reason, and the
old one is kept; a wrong entry is taken back, and its trace stays.
"""

from datetime import datetime

from sqlalchemy import insert

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.drafts import (
    IntakeDraft,
    StayDetails,
    ZoneId,
)
from schoolguard.isolation.kinds import Answer, Kind, Standing
from schoolguard.isolation.layout import closed_rooms, layout
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.records import details_of, group_of_person, stay_row
from schoolguard.isolation.tables import IsolationStayRow
from schoolguard.isolation.writing import (
    NOT_LEFT,
    add_move,
    columns_of,
    correct,
    insert_look,
    not_ahead,
    note,
    place_of,
    present_row,
    present_stay,
    require_known,
    set_columns,
    settle,
)
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import BedId, CaseId, IsolationRoomId, StayId
from schoolguard.store import Unit


def admit(unit: Unit, draft: IntakeDraft, rules: IsolationRules) -> StayId:
    """Take somebody in; readings taken before are carried over.

    Raises:
        UserError: ``isolation.already_here``, ``isolation.name_needed``,
            ``isolation.room_closed``, ``isolation.no_such_place``, ``isolation.bed_taken``,
            ``isolation.retired``, ``isolation.time_ahead`` or
            ``isolation.impossible_temperature``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    entered_at = draft.entered_at or unit.now
    for at in (entered_at, draft.details.onset_at, draft.details.found_at):
        not_ahead(unit, at)
    require_known(draft.details.symptoms, rules)
    _not_here_yet(unit, draft)
    room_id, zone_id, bed_id = place_of(unit, draft.bed_id, draft.zone_id, draft.room_id)
    closed_reason = _closed_reason(unit, room_id, draft.closed_room_reason)
    group = group_of_person(unit, draft.kind, draft.person_id)
    values = {
        "person_id": draft.person_id,
        "class_id": draft.class_id,
        "kind": draft.kind,
        "person_group": group,
        "standing": Standing.PRESENT,
        "origin": draft.origin,
        "absence_case_id": draft.absence_case_id,
        "room_id": room_id,
        "zone_id": zone_id,
        "bed_id": bed_id,
        "entered_at": entered_at,
        "entered_on": local_day(entered_at),
        "entered_by": unit.actor.account_id,
        "closed_room_reason": closed_reason,
        **columns_of(draft.details),
        **NOT_LEFT,
        "found_at": _found_at(draft, entered_at),
    }
    table = IsolationStayRow.__table__
    statement = insert(IsolationStayRow).values(values).returning(table.c.id)
    stay_id = StayId(unit.connection.execute(statement).scalar_one())
    add_move(unit, stay_id, entered_at, (room_id, zone_id, bed_id))
    for reading in draft.readings:
        insert_look(unit, stay_id, reading, rules, carried_over=reading.taken_at < entered_at)
    note(unit, "admitted", stay_id, **_facts(draft, room_id, closed_reason))
    settle(unit, stay_id, rules)
    return stay_id


def move(
    unit: Unit, stay_id: StayId, bed_id: BedId, rules: IsolationRules, reason: str = ""
) -> None:
    """Let somebody lie in another bed, e.g. in the zone for boarders from elsewhere.

    Into a room that waits for disinfection only with a reason.

    Raises:
        UserError: ``isolation.not_here``, ``isolation.bed_taken``, ``isolation.retired``,
            ``isolation.room_closed`` or ``isolation.no_such_place``.
    """
    _move(unit, stay_id, (bed_id, None), rules, reason)


def move_to_zone(
    unit: Unit, stay_id: StayId, zone_id: ZoneId, rules: IsolationRules, reason: str = ""
) -> None:
    """Let somebody be in another zone without a bed.

    Raises:
        UserError: ``isolation.not_here``, ``isolation.retired``, ``isolation.room_closed`` or
            ``isolation.no_such_place``.
    """
    _move(unit, stay_id, (None, zone_id), rules, reason)


def describe(
    unit: Unit, stay_id: StayId, details: StayDetails, rules: IsolationRules, why: str = ""
) -> None:
    """Write what is known of somebody; replacing what was known needs `why`.

    Raises:
        UserError: ``isolation.no_such_stay``, ``isolation.withdrawn``, ``isolation.why_needed``,
            ``isolation.name_needed`` or ``isolation.time_ahead``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = stay_row(unit, stay_id)
    if row.standing is Standing.WITHDRAWN:
        raise UserError("isolation.withdrawn")
    for at in (details.onset_at, details.found_at):
        not_ahead(unit, at)
    if row.kind is Kind.VISITOR and not details.visitor_name.strip():
        raise UserError("isolation.name_needed")
    require_known(details.symptoms - set(row.symptoms.split()), rules)
    old, new = columns_of(details_of(row)), columns_of(details)
    new["found_at"] = new["found_at"] or old["found_at"]
    changed = {name: new[name] for name in new if new[name] != old[name]}
    for name, value in changed.items():
        if old[name] not in _NOTHING and not (name in _GROWING and _grows(old[name], value)):
            correct(unit, stay_id, name, old[name], value, why)
    if changed:
        set_columns(unit, stay_id, **changed)
        note(unit, "described", stay_id, fields=len(changed))


def correct_entry(
    unit: Unit, stay_id: StayId, entered_at: datetime, rules: IsolationRules, why: str
) -> None:
    """Replace the time of the intake; the old one is kept.

    Raises:
        UserError: ``isolation.why_needed``, ``isolation.time_ahead`` or
            ``isolation.entry_after_leaving``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = stay_row(unit, stay_id)
    not_ahead(unit, entered_at)
    if row.left_at is not None and row.left_at < entered_at:
        raise UserError(
            "isolation.entry_after_leaving", at=f"{local_time(row.left_at):%m-%d %H:%M}"
        )
    correct(unit, stay_id, "entered_at", row.entered_at, entered_at, why)
    set_columns(
        unit,
        stay_id,
        entered_at=entered_at,
        entered_on=local_day(entered_at),
        found_at=min(row.found_at, entered_at),
    )
    note(unit, "entry_corrected", stay_id)
    if row.standing is Standing.PRESENT:
        settle(unit, stay_id, rules)


def withdraw(unit: Unit, stay_id: StayId, why: str) -> None:
    """Withdraw a stay that was a wrong entry; it stays as a trace and counts nowhere.

    Raises:
        UserError: ``isolation.not_here`` or ``isolation.why_needed``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    present_stay(unit, stay_id)
    if not why.strip():
        raise UserError("isolation.why_needed")
    set_columns(
        unit, stay_id, standing=Standing.WITHDRAWN, withdrawn_reason=why.strip(), due_at=None
    )
    note(unit, "withdrawn", stay_id)


def note_absence(unit: Unit, stay_id: StayId, case_id: CaseId) -> None:
    """Keep which absence case goes on with a stay."""
    access.require(unit.actor, Action.RECORD_ISOLATION)
    stay_row(unit, stay_id)
    set_columns(unit, stay_id, absence_case_id=case_id)
    note(unit, "absence_noted", stay_id, case=case_id)


def _not_here_yet(unit: Unit, draft: IntakeDraft) -> None:
    if draft.person_id is None:
        if not draft.details.visitor_name.strip():
            raise UserError("isolation.name_needed")
        return
    known = present_row(unit, draft.person_id)
    if known is not None:
        room = layout(unit).rooms[known.room_id]
        since = f"{local_time(known.entered_at):%m-%d %H:%M}"
        raise UserError("isolation.already_here", room=room.name, since=since)


def _closed_reason(unit: Unit, room_id: IsolationRoomId, reason: str) -> str:
    """Return why somebody is taken into a closed room; empty for an open one."""
    if room_id not in closed_rooms(unit):
        return ""
    if not reason.strip():
        raise UserError("isolation.room_closed", room=layout(unit).rooms[room_id].name)
    return reason.strip()


def _found_at(draft: IntakeDraft, entered_at: datetime) -> datetime:
    """Return when the finding was made: as said, or with the first reading carried over."""
    if draft.details.found_at is not None:
        return draft.details.found_at
    return min([entered_at, *(reading.taken_at for reading in draft.readings)])


def _facts(
    draft: IntakeDraft, room_id: IsolationRoomId, closed_reason: str
) -> dict[str, str | int]:
    facts: dict[str, str | int] = {"kind": draft.kind.value, "room": room_id}
    if draft.person_id is not None:
        facts["person"] = draft.person_id
    if closed_reason:
        facts["closed_room"] = 1
    return facts


def _move(
    unit: Unit,
    stay_id: StayId,
    target: tuple[BedId | None, ZoneId | None],
    rules: IsolationRules,
    reason: str,
) -> None:
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = present_stay(unit, stay_id)
    bed_id, zone_id = target
    if bed_id == row.bed_id and (bed_id is not None or zone_id == row.zone_id):
        return
    place = place_of(unit, bed_id, zone_id, row.room_id)
    closed_reason = "" if place[0] == row.room_id else _closed_reason(unit, place[0], reason)
    set_columns(
        unit,
        stay_id,
        room_id=place[0],
        zone_id=place[1],
        bed_id=place[2],
        closed_room_reason=closed_reason or row.closed_room_reason,
    )
    add_move(unit, stay_id, unit.now, place)
    note(unit, "moved", stay_id, room=place[0])
    settle(unit, stay_id, rules)


def _grows(old: str, new: str) -> bool:
    return set(old.split()) <= set(new.split()) or new.startswith(old)


_NOTHING = (None, "", Answer.NOT_ASKED)
_GROWING = frozenset({"symptoms", "note", "places", "places_text", "contacts_text", "travel_text"})
"""Adding to these is no correction; taking from them is."""
