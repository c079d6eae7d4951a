# SPDX-License-Identifier: Apache-2.0
"""What people do to the roster one person at a time: add a family file, correct it.

Each function is part of one transaction, checks who acts, keeps what it replaces and leaves an
audit entry with ids only. Many people at once are `moves`, `promotion` and `exchange`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.roster import queries
from schoolguard.roster.pack import RosterRules, load_rules
from schoolguard.roster.pinyin import search_keys
from schoolguard.roster.plain_text import tidy, tidy_name
from schoolguard.roster.rules import (
    TEXT_LENGTH,
    GuardianDraft,
    PersonDraft,
    problems_of,
    refuse_mistakes,
)
from schoolguard.roster.tables import EnrolmentRow, GuardianRow, PersonRow
from schoolguard.roster.values import Guardian, Person
from schoolguard.store.corrections import record_correction
from schoolguard.store.unit import Unit

_TEXTS = ("address", "bed", "conditions", "allergies", "medication", "note")
_KEPT = (
    "kind", "name", "sex", "birth_on", "student_number", "identity_number", "card_code",
    "is_boarder", "home", "address", "dorm_room_id", "bed", "conditions", "allergies",
    "medication", "note", "consent_on",
)  # fmt: skip


def add_person(
    unit: Unit,
    draft: PersonDraft,
    *,
    class_id: ClassId,
    from_on: date,
    number: int = 0,
    rules: RosterRules | None = None,
) -> PersonId:
    """Add a pupil or a member of staff with guardians to a class and return the person's id.

    Raises:
        UserError: ``roster.bad_entry``, ``roster.student_number_taken``, ``roster.no_such_class``
            or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.EDIT_PEOPLE)
    draft = tidy_draft(draft)
    refuse_mistakes(problems_of(draft, rules or load_rules(), unit.today))
    _refuse_taken_number(unit, draft.student_number, None)
    queries.class_on(unit, class_id, from_on)
    initials, pinyin = search_keys(draft.name)
    row = insert(PersonRow).values(
        **{name: getattr(draft, name) for name in _KEPT},
        initials=initials,
        pinyin=pinyin,
        created_at=unit.now,
    )
    person_id = PersonId(unit.connection.execute(row.returning(PersonRow.id)).scalar_one())
    _insert_guardians(unit, person_id, draft.guardians)
    unit.connection.execute(
        insert(EnrolmentRow).values(
            person_id=person_id, class_id=class_id, number=number, from_on=from_on
        )
    )
    unit.audit("roster.person_added", f"person:{person_id}", class_id=class_id)
    unit.touch(Changes.ROSTER)
    return person_id


def edit_person(
    unit: Unit,
    person_id: PersonId,
    draft: PersonDraft,
    *,
    number: int | None = None,
    reason: str = "",
    rules: RosterRules | None = None,
) -> tuple[str, ...]:
    """Correct a family file; every replaced value is kept. Return the names of changed fields.

    `number` is the seat number in the present class; None leaves it.

    Raises:
        UserError: ``roster.bad_entry``, ``roster.student_number_taken``,
            ``roster.no_such_person`` or ``access.not_allowed``.
    """
    home = queries.class_of(unit, person_id, unit.today)
    access.require(unit.actor, Action.EDIT_PEOPLE, home.id if home else None)
    draft = tidy_draft(draft)
    refuse_mistakes(problems_of(draft, rules or load_rules(), unit.today))
    _refuse_taken_number(unit, draft.student_number, person_id)
    changed = _edit_fields(unit, queries.person(unit, person_id), draft, reason)
    changed += _edit_guardians(unit, person_id, draft.guardians, reason)
    changed += _edit_number(unit, person_id, number, reason)
    if changed:
        unit.audit("roster.person_edited", f"person:{person_id}", fields=" ".join(changed))
        unit.touch(Changes.ROSTER)
    return changed


def draft_of(known: Person, guardians: Iterable[Guardian]) -> PersonDraft:
    """Return a person's file as a draft, ready to be edited."""
    return PersonDraft(
        **{name: getattr(known, name) for name in _KEPT},
        guardians=tuple(
            GuardianDraft(
                guardian.name,
                guardian.relation,
                guardian.relation_note,
                guardian.phones,
                guardian.workplace,
            )
            for guardian in guardians
        ),
    )


def tidy_draft(draft: PersonDraft) -> PersonDraft:
    """Return a draft as it is kept: no stray blanks, numbers in capitals, texts not endless."""
    texts: dict[str, Any] = {name: tidy(getattr(draft, name))[:TEXT_LENGTH] for name in _TEXTS}
    return replace(
        draft,
        name=tidy_name(draft.name),
        student_number="".join(draft.student_number.split()).upper(),
        identity_number="".join(draft.identity_number.split()).upper(),
        card_code="".join(draft.card_code.split()),
        guardians=tuple(
            replace(
                guardian,
                name=tidy_name(guardian.name),
                relation_note=tidy(guardian.relation_note),
                workplace=tidy(guardian.workplace),
            )
            for guardian in draft.guardians
            if guardian.name.strip() or guardian.phones
        ),
        **texts,
    )


def _refuse_taken_number(unit: Unit, student_number: str, person_id: PersonId | None) -> None:
    if not student_number:
        return
    taken = unit.connection.execute(
        select(PersonRow.id).where(
            PersonRow.student_number == student_number, PersonRow.id != (person_id or 0)
        )
    ).first()
    if taken is not None:
        raise UserError("roster.student_number_taken")


def _edit_fields(unit: Unit, old: Person, draft: PersonDraft, reason: str) -> tuple[str, ...]:
    new = {name: getattr(draft, name) for name in _KEPT}
    changed = tuple(name for name in _KEPT if new[name] != getattr(old, name))
    if not changed:
        return ()
    for name in changed:
        before = getattr(old, name)
        record_correction(
            unit, f"person:{old.id}", name, _kept_text(before), _kept_text(new[name]), reason
        )
    values = {name: new[name] for name in changed}
    if "name" in values:
        values["initials"], values["pinyin"] = search_keys(draft.name)
    unit.connection.execute(update(PersonRow).where(PersonRow.id == old.id).values(values))
    return changed


def _edit_guardians(
    unit: Unit, person_id: PersonId, guardians: tuple[GuardianDraft, ...], reason: str
) -> tuple[str, ...]:
    before = queries.guardians_of(unit, person_id)
    old = " | ".join(guardian_text(guardian) for guardian in before)
    new = " | ".join(map(guardian_text, guardians))
    if old == new:
        return ()
    record_correction(unit, f"person:{person_id}", "guardians", old, new, reason)
    unit.connection.execute(delete(GuardianRow).where(GuardianRow.person_id == person_id))
    _insert_guardians(unit, person_id, guardians)
    return ("guardians",)


def _edit_number(
    unit: Unit, person_id: PersonId, number: int | None, reason: str
) -> tuple[str, ...]:
    here = (EnrolmentRow.person_id == person_id, EnrolmentRow.until_on.is_(None))
    old = unit.connection.execute(select(EnrolmentRow.number).where(*here)).scalar()
    if number is None or old is None or old == number:
        return ()
    record_correction(unit, f"person:{person_id}", "number", str(old), str(number), reason)
    unit.connection.execute(update(EnrolmentRow).where(*here).values(number=number))
    return ("number",)


def guardian_text(guardian: GuardianDraft | Guardian) -> str:
    """Return a guardian in one line, as the record of corrections keeps it."""
    parts = (
        guardian.name,
        guardian.relation.value,
        guardian.relation_note,
        ",".join(guardian.phones),
        guardian.workplace,
    )
    return " ".join(part for part in parts if part)


def _insert_guardians(
    unit: Unit, person_id: PersonId, guardians: tuple[GuardianDraft, ...]
) -> None:
    if guardians:
        unit.connection.execute(
            insert(GuardianRow),
            [
                {
                    "person_id": person_id,
                    "order_no": order,
                    "name": guardian.name,
                    "relation": guardian.relation,
                    "relation_note": guardian.relation_note,
                    "phones": "\n".join(guardian.phones),
                    "workplace": guardian.workplace,
                }
                for order, guardian in enumerate(guardians, start=1)
            ],
        )


def _kept_text(value: object) -> str:
    return "" if value is None else str(value)
