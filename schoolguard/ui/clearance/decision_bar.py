# SPDX-License-Identifier: Apache-2.0
"""The look at the person: day, next look, a note; cleared or going on resting."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from schoolguard.clearance import Clearance, Decision, Standing, Verdict
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalDay


class DecisionBar(QWidget):
    """The ways on from here.

    Signals:
        decided: the `Decision` to write.
        dispute_wanted: somebody sees it otherwise.
        withdraw_wanted: the clearance was a wrong entry.
        reopen_wanted: an ended clearance goes on.
        unreadable: a day stands there that is none.
    """

    decided = Signal(object)
    dispute_wanted = Signal()
    withdraw_wanted = Signal()
    reopen_wanted = Signal()
    unreadable = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._today = date.min
        hint = words.texts("clearance_page.day_hint")
        self.checked = OptionalDay(hint, self)
        self.again = OptionalDay(hint, self)
        self.note = QLineEdit(self)
        self.clear_button = self._button("clear", "Ctrl+Return")
        self.clear_button.setProperty("look", "primary")
        self.rest_button = self._button("rest", "Ctrl+Shift+Return")
        self.dispute_button = self._button("dispute")
        self.withdraw_button = self._button("withdraw")
        self.withdraw_button.setProperty("look", "danger")
        self.reopen_button = self._button("reopen")
        self._fields = QWidget(self)
        self._arrange()
        self.clear_button.clicked.connect(lambda: self._decide(Verdict.CLEARED))
        self.rest_button.clicked.connect(lambda: self._decide(Verdict.RESTING))
        self.dispute_button.clicked.connect(self.dispute_wanted)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self.reopen_button.clicked.connect(self.reopen_wanted)

    def show_clearance(self, found: Clearance, today: date, *, may_decide: bool) -> None:
        """Offer what can be done with a clearance; the earliest day is the proposed next look."""
        self._today = today
        line = found.line
        is_open = line.standing is Standing.OPEN
        self.checked.show_day(today, today)
        earliest = line.assessment.earliest_on
        proposed = line.look_again_on or earliest
        self.again.show_day(proposed if proposed and proposed > today else None, today)
        self.note.clear()
        self._fields.setVisible(is_open and may_decide)
        for button in (self.clear_button, self.rest_button, self.withdraw_button):
            button.setVisible(is_open and may_decide)
        self.dispute_button.setVisible(may_decide)
        self.reopen_button.setVisible(not is_open and may_decide)

    def next_look(self) -> date | None:
        """Return the day of the next look; without a year it is the next such day."""
        typed = self.again.day
        if typed is None or typed > self._today or _says_year(self.again.text()):
            return typed
        try:
            return typed.replace(year=typed.year + 1)
        except ValueError:
            return typed

    def _decide(self, verdict: Verdict) -> None:
        wrong = False
        for field in (self.checked, self.again):
            set_look(field, "wrong", "true" if field.is_wrong else "")
            wrong = wrong or field.is_wrong
        if wrong:
            self.unreadable.emit()
        else:
            self.decided.emit(
                Decision(
                    verdict,
                    self.checked.day or self._today,
                    self.next_look() if verdict is Verdict.RESTING else None,
                    self.note.text().strip(),
                )
            )

    def _arrange(self) -> None:
        text = self._words.texts
        fields = QHBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(scale.GAP)
        for key, field in (("checked", self.checked), ("again", self.again), ("note", self.note)):
            label = QLabel(text(f"clearance_page.decide.{key}"), self._fields)
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            fields.addWidget(label)
            fields.addWidget(field, 1 if field is self.note else 0)
        for field in (self.checked, self.again):
            field.setMaximumWidth(104)
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        row.addWidget(self.clear_button)
        row.addWidget(self.rest_button)
        row.addStretch(1)
        for button in (self.dispute_button, self.withdraw_button, self.reopen_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self._fields)
        column.addLayout(row)

    def _button(self, key: str, shortcut: str = "") -> QPushButton:
        words = self._words.texts(f"clearance_page.decide.{key}")
        button = QPushButton(words, self)
        if shortcut:
            button.setShortcut(QKeySequence(shortcut))
            tip = self._words.texts("ui.with_key", words=words, shortcut=shortcut)
            button.setToolTip(tip)
        return button


def _says_year(text: str) -> bool:
    return len(text.strip()) > len("12-31")
