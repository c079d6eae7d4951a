# SPDX-License-Identifier: Apache-2.0
"""UV lamps: hours burned, tube due.

A lamp's burning is kept only with the word that nobody was in the room.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.queries import place_row, places_of
from schoolguard.disinfection.stock_values import Lamp, LampRun
from schoolguard.disinfection.tables import LampRow, LampRunRow, PlaceRow
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PlaceId
from schoolguard.store import Unit, View

_LONGEST_RUN_MINUTES = 24 * 60
_SLACK = timedelta(minutes=5)


def lamps(view: View, rules: DisinfectionRules, *, retired: bool = False) -> tuple[Lamp, ...]:
    """Return the UV lamps with their hours, by place and name; retired tubes only if asked."""
    access.require(view.actor, Action.VIEW_DISINFECTION)
    chosen = select(LampRow.__table__)
    if not retired:
        chosen = chosen.where(LampRow.retired_on.is_(None))
    rows = view.connection.execute(chosen).all()
    burned = _burned(view, [row.id for row in rows])
    wanted = select(PlaceRow.__table__).where(PlaceRow.id.in_({row.place_id for row in rows}))
    there = {place.id: place for place in places_of(view, wanted)} if rows else {}
    found = []
    for row in rows:
        if row.place_id not in there:
            continue
        minutes = row.minutes_before + burned.get(row.id, 0)
        found.append(
            Lamp(
                id=row.id,
                place_id=row.place_id,
                place_name=there[row.place_id].name,
                name=row.name,
                installed_on=row.installed_on,
                minutes=minutes,
                hours_left=rules.uv_hours - minutes // 60,
                warn=minutes >= rules.uv_warn_hours * 60,
                replace=minutes >= rules.uv_hours * 60,
                retired_on=row.retired_on,
            )
        )
    return tuple(sorted(found, key=lambda lamp: (lamp.place_name, lamp.name, lamp.id)))


def lamp_runs(view: View, lamp_id: int, limit: int = 60) -> tuple[tuple[int, LampRun], ...]:
    """Return the newest burnings of a lamp that stand, with their ids, newest first."""
    access.require(view.actor, Action.VIEW_DISINFECTION)
    rows = view.connection.execute(
        select(LampRunRow.__table__)
        .where(LampRunRow.lamp_id == lamp_id, LampRunRow.retracted_at.is_(None))
        .order_by(LampRunRow.begun_at.desc())
        .limit(limit)
    )
    return tuple(
        (row.id, LampRun(row.lamp_id, row.begun_at, row.minutes, unoccupied=True, note=row.note))
        for row in rows
    )


def add_lamp(
    unit: Unit, place_id: PlaceId, name: str, installed_on: date, minutes_before: int = 0
) -> int:
    """Add a UV lamp and return its id.

    Args:
        unit: the transaction.
        place_id: where it hangs.
        name: number or label; may be empty where there is one only.
        installed_on: day of the tube's first use.
        minutes_before: what it burned before the register began.

    Raises:
        UserError: ``disinfection.no_such_place``, ``disinfection.bad_lamp`` or
            ``access.not_allowed``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    place_row(unit, place_id)
    if installed_on > unit.today or minutes_before < 0:
        raise UserError("disinfection.bad_lamp")
    statement = insert(LampRow).values(
        place_id=place_id,
        name=name.strip(),
        installed_on=installed_on,
        minutes_before=minutes_before,
        retired_on=None,
    )
    lamp_id = int(unit.connection.execute(statement.returning(LampRow.id)).scalar_one())
    _note(unit, "lamp_added", f"uv_lamp:{lamp_id}")
    return lamp_id


def replace_tube(unit: Unit, lamp_id: int, installed_on: date) -> int:
    """Put in a new tube, whose hours begin at zero; return the new lamp's id.

    Raises:
        UserError: ``disinfection.no_such_lamp``, ``disinfection.bad_lamp`` or
            ``access.not_allowed``.
    """
    row = _lamp_row(unit, lamp_id)
    retire_lamp(unit, lamp_id)
    return add_lamp(unit, row.place_id, row.name, installed_on)


def retire_lamp(unit: Unit, lamp_id: int) -> None:
    """Take a lamp or its worn tube out of the register; its hours stay readable.

    Raises:
        UserError: ``disinfection.no_such_lamp`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    _lamp_row(unit, lamp_id)
    unit.connection.execute(
        update(LampRow).where(LampRow.id == lamp_id).values(retired_on=unit.today)
    )
    _note(unit, "lamp_retired", f"uv_lamp:{lamp_id}")


def record_lamp_run(unit: Unit, run: LampRun) -> int:
    """Keep one burning of a lamp and return its id.

    Raises:
        UserError: ``disinfection.room_occupied`` without the word that nobody was in the room,
            ``disinfection.bad_run``, ``disinfection.no_such_lamp`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    _lamp_row(unit, run.lamp_id)
    if not run.unoccupied:
        raise UserError("disinfection.room_occupied")
    if not 0 < run.minutes <= _LONGEST_RUN_MINUTES or run.begun_at > unit.now + _SLACK:
        raise UserError("disinfection.bad_run", most=_LONGEST_RUN_MINUTES)
    statement = insert(LampRunRow).values(
        lamp_id=run.lamp_id,
        begun_at=run.begun_at,
        minutes=run.minutes,
        note=run.note.strip(),
        entered_at=unit.now,
        entered_by=unit.actor.account_id,
        retract_reason="",
    )
    run_id = int(unit.connection.execute(statement.returning(LampRunRow.id)).scalar_one())
    _note(unit, "lamp_run", f"uv_lamp:{run.lamp_id}")
    return run_id


def burn_with(unit: Unit, burned: Sequence[tuple[int, PlaceId, datetime, int]]) -> None:
    """Count the hours of the lamps of places whose UV round was signed, so that nobody types twice.

    Args:
        unit: the transaction.
        burned: record, place, when it ended, minutes.
    """
    places = {place_id for _, place_id, _, _ in burned}
    rows = unit.connection.execute(
        select(LampRow.id, LampRow.place_id).where(
            LampRow.place_id.in_(places), LampRow.retired_on.is_(None)
        )
    ).all()
    runs = [
        {
            "lamp_id": lamp.id,
            "begun_at": ended_at - timedelta(minutes=minutes),
            "minutes": minutes,
            "note": "",
            "record_id": record_id,
            "entered_at": unit.now,
            "entered_by": unit.actor.account_id,
            "retract_reason": "",
        }
        for record_id, place_id, ended_at, minutes in burned
        for lamp in rows
        if lamp.place_id == place_id
    ]
    if runs:
        unit.connection.execute(insert(LampRunRow), runs)


def unburn_with(unit: Unit, record_id: int, reason: str) -> None:
    """Take back the hours that were counted with a record."""
    unit.connection.execute(
        update(LampRunRow)
        .where(LampRunRow.record_id == record_id, LampRunRow.retracted_at.is_(None))
        .values(retracted_at=unit.now, retract_reason=reason)
    )


def retract_lamp_run(unit: Unit, run_id: int, reason: str) -> None:
    """Take a burning back; it stays as a trace and counts no hours.

    Raises:
        UserError: ``disinfection.no_such_record``, ``disinfection.reason_needed`` or
            ``access.not_allowed``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    if not reason.strip():
        raise UserError("disinfection.reason_needed")
    taken = unit.connection.execute(
        update(LampRunRow)
        .where(LampRunRow.id == run_id, LampRunRow.retracted_at.is_(None))
        .values(retracted_at=unit.now, retract_reason=reason.strip())
    )
    if not taken.rowcount:
        raise UserError("disinfection.no_such_record")
    _note(unit, "lamp_run_retracted", f"uv_lamp_run:{run_id}")


def _lamp_row(view: View, lamp_id: int) -> Row[Any]:
    row = view.connection.execute(select(LampRow.__table__).where(LampRow.id == lamp_id)).first()
    if row is None:
        raise UserError("disinfection.no_such_lamp")
    return row


def _burned(view: View, ids: Sequence[int]) -> dict[int, int]:
    rows = view.connection.execute(
        select(LampRunRow.lamp_id, func.sum(LampRunRow.minutes))
        .where(LampRunRow.lamp_id.in_(ids), LampRunRow.retracted_at.is_(None))
        .group_by(LampRunRow.lamp_id)
    )
    return {row[0]: int(row[1]) for row in rows}


def _note(unit: Unit, what: str, subject: str) -> None:
    unit.audit(f"disinfection.{what}", subject)
    unit.touch(Changes.DISINFECTION)
