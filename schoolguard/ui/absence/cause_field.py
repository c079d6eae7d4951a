# SPDX-License-Identifier: Apache-2.0
"""A field for the cause of an illness: typing finds it by name or by pinyin initials."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget
from typing_extensions import override

from schoolguard.ui.absence.words import Words

_SEARCH: Final = Qt.ItemDataRole.UserRole + 1


class CauseField(QComboBox):
    """The causes of the pack; typing finds them by name or pinyin initials.

    Signals:
        cause_chosen: another cause stands there.
    """

    cause_chosen = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        model = QStandardItemModel(self)
        model.appendRow(QStandardItem(""))
        for cause in words.rules.causes.values():
            name = cause.name(words.texts.language)
            item = QStandardItem(name)
            item.setData(cause.id, Qt.ItemDataRole.UserRole)
            item.setData(f"{cause.keys} {name}".lower(), _SEARCH)
            model.appendRow(item)
        self.setModel(model)
        self.setCompleter(_CauseCompleter(model, self))
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(words.texts("absence_page.details.cause_hint"))
            line.setAccessibleName(words.texts("absence.field.cause_id"))
        self.currentIndexChanged.connect(self.cause_chosen)
        if line is not None:
            line.editingFinished.connect(self._settle)

    @property
    def cause_id(self) -> str:
        """The cause chosen, or typed in full; empty for none."""
        row = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return self.itemData(row) or "" if row > 0 else ""

    @property
    def is_wrong(self) -> bool:
        """Whether something stands there that is no cause of the pack."""
        return bool(self.currentText().strip()) and not self.cause_id

    def choose(self, cause_id: str) -> None:
        """Show a cause; an empty id shows none."""
        self.setCurrentIndex(max(0, self.findData(cause_id)) if cause_id else 0)

    def _settle(self) -> None:
        """Take the best match of what was typed, so that initials and Tab are enough."""
        typed = self.currentText().strip().lower()
        if not typed or self.cause_id:
            return
        found = [row for row in range(1, self.count()) if typed in self.itemData(row, _SEARCH)]
        if found:
            keys = {row: self.itemData(row, _SEARCH).split()[0] for row in found}
            best = min(found, key=lambda row: (keys[row] != typed, typed not in keys[row], row))
            self.setCurrentIndex(best)


class _CauseCompleter(QCompleter):
    """Offers the causes that hold what was typed, in their name or their initials."""

    def __init__(self, model: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(_SEARCH)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))
