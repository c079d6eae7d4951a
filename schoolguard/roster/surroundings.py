# SPDX-License-Identifier: Apache-2.0
"""Where people sit in class and which school bus they ride: by this, close contacts are proposed.

Keeps what the school knows and finds who is near whom; whether somebody near is a close contact is
the business of `cases`. A person of whom nothing is known has no row.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import and_, delete, literal, or_, select

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId
from schoolguard.roster.bulk import insert_rows
from schoolguard.roster.plain_text import tidy
from schoolguard.roster.queries import class_of, person, require_family
from schoolguard.roster.rules import BUS_LENGTH, MOST_SEATS, Field
from schoolguard.roster.tables import EnrolmentRow, PersonRow, SurroundingsRow
from schoolguard.roster.values import Neighbours, Surroundings
from schoolguard.store.corrections import record_correction
from schoolguard.store.unit import Unit, View

_COLUMNS = ("person_id", "seat_row", "seat_column", "bus")
_READ = (
    SurroundingsRow.person_id,
    SurroundingsRow.seat_row,
    SurroundingsRow.seat_column,
    SurroundingsRow.bus,
)
_NOT_KNOWN = Surroundings()


def surroundings_of(view: View, person_id: PersonId) -> Surroundings:
    """Return where a person sits and rides; all empty where nothing is known.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require_family(view, person_id)
    return all_surroundings(view, (person_id,)).get(person_id, _NOT_KNOWN)


def all_surroundings(view: View, person_ids: Iterable[PersonId]) -> Mapping[PersonId, Surroundings]:
    """Return where people sit and ride; whoever nothing is known of is left out."""
    rows = view.connection.execute(
        select(*_READ).where(SurroundingsRow.person_id.in_(tuple(person_ids)))
    )
    return {row[0]: Surroundings(row[1], row[2], row[3]) for row in rows}


def known_surroundings(view: View) -> dict[PersonId, Surroundings]:
    """Return everybody's surroundings, also of those who left."""
    rows = view.connection.execute(select(*_READ))
    return {row[0]: Surroundings(row[1], row[2], row[3]) for row in rows}


def neighbours_of(view: View, person_id: PersonId) -> Neighbours:
    """Return who sits and rides near a person today, each group by id.

    Rows and columns count within the present class; the bus counts for all who are in a class.
    """
    near = all_surroundings(view, (person_id,)).get(person_id, _NOT_KNOWN)
    home = class_of(view, person_id, view.today)
    if near == _NOT_KNOWN or home is None:
        return Neighbours()
    reached = and_(literal(near.bus) != "", SurroundingsRow.bus == near.bus)
    rows = view.connection.execute(
        select(*_READ, EnrolmentRow.class_id)
        .join(EnrolmentRow, EnrolmentRow.person_id == SurroundingsRow.person_id)
        .where(
            EnrolmentRow.from_on <= view.today,
            or_(EnrolmentRow.until_on.is_(None), EnrolmentRow.until_on > view.today),
            SurroundingsRow.person_id != person_id,
            or_(EnrolmentRow.class_id == home.id, reached),
        )
        .order_by(SurroundingsRow.person_id)
    ).all()
    mates = [(row[0], Surroundings(row[1], row[2], row[3])) for row in rows if row[4] == home.id]
    return Neighbours(
        tuple(who for who, at in mates if near.seat_row and at.seat_row == near.seat_row),
        tuple(who for who, at in mates if _beside(near, at)),
        tuple(row[0] for row in rows if near.bus and row[3] == near.bus),
    )


def room_mates_of(view: View, person_id: PersonId) -> tuple[PersonId, ...]:
    """Return who sleeps in a person's dormitory room and is in a class today, by id."""
    own = select(PersonRow.dorm_room_id).where(PersonRow.id == person_id).scalar_subquery()
    rows = view.connection.execute(
        select(PersonRow.id)
        .join(EnrolmentRow, EnrolmentRow.person_id == PersonRow.id)
        .where(
            EnrolmentRow.from_on <= view.today,
            or_(EnrolmentRow.until_on.is_(None), EnrolmentRow.until_on > view.today),
            PersonRow.dorm_room_id == own,
            PersonRow.id != person_id,
        )
        .order_by(PersonRow.id)
    )
    return tuple(rows.scalars())


def set_surroundings(
    unit: Unit, person_id: PersonId, near: Surroundings, *, reason: str = ""
) -> tuple[str, ...]:
    """Note where a person sits and rides; what is replaced is kept. Return the changed fields.

    Raises:
        UserError: ``roster.bad_entry``, ``roster.no_such_person`` or ``access.not_allowed``.
    """
    home = class_of(unit, person_id, unit.today)
    access.require(unit.actor, Action.EDIT_PEOPLE, home.id if home else None)
    for field, number in ((Field.SEAT_ROW, near.seat_row), (Field.SEAT_COLUMN, near.seat_column)):
        if not 0 <= number <= MOST_SEATS:
            raise UserError("roster.bad_entry", field=field.value, problem="seat_out_of_range")
    before = surroundings_of(unit, person(unit, person_id).id)
    after = Surroundings(near.seat_row, near.seat_column, tidy(near.bus)[:BUS_LENGTH])
    changed = changed_surroundings(before, after)
    if changed:
        replace_surroundings(unit, person_id, before, after, reason)
        unit.audit("roster.surroundings_set", f"person:{person_id}", fields=" ".join(changed))
        unit.touch(Changes.ROSTER)
    return changed


def changed_surroundings(before: Surroundings, after: Surroundings) -> tuple[str, ...]:
    """Return the names of the fields that differ."""
    return tuple(name for name in _COLUMNS[1:] if getattr(before, name) != getattr(after, name))


def replace_surroundings(
    unit: Unit, person_id: PersonId, before: Surroundings, after: Surroundings, reason: str
) -> None:
    """Write the new surroundings of one person and keep the old values."""
    for name in changed_surroundings(before, after):
        old, new = str(getattr(before, name)), str(getattr(after, name))
        record_correction(unit, f"person:{person_id}", name, old, new, reason)
    unit.connection.execute(delete(SurroundingsRow).where(SurroundingsRow.person_id == person_id))
    insert_surroundings(unit, {person_id: after})


def insert_surroundings(unit: Unit, known: Mapping[PersonId, Surroundings]) -> None:
    """Write the surroundings of people who have none yet; empty ones make no row."""
    insert_rows(
        unit,
        "surroundings",
        _COLUMNS,
        [
            (person_id, near.seat_row, near.seat_column, near.bus)
            for person_id, near in known.items()
            if near != _NOT_KNOWN
        ],
    )


def _beside(one: Surroundings, other: Surroundings) -> bool:
    if not (one.seat_row and one.seat_column and other.seat_row and other.seat_column):
        return False
    rows, columns = abs(one.seat_row - other.seat_row), abs(one.seat_column - other.seat_column)
    return rows <= 1 and columns <= 1
