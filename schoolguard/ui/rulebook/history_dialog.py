# SPDX-License-Identifier: Apache-2.0
"""Every change of a rule, newest first: by whom, to what, why, and whether it still holds."""

from datetime import datetime
from enum import Enum
from typing import get_args

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from schoolguard.kernel.clock import local_time
from schoolguard.kernel.rule_packs import shape_hints
from schoolguard.rulebook import CHAPTER_OF, OwnRule, RuleKey, Words
from schoolguard.ui.rulebook.reading import Past
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_SIZE = (980, 460)


class HistoryDialog(QDialog):
    """A table to look at."""

    def __init__(self, parent: QWidget | None, words: Words, past: Past) -> None:
        super().__init__(parent)
        self._words, self._past = words, past
        text = words.texts
        self.setWindowTitle(text("rules_page.log.title"))
        self.resize(*_SIZE)
        self.table = HouseTable("rules.history", text("rules_page.log.title"), self)
        self.model = RowsModel[OwnRule](self._columns(), self)
        self.table.show_model(self.model)
        self.model.set_rows(past.values)
        nothing = QLabel(text("rules_page.log.empty"), self)
        nothing.setVisible(not past.values)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(text("ui.close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(scale.ROOMY)
        column.addWidget(nothing)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.table.setFocus()

    @classmethod
    def tell(cls, parent: QWidget | None, words: Words, past: Past) -> None:
        """Show the history until it is closed."""
        dialog = cls(parent, words, past)
        dialog.exec()
        dialog.deleteLater()

    def _columns(self) -> tuple[Column[OwnRule], ...]:
        text = self._words.texts
        return (
            Column(text("rules_page.log.at"), lambda one: _at(one.at), width=130),
            Column(text("rules_page.log.who"), lambda one: self._who(one.by), width=80),
            Column(text("rules_page.log.rule"), self._rule, width=190),
            Column(
                text("rules_page.log.key"), lambda one: self._words.key(one.laid.key), width=110
            ),
            Column(text("rules_page.log.value"), self._value, width=110),
            Column(text("rules_page.log.reason"), lambda one: one.reason, width=140),
            Column(text("rules_page.log.paper"), lambda one: one.paper_number, width=90),
            Column(text("rules_page.log.end"), self._end, width=160),
        )

    def _rule(self, one: OwnRule) -> str:
        laid = one.laid
        return self._words.name(laid.pack, laid.kind, laid.id)

    def _value(self, one: OwnRule) -> str:
        return told_value(self._words, one)

    def _who(self, account: object) -> str:
        return next((name for one, name in self._past.names.items() if one == account), "")

    def _end(self, one: OwnRule) -> str:
        text = self._words.texts
        if one.ended_at is None:
            return text("rules_page.log.standing")
        at = _at(one.ended_at)
        if one.replaced:
            return text("rules_page.log.replaced", at=at)
        who, reason = self._who(one.ended_by), one.ended_reason
        return text("rules_page.log.taken_back", at=at, who=who, reason=reason)


def told_value(words: Words, one: OwnRule) -> str:
    """Return a value of the school's own in words; as it was typed where its rule is gone."""
    laid = one.laid
    at = RuleKey(laid.pack, laid.kind, laid.id, laid.key)
    try:
        return words.value(at, _rich(at, laid.value))
    except ValueError:
        return str(laid.value)


def _rich(at: RuleKey, value: object) -> object:
    """Return a value as a rule has it, where words of an enum are its members."""
    shape = CHAPTER_OF[at.pack].shapes.get(at.kind) if at.pack in CHAPTER_OF else None
    hint = shape_hints(shape).get(at.key) if shape else None
    kinds = (one for one in (hint, *get_args(hint)) if isinstance(one, type))
    enum = next((one for one in kinds if issubclass(one, Enum)), None)
    if isinstance(value, list):
        return tuple(one if enum is None else enum(one) for one in value)
    return value if enum is None else enum(value)


def _at(moment: datetime) -> str:
    return f"{local_time(moment):%Y-%m-%d %H:%M}"
