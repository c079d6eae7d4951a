# SPDX-License-Identifier: Apache-2.0
"""The dry run of an import: what each row of a sheet would do, before anything is written.

A row is recognised by its student number, else by name, birth date and class together; when only
some of these fit, the plan asks instead of guessing. A cell that is empty leaves what is known, and
a guardian who is not in the sheet stays. What a plan would do is done by `importing`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.ids import PersonId
from schoolguard.kernel.school_settings import Stage
from schoolguard.roster.bulk import uncollected
from schoolguard.roster.cells import Readers
from schoolguard.roster.columns import NOTHING, check_columns
from schoolguard.roster.known import Fingerprint, Known, KnownGuardian, KnownPerson, load_known
from schoolguard.roster.matching import merged, recognise, said, said_surroundings
from schoolguard.roster.pack import RosterRules
from schoolguard.roster.records import GUARDIANS, ClassKey, Record, read_records
from schoolguard.roster.rules import Field, Problem
from schoolguard.roster.sheet import RosterSheet
from schoolguard.roster.spellings import ClassSpelling, class_name
from schoolguard.roster.surroundings import changed_surroundings
from schoolguard.roster.twice import said_twice
from schoolguard.roster.values import Surroundings
from schoolguard.store.unit import View


class Verdict(StrEnum):
    """What an import would do with a row."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    UNSURE = "unsure"
    BAD = "bad"
    SKIPPED = "skipped"
    """Somebody decided to leave it out."""


class Decision(StrEnum):
    """An answer to an unsure row, besides naming one of the candidates."""

    ADD = "add"
    SKIP = "skip"


Decisions = Mapping[int, PersonId | Decision]
"""Index of a row in the plan -> the person it is, or what to do."""


@dataclass(slots=True)
class PlannedRow:
    """One row and what would become of it.

    Attributes:
        row: number of the row as the spreadsheet shows it.
        person_id: who it is, for update and same.
        changes: names of the fields that would change, for update.
        candidates: who it might be, for unsure.
        values: new values of `people` by column, for update.
        guardians: all guardians after the import; None where they stay as they are.
        surroundings: seat and bus after the import; None where they stay as they are.
    """

    sheet: str
    row: int
    verdict: Verdict
    record: Record
    problems: tuple[Problem, ...] = ()
    person_id: PersonId | None = None
    changes: tuple[str, ...] = ()
    candidates: tuple[PersonId, ...] = ()
    values: Mapping[str, Any] | None = None
    guardians: tuple[KnownGuardian, ...] | None = None
    surroundings: Surroundings | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The whole dry run.

    Attributes:
        new_classes: names of the classes and departments that would be made.
        class_names: what each class key of the rows is called.
        known: the roster that the sheet was compared with.
        counts: how many rows have each verdict.
    """

    sheet: RosterSheet
    roles: tuple[str, ...]
    rows: tuple[PlannedRow, ...]
    new_classes: tuple[str, ...]
    class_names: Mapping[ClassKey, str]
    from_on: date
    known: Known
    counts: Mapping[Verdict, int]

    @property
    def fingerprint(self) -> Fingerprint:
        """Return the state of the roster for which the plan holds."""
        return self.known.fingerprint

    def count(self, verdict: Verdict) -> int:
        """Return how many rows have a verdict."""
        return self.counts.get(verdict, 0)

    def column_of(self, problem: Problem) -> str:
        """Return the column, as the spreadsheet calls it, that a problem stands in; else empty."""
        part = problem.field.value.removeprefix("guardian_")
        who = GUARDIANS[problem.guardian_no - 1] if problem.guardian_no else ""
        wanted = f"{who}.{part}" if who else problem.field.value
        options = (wanted, "grade", "class_no") if problem.field is Field.CLASS else (wanted,)
        index = next((self.roles.index(role) for role in options if role in self.roles), None)
        return "" if index is None else self.sheet.letters(index)

    def class_name(self, row: PlannedRow) -> str:
        """Return the name of a row's class; empty when it could not be read."""
        key = row.record.class_key
        return "" if key is None else self.class_names[key]


def plan_import(
    view: View,
    sheet: RosterSheet,
    roles: Sequence[str],
    *,
    rules: RosterRules,
    stages: frozenset[Stage],
    from_on: date | None = None,
    decisions: Decisions | None = None,
) -> ImportPlan:
    """Compare a sheet with the roster and say what importing it would do.

    `from_on` is the first day in class of whoever is new; None means today.

    Raises:
        UserError: ``roster.column_missing``, ``roster.column_twice`` or ``access.not_allowed``.
    """
    access.require(view.actor, Action.IMPORT_PEOPLE)
    check_columns(roles)
    with uncollected():
        return _plan(
            view, sheet, tuple(roles), Readers(rules, stages, view.today), from_on, decisions or {}
        )


def _plan(
    view: View,
    sheet: RosterSheet,
    roles: tuple[str, ...],
    readers: Readers,
    from_on: date | None,
    decisions: Decisions,
) -> ImportPlan:
    known = load_known(view)
    records, faults = read_records(
        _by_role(sheet, roles),
        len(sheet.places),
        readers,
        known.class_by_name,
        view.today,
    )
    names = _class_names(records, known, readers.rules)
    keys = {name: key for key, name in names.items() if isinstance(key, int)}
    rows = tuple(
        PlannedRow(*place, Verdict.NEW, _settled(record, names, keys) if keys else record)
        for place, record in zip(sheet.places, records, strict=True)
    )
    for index, found in faults.by_row.items():
        rows[index].problems = tuple(found)
        if any(problem.stops for problem in found):
            rows[index].verdict = Verdict.BAD
    _compare(rows, known, decisions)
    _settle_twice(rows, decisions)
    return ImportPlan(
        sheet,
        roles,
        rows,
        _new_classes(rows, names),
        names,
        from_on or view.today,
        known,
        Counter(row.verdict for row in rows),
    )


def _new_classes(rows: Sequence[PlannedRow], names: Mapping[ClassKey, str]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            names[key]
            for row in rows
            if (key := row.record.class_key) is not None
            and not isinstance(key, int)
            and row.verdict is not Verdict.BAD
        )
    )


def _by_role(sheet: RosterSheet, roles: Sequence[str]) -> Mapping[str, Sequence[str]]:
    columns: dict[str, Sequence[str]] = {}
    for role, column in zip(roles, sheet.columns, strict=True):
        if role == NOTHING:
            continue
        if role not in columns:
            columns[role] = column
            continue
        joint = "、" if role.endswith("phones") else " "
        pairs = zip(columns[role], column, strict=True)
        columns[role] = tuple(joint.join(filter(None, pair)) for pair in pairs)
    return columns


def _class_names(
    records: Sequence[Record], known: Known, rules: RosterRules
) -> dict[ClassKey, str]:
    names: dict[ClassKey, str] = {}
    for key in {record.class_key for record in records} - {None}:
        if isinstance(key, ClassSpelling):
            names[key] = class_name(rules, key)
        elif isinstance(key, str):
            names[key] = key
    for class_id, school_class in known.classes.items():
        names[class_id] = school_class.name
    return names


def _settled(record: Record, names: Mapping[ClassKey, str], keys: Mapping[str, ClassKey]) -> Record:
    key = record.class_key
    if key is None or isinstance(key, int) or names[key] not in keys:
        return record
    return record._replace(class_key=keys[names[key]])


def _settle_twice(rows: Sequence[PlannedRow], decisions: Decisions) -> None:
    out = {Verdict.BAD, Verdict.SKIPPED}
    live = {index: row for index, row in enumerate(rows) if row.verdict not in out}
    for index, problem in said_twice(live):
        row, answer = rows[index], decisions.get(index)
        if problem.stops:
            row.verdict = Verdict.BAD
        elif answer is None:
            row.verdict = Verdict.UNSURE
        elif answer is Decision.SKIP:
            row.verdict = Verdict.SKIPPED
        else:
            continue
        row.problems += (problem,)


def _compare(rows: Sequence[PlannedRow], known: Known, decisions: Decisions) -> None:
    if not known.people:
        return
    for index, row in enumerate(rows):
        if row.verdict is Verdict.BAD:
            continue
        person_id, candidates, code = recognise(row.record, known)
        answer = decisions.get(index)
        if code and answer in candidates:
            person_id, code = answer, ""
        elif code and answer is not None and (answer is Decision.SKIP or code != "other_name"):
            row.verdict = Verdict.SKIPPED if answer is Decision.SKIP else Verdict.NEW
            continue
        if code:
            row.verdict, row.candidates = Verdict.UNSURE, candidates
            row.problems += (Problem(Field.NAME, code, stops=False),)
        elif person_id is not None:
            _difference(row, known.people[person_id], known)


def _difference(row: PlannedRow, person: KnownPerson, known: Known) -> None:
    values = {
        name: value
        for name, value in said(row.record, known).items()
        if value != person.fields[name]
    }
    changes = list(values)
    if row.record.class_key is not None and row.record.class_key != person.class_id:
        changes.append("class")
    if row.record.number is not None and row.record.number != person.number:
        changes.append("number")
    if row.record.dorm_room is not None and row.record.dorm_room not in known.rooms:
        changes.append("dorm_room")
    surroundings = said_surroundings(row.record, person.surroundings)
    if surroundings != person.surroundings:
        row.surroundings = surroundings
        changes += changed_surroundings(person.surroundings, surroundings)
    guardians = merged(row.record.guardians, person.guardians)
    if guardians != person.guardians:
        changes.append("guardians")
        row.guardians = guardians
    row.person_id, row.values, row.changes = person.id, values, tuple(changes)
    row.verdict = Verdict.UPDATE if changes else Verdict.SAME
