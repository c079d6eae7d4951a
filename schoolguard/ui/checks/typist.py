# SPDX-License-Identifier: Apache-2.0
"""Does what the keys of the grid mean: asks `commands` for the entry and hands it to the writer.

A refusal stands beside the line that it is about, and the keyboard goes back there.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from schoolguard.checks import CheckRules, Entry, Sheet, State
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts
from schoolguard.ui.checks import commands
from schoolguard.ui.checks.dialogs import MethodDialog, NoteDialog
from schoolguard.ui.checks.grid import HOME, SITUATION, CheckGrid
from schoolguard.ui.checks.key_reader import Keyed, Meaning
from schoolguard.ui.checks.lines import Line, refused
from schoolguard.ui.checks.writer import SheetWriter
from schoolguard.ui.theme.palette import Tone


class Typist(QObject):
    """Turns keys into entries of one sheet.

    Signals:
        said: a sentence about what was typed last, and its tone; an empty one clears it.
    """

    said = Signal(str, str)

    def __init__(
        self, grid: CheckGrid, writer: SheetWriter, rules: CheckRules, texts: Texts, window: QWidget
    ) -> None:
        super().__init__(window)
        self._grid = grid
        self._writer = writer
        self._rules = rules
        self._texts = texts
        self._window = window
        self.sheet: Sheet | None = None
        self._deeds: dict[Meaning, Callable[[int, int, str], None]] = {
            Meaning.VALUE: self._take_value,
            Meaning.MARK: self._take_mark,
            Meaning.LETTER: self._take_letter,
            Meaning.CODE: self._take_code,
        }
        grid.keyed.connect(self._on_keyed)
        grid.erased.connect(lambda at: writer.submit(at, None))
        grid.moved.connect(self._on_moved)
        writer.refused.connect(self.say_refused)
        writer.doubted.connect(self.say_doubt)

    @Slot(int, str)
    def say_refused(self, at: int, problem: str) -> None:
        """Say why a person's entry was not taken."""
        self.said.emit(f"{self._grid.lines.lines[at].row.name}：{problem}", Tone.ALARM)

    @Slot(int, str)
    def say_doubt(self, at: int, doubt: str) -> None:
        """Say what is remarkable about an entry that was taken."""
        line = self._grid.lines.lines[at]
        words = self._grid.lines.value(at)
        self.said.emit(f"{line.row.name} {words}：{doubt}", Tone.ATTENTION)

    @Slot(int, int, object)
    def _on_keyed(self, at: int, target: int, keyed: Keyed) -> None:
        self.said.emit("", Tone.MUTED)
        deed = self._deeds.get(keyed.meaning)
        if deed is None or not self._grid.lines.lines:
            return
        try:
            deed(at, target, keyed.text)
        except UserError as error:
            problem = self._texts.error(error)
            if keyed.meaning is not Meaning.CODE:
                self._grid.lines.set_line(at, refused(self._grid.lines.lines[at], problem))
            self._grid.go_to(at)
            self.say_refused(at, problem)

    @Slot(int)
    def _on_moved(self, at: int) -> None:
        line = self._grid.lines.lines[at]
        situation = self._grid.lines.situation(at)
        if line.problem:
            self.say_refused(at, line.problem)
        elif situation:
            self.said.emit(f"{line.row.name}：{situation}", Tone.MUTED)
        else:
            self.said.emit("", Tone.MUTED)

    def _take_value(self, at: int, target: int, text: str) -> None:
        entry = self._grid.lines.lines[at].entry
        if target == HOME:
            self._writer.submit(at, commands.with_home(entry, text, self._rules))
        elif target == SITUATION:
            second = commands.second_entry(entry, self._method, text, self._rules)
            self._writer.submit_second(at, second)
        else:
            self._writer.submit(at, commands.with_temperature(entry, text, self._rules))

    def _take_mark(self, at: int, target: int, sign: str) -> None:
        line = self._grid.lines.lines[at]
        if sign == commands.SECOND:
            self._begin_second(at, line)
        elif target == SITUATION:
            note = NoteDialog.ask(self._window, self._texts, line.row.name, "", why_not=True)
            if note:
                self._writer.submit_second(at, Entry(State.NOT_CHECKED, note=note))
            self._grid.go_to(at)
        else:
            entry = commands.with_mark(line.entry, sign, self._rules)
            self._grid.go_to(at + 1)
            self._writer.submit(at, entry)

    def _begin_second(self, at: int, line: Line) -> None:
        method = commands.second_method(line.entry, self._method, self._rules)
        self._grid.go_to(at, SITUATION)
        words = method.name(self._texts.language)
        sentence = self._texts("checks.sheet.second", name=line.row.name, method=words)
        self.said.emit(sentence, Tone.ATTENTION)

    def _take_letter(self, at: int, _target: int, letter: str) -> None:
        line = self._grid.lines.lines[at]
        if letter == commands.HOME:
            self._grid.go_to(at, HOME)
            self.said.emit(self._texts("checks.sheet.home", name=line.row.name), Tone.INFO)
        elif letter == commands.NOTE:
            self._ask_note(at, line)
        elif letter == commands.METHOD:
            self._ask_method(at, line)
        else:
            self._writer.submit(at, commands.with_symptom(line.entry, letter, self._rules))

    def _take_code(self, _at: int, _target: int, code: str) -> None:
        found = commands.place_of_code(self.sheet, code) if self.sheet is not None else None
        if found is None:
            raise UserError("checks.unknown_code", number=code)
        self._grid.go_to(found)
        name = self._grid.lines.lines[found].row.name
        self.said.emit(self._texts("checks.sheet.found", name=name), Tone.OK)

    def _ask_note(self, at: int, line: Line) -> None:
        old = line.entry.note if line.entry is not None else ""
        note = NoteDialog.ask(self._window, self._texts, line.row.name, old)
        if note is not None:
            entry = line.entry or Entry(State.NOT_CHECKED)
            self._writer.submit(at, replace(entry, note=note))

    def _ask_method(self, at: int, line: Line) -> None:
        entry = line.entry
        if entry is None or entry.state is not State.MEASURED:
            raise UserError("checks.method_of_nothing")
        now = entry.method or self._method
        chosen = MethodDialog.ask(self._window, self._texts, self._rules, line.row.name, now)
        if chosen is not None:
            method = None if chosen == self._method else chosen
            self._writer.submit(at, replace(entry, method=method))

    @property
    def _method(self) -> str:
        return self.sheet.method if self.sheet is not None else self._rules.default_method
