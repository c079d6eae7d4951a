# SPDX-License-Identifier: Apache-2.0
"""The tab of pictures: choose one, walk it by arrows, read its numbers, print and export it."""

from datetime import timedelta
from typing import TypeAlias

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from schoolguard.app import View
from schoolguard.app.rule_book import book_of
from schoolguard.app.today import flow_rules
from schoolguard.kernel.clock import local_day
from schoolguard.reports import Document
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.warning.charts_showing import (
    Chosen,
    picture_document,
    show_band,
    show_curve,
    show_heat,
    show_rooms,
)
from schoolguard.ui.warning.charts_words import ChartWords, Numbers
from schoolguard.ui.widgets.chart.band import Band
from schoolguard.ui.widgets.chart.bars import Bars
from schoolguard.ui.widgets.chart.cells import Cells
from schoolguard.ui.widgets.chart.chart import Chart
from schoolguard.ui.widgets.chart.rooms import Rooms
from schoolguard.ui.widgets.scrolled import Scrolled
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel
from schoolguard.warning.absence_band import AbsenceBand
from schoolguard.warning.gathering import Sources
from schoolguard.warning.picture_queries import picture_facts, read_absence_band
from schoolguard.warning.pictures import PictureFacts

PICTURES = ("curve", "heat", "rooms", "band")
SPANS = (14, 30, 60, 90)
_PARTS = {
    "curve": ("by_class", "by_symptom"),
    "heat": ("onsets", "ill"),
    "rooms": ("onsets", "ill"),
    "band": (),
}
_USUAL_SPAN = 30
Row: TypeAlias = tuple[str, ...]


class PicturesTab(QWidget):
    """Epidemic curve, classes by days, dormitory, absence rate."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        text = desk.texts
        self._flows, self._rules = flow_rules(desk.school), book_of(desk.school).warning
        symptoms = {one.id: one.name(text.language) for one in self._flows.checks.symptoms}
        streams = {one.id: one.name(text.language) for one in self._rules.streams.values()}
        self._words = ChartWords(text, streams | symptoms)
        self.picture, self.topic = self._box("picture"), self._box("topic")
        self.days, self.part = self._box("days"), self._box("part")
        label = text("warning_pictures.label")
        self.curve, self.heat = Bars(label, self), Cells(label, self)
        self.rooms, self.band = Rooms(label, self), Band(label, self)
        self.line = QLabel(text("warning_pictures.hint"), self)
        self.line.setWordWrap(True)
        self.show_numbers = QPushButton(text("warning_pictures.numbers"), self)
        self.show_numbers.setCheckable(True)
        self.show_numbers.setShortcut("Alt+T")
        self._stack = QStackedWidget(self)
        self._below = QVBoxLayout()
        self.table: HouseTable | None = None
        self.numbers = Numbers((), ())
        self._fill()
        self._arrange()
        self._on_picture()
        self.picture.currentIndexChanged.connect(lambda _: self._on_picture(read=True))
        for box in (self.topic, self.days, self.part):
            box.currentIndexChanged.connect(lambda _: self.refresh())
        self.show_numbers.toggled.connect(lambda _: self._show_table())

    @property
    def chart(self) -> Chart:
        """The picture in front."""
        return (self.curve, self.heat, self.rooms, self.band)[self.picture.currentIndex()]

    def choose(self, picture: str, topic: str = "", days: int = 0) -> None:
        """Show a picture, e.g. of a warning; an unknown topic leaves the present one."""
        self.picture.setCurrentIndex(PICTURES.index(picture))
        if self.topic.findData(topic) >= 0:
            self.topic.setCurrentIndex(self.topic.findData(topic))
        if days:
            self.days.setCurrentIndex(next((n for n, one in enumerate(SPANS) if one >= days), 3))

    def refresh(self) -> None:
        """Read the picture in front anew."""
        today = local_day(self._desk.clock.now())
        flows, rules = self._flows, self._rules
        if self.chart is self.band:
            self._desk.tasks.query(
                self, lambda view: read_absence_band(view, today, flows.calendar), self._show_band
            )
            return
        sources = Sources(flows.checks, flows.isolation, flows.suspension, flows.calendar)
        first_on = today - timedelta(days=int(self.days.currentData()) - 1)

        def read(view: View) -> PictureFacts:
            return picture_facts(view, first_on, today, sources, rules)

        self._desk.tasks.query(self, read, self._show)

    def document(self, *, sheet: bool = False) -> Document:
        """Return the picture with its numbers below; for a sheet the numbers alone."""
        chosen = () if self.chart is self.band else (self.topic.currentText(),)
        title = self.picture.currentText()
        return picture_document(
            self._desk.texts, title, chosen, self.chart, self.numbers, sheet=sheet
        )

    def _box(self, name: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(self._desk.texts(f"warning_pictures.choose.{name}"))
        box.setToolTip(box.accessibleName())
        return box

    def _fill(self) -> None:
        text = self._desk.texts
        for name in PICTURES:
            self.picture.addItem(text(f"warning_pictures.picture.{name}"), name)
        for stream in self._rules.streams.values():
            self.topic.addItem(stream.name(text.language), stream.id)
        for group in self._rules.similar.values():
            self.topic.addItem(group.name(text.language), group.id)
        for disease in self._flows.cases.diseases.values():
            self.topic.addItem(disease.name(text.language), disease.id)
        for days in SPANS:
            self.days.addItem(text("warning_pictures.last_days", days=days), days)
        self.days.setCurrentIndex(SPANS.index(_USUAL_SPAN))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        for box in (self.picture, self.topic, self.days, self.part):
            top.addWidget(box)
        self.topic.setMaximumWidth(300)
        top.addStretch(1)
        top.addWidget(self.show_numbers)
        for chart in (self.curve, self.heat, self.rooms, self.band):
            self._stack.addWidget(Scrolled(chart, self))
            chart.said.connect(self.line.setText)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.TIGHT)
        column.setSpacing(scale.GAP)
        column.addLayout(top)
        column.addWidget(self._stack, 3)
        column.addWidget(self.line)
        column.addLayout(self._below, 2)

    def _on_picture(self, *, read: bool = False) -> None:
        parts = _PARTS[str(self.picture.currentData())]
        self.part.blockSignals(True)
        self.part.clear()
        for part in parts:
            self.part.addItem(self._desk.texts(f"warning_pictures.part.{part}"), part)
        self.part.blockSignals(False)
        self.part.setVisible(bool(parts))
        self.topic.setVisible(bool(parts))
        self.days.setVisible(bool(parts))
        self._stack.setCurrentIndex(self.picture.currentIndex())
        if read:
            self.refresh()

    def _show(self, facts: PictureFacts) -> None:
        topic = str(self.topic.currentData())
        asked = {one.id: one.symptoms for one in self._rules.streams.values()}
        asked |= {one.id: one.symptoms for one in self._rules.similar.values()}
        symptoms = tuple(sorted(asked.get(topic, ())))
        part = str(self.part.currentData())
        chosen = Chosen(topic, self.topic.currentText(), part, symptoms)
        if self.chart is self.curve:
            self._take(show_curve(self.curve, self._words, facts, chosen))
        elif self.chart is self.heat:
            self._take(show_heat(self.heat, self._words, facts, chosen))
        elif self.chart is self.rooms:
            self._take(show_rooms(self.rooms, self._words, facts, chosen))

    def _show_band(self, found: AbsenceBand) -> None:
        if self.chart is self.band:
            self._take(show_band(self.band, self._words, found))

    def _take(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.line.setText(self.chart.words)
        self._show_table()

    def _show_table(self) -> None:
        """Show the numbers below the picture, if they are wanted."""
        if self.table is not None:
            self._below.removeWidget(self.table)
            self.table.deleteLater()
            self.table = None
        if not self.show_numbers.isChecked() or not self.numbers.titles:
            return
        columns = tuple(_column(name, n) for n, name in enumerate(self.numbers.titles))
        name = f"warning.pictures.{self.picture.currentData()}"
        self.table = HouseTable(name, self._desk.texts("warning_pictures.numbers"), self)
        model = RowsModel[Row](columns, self.table)
        self.table.show_model(model)
        model.set_rows(self.numbers.rows)
        self._below.addWidget(self.table)


def _column(title: str, number: int) -> Column[Row]:
    def text(row: Row) -> str:
        return row[number]

    return Column(title, text, width=76 if number else 120, number=number > 0)
