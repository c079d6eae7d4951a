# SPDX-License-Identifier: Apache-2.0
"""A field for one look at a person: digits are the temperature, letters are symptoms.

``375`` is 37.5, as everywhere; a letter never stands in the field, it ticks its symptom.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from schoolguard import checks
from schoolguard.kernel.errors import UserError
from schoolguard.ui.theme.stylesheet import set_look


class TemperatureField(QLineEdit):
    """A temperature, or nothing.

    Signals:
        lettered: a letter was pressed.
    """

    lettered = Signal(str)

    def __init__(self, label: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        self.setPlaceholderText(hint)
        self.setMaxLength(5)
        # A Chinese input method would keep the letters to itself.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.textEdited.connect(lambda: set_look(self, "wrong", ""))

    @property
    def decicelsius(self) -> int | None:
        """The temperature in tenths of a degree; None where the field is empty.

        Raises:
            UserError: ``checks.not_a_temperature``; the field is framed.
        """
        typed = self.text().strip()
        if not typed:
            return None
        try:
            return checks.parse_decicelsius(typed)
        except UserError:
            set_look(self, "wrong", "true")
            self.setFocus()
            raise

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and letter.isascii() and letter.isalpha():
            self.lettered.emit(letter.upper())
            return
        super().keyPressEvent(event)
