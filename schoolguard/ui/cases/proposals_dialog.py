# SPDX-License-Identifier: Apache-2.0
"""The proposed close contacts of a case; whom the disease asks for is ticked already."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)
from typing_extensions import override

from schoolguard.cases import ContactDraft, ContactWay, Proposal
from schoolguard.kernel.ids import CloseContactId
from schoolguard.ui.cases.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField

_LIST_HEIGHT = 300
_ABREAST = 4


class ProposalsDialog(HouseDialog):
    """Asks whom to list; Space ticks, the buttons tick everybody who was near in one way."""

    def __init__(
        self,
        parent: QWidget | None,
        words: Words,
        proposals: Sequence[Proposal],
        exposed_on: date,
        around: str = "",
    ) -> None:
        text = words.texts
        title = (
            text("cases_page.propose.around", name=around)
            if around
            else text("cases_page.propose.title")
        )
        super().__init__(parent, text, title, text("cases_page.propose.deed"))
        self.setMinimumWidth(640)
        self._words = words
        self._proposals = [one for one in proposals if not one.known]
        self.day = DayField(exposed_on, self)
        self.day.setAccessibleName(text("cases_page.exposure.day"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self._count = QLabel(self)
        self._count.setProperty("look", "muted")
        tick = not around
        for one in self._proposals:
            self.list.addItem(self._item(one, checked=one.suggested and tick))
        self._arrange()
        self.list.itemChanged.connect(self._recount)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self._recount()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        words: Words,
        proposals: Sequence[Proposal],
        exposed_on: date,
        *,
        around: str = "",
        via: CloseContactId | None = None,
    ) -> tuple[ContactDraft, ...] | None:
        """Return whom to list, or None when the person thought better of it."""
        dialog = cls(parent, words, proposals, exposed_on, around)
        if not dialog.run():
            return None
        degree = 1 if via is None else 2
        return tuple(
            ContactDraft(one.person_id, one.ways, dialog.day.day, one.why, degree, via)
            for one in dialog.chosen
        )

    @property
    def chosen(self) -> tuple[Proposal, ...]:
        """Who is ticked."""
        return tuple(
            one
            for row, one in enumerate(self._proposals)
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        )

    @override
    def check(self) -> bool:
        if not self.chosen:
            self.problem.say(Tone.ALARM, self.texts("cases_page.propose.nobody_ticked"))
        return bool(self.chosen)

    def tick_way(self, way: ContactWay | None) -> None:
        """Tick everybody near in one way; None takes every tick away."""
        for row, one in enumerate(self._proposals):
            if way is None:
                self.list.item(row).setCheckState(Qt.CheckState.Unchecked)
            elif way in one.ways:
                self.list.item(row).setCheckState(Qt.CheckState.Checked)

    def _item(self, one: Proposal, *, checked: bool) -> QListWidgetItem:
        where = self._words.join(self._words.ways(one.ways), one.why)
        item = QListWidgetItem(f"{one.name}    {one.class_name}    {where}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        return item

    def _arrange(self) -> None:
        text = self._words.texts
        buttons = [
            self._button(self._words.way(way), way)
            for way in ContactWay
            if any(way in one.ways for one in self._proposals)
        ]
        buttons.append(self._button(text("cases_page.propose.clear"), None))
        ways = QGridLayout()
        ways.setSpacing(scale.TIGHT)
        for number, button in enumerate(buttons):
            ways.addWidget(button, number // _ABREAST, number % _ABREAST)
        day = QHBoxLayout()
        day.addWidget(QLabel(text("cases_page.exposure.day"), self))
        day.addWidget(self.day)
        day.addStretch(1)
        day.addWidget(self._count)
        self.body.addLayout(ways)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(day)

    def _button(self, words: str, way: ContactWay | None) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.tick_way(way))
        return button

    def _recount(self) -> None:
        self._count.setText(
            self._words.texts(
                "cases_page.propose.count", count=len(self.chosen), total=len(self._proposals)
            )
        )
