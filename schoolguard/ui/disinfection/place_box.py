# SPDX-License-Identifier: Apache-2.0
"""What the dialogs choose from: places by any part of kind or name, diseases, agents, numbers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from schoolguard.disinfection import Place
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.number_field import NumberField

_MOST_SHOWN = 16


class PlaceBox(QComboBox):
    """The places in use, in the order of lists."""

    def __init__(self, words: Words, places: Sequence[Place], parent: QWidget) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self.setAccessibleName(words.texts("disinfection_page.orders.place"))
        for place in places:
            self.addItem(f"{words.kind(place.kind)}  {place.name}", int(place.id))
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    @property
    def place_id(self) -> PlaceId | None:
        """The place that was chosen or typed in full; None when there is no such place."""
        at = self.findText(self.currentText())
        return PlaceId(int(self.itemData(at))) if at >= 0 else None


def disease_box(words: Words, parent: QWidget) -> QComboBox:
    """Return a list of the diseases, none in front."""
    box = QComboBox(parent)
    box.addItem(words.texts("disinfection_page.no_disease"), "")
    for disease_id, name in words.diseases.items():
        box.addItem(name, disease_id)
    box.setMaxVisibleItems(_MOST_SHOWN)
    return box


def agent_box(words: Words, asked: Sequence[str], parent: QWidget) -> QComboBox:
    """Return a list of the agents, those asked for in front."""
    box = QComboBox(parent)
    others = (agent_id for agent_id in words.rules.agents if agent_id not in asked)
    for agent_id in (*asked, *others):
        box.addItem(words.agent(agent_id), agent_id)
    return box


def number_box(most: int, value: int, parent: QWidget, suffix: str = "") -> NumberField:
    """Return a field for a whole number from 0."""
    field = NumberField(parent)
    field.setRange(0, most)
    field.setValue(value)
    field.setSuffix(suffix)
    return field
