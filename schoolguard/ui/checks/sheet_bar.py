# SPDX-License-Identifier: Apache-2.0
"""The line above the grid: how far the sheet is, how it is measured, what to do with the rest."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from schoolguard.checks import CheckRules, Sheet, State, Tally
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale

_COUNTED = ("suspects", "waiting", "symptomatic", "absent", "observed", "not_checked")


class SheetBar(QWidget):
    """Progress and the few settings of a sheet.

    Signals:
        method_chosen: id of a measuring method.
        paper_chosen: whether the sheet is typed from paper.
        rest_marked: the `State` that everybody without a value is to have.
    """

    method_chosen = Signal(str)
    paper_chosen = Signal(bool)
    rest_marked = Signal(object)

    def __init__(self, rules: CheckRules, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._recording = True
        self.progress = QLabel(self)
        self.progress.setProperty("look", "strong")
        self.progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.method = QComboBox(self)
        self.method.setAccessibleName(texts("checks.legend.method"))
        for method in rules.methods.values():
            self.method.addItem(method.name(texts.language), method.id)
        self.paper = QCheckBox(texts("checks.sheet.from_paper"), self)
        self.observed_rest = QPushButton(texts("checks.sheet.rest_observed"), self)
        self.unchecked_rest = QPushButton(texts("checks.sheet.rest_not_checked"), self)
        label = QLabel(texts("checks.sheet.method"), self)
        label.setBuddy(self.method)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.ROOMY)
        row.addWidget(self.progress, 1)
        for widget in (label, self.method, self.paper, self.observed_rest, self.unchecked_rest):
            row.addWidget(widget)
        self.method.activated.connect(
            lambda _: self.method_chosen.emit(str(self.method.currentData()))
        )
        self.paper.clicked.connect(self.paper_chosen)
        self.observed_rest.clicked.connect(lambda: self.rest_marked.emit(State.OBSERVED))
        self.unchecked_rest.clicked.connect(lambda: self.rest_marked.emit(State.NOT_CHECKED))

    def allow(self, recording: bool) -> None:  # noqa: FBT001 - one thing, yes or no
        """Take the settings away from whoever only reads."""
        self._recording = recording
        for widget in (self.method, self.paper, self.observed_rest, self.unchecked_rest):
            widget.setEnabled(recording)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what is set for a sheet."""
        self.method.setCurrentIndex(self.method.findData(sheet.method))
        self.paper.setChecked(sheet.from_paper)

    def show_tally(self, tally: Tally) -> None:
        """Show how far the sheet is; what is nobody is left out."""
        text = self._texts
        parts = [text("checks.sheet.done", done=tally.done, expected=tally.expected)]
        for name in _COUNTED:
            number = getattr(tally, name)
            if number:
                parts.append(text(f"checks.sheet.{name}", number=number))
        self.progress.setText("　".join(parts))
        self.progress.setToolTip(self.progress.text())
        for button in (self.observed_rest, self.unchecked_rest):
            button.setEnabled(tally.missing > 0 and self._recording)
