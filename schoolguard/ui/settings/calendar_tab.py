# SPDX-License-Identifier: Apache-2.0
"""The school calendar: terms above, a month below in which a click turns a day over."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from schoolguard.app.calendar import change_calendar, proposed_exceptions
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.month_grid import MonthGrid, toggled
from schoolguard.ui.widgets.term_rows import TermRows, proposed_terms


class CalendarTab(QWidget):
    """Edits a copy; nothing counts before it is saved."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.calendar = SchoolCalendar()
        texts = desk.texts
        self.terms = TermRows(texts, self)
        self.note = Banner(self)
        self.grid = MonthGrid(texts, local_day(desk.clock.now()), self)
        self.fill_button = QPushButton(texts("settings.calendar.fill"), self)
        self.save_button = QPushButton(texts("ui.save"), self)
        self.save_button.setProperty("look", "primary")
        words = QLabel(texts("settings.calendar.text"), self)
        words.setProperty("look", "muted")
        words.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addWidget(self.fill_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.MARGIN, scale.MARGIN, scale.MARGIN, scale.MARGIN)
        column.setSpacing(scale.GAP)
        column.addWidget(words)
        column.addWidget(self.terms)
        column.addWidget(self.note)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)
        self.grid.day_toggled.connect(self._toggle)
        self.terms.edited.connect(self._on_terms)
        self.fill_button.clicked.connect(self._fill)
        self.save_button.clicked.connect(self.save)

    def show_calendar(self, calendar: SchoolCalendar) -> None:
        """Show the calendar in force, and a term to come that may be switched on."""
        self.calendar = calendar
        day = local_day(self._desk.clock.now())
        known = {term.first_on for term in calendar.terms}
        spare = [t for t in proposed_terms(self._desk.texts, day) if t.first_on not in known]
        self.terms.blockSignals(True)
        self.terms.show_terms(calendar.terms, spare[0] if spare else None)
        self.terms.blockSignals(False)
        self.grid.show_calendar(calendar)
        self.note.say(Tone.INFO, "")

    def save(self) -> None:
        """Put the edited calendar in force."""
        if not self._on_terms():
            return
        texts, calendar = self._desk.texts, self.calendar
        reason = ReasonDialog.ask(
            self,
            texts,
            title=texts("settings.why.title"),
            question=texts("settings.why.question"),
            deed=texts("ui.save"),
        )
        if reason is not None:
            self._desk.tasks.change(
                self,
                lambda unit: change_calendar(unit, calendar, reason),
                lambda _: self._desk.notify.done(texts("settings.saved")),
            )

    def _toggle(self, day: date) -> None:
        self._edit(toggled(self.calendar, day))

    def _on_terms(self) -> bool:
        try:
            terms = self.terms.terms()
        except ValueError:
            self.note.say(Tone.ALARM, self._desk.texts("ui.term.backwards"))
            return False
        if terms != self.calendar.terms:
            self._edit(SchoolCalendar(terms, self.calendar.exceptions))
        return True

    def _fill(self) -> None:
        terms = self.calendar.terms
        if terms:
            first, last = min(t.first_on for t in terms), max(t.last_on for t in terms)
            self._desk.tasks.work(
                self,
                lambda _: proposed_exceptions(first, last),
                lambda days: self._edit(
                    SchoolCalendar(terms, {**days, **self.calendar.exceptions})
                ),
            )

    def _edit(self, calendar: SchoolCalendar) -> None:
        self.calendar = calendar
        self.grid.show_calendar(calendar)
        self.note.say(Tone.ATTENTION, self._desk.texts("settings.calendar.unsaved"))
