# SPDX-License-Identifier: Apache-2.0
"""Tables as CSV files that a spreadsheet opens and a program reads back to the same values.

UTF-8 with a byte order mark (so that spreadsheets show Chinese), CRLF, quotes where needed. Text
that a spreadsheet would take for a formula gets one ``'`` in front, as does text that starts with
one; reading takes it off again. Columns that a newer program adds stand to the right of the known
ones and are skipped. The shape of a table also says itself in Frictionless' table schema.

Source: RFC 4180; https://owasp.org/www-community/attacks/CSV_Injection;
https://specs.frictionlessdata.io/table-schema/.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

from schoolguard.crypto.canonical import Json
from schoolguard.packages.archive import Content
from schoolguard.packages.errors import BadTableError

Value = str | int | bool | date

ROWS_LIMIT = 50_000
COUNT_MOST = 10_000_000
TEXT_MOST = 4000
_BOM = "\ufeff"
# Control characters, and the marks that make text run the other way and so hide what it says.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
_ESCAPE = "'"


class ColumnKind(Enum):
    """What a cell may hold."""

    TEXT = "string"
    COUNT = "integer"
    DAY = "date"
    FLAG = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `title` is for people, in Chinese and English; `choices` closes a text column."""

    name: str
    title: str
    kind: ColumnKind = ColumnKind.COUNT
    choices: tuple[str, ...] = ()

    def write(self, value: Value) -> str:
        """Return the cell for a value of this column."""
        if self.kind is ColumnKind.FLAG:
            return "true" if value else "false"
        if self.kind is ColumnKind.DAY and isinstance(value, date):
            return value.isoformat()
        return _escape(str(value)) if self.kind is ColumnKind.TEXT else str(value)

    def read(self, cell: str) -> Value:
        """Return the value of a cell.

        Raises:
            ValueError: not a value of this column in its one spelling.
        """
        value = _READERS[self.kind](cell)
        if self.write(value) != cell or (self.choices and value not in self.choices):
            raise ValueError(cell)
        return value

    def schema(self) -> dict[str, Json]:
        """Return the field as Frictionless' table schema describes it."""
        limits: dict[str, Json] = {"required": self.kind is not ColumnKind.TEXT}
        if self.kind is ColumnKind.COUNT:
            limits |= {"minimum": 0, "maximum": COUNT_MOST}
        if self.choices:
            limits = {"required": True, "enum": list(self.choices)}
        return {
            "name": self.name,
            "title": self.title,
            "type": self.kind.value,
            "constraints": limits,
        }


R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Table(Generic[R]):
    """One CSV file of a package: rows are frozen values whose fields are the columns, in order.

    Attributes:
        check: returns the name of the column in which a row contradicts itself, or None.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    row: Callable[..., R]
    cells: Callable[[R], tuple[Value, ...]]
    check: Callable[[R], str | None]

    @property
    def path(self) -> str:
        """Where the table stands in a package."""
        return f"data/{self.name}.csv"

    def write(self, rows: Sequence[R]) -> bytes:
        """Return the file of `rows`, in their order."""
        sheet = io.StringIO(newline="")
        writer = csv.writer(sheet, lineterminator="\r\n")
        writer.writerow([column.name for column in self.columns])
        for row in rows:
            values = zip(self.columns, self.cells(row), strict=True)
            writer.writerow([column.write(value) for column, value in values])
        return (_BOM + sheet.getvalue()).encode("utf-8")

    def read(self, data: Content) -> tuple[R, ...]:
        """Return the rows of a file, in its order.

        Raises:
            BadTableError: names table, row (1 = first after the header; 0 = header) and column.
        """
        lines = self._lines(bytes(data))
        names = tuple(column.name for column in self.columns)
        header = next(lines, [])
        if tuple(header[: len(names)]) != names or len(set(header)) != len(header):
            raise self._bad(0, "header")
        rows: list[R] = []
        for number, line in enumerate(lines, start=1):
            if number > ROWS_LIMIT or len(line) != len(header):
                raise self._bad(number, "row")
            rows.append(self._row(number, line))
        return tuple(rows)

    def resource(self) -> dict[str, Json]:
        """Return the table's part of `datapackage.json`, without size and hash."""
        return {
            "name": self.name,
            "title": self.title,
            "path": self.path,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8-sig",
            "schema": {"fields": [column.schema() for column in self.columns]},
        }

    def _lines(self, data: bytes) -> Iterator[list[str]]:
        try:
            text = data.decode("utf-8")
            if not text.startswith(_BOM):
                raise self._bad(0, "encoding")
            yield from csv.reader(io.StringIO(text[1:], newline=""), strict=True)
        except (UnicodeDecodeError, csv.Error) as error:
            raise self._bad(0, "encoding") from error

    def _row(self, number: int, line: list[str]) -> R:
        values: list[Value] = []
        for column, cell in zip(self.columns, line, strict=False):
            try:
                values.append(column.read(cell))
            except ValueError as error:
                raise self._bad(number, column.name) from error
        row = self.row(*values)
        contradiction = self.check(row)
        if contradiction is not None:
            raise self._bad(number, contradiction)
        return row

    def _bad(self, number: int, column: str) -> BadTableError:
        return BadTableError(table=self.name, row=number, column=column)


def text_column(name: str, title: str, *choices: str) -> Column:
    """Return a column of text; with `choices` it takes nothing else."""
    return Column(name, title, ColumnKind.TEXT, choices)


def _escape(raw: str) -> str:
    """Return text as a cell: nothing unseen in it, and nothing that a spreadsheet would compute."""
    text = _UNSEEN.sub(" ", raw.replace("\r\n", "\n"))
    if len(text) > TEXT_MOST:
        raise ValueError("text is too long for a cell")
    return _ESCAPE + text if text[:1] in {_ESCAPE, *_FORMULA_STARTS} else text


def _read_text(cell: str) -> str:
    text = cell.removeprefix(_ESCAPE)
    if len(text) > TEXT_MOST or _UNSEEN.search(text):
        raise ValueError("text")
    return text


def _read_count(cell: str) -> int:
    if not cell.isascii() or not cell.isdigit() or int(cell) > COUNT_MOST:
        raise ValueError("count")
    return int(cell)


_READERS: dict[ColumnKind, Callable[[str], Value]] = {
    ColumnKind.TEXT: _read_text,
    ColumnKind.COUNT: _read_count,
    ColumnKind.DAY: date.fromisoformat,
    ColumnKind.FLAG: lambda cell: cell == "true",
}
