# SPDX-License-Identifier: Apache-2.0
"""Chooses the day: a field with a calendar, and steps from school day to school day."""

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.widgets.fields import DayField


class DayTurner(QWidget):
    """Earlier, the day, later; Alt+Left and Alt+Right turn it.

    Signals:
        chosen: the day that was turned to (`date`).
    """

    chosen = Signal(date)

    def __init__(self, desk: Desk, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._field = DayField(day, self)
        self._field.setAccessibleName(desk.texts("daily.page.day"))
        earlier = self._button("chevron-left", "daily.page.previous", "Alt+Left", -1)
        self.later = self._button("chevron-right", "daily.page.next", "Alt+Right", 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.GAP)
        for widget in (earlier, self._field, self.later):
            row.addWidget(widget)
        self._field.dateChanged.connect(lambda _: self.chosen.emit(self._field.day))

    def show_day(self, day: date, last: date) -> None:
        """Show a day without choosing it; nothing lies after `last`."""
        self._field.blockSignals(True)
        self._field.set_day(day)
        self._field.blockSignals(False)
        self.later.setEnabled(day < last)

    def _button(self, icon_name: str, key: str, shortcut: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(scale.ICON, scale.ICON))
        words = self._desk.texts(key)
        button.setAccessibleName(words)
        button.setToolTip(self._desk.texts("ui.with_key", words=words, shortcut=shortcut))
        button.setShortcut(QKeySequence(shortcut))
        button.clicked.connect(lambda: self._step(step))
        return button

    def _step(self, step: int) -> None:
        calendar = self._desk.school.calendar
        find = calendar.previous_school_day if step < 0 else calendar.next_school_day
        day = find(self._field.day)
        if day is not None:
            self.chosen.emit(day)
