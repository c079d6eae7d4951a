# SPDX-License-Identifier: Apache-2.0
"""A field for whoever is named for a place: somebody of the roster, found as one types, or a name.

A cleaner of a firm stands on no roster; what was typed and not chosen is kept as a plain name.
"""

from PySide6.QtCore import QModelIndex, Qt, QTimer, SignalInstance
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from schoolguard import roster
from schoolguard.app import View
from schoolguard.kernel.ids import PersonId
from schoolguard.ui.desk import Desk

_PAUSE_MS = 120
_MOST_FOUND = 12
_ID = int(Qt.ItemDataRole.UserRole)
_NAME = int(Qt.ItemDataRole.UserRole) + 1


class PersonField(QLineEdit):
    """A line that offers people by name, initials or class."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person_id: PersonId | None = None
        self.found = QStandardItemModel(self)
        self._completer = QCompleter(self.found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCompletionRole(_NAME)
        self.setCompleter(self._completer)
        self.setPlaceholderText(desk.texts("disinfection_page.person.hint"))
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.textEdited.connect(self._on_typed)
        chosen: SignalInstance = self._completer.activated[QModelIndex]  # type: ignore[index] # overloads of a signal are chosen so
        chosen.connect(self._on_chosen)

    @property
    def person_id(self) -> PersonId | None:
        """Who of the roster was chosen; None for a plain name or nobody."""
        return self._person_id

    @property
    def plain_name(self) -> str:
        """The name of somebody who is not on the roster; empty for one who is."""
        return "" if self._person_id is not None else self.text().strip()

    def show_person(self, person_id: PersonId | None, name: str) -> None:
        """Show who is named."""
        self._person_id = person_id
        self.setText(name)

    def choose_first(self) -> None:
        """Take the first one found."""
        if self.found.rowCount():
            self._take(self.found.item(0))

    def _on_typed(self, text: str) -> None:
        self._person_id = None
        if text.strip():
            self._timer.start()

    def _ask(self) -> None:
        typed = self.text().strip()

        def look(view: View) -> tuple[roster.Hit, ...]:
            return roster.search(view, typed, view.today, limit=_MOST_FOUND)

        if typed:
            self._desk.tasks.query(self, look, self._show)

    def _show(self, hits: tuple[roster.Hit, ...]) -> None:
        self.found.clear()
        for hit in hits:
            item = QStandardItem(f"{hit.name}  {hit.class_name}")
            item.setData(int(hit.person_id), _ID)
            # The completer compares with what it will write into the line.
            item.setData(hit.name, _NAME)
            self.found.appendRow(item)
        if hits and self.hasFocus():
            self._completer.complete()

    def _on_chosen(self, index: QModelIndex) -> None:
        row = index.row()
        QTimer.singleShot(0, self, lambda: self._take(self.found.item(row)))

    def _take(self, item: QStandardItem | None) -> None:
        if item is not None:
            self._person_id = PersonId(int(item.data(_ID)))
            self.setText(str(item.data(_NAME)))
