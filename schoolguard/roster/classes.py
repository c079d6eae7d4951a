# SPDX-License-Identifier: Apache-2.0
"""Classes, departments of staff and dormitory rooms: adding, naming, ending.

Who is in them is decided by `service`, `moves` and `promotion`. A class keeps its id for life; an
ended class keeps its past.
"""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, func, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, DormRoomId
from schoolguard.roster import queries
from schoolguard.roster.pack import RosterRules, load_rules
from schoolguard.roster.plain_text import tidy
from schoolguard.roster.spellings import ClassSpelling, class_name, entry_year
from schoolguard.roster.tables import ClassNameRow, ClassRow, DormRoomRow, PersonRow
from schoolguard.roster.values import ClassKind
from schoolguard.store.corrections import record_correction
from schoolguard.store.unit import Unit


def add_class(
    unit: Unit, spelling: ClassSpelling, *, from_on: date, rules: RosterRules | None = None
) -> ClassId:
    """Add a class of pupils and return its id.

    Raises:
        UserError: ``roster.class_exists`` or ``access.not_allowed``.
    """
    rules = rules or load_rules()
    return _add_class(
        unit,
        ClassKind.PUPILS,
        {
            "stage": spelling.stage,
            "grade_no": spelling.grade_no,
            "class_no": spelling.class_no,
            "entry_year": entry_year(rules, spelling, from_on),
            "name": class_name(rules, spelling),
        },
        from_on,
    )


def add_department(unit: Unit, name: str, *, from_on: date) -> ClassId:
    """Add a department of staff, which is checked like a class, and return its id.

    Raises:
        UserError: ``roster.class_exists``, ``roster.name_missing`` or ``access.not_allowed``.
    """
    if not tidy(name):
        raise UserError("roster.name_missing")
    values = {"stage": None, "grade_no": 0, "class_no": 0, "entry_year": 0, "name": tidy(name)}
    return _add_class(unit, ClassKind.STAFF, values, from_on)


def rename_class(unit: Unit, class_id: ClassId, name: str, *, reason: str = "") -> None:
    """Give a class another name from today's span on, e.g. 实验班.

    Raises:
        UserError: ``roster.class_exists``, ``roster.no_such_class``, ``roster.name_missing``.
    """
    access.require(unit.actor, Action.EDIT_PEOPLE)
    new_name = tidy(name)
    if not new_name:
        raise UserError("roster.name_missing")
    old = queries.class_on(unit, class_id, unit.today)
    _refuse_same_class(unit, new_name, unit.today, other_than=class_id)
    record_correction(unit, f"class:{class_id}", "name", old.name, new_name, reason)
    unit.connection.execute(
        update(ClassNameRow)
        .where(ClassNameRow.class_id == class_id, queries.in_force(ClassNameRow, unit.today))
        .values(name=new_name)
    )
    unit.audit("roster.class_renamed", f"class:{class_id}")
    unit.touch(Changes.ROSTER)


def remove_class(unit: Unit, class_id: ClassId) -> None:
    """End a class that nobody is in from today on.

    Raises:
        UserError: ``roster.class_not_empty`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.EDIT_PEOPLE)
    members = queries.members_on(unit, class_id, unit.today)
    if members:
        raise UserError("roster.class_not_empty", people=len(members))
    open_name = queries.class_on(unit, class_id, unit.today)
    unit.connection.execute(
        update(ClassNameRow)
        .where(ClassNameRow.class_id == open_name.id, ClassNameRow.until_on.is_(None))
        .values(until_on=unit.today)
    )
    unit.audit("roster.class_ended", f"class:{class_id}")
    unit.touch(Changes.ROSTER)


def save_dorm_room(
    unit: Unit, room_id: DormRoomId | None, *, building: str, name: str, beds: int
) -> DormRoomId:
    """Add a dormitory room, or change one, and return its id.

    Raises:
        UserError: ``roster.name_missing``, ``roster.room_exists`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.EDIT_PEOPLE)
    values = {"building": tidy(building), "name": tidy(name), "beds": max(beds, 0)}
    if not values["name"]:
        raise UserError("roster.name_missing")
    same = select(DormRoomRow.id).where(
        DormRoomRow.building == values["building"],
        DormRoomRow.name == values["name"],
        DormRoomRow.id != (room_id or 0),
    )
    if unit.connection.execute(same).first() is not None:
        raise UserError("roster.room_exists", room=f"{building} {name}".strip())
    if room_id is None:
        row = insert(DormRoomRow).values(values).returning(DormRoomRow.id)
        room_id = DormRoomId(unit.connection.execute(row).scalar_one())
    else:
        unit.connection.execute(update(DormRoomRow).where(DormRoomRow.id == room_id).values(values))
    unit.audit("roster.room_saved", f"room:{room_id}")
    unit.touch(Changes.ROSTER)
    return room_id


def remove_dorm_room(unit: Unit, room_id: DormRoomId) -> None:
    """Remove a room that nobody is registered in.

    Raises:
        UserError: ``roster.room_not_empty`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.EDIT_PEOPLE)
    people = unit.connection.execute(
        select(func.count()).where(PersonRow.dorm_room_id == room_id)
    ).scalar_one()
    if people:
        raise UserError("roster.room_not_empty", people=people)
    unit.connection.execute(delete(DormRoomRow).where(DormRoomRow.id == room_id))
    unit.audit("roster.room_removed", f"room:{room_id}")
    unit.touch(Changes.ROSTER)


def _add_class(unit: Unit, kind: ClassKind, values: Mapping[str, object], from_on: date) -> ClassId:
    access.require(unit.actor, Action.EDIT_PEOPLE)
    _refuse_same_class(unit, str(values["name"]), from_on)
    row = insert(ClassRow).values(kind=kind).returning(ClassRow.id)
    class_id = ClassId(unit.connection.execute(row).scalar_one())
    unit.connection.execute(
        insert(ClassNameRow).values(class_id=class_id, from_on=from_on, **values)
    )
    unit.audit("roster.class_added", f"class:{class_id}")
    unit.touch(Changes.ROSTER)
    return class_id


def _refuse_same_class(unit: Unit, name: str, day: date, other_than: ClassId | None = None) -> None:
    same = any(
        known.name == name and known.id != other_than for known in queries.classes_on(unit, day)
    )
    if same:
        raise UserError("roster.class_exists", name=name)
