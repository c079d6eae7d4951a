# SPDX-License-Identifier: Apache-2.0
"""The column beside the paper: where the day stands, the key numbers, a note, the kept papers."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from schoolguard.daily import DailyFigures, DayState, HandIn, Issue, Kind, Paper, Statement
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.badge import Badge
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_WIDTH = 348
_NOTE_HEIGHT = 58
_STATEMENT_TONES = {
    Statement.ZERO: Tone.OK,
    Statement.FINDINGS: Tone.ALARM,
    Statement.INCOMPLETE: Tone.ATTENTION,
    Statement.NO_SCHOOL: Tone.MUTED,
}


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """One line of the list: a paper with its issue."""

    issue: Issue
    paper: Paper


class Side(QWidget):
    """What the day amounts to, and everything that was made of it.

    Signals:
        chosen: the `KeptPaper` whose line was selected.
    """

    chosen = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.setFixedWidth(_WIDTH)
        self.badge = Badge(parent=self)
        self._statement = QLabel(self)
        self._statement.setWordWrap(True)
        self._numbers: dict[str, QLabel] = {}
        self.note = QPlainTextEdit(self)
        self.note.setPlaceholderText(texts("daily.page.note_hint"))
        self.note.setAccessibleName(texts("daily.page.note"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.model = RowsModel[KeptPaper](self._columns(), self)
        self.papers = HouseTable("daily.papers", texts("daily.page.papers"), self)
        self.papers.show_model(self.model, sortable=False)
        self.papers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.papers.selectionModel().currentRowChanged.connect(self._on_row)
        self._arrange()

    def show_state(self, state: DayState, *, may_prepare: bool) -> None:
        """Show where a day stands."""
        self._statement.setText(state.statement)
        # A layout too low for everything would cut the words; the table below can scroll.
        self._statement.setMinimumHeight(self._statement.heightForWidth(_WIDTH - 2 * scale.GAP))
        set_look(self._card, "banner", _STATEMENT_TONES[state.kind])
        self._show_badge(state.newest)
        for name, value in self._figures(state.figures):
            self._numbers[name].setText(value)
        self.note.setEnabled(may_prepare)
        self._papers_title.setVisible(bool(state.issues))
        self.papers.setVisible(bool(state.issues))
        rows = [KeptPaper(issue, paper) for issue, papers in state.issues for paper in papers]
        self.papers.selectionModel().blockSignals(True)
        self.model.set_rows(tuple(reversed(rows)))
        self.papers.selectionModel().blockSignals(False)

    def select(self, row: int) -> None:
        """Choose a line of the list."""
        self.papers.select_row(row)

    def _arrange(self) -> None:
        self._card = QFrame(self)
        inside = QVBoxLayout(self._card)
        inside.setSpacing(scale.GAP)
        inside.addWidget(self._statement)
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(scale.ROOMY)
        numbers.setVerticalSpacing(scale.TIGHT)
        for place, name in enumerate(("present", "absent", "fevers", "unchecked", "not_in")):
            self._add_number(numbers, place, name)
        note_title = QLabel(self._texts("daily.page.note_label"), self)
        note_title.setBuddy(self.note)
        self._papers_title = QLabel(self._texts("daily.page.papers_label"), self)
        self._papers_title.setBuddy(self.papers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self.badge)
        column.addWidget(self._card)
        column.addLayout(numbers)
        column.addWidget(note_title)
        column.addWidget(self.note)
        column.addWidget(self._papers_title)
        column.addWidget(self.papers, 1)
        column.addStretch(0)

    def _add_number(self, grid: QGridLayout, place: int, name: str) -> None:
        value = QLabel("–", self)
        value.setProperty("look", "section")
        value.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        label = QLabel(self._texts(f"daily.page.number.{name}"), self)
        label.setProperty("look", "small")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(value, 0, place)
        grid.addWidget(label, 1, place)
        self._numbers[name] = value

    def _figures(self, figures: DailyFigures) -> tuple[tuple[str, str], ...]:
        both = (figures.pupils, figures.staff)
        unseen = sum(people.unchecked for people in both)
        due = (sheet for sheet in figures.sheets if sheet.hand_in is not HandIn.PENDING)
        expected = sum(people.expected for people in both)
        present = str(sum(people.present for people in both))
        return (
            (
                "present",
                self._texts("daily.unchecked") if expected and unseen == expected else present,
            ),
            ("absent", str(sum(people.absent for people in both))),
            ("fevers", str(figures.fevers)),
            ("unchecked", str(sum(sheet.unchecked for sheet in due))),
            ("not_in", str(len(figures.with_hand_in(HandIn.MISSING)))),
        )

    def _show_badge(self, newest: Issue | None) -> None:
        if newest is None:
            self.badge.say(self._texts("daily.page.state.none"), Tone.MUTED)
        elif newest.is_signed:
            self.badge.say(self._texts("daily.page.state.signed"), Tone.OK)
        elif newest.kind is Kind.ADDENDUM:
            self.badge.say(self._texts("daily.page.state.addendum"), Tone.ATTENTION)
        else:
            self.badge.say(self._texts("daily.page.state.draft"), Tone.INFO)

    def _columns(self) -> tuple[Column[KeptPaper], ...]:
        texts = self._texts
        return (
            Column(texts("daily.page.column.paper"), self._paper_name, width=176),
            Column(
                texts("daily.page.column.made"),
                lambda row: f"{local_time(row.paper.made_at):%H:%M}",
                width=62,
            ),
            Column(
                texts("daily.page.column.prints"),
                lambda row: str(row.paper.prints),
                number=True,
                width=56,
            ),
        )

    def _paper_name(self, row: KeptPaper) -> str:
        kind = self._texts(f"daily.page.paper.{row.paper.standing.value}")
        return self._texts("daily.page.paper.name", revision=row.issue.revision, kind=kind)

    def _on_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.model.row(current))
