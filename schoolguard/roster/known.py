# SPDX-License-Identifier: Apache-2.0
"""Who is on the roster already, in the form in which a sheet of people is compared with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from schoolguard.kernel.ids import ClassId, DormRoomId, PersonId
from schoolguard.roster.queries import classes_on
from schoolguard.roster.surroundings import known_surroundings
from schoolguard.roster.tables import (
    DormRoomRow,
    EnrolmentRow,
    GuardianRow,
    PersonRow,
)
from schoolguard.roster.values import SchoolClass, Surroundings
from schoolguard.store.unit import View

_STATE = "(SELECT count(*) FROM {0}), (SELECT coalesce(max(id), 0) FROM {0})"
_TABLES = ("people", "enrolments", "guardians", "class_names", "dorm_rooms")
Fingerprint = tuple[int, ...]
"""Changes whenever people, classes, guardians or rooms were added since."""


@dataclass(frozen=True, slots=True)
class KnownGuardian:
    """A guardian as kept."""

    name: str
    relation: str
    relation_note: str
    phones: tuple[str, ...]
    workplace: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as kept: columns of `people` by name, and the present class."""

    id: PersonId
    fields: Mapping[str, Any]
    class_id: ClassId | None
    number: int
    guardians: tuple[KnownGuardian, ...]
    surroundings: Surroundings


@dataclass(frozen=True, slots=True)
class Known:
    """The whole roster, by everything that a row of a sheet can be recognised by."""

    people: Mapping[PersonId, KnownPerson]
    by_student_number: Mapping[str, PersonId]
    by_name: Mapping[str, tuple[PersonId, ...]]
    classes: Mapping[ClassId, SchoolClass]
    class_by_name: Mapping[str, ClassId]
    rooms: Mapping[tuple[str, str], DormRoomId]
    fingerprint: Fingerprint


def load_known(view: View) -> Known:
    """Read the roster as it is today; a few queries, whatever its size."""
    classes = {known.id: known for known in classes_on(view, view.today)}
    state = fingerprint(view)
    people = _people(view) if state[0] else {}
    by_name: dict[str, list[PersonId]] = {}
    for person in people.values():
        by_name.setdefault(person.fields["name"], []).append(person.id)
    numbers = {
        person.fields["student_number"]: person.id
        for person in people.values()
        if person.fields["student_number"]
    }
    rooms = view.connection.execute(select(DormRoomRow.building, DormRoomRow.name, DormRoomRow.id))
    return Known(
        people,
        numbers,
        {name: tuple(ids) for name, ids in by_name.items()},
        classes,
        {known.name: known.id for known in classes.values()},
        {(row[0], row[1]): row[2] for row in rooms},
        state,
    )


def fingerprint(view: View) -> Fingerprint:
    """Return the present state of the roster's tables as numbers."""
    states = ", ".join(map(_STATE.format, _TABLES))
    row = view.connection.exec_driver_sql(f"SELECT {states}").one()
    return tuple(int(number) for number in row)


def _people(view: View) -> dict[PersonId, KnownPerson]:
    guardians = _guardians(view)
    nowhere, surroundings = Surroundings(), known_surroundings(view)
    columns = [column for column in PersonRow.__table__.c if column.key != "id"]
    rows = view.connection.execute(
        select(PersonRow.id, EnrolmentRow.class_id, EnrolmentRow.number, *columns).outerjoin(
            EnrolmentRow,
            and_(EnrolmentRow.person_id == PersonRow.id, EnrolmentRow.until_on.is_(None)),
        )
    )
    names = [column.key for column in columns]
    return {
        row[0]: KnownPerson(
            row[0],
            dict(zip(names, row[3:], strict=True)),
            row[1],
            row[2] or 0,
            tuple(guardians.get(row[0], ())),
            surroundings.get(row[0], nowhere),
        )
        for row in rows
    }


def _guardians(view: View) -> dict[PersonId, list[KnownGuardian]]:
    found: dict[PersonId, list[KnownGuardian]] = {}
    rows = view.connection.execute(
        select(
            GuardianRow.person_id,
            GuardianRow.name,
            GuardianRow.relation,
            GuardianRow.relation_note,
            GuardianRow.phones,
            GuardianRow.workplace,
        ).order_by(GuardianRow.person_id, GuardianRow.order_no)
    )
    for row in rows:
        person_id, name, relation, note, phones, workplace = row
        guardian = KnownGuardian(name, relation, note, tuple(phones.split()), workplace)
        found.setdefault(person_id, []).append(guardian)
    return found
