# SPDX-License-Identifier: Apache-2.0
"""Rounds done of those planned, week by week: by kind, then by place, the weakest in front."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from schoolguard.disinfection import Coverage, CoverageLine
from schoolguard.kernel.clock import local_day
from schoolguard.reports import Document
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.reading import coverage_of
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel
from schoolguard.ui.widgets.table_document import table_document

_WEEKS = (1, 2, 4)
_GOOD, _FAIR = 95, 80
"""Per cent from which a week is shaded as well done, and as fair; no verdict."""


class CoverageTab(QWidget):
    """The weeks."""

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, words
        text = desk.texts
        self.span = QComboBox(self)
        self.span.setAccessibleName(text("disinfection_page.coverage.span"))
        for weeks in _WEEKS:
            self.span.addItem(text(f"disinfection_page.coverage.weeks{weeks}"), weeks)
        self._sum = QLabel(self)
        self._sum.setProperty("look", "section")
        self.model: RowsModel[CoverageLine] = RowsModel(_columns(words), self)
        self.table = HouseTable(
            "disinfection.coverage", text("disinfection_page.coverage.label"), self
        )
        self.table.show_model(self.model)
        top = QHBoxLayout()
        top.setSpacing(scale.MARGIN)
        top.addWidget(self.span)
        top.addWidget(self._sum, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.TIGHT)
        column.setSpacing(scale.GAP)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self.span.currentIndexChanged.connect(lambda _: self.refresh())

    def refresh(self) -> None:
        """Read the span anew."""
        first, last = self.days
        question = coverage_of(first, last, self._words.rules, self._desk.school.calendar)
        self._desk.tasks.query(self, question, self._show)

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day of the span: whole weeks up to the present day."""
        today = local_day(self._desk.clock.now())
        monday = today - timedelta(days=today.weekday())
        return monday - timedelta(weeks=int(self.span.currentData()) - 1), today

    def document(self) -> Document:
        """Return what the list shows, for paper and sheet."""
        title = self._desk.texts("disinfection_page.coverage.label")
        return table_document(self._desk.texts, title, (self._sum.text(),), self.model)

    def _show(self, found: Coverage) -> None:
        percent = f"{found.done * 100 // found.planned} %" if found.planned else "—"
        self._sum.setText(
            self._desk.texts(
                "disinfection_page.coverage.sum",
                percent=percent,
                done=found.done,
                planned=found.planned,
                late=found.late,
                entered=found.entered_late,
                missed=found.missed,
            )
        )
        places = sorted(found.places, key=_share)
        self.model.set_rows((*found.kinds, *places))


def _share(line: CoverageLine) -> tuple[int, str]:
    return (101 if line.percent is None else line.percent, line.name)


def _columns(words: Words) -> tuple[Column[CoverageLine], ...]:
    text = words.texts

    def title(name: str) -> str:
        return text(f"disinfection_page.coverage.{name}")

    def name(line: CoverageLine) -> str:
        return line.name if line.place_id is not None else title("whole_kind")

    def tone(line: CoverageLine) -> Tone | None:
        if line.percent is None:
            return Tone.MUTED
        if line.percent >= _GOOD:
            return Tone.OK
        return Tone.ATTENTION if line.percent >= _FAIR else Tone.ALARM

    def percent(line: CoverageLine) -> str:
        return "—" if line.percent is None else f"{line.percent} %"

    return (
        Column(
            title("week"),
            lambda line: words.week(line.week_on),
            lambda line: line.week_on,
            width=140,
        ),
        Column(title("kind"), lambda line: words.kind(line.kind), width=130),
        Column(title("place"), name, width=220),
        Column(title("percent"), percent, _share, tone, number=True, width=80),
        _count(title("planned"), lambda line: line.planned),
        _count(title("done"), lambda line: line.done),
        _count(title("late"), lambda line: line.late),
        _count(title("entered"), lambda line: line.entered_late),
        _count(title("missed"), lambda line: line.missed),
    )


def _count(title: str, value: Callable[[CoverageLine], int]) -> Column[CoverageLine]:
    return Column(title, lambda line: str(value(line)), value, number=True, width=80)
