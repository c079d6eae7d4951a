# SPDX-License-Identifier: Apache-2.0
"""Does what the keys of the grid mean: asks `commands` for the entry and hands it to the writer.

A refusal stands beside the line that it is about, and the keyboard goes back there.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts
from schoolguard.suspension import SuspensionRules
from schoolguard.ui.suspension import commands
from schoolguard.ui.suspension.grid import FollowUpGrid
from schoolguard.ui.suspension.key_reader import Keyed, Meaning
from schoolguard.ui.suspension.lines import Line, refused
from schoolguard.ui.suspension.small_dialogs import NoteDialog
from schoolguard.ui.suspension.writer import SheetWriter
from schoolguard.ui.theme.palette import Tone


class Typist(QObject):
    """Turns keys into entries of one sheet.

    Signals:
        said: a sentence about what was typed last, and its tone; an empty one clears it.
    """

    said = Signal(str, str)

    def __init__(
        self,
        grid: FollowUpGrid,
        writer: SheetWriter,
        rules: SuspensionRules,
        texts: Texts,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._grid = grid
        self._writer = writer
        self._rules = rules
        self._texts = texts
        self._window = window
        self.may_record = True
        self._deeds: dict[Meaning, Callable[[int, str], None]] = {
            Meaning.VALUE: self._take_value,
            Meaning.MARK: self._take_answer,
            Meaning.LETTER: self._take_letter,
        }
        grid.keyed.connect(self._on_keyed)
        grid.erased.connect(self._on_erased)
        grid.moved.connect(self._on_moved)
        writer.refused.connect(self.say_refused)

    @Slot(int, str)
    def say_refused(self, at: int, problem: str) -> None:
        """Say why a pupil's entry was not taken."""
        self.said.emit(f"{self._grid.lines.lines[at].row.name}：{problem}", Tone.ALARM)

    @Slot(int, object)
    def _on_keyed(self, at: int, keyed: Keyed) -> None:
        if not self.may_record:
            return
        self.said.emit("", Tone.MUTED)
        try:
            self._deeds[keyed.meaning](at, keyed.text)
        except UserError as error:
            problem = self._texts.error(error)
            self._grid.lines.set_line(at, refused(self._grid.lines.lines[at], problem))
            self._grid.go_to(at)
            self.say_refused(at, problem)

    @Slot(int)
    def _on_erased(self, at: int) -> None:
        if self.may_record:
            self._writer.submit(at, None, self._texts("suspension.reason.typing"))

    @Slot(int)
    def _on_moved(self, at: int) -> None:
        line = self._grid.lines.lines[at]
        situation = self._grid.lines.situation(at)
        if line.problem:
            self.say_refused(at, line.problem)
        else:
            words = f"{line.row.name}：{situation}" if situation else ""
            self.said.emit(words, Tone.MUTED)

    def _take_value(self, at: int, text: str) -> None:
        entry = self._grid.lines.lines[at].entry
        self._writer.submit(at, commands.with_temperature(entry, text, self._rules))

    def _take_answer(self, at: int, sign: str) -> None:
        entry = self._grid.lines.lines[at].entry
        wanted = commands.with_answer(entry, sign, self._rules)
        self._grid.go_to(at + 1)
        if wanted is not entry:
            self._writer.submit(at, wanted)

    def _take_letter(self, at: int, letter: str) -> None:
        line = self._grid.lines.lines[at]
        if letter == commands.NOTE:
            self._ask_note(at, line)
            return
        if letter == commands.DOCTOR:
            wanted = commands.with_doctor(line.entry)
        else:
            wanted = commands.with_symptom(line.entry, letter, self._rules)
        slip = commands.takes_away(line.entry, wanted)
        self._writer.submit(at, wanted, self._texts("suspension.reason.typing") if slip else "")

    def _ask_note(self, at: int, line: Line) -> None:
        if line.entry is None:
            self.said.emit(self._texts("suspension_page.sheet.note_of_nothing"), Tone.ATTENTION)
            return
        note = NoteDialog.ask(self._window, self._texts, line.row.name, line.entry.note)
        if note is not None and note != line.entry.note:
            self._writer.submit(at, commands.with_note(line.entry, note))
