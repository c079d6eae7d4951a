# SPDX-License-Identifier: Apache-2.0
"""A sentence across a page: something the person should know while working here."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import pixmap
from schoolguard.ui.theme.palette import TINTS, TONE_ICONS, Tone
from schoolguard.ui.theme.stylesheet import set_look


class Banner(QFrame):
    """An icon, a sentence and, if wanted, one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._button = QPushButton(self)
        self._action: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.ROOMY, scale.GAP, scale.ROOMY, scale.GAP)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        self._button.clicked.connect(self._act)
        self.hide()

    def say(
        self,
        tone: Tone,
        text: str,
        button: str = "",
        action: Callable[[], None] | None = None,
    ) -> None:
        """Show a sentence; an empty one hides the banner."""
        self._sign.setPixmap(pixmap(TONE_ICONS[tone], TINTS[tone].text))
        self._text.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._action = action
        set_look(self, "banner", tone)
        self.setVisible(bool(text))

    @property
    def sentence(self) -> str:
        """What the banner says."""
        return self._text.text()

    def _act(self) -> None:
        if self._action is not None:
            self._action()
