# SPDX-License-Identifier: Apache-2.0
"""Carries sign-offs of the board to the disk, and takes them back with Ctrl+Z.

Each step is one transaction: all of its rounds, or none. What was taken back keeps its trace.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from schoolguard import disinfection
from schoolguard.app import Unit
from schoolguard.disinfection import DisinfectionRules, Signed, SignOffDraft
from schoolguard.ui.desk import Desk


class BoardWriter(QObject):
    """Signs and takes back.

    Signals:
        signed: the `Signed` of a step that is on disk.
        retracted: how many records were taken back.
        refused: a step was refused; what was shown as pending is not.
    """

    signed = Signal(object)
    retracted = Signal(int)
    refused = Signal()

    def __init__(self, desk: Desk, rules: DisinfectionRules, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rules = rules
        self._window = parent
        self._steps: list[tuple[int, ...]] = []
        self.own_changes = 0

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._steps)

    def sign(self, drafts: Sequence[SignOffDraft]) -> None:
        """Sign rounds in one step."""
        calendar = self._desk.school.calendar
        self._write(lambda unit: disinfection.sign_off_many(unit, drafts, self._rules, calendar))

    def correct(self, record_id: int, draft: SignOffDraft, reason: str) -> None:
        """Take a record back and sign the round anew, in one step."""
        calendar = self._desk.school.calendar

        def write(unit: Unit) -> tuple[Signed, ...]:
            disinfection.retract(unit, record_id, reason)
            return (disinfection.sign_off(unit, draft, self._rules, calendar),)

        self._write(write)

    def retract(self, record_ids: Sequence[int], reason: str) -> None:
        """Take records back, with a reason that is kept."""

        def write(unit: Unit) -> int:
            for record_id in record_ids:
                disinfection.retract(unit, record_id, reason)
            return len(record_ids)

        def done(count: int) -> None:
            gone = set(record_ids)
            self._steps = [left for step in self._steps if (left := _without(step, gone))]
            self.own_changes += 1
            self.retracted.emit(count)

        self._desk.tasks.change(self._window, write, done, self._failed)

    def undo(self) -> None:
        """Take the last step back."""
        if self._steps:
            self.retract(self._steps[-1], self._desk.texts("disinfection_page.undo_reason"))

    def _write(self, write: Callable[[Unit], tuple[Signed, ...]]) -> None:
        def done(signed: tuple[Signed, ...]) -> None:
            self._steps.append(tuple(one.record_id for one in signed))
            self.own_changes += 1
            self.signed.emit(signed)

        self._desk.tasks.change(self._window, write, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self.refused.emit()
        self._desk.notify.error(error)


def _without(step: tuple[int, ...], gone: set[int]) -> tuple[int, ...]:
    return tuple(one for one in step if one not in gone)
