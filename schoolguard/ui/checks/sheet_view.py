# SPDX-License-Identifier: Apache-2.0
"""One class in one session on one screen: the grid, how far it is, its keys, and handing it in."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from schoolguard import checks, flows
from schoolguard.app import Unit
from schoolguard.checks import Sheet, State, Tally, Verdict
from schoolguard.flows import FlowRules
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.texts import Texts
from schoolguard.ui.checks.dialogs import HandInDialog
from schoolguard.ui.checks.grid import CheckGrid
from schoolguard.ui.checks.isolation_offer import ADMIT_KEY, IsolationOffer
from schoolguard.ui.checks.legend import Legend
from schoolguard.ui.checks.lines import Wording, line_of
from schoolguard.ui.checks.paste_dialog import PasteDialog
from schoolguard.ui.checks.reading import OpenSheet, sheet_of
from schoolguard.ui.checks.sheet_bar import SheetBar
from schoolguard.ui.checks.typist import Typist
from schoolguard.ui.checks.writer import SheetWriter
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.banner import Banner

_SECOND_MS = 1_000


class SheetView(QWidget):
    """A sheet to type into.

    Signals:
        left: the person wants back to the list of classes.
        isolation_wanted: id of the person who is to be taken into the isolation room.
    """

    left = Signal()
    isolation_wanted = Signal(int)

    def __init__(self, desk: Desk, rules: FlowRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rules = rules
        self.sheet: Sheet | None = None
        self._state = (Tone.INFO, "")
        self.grid = CheckGrid(Wording(rules.checks, desk.texts), desk.texts, self)
        self.writer = SheetWriter(desk, self.grid.lines, self)
        self.typist = Typist(self.grid, self.writer, rules.checks, desk.texts, self)
        self.banner = Banner(self)
        self.bar = SheetBar(rules.checks, desk.texts, self)
        self.word = QLabel(self)
        self.word.setMinimumHeight(scale.ICON)
        self.word.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.admit = IsolationOffer(desk, self.grid, self)
        below = QHBoxLayout()
        below.setSpacing(scale.GAP)
        below.addWidget(self.word, 1)
        below.addWidget(self.admit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self.banner)
        column.addWidget(self.bar)
        column.addWidget(self.grid, 1)
        column.addLayout(below)
        column.addWidget(Legend(rules.checks, desk.texts, self))
        self._connect()

    def _connect(self) -> None:
        self.typist.said.connect(self.say)
        self.grid.left.connect(self.left)
        self.admit.wanted.connect(self.isolation_wanted)
        self.writer.saved.connect(lambda _: self._count())
        self.writer.saved.connect(self.admit.look_at)
        self.writer.outdated.connect(self.read_again)
        self.bar.method_chosen.connect(self._on_method)
        self.bar.paper_chosen.connect(self._on_paper)
        self.bar.rest_marked.connect(self._on_rest)
        keyed = (("Ctrl+Z", self.undo), ("Ctrl+V", self.paste), (ADMIT_KEY, self.admit.ask))
        for keys, slot in keyed:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        clock = QTimer(self, interval=_SECOND_MS)
        clock.timeout.connect(self.tick)
        clock.start()

    def show_sheet(self, opened: OpenSheet) -> None:
        """Show a sheet; the place is kept where it is the same one read again."""
        sheet = opened.sheet
        same = self.sheet is not None and self.sheet.key == sheet.key
        at = self.grid.at if same else first_open(sheet)
        self.sheet = self.typist.sheet = sheet
        lines = [line_of(row, opened.marks.get(row.person_id, frozenset())) for row in sheet.rows]
        self.grid.show_lines(lines, self.desk.clock.now(), at=at)
        self.writer.open(sheet.key, self.rules, sheet.deadline_at)
        self.bar.show_sheet(sheet)
        self._count()
        if not same:
            self.say("", Tone.MUTED)
            self.grid.setFocus()

    def read_again(self) -> None:
        """Read the sheet again from the record."""
        if self.sheet is None:
            return
        key = self.sheet.key
        question = sheet_of(key.class_id, key.day, key.session, self.rules)
        self.desk.tasks.query(self, question, self.show_sheet)

    @Slot(str, str)
    def say(self, text: str, tone: str) -> None:
        """Say something about what was typed last; an empty text clears it."""
        self.word.setText(text)
        set_look(self.word, "tone", tone)

    @property
    def tally(self) -> Tally:
        """The sheet's counts as far as they are on disk."""
        rows = [line.row for line in self.grid.lines.lines]
        entries = ((row.first.entry if row.first else None, row.verdict) for row in rows)
        return checks.tally(sum(row.is_expected for row in rows), entries)

    @Slot()
    def undo(self) -> None:
        """Take the last entry back, as a correction."""
        if not self.writer.can_undo:
            self.say(self.desk.texts("checks.sheet.nothing_to_undo"), Tone.MUTED)
            return
        at = self.writer.undo()
        if at is not None:
            self.grid.go_to(at)
        self.say(self.desk.texts("checks.sheet.undone"), Tone.INFO)

    @Slot()
    def paste(self) -> None:
        """Take a column from the clipboard, after showing what it would enter."""
        text = QGuiApplication.clipboard().text()
        lines, rules = self.grid.lines.lines, self.rules.checks
        chosen = PasteDialog.ask(self, self.desk.texts, rules, lines, self.grid.at, text)
        if chosen is not None and chosen.entries:
            self.writer.submit_many(dict(chosen.entries), chosen.reason)

    def hand_in(self) -> None:
        """Hand the sheet in after one look at what it says."""
        lines = self.grid.lines.lines
        names = [line.row.name for line in lines if line.entry is None and not line.row.excused]
        if self.sheet is None or not HandInDialog.ask(self, self.desk.texts, self.tally, names):
            return
        key, rules = self.sheet.key, self.rules

        def done(_: Tally) -> None:
            self.desk.notify.done(self.desk.texts("checks.sheet.handed_in"))
            self.read_again()

        self.desk.tasks.change(self, lambda unit: flows.hand_in(unit, key, rules), done)

    @Slot()
    def tick(self) -> None:
        """Let the countdown of second readings go on."""
        waiting = (line.row.verdict is Verdict.RECHECK_DUE for line in self.grid.lines.lines)
        if self.isVisible() and any(waiting):
            self.grid.lines.tick(self.desk.clock.now())

    @Slot(str)
    def _on_method(self, method: str) -> None:
        if self.sheet is not None:
            key, rules = self.sheet.key, self.rules.checks
            self._change(lambda unit: checks.set_method(unit, key, method, rules))

    @Slot(bool)
    def _on_paper(self, from_paper: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self.sheet is not None:
            key, rules = self.sheet.key, self.rules.checks
            self._change(
                lambda unit: checks.set_from_paper(unit, key, rules, from_paper=from_paper)
            )

    @Slot(object)
    def _on_rest(self, state: State) -> None:
        self.writer.mark_rest(state)
        self.grid.setFocus()

    def _change(self, write: Callable[[Unit], None]) -> None:
        self.desk.tasks.change(self, write, lambda _: self.read_again())
        self.grid.setFocus()

    def _count(self) -> None:
        self.bar.show_tally(self.tally)
        state = state_of(self.sheet, self.desk) if self.sheet is not None else (Tone.INFO, "")
        if state != self._state:
            self._state = state
            self.banner.say(*state)


def first_open(sheet: Sheet) -> int:
    """Return the place of the first person without a value; 0 when there is none."""
    lacking = (at for at, row in enumerate(sheet.rows) if row.first is None and not row.excused)
    return next(lacking, 0)


def state_of(sheet: Sheet, desk: Desk) -> tuple[Tone, str]:
    """Return what to say about a sheet's hand-in, with its tone; empty when all is well."""
    text: Texts = desk.texts
    if sheet.handed_in_at is not None:
        at = f"{local_time(sheet.handed_in_at):%m-%d %H:%M}"
        key = "checks.sheet.in_late" if sheet.late else "checks.sheet.in"
        return (Tone.ATTENTION if sheet.late else Tone.OK), text(key, at=at)
    if sheet.first_handed_in_at is not None:
        return Tone.ATTENTION, text("checks.sheet.reopened")
    if checks.is_late(desk.clock.now(), sheet.deadline_at):
        deadline = f"{local_time(sheet.deadline_at):%H:%M}"
        return Tone.ATTENTION, text("checks.sheet.late", deadline=deadline)
    return Tone.INFO, ""
