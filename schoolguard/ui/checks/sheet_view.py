# SPDX-License-Identifier: Apache-2.0
"""One class in one session on one screen: the grid, how far it is, its keys, and handing it in."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from schoolguard import checks
from schoolguard.app import Unit
from schoolguard.checks import Entry, Sheet, State, Tally, Verdict
from schoolguard.flows import FlowRules
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.errors import UserError
from schoolguard.ui.checks import commands
from schoolguard.ui.checks.dialogs import HandInDialog, MethodDialog, NoteDialog
from schoolguard.ui.checks.grid import HOME, SITUATION, VALUE, CheckGrid
from schoolguard.ui.checks.key_reader import Keyed, Meaning
from schoolguard.ui.checks.legend import Legend
from schoolguard.ui.checks.lines import Line, Wording, line_of, refused
from schoolguard.ui.checks.paste_dialog import PasteDialog
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
        counted: the sheet's tally after a change (`Tally`).
    """

    left = Signal()
    counted = Signal(object)

    def __init__(self, desk: Desk, rules: FlowRules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rules = rules
        self.sheet: Sheet | None = None
        self.grid = CheckGrid(Wording(rules.checks, desk.texts), desk.texts, self)
        self.writer = SheetWriter(desk, self.grid.lines, self)
        self.banner = Banner(self)
        self.word = QLabel(self)
        self.word.setMinimumHeight(scale.ICON)
        self._build_tools()
        self._arrange()
        self._connect()

    def _build_tools(self) -> None:
        text = self.desk.texts
        self.progress = QLabel(self)
        self.progress.setProperty("look", "strong")
        self.progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.method = QComboBox(self)
        self.method.setAccessibleName(text("checks.sheet.method"))
        for method in self.rules.checks.methods.values():
            self.method.addItem(method.name(text.language), method.id)
        self.paper = QCheckBox(text("checks.sheet.from_paper"), self)
        self.observed_rest = QPushButton(text("checks.sheet.rest_observed"), self)
        self.unchecked_rest = QPushButton(text("checks.sheet.rest_not_checked"), self)

    def _arrange(self) -> None:
        label = QLabel(self.desk.texts("checks.sheet.method"), self)
        label.setBuddy(self.method)
        tools = QHBoxLayout()
        tools.setSpacing(scale.ROOMY)
        tools.addWidget(self.progress, 1)
        for widget in (label, self.method, self.paper, self.observed_rest, self.unchecked_rest):
            tools.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self.banner)
        column.addLayout(tools)
        column.addWidget(self.grid, 1)
        column.addWidget(self.word)
        column.addWidget(Legend(self.rules.checks, self.desk.texts, self))

    def _connect(self) -> None:
        self.grid.keyed.connect(self._on_keyed)
        self.grid.moved.connect(self._on_moved)
        self.grid.erased.connect(lambda at: self.writer.submit(at, None))
        self.grid.left.connect(self.left)
        self.writer.saved.connect(lambda _: self._count())
        self.writer.refused.connect(self._on_refused)
        self.writer.outdated.connect(self.read_again)
        self.method.activated.connect(self._on_method)
        self.paper.clicked.connect(self._on_paper)
        self.observed_rest.clicked.connect(lambda: self._mark_rest(State.OBSERVED))
        self.unchecked_rest.clicked.connect(lambda: self._mark_rest(State.NOT_CHECKED))
        for keys, slot in (("Ctrl+Z", self.undo), ("Ctrl+V", self.paste)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        clock = QTimer(self, interval=_SECOND_MS)
        clock.timeout.connect(self._tick)
        clock.start()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a sheet; the place is kept where it is the same one read again."""
        same = self.sheet is not None and self.sheet.key == sheet.key
        at = self.grid.at if same else first_open(sheet)
        self.sheet = sheet
        self.grid.show_lines([line_of(row) for row in sheet.rows], self.desk.clock.now(), at=at)
        self.writer.open(sheet.key, self.rules)
        self.method.setCurrentIndex(self.method.findData(sheet.method))
        self.paper.setChecked(sheet.from_paper)
        self._count()
        if not same:
            self.say("")
            self.grid.setFocus()

    def read_again(self) -> None:
        """Read the sheet again from the record."""
        if self.sheet is None:
            return
        key, rules = self.sheet.key, self.rules.checks
        self.desk.tasks.query(
            self,
            lambda view: checks.sheet(view, key.class_id, key.day, key.session, rules),
            self.show_sheet,
        )

    def say(self, text: str, tone: Tone = Tone.MUTED) -> None:
        """Say something about what was typed last; an empty text clears it."""
        self.word.setText(text)
        set_look(self.word, "tone", tone)

    @property
    def tally(self) -> Tally:
        """The sheet's counts as far as they are on disk."""
        rows = [line.row for line in self.grid.lines.lines]
        expected = sum(row.is_member for row in rows)
        entries = ((row.first.entry if row.first else None, row.verdict) for row in rows)
        return checks.tally(expected, entries)

    @Slot()
    def undo(self) -> None:
        """Take the last entry back, as a correction."""
        if not self.writer.can_undo:
            self.say(self.desk.texts("checks.sheet.nothing_to_undo"))
            return
        at = self.writer.undo()
        if at is not None:
            self.grid.go_to(at)
        self.say(self.desk.texts("checks.sheet.undone"))

    @Slot()
    def paste(self) -> None:
        """Take a column from the clipboard, after showing what it would enter."""
        text = QGuiApplication.clipboard().text()
        lines = self.grid.lines.lines
        chosen = PasteDialog.ask(
            self, self.desk.texts, self.rules.checks, lines, self.grid.at, text
        )
        if chosen is not None and chosen.entries:
            self.writer.submit_many(dict(chosen.entries), chosen.reason)

    def hand_in(self) -> None:
        """Hand the sheet in after one look at what it says."""
        if self.sheet is None:
            return
        names = [line.row.name for line in self.grid.lines.lines if line.entry is None]
        if not HandInDialog.ask(self, self.desk.texts, self.tally, names):
            return
        key, rules = self.sheet.key, self.rules.checks

        def done(_: Tally) -> None:
            self.desk.notify.done(self.desk.texts("checks.sheet.handed_in"))
            self.read_again()

        self.desk.tasks.change(self, lambda unit: checks.hand_in(unit, key, rules), done)

    @Slot(int, int, object)
    def _on_keyed(self, at: int, target: int, keyed: Keyed) -> None:
        self.say("")
        try:
            self._obey(at, target, keyed)
        except UserError as error:
            problem = self.desk.texts.error(error)
            if keyed.meaning is not Meaning.CODE:
                self.grid.lines.set_line(at, refused(self.grid.lines.lines[at], problem))
            self.grid.go_to(at)
            self._on_refused(at, problem)

    def _obey(self, at: int, target: int, keyed: Keyed) -> None:
        deeds: dict[Meaning, Callable[[int, int, str], None]] = {
            Meaning.VALUE: self._take_value,
            Meaning.MARK: self._take_mark,
            Meaning.LETTER: self._take_letter,
            Meaning.CODE: self._take_code,
        }
        deed = deeds.get(keyed.meaning)
        if deed is not None:
            deed(at, target, keyed.text)

    def _take_value(self, at: int, target: int, text: str) -> None:
        line, rules = self.grid.lines.lines[at], self.rules.checks
        if target == HOME:
            self.writer.submit(at, commands.with_home(line.entry, text, rules))
        elif target == SITUATION:
            entry = commands.second_entry(line.entry, self._method, text, rules)
            self.writer.submit_second(at, entry)
        else:
            self.writer.submit(at, commands.with_temperature(line.entry, text, rules))

    def _take_mark(self, at: int, target: int, sign: str) -> None:
        line, rules = self.grid.lines.lines[at], self.rules.checks
        if sign == commands.SECOND:
            self._begin_second(at, line)
        elif target == SITUATION:
            note = NoteDialog.ask(self, self.desk.texts, line.row.name, "", why_not=True)
            if note:
                self.writer.submit_second(at, Entry(State.NOT_CHECKED, note=note))
            self.grid.go_to(at)
        else:
            entry = commands.with_mark(line.entry, sign, rules)
            self.grid.go_to(at + 1)
            self.writer.submit(at, entry)

    def _begin_second(self, at: int, line: Line) -> None:
        method = commands.second_method(line.entry, self._method, self.rules.checks)
        self.grid.go_to(at, SITUATION)
        words = method.name(self.desk.texts.language)
        self.say(
            self.desk.texts("checks.sheet.second", name=line.row.name, method=words), Tone.ATTENTION
        )

    def _take_letter(self, at: int, _target: int, letter: str) -> None:
        line, rules = self.grid.lines.lines[at], self.rules.checks
        if letter == commands.HOME:
            self.grid.go_to(at, HOME)
            self.say(self.desk.texts("checks.sheet.home", name=line.row.name))
        elif letter == commands.NOTE:
            self._ask_note(at, line)
        elif letter == commands.METHOD:
            self._ask_method(at, line)
        else:
            self.writer.submit(at, commands.with_symptom(line.entry, letter, rules))

    def _take_code(self, _at: int, _target: int, code: str) -> None:
        found = commands.place_of_code(self.sheet, code) if self.sheet is not None else None
        if found is None:
            raise UserError("checks.unknown_code", number=code)
        self.grid.go_to(found)
        name = self.grid.lines.lines[found].row.name
        self.say(self.desk.texts("checks.sheet.found", name=name), Tone.OK)

    def _ask_note(self, at: int, line: Line) -> None:
        old = line.entry.note if line.entry is not None else ""
        note = NoteDialog.ask(self, self.desk.texts, line.row.name, old)
        if note is not None:
            entry = line.entry or Entry(State.NOT_CHECKED)
            self.writer.submit(at, replace(entry, note=note))

    def _ask_method(self, at: int, line: Line) -> None:
        entry = line.entry
        if entry is None or entry.state is not State.MEASURED:
            raise UserError("checks.method_of_nothing")
        chosen = MethodDialog.ask(
            self, self.desk.texts, self.rules.checks, line.row.name, entry.method or self._method
        )
        if chosen is not None:
            method = None if chosen == self._method else chosen
            self.writer.submit(at, replace(entry, method=method))

    @property
    def _method(self) -> str:
        return self.sheet.method if self.sheet is not None else self.rules.checks.default_method

    @Slot(int)
    def _on_moved(self, at: int) -> None:
        line = self.grid.lines.lines[at]
        if line.problem:
            self.say(f"{line.row.name}：{line.problem}", Tone.ALARM)

    @Slot(int, str)
    def _on_refused(self, at: int, problem: str) -> None:
        self.say(f"{self.grid.lines.lines[at].row.name}：{problem}", Tone.ALARM)

    @Slot(int)
    def _on_method(self, _index: int) -> None:
        if self.sheet is None:
            return
        key, rules, method = self.sheet.key, self.rules.checks, str(self.method.currentData())
        self._change(lambda unit: checks.set_method(unit, key, method, rules))

    @Slot(bool)
    def _on_paper(self, from_paper: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self.sheet is None:
            return
        key, rules = self.sheet.key, self.rules.checks
        self._change(lambda unit: checks.set_from_paper(unit, key, rules, from_paper=from_paper))

    def _change(self, write: Callable[[Unit], None]) -> None:
        self.desk.tasks.change(self, write, lambda _: self.read_again())
        self.grid.setFocus()

    def _mark_rest(self, state: State) -> None:
        self.writer.mark_rest(state)
        self.grid.setFocus()

    def _count(self) -> None:
        tally, text = self.tally, self.desk.texts
        parts = [text("checks.sheet.done", done=tally.done, expected=tally.expected)]
        for name in ("absent", "observed", "not_checked", "symptomatic", "waiting", "suspects"):
            number = getattr(tally, name)
            if number:
                parts.append(text(f"checks.sheet.{name}", number=number))
        self.progress.setText("　".join(parts))
        self.progress.setToolTip(self.progress.text())
        for button in (self.observed_rest, self.unchecked_rest):
            button.setEnabled(tally.missing > 0)
        self._show_state()
        self.counted.emit(tally)

    def _show_state(self) -> None:
        sheet, text = self.sheet, self.desk.texts
        if sheet is None:
            return
        deadline = f"{local_time(sheet.deadline_at):%H:%M}"
        if sheet.handed_in_at is not None:
            at = f"{local_time(sheet.handed_in_at):%m-%d %H:%M}"
            key = "checks.sheet.in_late" if sheet.late else "checks.sheet.in"
            self.banner.say(Tone.ATTENTION if sheet.late else Tone.OK, text(key, at=at))
        elif sheet.first_handed_in_at is not None:
            self.banner.say(Tone.ATTENTION, text("checks.sheet.reopened"))
        elif checks.is_late(self.desk.clock.now(), sheet.deadline_at):
            self.banner.say(Tone.ATTENTION, text("checks.sheet.late", deadline=deadline))
        else:
            self.banner.say(Tone.INFO, "")

    @Slot()
    def _tick(self) -> None:
        if self.isVisible() and any(
            line.row.verdict is Verdict.RECHECK_DUE for line in self.grid.lines.lines
        ):
            self.grid.lines.tick(self.desk.clock.now())


def first_open(sheet: Sheet) -> int:
    """Return the place of the first person without a value; 0 when there is none."""
    return next((at for at, row in enumerate(sheet.rows) if row.first is None), 0)


__all__ = ["VALUE", "SheetView"]
