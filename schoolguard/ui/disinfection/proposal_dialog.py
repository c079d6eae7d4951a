# SPDX-License-Identifier: Apache-2.0
"""Places that the roster suggests: classrooms, dormitory rooms, isolation rooms, all ticked."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from schoolguard.disinfection import PlaceDraft, PlaceKind
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog

_COMMON = (
    PlaceKind.CANTEEN,
    PlaceKind.TOILET,
    PlaceKind.STAIRS,
    PlaceKind.LIBRARY,
    PlaceKind.OFFICE,
    PlaceKind.MEETING_ROOM,
    PlaceKind.GATE_HOUSE,
    PlaceKind.RUBBISH_POINT,
    PlaceKind.CLINIC,
)
"""What every school has and no roster knows; offered unticked, one of each, to be renamed later."""


class ProposalDialog(HouseDialog):
    """Enter takes in everything that is ticked."""

    def __init__(
        self,
        parent: QWidget | None,
        words: Words,
        drafts: Sequence[PlaceDraft],
        names: Mapping[int, str],
        present: frozenset[PlaceKind],
    ) -> None:
        text = words.texts
        title = text("disinfection_page.propose.title")
        super().__init__(parent, text, title, text("disinfection_page.propose.deed", count=0))
        self.resize(520, 620)
        self.list = QListWidget(self)
        self.list.setAccessibleName(title)
        lead = QLabel(text("disinfection_page.propose.lead"), self)
        lead.setWordWrap(True)
        for at, draft in enumerate(drafts):
            name = draft.name or names.get(at, "")
            self._offer(draft, f"{words.kind(draft.kind)}  {name}", ticked=True)
        for kind in _COMMON:
            if kind not in present:
                draft = PlaceDraft(kind, name=words.kind(kind))
                self._offer(draft, words.kind(kind), ticked=False)
        for widget in (lead, self.list):
            self.body.addWidget(widget)
        self.list.itemChanged.connect(self._count)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self._count()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        words: Words,
        drafts: Sequence[PlaceDraft],
        names: Mapping[int, str],
        present: frozenset[PlaceKind],
    ) -> tuple[PlaceDraft, ...] | None:
        """Return the places to be added, or None."""
        dialog = cls(parent, words, drafts, names, present)
        return dialog.drafts if dialog.run() else None

    @property
    def drafts(self) -> tuple[PlaceDraft, ...]:
        """What is ticked."""
        items = map(self.list.item, range(self.list.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    @override
    def check(self) -> bool:
        return bool(self.drafts)

    def _offer(self, draft: PlaceDraft, label: str, *, ticked: bool) -> None:
        item = QListWidgetItem(label)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setData(Qt.ItemDataRole.UserRole, draft)
        self.list.addItem(item)

    def _count(self) -> None:
        words = self.texts("disinfection_page.propose.deed", count=len(self.drafts))
        self.deed_button.setText(words)
