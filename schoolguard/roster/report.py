# SPDX-License-Identifier: Apache-2.0
"""Paper about people: the family card for the emergency folder, and the roll of a class.

Says what stands on the page; `reports` decides how it looks. A roll has no number, phone or address
by which a family is found.
"""

from datetime import date

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.reports import (
    Align,
    Block,
    Column,
    Document,
    Frame,
    KeyValues,
    Note,
    Section,
    Table,
    Tone,
)
from schoolguard.roster import queries
from schoolguard.roster.values import Guardian, Person
from schoolguard.store.unit import View


def relation_word(texts: Texts, guardian: Guardian) -> str:
    """Return what a guardian is called: the family's own word, else the relation."""
    return guardian.relation_note or texts(f"roster.relation.{guardian.relation.value}")


def family_card(view: View, person_id: PersonId, texts: Texts, *, school: str) -> Document:
    """Return one page with whom to call first, then what a doctor asks, then the rest.

    Raises:
        UserError: ``roster.no_such_person`` or ``access.not_allowed``.
    """
    person = queries.person(view, person_id)
    guardians = queries.guardians_of(view, person_id)
    home = queries.class_of(view, person_id, view.today)
    sections = (
        Section(texts("roster.family.reach"), (_reach(guardians, texts),)),
        Section(texts("roster.family.health"), (_health(person, texts),)),
        Section(texts("roster.family.about"), (_about(person, texts),)),
        Section(texts("roster.family.classes"), (_classes(view, person_id, texts),)),
    )
    return Document(
        f"{person.name}  {texts('roster.family.title')}",
        sections,
        facts=(home.name if home else "", texts("roster.family.day", day=str(view.today))),
        frame=Frame(footer=texts("roster.family.footer", school=school)),
        language=texts.language.replace("_", "-"),
    )


def class_roll(view: View, class_id: ClassId, texts: Texts, *, day: date, school: str) -> Document:
    """Return the roll of a class in roster order.

    Raises:
        UserError: ``roster.no_such_class`` or ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_PEOPLE, class_id)
    known = queries.class_on(view, class_id, day)
    members = queries.members_on(view, class_id, day)
    fields = ("number", "name", "sex", "birth_on", "boarding")
    table = Table(
        tuple(
            Column(texts(f"roster.field.{field}"), 2.0 if field == "name" else 1.0, Align.CENTRE)
            for field in fields
        ),
        tuple(
            (
                str(member.number or ""),
                member.name,
                texts(f"roster.sex.{member.sex.value}"),
                str(member.birth_on or ""),
                texts("roster.boarding.yes" if member.is_boarder else "roster.boarding.no"),
            )
            for member in members
        ),
        empty=texts("roster.roll.empty"),
    )
    boarders = sum(member.is_boarder for member in members)
    return Document(
        texts("roster.roll.title", name=known.name),
        (Section("", (table,)),),
        facts=(
            school,
            str(day),
            texts("roster.roll.count", people=len(members), boarders=boarders),
        ),
        frame=Frame(footer=school),
        language=texts.language.replace("_", "-"),
    )


def _reach(guardians: tuple[Guardian, ...], texts: Texts) -> Block:
    return Table(
        (
            Column(texts("roster.family.order"), 0.6, Align.CENTRE),
            Column(texts("roster.family.who"), 1.4),
            Column(texts("roster.family.relation"), 1.2),
            Column(texts("roster.family.phones"), 3.2, wrap=True),
            Column(texts("roster.family.workplace"), 2.4, wrap=True),
        ),
        tuple(
            (
                str(guardian.order),
                guardian.name,
                relation_word(texts, guardian),
                "  ".join(guardian.phones),
                guardian.workplace,
            )
            for guardian in guardians
        ),
        strong=frozenset({0}),
        row_mm=9.0,
        empty=texts("roster.family.nobody"),
    )


def _health(person: Person, texts: Texts) -> Block:
    known = tuple(
        (texts(f"roster.field.{field}"), getattr(person, field))
        for field in ("conditions", "allergies", "medication")
        if getattr(person, field)
    )
    if not known:
        return Note(texts("roster.family.health_none"), Tone.MUTED)
    return KeyValues(known, columns=1)


def _about(person: Person, texts: Texts) -> Block:
    boarding = texts("roster.boarding.yes" if person.is_boarder else "roster.boarding.no")
    room = f"{person.dorm_room} {person.bed}".strip()
    pairs = (
        ("sex", texts(f"roster.sex.{person.sex.value}")),
        ("birth_on", str(person.birth_on or "")),
        ("student_number", person.student_number),
        ("boarding", f"{boarding} {room}".strip()),
        ("home", texts(f"roster.home.{person.home.value}")),
        ("address", person.address),
        ("note", person.note),
    )
    return KeyValues(tuple((texts(f"roster.field.{field}"), value) for field, value in pairs))


def _classes(view: View, person_id: PersonId, texts: Texts) -> Block:
    return Table(
        (
            Column(texts("roster.field.class"), 2.0),
            Column(texts("roster.family.from_on"), 1.0),
            Column(texts("roster.family.until_on"), 1.0),
        ),
        tuple(
            (
                enrolment.class_name,
                str(enrolment.from_on),
                str(enrolment.until_on or texts("roster.family.now")),
            )
            for enrolment in queries.enrolments_of(view, person_id)
        ),
    )
