# SPDX-License-Identifier: Apache-2.0
"""Which day is shown: a step back, a day of the calendar, a step on, or the present day."""

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from schoolguard.kernel.clock import local_day
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.widgets.fields import DayField


class DayBar(QWidget):
    """Steps from day to day, never past the present one.

    Signals:
        day_chosen: the day (a date) that the person wants to see.
    """

    day_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._field = DayField(local_day(desk.clock.now()), self)
        self._field.setAccessibleName(desk.texts("today.days.field"))
        self._previous = self._step_button("chevron-left", "today.days.previous", "Alt+Left")
        self._next = self._step_button("chevron-right", "today.days.next", "Alt+Right")
        self._today = QPushButton(icon("calendar-days"), desk.texts("today.days.today"), self)
        self._today.setShortcut(QKeySequence("Alt+Home"))
        self._today.setToolTip(self._tip("today.days.today", "Alt+Home"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.GAP)
        for widget in (self._previous, self._field, self._next, self._today):
            row.addWidget(widget)
        self._previous.clicked.connect(lambda: self._step(-1))
        self._next.clicked.connect(lambda: self._step(1))
        self._today.clicked.connect(lambda: self.day_chosen.emit(self._present()))
        self._field.dateChanged.connect(lambda _: self.day_chosen.emit(self._field.day))

    def show_day(self, day: date) -> None:
        """Show which day it is, without asking for it."""
        self._field.blockSignals(True)
        self._field.set_day(day)
        self._field.blockSignals(False)
        for button in (self._next, self._today):
            button.setEnabled(day < self._present())

    def _present(self) -> date:
        return local_day(self._desk.clock.now())

    def _step(self, step: int) -> None:
        calendar = self._desk.school.calendar
        find = calendar.previous_school_day if step < 0 else calendar.next_school_day
        day = find(self._field.day)
        if day is not None:
            self.day_chosen.emit(day)

    def _step_button(self, icon_name: str, key: str, shortcut: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(scale.ICON, scale.ICON))
        button.setAccessibleName(self._desk.texts(key))
        button.setToolTip(self._tip(key, shortcut))
        button.setShortcut(QKeySequence(shortcut))
        return button

    def _tip(self, key: str, shortcut: str) -> str:
        texts = self._desk.texts
        return texts("ui.with_key", words=texts(key), shortcut=shortcut)
