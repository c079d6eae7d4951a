# SPDX-License-Identifier: Apache-2.0
"""Terms to edit: name, first day, last day; a row is in force while its box is ticked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from schoolguard.kernel.school_calendar import Term
from schoolguard.kernel.texts import Texts
from schoolguard.ui.widgets.fields import DayField


@dataclass(frozen=True, slots=True)
class _Row:
    used: QCheckBox
    name: QLineEdit
    first: DayField
    last: DayField


class TermRows(QWidget):
    """A few rows of terms.

    Signals:
        edited: something was changed by hand.
    """

    edited = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rows: list[_Row] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column, key in enumerate(("used", "name", "first", "last")):
            title = QLabel(texts(f"ui.term.{key}"), self)
            title.setProperty("look", "small")
            self._grid.addWidget(title, 0, column)
        self._grid.setColumnStretch(1, 1)

    def show_terms(self, terms: Sequence[Term], spare: Term | None = None) -> None:
        """Show terms in force, and one more that may be switched on."""
        for number, term in enumerate(terms):
            self._row(number, term, used=True)
        if spare is not None:
            self._row(len(terms), spare, used=False)

    def terms(self) -> tuple[Term, ...]:
        """Return the terms that are switched on.

        Raises:
            ValueError: one ends before it begins.
        """
        return tuple(
            Term(row.first.day, row.last.day, row.name.text().strip())
            for row in self._rows
            if row.used.isChecked()
        )

    def _row(self, number: int, term: Term, *, used: bool) -> None:
        if number == len(self._rows):
            self._rows.append(self._new_row(number + 1, term))
        row = self._rows[number]
        row.used.setChecked(used)
        row.name.setText(term.name)
        row.first.set_day(term.first_on)
        row.last.set_day(term.last_on)

    def _new_row(self, number: int, term: Term) -> _Row:
        row = _Row(
            QCheckBox(str(number), self),
            QLineEdit(self),
            DayField(term.first_on, self),
            DayField(term.last_on, self),
        )
        for column, (key, field) in enumerate(
            (("used", row.used), ("name", row.name), ("first", row.first), ("last", row.last))
        ):
            field.setAccessibleName(f"{number} {self._texts(f'ui.term.{key}')}")
            self._grid.addWidget(field, number, column)
        row.used.clicked.connect(self.edited)
        row.name.textEdited.connect(self.edited)
        row.first.dateChanged.connect(self.edited)
        row.last.dateChanged.connect(self.edited)
        return row


def proposed_terms(texts: Texts, day: date) -> tuple[Term, Term]:
    """Return the two terms of the school year that `day` is in or about to begin."""
    year = day.year if day.month >= 7 else day.year - 1
    autumn = Term(date(year, 9, 1), date(year + 1, 1, 22), texts("ui.term.autumn", year=year))
    spring = Term(date(year + 1, 3, 1), date(year + 1, 7, 5), texts("ui.term.spring", year=year))
    return autumn, spring
