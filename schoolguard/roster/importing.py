# SPDX-License-Identifier: Apache-2.0
"""Does what a dry run promised: a whole school in one transaction, or nothing.

People, guardians and enrolments are written in bulk with ids counted here, since the transaction is
the only writer. Whoever is known already is corrected field by field, old values kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.roster.bulk import day_number, insert_rows, uncollected
from schoolguard.roster.classes import add_classes
from schoolguard.roster.known import KnownGuardian, KnownPerson, fingerprint
from schoolguard.roster.mappings import remember_columns
from schoolguard.roster.matching import said_surroundings
from schoolguard.roster.pack import RosterRules
from schoolguard.roster.pinyin import search_keys
from schoolguard.roster.plan import ImportPlan, PlannedRow, Verdict
from schoolguard.roster.records import ClassKey
from schoolguard.roster.spellings import ClassSpelling
from schoolguard.roster.surroundings import insert_surroundings, replace_surroundings
from schoolguard.roster.tables import (
    DormRoomRow,
    EnrolmentRow,
    GuardianRow,
    PersonRow,
)
from schoolguard.roster.values import EndReason, Home, PersonKind, Sex, Surroundings
from schoolguard.store.corrections import record_correction
from schoolguard.store.unit import Unit

_COLUMNS = (
    "id", "kind", "name", "initials", "pinyin", "sex", "birth_on", "student_number",
    "identity_number", "card_code", "is_boarder", "home", "address", "dorm_room_id", "bed",
    "conditions", "allergies", "medication", "note", "created_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; `left_out` counts bad, unsure and skipped rows."""

    added: int
    updated: int
    unchanged: int
    left_out: int
    classes: int


def apply_import(
    unit: Unit, plan: ImportPlan, *, rules: RosterRules, good_rows_only: bool, reason: str = ""
) -> Imported:
    """Write what a plan promised.

    Args:
        unit: the transaction.
        plan: from `plan_import`; the roster must not have changed since.
        rules: the rule pack.
        good_rows_only: leave bad and unsure rows out; False refuses everything if there are any.
        reason: kept with every replaced value; empty names the file.

    Raises:
        UserError: ``roster.bad_rows``, ``roster.plan_outdated`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.IMPORT_PEOPLE)
    _refuse(unit, plan, good_rows_only=good_rows_only)
    wanted = [row for row in plan.rows if row.verdict in {Verdict.NEW, Verdict.UPDATE}]
    new = [row for row in wanted if row.verdict is Verdict.NEW]
    with uncollected():
        class_ids, made = _make_classes(unit, plan, wanted, rules)
        _make_rooms(unit, plan, wanted)
        _insert_people(unit, plan, new, class_ids)
    for row in wanted:
        if row.verdict is Verdict.UPDATE:
            _update_person(unit, plan, row, class_ids, reason or plan.sheet.file)
    remember_columns(unit, plan.sheet.headers, plan.roles)
    done = Imported(
        len(new),
        len(wanted) - len(new),
        plan.count(Verdict.SAME),
        sum(plan.count(one) for one in (Verdict.BAD, Verdict.UNSURE, Verdict.SKIPPED)),
        made,
    )
    unit.audit(
        "roster.imported",
        added=done.added,
        updated=done.updated,
        unchanged=done.unchanged,
        left_out=done.left_out,
        sheet_sha256=plan.sheet.digest,
    )
    unit.touch(Changes.ROSTER)
    return done


def _refuse(unit: Unit, plan: ImportPlan, *, good_rows_only: bool) -> None:
    doubtful = plan.count(Verdict.BAD) + plan.count(Verdict.UNSURE)
    if doubtful and not good_rows_only:
        raise UserError("roster.bad_rows", rows=doubtful)
    if fingerprint(unit) != plan.fingerprint:
        raise UserError("roster.plan_outdated")


def _make_classes(
    unit: Unit, plan: ImportPlan, rows: Iterable[PlannedRow], rules: RosterRules
) -> tuple[dict[ClassKey, ClassId], int]:
    keys = {row.record.class_key for row in rows} - {None}
    made = [key for key in keys if isinstance(key, ClassSpelling | str)]
    made.sort(key=lambda key: plan.class_names[key])
    ids: dict[ClassKey, ClassId] = {
        ClassId(key): ClassId(key) for key in keys if isinstance(key, int)
    }
    new = add_classes(unit, made, from_on=plan.from_on, rules=rules)
    ids |= {key: class_id for key, class_id in new.items()}  # noqa: C416 - widens the key
    return ids, len(new)


def _make_rooms(unit: Unit, plan: ImportPlan, rows: Iterable[PlannedRow]) -> None:
    wanted = {row.record.dorm_room for row in rows} - {None} - set(plan.known.rooms)
    for building, name in sorted(filter(None, wanted)):
        unit.connection.execute(insert(DormRoomRow).values(building=building, name=name, beds=0))


def _insert_people(
    unit: Unit, plan: ImportPlan, rows: Sequence[PlannedRow], class_ids: dict[ClassKey, ClassId]
) -> None:
    if not rows:
        return
    rooms = _room_ids(unit)
    first = unit.connection.execute(select(func.coalesce(func.max(PersonRow.id), 0))).scalar_one()
    people: list[tuple[object, ...]] = []
    guardians: list[tuple[object, ...]] = []
    enrolments: list[tuple[object, ...]] = []
    from_on = day_number(plan.from_on)
    staff: set[ClassKey] = {key for key in class_ids if isinstance(key, str)}
    staff |= {key for key, known in plan.known.classes.items() if known.stage is None}
    now = int(unit.now.timestamp() * 1_000_000)
    for person_id, row in enumerate(rows, start=first + 1):
        people.append(_person_values(person_id, row, rooms, staff, now))
        guardians += [
            (
                person_id,
                order,
                cell.name,
                cell.relation,
                cell.relation_note,
                "\n".join(cell.phones),
                "",
            )
            for order, cell in enumerate(row.record.guardians, start=1)
        ]
        class_key = row.record.class_key
        if class_key is not None:
            enrolments.append((person_id, class_ids[class_key], row.record.number or 0, from_on))
    insert_rows(unit, "people", _COLUMNS, people)
    insert_rows(
        unit,
        "guardians",
        ("person_id", "order_no", "name", "relation", "relation_note", "phones", "workplace"),
        guardians,
    )
    insert_rows(unit, "enrolments", ("person_id", "class_id", "number", "from_on"), enrolments)
    _seat_people(unit, enumerate(rows, start=first + 1))


def _seat_people(unit: Unit, people: Iterable[tuple[int, PlannedRow]]) -> None:
    nowhere = Surroundings()
    near = {PersonId(one): said_surroundings(row.record, nowhere) for one, row in people}
    insert_surroundings(unit, near)


def _person_values(
    person_id: int,
    row: PlannedRow,
    rooms: dict[tuple[str, str], int],
    staff: set[ClassKey],
    now: int,
) -> tuple[object, ...]:
    record = row.record
    name = record.name or ""
    initials, pinyin = search_keys(name)
    default_kind = PersonKind.STAFF.value if record.class_key in staff else PersonKind.PUPIL.value
    return (
        person_id,
        record.kind or default_kind,
        name,
        initials,
        pinyin,
        record.sex or Sex.UNKNOWN.value,
        day_number(record.birth_on),
        record.student_number.text if record.student_number else "",
        record.identity_number.text if record.identity_number else "",
        record.card_code or "",
        record.boarding == "yes",
        record.home or Home.UNKNOWN.value,
        record.address or "",
        rooms.get(record.dorm_room) if record.dorm_room else None,
        record.bed or "",
        record.conditions or "",
        record.allergies or "",
        record.medication or "",
        record.note or "",
        now,
    )


def _room_ids(unit: Unit) -> dict[tuple[str, str], int]:
    rows = unit.connection.execute(select(DormRoomRow.building, DormRoomRow.name, DormRoomRow.id))
    return {(row[0], row[1]): row[2] for row in rows}


def _update_person(
    unit: Unit,
    plan: ImportPlan,
    row: PlannedRow,
    class_ids: dict[ClassKey, ClassId],
    reason: str,
) -> None:
    person = plan.known.people[row.person_id or PersonId(0)]
    subject = f"person:{person.id}"
    values: dict[str, Any] = dict(row.values or {})
    if "dorm_room" in row.changes and row.record.dorm_room:
        values["dorm_room_id"] = _room_ids(unit)[row.record.dorm_room]
    for name, value in values.items():
        record_correction(unit, subject, name, _text(person.fields[name]), _text(value), reason)
    if "name" in values:
        values["initials"], values["pinyin"] = search_keys(values["name"])
    if values:
        unit.connection.execute(update(PersonRow).where(PersonRow.id == person.id).values(values))
    if row.guardians is not None:
        _replace_guardians(unit, person, row.guardians, reason)
    if row.surroundings is not None:
        replace_surroundings(unit, person.id, person.surroundings, row.surroundings, reason)
    if {"class", "number"} & set(row.changes):
        _replace_enrolment(unit, plan, row, person, class_ids, reason)


def _replace_guardians(
    unit: Unit, person: KnownPerson, after: tuple[KnownGuardian, ...], reason: str
) -> None:
    old, new = (" | ".join(map(_guardian_text, one)) for one in (person.guardians, after))
    record_correction(unit, f"person:{person.id}", "guardians", old, new, reason)
    unit.connection.execute(delete(GuardianRow).where(GuardianRow.person_id == person.id))
    unit.connection.execute(
        insert(GuardianRow),
        [
            {
                "person_id": person.id,
                "order_no": order,
                "name": one.name,
                "relation": one.relation,
                "relation_note": one.relation_note,
                "phones": "\n".join(one.phones),
                "workplace": one.workplace,
            }
            for order, one in enumerate(after, start=1)
        ],
    )


def _replace_enrolment(
    unit: Unit,
    plan: ImportPlan,
    row: PlannedRow,
    person: KnownPerson,
    class_ids: dict[ClassKey, ClassId],
    reason: str,
) -> None:
    key = row.record.class_key
    class_id = person.class_id if key is None else class_ids[key]
    number = person.number if row.record.number is None else row.record.number
    here = (EnrolmentRow.person_id == person.id, EnrolmentRow.until_on.is_(None))
    if class_id == person.class_id:
        record_correction(
            unit, f"person:{person.id}", "number", str(person.number), str(number), reason
        )
        unit.connection.execute(update(EnrolmentRow).where(*here).values(number=number))
        return
    moved_on = max(unit.today, plan.from_on)
    unit.connection.execute(
        update(EnrolmentRow).where(*here).values(until_on=moved_on, end_reason=EndReason.MOVED)
    )
    unit.connection.execute(
        insert(EnrolmentRow).values(
            person_id=person.id, class_id=class_id, number=number, from_on=moved_on
        )
    )
    unit.audit("roster.person_moved", f"person:{person.id}", class_id=int(class_id or 0))


def _guardian_text(guardian: KnownGuardian) -> str:
    parts = (
        guardian.name,
        guardian.relation,
        guardian.relation_note,
        ",".join(guardian.phones),
        guardian.workplace,
    )
    return " ".join(part for part in parts if part)


def _text(value: object) -> str:
    return "" if value is None else str(value)
