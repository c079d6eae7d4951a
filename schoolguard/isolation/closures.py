# SPDX-License-Identifier: Apache-2.0
"""Rooms that wait for disinfection: closed after a stay or by hand, opened again, and undone."""

from datetime import datetime

from sqlalchemy import func, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.layout import rooms
from schoolguard.isolation.tables import IsolationClosureRow
from schoolguard.isolation.writing import not_ahead
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import IsolationRoomId, StayId
from schoolguard.store import Unit, record_correction


def close_room(unit: Unit, room_id: IsolationRoomId, reason: str) -> None:
    """Close a room by hand until it is disinfected, e.g. after somebody vomited.

    Raises:
        UserError: ``isolation.why_needed`` or ``isolation.no_such_place``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    _need(reason)
    if room_id not in {room.id for room in rooms(unit)}:
        raise UserError("isolation.no_such_place")
    keep_closed(unit, room_id, unit.now, reason=reason.strip())
    unit.audit("isolation.room_closed", f"isolation_room:{room_id}")
    unit.touch(Changes.ISOLATION)


def mark_disinfected(unit: Unit, room_id: IsolationRoomId, at: datetime | None = None) -> int:
    """Open a room again after its disinfection; return how many closures that ended.

    Whoever left after `at` still has the room waiting for them.

    Raises:
        UserError: ``isolation.time_ahead``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    done_at = at or unit.now
    not_ahead(unit, done_at)
    row = IsolationClosureRow
    ended = unit.connection.execute(
        update(row)
        .where(
            row.room_id == room_id,
            row.closed_at <= done_at,
            row.disinfected_at.is_(None),
            row.lifted_at.is_(None),
        )
        .values(disinfected_at=done_at, disinfected_by=unit.actor.account_id)
    ).rowcount
    if ended:
        unit.audit("isolation.room_disinfected", f"isolation_room:{room_id}", closures=ended)
        unit.touch(Changes.ISOLATION)
    return ended


def unmark_disinfected(unit: Unit, room_id: IsolationRoomId, why: str) -> int:
    """Take back the last disinfection of a room, which never was; return how many wait again.

    Raises:
        UserError: ``isolation.why_needed``.
    """
    access.require(unit.actor, Action.RECORD_DISINFECTION)
    _need(why)
    row = IsolationClosureRow
    standing = (row.room_id == room_id, row.lifted_at.is_(None))
    last = unit.connection.execute(select(func.max(row.disinfected_at)).where(*standing)).scalar()
    if last is None:
        return 0
    again = unit.connection.execute(
        update(row)
        .where(*standing, row.disinfected_at == last)
        .values(disinfected_at=None, disinfected_by=None)
    ).rowcount
    _correct(unit, room_id, "disinfected_at", last, why)
    return again


def lift_closure(unit: Unit, room_id: IsolationRoomId, why: str) -> int:
    """Open a room that was closed by hand for nothing; return how many closures that lifted.

    What was closed after a stay is opened by disinfecting, or by undoing the leaving.

    Raises:
        UserError: ``isolation.why_needed``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    _need(why)
    row = IsolationClosureRow
    waiting = (
        row.room_id == room_id,
        row.stay_id.is_(None),
        row.disinfected_at.is_(None),
        row.lifted_at.is_(None),
    )
    since = unit.connection.execute(select(func.min(row.closed_at)).where(*waiting)).scalar()
    if since is None:
        return 0
    lifted = unit.connection.execute(
        update(row).where(*waiting).values(lifted_at=unit.now)
    ).rowcount
    _correct(unit, room_id, "closed_at", since, why)
    return lifted


def lift_of_stay(unit: Unit, stay_id: StayId) -> None:
    """Lift what a leaving closed, with that leaving; a room disinfected since stays as it is."""
    row = IsolationClosureRow
    unit.connection.execute(
        update(row)
        .where(row.stay_id == stay_id, row.disinfected_at.is_(None))
        .values(lifted_at=unit.now)
    )


def keep_closed(
    unit: Unit,
    room_id: IsolationRoomId,
    at: datetime,
    *,
    stay_id: StayId | None = None,
    reason: str = "",
) -> None:
    """Let a room wait for disinfection, after a stay or for a reason."""
    unit.connection.execute(
        insert(IsolationClosureRow).values(
            room_id=room_id,
            stay_id=stay_id,
            closed_at=at,
            closed_on=local_day(at),
            closed_by=unit.actor.account_id,
            reason=reason,
        )
    )


def _need(why: str) -> None:
    if not why.strip():
        raise UserError("isolation.why_needed")


def _correct(unit: Unit, room_id: IsolationRoomId, field: str, old: datetime, why: str) -> None:
    words = old.isoformat(timespec="minutes")
    record_correction(unit, f"isolation_room:{room_id}", field, words, "", why.strip())
    unit.touch(Changes.ISOLATION)
