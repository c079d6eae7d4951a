# SPDX-License-Identifier: Apache-2.0
"""Reads of places, their plan, alerts and records.

A class teacher sees the places of the own classes only; everybody else sees all. Whatever the
number of places, the record is asked a handful of times.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.disinfection.kinds import Fault, PlaceKind
from schoolguard.disinfection.rules import wipe_at
from schoolguard.disinfection.tables import (
    PlacePauseRow,
    PlaceRow,
    RecordRow,
)
from schoolguard.disinfection.values import (
    Place,
    PlaceDraft,
    Record,
    TaskChange,
)
from schoolguard.kernel.actor import Actor, Role
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, DormRoomId, IsolationRoomId, PlaceId
from schoolguard.store import View

Changes = Mapping[PlaceId, Mapping[str, TaskChange]]
_KINDS = {kind: number for number, kind in enumerate(PlaceKind)}


def places(view: View, *, retired: bool = False) -> tuple[Place, ...]:
    """Return the places that the actor may see, in the order of lists.

    Args:
        view: the reading transaction.
        retired: with those that are no longer in use.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_DISINFECTION)
    chosen = select(PlaceRow.__table__)
    if not retired:
        chosen = chosen.where(in_use(view.today))
    return places_of(view, chosen)


def place(view: View, place_id: PlaceId) -> Place:
    """Return one place, in use or not.

    Raises:
        UserError: ``disinfection.no_such_place``, also for one that the actor may not see.
    """
    access.require(view.actor, Action.VIEW_DISINFECTION)
    found = places_of(view, select(PlaceRow.__table__).where(PlaceRow.id == place_id))
    if not found:
        raise UserError("disinfection.no_such_place")
    return found[0]


def places_on(view: View, first_on: date, last_on: date) -> tuple[Place, ...]:
    """Return the places that were in use on some day of a span and that the actor may see."""
    found = places_of(
        view,
        select(PlaceRow.__table__).where(
            PlaceRow.from_on <= last_on,
            or_(PlaceRow.retired_on.is_(None), PlaceRow.retired_on > first_on),
        ),
    )
    if first_on < last_on:
        return found
    return tuple(one for one in found if one.in_use(first_on))


def places_of(view: View, chosen: Select[Any]) -> tuple[Place, ...]:
    """Return the chosen rows as places, with today's names, in the order of lists."""
    rows = [row for row in view.connection.execute(chosen) if reaches(view.actor, row.class_id)]
    people = {one for row in rows for one in (row.responsible_id, row.deputy_id) if one is not None}
    names = roster.person_names(view, people)
    gone = roster.left_by(view, view.today) if people else frozenset()
    classes, pauses = _class_names(view, rows), _pauses(view)
    found = [
        Place(
            id=row.id,
            kind=row.kind,
            name=row.name if row.own_name else classes.get(row.class_id, row.name),
            building=row.building,
            floor=row.floor,
            class_id=row.class_id,
            dorm_room_id=row.dorm_room_id,
            isolation_room_id=row.isolation_room_id,
            responsible_id=row.responsible_id,
            responsible=names.get(row.responsible_id, row.responsible_name),
            deputy_id=row.deputy_id,
            deputy=names.get(row.deputy_id, row.deputy_name),
            person_left=row.responsible_id in gone,
            position=row.position,
            from_on=row.from_on,
            retired_on=row.retired_on,
            draft=draft_of(row),
            pauses=pauses.get(row.id, ()),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=_list_order))


def reaches(actor: Actor, class_id: ClassId | None) -> bool:
    """Return whether a place of this class, or of none, is an actor's to see."""
    return actor.role is not Role.TEACHER or (class_id is not None and class_id in actor.classes)


def require_reach(actor: Actor, action: Action, class_id: ClassId | None) -> None:
    """Let an actor pass to a place, or refuse.

    Raises:
        UserError: ``access.not_allowed`` or ``access.not_your_class``.
    """
    access.require(actor, action, class_id)
    if not reaches(actor, class_id):
        raise UserError("access.not_your_class")


def proposed_places(
    view: View, day: date, isolation_rooms: Sequence[tuple[IsolationRoomId, str]] = ()
) -> tuple[PlaceDraft, ...]:
    """Return places for classes, dormitory rooms and isolation rooms that have none yet.

    In school order; nothing is kept until `add_places`. Departments of staff become offices.

    Args:
        view: the reading transaction.
        day: whose classes and rooms.
        isolation_rooms: ids and names, since this room does not know them.
    """
    access.require(view.actor, Action.PLAN_DISINFECTION)
    rows = view.connection.execute(
        select(PlaceRow.class_id, PlaceRow.dorm_room_id, PlaceRow.isolation_room_id).where(
            in_use(day)
        )
    ).all()
    classes, dorms, isolation = ({row[at] for row in rows} for at in range(3))
    drafts = [
        PlaceDraft(
            PlaceKind.OFFICE if entry.kind is roster.ClassKind.STAFF else PlaceKind.CLASSROOM,
            class_id=entry.id,
            position=entry.order,
        )
        for entry in roster.classes_on(view, day)
        if entry.id not in classes
    ]
    drafts += [
        PlaceDraft(PlaceKind.DORMITORY, building=room.building, dorm_room_id=room.id)
        for room in roster.dorm_rooms(view, day)
        if room.id not in dorms
    ]
    drafts += [
        PlaceDraft(PlaceKind.ISOLATION_ROOM, name, isolation_room_id=room_id)
        for room_id, name in isolation_rooms
        if room_id not in isolation
    ]
    return tuple(drafts)


def place_of_class(view: View, class_id: ClassId) -> PlaceId | None:
    """Return the place in use of a class, None if it has none; a classroom before an office."""
    return _place_where(view, PlaceRow.class_id == class_id)


def place_of_dorm_room(view: View, room_id: DormRoomId) -> PlaceId | None:
    """Return the place in use of a dormitory room, None if it has none."""
    return _place_where(view, PlaceRow.dorm_room_id == room_id)


def place_of_isolation_room(view: View, room_id: IsolationRoomId) -> PlaceId | None:
    """Return the place in use of an isolation room, None if it has none."""
    return _place_where(view, PlaceRow.isolation_room_id == room_id)


def records_between(
    view: View,
    first_on: date,
    last_on: date,
    place_ids: frozenset[PlaceId] | None = None,
    *,
    retracted: bool = False,
) -> tuple[Record, ...]:
    """Return what was signed in a span, by day, place and order of entry.

    Args:
        view: the reading transaction.
        first_on: first day of the plan, included.
        last_on: last day, included.
        place_ids: only of these; None = of all that the actor may see.
        retracted: with those that were taken back.
    """
    access.require(view.actor, Action.VIEW_DISINFECTION)
    chosen = select(RecordRow.__table__).where(RecordRow.day.between(first_on, last_on))
    if not retracted:
        chosen = chosen.where(RecordRow.retracted_at.is_(None))
    if place_ids is not None and len(place_ids) == 1:
        chosen = chosen.where(RecordRow.place_id.in_(place_ids))
    if view.actor.role is Role.TEACHER:
        own = select(PlaceRow.id).where(PlaceRow.class_id.in_(view.actor.classes))
        chosen = chosen.where(RecordRow.place_id.in_(own))
    order = (RecordRow.day, RecordRow.place_id, RecordRow.id)
    rows = view.connection.execute(chosen.order_by(*order)).all()
    wanted = [row for row in rows if place_ids is None or row.place_id in place_ids]
    return records_of(view, wanted)


def records_of(view: View, rows: Sequence[Row[Any]]) -> tuple[Record, ...]:
    """Return rows as records, with the names of who did it."""
    names = roster.person_names(view, {row.by_id for row in rows if row.by_id is not None})
    return tuple(
        Record(
            id=row.id,
            day=row.day,
            place_id=row.place_id,
            task_id=row.task_id,
            round_no=row.round_no,
            outcome=row.outcome,
            done_at=row.done_at,
            begun_at=row.begun_at,
            minutes=row.minutes,
            agent_id=row.agent_id,
            mg_per_litre=row.mg_per_litre,
            contact_minutes=row.contact_minutes,
            method_id=row.method_id,
            by_id=row.by_id,
            by=names.get(row.by_id, row.by_name),
            entered_at=row.entered_at,
            entered_by=row.entered_by,
            entered_late=row.entered_late,
            late_reason=row.late_reason,
            from_paper=row.from_paper,
            note=row.note,
            bottle_id=row.bottle_id,
            order_id=row.order_id,
            faults=frozenset(Fault(one) for one in row.faults.split()),
            wipe_at=wipe_at(row.done_at, row.contact_minutes),
            retracted_at=row.retracted_at,
            retract_reason=row.retract_reason,
        )
        for row in rows
    )


def draft_of(row: Row[Any]) -> PlaceDraft:
    """Return a place as it is kept, to be changed."""
    return PlaceDraft(
        kind=row.kind,
        name=row.name if row.own_name else "",
        building=row.building,
        floor=row.floor,
        class_id=row.class_id,
        dorm_room_id=row.dorm_room_id,
        isolation_room_id=row.isolation_room_id,
        responsible_id=row.responsible_id,
        responsible_name=row.responsible_name,
        deputy_id=row.deputy_id,
        deputy_name=row.deputy_name,
        position=row.position,
        note=row.note,
    )


def place_row(view: View, place_id: PlaceId) -> Row[Any]:
    """Return the kept row of a place.

    Raises:
        UserError: ``disinfection.no_such_place``.
    """
    chosen = select(PlaceRow.__table__).where(PlaceRow.id == place_id)
    row = view.connection.execute(chosen).first()
    if row is None:
        raise UserError("disinfection.no_such_place")
    return row


def in_use(day: date) -> Any:  # noqa: ANN401 - a condition in SQL
    """Return the condition that a place is in use on a day."""
    return and_(
        PlaceRow.from_on <= day,
        or_(PlaceRow.retired_on.is_(None), PlaceRow.retired_on > day),
    )


def _place_where(view: View, condition: Any) -> PlaceId | None:  # noqa: ANN401 - a condition in SQL
    rows = view.connection.execute(
        select(PlaceRow.id, PlaceRow.kind).where(condition, in_use(view.today))
    ).all()
    return min(rows, key=lambda row: (_KINDS[row.kind], row.id)).id if rows else None


def _class_names(view: View, rows: Sequence[Row[Any]]) -> Mapping[ClassId | None, str]:
    if not any(row.class_id is not None and not row.own_name for row in rows):
        return {}
    return {entry.id: entry.name for entry in roster.classes_on(view, view.today)}


def _pauses(view: View) -> Mapping[PlaceId, tuple[tuple[date, date], ...]]:
    found: dict[PlaceId, tuple[tuple[date, date], ...]] = defaultdict(tuple)
    for row in view.connection.execute(select(PlacePauseRow.__table__)):
        found[row.place_id] += ((row.from_on, row.until_on),)
    return found


def _list_order(place: Place) -> tuple[int, int, str, str, int]:
    return (_KINDS[place.kind], place.position, place.building, place.name, place.id)
