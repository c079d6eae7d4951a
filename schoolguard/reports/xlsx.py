# SPDX-License-Identifier: Apache-2.0
"""Writes workbooks: what a document says as a sheet, and forms that teachers fill in.

Every text is written as text, never as a formula (a name that begins with ``=`` stays a name), and
numbers of identity stay whole. Nothing is written to disk on the way. The same workbook gives the
same bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from schoolguard.reports.document import (
    Block,
    Column,
    Document,
    Figures,
    KeyValues,
    Note,
    Picture,
    Side,
    Signatures,
    Table,
)
from schoolguard.reports.forms import CellKind, CellValue, Form, FormColumn
from schoolguard.reports.sheets import column_letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # ships no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # ships no types

_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_LONGEST_LIST: Final = 255
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,9})(\.\d{1,4})?")
_NAME_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(slots=True)
class _Formats:
    """The few looks of a cell, made once a workbook."""

    book: xlsxwriter.Workbook
    made: dict[tuple[tuple[str, object], ...], "Format"] = field(default_factory=dict)

    def get(self, **properties: object) -> "Format":
        key = tuple(sorted(properties.items()))
        if key not in self.made:
            look = {"font_name": "Noto Sans SC", "font_size": 10.5, "valign": "vcenter"}
            self.made[key] = self.book.add_format({**look, **properties})
        return self.made[key]


def forms_xlsx(*forms: Form) -> bytes:
    """Return a workbook of forms in the given order."""
    buffer = BytesIO()
    book = _open(buffer)
    formats = _Formats(book)
    written = [(book.add_worksheet(sheet_name(form.name)), form) for form in forms]
    lists = _Lists(book)
    for sheet, form in written:
        _write_form(sheet, form, formats, lists)
    book.close()
    return buffer.getvalue()


def document_xlsx(document: Document) -> bytes:
    """Return a document as one sheet: titles, pairs and tables under one another."""
    buffer = BytesIO()
    book = _open(buffer)
    formats = _Formats(book)
    sheet = book.add_worksheet(sheet_name(document.title))
    width = max(_widths(document), default=2)
    row = _write_title(sheet, document, width, formats)
    for section in document.sections:
        if section.title:
            sheet.write_string(row, 0, section.title, formats.get(bold=True, font_size=12))
            row += 1
        for block in section.blocks:
            row = _write_block(sheet, block, row, formats) + 1
    sheet.set_column(0, max(width - 1, 1), 14)
    sheet.set_paper(9)
    if document.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def sheet_name(text: str) -> str:
    """Return `text` as a sheet may be called: 31 characters, without the signs Excel forbids."""
    return text.translate(_NAME_FORBIDDEN).strip()[:31] or "Sheet"


def _open(buffer: BytesIO) -> xlsxwriter.Workbook:
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"author": "SchoolGuard", "created": _MADE})
    return book


class _Lists:
    """A hidden sheet for choices longer than the 255 characters a rule may hold."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._sheet: Worksheet | None = None
        self._columns = 0

    def source(self, choices: tuple[str, ...]) -> str | list[str]:
        """Return the choices as a data validation wants them: a list or a range."""
        if len(",".join(choices)) <= _LONGEST_LIST and not any("," in text for text in choices):
            return list(choices)
        if self._sheet is None:
            self._sheet = self._book.add_worksheet("_lists")
            self._sheet.very_hidden()
        self._sheet.write_column(0, self._columns, choices)
        letters = column_letters(self._columns + 1)
        self._columns += 1
        return f"=_lists!${letters}$1:${letters}${len(choices)}"


def _write_form(sheet: "Worksheet", form: Form, formats: _Formats, lists: _Lists) -> None:
    for number, line in enumerate(form.lead):
        look = formats.get(italic=True) if number else formats.get(bold=True, font_size=14)
        sheet.write_string(number, 0, line, look)
    header = len(form.lead)
    first, last = header + 1, header + len(form.rows) + form.blank_rows
    sheet.set_row(header, 24)
    for number, column in enumerate(form.columns):
        sheet.set_column(number, number, column.width, formats.get(**_body(column)))
        title = column.title + ("*" if column.required else "")
        sheet.write_string(header, number, title, _header_look(formats))
        if last >= first:
            _add_validation(sheet, (first, number, last, number), column, lists)
    for row_number, row in enumerate(form.rows, start=first):
        for column_number, value in enumerate(row):
            look = formats.get(border=1, **_body(form.columns[column_number]))
            _write_value(sheet, row_number, column_number, value, look)
    sheet.freeze_panes(first, 0)
    if form.hidden:
        sheet.hide()


def _body(column: FormColumn) -> dict[str, object]:
    body: dict[str, object] = {"num_format": column.kind.value}
    return body | {"bg_color": "#EAF0F4"} if column.locked else body


def _add_validation(
    sheet: "Worksheet", area: tuple[int, int, int, int], column: FormColumn, lists: _Lists
) -> None:
    options: dict[str, object] = {}
    if column.choices:
        options = {"validate": "list", "source": lists.source(column.choices)}
    elif column.kind is CellKind.DECIMAL:
        options = {"validate": "decimal", "criteria": ">=", "value": 0}
    if column.hint:
        message = {"input_title": column.title[:32], "input_message": column.hint[:255]}
        options = {"validate": "any", **options, **message}
    if options:
        sheet.data_validation(*area, options)


def _header_look(formats: _Formats) -> "Format":
    return formats.get(bold=True, bg_color="#DCE6EC", border=1, align="center", text_wrap=True)


def _write_value(
    sheet: "Worksheet", row: int, column: int, value: CellValue, look: "Format"
) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)  # noqa: DTZ001 - spreadsheets know no zones
    else:
        sheet.write_number(row, column, value, look)


def _write_title(sheet: "Worksheet", document: Document, width: int, formats: _Formats) -> int:
    title = formats.get(bold=True, font_size=16, align="center")
    sheet.merge_range(0, 0, 0, max(width - 1, 1), "", title)
    sheet.write_string(0, 0, document.title, title)
    sheet.set_row(0, 28)
    row = 1
    for line in (document.subtitle, "    ".join(document.facts)):
        if line.strip():
            sheet.write_string(row, 0, line.strip(), formats.get())
            row += 1
    return row + 1


def _widths(document: Document) -> Iterator[int]:
    for section in document.sections:
        for block in section.blocks:
            yield from _block_widths(block)


def _block_widths(block: Block) -> Iterator[int]:
    if isinstance(block, Table):
        yield len(block.columns)
    elif isinstance(block, KeyValues):
        yield 2 * block.columns
    elif isinstance(block, Figures):
        yield len(block.items)
    elif isinstance(block, Side):
        for inner in (*block.left, *block.right):
            yield from _block_widths(inner)


def _write_block(sheet: "Worksheet", block: Block, row: int, formats: _Formats) -> int:
    """Write a block and return the first free row."""
    if isinstance(block, Side):
        for inner in (*block.left, *block.right):
            row = _write_block(sheet, inner, row, formats) + 1
        return row - 1
    if isinstance(block, Table):
        return _write_table(sheet, block, row, formats)
    if isinstance(block, Note):
        sheet.write_string(row, 0, block.text, formats.get(bold=block.strong))
        return row + 1
    if isinstance(block, Picture):
        sheet.write_string(row, 0, block.words, formats.get())
        return row + 1
    return _write_rows(sheet, _plain_rows(block), row, formats)


def _plain_rows(block: Block) -> list[tuple[str, ...]]:
    if isinstance(block, KeyValues):
        starts = range(0, len(block.pairs), block.columns)
        lines = [block.pairs[start : start + block.columns] for start in starts]
        return [tuple(text for pair in line for text in pair) for line in lines]
    if isinstance(block, Figures):
        return [
            tuple(item.label for item in block.items),
            tuple(item.value for item in block.items),
        ]
    if isinstance(block, Signatures):
        filled = (*block.filled, *("" for _ in block.labels))
        return list(zip(block.labels, filled, strict=False))
    return []


def _write_table(sheet: "Worksheet", table: Table, row: int, formats: _Formats) -> int:
    for number, column in enumerate(table.columns):
        sheet.write_string(row, number, column.title, _header_look(formats))
    row = _write_rows(sheet, list(table.rows), row + 1, formats, table.columns)
    if table.total:
        row = _write_rows(sheet, [table.total], row, formats, table.columns)
    if not table.rows and table.empty:
        sheet.write_string(row, 0, table.empty, formats.get())
        row += 1
    return row


def _write_rows(
    sheet: "Worksheet",
    rows: list[tuple[str, ...]],
    row: int,
    formats: _Formats,
    columns: tuple[Column, ...] = (),
) -> int:
    look = formats.get(border=1, num_format="@")
    number_look = formats.get(border=1)
    for texts in rows:
        for number, text in enumerate(texts):
            if _NUMBER.fullmatch(text) and (not columns or columns[number].title):
                sheet.write_number(row, number, float(text), number_look)
            else:
                sheet.write_string(row, number, text, look)
        row += 1
    return row
