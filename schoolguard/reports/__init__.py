# SPDX-License-Identifier: Apache-2.0
"""Paper and sheets: what a document is, how it becomes PDF or XLSX, how a sheet is read.

A room builds a `Document` (sections of figures, pairs, tables, notes, signature lines) without
knowing the paper; `document_pdf` and `document_xlsx` turn it into bytes. `forms_xlsx` writes sheets
that people fill in, `read_sheets` reads strangers' sheets in a limited child process. Nothing here
knows a word about health.

reportlab and XlsxWriter are imported when the first document is made.
"""

from schoolguard.reports.document import (
    Align,
    Block,
    Code,
    Column,
    Document,
    Figure,
    Figures,
    Frame,
    KeyValues,
    Note,
    PageBreak,
    Picture,
    Section,
    Side,
    Signatures,
    Table,
    TearLine,
    Tone,
)
from schoolguard.reports.forms import CellKind, CellValue, Form, FormColumn
from schoolguard.reports.sheets import (
    MAX_ROWS,
    LostDigits,
    Sheet,
    SheetFile,
    column_letters,
    read_sheets,
)

__all__ = [
    "MAX_ROWS",
    "Align",
    "Block",
    "CellKind",
    "CellValue",
    "Code",
    "Column",
    "Document",
    "Figure",
    "Figures",
    "Form",
    "FormColumn",
    "Frame",
    "KeyValues",
    "LostDigits",
    "Note",
    "PageBreak",
    "Picture",
    "Section",
    "Sheet",
    "SheetFile",
    "Side",
    "Signatures",
    "Table",
    "TearLine",
    "Tone",
    "column_letters",
    "document_pdf",
    "document_xlsx",
    "forms_xlsx",
    "lacks_glyph",
    "page_count",
    "read_sheets",
]


def document_pdf(document: Document) -> bytes:
    """Return the document as a PDF file; safe to call from any thread."""
    from schoolguard.reports import pdf  # noqa: PLC0415 - reportlab is heavy; imported when first used

    return pdf.document_pdf(document)


def page_count(document: Document) -> int:
    """Return how many pages a document takes, without drawing it."""
    from schoolguard.reports import pdf  # noqa: PLC0415 - reportlab is heavy; imported when first used

    return pdf.page_count(document)


def document_xlsx(document: Document) -> bytes:
    """Return a document as one sheet: titles, pairs and tables under one another."""
    from schoolguard.reports import xlsx  # noqa: PLC0415 - xlsxwriter is heavy; imported when first used

    return xlsx.document_xlsx(document)


def forms_xlsx(*forms: Form) -> bytes:
    """Return a workbook of forms in the given order."""
    from schoolguard.reports import xlsx  # noqa: PLC0415 - xlsxwriter is heavy; imported when first used

    return xlsx.forms_xlsx(*forms)


def lacks_glyph(text: str) -> tuple[str, ...]:
    """Return the characters of a text that no paper can show, in order, once each."""
    from schoolguard.reports import fonts  # noqa: PLC0415 - reportlab is heavy; imported when first used

    return fonts.lacks_glyph(text)
