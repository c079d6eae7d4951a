# SPDX-License-Identifier: Apache-2.0
"""Which printer: the system's dialog, behind a function that a test can answer for.

The first print of a paper is the original; every later one is a copy and says so.
"""

from collections import deque
from typing import ClassVar

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

_DPI = 300


class Printing:
    """The only place of the page that opens a print dialog.

    Attributes:
        answers: a test's printers, first in, first out; None stands for "cancelled".
    """

    answers: ClassVar[deque[QPrinter | None]] = deque()

    @classmethod
    def ask(cls, parent: QWidget, name: str) -> QPrinter | None:
        """Ask where to print a document, None when the person thought better of it."""
        if cls.answers:
            return cls.answers.popleft()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(_DPI)
        printer.setFullPage(True)
        printer.setDocName(name)
        dialog = QPrintDialog(printer, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if accepted else None
