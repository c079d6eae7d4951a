# SPDX-License-Identifier: Apache-2.0
"""The list of rules: kind, name, what it says, how sure it is, whether it is on, whose it is."""

from PySide6.QtWidgets import QWidget

from schoolguard.kernel.rule_packs import Status
from schoolguard.rulebook import RuleKey, Words
from schoolguard.ui.rulebook.reading import Row
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_TONES = {Status.SEEN: None, Status.UNVERIFIED: Tone.ATTENTION, Status.LOCAL: Tone.INFO}


class RulesTable(HouseTable):
    """One line a rule; the one at hand stays at hand when the list changes."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__("rules.list", words.texts("rules_page.list"), parent)
        self.words = words
        self.model_of_rows = RowsModel[Row](self._columns(), self)
        self.show_model(self.model_of_rows)

    @property
    def current_row(self) -> Row | None:
        """The rule at hand."""
        index = self.currentIndex()
        return self.model_of_rows.row(index) if index.isValid() else None

    def show_rows(self, rows: tuple[Row, ...], words: Words) -> None:
        """Show other rules, named by the present book."""
        self.words = words
        before, at = self.current_row, self.currentIndex().row()
        self.model_of_rows.set_rows(rows)
        same = (
            number
            for number, row in enumerate(self.model_of_rows.rows)
            if before is not None and _key(row) == _key(before)
        )
        self.select_row(next(same, min(max(at, 0), len(rows) - 1)))

    def choose(self, pack: str, kind: str, rule_id: str) -> None:
        """Make a rule current; an empty id takes the first of its kind."""
        for number, row in enumerate(self.model_of_rows.rows):
            if (row.entry.pack, row.entry.kind) == (pack, kind) and rule_id in {
                "",
                row.entry.rule.id,
            }:
                self.select_row(number)
                return

    def _columns(self) -> tuple[Column[Row], ...]:
        text = self.words.texts
        return (
            Column(text("rules_page.column.kind"), lambda row: row.kind, width=84),
            Column(text("rules_page.column.name"), lambda row: row.name, width=128),
            Column(
                text("rules_page.column.own"),
                self._own,
                tone=_own_tone,
                width=60,
            ),
            Column(text("rules_page.column.state"), self._state, tone=_state_tone, width=46),
            Column(
                text("rules_page.column.status"),
                lambda row: self.words.status(row.entry.status),
                tone=lambda row: _TONES[row.entry.status],
                width=46,
            ),
            Column(text("rules_page.column.values"), lambda row: row.told, width=90),
        )

    def _own(self, row: Row) -> str:
        if row.entry.is_looser:
            return self.words.texts("rules_page.looser_mark")
        return self.words.texts("rules_page.own_mark") if row.entry.is_own else ""

    def _state(self, row: Row) -> str:
        at = RuleKey(row.entry.pack, row.entry.kind, row.entry.rule.id, "enabled")
        return self.words.value(at, row.entry.rule.enabled)


def _own_tone(row: Row) -> Tone | None:
    if row.entry.is_looser:
        return Tone.ALARM
    return Tone.INFO if row.entry.is_own else None


def _state_tone(row: Row) -> Tone | None:
    return None if row.entry.rule.enabled else Tone.MUTED


def _key(row: Row) -> tuple[str, str, str]:
    return row.entry.pack, row.entry.kind, row.entry.rule.id
