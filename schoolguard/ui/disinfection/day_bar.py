# SPDX-License-Identifier: Apache-2.0
"""Steps from day to day, into the past to see what was done, into the future to see the plan."""

from datetime import date, timedelta

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from schoolguard.kernel.clock import local_day
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.widgets.fields import DayField


class DayBar(QWidget):
    """The day turner.

    Signals:
        day_chosen: the day (a date) that the person wants to see.
    """

    day_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._field = DayField(local_day(desk.clock.now()), self)
        self._field.setAccessibleName(desk.texts("today.days.field"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.GAP)
        row.addWidget(self._step_button("chevron-left", "previous", "Alt+Left", -1))
        row.addWidget(self._field)
        row.addWidget(self._step_button("chevron-right", "next", "Alt+Right", 1))
        words = desk.texts("today.days.today")
        home = QPushButton(icon("calendar-days"), words, self)
        home.setShortcut(QKeySequence("Alt+Home"))
        home.setToolTip(desk.texts("ui.with_key", words=words, shortcut="Alt+Home"))
        home.clicked.connect(lambda: self.day_chosen.emit(local_day(self._desk.clock.now())))
        row.addWidget(home)
        self._field.dateChanged.connect(lambda _: self.day_chosen.emit(self._field.day))

    def show_day(self, day: date) -> None:
        """Show which day it is, without asking for it."""
        self._field.blockSignals(True)
        self._field.set_day(day)
        self._field.blockSignals(False)

    def _step_button(self, sign: str, name: str, shortcut: str, step: int) -> QToolButton:
        texts = self._desk.texts
        words = texts(f"disinfection_page.day.{name}")
        button = QToolButton(self)
        button.setIcon(icon(sign))
        button.setIconSize(QSize(scale.ICON, scale.ICON))
        button.setAccessibleName(words)
        button.setToolTip(texts("ui.with_key", words=words, shortcut=shortcut))
        button.setShortcut(QKeySequence(shortcut))
        button.clicked.connect(
            lambda _=False: self.day_chosen.emit(self._field.day + timedelta(days=step))
        )
        return button
