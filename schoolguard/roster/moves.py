# SPDX-License-Identifier: Apache-2.0
"""Moving people between classes, leaving school, coming back; each undone as a whole.

Every operation first says what it would do (`preview_*`), then does it in one transaction and notes
itself on each row that it opened or ended. Undo removes what it opened, opens again what it ended,
and refuses where something has changed since. The past before `from_on` is never touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, insert, or_, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, ClassId, PersonId
from schoolguard.roster import queries
from schoolguard.roster.tables import ClassNameRow, EnrolmentRow, OperationRow
from schoolguard.roster.values import EndReason
from schoolguard.store.unit import Unit, View

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Step:
    """What an operation would do with one person; class names are empty for none."""

    person_id: PersonId
    name: str
    from_class: str
    to_class: str


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as it was done.

    Attributes:
        kind: ``move``, ``leave``, ``return`` or ``promote``.
        undone_at: None while it stands.
    """

    id: int
    kind: str
    from_on: date
    done_at: datetime
    account_id: AccountId
    people: int
    classes: int
    undone_at: datetime | None


def preview_change(
    view: View, people: Sequence[PersonId], to_class: ClassId | None, on: date
) -> tuple[Step, ...]:
    """Return what moving people (or letting them leave: None) on a day would do, by name."""
    names = queries.person_names(view, people)
    target = queries.class_on(view, to_class, on).name if to_class is not None else ""
    steps = []
    for person_id in people:
        home = queries.class_of(view, person_id, on)
        steps.append(Step(person_id, names.get(person_id, ""), home.name if home else "", target))
    return tuple(sorted(steps, key=lambda step: (step.from_class, step.name)))


def move_people(unit: Unit, people: Sequence[PersonId], to_class: ClassId, *, from_on: date) -> int:
    """Put people into another class from a day on and return the operation's number.

    Raises:
        UserError: ``roster.nothing_chosen``, ``roster.not_in_class``, ``roster.too_early``,
            ``roster.already_there``, ``roster.no_such_class`` or ``access.not_allowed``.
    """
    return _transfer(unit, "move", people, to_class, EndReason.MOVED, from_on)


def let_leave(unit: Unit, people: Sequence[PersonId], reason: EndReason, *, from_on: date) -> int:
    """End people's time at school; `from_on` is the first day without them.

    Raises:
        UserError: as `move_people`.
    """
    return _transfer(unit, "leave", people, None, reason, from_on)


def let_return(unit: Unit, people: Sequence[PersonId], to_class: ClassId, *, from_on: date) -> int:
    """Take people who had left into a class again and return the operation's number.

    Raises:
        UserError: ``roster.already_in_class``, ``roster.too_early`` or as `move_people`.
    """
    _require(unit, people)
    queries.class_on(unit, to_class, from_on)
    present = _enrolled(unit, people, from_on)
    if present:
        raise UserError("roster.already_in_class", people=len(present))
    _refuse_too_early(unit, people, from_on)
    operation = open_operation(unit, "return", from_on, len(people), 1)
    _enrol(unit, [(person, 0) for person in people], to_class, from_on, operation)
    return _done(unit, "return", operation, len(people))


def operations(view: View, limit: int = 20) -> tuple[Operation, ...]:
    """Return the latest operations, newest first."""
    rows = view.connection.execute(
        select(
            OperationRow.id,
            OperationRow.kind,
            OperationRow.from_on,
            OperationRow.done_at,
            OperationRow.account_id,
            OperationRow.people,
            OperationRow.classes,
            OperationRow.undone_at,
        )
        .order_by(OperationRow.id.desc())
        .limit(limit)
    )
    return tuple(Operation(*row) for row in rows)


def undo(unit: Unit, operation_id: int) -> None:
    """Undo a whole operation: what it opened goes, what it ended lasts again.

    Raises:
        UserError: ``roster.undone_already``, ``roster.changed_since`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PROMOTE_CLASSES)
    row = unit.connection.execute(
        select(OperationRow.kind, OperationRow.undone_at).where(OperationRow.id == operation_id)
    ).first()
    if row is None or row[1] is not None:
        raise UserError("roster.undone_already")
    _refuse_changed_since(unit, operation_id)
    for table in (EnrolmentRow, ClassNameRow):
        unit.connection.execute(delete(table).where(table.opened_by == operation_id))
    unit.connection.execute(
        update(EnrolmentRow)
        .where(EnrolmentRow.ended_by == operation_id)
        .values(until_on=None, end_reason=None, ended_by=None)
    )
    unit.connection.execute(
        update(ClassNameRow)
        .where(ClassNameRow.ended_by == operation_id)
        .values(until_on=None, ended_by=None)
    )
    unit.connection.execute(
        update(OperationRow).where(OperationRow.id == operation_id).values(undone_at=unit.now)
    )
    unit.audit(f"roster.{row[0]}_undone", f"operation:{operation_id}")
    unit.touch(Changes.ROSTER)


def open_operation(unit: Unit, kind: str, from_on: date, people: int, classes: int) -> int:
    """Note that an operation is done and return its number, to be put on every row it changes."""
    row = insert(OperationRow).values(
        kind=kind,
        from_on=from_on,
        done_at=unit.now,
        account_id=unit.actor.account_id,
        people=people,
        classes=classes,
    )
    return int(unit.connection.execute(row.returning(OperationRow.id)).scalar_one())


def end_enrolments(
    unit: Unit, people: Sequence[PersonId], reason: EndReason, from_on: date, operation: int
) -> None:
    """End the present enrolments of people; `from_on` is the first day without them."""
    for start in range(0, len(people), _AT_ONCE):
        unit.connection.execute(
            update(EnrolmentRow)
            .where(
                EnrolmentRow.person_id.in_(people[start : start + _AT_ONCE]),
                EnrolmentRow.until_on.is_(None),
            )
            .values(until_on=from_on, end_reason=reason, ended_by=operation)
        )


def _transfer(
    unit: Unit,
    kind: str,
    people: Sequence[PersonId],
    to_class: ClassId | None,
    reason: EndReason,
    from_on: date,
) -> int:
    _require(unit, people)
    if to_class is not None:
        queries.class_on(unit, to_class, from_on)
        _refuse_staying(unit, people, to_class)
    numbers = _open_numbers(unit, people)
    if len(numbers) < len(set(people)):
        raise UserError("roster.not_in_class", people=len(set(people)) - len(numbers))
    _refuse_too_early(unit, people, from_on)
    operation = open_operation(unit, kind, from_on, len(numbers), 1)
    end_enrolments(unit, people, reason, from_on, operation)
    if to_class is not None:
        _enrol(unit, [(person, 0) for person in numbers], to_class, from_on, operation)
    return _done(unit, kind, operation, len(numbers))


def _require(unit: Unit, people: Sequence[PersonId]) -> None:
    access.require(unit.actor, Action.EDIT_PEOPLE)
    if not people:
        raise UserError("roster.nothing_chosen")


def _refuse_staying(unit: Unit, people: Sequence[PersonId], to_class: ClassId) -> None:
    here = select(EnrolmentRow.person_id).where(
        EnrolmentRow.class_id == to_class, EnrolmentRow.until_on.is_(None)
    )
    staying = set(people) & set(unit.connection.execute(here).scalars())
    if staying:
        raise UserError("roster.already_there", people=len(staying))


def _open_numbers(view: View, people: Sequence[PersonId]) -> dict[PersonId, int]:
    found: dict[PersonId, int] = {}
    for start in range(0, len(people), _AT_ONCE):
        rows = view.connection.execute(
            select(EnrolmentRow.person_id, EnrolmentRow.number).where(
                EnrolmentRow.person_id.in_(people[start : start + _AT_ONCE]),
                EnrolmentRow.until_on.is_(None),
            )
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def _enrolled(view: View, people: Sequence[PersonId], day: date) -> set[PersonId]:
    open_now = set(_open_numbers(view, people))
    return open_now | {
        person_id for person_id in people if queries.class_of(view, person_id, day) is not None
    }


def _refuse_too_early(unit: Unit, people: Sequence[PersonId], from_on: date) -> None:
    later = 0
    for start in range(0, len(people), _AT_ONCE):
        later += unit.connection.execute(
            select(func.count(EnrolmentRow.person_id.distinct())).where(
                EnrolmentRow.person_id.in_(people[start : start + _AT_ONCE]),
                or_(EnrolmentRow.from_on > from_on, EnrolmentRow.until_on > from_on),
            )
        ).scalar_one()
    if later:
        raise UserError("roster.too_early", people=later)


def _enrol(
    unit: Unit,
    people: Sequence[tuple[PersonId, int]],
    class_id: ClassId,
    from_on: date,
    operation: int,
) -> None:
    unit.connection.execute(
        insert(EnrolmentRow),
        [
            {
                "person_id": person_id,
                "class_id": class_id,
                "number": number,
                "from_on": from_on,
                "opened_by": operation,
            }
            for person_id, number in people
        ],
    )


def _done(unit: Unit, kind: str, operation: int, people: int) -> int:
    unit.audit(f"roster.{kind}", f"operation:{operation}", people=people)
    unit.touch(Changes.ROSTER)
    return operation


def _refuse_changed_since(unit: Unit, operation_id: int) -> None:
    changed = 0
    for table, key in (
        (EnrolmentRow, EnrolmentRow.person_id),
        (ClassNameRow, ClassNameRow.class_id),
    ):
        changed += unit.connection.execute(
            select(func.count()).where(table.opened_by == operation_id, table.until_on.is_not(None))
        ).scalar_one()
        ended = select(key).where(table.ended_by == operation_id)
        changed += unit.connection.execute(
            select(func.count()).where(
                key.in_(ended),
                table.until_on.is_(None),
                or_(table.opened_by.is_(None), table.opened_by != operation_id),
            )
        ).scalar_one()
    if changed:
        raise UserError("roster.changed_since", people=changed)
