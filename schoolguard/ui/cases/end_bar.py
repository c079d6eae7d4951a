# SPDX-License-Identifier: Apache-2.0
"""The ways on from a case: the next step of its classification, its end, taking it back."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from schoolguard.cases import Case, Classification, Standing
from schoolguard.ui.cases.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalDay


class EndBar(QWidget):
    """Buttons below a case.

    Signals:
        classify_wanted: take the next step of the classification.
        end_wanted: outcome id and day.
        withdraw_wanted, reopen_wanted: take the entry back, or its end.
    """

    classify_wanted = Signal()
    end_wanted = Signal(str, object)
    withdraw_wanted = Signal()
    reopen_wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = words.texts
        self._words = words
        self.classify_button = self._button("classify", "Ctrl+J")
        self.classify_button.setProperty("look", "primary")
        self.outcome = QComboBox(self)
        self.outcome.setAccessibleName(text("cases_page.end.outcome"))
        for outcome in words.rules.case_outcomes.values():
            self.outcome.addItem(outcome.name(text.language), outcome.id)
        self.day = OptionalDay(text("cases_page.field.day_hint"), self)
        self.day.setAccessibleName(text("cases_page.end.day"))
        self.day.setMaximumWidth(90)
        self.end_button = self._button("end", "Ctrl+Return")
        self.withdraw_button = self._button("withdraw")
        self.withdraw_button.setProperty("look", "danger")
        self.reopen_button = self._button("reopen")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.GAP)
        row.addWidget(self.classify_button)
        row.addStretch(1)
        for widget in (self.outcome, self.day, self.end_button):
            row.addWidget(widget)
        row.addWidget(self.withdraw_button)
        row.addWidget(self.reopen_button)
        self.classify_button.clicked.connect(self.classify_wanted)
        self.end_button.clicked.connect(self._on_end)
        self.withdraw_button.clicked.connect(self.withdraw_wanted)
        self.reopen_button.clicked.connect(self.reopen_wanted)

    def show_case(self, case: Case, today: date, *, editable: bool) -> None:
        """Show the ways that are open."""
        is_open = case.line.standing is Standing.OPEN
        excluded = case.line.classification is Classification.EXCLUDED
        withdrawn = case.line.standing is Standing.WITHDRAWN
        self.day.show_day(today, today)
        self.classify_button.setVisible(editable and not withdrawn and (is_open or excluded))
        for widget in (self.outcome, self.day, self.end_button, self.withdraw_button):
            widget.setVisible(editable and is_open)
        self.reopen_button.setVisible(editable and not is_open and not excluded)

    def _on_end(self) -> None:
        set_look(self.day, "wrong", "true" if self.day.day is None else "")
        if self.day.day is not None:
            self.end_wanted.emit(self.outcome.currentData(), self.day.day)

    def _button(self, key: str, shortcut: str = "") -> QPushButton:
        words = self._words.texts(f"cases_page.end.{key}")
        button = QPushButton(words, self)
        if shortcut:
            button.setShortcut(shortcut)
            button.setToolTip(self._words.texts("ui.with_key", words=words, shortcut=shortcut))
        return button
