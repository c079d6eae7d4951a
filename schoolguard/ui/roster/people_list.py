# SPDX-License-Identifier: Apache-2.0
"""The list of people with its search field; several can be chosen at once."""

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from schoolguard import roster
from schoolguard.kernel.ids import PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.roster.family import Line, Listing
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.search_field import SearchField
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel


class PeopleList(QWidget):
    """Finds and lists people.

    Signals:
        searched: a text to search for; empty for none.
        current_changed: id of the person that is current now.
        opened: a person was chosen by Enter or a double click.
    """

    searched = Signal(str)
    current_changed = Signal(int)
    opened = Signal()

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self.search = SearchField(texts("people.search"), self)
        self.model: RowsModel[Line] = RowsModel(_columns(texts), self)
        self.table = HouseTable("roster.people", texts("people.list.label"), self)
        self.table.setSelectionMode(HouseTable.SelectionMode.ExtendedSelection)
        self.table.show_model(self.model)
        self._nobody = EmptyState(
            "users", texts("people.empty.title"), texts("people.empty.text"), self
        )
        nothing = EmptyState(
            "search", texts("people.nothing.title"), texts("people.nothing.text"), self
        )
        self._count = QLabel(self)
        self._count.setProperty("look", "small")
        self._views = QStackedWidget(self)
        self._views.addWidget(self.table)
        self._views.addWidget(self._nobody)
        self._views.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self.search)
        column.addWidget(self._views, 1)
        column.addWidget(self._count)
        self.search.searched.connect(self.searched)
        self.search.left_downward.connect(self.table.setFocus)
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.opened.connect(self.opened)

    @property
    def text(self) -> str:
        """What is searched for; empty for nothing."""
        return self.search.text().strip()

    @property
    def chosen(self) -> tuple[PersonId, ...]:
        """The people that are selected, in the order of the list."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.model.rows[row].person_id for row in rows)

    def offer(self, words: str, slot: Callable[[], None]) -> None:
        """Offer a way out of an empty school."""
        self._nobody.add_button(words, slot)

    def forget_search(self) -> None:
        """Empty the search field without searching again."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def show_listing(self, listing: Listing, wanted: PersonId | None) -> None:
        """Show other people; `wanted` becomes current, else whoever a search found first."""
        self.model.set_rows(listing.lines)
        empty = not listing.counts and not listing.away
        nothing = bool(self.text) and not listing.lines
        self._views.setCurrentIndex(1 if empty else 2 if nothing else 0)
        self._count.setText(self._texts("people.list.count", people=len(listing.lines)))
        rows = [row for row, line in enumerate(self.model.rows) if line.person_id == wanted]
        if not rows and not (self.text and listing.lines):
            return
        index = self.model.index(rows[0] if rows else 0, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def _on_current(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.current_changed.emit(int(self.model.row(index).person_id))


def _columns(texts: Texts) -> tuple[Column[Line], ...]:
    sexes = {sex: texts(f"roster.sex.{sex.value}") for sex in roster.Sex}
    boarding = {True: texts("roster.boarding.yes"), False: texts("roster.boarding.no")}
    staff, away = texts("roster.kind.staff"), texts("people.list.away")

    def lives(line: Line) -> str:
        return staff if line.kind is roster.PersonKind.STAFF else boarding[line.is_boarder]

    return (
        Column(
            texts("people.column.class"),
            lambda line: line.class_name or away,
            sort_key=lambda line: (line.class_order, line.class_name, line.number),
            width=98,
        ),
        Column(
            texts("people.column.number"),
            lambda line: str(line.number or ""),
            sort_key=lambda line: line.number,
            number=True,
            width=50,
        ),
        Column(texts("people.column.name"), lambda line: line.name, width=120),
        Column(texts("people.column.sex"), lambda line: sexes[line.sex], width=66),
        Column(texts("people.column.birth_on"), lambda line: str(line.birth_on or ""), width=96),
        Column(texts("people.column.boarding"), lives, width=70),
    )
