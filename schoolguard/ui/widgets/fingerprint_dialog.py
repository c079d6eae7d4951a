# SPDX-License-Identifier: Apache-2.0
"""A card's fingerprint, compared by phone: most of it is shown, the rest typed as it was heard.

So that it is not just clicked away. What is enrolled by it is decided by the page that asks.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.kernel.texts import Texts
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form

_HEARD_GROUPS: Final = 2


def plain_label(text: str, parent: QWidget, look: str = "") -> QLabel:
    """Return a wrapped label that shows its text as it is, never as markup."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if look:
        label.setProperty("look", look)
    return label


@dataclass(frozen=True, slots=True)
class FingerprintWords:
    """Text keys of one side's question."""

    title: str
    deed: str
    how: str
    heard: str
    wrong: str


class HeardFingerprintDialog(HouseDialog):
    """Asks for the last two groups of a fingerprint; subclasses may ask for more in `form`."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, words: FingerprintWords, owner: str, shown: str
    ) -> None:
        super().__init__(parent, texts, texts(words.title), texts(words.deed))
        self._words = words
        self._groups = shown.split(" ")
        self.body.addWidget(plain_label(owner, self, "strong"))
        self.body.addWidget(plain_label(texts(words.how), self))
        first = "   ".join(self._groups[:-_HEARD_GROUPS])
        self.body.addWidget(plain_label(f"{first}   ▢▢▢▢▢   ▢▢▢▢▢", self, "section"))
        self.heard = QLineEdit(self)
        self.heard.setPlaceholderText("12345 67890")
        self.form = Form(self)
        self.form.add("heard", texts(words.heard), self.heard)
        self.body.addWidget(self.form)
        self.heard.setFocus()

    @override
    def check(self) -> bool:
        typed = "".join(sign for sign in self.heard.text() if sign.isdigit())
        right = typed == "".join(self._groups[-_HEARD_GROUPS:])
        self.form.set_error("heard", "" if right else self.texts(self._words.wrong))
        return right
