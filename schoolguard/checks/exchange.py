# SPDX-License-Identifier: Apache-2.0
"""Class sheets as spreadsheets, for teachers without the program: written, and read back.

Each sheet carries its own key (day, session, class) and each line the person's id, so that rows may
be sorted and columns moved. Reading back changes nothing: it returns a plan that names every bad
cell by sheet, row and column; whoever enters the plan decides about the rest.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from schoolguard.checks import queries
from schoolguard.checks import rules as decide
from schoolguard.checks.parsing import (
    parse_decicelsius,
    parse_entry,
    parse_symptoms,
    show_decicelsius,
)
from schoolguard.checks.rule_book import CheckRules
from schoolguard.checks.values import Entry, Sheet, SheetKey, SheetRow, State
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.reports import CellKind, CellValue, Form, FormColumn, column_letters, forms_xlsx
from schoolguard.reports import read_sheets as read_workbook
from schoolguard.reports import sheets as workbook
from schoolguard.store.unit import View

_COLUMNS = ("id", "number", "name", "value", "symptoms", "home", "note")
_KEY = re.compile(r"SGC-(\d{4}-\d{2}-\d{2})-([012])-(\d+)")
_MOST_HEADER_ROWS = 10
_NOTE_LENGTH = 200

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that could not be taken.

    Attributes:
        row: as the spreadsheet shows it, from 1.
        column: its letters, e.g. ``D``.
        name: what the row calls the person, for the screen only.
    """

    sheet: str
    row: int
    column: str
    name: str
    error: UserError


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What one sheet of a workbook would enter.

    Attributes:
        entries: good lines that say something new, in the order of the sheet.
        changes: those among them that would replace another value; they need a reason.
        same: how many lines say what is kept already.
        empty: how many lines say nothing.
    """

    key: SheetKey
    class_name: str
    entries: Mapping[PersonId, Entry]
    changes: frozenset[PersonId]
    same: int
    empty: int
    problems: tuple[CellProblem, ...]


def class_sheets(
    view: View,
    day: date,
    session: CheckSession,
    class_ids: Iterable[ClassId],
    rules: CheckRules,
    texts: Texts,
) -> bytes:
    """Return a workbook with one sheet a class, in the given order; what is kept is filled in.

    Raises:
        UserError: ``access.not_allowed``, ``checks.session_not_held``, ``roster.no_such_class``.
    """
    sheets = [queries.sheet(view, class_id, day, session, rules) for class_id in class_ids]
    return forms_xlsx(*(_form(sheet, rules, texts) for sheet in sheets))


def read_class_sheets(view: View, path: Path, rules: CheckRules) -> tuple[SheetPlan, ...]:
    """Return what a workbook written by `class_sheets` would enter; nothing is changed.

    Raises:
        UserError: ``reports.*`` (the file), ``checks.bad_sheet`` (no sheet of ours in it).
    """
    plans = [
        _plan(view, key, sheet, rules)
        for sheet in read_workbook(path).sheets
        if not sheet.hidden and (key := _key_of(sheet)) is not None
    ]
    if not plans:
        raise UserError("checks.bad_sheet", file=path.name)
    return tuple(plans)


def _form(sheet: Sheet, rules: CheckRules, texts: Texts) -> Form:
    language = texts.language
    marks = " / ".join(mark.name(language) for mark in rules.marks)
    symptoms = "、".join(symptom.name(language) for symptom in rules.symptoms)
    columns = (
        FormColumn(texts("checks.sheet_file.id"), CellKind.INTEGER, 8, locked=True),
        FormColumn(texts("checks.sheet_file.number"), CellKind.INTEGER, 6, locked=True),
        FormColumn(texts("checks.sheet_file.name"), CellKind.TEXT, 14, locked=True),
        FormColumn(
            texts("checks.sheet_file.value"),
            CellKind.TEXT,
            16,
            hint=texts("checks.sheet_file.value_hint", marks=marks),
        ),
        FormColumn(
            texts("checks.sheet_file.symptoms"),
            CellKind.TEXT,
            26,
            hint=texts("checks.sheet_file.symptoms_hint"),
        ),
        FormColumn(texts("checks.sheet_file.home"), CellKind.TEXT, 12),
        FormColumn(texts("checks.sheet_file.note"), CellKind.TEXT, 30),
    )
    session = texts(f"checks.session.{sheet.key.session.name.lower()}")
    title = texts(
        "checks.sheet_file.title",
        class_name=sheet.class_name,
        day=sheet.key.day.isoformat(),
        session=session,
    )
    lead = (
        title,
        texts("checks.sheet_file.how", marks=marks),
        texts("checks.sheet_file.symptom_list", symptoms=symptoms),
        texts("checks.sheet_file.key", code=_key_text(sheet.key)),
    )
    rows = tuple(_cells(row, rules, language) for row in sheet.rows if row.is_member)
    return Form(sheet.class_name, columns, rows, lead)


def _cells(row: SheetRow, rules: CheckRules, language: str) -> tuple[CellValue, ...]:
    person = (int(row.person_id), row.number or None, row.name)
    if row.first is None:
        return (*person, None, None, None, None)
    entry = row.first.entry
    value = show_decicelsius(entry.decicelsius) if entry.decicelsius is not None else ""
    for mark in rules.marks:
        if mark.state is entry.state:
            value = mark.name(language)
    names = [symptom.name(language) for symptom in rules.symptoms if symptom.id in entry.symptoms]
    home = entry.home_decicelsius
    home_text = show_decicelsius(home) if home is not None else None
    return (*person, value, "、".join(names) or None, home_text, entry.note or None)


def _key_text(key: SheetKey) -> str:
    return f"SGC-{key.day.isoformat()}-{int(key.session)}-{key.class_id}"


def _key_of(sheet: workbook.Sheet) -> SheetKey | None:
    for row in sheet.rows[:_MOST_HEADER_ROWS]:
        for cell in row:
            match = _KEY.search(cell)
            if match:
                day, session, class_id = match.groups()
                try:
                    found_on = date.fromisoformat(day)
                except ValueError:
                    return None
                return SheetKey(found_on, CheckSession(int(session)), ClassId(int(class_id)))
    return None


def _plan(view: View, key: SheetKey, sheet: workbook.Sheet, rules: CheckRules) -> SheetPlan:
    kept = queries.sheet(view, key.class_id, key.day, key.session, rules)
    header, columns = _header(sheet)
    rows = {row.person_id: row for row in kept.rows if row.is_member}
    entries: dict[PersonId, Entry] = {}
    problems: list[CellProblem] = []
    same = empty = 0
    for number, cells in enumerate(sheet.rows[header + 1 :], start=header + 2):
        line = _Line(sheet.name, number, cells, columns)
        if not any(cell.strip() for cell in cells):
            continue
        try:
            person_id = line.person(rows)
            entry = line.entry(rules)
        except _BadCellError as bad:
            problems.append(bad.problem)
            continue
        first = rows[person_id].first
        if entry is None:
            empty += 1
        elif first is not None and _same(first.entry, entry):
            same += 1
        else:
            entries[person_id] = entry
    changes = frozenset(person for person in entries if rows[person].first is not None)
    return SheetPlan(key, kept.class_name, entries, changes, same, empty, tuple(problems))


def _same(old: Entry, new: Entry) -> bool:
    """Whether a line says what is kept; the sheet does not show who measured how."""
    return old == Entry(
        new.state, new.decicelsius, old.method, new.symptoms, new.home_decicelsius, new.note
    )


def _header(sheet: workbook.Sheet) -> tuple[int, Mapping[str, int]]:
    titles = {
        Texts(language)(f"checks.sheet_file.{name}"): name
        for language in LANGUAGES
        for name in _COLUMNS
    }
    for number, row in enumerate(sheet.rows[:_MOST_HEADER_ROWS]):
        columns = {
            titles[cell.strip()]: at for at, cell in enumerate(row) if cell.strip() in titles
        }
        if {"id", "value"} <= columns.keys():
            return number, columns
    raise UserError("checks.bad_sheet", file=sheet.name)


class _BadCellError(Exception):
    """A cell that can not be taken; never leaves this module."""

    def __init__(self, problem: CellProblem) -> None:
        super().__init__(problem.error.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Line:
    """One row of a sheet and where its columns are."""

    sheet: str
    number: int
    cells: tuple[str, ...]
    columns: Mapping[str, int]

    def cell(self, name: str) -> str:
        at = self.columns.get(name)
        return self.cells[at].strip() if at is not None and at < len(self.cells) else ""

    def bad(self, name: str, error: UserError) -> _BadCellError:
        column = column_letters(self.columns.get(name, 0) + 1)
        return _BadCellError(CellProblem(self.sheet, self.number, column, self.cell("name"), error))

    def person(self, rows: Mapping[PersonId, SheetRow]) -> PersonId:
        text = self.cell("id")
        person_id = PersonId(int(text)) if text.isascii() and text.isdigit() else PersonId(0)
        if person_id not in rows:
            raise self.bad("id", UserError("checks.unknown_line", id=text))
        if self.cell("name") and self.cell("name") != rows[person_id].name:
            raise self.bad("name", UserError("checks.wrong_name", name=rows[person_id].name))
        return person_id

    def entry(self, rules: CheckRules) -> Entry | None:
        """Return what the row says; None if it says nothing."""
        base = self._read("value", lambda text: parse_entry(text, rules))
        symptoms = self._read("symptoms", lambda text: parse_symptoms(text, rules))
        home = self._read("home", lambda text: parse_decicelsius(text) if text else None)
        note = self.cell("note")[:_NOTE_LENGTH]
        if base is None and not symptoms:
            if home is not None or note:
                raise self.bad("value", UserError("checks.value_missing"))
            return None
        base = base or Entry(State.OBSERVED)
        if symptoms and base.state in {State.ABSENT, State.NOT_CHECKED}:
            raise self.bad("symptoms", UserError("checks.symptoms_of_unseen"))
        self._read("value", lambda _: decide.check_entry(base, rules))
        if home is not None:
            self._read("home", lambda _: decide.check_plausible(home, rules))
        return Entry(base.state, base.decicelsius, None, symptoms, home, note)

    def _read(self, name: str, read: Callable[[str], T]) -> T:
        try:
            return read(self.cell(name))
        except UserError as error:
            raise self.bad(name, error) from error
