# SPDX-License-Identifier: Apache-2.0
"""One editor for each type of a rule's value; hands values out as a pack has them.

What an editor can not read is a `ValueError` with the key of a text that says what is wanted.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import time
from typing import Any

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from schoolguard.ui.widgets.number_field import NumberField

_MOST = 1_000_000
_LINES_HEIGHT = 110


class ValueEditor(QWidget):
    """A field for one value.

    Signals:
        changed: the person typed or chose.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    @abstractmethod
    def value(self) -> object:
        """Return what stands in the field, as a pack has it.

        Raises:
            ValueError: it can not be read; says which text tells what is wanted.
        """

    def put(self, field: QWidget) -> None:
        """Show the field that takes the keyboard."""
        self.column.addWidget(field)
        self.setFocusProxy(field)


class YesNo(ValueEditor):
    """A switch."""

    def __init__(self, shown: bool, words: str, parent: QWidget | None = None) -> None:  # noqa: FBT001 - the value itself
        super().__init__(parent)
        self.box = QCheckBox(words, self)
        self.box.setChecked(shown)
        self.box.toggled.connect(self.changed)
        self.put(self.box)

    @override
    def value(self) -> object:
        return self.box.isChecked()


class Whole(ValueEditor):
    """A whole number; where it may be left out, the least one stands for nothing."""

    def __init__(self, shown: int | None, nothing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = NumberField(self)
        self.field.setRange(-1 if nothing else 0, _MOST)
        self.field.setSpecialValueText(nothing)
        self.field.setValue(-1 if shown is None else shown)
        self.field.valueChanged.connect(self.changed)
        self.put(self.field)

    @override
    def value(self) -> object:
        number = self.field.value()
        return None if number < 0 else number


class Typed(ValueEditor):
    """A line of text that is read as something."""

    def __init__(
        self, shown: str, read: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._read = read
        self.field = QLineEdit(shown, self)
        self.field.textChanged.connect(self.changed)
        self.put(self.field)

    @override
    def value(self) -> object:
        return self._read(self.field.text().strip())


class Lines(ValueEditor):
    """Words, one a line."""

    def __init__(self, shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QPlainTextEdit("\n".join(shown), self)
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_LINES_HEIGHT)
        self.field.textChanged.connect(self.changed)
        self.put(self.field)

    @override
    def value(self) -> object:
        lines = (line.strip() for line in self.field.toPlainText().splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class ClockTime(ValueEditor):
    """An hour of the day."""

    def __init__(self, shown: time, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QTimeEdit(QTime(shown.hour, shown.minute), self)
        self.field.setDisplayFormat("HH:mm")
        self.field.timeChanged.connect(self.changed)
        self.put(self.field)

    @override
    def value(self) -> object:
        return time(self.field.time().hour(), self.field.time().minute())


class OneOf(ValueEditor):
    """One of several choices."""

    def __init__(
        self, shown: object, choices: Sequence[tuple[Any, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = QComboBox(self)
        for choice, words in choices:
            self.field.addItem(words, choice)
        self.field.setCurrentIndex(max(0, self.field.findData(shown)))
        self.field.currentIndexChanged.connect(self.changed)
        self.put(self.field)

    @override
    def value(self) -> object:
        return self.field.currentData()


def read_decimal(text: str) -> object:
    """Return a number.

    Raises:
        ValueError: it is none.
    """
    try:
        return float(text)
    except ValueError as error:
        raise ValueError("rules_page.dialog.number") from error


def read_numbers(text: str) -> object:
    """Return whole numbers with commas between.

    Raises:
        ValueError: it is something else.
    """
    try:
        return [int(part) for part in _parts(text)]
    except ValueError as error:
        raise ValueError("rules_page.dialog.numbers") from error


def read_times(text: str) -> object:
    """Return hours with commas between.

    Raises:
        ValueError: it is something else.
    """
    try:
        return [time.fromisoformat(part.zfill(5)) for part in _parts(text)]
    except ValueError as error:
        raise ValueError("rules_page.dialog.times") from error


def _parts(text: str) -> list[str]:
    plain = text.replace("，", ",").replace("、", ",").replace("：", ":")
    return [part.strip() for part in plain.split(",") if part.strip()]
