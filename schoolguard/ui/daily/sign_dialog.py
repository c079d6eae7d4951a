# SPDX-License-Identifier: Apache-2.0
"""The principal's sign-off: what is signed, what it means, and one tick before it can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from typing_extensions import override

from schoolguard.daily import Issue
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog


class SignDialog(HouseDialog):
    """Shows number and statement of a draft and asks for the principal's word."""

    def __init__(self, parent: QWidget | None, texts: Texts, issue: Issue, statement: str) -> None:
        title = texts("daily.page.sign.title", number=issue.number)
        super().__init__(parent, texts, title, texts("daily.page.sign.deed"))
        self.setMinimumWidth(560)
        said = QLabel(statement, self)
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        meaning = QLabel(texts("daily.page.sign.meaning"), self)
        meaning.setWordWrap(True)
        meaning.setProperty("look", "muted")
        self.checked = QCheckBox(texts("daily.page.sign.checked"), self)
        self.body.addWidget(said)
        self.body.addWidget(meaning)
        self.body.addWidget(self.checked)
        self.checked.setFocus()

    @override
    def check(self) -> bool:
        agreed = self.checked.isChecked()
        refusal = "" if agreed else self.texts("daily.page.sign.not_checked")
        self.problem.say(Tone.ATTENTION, refusal)
        return agreed

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, issue: Issue, statement: str) -> bool:
        """Return whether the principal signs."""
        return cls(parent, texts, issue, statement).run()
