# SPDX-License-Identifier: Apache-2.0
"""A whole floor at once: one task, all its places ticked, and whoever did not do it un-ticked.

What is un-ticked stays open, unless a reason is given: then it is entered as not done.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from schoolguard.ui.disinfection.board_model import Spot, spot_key
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form

_EVERYWHERE = ""


@dataclass(frozen=True, slots=True)
class FloorTold:
    """What was said: rounds done as planned, and rounds not done with the reason."""

    done: tuple[Spot, ...]
    not_done: tuple[Spot, ...]
    reason: str


class FloorDialog(HouseDialog):
    """Chooses a floor or kind and a round; Enter signs everything that is ticked."""

    def __init__(
        self, parent: QWidget | None, words: Words, spots: Sequence[Spot], at: Spot | None
    ) -> None:
        text = words.texts
        title = text("disinfection_page.floor.title")
        super().__init__(parent, text, title, text("disinfection_page.floor.deed", count=0))
        self._words = words
        self._spots = tuple(spots)
        self.resize(560, 600)
        self.where = QComboBox(self)
        self.round = QComboBox(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(text("disinfection_page.floor.list"))
        self.reason = QLineEdit(self)
        self._counted = QLabel(self)
        self._counted.setProperty("look", "muted")
        form = Form(self)
        form.add("where", text("disinfection_page.floor.where"), self.where)
        form.add("round", text("disinfection_page.floor.round"), self.round)
        self.body.addWidget(form)
        self.body.addWidget(self._counted)
        self.body.addWidget(self.list, 1)
        below = Form(self)
        hint = text("disinfection_page.floor.reason_hint")
        below.add("reason", text("disinfection_page.floor.reason"), self.reason, hint)
        self.body.addWidget(below)
        self._offer(at)
        self.where.currentIndexChanged.connect(self._offer_rounds)
        self.round.currentIndexChanged.connect(self._show)
        self.list.itemChanged.connect(self._count)
        self.list.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, spots: Sequence[Spot], at: Spot | None
    ) -> FloorTold | None:
        """Return what was said, or None when the person thought better of it."""
        dialog = cls(parent, words, spots, at)
        return dialog.told if dialog.run() else None

    @property
    def told(self) -> FloorTold:
        """What the dialog says now."""
        reason = self.reason.text().strip()
        rest = self._listed(Qt.CheckState.Unchecked) if reason else ()
        return FloorTold(self._listed(Qt.CheckState.Checked), rest, reason)

    @override
    def check(self) -> bool:
        told = self.told
        return bool(told.done or told.not_done)

    def _offer(self, at: Spot | None) -> None:
        self.where.addItem(self.texts("disinfection_page.floor.everywhere"), _EVERYWHERE)
        floors = dict.fromkeys(self._words.floor(spot.row.place) for spot in self._spots)
        for floor in floors:
            self.where.addItem(floor, f"floor:{floor}")
        for kind in dict.fromkeys(spot.row.place.kind for spot in self._spots):
            self.where.addItem(self._words.kind(kind), f"kind:{kind.value}")
        if at is not None:
            wanted = f"kind:{at.row.place.kind.value}"
            if len(floors) > 1:
                wanted = f"floor:{self._words.floor(at.row.place)}"
            self.where.setCurrentIndex(max(0, self.where.findData(wanted)))
        self._offer_rounds()
        if at is not None:
            self.round.setCurrentIndex(max(0, self.round.findData(_round_text(at))))
            self._show()

    def _offer_rounds(self) -> None:
        kept = self.round.currentData()
        self.round.blockSignals(True)
        self.round.clear()
        offered = {_round_text(spot): spot for spot in reversed(self._here())}
        for key, spot in sorted(offered.items(), key=lambda item: _hour(item[1])):
            name = spot.task.planned.task.name(self._words.language)
            self.round.addItem(f"{self._words.hour(spot.round.due_at)}  {name}", key)
        self.round.setCurrentIndex(max(0, self.round.findData(kept)))
        self.round.blockSignals(False)
        self._show()

    def _show(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for spot in self._here():
            if _round_text(spot) == self.round.currentData():
                place = spot.row.place
                item = QListWidgetItem(f"{place.name}   {place.responsible}")
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
                item.setData(Qt.ItemDataRole.UserRole, spot)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._count()

    def _count(self) -> None:
        count = len(self._listed(Qt.CheckState.Checked))
        rest = self.list.count() - count
        self.deed_button.setText(self.texts("disinfection_page.floor.deed", count=count))
        self._counted.setText(self.texts("disinfection_page.floor.counted", count=count, rest=rest))

    def _here(self) -> list[Spot]:
        sort, _, name = str(self.where.currentData() or "").partition(":")
        if sort == "floor":
            return [spot for spot in self._spots if self._words.floor(spot.row.place) == name]
        if sort == "kind":
            return [spot for spot in self._spots if spot.row.place.kind.value == name]
        return list(self._spots)

    def _listed(self, state: Qt.CheckState) -> tuple[Spot, ...]:
        items = map(self.list.item, range(self.list.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is state
        )


def _round_text(spot: Spot) -> str:
    task_id, number = spot_key(spot)
    return f"{task_id}:{number}"


def _hour(spot: Spot) -> float:
    return spot.round.due_at.timestamp() if spot.round.due_at is not None else float("inf")
