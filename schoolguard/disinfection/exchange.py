# SPDX-License-Identifier: Apache-2.0
"""Door sheets as spreadsheets: written, and read back.

Each sheet carries its own key (place and week) and each line its number, task and round, so that
rows may be sorted and columns moved. Reading back changes nothing: it returns rounds to be signed
and names every bad cell by sheet, row and column. What the plan asked for is printed, never taken
for done: a line without a time says nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from schoolguard.disinfection.board_values import DoorLine, DoorSheet
from schoolguard.disinfection.kinds import Outcome
from schoolguard.disinfection.mixing import read_strength
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.paper_frame import (
    weekday,
)
from schoolguard.disinfection.paper_words import PaperWords, hour
from schoolguard.disinfection.values import SignOffDraft
from schoolguard.disinfection.weeks import door_sheet, door_sheets
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.texts import LANGUAGES, Texts
from schoolguard.reports import CellKind, CellValue, Form, FormColumn, column_letters, forms_xlsx
from schoolguard.reports import read_sheets as read_workbook
from schoolguard.reports import sheets as workbook
from schoolguard.store import View

_KEY = re.compile(r"SGD-(\d{4}-\d{2}-\d{2})-(\d+)")
_TIME = re.compile(r"(\d{1,2})[:：.]?(\d{2})(?:[:：]\d{2})?")
_MOST_HEADER_ROWS = 10
_NOTE_LENGTH = 200
_TITLES = {
    "number": "door.column.number",
    "day": "door.column.day",
    "time": "door.column.time",
    "object": "door.column.object",
    "asked": "sheet.asked",
    "done": "sheet.done",
    "minutes": "sheet.minutes",
    "agent": "sheet.agent",
    "mg": "sheet.mg",
    "contact": "door.column.contact",
    "by": "door.column.by",
    "note": "door.column.note",
    "late_reason": "sheet.late_reason",
}
"""Columns in the order of the sheet, and where their titles stand."""

_LOCKED = ("number", "day", "time", "object", "asked")
_WIDTHS = {"number": 7, "day": 13, "time": 8, "object": 30, "asked": 36, "agent": 20, "note": 28}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that could not be taken; row and column as the spreadsheet shows them."""

    sheet: str
    row: int
    column: str
    name: str
    error: UserError


@dataclass(frozen=True, slots=True)
class DoorPlan:
    """What one sheet would enter.

    Attributes:
        drafts: good lines that say something new, by line number, in the order of the sheet.
        same: lines whose round is signed already; they are left alone.
        empty: lines that say nothing.
    """

    place_id: PlaceId
    place_name: str
    week_on: date
    drafts: Mapping[int, SignOffDraft]
    same: int
    empty: int
    problems: tuple[CellProblem, ...]


def door_sheets_xlsx(
    view: View,
    place_ids: Sequence[PlaceId],
    week_on: date,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
    texts: Texts,
) -> bytes:
    """Return a workbook with one sheet a place, in the given order; what is signed is filled in.

    Raises:
        UserError: ``disinfection.no_such_place`` or ``access.not_allowed``.
    """
    found = door_sheets(view, place_ids, week_on, rules, calendar)
    words = PaperWords(texts, rules)
    return forms_xlsx(*(_form(number, sheet, words) for number, sheet in enumerate(found, 1)))


def read_door_sheets(
    view: View, path: Path, rules: DisinfectionRules, calendar: SchoolCalendar
) -> tuple[DoorPlan, ...]:
    """Return what a workbook written by `door_sheets_xlsx` would enter; nothing is changed.

    Raises:
        UserError: ``reports.*`` (the file), ``disinfection.not_our_sheet`` (none of ours in it),
            ``disinfection.no_such_place``.
    """
    plans = [
        _plan(view, key, sheet, rules, calendar)
        for sheet in read_workbook(path).sheets
        if not sheet.hidden and (key := _key_of(sheet)) is not None
    ]
    if not plans:
        raise UserError("disinfection.not_our_sheet", file=path.name)
    return tuple(plans)


def read_time(text: str) -> tuple[int, int]:
    """Return hour and minute as typed: ``7:50``, ``0750``, ``07:50:00``.

    Raises:
        UserError: ``disinfection.bad_time``.
    """
    found = _TIME.fullmatch(text.strip())
    if found is not None and int(found[1]) < 24 and int(found[2]) < 60:
        return int(found[1]), int(found[2])
    raise UserError("disinfection.bad_time", text=text.strip())


def _form(number: int, sheet: DoorSheet, words: PaperWords) -> Form:
    texts = words.texts
    columns = tuple(
        FormColumn(
            texts(f"disinfection.{path}"),
            CellKind.INTEGER if name == "number" else CellKind.TEXT,
            _WIDTHS.get(name, 12),
            locked=name in _LOCKED,
        )
        for name, path in _TITLES.items()
    )
    days = [line.day for line in sheet.lines]
    first, last = (min(days), max(days)) if days else (sheet.week_on, sheet.week_on)
    title = texts(
        "disinfection.sheet.title",
        place=sheet.place.name,
        first=first.isoformat(),
        last=last.isoformat(),
    )
    code = f"SGD-{sheet.week_on.isoformat()}-{sheet.place.id}"
    lead = (
        title,
        texts("disinfection.sheet.how"),
        texts("disinfection.sheet.key", code=code),
    )
    rows = tuple(_cells(line, words) for line in sheet.lines)
    return Form(f"{number} {sheet.place.name}"[:28], columns, rows, lead)


def _cells(line: DoorLine, words: PaperWords) -> tuple[CellValue, ...]:
    planned, record = line.planned, line.round.record
    asked = words.join(
        words.agent(planned.agents[0]) if planned.agents else "",
        words.strength(planned.low_mg_per_litre, planned.high_mg_per_litre),
        words.times(planned),
    )
    fixed: tuple[CellValue, ...] = (
        line.number,
        weekday(words.texts, line.day),
        hour(line.round.due_at),
        words.task(planned.task.id),
        asked or None,
    )
    if record is None:
        return (*fixed, *(None for _ in range(len(_TITLES) - len(fixed))))
    not_done = record.outcome is Outcome.NOT_DONE
    return (
        *fixed,
        words.texts("disinfection.sheet.not_done") if not_done else hour(record.done_at),
        _number(record.minutes),
        words.agent(record.agent_id) or None,
        _number(record.mg_per_litre),
        _number(record.contact_minutes),
        record.by or None,
        record.note or None,
        record.late_reason or None,
    )


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _key_of(sheet: workbook.Sheet) -> tuple[date, PlaceId] | None:
    for row in sheet.rows[:_MOST_HEADER_ROWS]:
        for cell in row:
            found = _KEY.search(cell)
            if found:
                try:
                    return date.fromisoformat(found[1]), PlaceId(int(found[2]))
                except ValueError:
                    return None
    return None


def _plan(
    view: View,
    key: tuple[date, PlaceId],
    sheet: workbook.Sheet,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
) -> DoorPlan:
    kept = door_sheet(view, key[1], key[0], rules, calendar)
    header, columns = _header(sheet)
    lines = {line.number: line for line in kept.lines}
    agents = _agent_names(rules)
    drafts: dict[int, SignOffDraft] = {}
    problems: list[CellProblem] = []
    same = empty = 0
    for number, cells in enumerate(sheet.rows[header + 1 :], start=header + 2):
        if not any(cell.strip() for cell in cells):
            continue
        row = _Row(sheet.name, number, cells, columns)
        try:
            line = row.line(lines)
            draft = row.draft(line, kept, agents)
        except _BadCellError as bad:
            problems.append(bad.problem)
            continue
        if draft is None:
            empty += 1
        elif line.round.record is not None:
            same += 1
        else:
            drafts[line.number] = draft
    return DoorPlan(
        kept.place.id, kept.place.name, kept.week_on, drafts, same, empty, tuple(problems)
    )


def _header(sheet: workbook.Sheet) -> tuple[int, Mapping[str, int]]:
    titles = {
        Texts(language)(f"disinfection.{path}"): name
        for language in LANGUAGES
        for name, path in _TITLES.items()
    }
    for number, row in enumerate(sheet.rows[:_MOST_HEADER_ROWS]):
        columns = {
            titles[cell.strip()]: at for at, cell in enumerate(row) if cell.strip() in titles
        }
        if {"number", "done"} <= columns.keys():
            return number, columns
    raise UserError("disinfection.not_our_sheet", file=sheet.name)


def _agent_names(rules: DisinfectionRules) -> Mapping[str, str]:
    def names() -> Iterator[tuple[str, str]]:
        for agent in rules.agents.values():
            for name in (agent.id, agent.zh, agent.en):
                yield _plain(name), agent.id

    return dict(names())


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).casefold()


class _BadCellError(Exception):
    """A cell that can not be taken; never leaves this module."""

    def __init__(self, problem: CellProblem) -> None:
        super().__init__(problem.error.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _Row:
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
        where = CellProblem(self.sheet, self.number, column, self.cell("object"), error)
        return _BadCellError(where)

    def line(self, lines: Mapping[int, DoorLine]) -> DoorLine:
        """Return the line of the plan that the row is about."""
        text = self.cell("number")
        number = int(text) if text.isascii() and text.isdigit() else 0
        if number not in lines:
            raise self.bad("number", UserError("disinfection.no_such_line", number=text))
        return lines[number]

    def draft(
        self, line: DoorLine, sheet: DoorSheet, agents: Mapping[str, str]
    ) -> SignOffDraft | None:
        """Return what the row says; None if it says nothing."""
        done = self.cell("done")
        draft = SignOffDraft(
            place_id=sheet.place.id,
            task_id=line.planned.task.id,
            day=line.day,
            round_no=line.round.round_no,
            by_name=self.cell("by"),
            note=self.cell("note")[:_NOTE_LENGTH],
            late_reason=self.cell("late_reason")[:_NOTE_LENGTH],
            from_paper=True,
        )
        if not done:
            return None
        if _plain(done) in _NOT_DONE:
            if not draft.note:
                raise self.bad("note", UserError("disinfection.why_not_done", place=done))
            return replace(draft, outcome=Outcome.NOT_DONE)
        return replace(
            draft,
            done_at=self._done_at(line.day),
            minutes=self._minutes("minutes"),
            agent_id=self._agent(agents),
            mg_per_litre=self._strength(),
            contact_minutes=self._minutes("contact"),
        )

    def _done_at(self, day: date) -> datetime:
        try:
            return instant(day, *read_time(self.cell("done")))
        except UserError as error:
            raise self.bad("done", error) from error

    def _minutes(self, name: str) -> int | None:
        text = self.cell(name)
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise self.bad(name, UserError("disinfection.bad_minutes", text=text))
        return int(text)

    def _strength(self) -> int | None:
        text = self.cell("mg")
        if not text:
            return None
        if text.isascii() and text.isdigit():
            return int(text)
        try:
            return read_strength(text)
        except UserError as error:
            raise self.bad("mg", error) from error

    def _agent(self, agents: Mapping[str, str]) -> str:
        text = self.cell("agent")
        if not text:
            return ""
        if _plain(text) not in agents:
            raise self.bad("agent", UserError("disinfection.no_agent_like", text=text))
        return agents[_plain(text)]


_NOT_DONE = frozenset(_plain(word) for word in ("未做", "没做", "未", "否", "not done", "no"))
