# SPDX-License-Identifier: Apache-2.0
"""Who was told of a case, and whether in time: one key a recipient records a report."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.cases import (
    Case,
    ReportClock,
    ReportDraft,
    ReportMade,
    ReportTiming,
    moment,
)
from schoolguard.kernel.clock import local_day
from schoolguard.ui.cases.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalHour
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_TONES = {
    ReportTiming.ON_TIME: Tone.OK,
    ReportTiming.LATE: Tone.ALARM,
    ReportTiming.WAITING: Tone.ATTENTION,
    ReportTiming.OVERDUE: Tone.ALARM,
}


class ReportsTab(QWidget):
    """The clock of each recipient, and the keys that record a report.

    Signals:
        report_wanted: the `ReportDraft` to keep.
        retract_wanted: number of the report to take back.
    """

    report_wanted = Signal(object)
    retract_wanted = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._case: Case | None = None
        self._editable = False
        text = words.texts
        self.clocks = HouseTable("cases.clocks", text("cases_page.reports.label"), self)
        self._model = RowsModel(self._columns(), self)
        self.clocks.show_model(self._model, sortable=False)
        self.way = QComboBox(self)
        self.way.setAccessibleName(text("cases_page.reports.way"))
        for way in words.rules.ways.values():
            self.way.addItem(way.name(text.language), way.id)
        self.answered = QLineEdit(self)
        self.answered.setPlaceholderText(text("cases_page.reports.answered"))
        self.answered.setAccessibleName(text("cases_page.reports.answered"))
        self.hour = OptionalHour(text("cases_page.reports.hour_hint"), self)
        self.hour.setAccessibleName(text("cases_page.reports.hour"))
        self.hour.setMaximumWidth(84)
        self.buttons = [self._button(n, one) for n, one in enumerate(words.rules.recipients, 1)]
        self.retract_button = QPushButton(text("cases_page.reports.retract"), self)
        self.retract_button.setProperty("look", "quiet")
        self._arrange()
        self.retract_button.clicked.connect(self._on_retract)
        self.clocks.selectionModel().currentRowChanged.connect(self._on_row)

    def show_case(self, case: Case, now: datetime, *, editable: bool) -> None:
        """Show the clocks and the measures of a case."""
        same = self._case is not None and self._case.line.id == case.line.id
        row = self.clocks.currentIndex().row()
        self._case = case
        self._model.set_rows(case.clocks)
        if same:
            self.clocks.select_row(row)
        else:
            self.answered.clear()
        self.hour.show_hour(None, local_day(now))
        for widget in (self.way, self.answered, self.hour, *self.buttons):
            widget.setEnabled(editable)
        self._editable = editable
        self._on_row()

    def draft(self, party_id: str) -> ReportDraft | None:
        """Return the report as it stands; None when the hour can not be read (it is marked)."""
        set_look(self.hour, "wrong", "true" if self.hour.is_wrong else "")
        if self.hour.is_wrong:
            return None
        return ReportDraft(
            party_id, self.way.currentData(), self.hour.at, self.answered.text().strip()
        )

    def _columns(self) -> tuple[Column[ReportClock], ...]:
        words, text = self._words, self._words.texts
        return (
            Column(
                text("cases_page.reports.whom"),
                lambda clock: words.recipient(clock.party_id),
                width=112,
            ),
            Column(text("cases_page.reports.at"), lambda one: moment(one.reported_at), width=98),
            Column(
                text("cases_page.reports.clock"),
                words.clock,
                tone=lambda clock: _TONES[clock.timing],
                width=180,
            ),
            Column(text("cases_page.reports.answer"), self._answer, width=90),
        )

    def _answer(self, clock: ReportClock) -> str:
        report = self._report(clock)
        if report is None:
            return ""
        way = self._words.choice(self._words.rules.ways, report.way_id)
        return f"{way} {report.answered_by}".strip()

    def _report(self, clock: ReportClock) -> ReportMade | None:
        """Return the report that counts for a recipient."""
        reports = self._case.reports if self._case else ()
        standing = (
            one for one in reports if one.party_id == clock.party_id and one.retracted_at is None
        )
        return next(standing, None)

    def _button(self, number: int, party_id: str) -> QPushButton:
        name = self._words.recipient(party_id)
        button = QPushButton(
            self._words.texts("cases_page.reports.told", name=name, number=number), self
        )
        button.setShortcut(f"Alt+{number}")
        button.setToolTip(self._words.texts("cases_page.reports.told_tip", number=number))
        button.clicked.connect(lambda: self._on_told(party_id))
        return button

    def _arrange(self) -> None:
        how = QHBoxLayout()
        how.setSpacing(scale.GAP)
        how.addWidget(self.way)
        how.addWidget(self.answered, 1)
        how.addWidget(self.hour)
        told = QGridLayout()
        told.setSpacing(scale.TIGHT)
        for number, button in enumerate(self.buttons):
            told.addWidget(button, number // 3, number % 3)
        told.addWidget(self.retract_button, len(self.buttons) // 3, len(self.buttons) % 3)
        hint = QLabel(self._words.texts("cases_page.reports.hint"), self)
        hint.setProperty("look", "small")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(scale.GAP)
        column.addWidget(self.clocks, 1)
        column.addLayout(how)
        column.addLayout(told)
        column.addWidget(hint)

    def _on_told(self, party_id: str) -> None:
        draft = self.draft(party_id)
        if draft is not None:
            self.report_wanted.emit(draft)

    def _on_row(self) -> None:
        index = self.clocks.currentIndex()
        report = self._report(self._model.row(index)) if index.isValid() else None
        self.retract_button.setEnabled(report is not None and self._editable)

    def _on_retract(self) -> None:
        index = self.clocks.currentIndex()
        report = self._report(self._model.row(index)) if index.isValid() else None
        if report is not None:
            self.retract_wanted.emit(report.id)
