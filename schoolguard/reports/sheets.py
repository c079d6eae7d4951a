# SPDX-License-Identifier: Apache-2.0
"""Reads a stranger's spreadsheet (xlsx, xls, csv) into rows of text, without trusting it.

Decides: how large a file may be, and that a limited child process opens it, so that a hostile or
broken file can cost ten seconds and half a gigabyte at most, never the program. Does not decide
what a column means. Every refusal names file, sheet, row and column where it knows them.

Measured: hostile rosters of a few kilobytes that make a reader take 2 GB or minutes; the limits
below refuse them (5,000 rows, 64 columns, 1,000 characters a cell, 64 MB unpacked).
"""

import importlib.util
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from schoolguard.kernel.errors import Param, UserError
from schoolguard.reports import sheet_child

MAX_ROWS: Final = 5_000
_HEADING_ROWS: Final = 20
"""Titles and notes above the table are not people."""

_MAX_FILE_BYTES: Final = 32 << 20
_MAX_UNPACKED_BYTES: Final = 64 << 20
_MAX_ZIP_MEMBERS: Final = 2_000
_MAX_RATIO: Final = 250
_SMALL_MEMBER_BYTES: Final = 1 << 20
_MAX_ANSWER_BYTES: Final = 80 << 20
_HERE: Final = str(Path(__file__).parent)
_CHILD: Final = (
    "import sys; sys.path.append(sys.argv[-1]); import sheet_child; sheet_child.main(sys.argv[1:])"
)
"""Imported rather than run, so that its compiled form is used."""

_SECONDS: Final = 10
_MEGABYTES: Final = 512
_REFUSAL_PARAMS: Final[dict[str, tuple[str, ...]]] = {
    "too_many_sheets": ("limit",),
    "too_many_rows": ("sheet", "rows", "limit"),
    "too_many_columns": ("sheet", "columns", "limit"),
    "cell_too_long": ("sheet", "row", "column"),
    "sheet_too_large": (),
    "sheet_has_password": (),
    "sheet_damaged": (),
    "sheet_is_web_page": (),
    "sheet_unknown_kind": (),
}


@dataclass(frozen=True, slots=True)
class LostDigits:
    """A cell that held an identity number as a number, so that its last digits are gone.

    Attributes:
        row: 1 for the first row of the file, as the spreadsheet shows it.
        column: 1 for column A.
    """

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file.

    Attributes:
        name: empty for a text file.
        rows: as in the file, row 1 first, empty rows included, trailing empty rows not; a row is
            as wide as the file has it. Whole numbers read `3`, days `2026-09-01`, times `07:50`.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetFile:
    """All worksheets of a file in file order, and the cells whose value was lost before us."""

    sheets: tuple[Sheet, ...]
    lost_digits: tuple[LostDigits, ...] = ()


def read_sheets(path: Path, *, max_rows: int = MAX_ROWS) -> SheetFile:
    """Read a spreadsheet or text table.

    Text may be UTF-8 with or without BOM, UTF-16 with BOM, or GBK/GB18030. A number too long for a
    spreadsheet comes back in scientific notation, which no check accepts, and in `lost_digits`.

    Raises:
        UserError: ``reports.<why>`` with `file` and, where known, `sheet`, `row`, `column`.
    """
    data = _read_bytes(path)
    if data.startswith(b"PK"):
        _check_zip(path.name, data)
    text = _run_child(path.name, data, max_rows + _HEADING_ROWS)
    kind, _, rest = text.partition(sheet_child.PART)
    if kind == "ok":
        return _parse(path.name, rest)
    code, *values = rest.split(sheet_child.CELL)
    names = _REFUSAL_PARAMS.get(code)
    if kind != "refused" or names is None:
        raise UserError("reports.sheet_damaged", file=path.name)
    params: dict[str, Param] = dict(zip(names, values, strict=False))
    if "column" in params:
        params["column"] = column_letters(int(params["column"]))
    if "sheet" in params:
        params["sheet"] = params["sheet"] or path.stem
    raise UserError(f"reports.{code}", file=path.name, **params)


def column_letters(column: int) -> str:
    """Return a column's name as the spreadsheet shows it: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MAX_FILE_BYTES:
            raise UserError("reports.sheet_too_large", file=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise UserError("reports.sheet_unreadable", file=path.name) from error
    if not data.strip():
        raise UserError("reports.sheet_empty", file=path.name)
    return data


def _check_zip(name: str, data: bytes) -> None:
    try:
        members = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UserError("reports.sheet_damaged", file=name) from error
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MAX_ZIP_MEMBERS or unpacked > _MAX_UNPACKED_BYTES:
        raise UserError("reports.sheet_too_large", file=name)
    for member in members:
        if member.flag_bits & 1:
            raise UserError("reports.sheet_has_password", file=name)
        large = member.file_size > _SMALL_MEMBER_BYTES
        if large and member.file_size > _MAX_RATIO * max(member.compress_size, 1):
            raise UserError("reports.sheet_too_large", file=name)


def _run_child(name: str, data: bytes, max_rows: int) -> str:
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and script, no shell
        _command(max_rows),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    expired = threading.Event()

    def stop() -> None:
        expired.set()
        process.kill()

    timer = threading.Timer(_SECONDS, stop)
    timer.start()
    try:
        output = _talk(process, data)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
    if expired.is_set() or not output or len(output) > _MAX_ANSWER_BYTES:
        raise UserError("reports.sheet_too_large", file=name)
    return output.decode("utf-8", "replace")


def _talk(process: subprocess.Popen[bytes], data: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        return b""
    with process.stdout as answers:
        try:
            with process.stdin as questions:
                questions.write(data)
        except OSError:
            return b""
        return answers.read(_MAX_ANSWER_BYTES + 1)


def _command(max_rows: int) -> list[str]:
    limits = [str(_SECONDS), str(_MEGABYTES), str(max_rows)]
    if getattr(sys, "frozen", False):
        return [sys.executable, "--sheet-child", *limits]
    spec = importlib.util.find_spec("python_calamine")
    folder = str(Path(spec.origin).parents[1]) if spec and spec.origin else ""
    return [sys.executable, "-I", "-S", "-c", _CHILD, *limits, folder, _HERE]


def _parse(file: str, text: str) -> SheetFile:
    sheets: list[Sheet] = []
    lost: list[LostDigits] = []
    for block in text.split(sheet_child.SHEET) if text else ():
        name, hidden, notes, body = block.split(sheet_child.PART)
        lines = body.split(sheet_child.ROW) if body else ()
        rows = tuple(tuple(line.split(sheet_child.CELL)) for line in lines)
        sheets.append(Sheet(name, rows, hidden=bool(hidden)))
        lost += _parse_notes(name, notes)
    if not any(sheet.rows for sheet in sheets):
        raise UserError("reports.sheet_empty", file=file)
    return SheetFile(tuple(sheets), tuple(lost))


def _parse_notes(sheet: str, notes: str) -> Iterator[LostDigits]:
    for note in notes.split(sheet_child.ROW) if notes else ():
        row, column = note.split(":")
        yield LostDigits(sheet, int(row), int(column))
