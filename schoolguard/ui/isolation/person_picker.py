# SPDX-License-Identifier: Apache-2.0
"""Finds one pupil or member of staff: type a name, its initials, a number; Enter takes the first.

Enter before the answer is there takes whoever is found, if it is one: fast hands need not wait. Of
several only a second Enter takes the first, since two children may bear one name.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard import roster
from schoolguard.kernel.ids import PersonId
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.search_field import SearchField

_HEIGHT = 88
_MOST = 8


class PersonPicker(QWidget):
    """A search field above the people found.

    Signals:
        picked: the id of the person that was taken.
    """

    picked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted = False
        self._asked = ""
        self.person_id: PersonId | None = None
        self.search = SearchField(desk.texts("isolation_page.intake.search"), self)
        self.hits = QListWidget(self)
        self.hits.setAccessibleName(desk.texts("isolation_page.intake.found"))
        self.hits.setFixedHeight(_HEIGHT)
        self.hits.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.TIGHT)
        column.addWidget(self.search)
        column.addWidget(self.hits)
        self.setFocusProxy(self.search)
        self.search.installEventFilter(self)
        self.hits.installEventFilter(self)
        self.search.searched.connect(self._look_up)
        self.search.left_downward.connect(self.hits.setFocus)
        self.hits.itemClicked.connect(lambda _: self._take())

    def show_person(self, person_id: PersonId | None, name: str) -> None:
        """Show who is chosen already; an empty name starts anew."""
        self.person_id = person_id
        self.search.blockSignals(True)
        self.search.setText(name)
        self.search.blockSignals(False)
        self._asked = name
        self.hits.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._on_enter()
            return True
        return super().eventFilter(watched, event)

    def _on_enter(self) -> None:
        typed = self.search.text().strip()
        if not typed:
            return
        if typed == self._asked and self.hits.count():
            self._take()
            return
        self._wanted = True
        self._look_up(typed)

    def _look_up(self, typed: str) -> None:
        if typed == self._asked and self.hits.isVisibleTo(self):
            return
        self._asked = typed
        self.person_id = None
        if not typed:
            self.hits.hide()
            return
        self._desk.tasks.query(
            self,
            lambda view: (typed, roster.search(view, typed, view.today, limit=_MOST)),
            lambda answer: self._show(*answer),
        )

    def _show(self, typed: str, hits: tuple[roster.Hit, ...]) -> None:
        if typed != self._asked or self.person_id is not None:
            return
        self.hits.clear()
        for hit in hits:
            seat = f" {hit.number}" if hit.number else ""
            item = QListWidgetItem(f"{hit.name}   {hit.class_name}{seat}")
            item.setData(Qt.ItemDataRole.UserRole, (hit.person_id, hit.name))
            self.hits.addItem(item)
        if not hits:
            nobody = QListWidgetItem(self._desk.texts("ui.search.nothing"))
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            self.hits.addItem(nobody)
        self.hits.setCurrentRow(0 if hits else -1)
        self.hits.show()
        if self._wanted and len(hits) == 1:
            self._take()
        self._wanted = False

    def _take(self) -> None:
        row = self.hits.currentRow()
        item = self.hits.item(row) if row >= 0 else None
        if item is None or item.data(Qt.ItemDataRole.UserRole) is None:
            return
        person_id, name = item.data(Qt.ItemDataRole.UserRole)
        self.show_person(person_id, name)
        self.picked.emit(person_id)
