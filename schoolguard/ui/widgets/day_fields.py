# SPDX-License-Identifier: Apache-2.0
"""A day, or an hour of a day, that may be left empty; typed in the shortest way people write it."""

import re
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from schoolguard.kernel.clock import instant, local_time

_DAY: Final = re.compile(r"(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})")
_HOUR: Final = re.compile(r"(\d{1,2})[:：]?(\d{2})")


class OptionalDay(QLineEdit):
    """A day as ``11-24``, ``2026-11-24`` or empty; without a year it is the latest such day.

    Signals:
        day_edited: the text was changed by the person.
    """

    day_edited = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setMaxLength(10)
        self._today = date.min
        self.textEdited.connect(self.day_edited)

    def show_day(self, day: date | None, today: date) -> None:
        """Show a day; `today` decides the year of what is typed without one."""
        self._today = today
        short = day is not None and day.year == today.year
        self.setText("" if day is None else f"{day:%m-%d}" if short else day.isoformat())

    @property
    def is_wrong(self) -> bool:
        """Whether something stands there that is no day."""
        return bool(self.text().strip()) and self.day is None

    @property
    def day(self) -> date | None:
        """The day as typed; None when empty, or when it is no day."""
        found = _DAY.fullmatch(self.text().strip())
        if found is None:
            return None
        year, month, day = found.groups()
        try:
            typed = date(int(year or self._today.year), int(month), int(day))
            return typed if year or typed <= self._today else typed.replace(year=typed.year - 1)
        except ValueError:
            return None


class OptionalHour(QLineEdit):
    """An hour of a given day as ``10:30`` or ``1030``, or empty."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setMaxLength(5)
        self._day = date.min

    def show_hour(self, at: datetime | None, day: date) -> None:
        """Show an instant; what is typed instead falls on `day`."""
        self._day = local_time(at).date() if at else day
        self.setText("" if at is None else f"{local_time(at):%H:%M}")

    def move_to(self, day: date) -> None:
        """Let what is typed fall on another day."""
        self._day = day

    @property
    def is_wrong(self) -> bool:
        """Whether something stands there that is no hour."""
        return bool(self.text().strip()) and self.at is None

    @property
    def at(self) -> datetime | None:
        """The instant; None when empty, or when it is no hour."""
        found = _HOUR.fullmatch(self.text().strip())
        if found is None:
            return None
        try:
            return instant(self._day, int(found.group(1)), int(found.group(2)))
        except ValueError:
            return None
