# SPDX-License-Identifier: Apache-2.0
"""Moving people, letting them leave, taking them back: what would happen is seen before it does."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from typing_extensions import override

from schoolguard import roster
from schoolguard.app import Unit
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_REASONS = (
    roster.EndReason.TRANSFERRED,
    roster.EndReason.SUSPENDED,
    roster.EndReason.LEFT,
    roster.EndReason.GRADUATED,
)


class ChangeDialog(HouseDialog):
    """One kind of change for some people; the number of the operation is in `operation`.

    The kinds are ``move``, ``leave`` and ``return``.
    """

    def __init__(
        self,
        parent: QWidget | None,
        desk: Desk,
        kind: str,
        people: Sequence[PersonId],
        classes: Sequence[roster.SchoolClass],
        day: date,
    ) -> None:
        texts = desk.texts
        title = texts(f"people.change.{kind}.title", people=len(people))
        super().__init__(parent, texts, title, texts(f"people.change.{kind}.deed"))
        self._desk = desk
        self._kind = kind
        self._people = tuple(people)
        self.operation: int | None = None
        self._day = DayField(day, self)
        self._target = QComboBox(self)
        if kind == "leave":
            for reason in _REASONS:
                self._target.addItem(texts(f"roster.end.{reason.value}"), reason.value)
        else:
            for one in classes:
                self._target.addItem(one.name, int(one.id))
        form = Form(self)
        form.add("target", texts(f"people.change.{kind}.target"), self._target)
        hint = texts(f"people.change.{kind}.day_hint")
        form.add("day", texts(f"people.change.{kind}.day"), self._day, hint)
        self.body.addWidget(form)
        self._model: RowsModel[roster.Step] = RowsModel(self._columns(), self)
        table = HouseTable(f"people.change.{kind}", texts("people.change.preview"), self)
        table.show_model(self._model, sortable=False)
        caption = QLabel(texts("people.change.preview"), self)
        caption.setProperty("look", "strong")
        self.body.addWidget(caption)
        self.body.addWidget(table, 1)
        self.resize(620, 560)
        self._target.currentIndexChanged.connect(self._preview)
        self._day.dateChanged.connect(self._preview)
        self._preview()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        desk: Desk,
        kind: str,
        people: Sequence[PersonId],
        classes: Sequence[roster.SchoolClass],
        day: date,
    ) -> int | None:
        """Return the number of the operation that was done, or None."""
        dialog = cls(parent, desk, kind, people, classes, day)
        return dialog.operation if dialog.run() else None

    @override
    def check(self) -> bool:
        """Do it, and close when the school has agreed."""
        self.deed_button.setEnabled(False)
        self._desk.tasks.change(self, self._deed(), self._on_done, self._on_refused)
        return False

    def _deed(self) -> Callable[[Unit], int]:
        people, day, value = self._people, self._day.day, self._target.currentData()
        if self._kind == "leave":
            reason = roster.EndReason(value)
            return lambda unit: roster.let_leave(unit, people, reason, from_on=day)
        target = ClassId(value or 0)
        if self._kind == "return":
            return lambda unit: roster.let_return(unit, people, target, from_on=day)
        return lambda unit: roster.move_people(unit, people, target, from_on=day)

    def _preview(self) -> None:
        value = self._target.currentData()
        target = None if self._kind == "leave" or value is None else ClassId(value)
        people, day = self._people, self._day.day
        self._desk.tasks.query(
            self,
            lambda view: roster.preview_change(view, people, target, day),
            self._model.set_rows,
            self._on_refused,
        )

    def _on_done(self, operation: int) -> None:
        self.operation = operation
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.deed_button.setEnabled(True)
        tell_refusal(self, self._desk, error)

    def _columns(self) -> tuple[Column[roster.Step], ...]:
        texts = self.texts
        gone = texts("people.list.away")
        return (
            Column(texts("roster.field.name"), lambda step: step.name, width=150),
            Column(texts("people.change.before"), lambda step: step.from_class or gone, width=170),
            Column(texts("people.change.after"), lambda step: step.to_class or gone, width=170),
        )


def tell_refusal(dialog: HouseDialog, desk: Desk, error: Exception) -> None:
    """Show inside a dialog what the school refused; faults of ours go the usual way."""
    sentence = sentence_of(desk, error)
    if sentence:
        dialog.problem.say(Tone.ALARM, sentence)
    else:
        desk.notify.error(error)


def sentence_of(desk: Desk, error: Exception) -> str:
    """Return the sentence of a refusal; empty for a fault of ours."""
    return desk.texts.error(error) if isinstance(error, UserError) else ""
