# SPDX-License-Identifier: Apache-2.0
"""Carries what was typed to the disk, line by line, and back again with Ctrl+Z.

A line shows as saved only when its transaction has returned. Where a value that was there needs a
reason to change, the person is asked once the service has refused.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from schoolguard import suspension
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId
from schoolguard.suspension import Entry, FollowUpKey, Kept, Recorded, SuspensionRules
from schoolguard.ui.desk import Desk
from schoolguard.ui.suspension.grid_model import GridModel
from schoolguard.ui.suspension.lines import Line, Saving, pending, refused
from schoolguard.ui.widgets.dialog import ReasonDialog


@dataclass(frozen=True, slots=True)
class _Step:
    """What Ctrl+Z takes back: each pupil's entry as it was before."""

    before: tuple[tuple[PersonId, Entry | None], ...]


class SheetWriter(QObject):
    """Writes one sheet.

    Signals:
        saved: place of the pupil whose line is on disk now.
        refused: place of the pupil, and the sentence that says why.
        outdated: more than one line changed; the sheet should be read again.
    """

    saved = Signal(int)
    refused = Signal(int, str)
    outdated = Signal()

    def __init__(
        self, desk: Desk, lines: GridModel, rules: SuspensionRules, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines = lines
        self._rules = rules
        self._window = parent
        self._key: FollowUpKey | None = None
        self._places: dict[PersonId, int] = {}
        self._steps: list[_Step] = []
        self.own_changes = 0

    def open(self, key: FollowUpKey) -> None:
        """Write to another sheet, or to the same one read again."""
        if key != self._key:
            self._steps.clear()
        self._key = key
        self._places = {line.row.person_id: at for at, line in enumerate(self._lines.lines)}

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._steps)

    def submit(self, at: int, entry: Entry | None, reason: str = "") -> None:
        """Write one pupil's entry; None takes it back."""
        line = self._lines.lines[at]
        if entry is None and line.entry is None:
            return
        self._steps.append(_Step(((line.row.person_id, line.entry),)))
        self._write(at, entry, reason)

    def mark_rest_well(self) -> None:
        """Mark everybody not asked yet as reached and well, not measured."""
        before = tuple(
            (line.row.person_id, None) for line in self._lines.lines if line.entry is None
        )
        key, rules = self._opened(), self._rules

        def done(_: object) -> None:
            self.own_changes += 1
            self._steps.append(_Step(before))
            self.outdated.emit()

        self._desk.tasks.change(
            self._window, lambda unit: suspension.mark_rest_well(unit, key, rules), done
        )

    def undo(self) -> int | None:
        """Take the last step back; return the pupil's place if it was one pupil's."""
        if not self._steps:
            return None
        step = self._steps.pop()
        reason = self._desk.texts("suspension.reason.typing")
        if len(step.before) == 1:
            person, entry = step.before[0]
            at = self._places[person]
            self._write(at, entry, reason, is_step=False)
            return at
        key, rules = self._opened(), self._rules

        def done(_: object) -> None:
            self.own_changes += 1
            self.outdated.emit()

        self._desk.tasks.change(
            self._window,
            lambda unit: suspension.record_many(unit, key, dict(step.before), rules, reason),
            done,
        )
        return None

    def _opened(self) -> FollowUpKey:
        assert self._key is not None  # noqa: S101 - the grid is empty before a sheet is open
        return self._key

    def _write(self, at: int, entry: Entry | None, reason: str, *, is_step: bool = True) -> None:
        key, rules = self._opened(), self._rules
        person = self._lines.lines[at].row.person_id
        self._lines.set_line(at, pending(self._lines.lines[at], entry))
        self._desk.tasks.change(
            self._window,
            lambda unit: suspension.record(unit, key, person, entry, rules, reason),
            lambda recorded: self._kept(key, recorded),
            self._failure(
                at, lambda why: self._write(at, entry, why, is_step=is_step), is_step=is_step
            ),
        )

    def _kept(self, key: FollowUpKey, recorded: Recorded) -> None:
        self.own_changes += 1
        if key != self._key:
            return
        at = self._places[recorded.person_id]
        line = self._lines.lines[at]
        actor, now = self._desk.school.actor, self._desk.clock.now()
        kept = (
            Kept(recorded.after, now, actor.account_id, recorded.tries)
            if recorded.after is not None
            else None
        )
        row = replace(line.row, kept=kept, fever=recorded.fever, corrected=recorded.corrected)
        overtaken = line.wanted is not None and line.wanted != recorded.after
        done = Saving.SAVED if kept is not None else Saving.NOTHING
        self._lines.set_line(at, replace(line, row=row) if overtaken else Line(row, done))
        self.saved.emit(at)

    def _failure(
        self, at: int, again: Callable[[str], None], *, is_step: bool
    ) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            if isinstance(error, UserError) and error.code == "suspension.reason_needed":
                why = self._ask_why(self._lines.lines[at])
                if why is not None:
                    again(why)
                    return
                self._give_up(at, "", is_step=is_step)
            elif isinstance(error, UserError):
                self._give_up(at, self._desk.texts.error(error), is_step=is_step)
            else:
                self._give_up(at, "", is_step=is_step)
                self._desk.notify.error(error)

        return failed

    def _give_up(self, at: int, problem: str, *, is_step: bool) -> None:
        if is_step:
            self._steps = self._steps[:-1]
        line = self._lines.lines[at]
        if problem:
            self._lines.set_line(at, refused(line, problem))
            self.refused.emit(at, problem)
        else:
            kept = Saving.SAVED if line.row.kept is not None else Saving.NOTHING
            self._lines.set_line(at, Line(line.row, kept))

    def _ask_why(self, line: Line) -> str | None:
        texts = self._desk.texts
        return ReasonDialog.ask(
            self._window,
            texts,
            title=texts("suspension_page.why.entry.title", name=line.row.name),
            question=texts("suspension_page.why.entry.question"),
            deed=texts("suspension_page.why.entry.deed"),
        )
