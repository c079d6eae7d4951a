# SPDX-License-Identifier: Apache-2.0
"""Rooms, zones and beds as the school arranges them: added, renamed, retired, taken back into use.

What is retired is offered no more; stays that were there keep its name. Replaced names are kept.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import exists, func, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.drafts import ZoneId
from schoolguard.isolation.kinds import Standing
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.room_values import RoomDraft, ZoneDraft
from schoolguard.isolation.tables import (
    IsolationBedRow,
    IsolationRoomRow,
    IsolationStayRow,
    IsolationZoneRow,
)
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.ids import BedId, IsolationRoomId
from schoolguard.store import Unit, record_correction

_Places = type[IsolationRoomRow] | type[IsolationZoneRow] | type[IsolationBedRow]


def add_room(unit: Unit, draft: RoomDraft) -> IsolationRoomId:
    """Add a room after the others.

    Raises:
        UserError: ``isolation.name_needed`` or ``isolation.name_taken``.
    """
    return IsolationRoomId(_add(unit, IsolationRoomRow, "room", _room_columns(draft)))


def change_room(unit: Unit, room_id: IsolationRoomId, draft: RoomDraft) -> None:
    """Replace what is written about a room; the old words are kept.

    Raises:
        UserError: ``isolation.no_such_place``, ``isolation.name_needed`` or
            ``isolation.name_taken``.
    """
    _change(unit, IsolationRoomRow, "room", room_id, _room_columns(draft))


def retire_room(unit: Unit, room_id: IsolationRoomId) -> None:
    """Use a room no more.

    Raises:
        UserError: ``isolation.no_such_place`` or ``isolation.place_in_use``.
    """
    _retire(unit, IsolationRoomRow, "room", room_id, unit.today)


def restore_room(unit: Unit, room_id: IsolationRoomId) -> None:
    """Use a retired room again.

    Raises:
        UserError: ``isolation.no_such_place`` or ``isolation.name_taken``.
    """
    _retire(unit, IsolationRoomRow, "room", room_id, None)


def add_zone(unit: Unit, draft: ZoneDraft, rules: IsolationRules) -> ZoneId:
    """Add a zone after the others of its room.

    Raises:
        UserError: ``isolation.name_needed``, ``isolation.name_taken`` or
            ``isolation.no_such_place``.
    """
    _known_kind(draft, rules)
    _row(unit, IsolationRoomRow, draft.room_id)
    return ZoneId(_add(unit, IsolationZoneRow, "zone", _zone_columns(draft)))


def change_zone(unit: Unit, zone_id: ZoneId, draft: ZoneDraft, rules: IsolationRules) -> None:
    """Replace name and kind of a zone; the old ones are kept. A zone stays in its room.

    Raises:
        UserError: ``isolation.no_such_place``, ``isolation.name_needed`` or
            ``isolation.name_taken``.
    """
    _known_kind(draft, rules)
    columns = _zone_columns(draft) | {"room_id": _row(unit, IsolationZoneRow, zone_id).room_id}
    _change(unit, IsolationZoneRow, "zone", zone_id, columns)


def retire_zone(unit: Unit, zone_id: ZoneId) -> None:
    """Use a zone no more.

    Raises:
        UserError: ``isolation.no_such_place`` or ``isolation.place_in_use``.
    """
    _retire(unit, IsolationZoneRow, "zone", zone_id, unit.today)


def restore_zone(unit: Unit, zone_id: ZoneId) -> None:
    """Use a retired zone again.

    Raises:
        UserError: ``isolation.no_such_place`` or ``isolation.name_taken``.
    """
    _retire(unit, IsolationZoneRow, "zone", zone_id, None)


def add_beds(unit: Unit, zone_id: ZoneId, names: Sequence[str]) -> tuple[BedId, ...]:
    """Add beds, or seats, after the others of their zone.

    Raises:
        UserError: ``isolation.name_needed``, ``isolation.name_taken`` or
            ``isolation.no_such_place``.
    """
    _row(unit, IsolationZoneRow, zone_id)
    return tuple(
        BedId(_add(unit, IsolationBedRow, "bed", {"zone_id": zone_id, "name": name.strip()}))
        for name in names
    )


def rename_bed(unit: Unit, bed_id: BedId, name: str) -> None:
    """Give a bed another name; the old one is kept.

    Raises:
        UserError: ``isolation.no_such_place``, ``isolation.name_needed`` or
            ``isolation.name_taken``.
    """
    zone_id = _row(unit, IsolationBedRow, bed_id).zone_id
    columns = {"zone_id": zone_id, "name": name.strip()}
    _change(unit, IsolationBedRow, "bed", bed_id, columns)


def retire_bed(unit: Unit, bed_id: BedId) -> None:
    """Use a bed no more.

    Raises:
        UserError: ``isolation.no_such_place`` or ``isolation.place_in_use``.
    """
    _retire(unit, IsolationBedRow, "bed", bed_id, unit.today)


def restore_bed(unit: Unit, bed_id: BedId) -> None:
    """Use a retired bed again.

    Raises:
        UserError: ``isolation.no_such_place`` or ``isolation.name_taken``.
    """
    _retire(unit, IsolationBedRow, "bed", bed_id, None)


def _room_columns(draft: RoomDraft) -> dict[str, Any]:
    return {
        "name": draft.name.strip(),
        "location": draft.location.strip(),
        "note": draft.note.strip(),
    }


def _zone_columns(draft: ZoneDraft) -> dict[str, Any]:
    return {"room_id": draft.room_id, "kind": draft.kind, "name": draft.name.strip()}


def _known_kind(draft: ZoneDraft, rules: IsolationRules) -> None:
    if draft.kind not in rules.zone_kinds:
        raise BugError(f"no such zone kind in the pack: {draft.kind}")


def _add(unit: Unit, table: _Places, what: str, columns: dict[str, Any]) -> int:
    access.require(unit.actor, Action.RECORD_ISOLATION)
    _free_name(unit, table, 0, columns)
    last = unit.connection.execute(select(func.coalesce(func.max(table.order_no), 0))).scalar_one()
    statement = insert(table).values(order_no=last + 1, retired_on=None, **columns)
    number = int(unit.connection.execute(statement.returning(table.id)).scalar_one())
    unit.audit("isolation.place_added", f"isolation_{what}:{number}")
    unit.touch(Changes.ISOLATION)
    return number


def _change(unit: Unit, table: _Places, what: str, number: int, columns: dict[str, Any]) -> None:
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = _row(unit, table, number)
    _free_name(unit, table, number, columns)
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in changed.items():
        record_correction(
            unit, f"isolation_{what}:{number}", name, str(getattr(row, name)), str(value), ""
        )
    if changed:
        unit.connection.execute(update(table).where(table.id == number).values(**changed))
        unit.touch(Changes.ISOLATION)


def _retire(unit: Unit, table: _Places, what: str, number: int, day: date | None) -> None:
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = _row(unit, table, number)
    if (row.retired_on is None) == (day is None):
        return
    if day is None:
        _free_name(unit, table, number, row._asdict())
    elif _in_use(unit, table, number):
        raise UserError("isolation.place_in_use", name=row.name)
    unit.connection.execute(update(table).where(table.id == number).values(retired_on=day))
    action = "isolation.place_restored" if day is None else "isolation.place_retired"
    unit.audit(action, f"isolation_{what}:{number}")
    unit.touch(Changes.ISOLATION)


def _in_use(unit: Unit, table: _Places, number: int) -> bool:
    column = {
        IsolationRoomRow: IsolationStayRow.room_id,
        IsolationZoneRow: IsolationStayRow.zone_id,
        IsolationBedRow: IsolationStayRow.bed_id,
    }[table]
    there = exists().where(column == number, IsolationStayRow.standing == Standing.PRESENT)
    return bool(unit.connection.execute(select(there)).scalar_one())


def _free_name(unit: Unit, table: _Places, number: int, columns: dict[str, Any]) -> None:
    """Refuse a place without a name, and a second one of the same name in use beside it."""
    if not columns["name"]:
        raise UserError("isolation.name_needed")
    beside = [
        table.__table__.c[name] == columns[name]
        for name in ("room_id", "zone_id", "name")
        if name in columns and name in table.__table__.c
    ]
    same = select(table.id).where(table.id != number, table.retired_on.is_(None), *beside)
    if unit.connection.execute(same).first() is not None:
        raise UserError("isolation.name_taken", name=columns["name"])


def _row(unit: Unit, table: _Places, number: int) -> Any:  # noqa: ANN401 - rows of three tables
    row = unit.connection.execute(select(table.__table__).where(table.id == number)).first()
    if row is None:
        raise UserError("isolation.no_such_place")
    return row
