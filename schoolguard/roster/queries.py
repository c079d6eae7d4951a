# SPDX-License-Identifier: Apache-2.0
"""Reads of the roster: classes, their members, single people and whom to call.

Every read names the day it is asked for; nothing here changes anything. Names of the people of a
whole school come in one query each. Family files are shown to whoever may see them only.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, false, func, literal, or_, select

from schoolguard import access
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, DormRoomId, PersonId
from schoolguard.roster.tables import (
    ClassNameRow,
    ClassRow,
    DormRoomRow,
    EnrolmentRow,
    GuardianRow,
    PersonRow,
)
from schoolguard.roster.values import (
    ClassCount,
    ClassKind,
    DormRoom,
    EndReason,
    Enrolment,
    Guardian,
    Member,
    Person,
    SchoolClass,
)
from schoolguard.store.unit import View

_STAFF_ORDER = 1_000_000
_MOST_PARAMETERS = 500
_NO_CLASS = ClassId(0)
_A_WEEK = timedelta(days=7)


def in_force(row: type[EnrolmentRow] | type[ClassNameRow], day: date) -> ColumnElement[bool]:
    """Return the condition that a span of days holds a day."""
    return and_(row.from_on <= day, or_(row.until_on.is_(None), row.until_on > day))


def classes_on(view: View, day: date) -> tuple[SchoolClass, ...]:
    """Return the classes that exist on a day, in the order of the school, staff last."""
    found = (_class(row) for row in view.connection.execute(_classes(day)))
    return tuple(sorted(found, key=lambda entry: (entry.order, entry.name)))


def class_on(view: View, class_id: ClassId, day: date) -> SchoolClass:
    """Return one class as it is on a day.

    Raises:
        UserError: ``roster.no_such_class``.
    """
    row = view.connection.execute(_classes(day).where(ClassRow.id == class_id)).first()
    if row is None:
        raise UserError("roster.no_such_class")
    return _class(row)


def class_of(view: View, person_id: PersonId, day: date) -> SchoolClass | None:
    """Return the class a person is in on a day, or None."""
    row = view.connection.execute(
        _classes(day)
        .join(EnrolmentRow, EnrolmentRow.class_id == ClassRow.id)
        .where(EnrolmentRow.person_id == person_id, in_force(EnrolmentRow, day))
    ).first()
    return None if row is None else _class(row)


def members_on(view: View, class_id: ClassId, day: date) -> tuple[Member, ...]:
    """Return who is in a class on a day: seat numbers first, then who has none."""
    rows = view.connection.execute(_members(day).where(EnrolmentRow.class_id == class_id))
    return tuple(_member(row) for row in rows)


def all_members_on(view: View, day: date) -> Mapping[ClassId, tuple[Member, ...]]:
    """Return the members of every class that has any on a day, in one query."""
    members: dict[ClassId, list[Member]] = {}
    for row in view.connection.execute(_members(day)):
        members.setdefault(row[0], []).append(_member(row))
    return {class_id: tuple(people) for class_id, people in members.items()}


def not_in_class_on(view: View, day: date) -> tuple[Member, ...]:
    """Return who is on file but in no class on a day, by name; a class teacher sees nobody."""
    if not access.allowed(view.actor, access.Action.VIEW_PEOPLE, _NO_CLASS):
        return ()
    enrolled = select(EnrolmentRow.person_id).where(in_force(EnrolmentRow, day))
    rows = view.connection.execute(
        select(
            literal(0),
            PersonRow.id,
            literal(0),
            PersonRow.name,
            PersonRow.sex,
            PersonRow.birth_on,
            PersonRow.is_boarder,
            PersonRow.student_number,
            PersonRow.kind,
            PersonRow.card_code,
        )
        .where(PersonRow.id.not_in(enrolled))
        .order_by(PersonRow.name, PersonRow.id)
    )
    return tuple(_member(row) for row in rows)


def left_by(view: View, day: date) -> frozenset[PersonId]:
    """Return who left the school within the week up to a day and is in no class on it."""
    enrolled = select(EnrolmentRow.person_id).where(in_force(EnrolmentRow, day))
    lately = and_(EnrolmentRow.until_on > day - _A_WEEK, EnrolmentRow.until_on <= day)
    query = select(EnrolmentRow.person_id).where(
        lately,
        EnrolmentRow.end_reason != EndReason.MOVED,
        EnrolmentRow.person_id.not_in(enrolled),
    )
    return frozenset(view.connection.execute(query).scalars())


def head_counts(view: View, day: date) -> tuple[ClassCount, ...]:
    """Return how many people and boarders each class has on a day; empty classes are left out."""
    rows = view.connection.execute(
        select(
            EnrolmentRow.class_id,
            func.count(),
            func.sum(case((PersonRow.is_boarder, 1), else_=0)),
        )
        .join(PersonRow, PersonRow.id == EnrolmentRow.person_id)
        .where(in_force(EnrolmentRow, day))
        .group_by(EnrolmentRow.class_id)
        .order_by(EnrolmentRow.class_id)
    )
    return tuple(ClassCount(row[0], row[1], row[2]) for row in rows)


def person(view: View, person_id: PersonId) -> Person:
    """Return the family file of one person.

    Raises:
        UserError: ``roster.no_such_person`` or ``access.not_allowed``.
    """
    require_family(view, person_id)
    row = view.connection.execute(
        select(*_PERSON_COLUMNS, DormRoomRow.building, DormRoomRow.name)
        .outerjoin_from(PersonRow, DormRoomRow, DormRoomRow.id == PersonRow.dorm_room_id)
        .where(PersonRow.id == person_id)
    ).first()
    if row is None:
        raise UserError("roster.no_such_person")
    return _person(row)


def guardians_of(view: View, person_id: PersonId) -> tuple[Guardian, ...]:
    """Return whom to call for a person, first to call first; empty when nobody is known.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require_family(view, person_id)
    rows = view.connection.execute(
        select(GuardianRow.__table__)
        .where(GuardianRow.person_id == person_id)
        .order_by(GuardianRow.order_no)
    )
    return tuple(
        Guardian(
            row.id,
            row.person_id,
            row.order_no,
            row.name,
            row.relation,
            row.relation_note,
            tuple(row.phones.split()),
            row.workplace,
        )
        for row in rows
    )


def siblings_of(view: View, person_id: PersonId) -> tuple[PersonId, ...]:
    """Return the other people for whom one of the same phones is called, by id."""
    phones = {phone for guardian in guardians_of(view, person_id) for phone in guardian.phones}
    if not phones:
        return ()
    rows = view.connection.execute(
        select(GuardianRow.person_id, GuardianRow.phones).where(
            GuardianRow.person_id != person_id,
            or_(
                false(), *(GuardianRow.phones.contains(phone, autoescape=True) for phone in phones)
            ),
        )
    )
    return tuple(sorted({row[0] for row in rows if phones.intersection(row[1].split())}))


def enrolments_of(view: View, person_id: PersonId) -> tuple[Enrolment, ...]:
    """Return a person's classes from first to last; each is called what it was called then."""
    rows = view.connection.execute(
        select(
            EnrolmentRow.person_id,
            EnrolmentRow.class_id,
            ClassNameRow.name,
            EnrolmentRow.number,
            EnrolmentRow.from_on,
            EnrolmentRow.until_on,
            EnrolmentRow.end_reason,
        )
        .join(
            ClassNameRow,
            and_(
                ClassNameRow.class_id == EnrolmentRow.class_id,
                ClassNameRow.from_on <= EnrolmentRow.from_on,
                or_(ClassNameRow.until_on.is_(None), ClassNameRow.until_on > EnrolmentRow.from_on),
            ),
        )
        .where(EnrolmentRow.person_id == person_id)
        .order_by(EnrolmentRow.from_on, EnrolmentRow.id)
    )
    return tuple(Enrolment(*row) for row in rows)


def person_names(view: View, ids: Iterable[PersonId]) -> Mapping[PersonId, str]:
    """Return the names of people by id; unknown ids are left out."""
    wanted = sorted(set(ids))
    names: dict[PersonId, str] = {}
    for start in range(0, len(wanted), _MOST_PARAMETERS):
        rows = view.connection.execute(
            select(PersonRow.id, PersonRow.name).where(
                PersonRow.id.in_(wanted[start : start + _MOST_PARAMETERS])
            )
        )
        names.update({row[0]: row[1] for row in rows})
    return names


def dorm_rooms(view: View, day: date) -> tuple[DormRoom, ...]:
    """Return the dormitory rooms by building and name, with who lives in them on a day counted."""
    occupants = (
        select(PersonRow.dorm_room_id, func.count().label("people"))
        .join(EnrolmentRow, EnrolmentRow.person_id == PersonRow.id)
        .where(in_force(EnrolmentRow, day), PersonRow.dorm_room_id.is_not(None))
        .group_by(PersonRow.dorm_room_id)
        .subquery()
    )
    rows = view.connection.execute(
        select(
            DormRoomRow.id,
            DormRoomRow.building,
            DormRoomRow.name,
            DormRoomRow.beds,
            func.coalesce(occupants.c.people, 0),
        )
        .outerjoin(occupants, occupants.c.dorm_room_id == DormRoomRow.id)
        .order_by(DormRoomRow.building, DormRoomRow.name)
    )
    return tuple(DormRoom(row[0], *row[1:]) for row in rows)


def residents_on(
    view: View, room_ids: Iterable[DormRoomId], day: date
) -> Mapping[PersonId, ClassId]:
    """Return who lives in some dormitory rooms, of those in a class on a day, with their class."""
    rows = view.connection.execute(
        select(PersonRow.id, EnrolmentRow.class_id)
        .join(EnrolmentRow, EnrolmentRow.person_id == PersonRow.id)
        .where(in_force(EnrolmentRow, day), PersonRow.dorm_room_id.in_(set(room_ids)))
        .order_by(PersonRow.id)
    )
    return {row[0]: row[1] for row in rows}


def require_family(view: View, person_id: PersonId) -> None:
    """Refuse whoever may not see the family file of a person.

    Raises:
        UserError: ``access.not_allowed``.
    """
    home = class_of(view, person_id, view.today)
    access.require(view.actor, access.Action.VIEW_FAMILY, home.id if home else _NO_CLASS)


_PERSON_COLUMNS = tuple(
    PersonRow.__table__.c[name]
    for name in (
        "id", "kind", "name", "sex", "birth_on", "student_number", "identity_number", "card_code",
        "is_boarder", "home", "address", "dorm_room_id", "bed", "conditions", "allergies",
        "medication", "note", "consent_on",
    )
)  # fmt: skip


def _classes(day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            ClassRow.id,
            ClassRow.kind,
            ClassNameRow.stage,
            ClassNameRow.grade_no,
            ClassNameRow.class_no,
            ClassNameRow.entry_year,
            ClassNameRow.name,
        )
        .join(ClassNameRow, ClassNameRow.class_id == ClassRow.id)
        .where(in_force(ClassNameRow, day))
    )


def _class(row: Row[*tuple[Any, ...]]) -> SchoolClass:
    class_id, kind, stage, grade_no, class_no, entry_year, name = row
    order = _STAFF_ORDER if kind is ClassKind.STAFF else grade_no * 100 + class_no
    return SchoolClass(class_id, kind, stage, grade_no, class_no, entry_year, name, order)


def _members(day: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            EnrolmentRow.class_id,
            PersonRow.id,
            EnrolmentRow.number,
            PersonRow.name,
            PersonRow.sex,
            PersonRow.birth_on,
            PersonRow.is_boarder,
            PersonRow.student_number,
            PersonRow.kind,
            PersonRow.card_code,
        )
        .join(PersonRow, PersonRow.id == EnrolmentRow.person_id)
        .where(in_force(EnrolmentRow, day))
        .order_by(
            EnrolmentRow.class_id, EnrolmentRow.number == 0, EnrolmentRow.number, PersonRow.id
        )
    )


def _member(row: Row[*tuple[Any, ...]]) -> Member:
    return Member(*row[1:])


def _person(row: Row[*tuple[Any, ...]]) -> Person:
    *own, building, room = row
    known = dict(zip((column.name for column in _PERSON_COLUMNS), own, strict=True))
    label = f"{building} {room}".strip() if room else ""
    return Person(**known, dorm_room=label)
