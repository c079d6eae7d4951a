# SPDX-License-Identifier: Apache-2.0
"""One class on one day of its suspension: the grid, the family at hand, how far it is, its keys."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from schoolguard import flows, suspension
from schoolguard.app import Unit
from schoolguard.flows import FlowRules
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.ids import CaseId
from schoolguard.suspension import FollowUpSheet, Progress
from schoolguard.ui.desk import Desk
from schoolguard.ui.suspension.family_panel import FamilyPanel
from schoolguard.ui.suspension.grid import FollowUpGrid
from schoolguard.ui.suspension.legend import Legend
from schoolguard.ui.suspension.lines import Wording, line_of
from schoolguard.ui.suspension.sheet_bar import SheetBar
from schoolguard.ui.suspension.typist import Typist
from schoolguard.ui.suspension.writer import SheetWriter
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.dialog import ConfirmDialog

_PANEL_WIDTH = 244


class SheetView(QWidget):
    """A follow-up sheet to type into.

    Signals:
        left: the person wants back to the overview.
    """

    left = Signal()

    def __init__(self, desk: Desk, rules: FlowRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rules = rules
        self.sheet: FollowUpSheet | None = None
        self._state = (Tone.INFO, "")
        wording = Wording(rules.suspension, desk.texts)
        self.grid = FollowUpGrid(wording, desk.texts, self)
        self.writer = SheetWriter(desk, self.grid.lines, rules.suspension, self)
        self.typist = Typist(self.grid, self.writer, rules.suspension, desk.texts, self)
        self.panel = FamilyPanel(desk, wording, rules.suspension, self)
        self.panel.setFixedWidth(_PANEL_WIDTH)
        self.banner = Banner(self)
        self.bar = SheetBar(desk.texts, self)
        self.word = QLabel(self)
        self.word.setMinimumHeight(scale.ICON)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(scale.ROOMY)
        middle.addWidget(self.grid, 1)
        middle.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self.banner)
        column.addWidget(self.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.word)
        column.addWidget(Legend(self.rules.suspension, self.desk.texts, self))

    def _connect(self) -> None:
        self.typist.said.connect(self.say)
        self.grid.left.connect(self.left)
        self.grid.moved.connect(self._on_moved)
        self.grid.undo_wanted.connect(self.undo)
        self.writer.saved.connect(self._on_saved)
        self.writer.outdated.connect(self.read_again)
        self.bar.source_chosen.connect(self._on_source)
        self.bar.rest_wanted.connect(self.mark_rest)
        self.panel.absence_wanted.connect(lambda _: open_absence(self))
        self.panel.case_wanted.connect(lambda _: enter_case(self))
        self.panel.family_wanted.connect(
            lambda person_id: self.desk.navigate("roster", person_id=person_id)
        )
        for keys, slot in (("Ctrl+Z", self.undo), ("Alt+R", self.mark_rest)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def allow(self, *, recording: bool) -> None:
        """Let somebody type, or only read."""
        self.typist.may_record = recording
        self.bar.allow(recording)

    def show_sheet(self, sheet: FollowUpSheet) -> None:
        """Show a sheet; the place is kept where it is the same one read again."""
        same = self.sheet is not None and self.sheet.key == sheet.key
        at = self.grid.at if same else first_open(sheet)
        self.sheet = sheet
        self.grid.show_lines([line_of(row) for row in sheet.rows], at=at)
        self.writer.open(sheet.key)
        self.bar.show_sheet(sheet)
        self._count()
        if not same:
            self.say("", Tone.MUTED)
            self.grid.setFocus()
            self.panel.read_again()

    def read_again(self) -> None:
        """Read the sheet again from the record."""
        if self.sheet is not None:
            key, rules = self.sheet.key, self.rules.suspension
            self.desk.tasks.query(
                self, lambda view: suspension.sheet(view, key, rules), self.show_sheet
            )

    @Slot(str, str)
    def say(self, text: str, tone: str) -> None:
        """Say something about what was typed last; an empty text clears it."""
        self.word.setText(text)
        set_look(self.word, "tone", tone)

    @property
    def progress(self) -> Progress:
        """How far the sheet is, as far as it is on disk."""
        return suspension.progress_of(line.row for line in self.grid.lines.lines)

    @Slot()
    def undo(self) -> None:
        """Take the last entry back, as a correction."""
        if not self.writer.can_undo:
            self.say(self.desk.texts("suspension_page.sheet.nothing_to_undo"), Tone.MUTED)
            return
        at = self.writer.undo()
        if at is not None:
            self.grid.go_to(at)
        self.say(self.desk.texts("suspension_page.sheet.undone"), Tone.INFO)

    @Slot()
    def mark_rest(self) -> None:
        """Mark everybody not asked yet as reached and well, after saying what that means."""
        text, missing = self.desk.texts, self.progress.missing
        if not missing or not self.typist.may_record:
            return
        if ConfirmDialog.ask(
            self,
            text,
            title=text("suspension_page.rest.title"),
            question=text("suspension_page.rest.question", number=missing),
            deed=text("suspension_page.rest.deed"),
        ):
            self.writer.mark_rest_well()
        self.grid.setFocus()

    def hand_in(self) -> None:
        """Hand the sheet in after one look at what it says."""
        if self.sheet is None:
            return
        text, found = self.desk.texts, self.progress
        if found.missing:
            self.grid.go_to(first_open_line(self))
            self.say(text("suspension.error.incomplete", missing=found.missing), Tone.ALARM)
            return
        if not ConfirmDialog.ask(
            self,
            text,
            title=text("suspension_page.hand_in.title"),
            question=text(
                "suspension_page.hand_in.question",
                people=found.people,
                reached=found.reached,
                unreached=found.unreached,
                fevers=found.fevers,
                symptomatic=found.symptomatic,
            ),
            deed=text("suspension_page.hand_in.deed"),
        ):
            return
        key, rules = self.sheet.key, self.rules.suspension

        def done(_: Progress) -> None:
            self.desk.notify.done(text("suspension_page.done.handed_in"))
            self.read_again()

        self.desk.tasks.change(self, lambda unit: suspension.hand_in(unit, key, rules), done)

    @Slot(int)
    def _on_moved(self, at: int) -> None:
        if self.sheet is not None:
            self.panel.show_line(self.sheet.key, self.grid.lines.lines[at])

    @Slot(int)
    def _on_saved(self, at: int) -> None:
        self._count()
        line = self.grid.lines.lines[at]
        if self.sheet is not None and at == self.grid.at:
            self.panel.show_line(self.sheet.key, line)
        if line.row.fever:
            words = self.desk.texts("suspension_page.sheet.fever", name=line.row.name)
            self.say(words, Tone.ALARM)

    @Slot(str, bool)
    def _on_source(self, asked_by: str, from_paper: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self.sheet is not None:
            key = self.sheet.key
            self.desk.tasks.change(
                self,
                lambda unit: suspension.set_source(unit, key, asked_by, from_paper=from_paper),
                lambda _: self.read_again(),
            )

    def _count(self) -> None:
        self.bar.show_progress(self.progress)
        state = state_of(self.sheet, self.desk) if self.sheet is not None else (Tone.INFO, "")
        if state != self._state:
            self._state = state
            self.banner.say(*state)


def first_open(sheet: FollowUpSheet) -> int:
    """Return the place of the first pupil not asked yet; 0 when there is none."""
    return next((at for at, row in enumerate(sheet.rows) if row.kept is None), 0)


def first_open_line(view: SheetView) -> int:
    """Return the place of the first line without an entry on disk; 0 when there is none."""
    lines = view.grid.lines.lines
    return next((at for at, line in enumerate(lines) if line.row.kept is None), 0)


def state_of(sheet: FollowUpSheet, desk: Desk) -> tuple[Tone, str]:
    """Return what to say about a sheet's hand-in, with its tone; empty when all is well."""
    if sheet.handed_in_at is not None:
        at = f"{local_time(sheet.handed_in_at):%m-%d %H:%M}"
        key = "suspension_page.sheet.in_late" if sheet.late else "suspension_page.sheet.in"
        return (Tone.ATTENTION if sheet.late else Tone.OK), desk.texts(key, at=at)
    if sheet.first_handed_in_at is not None:
        return Tone.ATTENTION, desk.texts("suspension_page.sheet.reopened")
    if desk.clock.now() > sheet.due_at:
        due = f"{local_time(sheet.due_at):%m-%d %H:%M}"
        return Tone.ATTENTION, desk.texts("suspension_page.sheet.late", due=due)
    return Tone.INFO, ""


def open_absence(view: SheetView) -> None:
    """Open the absence case of the pupil at hand, with what the family said."""
    line = view.grid.lines.lines[view.grid.at]
    if view.sheet is None or line.entry is None:
        return
    person_id, day, entry = line.row.person_id, view.sheet.key.day, line.entry
    rules, fever = view.rules, line.row.fever

    def write(unit: Unit) -> CaseId:
        return flows.absence_of_suspended(unit, person_id, day, entry.symptoms, rules, fever=fever)

    words = view.desk.texts("suspension_page.done.absence", name=line.row.name)
    view.desk.tasks.change(view, write, lambda _: view.desk.notify.done(words))


def enter_case(view: SheetView) -> None:
    """Go to the cases with the pupil at hand; what the disease is, people decide there."""
    line = view.grid.lines.lines[view.grid.at]
    if view.sheet is not None:
        view.desk.navigate(
            "cases",
            person_id=int(line.row.person_id),
            onset_on=view.sheet.key.day,
            disease_id=view.sheet.disease_id,
        )
