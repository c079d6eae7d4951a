# SPDX-License-Identifier: Apache-2.0
"""How a case ends: outcome, day of return, close; or keep, withdraw, open again."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from schoolguard.absence import Case, Reason, Standing
from schoolguard.ui.absence.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalDay


class CloseBar(QWidget):
    """The end of a case.

    Signals:
        close_wanted: outcome id and day of return (a date, or None).
        keep_wanted: the case stands although its check was corrected.
        withdraw_wanted: the case was a wrong entry.
        reopen_wanted: an ended case goes on.
        postpone_wanted: the next step is due at another time.
        lessons_wanted: the lessons missed are counted by hand.
    """

    close_wanted = Signal(str, object)
    keep_wanted = Signal()
    withdraw_wanted = Signal()
    reopen_wanted = Signal()
    postpone_wanted = Signal()
    lessons_wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        text = words.texts
        self.outcome = QComboBox(self)
        self.outcome.setAccessibleName(text("absence_page.close.outcome"))
        self.outcome.addItem(text("absence_page.close.outcome"), "")
        for outcome in words.rules.outcomes.values():
            self.outcome.addItem(outcome.name(text.language), outcome.id)
        self._returned = QLabel(text("absence_page.close.returned"), self)
        self.returned = OptionalDay(text("absence_page.details.day_hint"), self)
        self.returned.setAccessibleName(text("absence_page.close.returned"))
        self.returned.setMaximumWidth(96)
        self._returned.setBuddy(self.returned)
        self.close_button = self._button("absence_page.close.close", "Ctrl+Return")
        self.close_button.setProperty("look", "primary")
        self.keep_button = self._button("absence_page.close.keep")
        self.withdraw_button = self._button("absence_page.close.withdraw")
        self.withdraw_button.setProperty("look", "danger")
        self.reopen_button = self._button("absence_page.close.reopen")
        self.postpone_button = self._button("absence_page.close.postpone")
        self.lessons_button = self._button("absence_page.close.lessons")
        for button in (self.postpone_button, self.lessons_button):
            button.setProperty("look", "quiet")
        self._arrange()
        self.outcome.currentIndexChanged.connect(self._on_outcome)
        self.close_button.clicked.connect(self._on_close)
        self.keep_button.clicked.connect(self.keep_wanted)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self.reopen_button.clicked.connect(self.reopen_wanted)
        self.postpone_button.clicked.connect(self.postpone_wanted)
        self.lessons_button.clicked.connect(self.lessons_wanted)

    def show_case(self, case: Case, today: date, *, may_close: bool, may_follow: bool) -> None:
        """Show the ways out of a case; somebody seen again gets the return proposed."""
        line = case.line
        is_open = line.standing is Standing.OPEN
        proposed = ""
        if line.back_on is not None:
            proposed = "recovered" if line.reason is Reason.ILLNESS else "returned"
        self.outcome.setCurrentIndex(max(0, self.outcome.findData(proposed)))
        self.returned.show_day(line.back_on, today)
        for widget in (self.outcome, self.close_button):
            widget.setVisible(is_open and may_close)
        self._on_outcome()
        self.withdraw_button.setVisible(is_open and may_close)
        self.postpone_button.setVisible(is_open and may_follow)
        self.lessons_button.setVisible(is_open and may_follow)
        self.keep_button.setVisible(is_open and case.facts.withdrawal_asked)
        self.reopen_button.setVisible(not is_open and may_close)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.GAP)
        row.addWidget(self.outcome)
        row.addWidget(self._returned)
        row.addWidget(self.returned)
        row.addWidget(self.close_button)
        row.addStretch(1)
        row.addWidget(self.postpone_button)
        row.addWidget(self.lessons_button)
        row.addWidget(self.keep_button)
        row.addWidget(self.withdraw_button)
        row.addWidget(self.reopen_button)

    def _on_outcome(self) -> None:
        outcome = self._words.rules.outcomes.get(self.outcome.currentData())
        wanted = outcome is not None and outcome.returned and not self.outcome.isHidden()
        self._returned.setVisible(wanted)
        self.returned.setVisible(wanted)

    def _on_close(self) -> None:
        set_look(self.returned, "wrong", "true" if self.returned.is_wrong else "")
        if not self.returned.is_wrong:
            self.close_wanted.emit(self.outcome.currentData(), self.returned.day)

    def _button(self, key: str, shortcut: str = "") -> QPushButton:
        words = self._words.texts(key)
        button = QPushButton(words, self)
        if shortcut:
            button.setShortcut(QKeySequence(shortcut))
            button.setToolTip(self._words.texts("ui.with_key", words=words, shortcut=shortcut))
        return button
