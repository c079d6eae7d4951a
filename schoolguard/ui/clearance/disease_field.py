# SPDX-License-Identifier: Apache-2.0
"""A field for a disease: typing finds it by name or by pinyin initials."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget
from typing_extensions import override

from schoolguard.ui.clearance.words import Words

_SEARCH: Final = Qt.ItemDataRole.UserRole + 1


class DiseaseField(QComboBox):
    """The diseases after which somebody is looked at, then the other causes of absence.

    Signals:
        disease_chosen: another disease stands there.
    """

    disease_chosen = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        model = QStandardItemModel(self)
        model.appendRow(QStandardItem(""))
        for disease_id, name in words.diseases.items():
            item = QStandardItem(name)
            item.setData(disease_id, Qt.ItemDataRole.UserRole)
            item.setData(f"{words.keys.get(disease_id, '')} {name}".lower(), _SEARCH)
            model.appendRow(item)
        self.setModel(model)
        self.setCompleter(_Completer(model, self))
        label = words.texts("clearance.field.disease_id")
        self.setAccessibleName(label)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(words.texts("clearance_page.disease_hint"))
            line.setAccessibleName(label)
            line.editingFinished.connect(self._settle)
        self.currentIndexChanged.connect(self.disease_chosen)

    @property
    def disease_id(self) -> str:
        """The disease chosen, or typed in full; empty for none."""
        row = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return self.itemData(row) or "" if row > 0 else ""

    @property
    def is_wrong(self) -> bool:
        """Whether something stands there that is no disease of the lists."""
        return bool(self.currentText().strip()) and not self.disease_id

    def choose(self, disease_id: str) -> None:
        """Show a disease; an empty id shows none."""
        self.setCurrentIndex(max(0, self.findData(disease_id)) if disease_id else 0)
        line = self.lineEdit()
        if line is not None:
            line.setCursorPosition(0)

    def _settle(self) -> None:
        """Take the best match of what was typed, so that initials and Tab are enough."""
        typed = self.currentText().strip().lower()
        if not typed or self.disease_id:
            return
        found = [row for row in range(1, self.count()) if typed in self.itemData(row, _SEARCH)]
        if found:
            keys = {row: self.itemData(row, _SEARCH).split()[0] for row in found}
            best = min(found, key=lambda row: (keys[row] != typed, typed not in keys[row], row))
            self.setCurrentIndex(best)


class _Completer(QCompleter):
    """Offers the diseases that hold what was typed, in their name or their initials."""

    def __init__(self, model: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(_SEARCH)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))
