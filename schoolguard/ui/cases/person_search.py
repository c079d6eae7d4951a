# SPDX-License-Identifier: Apache-2.0
"""Finds one person of the school inside a dialog: a search field, and the hits below it."""

from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from schoolguard import roster
from schoolguard.app import View
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.search_field import SearchField

Found = tuple[tuple[PersonId, ClassId, str], ...]
_HITS_HEIGHT = 96


class PersonSearch(QWidget):
    """Somebody by name, initials, class or number."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: list[tuple[PersonId, ClassId]] = []
        self.search = SearchField(desk.texts("cases_page.person.search"), self)
        self.hits = QListWidget(self)
        self.hits.setAccessibleName(desk.texts("cases_page.person.found"))
        self.hits.setFixedHeight(_HITS_HEIGHT)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.TIGHT)
        column.addWidget(self.search)
        column.addWidget(self.hits)
        self.setFocusProxy(self.search)
        self.search.searched.connect(self._look_up)
        self.search.left_downward.connect(self.hits.setFocus)

    @property
    def person(self) -> tuple[PersonId, ClassId] | None:
        """The person chosen with their class; None when nobody is."""
        row = self.hits.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def show_person(self, person_id: PersonId) -> None:
        """Offer one person, chosen."""
        self._desk.tasks.query(self, lambda view: _one(view, person_id), self._show)

    def _look_up(self, typed: str) -> None:
        self._desk.tasks.query(self, lambda view: _find(view, typed), self._show)

    def _show(self, found: Found) -> None:
        self.hits.clear()
        self._found = [(person_id, class_id) for person_id, class_id, _ in found]
        self.hits.addItems([words for _, _, words in found])
        self.hits.setCurrentRow(0)


def _find(view: View, typed: str) -> Found:
    found = []
    for hit in roster.search(view, typed, view.today):
        home = roster.class_of(view, hit.person_id, view.today)
        if home is not None:
            seat = f" {hit.number}" if hit.number else ""
            found.append((hit.person_id, home.id, f"{hit.name}  {hit.class_name}{seat}"))
    return tuple(found)


def _one(view: View, person_id: PersonId) -> Found:
    home = roster.class_of(view, person_id, view.today)
    name = roster.person_names(view, (person_id,)).get(person_id, "")
    return () if home is None else ((person_id, home.id, f"{name}  {home.name}"),)
