# SPDX-License-Identifier: Apache-2.0
"""The round of a day: every close contact who is watched, whom to call, what they said."""

from datetime import date, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from schoolguard import cases, roster
from schoolguard.app import Unit, View
from schoolguard.cases import Reached, WatchEntry, WatchLine, is_ill
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import CloseContactId
from schoolguard.ui.cases.watch_grid import WatchGrid
from schoolguard.ui.cases.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.empty import EmptyState


class WatchPanel(QWidget):
    """The grid with the day above it and the legend below.

    Signals:
        counted: how many are on the sheet of today and not asked yet.
    """

    counted = Signal(int)

    def __init__(self, desk: Desk, words: Words, *, may_record: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words = words
        self._pending = 0
        self._may_record = may_record
        self.day = local_day(desk.clock.now())
        text = desk.texts
        self.grid = WatchGrid(words, self)
        self._title = QLabel(self)
        self._title.setProperty("look", "section")
        self.before_button = QPushButton(text("cases_page.watch.before"), self)
        self.before_button.setShortcut("Alt+Left")
        self.after_button = QPushButton(text("cases_page.watch.after"), self)
        self.after_button.setShortcut("Alt+Right")
        self._call = QLabel(self)
        self._call.setWordWrap(True)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._nobody = EmptyState(
            "circle-check",
            text("cases_page.watch.nobody.title"),
            text("cases_page.watch.nobody.text"),
            self,
        )
        self._arrange()
        self.before_button.clicked.connect(lambda: self._turn(-1))
        self.after_button.clicked.connect(lambda: self._turn(1))
        self.grid.entered.connect(self._on_entered)
        self.grid.note_wanted.connect(self._on_note)
        self.grid.moved.connect(self._on_moved)
        self.grid.unreadable.connect(self._on_unreadable)

    def refresh(self) -> None:
        """Read the sheet of the day shown."""
        day = self.day
        self._desk.tasks.query(self, lambda view: cases.watch_sheet(view, day), self._show)

    def _show(self, lines: tuple[WatchLine, ...]) -> None:
        if self._pending:
            return
        self.grid.show_lines(lines)
        self._stack.setCurrentWidget(self.grid if lines else self._nobody)
        asked = sum(line.entry is not None for line in lines)
        waiting = sum(line.asked_for and line.entry is None for line in lines)
        ill = sum(is_ill(line.entry, self._words.rules) for line in lines)
        self._title.setText(
            self._words.texts(
                "cases_page.watch.title",
                day=self.day.isoformat(),
                count=len(lines),
                asked=asked,
                waiting=waiting,
                ill=ill,
            )
        )
        today = local_day(self._desk.clock.now())
        self.after_button.setEnabled(self.day < today)
        if self.day == today:
            self.counted.emit(waiting)

    def _turn(self, days: int) -> None:
        today = local_day(self._desk.clock.now())
        self.day = min(today, self.day + timedelta(days=days))
        self.refresh()

    @Slot(int, object)
    def _on_entered(self, contact_id: int, entry: WatchEntry | None) -> None:
        if not self._may_record:
            self.refresh()
            return
        self._write(CloseContactId(contact_id), self.day, entry, "")

    def _write(
        self, contact_id: CloseContactId, day: date, entry: WatchEntry | None, why: str
    ) -> None:
        def write(unit: Unit) -> None:
            if entry is None:
                cases.retract_watch(unit, contact_id, day, why)
            else:
                cases.record_watch(unit, contact_id, day, entry, why=why)

        def failed(error: Exception) -> None:
            self._pending -= 1
            if isinstance(error, UserError) and error.code == "cases.why_needed":
                self._ask_why(contact_id, day, entry)
                return
            self._say(self._sentence(error), Tone.ALARM)
            self.grid.go_to(contact_id)
            self.refresh()

        self._pending += 1
        self._desk.tasks.change(self, write, lambda _: self._on_written(entry), failed)

    def _on_written(self, entry: WatchEntry | None) -> None:
        self._pending -= 1
        ill = is_ill(entry, self._words.rules)
        self._say(self._words.texts("cases_page.watch.ill") if ill else "", Tone.ALARM)
        if not self._pending:
            self.refresh()

    def _ask_why(self, contact_id: CloseContactId, day: date, entry: WatchEntry | None) -> None:
        text = self._words.texts
        why = ReasonDialog.ask(
            self,
            text,
            title=text("cases_page.why.replace.title"),
            question=text("cases_page.why.replace.question"),
            deed=text("cases_page.why.replace.deed"),
        )
        if why is None:
            self.refresh()
        else:
            self._write(contact_id, day, entry, why)

    @Slot(int)
    def _on_note(self, contact_id: int) -> None:
        line = self.grid.line
        if line is None:
            return
        known = line.entry or WatchEntry(Reached.YES)
        text = self._words.texts
        note, done = QInputDialog.getText(
            self, line.name, text("cases.field.note"), text=known.note
        )
        if done:
            entry = WatchEntry(known.reached, known.decicelsius, known.symptoms, note.strip())
            self._on_entered(contact_id, entry)

    @Slot(object)
    def _on_moved(self, line: WatchLine) -> None:
        """Show whom to call for the person at hand; asked when the keyboard rests there."""

        def ask(view: View) -> tuple[WatchLine, tuple[roster.Guardian, ...]]:
            return line, roster.guardians_of(view, line.person_id)

        if self._call.property("person") != line.person_id:
            self._call.setProperty("person", line.person_id)
            self._desk.tasks.query(self, ask, self._show_call)

    def _show_call(self, told: tuple[WatchLine, tuple[roster.Guardian, ...]]) -> None:
        line, guardians = told
        calls = (
            f"{roster.relation_word(self._words.texts, one)} {one.name} {' / '.join(one.phones)}"
            for one in guardians
        )
        said = "    ".join(calls) or self._words.texts("cases_page.facts.nobody")
        self._call.setText(f"{line.name}    {said}")

    @Slot(str)
    def _on_unreadable(self, typed: str) -> None:
        self._say(self._words.texts("cases_page.watch.unreadable", typed=typed), Tone.ALARM)

    def _say(self, words: str, tone: Tone) -> None:
        self._said.setText(words)
        set_look(self._said, "tone", tone)

    def _sentence(self, error: Exception) -> str:
        if isinstance(error, UserError):
            return self._words.texts.error(error)
        self._desk.notify.error(error)
        return ""

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.before_button)
        head.addWidget(self.after_button)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._nobody)
        keys = "  ".join(
            f"{key} {self._words.symptoms.get(symptom, symptom)}"
            for key, symptom in self._words.keys.items()
        )
        legend = QLabel(self._words.texts("cases_page.watch.legend", symptoms=keys), self)
        legend.setProperty("look", "small")
        legend.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, scale.GAP, 0, 0)
        column.setSpacing(scale.GAP)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._call)
        column.addWidget(self._said)
        column.addWidget(legend)
