# SPDX-License-Identifier: Apache-2.0
"""Reads the columns of a roster sheet into one record a row, with what could not be read.

A record holds only what the sheet says: None means that the sheet is silent and what is known
stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from typing import Any, NamedTuple

from schoolguard.kernel.ids import ClassId
from schoolguard.roster.cells import (
    Reader,
    Readers,
    free_texts,
    names,
    read_day,
    read_number,
    read_room,
    seats,
)
from schoolguard.roster.columns import MOST_GUARDIANS
from schoolguard.roster.identity import IdentityNumber, StudentNumber
from schoolguard.roster.rules import (
    Field,
    Problem,
    agreement_problems,
    birth_problems,
    name_problems,
)
from schoolguard.roster.spellings import ClassSpelling
from schoolguard.roster.values import PersonKind, Sex

ClassKey = ClassId | ClassSpelling | str
"""An existing class, a class of pupils to be made, or the name of a department to be made."""

GUARDIANS = (*(f"guardian{n}" for n in range(1, MOST_GUARDIANS + 1)), "mother", "father")
_JOIN = "\x00"


class GuardianCells(NamedTuple):
    """One guardian as the sheet has it; empty where it is silent."""

    name: str
    relation: str
    relation_note: str
    phones: tuple[str, ...]


class Record(NamedTuple):
    """What one row says; None where it is silent."""

    class_key: ClassKey | None
    kind: str | None
    number: int | None
    name: str | None
    sex: str | None
    birth_on: date | None
    student_number: StudentNumber | None
    identity_number: IdentityNumber | None
    card_code: str | None
    boarding: str | None
    home: str | None
    address: str | None
    dorm_room: tuple[str, str] | None
    bed: str | None
    seat_row: int | None
    seat_column: int | None
    bus: str | None
    conditions: str | None
    allergies: str | None
    medication: str | None
    note: str | None
    guardians: tuple[GuardianCells, ...]


@dataclass(slots=True)
class Faults:
    """What is wrong or doubtful, by index of row."""

    by_row: dict[int, list[Problem]] = field(default_factory=dict)

    def add(self, row: int, *problems: Problem) -> None:
        """Note problems of a row."""
        if problems:
            self.by_row.setdefault(row, []).extend(problems)

    def cleaned(self, reader: Reader[Any], values: list[Any]) -> list[Any]:
        """Return values with problems noted and replaced by None."""
        if reader.found_problem:
            for row, value in enumerate(values):
                if isinstance(value, Problem):
                    self.add(row, value)
                    values[row] = None
        return values


def read_records(
    columns: Mapping[str, Sequence[str]],
    rows: int,
    readers: Readers,
    classes: Mapping[str, ClassId],
    today: date,
) -> tuple[list[Record], Faults]:
    """Return one record a row and what is wrong with each.

    Args:
        columns: role -> texts; a role with several columns (phones, note) is joined already.
        rows: how many rows there are.
        readers: for this school and day.
        classes: names of the classes that exist.
        today: for ages.
    """
    faults = Faults()
    kinds = _read(columns, "kind", readers.word(Field.KIND, "kind"), faults, rows)
    parts = [
        _classes(columns, rows, kinds, readers, classes, faults),
        kinds,
        *(_read(columns, role, reader, faults, rows) for role, reader in _plain(readers)),
        _guardians(columns, rows, readers, faults),
    ]
    records = list(map(Record._make, zip(*parts, strict=True)))
    _check_rows(records, readers, today, faults)
    return records, faults


def _plain(readers: Readers) -> Iterable[tuple[str, Reader[Any]]]:
    students, identities = readers.numbers()
    yield "number", Reader(read_number)
    yield "name", names()
    yield "sex", readers.word(Field.SEX, "sex")
    yield "birth_on", Reader(read_day)
    yield "student_number", students
    yield "identity_number", identities
    yield "card_code", free_texts()
    yield "boarding", readers.word(Field.BOARDING, "boarding")
    yield "home", readers.word(Field.HOME, "home")
    yield "address", free_texts()
    yield "dorm_room", Reader(read_room)
    yield "bed", free_texts()
    yield "seat_row", seats(Field.SEAT_ROW)
    yield "seat_column", seats(Field.SEAT_COLUMN)
    yield "bus", free_texts()
    for role in ("conditions", "allergies", "medication", "note"):
        yield role, free_texts()


def _read(
    columns: Mapping[str, Sequence[str]], role: str, reader: Reader[Any], faults: Faults, rows: int
) -> list[Any]:
    texts = columns.get(role)
    if texts is None:
        return [None] * rows
    return faults.cleaned(reader, reader.column(texts))


def _classes(
    columns: Mapping[str, Sequence[str]],
    rows: int,
    kinds: Sequence[str | None],
    readers: Readers,
    classes: Mapping[str, ClassId],
    faults: Faults,
) -> list[ClassKey | None]:
    silent: Iterable[str] = repeat("", rows)
    grades = columns.get("grade", silent)
    written = columns.get("class", columns.get("class_no", repeat("", rows)))
    spellings = readers.class_spelling()

    def read(text: str) -> ClassKey | Problem:
        grade, name, kind = text.split(_JOIN)
        if name.strip() in classes:
            return classes[name.strip()]
        if kind == PersonKind.STAFF:
            return (name or grade).strip()
        if not (name or grade).strip():
            return Problem(Field.CLASS, "class_missing")
        alone = spellings[name] if name.strip() else None
        if grade.strip() and (alone is None or isinstance(alone, Problem)):
            alone = spellings[f"{grade}-{name}"]
        return alone if alone is not None else Problem(Field.CLASS, "class_missing")

    reader: Reader[ClassKey] = Reader(read)
    texts = [
        f"{grade}{_JOIN}{name}{_JOIN}{kind or ''}"
        for grade, name, kind in zip(grades, written, kinds, strict=True)
    ]
    return faults.cleaned(reader, list(map(reader.__getitem__, texts)))


def _guardians(
    columns: Mapping[str, Sequence[str]], rows: int, readers: Readers, faults: Faults
) -> list[tuple[GuardianCells, ...]]:
    found: list[list[GuardianCells | None]] = []
    relations = readers.relation()
    for number, who in enumerate(GUARDIANS, start=1):
        parts = [columns.get(f"{who}.{part}") for part in ("name", "relation", "phones")]
        if parts[0] is None and parts[2] is None:
            continue
        fixed = (who, "") if who in {"mother", "father"} else ("guardian", "")
        called = _read(columns, f"{who}.name", free_texts(), faults, rows)
        words = _read(columns, f"{who}.relation", relations, faults, rows)
        words = [word or fixed for word in words]
        phones = _read(columns, f"{who}.phones", readers.phones(number), faults, rows)
        found.append(
            [
                GuardianCells._make((name or "", relation, own_word, phone or ()))
                if name or phone
                else None
                for name, (relation, own_word), phone in zip(called, words, phones, strict=True)
            ]
        )
    if not found:
        return [()] * rows
    return [tuple(filter(None, row)) for row in zip(*found, strict=True)]


def _check_rows(records: Sequence[Record], readers: Readers, today: date, faults: Faults) -> None:
    births: dict[tuple[date, str | None], tuple[Problem, ...]] = {}
    for row, record in enumerate(records):
        if record.name is None or not record.name.isprintable():
            _check_name(row, record, faults)
        if record.birth_on is not None:
            key = (record.birth_on, record.kind)
            if key not in births:
                kind = PersonKind(record.kind or PersonKind.PUPIL)
                births[key] = birth_problems(record.birth_on, kind, readers.rules, today)
            faults.add(row, *births[key])
        if record.identity_number is not None:
            _check_agreement(row, record, record.identity_number, faults)
        if record.student_number is not None and not record.student_number.check_digit_fits:
            faults.add(row, Problem(Field.STUDENT_NUMBER, "student_number_doubtful", stops=False))


def _check_name(row: int, record: Record, faults: Faults) -> None:
    known = faults.by_row.get(row, ())
    if record.name is not None:
        faults.add(row, *name_problems(record.name))
    elif not any(problem.field is Field.NAME for problem in known):
        faults.add(row, Problem(Field.NAME, "name_missing"))


def _check_agreement(row: int, record: Record, identity: IdentityNumber, faults: Faults) -> None:
    student = record.student_number
    agrees = (
        (record.birth_on is None or record.birth_on == identity.birth_on)
        and (record.sex is None or record.sex == identity.sex)
        and (student is None or student.identity is None or student.identity.text == identity.text)
    )
    if not agrees:
        sex = Sex(record.sex or Sex.UNKNOWN)
        faults.add(row, *agreement_problems(student, identity, record.birth_on, sex))
