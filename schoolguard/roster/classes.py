# SPDX-License-Identifier: Apache-2.0
"""Classes, departments of staff and dormitory rooms: adding, naming, ending.

Who is in them is decided by `service`, `moves` and `promotion`. A class keeps its id for life; an
ended class keeps its past.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, func, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, DormRoomId
from schoolguard.roster import queries
from schoolguard.roster.bulk import day_number, insert_rows
from schoolguard.roster.pack import RosterRules, load_rules
from schoolguard.roster.plain_text import tidy
from schoolguard.roster.spellings import ClassSpelling, class_name, entry_year
from schoolguard.roster.tables import ClassNameRow, ClassRow, DormRoomRow, PersonRow
from schoolguard.roster.values import ClassKind
from schoolguard.store.corrections import record_correction
from schoolguard.store.unit import Unit

_NAME_COLUMNS = (
    "class_id", "from_on", "stage", "grade_no", "class_no", "entry_year", "name",
)  # fmt: skip


def add_class(
    unit: Unit, spelling: ClassSpelling, *, from_on: date, rules: RosterRules | None = None
) -> ClassId:
    """Add a class of pupils and return its id.

    Raises:
        UserError: ``roster.class_exists`` or ``access.not_allowed``.
    """
    return add_classes(unit, [spelling], from_on=from_on, rules=rules)[spelling]


def add_department(unit: Unit, name: str, *, from_on: date) -> ClassId:
    """Add a department of staff, which is checked like a class, and return its id.

    Raises:
        UserError: ``roster.class_exists``, ``roster.name_missing`` or ``access.not_allowed``.
    """
    return add_classes(unit, [tidy(name)], from_on=from_on)[tidy(name)]


def add_classes(
    unit: Unit,
    wanted: Sequence[ClassSpelling | str],
    *,
    from_on: date,
    rules: RosterRules | None = None,
) -> dict[ClassSpelling | str, ClassId]:
    """Add classes of pupils (spellings) and departments (names); return the id of each.

    Raises:
        UserError: ``roster.class_exists``, ``roster.name_missing`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.EDIT_PEOPLE)
    rules = rules or load_rules()
    names = {known.name for known in queries.classes_on(unit, from_on)}
    ids: dict[ClassSpelling | str, ClassId] = {}
    kinds, rows = [], []
    first = unit.connection.execute(select(func.coalesce(func.max(ClassRow.id), 0))).scalar_one()
    for class_id, one in enumerate(wanted, start=first + 1):
        row = _name_row(one, rules, from_on)
        if not row[-1]:
            raise UserError("roster.name_missing")
        if row[-1] in names:
            raise UserError("roster.class_exists", name=str(row[-1]))
        names.add(str(row[-1]))
        ids[one] = ClassId(class_id)
        kind = ClassKind.STAFF if isinstance(one, str) else ClassKind.PUPILS
        kinds.append((class_id, kind.value))
        rows.append((class_id, day_number(from_on), *row))
    insert_rows(unit, "classes", ("id", "kind"), kinds)
    insert_rows(unit, "class_names", _NAME_COLUMNS, rows)
    if ids:
        unit.audit("roster.classes_added", first=first + 1, classes=len(ids))
        unit.touch(Changes.ROSTER)
    return ids


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
    """Remove a room that nobody at school lives in.

    Raises:
        UserError: ``roster.room_not_empty`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.EDIT_PEOPLE)
    rooms = {room.id: room.occupants for room in queries.dorm_rooms(unit, unit.today)}
    if rooms.get(room_id):
        raise UserError("roster.room_not_empty", people=rooms[room_id])
    gone = update(PersonRow).where(PersonRow.dorm_room_id == room_id)
    unit.connection.execute(gone.values(dorm_room_id=None))
    unit.connection.execute(delete(DormRoomRow).where(DormRoomRow.id == room_id))
    unit.audit("roster.room_removed", f"room:{room_id}")
    unit.touch(Changes.ROSTER)


def _name_row(
    wanted: ClassSpelling | str, rules: RosterRules, on: date
) -> tuple[str | None, int, int, int, str]:
    if isinstance(wanted, str):
        return (None, 0, 0, 0, wanted)
    return (
        wanted.stage.value,
        wanted.grade_no,
        wanted.class_no,
        entry_year(rules, wanted, on),
        class_name(rules, wanted),
    )


def _refuse_same_class(unit: Unit, name: str, day: date, other_than: ClassId | None = None) -> None:
    same = any(
        known.name == name and known.id != other_than for known in queries.classes_on(unit, day)
    )
    if same:
        raise UserError("roster.class_exists", name=name)
