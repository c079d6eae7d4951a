# SPDX-License-Identifier: Apache-2.0
"""The child process that opens a stranger's sheet: limits itself, reads, prints plain text, ends.

It is started with `python -I -S` (see `reports.sheets`), so it imports nothing of
SchoolGuard and nothing that it does not need: a start costs a few hundredths of a second. What it
decides: which kind of file this is, how a cell reads as text, where the limits are. What it does
not decide: the sentence a person sees, and what the cells mean.

Its answer is one text: `ok`, then sheets, rows and cells parted by control characters, which
are removed from every cell; or `refused` with a code and parameters.
"""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from io import BytesIO, StringIO

SHEET, ROW, CELL, PART = "\x1d", "\x1e", "\x1f", "\x1c"
"""Between sheets, rows, cells, and the parts of a sheet (name, hidden or not, notes, rows)."""

MAX_SHEETS = 64
MAX_COLUMNS = 64
MAX_CELL_CHARACTERS = 1_000
MAX_TEXT_CHARACTERS = 16_000_000
_EXACT_INTEGERS = 10**15
"""Spreadsheets keep 15 digits: an identity number typed as a number has lost its end."""

_CONTROL = str.maketrans("\n\t", "  ", "".join(map(chr, (*range(9), *range(11, 32), 127))))
_DELIMITERS = (",", "\t", ";", "，")


class RefusedError(Exception):
    """The file is not read; carries a code and the parameters of its sentence."""

    def __init__(self, code: str, *params: str) -> None:
        super().__init__(code)
        self.answer = CELL.join((code, *params))


def limit_process(seconds: int, megabytes: int) -> None:
    """Put the process under time and memory limits, where the system has them (not Windows)."""
    try:
        import resource  # noqa: PLC0415 - does not exist on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(data: bytes, max_rows: int) -> str:
    """Return the whole answer for the bytes of one file."""
    try:
        workbook = data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))
        sheets = _read_workbook(data, max_rows) if workbook else _read_text(data, max_rows)
        return "ok" + PART + SHEET.join(sheets)
    except RefusedError as refused:
        return "refused" + PART + refused.answer
    except MemoryError:
        return "refused" + PART + "sheet_too_large"


def _read_workbook(data: bytes, max_rows: int) -> Iterator[str]:
    import python_calamine as calamine  # noqa: PLC0415 - the path to it is known only after start

    try:
        workbook = calamine.load_workbook(BytesIO(data))
        chosen = [
            (number, meta)
            for number, meta in enumerate(workbook.sheets_metadata)
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        if len(chosen) > MAX_SHEETS:
            raise RefusedError("too_many_sheets", str(MAX_SHEETS))
        used = 0
        for number, meta in chosen:
            table = workbook.get_sheet_by_index(number)
            _check_size(meta.name, table.end, max_rows)
            rows = table.to_python(skip_empty_area=False)
            hidden = meta.visible != calamine.SheetVisibleEnum.Visible
            text = _sheet(meta.name, rows, max_rows, hidden=hidden)
            used += len(text)
            if used > MAX_TEXT_CHARACTERS:
                raise RefusedError("sheet_too_large")
            yield text
    except calamine.PasswordError as error:
        raise RefusedError("sheet_has_password") from error
    except (calamine.CalamineError, OSError, ValueError, KeyError) as error:
        raise RefusedError("sheet_damaged") from error


def _check_size(name: str, end: tuple[int, int] | None, max_rows: int) -> None:
    if end is None:
        return
    if end[0] >= max_rows:
        raise RefusedError("too_many_rows", name, str(end[0] + 1), str(max_rows))
    if end[1] >= MAX_COLUMNS:
        raise RefusedError("too_many_columns", name, str(end[1] + 1), str(MAX_COLUMNS))


def _read_text(data: bytes, max_rows: int) -> Iterator[str]:
    import csv  # noqa: PLC0415 - only text files need it

    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise RefusedError("sheet_is_web_page")
    text = _decode(data)
    csv.field_size_limit(MAX_CELL_CHARACTERS * 64)
    try:
        rows: list[list[str]] = []
        for row in csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append(row)
            if len(rows) > max_rows:
                raise RefusedError("too_many_rows", "", str(len(rows)), str(max_rows))
            if len(row) > MAX_COLUMNS:
                raise RefusedError("too_many_columns", "", str(len(row)), str(MAX_COLUMNS))
    except csv.Error as error:
        raise RefusedError("sheet_damaged") from error
    yield _sheet("", rows, max_rows, hidden=False)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            raise RefusedError("sheet_unknown_kind")
        return text
    raise RefusedError("sheet_unknown_kind")


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _sheet(name: str, rows: Sequence[Sequence[object]], max_rows: int, *, hidden: bool) -> str:
    notes: list[str] = []
    lines: list[str] = []
    filled = 0
    for number, row in enumerate(rows, start=1):
        cells = [value if type(value) is str else _text(value) for value in row]
        together = "".join(cells)
        if not together.isprintable():
            cells = [text.translate(_CONTROL) for text in cells]
        if len(together) > MAX_CELL_CHARACTERS:
            _check_lengths(name, number, cells)
        if "E+" in together or "e+" in together:
            notes += [f"{number}:{n}" for n, value in enumerate(row, 1) if _lost_digits(value)]
        lines.append(CELL.join(cells))
        if together:
            filled = number
    if filled > max_rows:
        raise RefusedError("too_many_rows", name, str(filled), str(max_rows))
    body = ROW.join(lines[:filled])
    return PART.join((name.translate(_CONTROL), "1" if hidden else "", ROW.join(notes), body))


def _check_lengths(name: str, row: int, cells: Sequence[str]) -> None:
    for column, text in enumerate(cells, start=1):
        if len(text) > MAX_CELL_CHARACTERS:
            raise RefusedError("cell_too_long", name, str(row), str(column))


def _lost_digits(value: object) -> bool:
    if type(value) is float:
        return abs(value) >= _EXACT_INTEGERS
    return type(value) is str and "E+1" in value and _is_scientific(value)


def _is_scientific(text: str) -> bool:
    head, _, exponent = text.strip().partition("E+")
    return head.replace(".", "", 1).isdigit() and exponent.isdigit() and int(exponent) >= 14


def _text(value: object) -> str:
    if type(value) is float:
        whole = value.is_integer() and abs(value) < _EXACT_INTEGERS
        return str(int(value)) if whole else repr(value)
    text = str(value)
    if isinstance(value, bool):
        text = text.upper()
    elif isinstance(value, datetime):
        midnight = value.time() == time()
        text = value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    elif isinstance(value, time):
        text = value.isoformat("minutes")
    return text


def main(arguments: list[str]) -> None:
    """Answer for standard input; `arguments`: seconds, megabytes, rows, folders to import from."""
    seconds, megabytes, max_rows = (int(text) for text in arguments[:3])
    sys.path.extend(arguments[3:])
    limit_process(seconds, megabytes)
    gc.disable()  # one answer, then the end: nothing is worth collecting
    text = answer(sys.stdin.buffer.read(), max_rows)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    os._exit(0)  # without taking a hundred thousand cells apart first
