# SPDX-License-Identifier: Apache-2.0
"""Search the audit log by text and day, verify the record, see the head, export what is shown.

A record that is older than what was known says so here until a person accepts it.
"""

from datetime import timedelta

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.app.audit_trail import Trail, TrailEntry, read_trail
from schoolguard.app.store_check import StoreCheck, accept_older_copy, check_school
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day, local_time
from schoolguard.reports import Document
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.delivery import show_on_paper, write_as_sheet
from schoolguard.ui.widgets.dialog import ConfirmDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.search_field import SearchField
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel
from schoolguard.ui.widgets.table_document import table_document

_SPAN_DAYS = 30


class AuditPage(Page):
    """Who did what, when; newest first."""

    title_key = "audit.title"
    help_chapter = "audit"
    concerns = Changes.AUDIT | Changes.ACCESS | Changes.SETTINGS
    exports = True
    prints = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        today = local_day(desk.clock.now())
        self.search = SearchField(self.text("audit.search"), self)
        self.limited = QCheckBox(self.text("audit.limited"), self)
        self.limited.setChecked(True)
        self.first = DayField(today - timedelta(days=_SPAN_DAYS), self)
        self.first.setAccessibleName(self.text("audit.first_on"))
        self.last = DayField(today, self)
        self.last.setAccessibleName(self.text("audit.last_on"))
        self.verdict = Banner(self)
        self.head = QLineEdit(self)
        self.head.setReadOnly(True)
        self.head.setAccessibleName(self.text("audit.head"))
        self.table = HouseTable("audit.entries", self.text("audit.title"), self)
        self.model = RowsModel[TrailEntry](self._columns(), self)
        self.table.show_model(self.model)
        self.verify_button = self.add_action(
            "audit.verify", "shield-check", self._verify, primary=True
        )
        self._arrange()
        if desk.school.behind is not None:
            self._say_behind()
        self.search.searched.connect(self.mark_stale)
        self.limited.toggled.connect(self.mark_stale)
        self.first.dateChanged.connect(self.mark_stale)
        self.last.dateChanged.connect(self.mark_stale)

    @override
    def refresh(self) -> None:
        text = self.search.text().strip()
        limited = self.limited.isChecked()
        first, last = (self.first.day, self.last.day) if limited else (None, None)
        self.desk.tasks.query(self, lambda view: read_trail(view, text, first, last), self._show)

    @override
    def print_action(self) -> None:
        show_on_paper(self, self._document(), self.text("audit.file_name"))

    @override
    def export_action(self) -> None:
        write_as_sheet(self, self._document(), self.text("audit.file_name"))

    def _document(self) -> Document:
        title = self.text("audit.title")
        return table_document(self.desk.texts, title, (self.head.text(),), self.model)

    def _columns(self) -> tuple[Column[TrailEntry], ...]:
        title = self.text
        return (
            Column(
                title("audit.column.seq"), lambda e: str(e.seq), lambda e: e.seq, None, True, 70
            ),
            Column(
                title("audit.column.at"),
                lambda e: f"{local_time(e.at):%Y-%m-%d %H:%M:%S}",
                lambda e: e.at,
                width=160,
            ),
            Column(title("audit.column.who"), lambda e: e.who, width=110),
            Column(title("audit.column.action"), lambda e: self._words(e.action), width=220),
            Column(title("audit.column.subject"), lambda e: e.subject, width=150),
            Column(title("audit.column.facts"), lambda e: e.facts, width=260),
        )

    def _words(self, action: str) -> str:
        known = self.desk.texts.keys("audit")
        return self.text(f"audit.action.{action}") if f"action.{action}" in known else action

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        row.addWidget(self.search, 1)
        row.addWidget(self.limited)
        row.addWidget(self.first)
        row.addWidget(QLabel("–", self))
        row.addWidget(self.last)
        foot = QHBoxLayout()
        foot.addWidget(QLabel(self.text("audit.head"), self))
        foot.addWidget(self.head, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.verdict)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(foot)

    def _show(self, trail: Trail) -> None:
        self.model.set_rows(trail.entries)
        self.set_subtitle(self.text("audit.found", shown=len(trail.entries), count=trail.count))
        self.head.setText(f"{trail.count}  {trail.head}")

    def _verify(self) -> None:
        self.verify_button.setEnabled(False)
        self.desk.tasks.work(
            self,
            lambda _: check_school(self.desk.school),
            self._say_verdict,
            self._on_failed,
            label=self.text("audit.verifying"),
        )

    def _say_verdict(self, check: StoreCheck) -> None:
        self.verify_button.setEnabled(True)
        if check.is_sound:
            self.verdict.say(Tone.OK, self.text("audit.sound", entries=check.entries))
        elif check.damage:
            self.verdict.say(Tone.ALARM, self.text("audit.damaged", pages=len(check.damage)))
        elif check.first_break is not None:
            reason = self.text(f"audit.break.{check.first_break.reason}")
            seq = check.first_break.seq
            self.verdict.say(Tone.ALARM, self.text("audit.broken", seq=seq, reason=reason))
        elif check.altered:
            day = check.altered[0].day.isoformat()
            sheets = len(check.altered)
            self.verdict.say(Tone.ALARM, self.text("audit.altered", sheets=sheets, day=day))
        else:
            self._say_behind()

    def _say_behind(self) -> None:
        self.verdict.say(
            Tone.ALARM, self.text("audit.behind"), self.text("audit.accept"), self._accept
        )

    def _accept(self) -> None:
        agreed = ConfirmDialog.ask(
            self,
            self.desk.texts,
            title=self.text("audit.accept"),
            question=self.text("audit.accept_question"),
            deed=self.text("audit.accept"),
        )
        if agreed:
            self.desk.tasks.work(
                self, lambda _: accept_older_copy(self.desk.school), self._on_accepted
            )

    def _on_accepted(self, _done: None) -> None:
        self.verdict.say(Tone.OK, self.text("audit.accepted"))
        self.mark_stale()

    def _on_failed(self, error: Exception) -> None:
        self.verify_button.setEnabled(True)
        self.desk.notify.error(error)
