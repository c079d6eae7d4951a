# SPDX-License-Identifier: Apache-2.0
"""The base of the program's own dialogs, and the two questions every page asks.

A dialog offers a classmethod ``ask(parent, ...) -> value or None``: pages call only that, so that a
test replaces one function.
"""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.form import Form


class HouseDialog(QDialog):
    """Title, body, an inline error, and two buttons: the deed by its own name, and cancel.

    Subclasses fill `body`, and override `check` to refuse or take what was typed.
    """

    def __init__(self, parent: QWidget | None, texts: Texts, title: str, deed: str) -> None:
        super().__init__(parent)
        self.texts = texts
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        heading = QLabel(title, self)
        heading.setProperty("look", "section")
        self.problem = Banner(self)
        self.body = QVBoxLayout()
        self.body.setSpacing(scale.GAP)
        buttons = QDialogButtonBox(self)
        self.deed_button: QPushButton = buttons.addButton(
            deed, QDialogButtonBox.ButtonRole.AcceptRole
        )
        set_look(self.deed_button, "look", "primary")
        self.deed_button.setDefault(True)
        self.cancel_button: QPushButton = buttons.addButton(
            texts("ui.cancel"), QDialogButtonBox.ButtonRole.RejectRole
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.WIDE, scale.MARGIN, scale.WIDE, scale.MARGIN)
        column.setSpacing(scale.ROOMY)
        column.addWidget(heading)
        column.addWidget(self.problem)
        column.addLayout(self.body, 1)
        column.addWidget(buttons)
        buttons.accepted.connect(self._try)
        buttons.rejected.connect(self.reject)

    def check(self) -> bool:
        """Return whether what was typed can be taken; say what is wrong otherwise."""
        return True

    def run(self) -> bool:
        """Show the dialog; return whether it was accepted. It frees itself afterwards."""
        accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return accepted

    @Slot()
    def _try(self) -> None:
        if self.check():
            self.accept()


class ConfirmDialog(HouseDialog):
    """A question with yes or no; the yes is named after the deed."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, title: str, question: str, deed: str
    ) -> None:
        super().__init__(parent, texts, title, deed)
        words = QLabel(question, self)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(words)

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, *, title: str, question: str, deed: str
    ) -> bool:
        """Return whether the person agreed."""
        return cls(parent, texts, title, question, deed).run()


class ReasonDialog(HouseDialog):
    """Asks why, before something recorded is corrected."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, title: str, question: str, deed: str
    ) -> None:
        super().__init__(parent, texts, title, deed)
        self._reason = QLineEdit(self)
        self._form = Form(self)
        self._form.add("reason", question, self._reason)
        self.body.addWidget(self._form)
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        """The reason as typed, trimmed."""
        return self._reason.text().strip()

    @override
    def check(self) -> bool:
        self._form.set_error("reason", "" if self.reason else self.texts("ui.reason_needed"))
        return bool(self.reason)

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, *, title: str, question: str, deed: str
    ) -> str | None:
        """Return the reason, or None when the person thought better of it."""
        dialog = cls(parent, texts, title, question, deed)
        return dialog.reason if dialog.run() else None
