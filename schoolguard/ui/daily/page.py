# SPDX-License-Identifier: Apache-2.0
"""The daily report's page: a day's paper in full, beside it where the day stands and what is kept.

The nurse prepares, the principal signs, everybody prints; which of it is offered follows from the
role and the state of the day. What the figures mean is decided in `daily`.
"""

from collections.abc import Callable
from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from schoolguard import daily
from schoolguard.access.rules import Action, allowed
from schoolguard.app import Unit
from schoolguard.app.rule_book import daily_basis
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import ReportId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.daily.day_turner import DayTurner
from schoolguard.ui.daily.preview import PaperView
from schoolguard.ui.daily.printing import Printing
from schoolguard.ui.daily.side import KeptPaper, Side
from schoolguard.ui.daily.sign_dialog import SignDialog
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.chooser import Chooser
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.paper import print_pdf

_KINDS: Final = "PDF (*.pdf);;Excel (*.xlsx)"


class DailyPage(Page):
    """One day's report."""

    title_key: ClassVar[str] = "daily.page.title"
    help_chapter: ClassVar[str] = "daily"
    concerns: ClassVar[Changes] = (
        Changes.DAILY | Changes.CHECKS | Changes.ABSENCE | Changes.ROSTER | Changes.SETTINGS
    )
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._day = local_day(desk.clock.now())
        self._state: daily.DayState | None = None
        self._chosen: KeptPaper | None = None
        self._newest_paper = 0
        self._note_of: ReportId | None = None
        actor = desk.school.actor
        self._may_prepare = allowed(actor, Action.PREPARE_REPORT)
        self._may_sign = allowed(actor, Action.SIGN_REPORT)
        self.days = DayTurner(desk, self._day, self)
        self.banner = Banner(self)
        self.preview = PaperView(desk.texts, self)
        self.side = Side(desk.texts, self)
        self._empty = EmptyState("file-text", self.text("daily.page.empty"), "", self)
        self._build_actions()
        self._arrange()
        self.days.chosen.connect(self.go_to)
        self.side.chosen.connect(self._on_chosen)

    @property
    def day(self) -> date:
        """The day shown."""
        return self._day

    def go_to(self, day: date) -> None:
        """Show another day, up to the present one."""
        self._day = min(day, local_day(self.desk.clock.now()))
        self._newest_paper = 0
        self._note_of = None
        self.side.note.clear()
        self.mark_stale()

    @override
    def refresh(self) -> None:
        self.days.show_day(self._day, local_day(self.desk.clock.now()))
        basis, day = self._basis(), self._day
        self.desk.tasks.query(self, lambda view: daily.day_state(view, day, basis), self._show)

    @override
    def show_args(self, **args: object) -> None:
        if isinstance(args.get("day"), str):
            self.go_to(date.fromisoformat(str(args["day"])))

    def prepare(self) -> None:
        """Take the day's figures and make a draft, or an addendum to what was signed."""
        basis, day, note = self._basis(), self._day, self.side.note.toPlainText()
        self.desk.tasks.change(
            self, lambda unit: daily.prepare(unit, day, basis, note=note), self._on_prepared
        )

    def sign(self) -> None:
        """Ask for the principal's word and sign the newest draft."""
        state = self._state
        if state is None or state.newest is None or state.newest.is_signed:
            return
        issue = state.newest
        if SignDialog.ask(self, self.desk.texts, issue, state.statement):
            basis = self._basis()
            self.desk.tasks.change(
                self,
                lambda unit: daily.sign_off(unit, issue.id, basis),
                lambda _: self.desk.notify.done(
                    self.text("daily.page.signed", number=issue.number)
                ),
            )

    @override
    def print_action(self) -> None:
        kept = self._chosen
        if kept is None:
            self.desk.notify.attention(self.text("daily.page.nothing_kept"))
            return
        printer = Printing.ask(self, kept.issue.number)
        if printer is not None:
            take = _take_out(kept, self._basis())
            self.desk.tasks.change(self, take, lambda pdf: self._print(printer, pdf))

    @override
    def export_action(self) -> None:
        kept = self._chosen
        if kept is None:
            self.desk.notify.attention(self.text("daily.page.nothing_kept"))
            return
        name = f"{kept.issue.number}.pdf"
        path = Chooser.save_file(self, self.text("daily.page.save"), name, _KINDS)
        if path is None:
            return

        def write(data: bytes) -> None:
            path.write_bytes(data)
            self.desk.notify.done(self.text("daily.page.saved", file=path.name))

        basis = self._basis()
        if path.suffix.lower() == ".xlsx":
            self.desk.tasks.query(self, lambda _: daily.workbook(kept.issue, basis), write)
        else:
            self.desk.tasks.change(self, _take_original(kept), write)

    def _basis(self) -> daily.Basis:
        return daily_basis(self.desk.school)

    def _build_actions(self) -> None:
        self._actions.insertWidget(0, self.days)
        self.prepare_button = self.add_action(
            "daily.page.prepare", "file-check", self.prepare, "Ctrl+R", primary=not self._may_sign
        )
        self.sign_button = self.add_action(
            "daily.page.sign.button", "badge-check", self.sign, "Ctrl+Return", primary=True
        )
        self.prepare_button.setVisible(self._may_prepare)
        self.sign_button.setVisible(self._may_sign)

    def _arrange(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.preview)
        self._stack.addWidget(self._empty)
        row = QHBoxLayout()
        row.setSpacing(scale.MARGIN)
        row.addWidget(self._stack, 1)
        row.addWidget(self.side)
        self.body.addWidget(self.banner)
        self.body.addLayout(row, 1)
        QShortcut(QKeySequence("F6"), self).activated.connect(self.preview.setFocus)
        QShortcut(QKeySequence("F7"), self).activated.connect(self.side.papers.setFocus)

    def _show(self, state: daily.DayState) -> None:
        if state.day != self._day:
            return
        self._state = state
        day = self.text(
            "ui.day.full",
            year=state.day.year,
            month=state.day.month,
            day=state.day.day,
            weekday=self.text(f"ui.weekday.{state.day.weekday()}"),
        )
        self.set_subtitle(day)
        self.side.show_state(state, may_prepare=self._may_prepare)
        self.banner.say(*_advice(state, self.desk.texts, may_sign=self._may_sign))
        newest = state.newest
        self.prepare_button.setText(
            self.text("daily.page.prepare_addendum" if state.is_locked else "daily.page.prepare")
        )
        self.prepare_button.setEnabled(not state.is_locked or bool(state.changes))
        self.sign_button.setEnabled(
            newest is not None and not newest.is_signed and not state.changes
        )
        self._stack.setCurrentWidget(self.preview if state.issues else self._empty)
        key = "daily.page.empty_do" if self._may_prepare else "daily.page.empty_wait"
        self._empty.say(self.text("daily.page.empty"), self.text(key))
        self._choose()
        self._take_note(newest)
        if self.focusWidget() is None:
            self._first_focus().setFocus()

    def _take_note(self, newest: daily.Issue | None) -> None:
        """Offer a draft's note again, so that preparing anew does not lose it."""
        if newest is not None and newest.id != self._note_of:
            self._note_of = newest.id
            self.side.note.setPlainText("" if newest.is_signed else newest.note)

    def _first_focus(self) -> QWidget:
        buttons = (self.sign_button, self.prepare_button)
        ready = (one for one in buttons if one.isVisibleTo(self) and one.isEnabled())
        return next(ready, self.preview)

    def _choose(self) -> None:
        """Keep the paper that is looked at, unless a newer one was made."""
        rows = self.side.model.rows
        newest = rows[0].paper.id if rows else 0
        before = self._chosen.paper.id if self._chosen and newest == self._newest_paper else None
        self._newest_paper = newest
        self._chosen = None
        same = (number for number, row in enumerate(rows) if row.paper.id == before)
        if rows:
            self.side.select(next(same, 0))
        else:
            self.preview.show_pdf(b"")

    @Slot(object)
    def _on_chosen(self, kept: KeptPaper) -> None:
        self._chosen = kept
        paper_id = kept.paper.id
        self.desk.tasks.query(
            self, lambda view: daily.pdf_of(view, paper_id), self.preview.show_pdf
        )

    def _on_prepared(self, _report_id: ReportId) -> None:
        self.desk.notify.done(self.text("daily.page.prepared"))

    def _print(self, printer: QPrinter, pdf: bytes) -> None:
        print_pdf(pdf, printer)
        self.desk.notify.done(self.text("daily.page.printed"))


def _take_out(kept: KeptPaper, basis: daily.Basis) -> Callable[[Unit], bytes]:
    """Return what notes a print and hands out the original the first time, later a copy."""

    def take(unit: Unit) -> bytes:
        if daily.record_print(unit, kept.paper.id) == 0:
            return daily.pdf_of(unit, kept.paper.id)
        return daily.copy(unit, kept.issue.id, basis, paper_id=kept.paper.id)

    return take


def _take_original(kept: KeptPaper) -> Callable[[Unit], bytes]:
    """Return what notes that a file was saved and hands it out byte for byte."""

    def take(unit: Unit) -> bytes:
        daily.record_print(unit, kept.paper.id)
        return daily.pdf_of(unit, kept.paper.id)

    return take


def _advice(state: daily.DayState, texts: Texts, *, may_sign: bool) -> tuple[Tone, str]:
    """Return what the day's reporting asks for next; an empty sentence when nothing."""
    newest = state.newest
    if newest is None:
        return Tone.INFO, ""
    pressing = state.notable if newest.is_signed else state.changes
    if newest.is_signed and not pressing:
        return Tone.INFO, ""
    if pressing:
        changes = daily.changes_text(pressing, texts, 4)
        key = "daily.page.changed_signed" if newest.is_signed else "daily.page.changed_draft"
        return Tone.ATTENTION, texts(key, changes=changes)
    return Tone.INFO, texts(
        "daily.page.please_sign" if may_sign else "daily.page.wait_for_principal"
    )
