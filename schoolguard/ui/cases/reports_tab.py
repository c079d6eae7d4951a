# SPDX-License-Identifier: Apache-2.0
"""Who was told of a case, and what was done: clocks of the reports, measures to tick."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.cases import (
    Case,
    MeasureTick,
    ReportClock,
    ReportDraft,
    ReportMade,
    ReportTiming,
    moment,
    short_day,
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
    """Reports above, measures below.

    Signals:
        report_wanted: the `ReportDraft` to keep.
        retract_wanted: number of the report to take back.
        tick_wanted: id of a measure that was ticked.
        untick_wanted: id of a measure that was un-ticked.
    """

    report_wanted = Signal(object)
    retract_wanted = Signal(int)
    tick_wanted = Signal(str)
    untick_wanted = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._case: Case | None = None
        self._editable = False
        text = words.texts
        self.clocks = HouseTable("cases.clocks", text("cases_page.reports.label"), self)
        self._model = RowsModel(self._columns(), self)
        self.clocks.show_model(self._model, sortable=False)
        self.clocks.setFixedHeight(scale.ROW_HEIGHT * 4 + 6)
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
        self.measures = QListWidget(self)
        self.measures.setAccessibleName(text("cases_page.measures.label"))
        self.measures.setWordWrap(True)
        self._arrange()
        self.measures.itemChanged.connect(self._on_measure)
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
        self.show_measures(case, editable=editable)
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

    def show_measures(self, case: Case, *, editable: bool) -> None:
        """Show which measures are ticked."""
        ticked = {one.measure_id: one for one in case.measures if one.undone_at is None}
        row = self.measures.currentRow()
        self.measures.blockSignals(True)
        self.measures.clear()
        for measure in self._words.rules.measures.values():
            name = measure.name(self._words.texts.language)
            item = QListWidgetItem(self._measure(name, ticked.get(measure.id)))
            item.setData(Qt.ItemDataRole.UserRole, measure.id)
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if editable else flags)
            done = measure.id in ticked
            item.setCheckState(Qt.CheckState.Checked if done else Qt.CheckState.Unchecked)
            self.measures.addItem(item)
        self.measures.setCurrentRow(max(0, row))
        self.measures.blockSignals(False)

    def _measure(self, name: str, tick: MeasureTick | None) -> str:
        if tick is None:
            return name
        note = f" — {tick.note}" if tick.note else ""
        done = self._words.texts(
            "cases_page.measures.done", day=short_day(tick.done_on), who=tick.person
        )
        return f"{name}    {done}{note}"

    def _columns(self) -> tuple[Column[ReportClock], ...]:
        words, text = self._words, self._words.texts
        return (
            Column(
                text("cases_page.reports.whom"),
                lambda clock: words.recipient(clock.party_id),
                width=128,
            ),
            Column(text("cases_page.reports.at"), lambda one: moment(one.reported_at), width=88),
            Column(
                text("cases_page.reports.clock"),
                words.clock,
                tone=lambda clock: _TONES[clock.timing],
                width=176,
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
        title = QLabel(self._words.texts("cases_page.measures.title"), self)
        title.setProperty("look", "section")
        column = QVBoxLayout(self)
        column.setSpacing(scale.GAP)
        column.addWidget(self.clocks)
        column.addLayout(how)
        column.addLayout(told)
        column.addWidget(title)
        column.addWidget(self.measures, 1)

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

    def _on_measure(self, item: QListWidgetItem) -> None:
        measure_id = str(item.data(Qt.ItemDataRole.UserRole))
        if item.checkState() is Qt.CheckState.Checked:
            self.tick_wanted.emit(measure_id)
        else:
            self.untick_wanted.emit(measure_id)
