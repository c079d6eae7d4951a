# SPDX-License-Identifier: Apache-2.0
"""Chooses a sheet: the classes of one session with how far each is. Enter opens one."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from schoolguard.checks import SheetStatus
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """One class and its sheet in the session shown.

    Attributes:
        flags: what looks too regular, and who is still missing.
    """

    name: str
    status: SheetStatus
    flags: str = ""


class Picker(QWidget):
    """The list of classes.

    Signals:
        chosen: id of the class to open.
    """

    chosen = Signal(int)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.table = HouseTable("checks.classes", texts("checks.picker.label"), self)
        self.model = RowsModel(self._columns(), self)
        self.table.show_model(self.model)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = EmptyState(
            "clipboard-check", texts("checks.picker.none"), texts("checks.picker.none_text"), self
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self._keys = QLabel(texts("checks.picker.keys"), self)
        self._keys.setProperty("look", "small")
        column.addWidget(self._keys)
        self.table.opened.connect(self._on_opened)

    def show_classes(self, classes: tuple[ClassSheet, ...]) -> None:
        """Show the classes of a session; the first unfinished one is at hand."""
        kept = self.current
        self.model.set_rows(classes)
        self.table.setVisible(bool(classes))
        self.empty.setVisible(not classes)
        self._keys.setVisible(bool(classes))
        at = next((n for n, one in enumerate(self.model.rows) if one.status.class_id == kept), None)
        if at is None:
            open_ones = (n for n, one in enumerate(self.model.rows) if not one.status.handed_in_at)
            at = next(open_ones, 0)
        self.table.select_row(at)

    @property
    def current(self) -> ClassId | None:
        """The class at hand."""
        index = self.table.currentIndex()
        rows = self.model.rows
        return rows[index.row()].status.class_id if 0 <= index.row() < len(rows) else None

    def neighbour(self, class_id: ClassId, step: int) -> ClassId | None:
        """Return the class before (-1) or after (1) one in the list; None at its end."""
        ids = [one.status.class_id for one in self.model.rows]
        at = ids.index(class_id) + step if class_id in ids else -1
        return ids[at] if 0 <= at < len(ids) else None

    def _columns(self) -> tuple[Column[ClassSheet], ...]:
        text = self._texts

        def number(key: str, name: str, tone: Tone | None = None) -> Column[ClassSheet]:
            return Column(
                text(f"checks.picker.{key}"),
                lambda one: str(getattr(one.status.tally, name) or ""),
                lambda one: getattr(one.status.tally, name),
                (lambda one: tone if getattr(one.status.tally, name) else None) if tone else None,
                number=True,
                width=78,
            )

        return (
            Column(text("checks.picker.class"), lambda one: one.name, width=150),
            Column(
                text("checks.picker.done"), _done, lambda one: -one.status.tally.missing, width=92
            ),
            number("absent", "absent"),
            number("symptomatic", "symptomatic", Tone.ATTENTION),
            number("waiting", "waiting", Tone.ATTENTION),
            number("suspects", "suspects", Tone.ALARM),
            Column(text("checks.picker.state"), self._state, tone=_state_tone, width=170),
            Column(
                text("checks.picker.remark"),
                lambda one: one.flags,
                tone=lambda one: Tone.ATTENTION if one.flags else None,
            ),
        )

    def _state(self, one: ClassSheet) -> str:
        status, text = one.status, self._texts
        if status.handed_in_at is not None:
            key = "checks.picker.late" if status.late else "checks.picker.in"
            return text(key, at=f"{local_time(status.handed_in_at):%H:%M}")
        if status.overdue:
            return text("checks.picker.overdue")
        return text("checks.picker.open" if status.tally.done else "checks.picker.untouched")

    def _on_opened(self, index: QModelIndex) -> None:
        self.chosen.emit(int(self.model.row(index).status.class_id))


def _done(one: ClassSheet) -> str:
    return f"{one.status.tally.done} / {one.status.tally.expected}"


def _state_tone(one: ClassSheet) -> Tone | None:
    if one.status.handed_in_at is not None:
        return Tone.ATTENTION if one.status.late else Tone.OK
    return Tone.ALARM if one.status.overdue else None


def remarks(
    flags: Mapping[ClassId, str], statuses: tuple[SheetStatus, ...], names: Mapping[ClassId, str]
) -> tuple[ClassSheet, ...]:
    """Return the classes with their names and remarks, in the order of the statuses."""
    return tuple(
        ClassSheet(names.get(one.class_id, ""), one, flags.get(one.class_id, ""))
        for one in statuses
    )
