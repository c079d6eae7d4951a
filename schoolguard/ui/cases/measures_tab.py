# SPDX-License-Identifier: Apache-2.0
"""What is done because of a case: the list of measures, ticked with Space."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from schoolguard.cases import Case, MeasureTick, short_day
from schoolguard.ui.cases.words import Words
from schoolguard.ui.theme import scale


class MeasuresTab(QWidget):
    """The measures of the pack; expected ones say so.

    Signals:
        tick_wanted: id of a measure that was ticked.
        untick_wanted: id of a measure that was un-ticked.
    """

    tick_wanted = Signal(str)
    untick_wanted = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.list = QListWidget(self)
        self.list.setAccessibleName(words.texts("cases_page.measures.label"))
        self.list.setWordWrap(True)
        hint = QLabel(words.texts("cases_page.measures.title"), self)
        hint.setProperty("look", "small")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(scale.GAP)
        column.addWidget(self.list, 1)
        column.addWidget(hint)
        self.list.itemChanged.connect(self._on_measure)

    def show_case(self, case: Case, *, editable: bool) -> None:
        """Show which measures are ticked."""
        ticked = {one.measure_id: one for one in case.measures if one.undone_at is None}
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for measure in self._words.rules.measures.values():
            name = measure.name(self._words.texts.language)
            if measure.expected:
                name = self._words.texts("cases_page.measures.expected", name=name)
            item = QListWidgetItem(self._measure(name, ticked.get(measure.id)))
            item.setData(Qt.ItemDataRole.UserRole, measure.id)
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if editable else flags)
            done = measure.id in ticked
            item.setCheckState(Qt.CheckState.Checked if done else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, row))
        self.list.blockSignals(False)

    def _measure(self, name: str, tick: MeasureTick | None) -> str:
        if tick is None:
            return name
        note = f" — {tick.note}" if tick.note else ""
        done = self._words.texts(
            "cases_page.measures.done", day=short_day(tick.done_on), who=tick.person
        )
        return f"{name}    {done}{note}"

    def _on_measure(self, item: QListWidgetItem) -> None:
        measure_id = str(item.data(Qt.ItemDataRole.UserRole))
        if item.checkState() is Qt.CheckState.Checked:
            self.tick_wanted.emit(measure_id)
        else:
            self.untick_wanted.emit(measure_id)
