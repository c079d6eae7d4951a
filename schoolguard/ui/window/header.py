# SPDX-License-Identifier: Apache-2.0
"""The line at the top: school, person search, which day and check it is, who is at the keyboard."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from schoolguard.kernel.clock import local_time
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.window.person_search import PersonSearch

_TICK_MS = 20_000
_SEARCH_WIDTH = 330
_STYLE = f"""
#header {{ background: {palette.SURFACE}; border-bottom: 1px solid {palette.LINE}; }}
"""


class Header(QFrame):
    """What one wants to know without looking for it.

    Signals:
        lock_wanted: the lock was pressed.
    """

    lock_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setStyleSheet(_STYLE)
        self._desk = desk
        self._school = QLabel(self)
        self._school.setProperty("look", "section")
        self.search = PersonSearch(desk, self)
        self.search.field.setMinimumWidth(_SEARCH_WIDTH)
        self._when = QLabel(self)
        self._when.setProperty("look", "muted")
        self._who = QLabel(self)
        self._lock = QPushButton(desk.texts("ui.lock.lock"), self)
        self._lock.setIcon(icon("lock"))
        self._lock.setProperty("look", "quiet")
        self._lock.setToolTip(
            desk.texts("ui.with_key", words=desk.texts("ui.lock.lock"), shortcut="Ctrl+L")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.WIDE, scale.GAP, scale.ROOMY, scale.GAP)
        row.setSpacing(scale.MARGIN)
        row.addWidget(self._school)
        row.addWidget(self.search)
        row.addStretch(1)
        row.addWidget(self._when)
        row.addWidget(self._who)
        row.addWidget(self._lock)
        self._lock.clicked.connect(self.lock_wanted)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tell)
        self._timer.start()
        self.tell()

    def show_words(self, *, on: bool) -> None:
        """Show day and person too, or only what one works with where room is scarce."""
        self._when.setVisible(on)
        self._who.setVisible(on)
        self.search.field.setMinimumWidth(_SEARCH_WIDTH if on else _SEARCH_WIDTH // 2)

    def tell(self) -> None:
        """Show the time, the school and the person as they are now."""
        texts, now = self._desk.texts, local_time(self._desk.clock.now())
        weekday = texts(f"ui.weekday.{now.weekday()}")
        day = texts("ui.day.full", year=now.year, month=now.month, day=now.day, weekday=weekday)
        self._when.setText(f"{day}  {now:%H:%M}")
        actor = self._desk.school.actor
        self._who.setText(f"{actor.name} · {texts(f'ui.role.{actor.role}')}")
        self._school.setText(self._desk.school.settings.name)
