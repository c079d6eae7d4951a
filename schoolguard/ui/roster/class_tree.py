# SPDX-License-Identifier: Apache-2.0
"""The school as a tree: everybody, grades, classes, departments, who is away; with head counts."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from schoolguard import roster
from schoolguard.kernel.texts import Texts
from schoolguard.ui.roster.family import Choice, Group, Listing

_CHOICE = Qt.ItemDataRole.UserRole


class ClassTree(QTreeWidget):
    """Chooses whom the list shows.

    Signals:
        chosen: a `Choice`.
    """

    chosen = Signal(object)

    def __init__(self, texts: Texts, rules: roster.RosterRules, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rules = rules
        self.setAccessibleName(texts("people.tree.label"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setStyleSheet("QTreeView::item { padding: 4px 2px; }")
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(self._on_current)

    @property
    def choice(self) -> Choice:
        """What is chosen; everybody when nothing is."""
        item = self.currentItem()
        return item.data(0, _CHOICE) if item is not None else Choice()

    def show_listing(self, listing: Listing) -> None:
        """Build the tree anew, keeping what was chosen and what was open."""
        before = self.choice
        was_open = self._open_choices()
        self.blockSignals(True)
        self.clear()
        root = self._item(
            self, self._texts("people.tree.all"), sum(listing.counts.values()), Choice()
        )
        for choice, name, members in self._branches(listing.classes):
            people = sum(listing.counts.get(one.id, 0) for one in members)
            branch = self._item(self, name, people, choice)
            for one in members:
                leaf = Choice(Group.CLASS, one.id)
                self._item(branch, one.name, listing.counts.get(one.id, 0), leaf)
            branch.setExpanded(choice in was_open)
        if listing.away:
            self._item(self, self._texts("people.tree.away"), listing.away, Choice(Group.AWAY))
        self.setCurrentItem(self._find(before) or root)
        self.blockSignals(False)

    def choose(self, choice: Choice) -> None:
        """Choose a class or group, if it is there."""
        item = self._find(choice)
        if item is not None:
            self.setCurrentItem(item)

    def _branches(
        self, classes: Iterable[roster.SchoolClass]
    ) -> list[tuple[Choice, str, list[roster.SchoolClass]]]:
        branches: dict[Choice, tuple[str, list[roster.SchoolClass]]] = {}
        for one in classes:
            if one.stage is None:
                choice, name = Choice(Group.STAFF), self._texts("people.tree.staff")
            else:
                choice = Choice(Group.GRADE, None, one.stage, one.grade_no)
                name = roster.grade_name(self._rules, one.stage, one.grade_no)
            branches.setdefault(choice, (name, []))[1].append(one)
        return [(choice, name, members) for choice, (name, members) in branches.items()]

    def _item(
        self, parent: QTreeWidget | QTreeWidgetItem, name: str, people: int, choice: Choice
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [name, str(people)])
        item.setData(0, _CHOICE, choice)
        item.setToolTip(0, name)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _items(self) -> Iterable[QTreeWidgetItem]:
        for index in range(self.topLevelItemCount()):
            top = self.topLevelItem(index)
            if top is not None:
                yield top
                yield from _children(top)

    def _find(self, choice: Choice) -> QTreeWidgetItem | None:
        return next((item for item in self._items() if item.data(0, _CHOICE) == choice), None)

    def _open_choices(self) -> set[Choice]:
        return {item.data(0, _CHOICE) for item in self._items() if item.isExpanded()}

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(0, _CHOICE))


def _children(item: QTreeWidgetItem) -> Iterable[QTreeWidgetItem]:
    for index in range(item.childCount()):
        child = item.child(index)
        if child is not None:
            yield child
