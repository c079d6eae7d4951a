# SPDX-License-Identifier: Apache-2.0
"""Fields that know a kind of value: a day, a secret."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDateEdit, QLineEdit, QWidget
from typing_extensions import override


class DayField(QDateEdit):
    """A day, written 2026-09-01, with a calendar to drop down."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("yyyy-MM-dd")
        self.setCalendarPopup(True)
        self.set_day(day)

    @property
    def day(self) -> date:
        """The day shown."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show another day."""
        self.setDate(QDate(day.year, day.month, day.day))


class SecretField(QLineEdit):
    """A password or PIN, hidden as it is typed.

    Signals:
        caps_lock: a letter came with Caps Lock on (True), or off again (False).
    """

    caps_lock = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._caps = False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt tells Shift but not Caps Lock: a capital without Shift gives it away.
        letter = event.text()
        if letter.isascii() and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            caps = letter.isupper() != shifted
            if caps != self._caps:
                self._caps = caps
                self.caps_lock.emit(caps)
        super().keyPressEvent(event)
