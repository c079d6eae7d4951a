# SPDX-License-Identifier: Apache-2.0
"""Sheets of people that leave or enter the school: the template, and exports.

An export hides names and leaves out everything by which a family is found, unless somebody with the
right says why the full data are needed; that is kept and audited. A full export has the template's
columns and can be imported again.
Source: 个人信息保护法 art. 6 (no more than needed), 51 (hidden identities).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.reports import CellKind, CellValue, Form, FormColumn, forms_xlsx
from schoolguard.roster import queries
from schoolguard.roster.plain_text import tidy
from schoolguard.roster.rules import masked_name
from schoolguard.roster.surroundings import known_surroundings
from schoolguard.roster.tables import DormRoomRow, GuardianRow, PersonRow
from schoolguard.roster.values import Member, PersonKind, Relation, Surroundings
from schoolguard.store.corrections import record_correction
from schoolguard.store.unit import Unit, View

_GUARDIANS = 3
_LEADING = (
    "class", "name", "number", "kind", "sex", "birth_on", "student_number", "identity_number",
    "card_code", "boarding", "dorm_room", "bed", "seat_row", "seat_column", "bus", "home",
    "address", "conditions", "allergies", "medication",
)  # fmt: skip
_GUARDIAN_PARTS = ("guardian_name", "guardian_relation", "guardian_phones")
_CHOICES = {
    "kind": ("kind.pupil", "kind.staff"),
    "sex": ("sex.male", "sex.female"),
    "boarding": ("boarding.no", "boarding.yes"),
    "home": ("home.in_town", "home.elsewhere"),
}
_WIDTHS = {"class": 14.0, "student_number": 23.0, "identity_number": 21.0, "address": 30.0}
_REQUIRED = frozenset({"class", "name"})
_EXAMPLE = frozenset(
    {
        "class", "name", "number", "kind", "sex", "birth_on", "student_number", "boarding", "home",
        "address", "conditions", "allergies", "guardian_name", "guardian_relation",
        "guardian_phones",
    }
)  # fmt: skip
_BLANK_ROWS = 200


def template_xlsx(texts: Texts) -> bytes:
    """Return the empty sheet that a school fills in: example row, lists to choose from, a guide."""
    columns = tuple(
        FormColumn(
            _header(texts, field, number),
            width=_WIDTHS.get(field, 12.0),
            choices=tuple(texts(f"roster.{key}") for key in _CHOICES.get(field, ())),
            hint=texts(f"roster.hint.{field}", n=number),
            required=field in _REQUIRED,
        )
        for field, number in _fields()
    )
    example = tuple(
        texts(f"roster.template.example.{field}") if field in _EXAMPLE and number <= 1 else ""
        for field, number in _fields()
    )
    lead = (texts("roster.template.title"), texts("roster.template.lead", row=3))
    people = Form(
        texts("roster.template.sheet"), columns, (example,), lead=lead, blank_rows=_BLANK_ROWS
    )
    guide = Form(
        texts("roster.template.guide"),
        (
            FormColumn(texts("roster.template.guide_column"), width=20),
            FormColumn(texts("roster.template.guide_how"), width=90),
        ),
        tuple(
            (_header(texts, field, number), texts(f"roster.hint.{field}", n=number))
            for field, number in _fields()
        ),
    )
    return forms_xlsx(people, guide)


def masked_xlsx(
    view: View, texts: Texts, *, day: date, classes: Iterable[ClassId] | None = None
) -> bytes:
    """Return the roster with hidden names and nothing by which a family is found.

    `classes` None means the whole school.

    Raises:
        UserError: ``access.not_allowed``.
    """
    columns = ("class", "number", "name", "sex", "boarding", "kind")
    rows = tuple(
        (
            class_name,
            member.number or None,
            masked_name(member.name),
            texts(f"roster.sex.{member.sex.value}"),
            texts("roster.boarding.yes" if member.is_boarder else "roster.boarding.no"),
            texts(f"roster.kind.{member.kind.value}"),
        )
        for class_name, member in _members(view, day, classes)
    )
    lead = (texts("roster.export.title"), texts("roster.export.masked_note", day=str(day)))
    form = Form(
        texts("roster.export.sheet"),
        tuple(
            FormColumn(
                _header(texts, field, 0),
                kind=CellKind.INTEGER if field == "number" else CellKind.TEXT,
                width=_WIDTHS.get(field, 12.0),
            )
            for field in columns
        ),
        rows,
        lead=lead,
    )
    return forms_xlsx(form)


def full_xlsx(
    unit: Unit,
    texts: Texts,
    *,
    day: date,
    reason: str,
    classes: Iterable[ClassId] | None = None,
) -> bytes:
    """Return the roster with everything, in the template's columns; the reason is kept.

    Raises:
        UserError: ``roster.reason_missing`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.EXPORT_NAMES)
    if not tidy(reason):
        raise UserError("roster.reason_missing")
    members = _members(unit, day, classes)
    rows = _full_rows(unit, texts, members)
    record_correction(unit, "roster:export", "people", "", str(len(rows)), tidy(reason))
    columns = tuple(
        FormColumn(_header(texts, field, number), width=_WIDTHS.get(field, 12.0))
        for field, number in _fields()
    )
    lead = (texts("roster.export.title"), texts("roster.export.full_note", day=str(day)))
    return forms_xlsx(Form(texts("roster.export.sheet"), columns, rows, lead=lead))


def _fields() -> Iterable[tuple[str, int]]:
    for field in _LEADING:
        yield field, 0
    for number in range(1, _GUARDIANS + 1):
        for part in _GUARDIAN_PARTS:
            yield part, number
    yield "note", 0


def _header(texts: Texts, field: str, number: int) -> str:
    return texts(f"roster.header.{field}", n=number)


def _members(view: View, day: date, classes: Iterable[ClassId] | None) -> list[tuple[str, Member]]:
    chosen = None if classes is None else set(classes)
    members = queries.all_members_on(view, day)
    found: list[tuple[str, Member]] = []
    for one in queries.classes_on(view, day):
        if chosen is None or one.id in chosen:
            access.require(view.actor, Action.VIEW_PEOPLE, one.id)
            found += [(one.name, member) for member in members.get(one.id, ())]
    return found


def _full_rows(
    view: View, texts: Texts, members: Sequence[tuple[str, Member]]
) -> tuple[tuple[CellValue, ...], ...]:
    people = _people(view)
    guardians = _guardian_cells(view, texts)
    nowhere, surroundings = Surroundings(), known_surroundings(view)
    rows: list[tuple[CellValue, ...]] = []
    for class_name, member in members:
        row = people[member.person_id]
        calls = guardians.get(member.person_id, [])[:_GUARDIANS]
        calls += [("", "", "")] * (_GUARDIANS - len(calls))
        rows.append(
            (
                class_name,
                row.name,
                str(member.number) if member.number else "",
                *_own_cells(texts, row, surroundings.get(member.person_id, nowhere)),
                *(cell for call in calls for cell in call),
                row.note,
            )
        )
    return tuple(rows)


def _people(view: View) -> dict[PersonId, Row[*tuple[Any, ...]]]:
    rows = view.connection.execute(
        select(
            PersonRow.__table__,
            DormRoomRow.building.label("building"),
            DormRoomRow.name.label("room"),
        ).outerjoin_from(PersonRow.__table__, DormRoomRow, DormRoomRow.id == PersonRow.dorm_room_id)
    )
    return {row.id: row for row in rows}


def _own_cells(texts: Texts, row: Row[*tuple[Any, ...]], near: Surroundings) -> tuple[str, ...]:
    boarding = texts("roster.boarding.yes" if row.is_boarder else "roster.boarding.no")
    return (
        texts(f"roster.kind.{row.kind.value}"),
        _known(texts, "sex", row.sex.value),
        str(row.birth_on or ""),
        row.student_number,
        row.identity_number,
        row.card_code,
        boarding if row.kind is PersonKind.PUPIL else "",
        f"{row.building or ''}{row.room or ''}",
        row.bed,
        str(near.seat_row or ""),
        str(near.seat_column or ""),
        near.bus,
        _known(texts, "home", row.home.value),
        row.address,
        row.conditions,
        row.allergies,
        row.medication,
    )


def _known(texts: Texts, group: str, value: str) -> str:
    return "" if value == "unknown" else texts(f"roster.{group}.{value}")


def _guardian_cells(view: View, texts: Texts) -> dict[PersonId, list[tuple[str, str, str]]]:
    cells: dict[PersonId, list[tuple[str, str, str]]] = {}
    rows = view.connection.execute(
        select(
            GuardianRow.person_id,
            GuardianRow.name,
            GuardianRow.relation,
            GuardianRow.relation_note,
            GuardianRow.phones,
        ).order_by(GuardianRow.person_id, GuardianRow.order_no)
    )
    for person_id, name, relation, note, phones in rows:
        word = note or texts(f"roster.relation.{Relation(relation).value}")
        cells.setdefault(person_id, []).append((name, word, "、".join(phones.split())))
    return cells
