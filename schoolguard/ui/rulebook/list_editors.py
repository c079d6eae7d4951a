# SPDX-License-Identifier: Apache-2.0
"""Editors of what is ticked from a list, and of times to wait and papers, row by row."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from schoolguard.clearance import Anchor, Span
from schoolguard.clearance.pack import read_demand, read_wait
from schoolguard.kernel.texts import Texts
from schoolguard.ui.rulebook.value_editors import ValueEditor
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.number_field import NumberField

_LIST_HEIGHT = 170
_FEWEST_ROWS = 2
_LONGEST_WAIT = 400
_MOST_PAPERS = 9
_DATA = Qt.ItemDataRole.UserRole


class TickList(QListWidget):
    """Choices with ticks; where order matters, Ctrl+Up and Ctrl+Down move the one at hand."""

    moved = Signal()

    def __init__(self, *, ordered: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ordered = ordered
        self.setFixedHeight(_LIST_HEIGHT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self._ordered and ctrl and event.key() in steps:
            self._move(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if 0 <= row + step < self.count():
            self.insertItem(row + step, self.takeItem(row))
            self.setCurrentRow(row + step)
            self.moved.emit()


class Ticks(ValueEditor):
    """Some of several choices."""

    def __init__(
        self,
        shown: Sequence[object],
        choices: Sequence[tuple[Any, str]],
        *,
        ordered: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.list = TickList(ordered=ordered, parent=self)
        words = dict(choices)
        rest = [choice for choice, _ in choices if choice not in shown]
        front = [one for one in shown if one in words] if ordered else []
        order = [*front, *rest] if ordered else [choice for choice, _ in choices]
        for choice in order:
            item = QListWidgetItem(words[choice], self.list)
            item.setData(_DATA, choice)
            state = Qt.CheckState.Checked if choice in shown else Qt.CheckState.Unchecked
            item.setCheckState(state)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self.changed)
        self.list.moved.connect(self.changed)
        self.put(self.list)

    def tick(self, choice: object, *, on: bool) -> None:
        """Tick or untick one choice."""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(_DATA) == choice:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    @override
    def value(self) -> object:
        items = map(self.list.item, range(self.list.count()))
        return [item.data(_DATA) for item in items if item.checkState() == Qt.CheckState.Checked]


class Waits(ValueEditor):
    """Times to wait: so many days, hours or months after something."""

    def __init__(self, texts: Texts, shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[NumberField, QComboBox, QComboBox]] = []
        for number in range(max(_FEWEST_ROWS, len(shown) + 1)):
            words = texts("rules_page.dialog.wait_row", number=number + 1)
            amount = NumberField(self)
            amount.setRange(0, _LONGEST_WAIT)
            anchor = QComboBox(self)
            for one in Anchor:
                anchor.addItem(texts(f"rulebook.value.anchor.{one.value}"), one.value)
            span = QComboBox(self)
            for unit in Span:
                span.addItem(texts(f"rules_page.dialog.span.{unit.value}"), unit.value)
            if number < len(shown):
                wait = read_wait(shown[number])
                amount.setValue(wait.amount)
                anchor.setCurrentIndex(anchor.findData(wait.anchor.value))
                span.setCurrentIndex(span.findData(wait.span.value))
            self._add(words, anchor, amount, span)
            self.rows.append((amount, anchor, span))
        self.setMinimumHeight(self.sizeHint().height())
        self.setFocusProxy(self.rows[0][1])

    def _add(self, words: str, anchor: QComboBox, amount: NumberField, span: QComboBox) -> None:
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        for field in (anchor, amount, span):
            field.setAccessibleName(words)
            row.addWidget(field, 1)
        self.column.addLayout(row)
        anchor.currentIndexChanged.connect(self.changed)
        amount.valueChanged.connect(self.changed)
        span.currentIndexChanged.connect(self.changed)

    @override
    def value(self) -> object:
        return [
            f"{anchor.currentData()}+{amount.value()}{span.currentData()}"
            for amount, anchor, span in self.rows
            if amount.value()
        ]


class Papers(ValueEditor):
    """Papers asked for: which, how many, how many days apart."""

    def __init__(
        self,
        texts: Texts,
        shown: Sequence[str],
        choices: Sequence[tuple[Any, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: list[tuple[QComboBox, NumberField, NumberField]] = []
        for number in range(max(_FEWEST_ROWS, len(shown) + 1)):
            kind = QComboBox(self)
            kind.addItem(texts("rulebook.value.none"), "")
            for choice, words in choices:
                kind.addItem(words, choice)
            kind.setAccessibleName(texts("rules_page.dialog.paper_row", number=number + 1))
            count = self._number(texts("rules_page.dialog.count"), 1, _MOST_PAPERS)
            apart = self._number(texts("rules_page.dialog.apart"), 0, _LONGEST_WAIT)
            if number < len(shown):
                demand = read_demand(shown[number])
                kind.setCurrentIndex(max(0, kind.findData(demand.paper_id)))
                count.setValue(demand.count)
                apart.setValue(demand.apart_days)
            row = QHBoxLayout()
            row.setSpacing(scale.GAP)
            row.addWidget(kind, 2)
            row.addWidget(count, 1)
            row.addWidget(apart, 1)
            self.column.addLayout(row)
            kind.currentIndexChanged.connect(self.changed)
            self.rows.append((kind, count, apart))
        self.setMinimumHeight(self.sizeHint().height())
        self.setFocusProxy(self.rows[0][0])

    def _number(self, words: str, least: int, most: int) -> NumberField:
        field = NumberField(self)
        field.setRange(least, most)
        field.setPrefix(f"{words} ")
        field.setAccessibleName(words)
        field.valueChanged.connect(self.changed)
        return field

    @override
    def value(self) -> object:
        return [
            _demand(str(kind.currentData()), count.value(), apart.value())
            for kind, count, apart in self.rows
            if kind.currentData()
        ]


def _demand(paper: str, count: int, apart_days: int) -> str:
    if count == 1:
        return paper
    return f"{paper}*{count}@{apart_days}d" if apart_days else f"{paper}*{count}"
