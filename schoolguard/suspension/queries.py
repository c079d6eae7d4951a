# SPDX-License-Identifier: Apache-2.0
"""Reads of suspensions: which there are, who is off on a day, and who stands on which sheet.

Where two suspensions cover a class on the same day, its pupils stand on the sheet of the earlier
decision, so that no family is rung twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, PersonId, SuspensionId
from schoolguard.roster import ClassKind, Member, PersonKind
from schoolguard.store import View, corrections_of
from schoolguard.suspension.tables import (
    SuspensionClassRow,
    SuspensionPersonRow,
    SuspensionRoomRow,
    SuspensionRow,
)
from schoolguard.suspension.values import Change, Scope, Suspension, SuspensionDraft

_FEW_CLASSES = 3


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is to be asked on a day.

    Attributes:
        suspensions: those that cover the day, by id.
        members: pupils by suspension and class, in roster order; each pupil once.
    """

    suspensions: Mapping[SuspensionId, Suspension]
    members: Mapping[tuple[SuspensionId, ClassId], tuple[Member, ...]]


def suspension(view: View, suspension_id: SuspensionId) -> Suspension:
    """Return one suspension.

    Raises:
        UserError: ``suspension.no_such_suspension``, ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_SUSPENSION)
    found = _read(view, _all().where(SuspensionRow.id == suspension_id))
    if not found:
        raise UserError("suspension.no_such_suspension")
    return found[0]


def suspensions_on(view: View, day: date) -> tuple[Suspension, ...]:
    """Return the suspensions that cover a day, the earliest decision first."""
    return _read(
        view,
        _all().where(
            SuspensionRow.until_on >= day,
            SuspensionRow.from_on <= day,
            SuspensionRow.withdrawn_at.is_(None),
        ),
    )


def suspensions_since(view: View, first_on: date) -> tuple[Suspension, ...]:
    """Return what is off on a day or later, withdrawn ones too, the newest first."""
    found = _read(view, _all().where(SuspensionRow.until_on >= first_on))
    return tuple(sorted(found, key=lambda one: (one.draft.from_on, one.id), reverse=True))


def classes_off(view: View, day: date) -> Mapping[ClassId, SuspensionId]:
    """Return the classes that are off on a day as a whole; empty on most days."""
    off: dict[ClassId, SuspensionId] = {}
    for one in suspensions_on(view, day):
        if one.draft.scope is not Scope.DORMITORY:
            for class_id in one.draft.class_ids:
                off.setdefault(class_id, one.id)
    return off


def people_off(view: View, day: date) -> Mapping[PersonId, SuspensionId]:
    """Return the pupils who are off on a day, residents of dormitory rooms among them."""
    return {
        member.person_id: suspension_id
        for (suspension_id, _), members in roll(view, day).members.items()
        for member in members
    }


def roll(view: View, day: date, chosen: Sequence[Suspension] | None = None) -> Roll:
    """Return who is off on a day, by suspension and class; staff are never asked.

    `chosen` stands for what covers the day, where the caller has read it already.
    """
    covering = suspensions_on(view, day) if chosen is None else tuple(chosen)
    if not covering:
        return Roll({}, {})
    wanted = {class_id for one in covering for class_id in one.draft.class_ids}
    residents = any(one.people for one in covering)
    by_class = _members(view, wanted, day, everybody=residents)
    taken: set[PersonId] = set()
    members: dict[tuple[SuspensionId, ClassId], tuple[Member, ...]] = {}
    for one in covering:
        for class_id, people in by_class.items():
            its = tuple(
                member
                for member in people
                if member.kind is PersonKind.PUPIL
                and member.person_id not in taken
                and (class_id in one.draft.class_ids or member.person_id in one.people)
            )
            if its:
                members[one.id, class_id] = its
                taken |= {member.person_id for member in its}
    return Roll({one.id: one for one in covering}, members)


def changes_of(view: View, suspension_id: SuspensionId) -> tuple[Change, ...]:
    """Return what was changed of a suspension, oldest first."""
    return tuple(
        Change(one.at, one.account_id, one.field, one.old, one.new, one.reason)
        for one in corrections_of(view, subject_of(suspension_id))
    )


def subject_of(suspension_id: SuspensionId) -> str:
    """Return how audit log and corrections name a suspension."""
    return f"suspension:{suspension_id}"


def names_of(view: View, day: date) -> Mapping[ClassId, str]:
    """Return the names of the classes of a day, in the order of the school."""
    return {one.id: one.name for one in roster.classes_on(view, day)}


def what_of(
    one: Suspension, names: Mapping[ClassId, str], rooms: Mapping[int, str]
) -> tuple[str, ...]:
    """Return the names of what is off, in the school's order."""
    if one.draft.scope is Scope.DORMITORY:
        return tuple(rooms[room] for room in one.draft.dorm_room_ids if room in rooms)
    return tuple(name for class_id, name in names.items() if class_id in one.draft.class_ids)


def room_names(view: View, chosen: Iterable[Suspension]) -> Mapping[int, str]:
    """Return the names of dormitory rooms, where any of some suspensions is of rooms."""
    if not any(one.draft.dorm_room_ids for one in chosen):
        return {}
    rooms = roster.dorm_rooms(view, view.today)
    return {int(room.id): f"{room.building} {room.name}".strip() for room in rooms}


def pupil_classes(view: View, day: date) -> tuple[roster.SchoolClass, ...]:
    """Return the classes of pupils on a day, in the order of the school."""
    return tuple(one for one in roster.classes_on(view, day) if one.kind is ClassKind.PUPILS)


def _all() -> Select[Any]:
    return select(SuspensionRow.__table__).order_by(SuspensionRow.id)


def _members(
    view: View, wanted: set[ClassId], day: date, *, everybody: bool
) -> Mapping[ClassId, tuple[Member, ...]]:
    if everybody or len(wanted) > _FEW_CLASSES:
        found = roster.all_members_on(view, day)
    else:
        found = {class_id: roster.members_on(view, class_id, day) for class_id in wanted}
    order = names_of(view, day)
    return {class_id: found[class_id] for class_id in order if class_id in found}


def _read(view: View, chosen: Select[Any]) -> tuple[Suspension, ...]:
    rows = view.connection.execute(chosen).all()
    if not rows:
        return ()
    ids = [row.id for row in rows]
    classes = _belonging(view, ids, SuspensionClassRow, "class_id")
    rooms = _belonging(view, ids, SuspensionRoomRow, "dorm_room_id")
    people = _belonging(view, ids, SuspensionPersonRow, "person_id")
    return tuple(
        Suspension(
            id=row.id,
            draft=_draft(row, classes[row.id], rooms[row.id]),
            people=frozenset(people[row.id]),
            at=row.at,
            by=row.by,
            withdrawn_at=row.withdrawn_at,
        )
        for row in rows
    )


def _belonging(
    view: View,
    ids: list[SuspensionId],
    table: type[SuspensionClassRow | SuspensionRoomRow | SuspensionPersonRow],
    column: str,
) -> Mapping[SuspensionId, list[Any]]:
    found: dict[SuspensionId, list[Any]] = defaultdict(list)
    rows = view.connection.execute(
        select(table.__table__).where(table.suspension_id.between(min(ids), max(ids)))
    )
    for row in rows:
        found[row.suspension_id].append(getattr(row, column))
    return found


def _draft(row: Row[Any], classes: list[Any], rooms: list[Any]) -> SuspensionDraft:
    return SuspensionDraft(
        scope=row.scope,
        class_ids=tuple(classes),
        disease_id=row.disease_id,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        from_on=row.from_on,
        until_on=row.until_on,
        paper_number=row.paper_number,
        reason=row.reason,
        rule_id=row.rule_id,
        dorm_room_ids=tuple(rooms),
    )
