# SPDX-License-Identifier: Apache-2.0
"""Who on the roster may be the same person as the one being typed: shown, never decided here."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, false, or_, select

from schoolguard.kernel.ids import PersonId
from schoolguard.roster.queries import class_of
from schoolguard.roster.rules import PersonDraft
from schoolguard.roster.tables import GuardianRow, PersonRow
from schoolguard.store.unit import View


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Somebody who may be the same; `why` is the code of a sentence ``roster.problem.<why>``."""

    person_id: PersonId
    name: str
    class_name: str
    why: str


def lookalikes(
    view: View, draft: PersonDraft, but_not: PersonId | None = None
) -> tuple[Lookalike, ...]:
    """Return who shares a number, or name and birth date, or name and a guardian's phone."""
    rows = view.connection.execute(_suspects(draft, but_not))
    found = []
    for person_id, name, birth_on, student_number, identity_number, shares_phone in rows:
        if student_number and student_number == draft.student_number:
            why = "student_number_taken"
        elif identity_number and identity_number == draft.identity_number:
            why = "same_identity"
        elif birth_on is not None and birth_on == draft.birth_on:
            why = "same_birth"
        elif shares_phone:
            why = "same_phone"
        else:
            continue
        home = class_of(view, person_id, view.today)
        found.append(Lookalike(person_id, name, home.name if home else "", why))
    return tuple(found)


def _suspects(draft: PersonDraft, but_not: PersonId | None) -> Select[*tuple[Any, ...]]:
    phones = [phone for guardian in draft.guardians for phone in guardian.phones]
    same_phone = select(GuardianRow.person_id).where(
        or_(false(), *(GuardianRow.phones.contains(phone, autoescape=True) for phone in phones))
    )
    numbers = (
        (PersonRow.student_number, draft.student_number),
        (PersonRow.identity_number, draft.identity_number),
    )
    return select(
        PersonRow.id,
        PersonRow.name,
        PersonRow.birth_on,
        PersonRow.student_number,
        PersonRow.identity_number,
        PersonRow.id.in_(same_phone),
    ).where(
        PersonRow.id != (but_not or 0),
        or_(
            PersonRow.name == draft.name,
            *(column == number for column, number in numbers if number),
        ),
    )
