# SPDX-License-Identifier: Apache-2.0
"""The page of early warning: the list, most pressing first, and the warning at hand.

F6 shows the names, Alt and a letter answers; nothing here declares anything: people do.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from schoolguard import roster, warning
from schoolguard.access.rules import Action, allowed
from schoolguard.app import Unit, View
from schoolguard.app.rule_book import book_of
from schoolguard.app.today import flow_rules
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.ids import WarningId
from schoolguard.reports import Document
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.warning.charts_place import Tabs
from schoolguard.ui.warning.panel import Opened, WarningPanel
from schoolguard.ui.warning.words import TONES, Words
from schoolguard.ui.widgets.delivery import show_on_paper, write_as_sheet
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel
from schoolguard.ui.widgets.table_document import table_document
from schoolguard.warning import HitRate, Level, ReportDraft, Standing, WarningLine

_PANEL_WIDTH = 560
_SPANS = {"open": 0, "month": 30, "year": 366}


class WarningPage(Page):
    """What early warning said."""

    title_key: ClassVar[str] = "warning_page.title"
    help_chapter: ClassVar[str] = "warning"
    concerns: ClassVar[Changes] = Changes.WARNING
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.words = Words(desk.texts, book_of(desk.school).warning, flow_rules(desk.school).cases)
        self._wanted: WarningId | None = None
        self.opened: Opened | None = None
        self.which = QComboBox(self)
        self.which.setAccessibleName(self.text("warning_page.which.label"))
        for name in _SPANS:
            self.which.addItem(self.text(f"warning_page.which.{name}"), name)
        self.table = HouseTable("warning.lines", self.text("warning_page.title"), self)
        self.model = RowsModel[WarningLine](self._columns(), self)
        self.table.show_model(self.model)
        self.panel = WarningPanel(self.words, self)
        self._nothing = EmptyState(
            "shield-check",
            self.text("warning_page.empty.title"),
            self.text("warning_page.empty.text"),
            self,
        )
        self._left, self._right = QStackedWidget(self), QScrollArea(self)
        self._right.setWidget(self.panel)
        self._right.setWidgetResizable(True)
        self._right.setFrameShape(QFrame.Shape.NoFrame)
        self._arrange()
        self._connect()

    @override
    def refresh(self) -> None:
        self.tabs.read()
        days, rules = _SPANS[str(self.which.currentData())], self.words.rules
        today = local_day(self.desk.clock.now())

        def read(view: View) -> tuple[tuple[WarningLine, ...], HitRate]:
            first_on = today - timedelta(days=days or 366)
            lines = (
                warning.warnings_between(view, first_on, today, rules)
                if days
                else warning.open_warnings(view, rules)
            )
            return lines, warning.hit_rate(view, first_on, today)

        self.desk.tasks.query(self, read, self._show_lines)

    @override
    def show_args(self, **args: object) -> None:
        wanted = args.get("warning_id")
        if isinstance(wanted, int):
            self._wanted = WarningId(wanted)
            self.mark_stale()

    @override
    def print_action(self) -> None:
        if self.tabs.shows_pictures:
            self.tabs.print_picture()
            return
        show_on_paper(self, self._document(), self.text("warning_page.title"))

    @override
    def export_action(self) -> None:
        if self.tabs.shows_pictures:
            self.tabs.export_picture()
            return
        write_as_sheet(self, self._document(), self.text("warning_page.title"))

    def _document(self) -> Document:
        title = self.text("warning_page.title")
        span = self.which.currentText()
        return table_document(self.desk.texts, title, (span,), self.model)

    def _columns(self) -> tuple[Column[WarningLine], ...]:
        text, words = self.text, self.words
        return (
            Column(
                text("warning_page.column.level"),
                lambda one: words.level(one.level),
                lambda one: one.level,
                lambda one: TONES[one.level],
                width=92,
            ),
            Column(text("warning_page.column.unit"), words.unit, width=120),
            Column(
                text("warning_page.column.topic"), lambda one: words.topic(one.topic), width=130
            ),
            Column(
                text("warning_page.column.count"),
                lambda one: str(one.last.count),
                lambda one: one.last.count,
                number=True,
                width=52,
            ),
            Column(
                text("warning_page.column.at"),
                lambda one: f"{local_time(one.spoken_at):%m-%d %H:%M}",
                lambda one: one.spoken_at,
                width=92,
            ),
            Column(
                text("warning_page.column.standing"),
                lambda one: text(f"warning_page.standing.{one.standing.value}"),
                tone=lambda one: Tone.ATTENTION if one.standing is Standing.OPEN else None,
                width=84,
            ),
        )

    def _arrange(self) -> None:
        self._left.addWidget(self.table)
        self._left.addWidget(self._nothing)
        left = QVBoxLayout()
        left.setSpacing(scale.GAP)
        left.addWidget(self.which)
        left.addWidget(self._left, 1)
        self._right.setMinimumWidth(_PANEL_WIDTH)
        self._right.hide()
        row = QHBoxLayout()
        row.setSpacing(scale.ROOMY)
        row.addLayout(left, 1)
        row.addWidget(self._right, 1)
        warnings = QWidget(self)
        warnings.setLayout(row)
        self.tabs = Tabs(self, warnings)
        self.body.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.which.currentIndexChanged.connect(self.mark_stale)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.panel.answered.connect(self._on_answer)
        self.panel.step_toggled.connect(self._on_step)
        self.panel.reported.connect(self._on_report)
        self.panel.names_wanted.connect(self._on_names)

    def _show_lines(self, found: tuple[tuple[WarningLine, ...], HitRate]) -> None:
        lines, rate = found
        self.model.set_rows(lines)
        share = rate.share(Level.RED)
        words = "–" if share is None else f"{share:.0%}"
        self.set_subtitle(self.text("warning_page.subtitle", count=len(lines), share=words))
        self._left.setCurrentWidget(self.table if lines else self._nothing)
        ids = [one.id for one in self.model.rows]
        kept = self._wanted or (self.opened.warning.line.id if self.opened else None)
        self._wanted = None
        if kept is not None and kept not in ids:
            self._read_one(kept)
        elif lines:
            self.table.select_row(ids.index(kept) if kept in ids else 0)
            self._read_one(kept or ids[0])
        else:
            self._right.hide()

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self._read_one(self.model.row(index).id)

    def _read_one(self, warning_id: WarningId) -> None:
        rules = self.words.rules

        def read(view: View) -> Opened:
            one = warning.warning(view, warning_id, rules)
            classes = {}
            for person_id in one.names:
                found = roster.class_of(view, person_id, view.today)
                classes[person_id] = found.name if found else ""
            return Opened(one, classes)

        self.desk.tasks.query(self, read, self._show)

    def _show(self, opened: Opened) -> None:
        self.opened = opened
        may_answer = allowed(self.desk.school.actor, Action.ANSWER_WARNINGS)
        self.panel.show_warning(opened, self.desk.clock.now(), may_answer=may_answer)
        self._right.show()

    def _on_names(self) -> None:
        if self.opened is not None:
            self.panel.show_names(self.opened)

    def _on_answer(self, standing: Standing, note: str) -> None:
        one = self._at_hand()
        before = self.opened.warning.line.standing if self.opened else Standing.OPEN
        undo_note = self.text("warning_page.undo_note")

        def undo() -> None:
            self._change(lambda unit: warning.answer(unit, one, before, undo_note))

        def done(_: None) -> None:
            self.panel.note.clear()
            words = self.text(f"warning_page.standing.{standing.value}")
            self.desk.notify.done(
                self.text("warning_page.answered", answer=words),
                (self.text("warning_page.undo"), undo),
            )

        self.desk.tasks.change(self, lambda unit: warning.answer(unit, one, standing, note), done)

    def _on_step(self, step_id: str, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        one = self._at_hand()
        if on:
            self._change(lambda unit: warning.tick_step(unit, one, step_id))
            return
        steps = self.opened.warning.steps if self.opened else ()
        for tick in steps:
            if tick.step_id == step_id:
                self._change(partial(warning.untick_step, warning_id=one, tick_id=tick.id))

    def _on_report(self, draft: ReportDraft) -> None:
        one = self._at_hand()

        def done(report_id: int) -> None:
            self.panel.answered_by.clear()
            self.desk.notify.done(
                self.text("warning_page.report.done"),
                (
                    self.text("warning_page.undo"),
                    lambda: self._change(lambda u: warning.withdraw_report(u, one, report_id)),
                ),
            )

        self.desk.tasks.change(self, lambda unit: warning.record_report(unit, one, draft), done)

    def _change(self, change: Callable[[Unit], object]) -> None:
        self.desk.tasks.change(self, change)

    def _at_hand(self) -> WarningId:
        assert self.opened is not None  # noqa: S101 - its buttons are on the panel
        return self.opened.warning.line.id
