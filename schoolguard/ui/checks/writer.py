# SPDX-License-Identifier: Apache-2.0
"""Carries what was typed to the disk, line by line, and back again with Ctrl+Z.

A line shows as saved only when its transaction has returned. Where a value that was there needs a
reason to change, the person is asked once the service has refused. What is allowed is decided in
`checks`; what an absence sets off, in `flows`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from schoolguard import checks, flows
from schoolguard.app import School, Unit
from schoolguard.checks import Entry, Reading, Recorded, SheetKey, State, Verdict
from schoolguard.flows import FlowRules
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId
from schoolguard.ui.checks.grid_model import GridModel
from schoolguard.ui.checks.lines import Line, Saving, pending, refused, settled
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import ReasonDialog


@dataclass(frozen=True, slots=True)
class _Step:
    """What Ctrl+Z takes back: each person's entry as it was before, and what came then."""

    before: tuple[tuple[PersonId, Entry | None], ...]


class SheetWriter(QObject):
    """Writes one sheet.

    Signals:
        saved: place of the person whose line is on disk now.
        refused: place of the person, and the sentence that says why.
        doubted: place of the person, and a doubt about an entry that was kept.
        outdated: more than one line changed; the sheet should be read again.
    """

    saved = Signal(int)
    refused = Signal(int, str)
    doubted = Signal(int, str)
    outdated = Signal()

    def __init__(self, desk: Desk, lines: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines = lines
        self._window = parent
        self._key: SheetKey | None = None
        self._rules: FlowRules | None = None
        self._deadline_at: datetime | None = None
        self._places: dict[PersonId, int] = {}
        self._steps: list[_Step] = []
        self.own_changes = 0

    def open(self, key: SheetKey, rules: FlowRules, deadline_at: datetime) -> None:
        """Write to another sheet, or to the same one read again."""
        self._deadline_at = deadline_at
        if key != self._key:
            self._steps.clear()
        self._key, self._rules = key, rules
        self._places = {line.row.person_id: at for at, line in enumerate(self._lines.lines)}

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._steps)

    def submit(self, at: int, entry: Entry | None, reason: str = "") -> None:
        """Write one person's first reading; None takes it back."""
        line = self._lines.lines[at]
        if entry == line.entry:
            return
        self._steps.append(_Step(((line.row.person_id, line.entry),)))
        self._write(at, entry, reason)

    def submit_second(self, at: int, entry: Entry, reason: str = "") -> None:
        """Write one person's second reading."""
        key, rules = self._opened()
        person = self._lines.lines[at].row.person_id
        self._lines.set_line(at, replace(self._lines.lines[at], saving=Saving.PENDING, problem=""))

        def done(_: Recorded) -> None:
            self.own_changes += 1
            self.outdated.emit()

        self._desk.tasks.change(
            self._window,
            lambda unit: checks.record_second(unit, key, person, entry, rules.checks, reason),
            done,
            self._failure(at, lambda why: self.submit_second(at, entry, why)),
        )

    def submit_many(self, entries: dict[PersonId, Entry], reason: str = "") -> None:
        """Write many first readings at once: all of them, or none."""
        before = tuple(
            (person, self._lines.lines[self._places[person]].entry) for person in entries
        )
        key, rules = self._opened()
        self._bulk(lambda unit: flows.record_many(unit, key, entries, rules, reason), _Step(before))

    def mark_rest(self, state: State) -> None:
        """Mark everybody without a value as observed only, or as not checked."""
        before = tuple(
            (line.row.person_id, None)
            for line in self._lines.lines
            if line.entry is None and not line.row.excused
        )
        key, rules = self._opened()
        self._bulk(lambda unit: flows.mark_rest(unit, key, state, rules), _Step(before))

    def undo(self) -> int | None:
        """Take the last step back; return the person's place if it was one person's."""
        if not self._steps:
            return None
        step = self._steps.pop()
        if len(step.before) == 1:
            person, entry = step.before[0]
            at = self._places[person]
            self._write(at, entry, "")
            return at
        key, rules = self._opened()
        self._bulk(
            lambda unit: [
                flows.record_entry(unit, key, person, entry, rules) for person, entry in step.before
            ],
            None,
        )
        return None

    def _opened(self) -> tuple[SheetKey, FlowRules]:
        if self._key is None or self._rules is None:
            raise RuntimeError("no sheet is open")
        return self._key, self._rules

    def _write(self, at: int, entry: Entry | None, reason: str) -> None:
        key, rules = self._opened()
        person = self._lines.lines[at].row.person_id
        self._lines.set_line(at, pending(self._lines.lines[at], entry))
        self._desk.tasks.change(
            self._window,
            lambda unit: flows.record_entry(unit, key, person, entry, rules, reason),
            lambda entered: self._kept(key, entered.recorded),
            self._failure(at, lambda why: self._write(at, entry, why)),
        )

    def _kept(self, key: SheetKey, recorded: Recorded) -> None:
        self.own_changes += 1
        if key != self._key:
            return
        at = self._places[recorded.person_id]
        line = self._lines.lines[at]
        row = kept_row(line, recorded, self._desk.school, self._deadline_at)
        overtaken = line.wanted is not None and line.wanted != recorded.after
        self._lines.set_line(at, replace(line, row=row) if overtaken else settled(line, row))
        self.saved.emit(at)
        for doubt in recorded.warnings:
            self.doubted.emit(at, self._desk.texts(f"checks.warning.{doubt}"))

    def _bulk(self, write: Callable[[Unit], object], step: _Step | None) -> None:
        def done(_: object) -> None:
            self.own_changes += 1
            if step is not None and step.before:
                self._steps.append(step)
            self.outdated.emit()

        self._desk.tasks.change(self._window, write, done)

    def _failure(self, at: int, again: Callable[[str], None]) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            if isinstance(error, UserError) and error.code == "checks.reason_needed":
                why = self._ask_why(self._lines.lines[at])
                if why is not None:
                    again(why)
                    return
                self._give_up(at, "")
            elif isinstance(error, UserError):
                self._give_up(at, self._desk.texts.error(error))
            else:
                self._give_up(at, "")
                self._desk.notify.error(error)

        return failed

    def _give_up(self, at: int, problem: str) -> None:
        self._steps = self._steps[:-1]
        line = self._lines.lines[at]
        if problem:
            self._lines.set_line(at, refused(line, problem))
            self.refused.emit(at, problem)
        else:
            self._lines.set_line(at, settled(line, line.row))

    def _ask_why(self, line: Line) -> str | None:
        texts = self._desk.texts
        return ReasonDialog.ask(
            self._window,
            texts,
            title=texts("checks.why.title", name=line.row.name),
            question=texts("checks.why.question"),
            deed=texts("checks.why.deed"),
        )


def kept_row(
    line: Line, recorded: Recorded, school: School, deadline_at: datetime | None
) -> checks.SheetRow:
    """Return a line's row as it is on disk after one recording."""
    first, at = None, school.clock.now()
    if recorded.after is not None:
        same = recorded.before is not None and recorded.before.state is recorded.after.state
        kept_at = line.row.first.at if same and line.row.first is not None else at
        first = Reading(recorded.after, kept_at, school.actor.account_id)
    return replace(
        line.row,
        first=first,
        verdict=recorded.verdict,
        late=first is not None
        and deadline_at is not None
        and checks.is_late(first.at, deadline_at),
        recheck_due_at=(
            recorded.recheck_due_at if recorded.verdict is Verdict.RECHECK_DUE else None
        ),
        corrected=first is not None and (line.row.corrected or recorded.corrected),
    )
