# SPDX-License-Identifier: Apache-2.0
"""Whom a row of a sheet means, and what it says about them.

Student number first, else name, birth date and class together; where only some of these fit, or a
number comes with a stranger's name, it names the candidates and a reason to ask. An empty cell says
nothing; a guardian whom the sheet does not name stays.
"""

from collections.abc import Sequence
from typing import Any

from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.roster.known import Known, KnownGuardian, KnownPerson
from schoolguard.roster.records import GuardianCells, Record
from schoolguard.roster.rules import BUS_LENGTH
from schoolguard.roster.values import ClassKind, PersonKind, Surroundings


def recognise(record: Record, known: Known) -> tuple[PersonId | None, tuple[PersonId, ...], str]:
    """Return (who it is, who it might be, why to ask); all empty for somebody new."""
    number = record.student_number.text if record.student_number else ""
    if number in known.by_student_number:
        numbered = known.people[known.by_student_number[number]]
        if _somebody_else(record, numbered):
            return None, (numbered.id,), "other_name"
        return numbered.id, (), ""
    namesakes = [known.people[one] for one in known.by_name.get(record.name or "", ())]
    same_birth = [
        person
        for person in namesakes
        if record.birth_on is not None and person.fields["birth_on"] == record.birth_on
    ]
    exact = [person for person in same_birth if person.class_id == record.class_key]
    if len(exact) == 1 and not (number and exact[0].fields["student_number"]):
        return exact[0].id, (), ""
    if exact:
        likely = tuple(person.id for person in exact)
        return None, likely, "several_same" if len(exact) > 1 else "other_number"
    likely = tuple(
        person.id
        for person in namesakes
        if not (number and person.fields["student_number"])
        and (person in same_birth or _maybe_classmate(record, person))
    )
    return None, likely, "same_name" if likely else ""


def _somebody_else(record: Record, person: KnownPerson) -> bool:
    """Return True where neither family name nor birth date fits: a column may have slipped."""
    name, before = record.name or "", str(person.fields["name"])
    same_birth = record.birth_on is not None and record.birth_on == person.fields["birth_on"]
    return name[:1] != before[:1] and not same_birth


def _maybe_classmate(record: Record, person: KnownPerson) -> bool:
    unknown_birth = record.birth_on is None or person.fields["birth_on"] is None
    return person.class_id == record.class_key and unknown_birth


def said(record: Record, known: Known) -> dict[str, Any]:
    """Return what a record says about columns of `people`; silent cells are left out."""
    number, identity = record.student_number, record.identity_number
    values = {
        "name": record.name,
        "kind": record.kind or _kind_of_class(record, known),
        "sex": record.sex,
        "birth_on": record.birth_on,
        "student_number": None if number is None else number.text,
        "identity_number": None if identity is None else identity.text,
        "card_code": record.card_code,
        "is_boarder": None if record.boarding is None else record.boarding == "yes",
        "home": record.home,
        "address": record.address,
        "dorm_room_id": known.rooms.get(record.dorm_room) if record.dorm_room else None,
        "bed": record.bed,
        "conditions": record.conditions,
        "allergies": record.allergies,
        "medication": record.medication,
        "note": record.note,
    }
    return {name: value for name, value in values.items() if value is not None}


def said_surroundings(record: Record, before: Surroundings) -> Surroundings:
    """Return where somebody sits and rides after an import; silent cells leave what is known."""
    return Surroundings(
        before.seat_row if record.seat_row is None else record.seat_row,
        before.seat_column if record.seat_column is None else record.seat_column,
        before.bus if record.bus is None else record.bus[:BUS_LENGTH],
    )


def _kind_of_class(record: Record, known: Known) -> str | None:
    if not isinstance(record.class_key, int):
        return None
    staff = known.classes[ClassId(record.class_key)].kind is ClassKind.STAFF
    return PersonKind.STAFF if staff else PersonKind.PUPIL


def merged(
    cells: Sequence[GuardianCells], before: tuple[KnownGuardian, ...]
) -> tuple[KnownGuardian, ...]:
    """Return the guardians after an import: the sheet's first, then those it does not name."""
    left = list(before)
    after: list[KnownGuardian] = []
    for cell in cells:
        old = next(
            (
                one
                for one in left
                if (cell.name and one.name == cell.name) or set(one.phones) & set(cell.phones)
            ),
            None,
        )
        if old is None:
            after.append(KnownGuardian(*cell, ""))
            continue
        left.remove(old)
        silent = cell.relation == "guardian" and not cell.relation_note
        relation = (old.relation, old.relation_note) if silent else cell[1:3]
        phones = tuple(dict.fromkeys((*cell.phones, *old.phones)))
        after.append(KnownGuardian(cell.name or old.name, *relation, phones, old.workplace))
    return (*after, *left)
