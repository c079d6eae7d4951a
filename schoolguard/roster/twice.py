# SPDX-License-Identifier: Apache-2.0
"""Rows of one sheet that mean the same person: refused or asked about, never both written.

The same student number twice, the same name, birth date and class twice, or two rows that mean one
person of the roster: the later row is refused. The same name twice in one class where a birth date
is missing may be two children or one: somebody is asked.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from schoolguard.kernel.ids import PersonId
from schoolguard.roster.records import Record
from schoolguard.roster.rules import Field, Problem


class Row(Protocol):
    """What must be known of a row."""

    sheet: str
    row: int
    record: Record
    person_id: PersonId | None


def said_twice(rows: Mapping[int, Row]) -> Iterator[tuple[int, Problem]]:
    """Yield the index of each row that repeats an earlier one, with what is to be said about it."""
    by_number: dict[str, Row] = {}
    by_person: dict[PersonId, Row] = {}
    by_name: dict[tuple[object, ...], list[Row]] = {}
    for index, row in rows.items():
        record = row.record
        namesakes = by_name.setdefault((record.name, record.class_key), [])
        problem = None
        if record.student_number is not None:
            other = by_number.setdefault(record.student_number.text, row)
            if other is not row:
                problem = _problem(Field.STUDENT_NUMBER, "student_number_twice", other)
        if problem is None and row.person_id is not None:
            other = by_person.setdefault(row.person_id, row)
            if other is not row:
                problem = _problem(Field.NAME, "same_person_twice", other)
        if problem is None and namesakes:
            problem = _among(row, namesakes)
        namesakes.append(row)
        if problem is not None:
            yield index, problem


def _among(row: Row, namesakes: list[Row]) -> Problem | None:
    born = row.record.birth_on
    possible = [other for other in namesakes if not _known_apart(row, other)]
    for other in possible:
        if born is not None and other.record.birth_on == born:
            return _problem(Field.NAME, "same_person_twice", other)
    for other in possible:
        if born is None or other.record.birth_on is None:
            return _problem(Field.NAME, "same_name_twice", other, stops=False)
    return None


def _known_apart(row: Row, other: Row) -> bool:
    numbers = row.record.student_number is not None and other.record.student_number is not None
    people = row.person_id is not None and other.person_id is not None
    return numbers or people


def _problem(place: Field, code: str, other: Row, *, stops: bool = True) -> Problem:
    where: str | int = f"{other.sheet} {other.row}" if other.sheet else other.row
    return Problem(place, code, stops=stops, params=(("row", where),))
