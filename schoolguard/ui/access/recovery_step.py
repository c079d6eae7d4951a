# SPDX-License-Identifier: Apache-2.0
"""The last step of the first start: print the recovery sheet, type its code back."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from schoolguard.app.accounts import confirm_recovery
from schoolguard.app.bootstrap import NewSchool
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts
from schoolguard.ui.access.opening import Opening
from schoolguard.ui.access.recovery_sheet import recovery_pdf
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.paper import PaperDialog


class RecoveryStep(QWidget):
    """Paper first, then the proof that it can be read.

    Signals:
        confirmed: the code was typed back; it counts from now on.
    """

    confirmed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._new: NewSchool | None = None
        words = QLabel(texts("first_start.recovery.text"), self)
        words.setWordWrap(True)
        self.paper_button = QPushButton(texts("first_start.recovery.paper"), self)
        self.code = QLineEdit(self)
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.form = Form(self)
        self.form.add(
            "code",
            texts("first_start.recovery.code"),
            self.code,
            texts("first_start.recovery.code_hint"),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, scale.GAP, 0)
        column.setSpacing(scale.ROOMY)
        column.addWidget(words)
        column.addWidget(self.paper_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.form)
        column.addStretch(1)
        self._drawing = Opening(self)
        self._drawing.succeeded.connect(self._show_paper)
        self._confirming = Opening(self)
        self._confirming.succeeded.connect(lambda _: self.confirmed.emit())
        self._confirming.failed.connect(self._on_failed)
        self.paper_button.clicked.connect(self._draw)
        self.code.returnPressed.connect(self.confirm)

    def take(self, new: NewSchool, day: date) -> None:
        """Take the school that was created, and its code."""
        self._new = new
        self._day = day

    def confirm(self) -> None:
        """Compare what was typed with what was printed."""
        new, typed = self._new, self.code.text()
        if new is not None:
            self.form.clear_errors()
            self._confirming.attempt(lambda: confirm_recovery(new.school, new.recovery_code, typed))

    def _draw(self) -> None:
        new = self._new
        if new is not None:
            name, code, day = new.school.settings.name, new.recovery_code, self._day
            self._drawing.attempt(lambda: recovery_pdf(self._texts, name, code, day))

    def _show_paper(self, pdf: bytes) -> None:
        PaperDialog.tell(
            self,
            self._texts,
            title=self._texts("first_start.sheet.title"),
            file_name=self._texts("first_start.recovery.file_name"),
            pdf=pdf,
        )
        self.code.setFocus()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.form.set_error("code", self._texts.error(error))
