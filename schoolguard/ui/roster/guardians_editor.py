# SPDX-License-Identifier: Apache-2.0
"""Guardians in the order of calling: add, remove, move up and down; relation and phones each."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard import roster
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.stylesheet import set_look

_MOST = 6


@dataclass(frozen=True, slots=True)
class _Fields:
    frame: QFrame
    order: QLabel
    name: QLineEdit
    relation: QComboBox
    phones: QLineEdit
    workplace: QLineEdit
    error: QLabel


class GuardiansEditor(QWidget):
    """A stack of guardians; the uppermost is called first."""

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rows: list[_Fields] = []
        self._stack = QVBoxLayout()
        self._stack.setSpacing(scale.GAP)
        self._add = QPushButton(icon("plus"), texts("people.guardian.add"), self)
        self._add.clicked.connect(self._on_add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._stack)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_guardians(self, guardians: tuple[roster.GuardianDraft, ...]) -> None:
        """Show guardians to be edited; without any, one empty place."""
        for guardian in guardians or (roster.GuardianDraft("", roster.Relation.MOTHER),):
            self._append(guardian)
        self._renumber()

    def guardians(self) -> tuple[roster.GuardianDraft, ...]:
        """Return what was typed; empty places are kept, so that numbers match the screen."""
        return tuple(
            roster.GuardianDraft(
                row.name.text().strip(),
                roster.Relation(row.relation.currentData())
                if row.relation.currentData()
                else roster.Relation.GUARDIAN,
                "" if row.relation.currentData() else row.relation.currentText().strip(),
                roster.split_phones(row.phones.text()),
                row.workplace.text().strip(),
            )
            for row in self._rows
        )

    def set_error(self, number: int, text: str) -> None:
        """Show what is wrong with one guardian (counted from 1); go there."""
        row = self._rows[number - 1]
        row.error.setText(f"⚠ {text}" if text else "")
        row.error.setVisible(bool(text))
        set_look(row.phones, "wrong", "true" if text else "")
        if text:
            row.phones.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        """Take all errors away."""
        for number in range(1, len(self._rows) + 1):
            self.set_error(number, "")

    def _append(self, guardian: roster.GuardianDraft) -> None:
        texts = self._texts
        frame = QFrame(self)
        frame.setProperty("look", "card")
        row = _Fields(
            frame,
            QLabel(frame),
            self._line(guardian.name, "people.guardian.name"),
            self._relations(guardian),
            self._line("、".join(guardian.phones), "people.guardian.phones"),
            self._line(guardian.workplace, "people.guardian.workplace"),
            QLabel(frame),
        )
        row.order.setProperty("look", "strong")
        row.error.setProperty("look", "field-error")
        row.error.setWordWrap(True)
        row.error.hide()
        grid = QGridLayout(frame)
        grid.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.GAP)
        grid.setSpacing(scale.TIGHT)
        grid.addWidget(row.order, 0, 0)
        grid.addWidget(row.name, 0, 1)
        grid.addWidget(row.relation, 0, 2)
        grid.addLayout(self._buttons(row), 0, 3)
        grid.addWidget(row.phones, 1, 1, 1, 3)
        grid.addWidget(row.error, 2, 1, 1, 3)
        grid.addWidget(row.workplace, 3, 1, 1, 3)
        row.phones.setToolTip(texts("people.guardian.phones_hint"))
        self._rows.append(row)
        self._stack.addWidget(frame)

    def _buttons(self, row: _Fields) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        for name, key, slot in (
            ("chevron-up", "people.guardian.up", lambda: self._shift(row, -1)),
            ("chevron-down", "people.guardian.down", lambda: self._shift(row, 1)),
            ("trash-2", "people.guardian.remove", lambda: self._remove(row)),
        ):
            button = QToolButton(row.frame)
            button.setIcon(icon(name))
            button.setProperty("look", "quiet")
            button.setAccessibleName(self._texts(key))
            button.setToolTip(self._texts(key))
            button.clicked.connect(slot)
            line.addWidget(button)
        return line

    def _line(self, text: str, key: str) -> QLineEdit:
        field = QLineEdit(text, self)
        field.setPlaceholderText(self._texts(key))
        field.setAccessibleName(self._texts(key))
        return field

    def _relations(self, guardian: roster.GuardianDraft) -> QComboBox:
        box = QComboBox(self)
        box.setEditable(True)
        box.setAccessibleName(self._texts("people.guardian.relation"))
        for relation in roster.Relation:
            box.addItem(self._texts(f"roster.relation.{relation.value}"), relation.value)
        box.setCurrentIndex(box.findData(guardian.relation.value))
        if guardian.relation_note:
            box.setEditText(guardian.relation_note)
        box.setMinimumWidth(120)
        return box

    def _on_add(self) -> None:
        self._append(roster.GuardianDraft("", roster.Relation.FATHER))
        self._renumber()
        self._rows[-1].name.setFocus()

    def _remove(self, row: _Fields) -> None:
        self._rows.remove(row)
        self._stack.removeWidget(row.frame)
        row.frame.deleteLater()
        self._renumber()

    def _shift(self, row: _Fields, step: int) -> None:
        place = self._rows.index(row)
        target = max(0, min(place + step, len(self._rows) - 1))
        self._rows.insert(target, self._rows.pop(place))
        self._stack.removeWidget(row.frame)
        self._stack.insertWidget(target, row.frame)
        self._renumber()

    def _renumber(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            row.order.setText(str(number))
        self._add.setEnabled(len(self._rows) < _MOST)
