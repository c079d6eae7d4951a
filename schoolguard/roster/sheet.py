# SPDX-License-Identifier: Apache-2.0
"""Finds the table of people in a school's own file: header row, rows of people, where each stood.

Titles above the headers, empty rows, the example row of our template and sheets without a name
column are passed over. A workbook with one sheet a class is read as one table; where no column says
the class, the name of the sheet does. What a column means is `columns`' business.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schoolguard.kernel.errors import UserError
from schoolguard.reports import Sheet, SheetFile, column_letters, read_sheets
from schoolguard.roster.bulk import uncollected
from schoolguard.roster.columns import guess_columns, recognised
from schoolguard.roster.pack import RosterRules

_HEADER_WITHIN_ROWS = 20
_EXAMPLE_MARKS = ("示例", "（示例", "(示例", "例：", "例:", "Example", "example")
_FEWEST_HEADERS = 2
SHEET_NAME_HEADER = "班级(工作表名)"
"""Header of the column made of the sheets' names; a header like any other to `guess_columns`."""


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """The people of one file as text.

    Attributes:
        headers: as written; the last is `SHEET_NAME_HEADER` where sheets' names say the class.
        columns: texts by column, all of the same length.
        places: sheet and row number of each row, as the spreadsheet shows them.
        digest: SHA-256 of the headers and cells, for the audit trail.
        skipped_sheets: sheets with people-like headers that differ from the first one's.
    """

    file: str
    headers: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    places: tuple[tuple[str, int], ...]
    digest: str
    skipped_sheets: tuple[str, ...] = ()

    def letters(self, index: int) -> str:
        """Return the name of a column as the spreadsheet shows it."""
        return column_letters(index + 1)


def read_roster_sheet(path: Path, rules: RosterRules) -> RosterSheet:
    """Read the people of an XLSX, XLS or CSV file.

    Raises:
        UserError: ``roster.no_header``, ``roster.nothing_to_import``, or ``reports.<why>`` when
            the file can not be read at all.
    """
    with uncollected():
        return _people_of(path.name, read_sheets(path), rules)


def _people_of(name: str, file: SheetFile, rules: RosterRules) -> RosterSheet:
    tables = [
        (sheet, start) for sheet in file.sheets if (start := _header_row(sheet, rules)) is not None
    ]
    if not tables:
        raise UserError("roster.no_header", file=name)
    first, start = tables[0]
    headers = _filled(first.rows[start])
    same = [(sheet, at) for sheet, at in tables if _filled(sheet.rows[at]) == headers]
    rows, places = _people(same, len(headers), headers)
    if not rows:
        raise UserError("roster.nothing_to_import", file=name)
    columns = tuple(zip(*rows, strict=True))
    roles = guess_columns(headers, rules)
    if not {"class", "grade"} & set(roles) and any(sheet for sheet, _ in places):
        headers = (*headers, SHEET_NAME_HEADER)
        columns = (*columns, tuple(sheet for sheet, _ in places))
    skipped = tuple(
        sheet.name for sheet, at in tables if _filled(sheet.rows[at]) != headers[: len(roles)]
    )
    return RosterSheet(name, headers, columns, tuple(places), _digest(columns), skipped)


def _header_row(sheet: Sheet, rules: RosterRules) -> int | None:
    if sheet.hidden:
        return None
    best, found = None, _FEWEST_HEADERS - 1
    for index, row in enumerate(sheet.rows[:_HEADER_WITHIN_ROWS]):
        count = recognised(row, rules)
        if count > found:
            best, found = index, count
    return best


def _filled(row: Sequence[str]) -> tuple[str, ...]:
    width = max((index for index, text in enumerate(row, start=1) if text.strip()), default=0)
    return tuple(text.strip() for text in row[:width])


def _people(
    tables: Sequence[tuple[Sheet, int]], width: int, headers: tuple[str, ...]
) -> tuple[list[tuple[str, ...]], list[tuple[str, int]]]:
    rows: list[tuple[str, ...]] = []
    places: list[tuple[str, int]] = []
    padding = ("",) * width
    for sheet, start in tables:
        for number, row in enumerate(sheet.rows[start + 1 :], start=start + 2):
            if not any(row) or row[:width] == headers or _is_example(row):
                continue
            rows.append(row[:width] if len(row) >= width else (*row, *padding[len(row) :]))
            places.append((sheet.name, number))
    return rows, places


def _is_example(row: Sequence[str]) -> bool:
    # Written out: this is asked of every row.
    first, second, third = (*row[:3], "", "", "")[:3]
    return (
        first.startswith(_EXAMPLE_MARKS)
        or second.startswith(_EXAMPLE_MARKS)
        or third.startswith(_EXAMPLE_MARKS)
    )


def _digest(columns: Sequence[Sequence[str]]) -> str:
    whole = "\x1e".join("\x1f".join(column) for column in columns)
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()
