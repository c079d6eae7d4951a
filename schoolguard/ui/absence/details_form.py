# SPDX-License-Identifier: Apache-2.0
"""What is known of an absence, to be written while one is on the telephone.

The cause is found by typing its name or its pinyin initials; symptoms are boxes to tick.
"""

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from schoolguard.absence import Case, CaseDetails, Reason
from schoolguard.ui.absence.cause_field import CauseField
from schoolguard.ui.absence.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalDay, OptionalHour

_SYMPTOMS_WIDTH: Final = 500
_BOX: Final = 34
"""A check box beside its words, with the space to the next."""


class DetailsForm(QWidget):
    """The details of one case.

    Signals:
        edited: the person changed something.
    """

    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        text = words.texts
        self.reason = QComboBox(self)
        for reason in Reason:
            self.reason.addItem(text(f"absence.reason.{reason.value}"), reason)
        self.cause = CauseField(words, self)
        self.symptoms = {one: QCheckBox(name, self) for one, name in words.symptoms.items()}
        self.onset = OptionalDay(text("absence_page.details.day_hint"), self)
        self.visited = OptionalDay(text("absence_page.details.day_hint"), self)
        self.left = OptionalHour(text("absence_page.details.hour_hint"), self)
        self.hospital, self.diagnosis, self.tests, self.note = (QLineEdit(self) for _ in range(4))
        self.suspected = QCheckBox(text("absence_page.details.suspected"), self)
        self._arrange()
        self._connect()

    def show_case(self, case: Case, today: date) -> None:
        """Show what is known of a case."""
        self.blockSignals(True)
        known = case.details
        self.reason.setCurrentIndex(self.reason.findData(known.reason))
        self.cause.choose(known.cause_id)
        for symptom, box in self.symptoms.items():
            box.setChecked(symptom in known.symptoms)
        self.onset.show_day(known.onset_on, today)
        self.visited.show_day(known.visited_on, today)
        self.left.show_hour(known.left_at, case.line.first_on)
        for field, value in (
            (self.hospital, known.hospital),
            (self.diagnosis, known.diagnosis),
            (self.tests, known.tests),
            (self.note, known.note),
        ):
            field.setText(value)
        self.suspected.setChecked(known.epidemic_suspected)
        self._kept_symptoms = known.symptoms - self.symptoms.keys()
        self.blockSignals(False)
        self.mark_wrong()

    def details(self) -> CaseDetails | None:
        """Return what the form says; None while a field can not be read (it is marked)."""
        if self.mark_wrong():
            return None
        reason = Reason(self.reason.currentData())
        ticked = frozenset(one for one, box in self.symptoms.items() if box.isChecked())
        return CaseDetails(
            reason=reason,
            symptoms=ticked | self._kept_symptoms,
            onset_on=self.onset.day,
            left_at=self.left.at,
            cause_id=self.cause.cause_id if reason is Reason.ILLNESS else "",
            diagnosis=self.diagnosis.text(),
            hospital=self.hospital.text(),
            visited_on=self.visited.day,
            tests=self.tests.text(),
            note=self.note.text(),
            epidemic_suspected=self.suspected.isChecked(),
        )

    def mark_wrong(self) -> bool:
        """Frame the fields that can not be read; return whether there are any."""
        found = False
        for field in (self.onset, self.visited, self.left, self.cause):
            set_look(field, "wrong", "true" if field.is_wrong else "")
            found = found or field.is_wrong
        return found

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(scale.ROOMY)
        grid.setVerticalSpacing(scale.TIGHT + 2)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            (("reason", self.reason), ("cause_id", self.cause)),
            (("onset_on", self.onset), ("left_at", self.left)),
            (("hospital", self.hospital), ("visited_on", self.visited)),
            (("diagnosis", self.diagnosis), ("tests", self.tests)),
            (("note", self.note),),
        )
        for row, pairs in enumerate(rows):
            for at, (name, field) in enumerate(pairs):
                label = QLabel(self._words.texts(f"absence.field.{name}"), self)
                label.setBuddy(field)
                field.setAccessibleName(label.text())
                grid.addWidget(label, row, 2 * at)
                grid.addWidget(field, row, 2 * at + 1)
        grid.addWidget(self.suspected, len(rows) - 1, 2, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.TIGHT)
        column.setSpacing(scale.GAP)
        column.addLayout(grid)
        column.addLayout(self._symptom_grid())
        column.addStretch(1)

    def _symptom_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(scale.TIGHT)
        grid.setVerticalSpacing(0)
        measure = self.fontMetrics()
        names = self._words.symptoms.values()
        widest = max((measure.horizontalAdvance(name) for name in names), default=0)
        columns = max(1, _SYMPTOMS_WIDTH // (widest + _BOX))
        for number, box in enumerate(self.symptoms.values()):
            grid.addWidget(box, number // columns, number % columns)
        return grid

    def _connect(self) -> None:
        self.reason.currentIndexChanged.connect(self._on_reason)
        self.cause.cause_chosen.connect(self._on_cause)
        for box in (*self.symptoms.values(), self.suspected):
            box.toggled.connect(self.edited)
        for field in (self.hospital, self.diagnosis, self.tests, self.note, self.onset):
            field.textEdited.connect(self.edited)
        for field in (self.visited, self.left):
            field.textEdited.connect(self.edited)

    def _on_reason(self) -> None:
        self.cause.setEnabled(self.reason.currentData() in {Reason.ILLNESS, Reason.UNKNOWN})
        self.edited.emit()

    def _on_cause(self) -> None:
        if self.cause.cause_id:
            self.reason.setCurrentIndex(self.reason.findData(Reason.ILLNESS))
        self.edited.emit()
