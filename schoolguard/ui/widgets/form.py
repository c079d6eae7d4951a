# SPDX-License-Identifier: Apache-2.0
"""A labelled form: the label above its field, the error below it, in words and with a frame."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look


@dataclass(frozen=True, slots=True)
class _Row:
    field: QWidget
    error: QLabel


class Form(QWidget):
    """Fields by name, each with label, hint and a place for its error."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, _Row] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scale.TIGHT)

    def add(self, name: str, label: str, field: QWidget, hint: str = "") -> None:
        """Add a field under its label; the label's ``&`` key jumps to the field."""
        caption = QLabel(label, self)
        caption.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        error = QLabel(self)
        error.setProperty("look", "field-error")
        error.setWordWrap(True)
        error.hide()
        if self._rows:
            self._column.addSpacing(scale.GAP)
        self._column.addWidget(caption)
        self._column.addWidget(field)
        if hint:
            words = QLabel(hint, self)
            words.setProperty("look", "small")
            words.setWordWrap(True)
            self._column.addWidget(words)
            field.setAccessibleDescription(hint)
        self._column.addWidget(error)
        self._rows[name] = _Row(field, error)

    def add_wide(self, widget: QWidget) -> None:
        """Add something that is no field: a sentence, a line, a button."""
        self._column.addSpacing(scale.GAP)
        self._column.addWidget(widget)

    def field(self, name: str) -> QWidget:
        """Return a field by its name."""
        return self._rows[name].field

    def set_error(self, name: str, text: str) -> None:
        """Show what is wrong with one field and go there; an empty text clears it."""
        row = self._rows[name]
        row.error.setText(f"⚠ {text}" if text else "")
        row.error.setVisible(bool(text))
        set_look(row.field, "wrong", "true" if text else "")
        if text:
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def error(self, name: str) -> str:
        """Return what is said to be wrong with a field, or an empty text."""
        return self._rows[name].error.text().removeprefix("⚠ ")

    def clear_errors(self) -> None:
        """Take all errors away."""
        for name in self._rows:
            self.set_error(name, "")
