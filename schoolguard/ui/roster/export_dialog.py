# SPDX-License-Identifier: Apache-2.0
"""What leaves the desk as a sheet: hidden names, or everything with a reason."""

from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget
from typing_extensions import override

from schoolguard.kernel.texts import Texts
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form


class ExportDialog(HouseDialog):
    """Asks which of the two, and why; hidden names are the proposal."""

    def __init__(self, parent: QWidget | None, texts: Texts, *, may_name: bool) -> None:
        super().__init__(parent, texts, texts("people.export.title"), texts("people.export.deed"))
        self._masked = QRadioButton(texts("people.export.masked"), self)
        self.full = QRadioButton(texts("people.export.full"), self)
        self._masked.setChecked(True)
        self.full.setEnabled(may_name)
        self.reason = QLineEdit(self)
        self.reason.setEnabled(False)
        self._form = Form(self)
        self._form.add_wide(self._masked)
        self._form.add_wide(self.full)
        self._form.add(
            "reason", texts("people.export.reason"), self.reason, texts("people.export.reason_hint")
        )
        self.body.addWidget(self._form)
        self.full.toggled.connect(self._on_full)

    @property
    def answer(self) -> str:
        """The reason of a full export; empty for hidden names."""
        return self.reason.text().strip() if self.full.isChecked() else ""

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, *, may_name: bool) -> str | None:
        """Return the reason of a full export, empty for hidden names, None when cancelled."""
        dialog = cls(parent, texts, may_name=may_name)
        return dialog.answer if dialog.run() else None

    @override
    def check(self) -> bool:
        missing = self.full.isChecked() and not self.answer
        self._form.set_error("reason", self.texts("ui.reason_needed") if missing else "")
        return not missing

    def _on_full(self, checked: bool) -> None:  # noqa: FBT001 - a slot gets what Qt sends
        self.reason.setEnabled(checked)
        if checked:
            self.reason.setFocus()
