# SPDX-License-Identifier: Apache-2.0
"""A short state in a coloured frame; the words say it, the colour repeats it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.theme.stylesheet import set_look


class Badge(QLabel):
    """A small label with a tone."""

    def __init__(
        self, text: str = "", tone: Tone = Tone.MUTED, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.say(text, tone)

    def say(self, text: str, tone: Tone) -> None:
        """Show another state."""
        self.setText(text)
        self.setAccessibleName(text)
        set_look(self, "badge", tone)
