# SPDX-License-Identifier: Apache-2.0
"""Paper and sheets: what a document is, and how it becomes PDF or XLSX; how a sheet is read.

A room builds a `Document` (sections of key-value blocks, tables, notes, signature lines) without
knowing the paper; `document_pdf` and `workbook_bytes` turn it into bytes. `read_sheets` reads
strangers' spreadsheets in a limited child process. Nothing here knows a word about health.

reportlab and XlsxWriter are imported when the first document is made.
"""

from schoolguard.reports.sheets import (
    MAX_ROWS,
    LostDigits,
    Sheet,
    SheetFile,
    column_letters,
    read_sheets,
)

__all__ = ["MAX_ROWS", "LostDigits", "Sheet", "SheetFile", "column_letters", "read_sheets"]
