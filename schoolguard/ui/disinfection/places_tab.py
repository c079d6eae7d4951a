# SPDX-License-Identifier: Apache-2.0
"""Places with their people on the left, the plan of the place at hand on the right.

A school begins here: the roster proposes its classrooms and dormitory rooms. Several places marked
with Shift are given a person, or a changed task, in one go.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from schoolguard import disinfection
from schoolguard.disinfection import Place, PlannedTask
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.buttons import deed_button
from schoolguard.ui.disinfection.layouts import stacked
from schoolguard.ui.disinfection.place_columns import place_columns, task_columns
from schoolguard.ui.disinfection.place_deeds import PlaceDeeds
from schoolguard.ui.disinfection.reading import plan_of
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.search_field import SearchField
from schoolguard.ui.widgets.table import HouseTable, RowsModel

_PLAN_WIDTH = 480


class PlacesTab(QWidget):
    """The places.

    Attributes:
        wanted: the place to go to as soon as the list is read.

    Signals:
        counted: how many places are in use.
    """

    counted = Signal(int)

    def __init__(self, desk: Desk, words: Words, *, may_plan: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._words, self._may_plan = desk, words, may_plan
        text = desk.texts
        self.deeds = PlaceDeeds(desk, words, self)
        self.model: RowsModel[Place] = RowsModel(place_columns(words), self)
        self.table = HouseTable("disinfection.places", text("disinfection_page.place.list"), self)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.show_model(self.model)
        self.plan: RowsModel[PlannedTask] = RowsModel(task_columns(words), self)
        self.tasks = HouseTable("disinfection.plan", text("disinfection_page.task.list"), self)
        self.tasks.show_model(self.plan, sortable=False)
        self.search = SearchField(text("disinfection_page.place.search"), self)
        self.retired = QCheckBox(text("disinfection_page.place.retired_too"), self)
        self._all: tuple[Place, ...] = ()
        self.wanted: PlaceId | None = None
        self._heading = QLabel(self)
        self._heading.setProperty("look", "section")
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self._told.setProperty("look", "small")
        self._nothing = EmptyState(
            "spray-can",
            text("disinfection_page.place.nothing"),
            text("disinfection_page.place.nothing_text"),
            self,
        )
        if may_plan:
            words_ = text("disinfection_page.place.propose_deed")
            self._nothing.add_button(words_, self.deeds.propose)
        self._arrange()
        self.search.searched.connect(lambda _: self._narrow())
        self.search.left_downward.connect(self.table.setFocus)
        self.retired.toggled.connect(lambda _: self.refresh())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._read_plan())
        self.table.opened.connect(lambda _: self.edit())
        self.tasks.opened.connect(lambda _: self.adjust())
        self.tasks.selectionModel().currentChanged.connect(lambda at: self._tell(at.row()))

    def refresh(self) -> None:
        """Read the places anew."""
        retired = self.retired.isChecked()
        self._desk.tasks.query(
            self, lambda view: disinfection.places(view, retired=retired), self._show
        )

    def edit(self) -> None:
        """Change the place at hand."""
        place = self._at()
        if place is not None and self._may_plan:
            self.deeds.edit(place)

    def name_people(self) -> None:
        """Name the person and deputy of the marked places."""
        self.deeds.name_people([place.id for place in self.marked()])

    def retire(self) -> None:
        """End the plan of the place at hand, or take it up again."""
        place = self._at()
        if place is not None:
            self.deeds.retire(place)

    def adjust(self) -> None:
        """Change the task at hand for the marked places."""
        index = self.tasks.currentIndex()
        if index.isValid() and self._may_plan and self.marked():
            planned = self.plan.row(index)
            self.deeds.adjust(planned, self.marked())

    def reset(self) -> None:
        """Give the task at hand back to the pack for the marked places."""
        index = self.tasks.currentIndex()
        if index.isValid() and self.marked():
            self.deeds.reset(self.plan.row(index), self.marked())

    def marked(self) -> tuple[Place, ...]:
        """Return the marked places, else the one at hand."""
        rows = self.table.selectionModel().selectedRows()
        found = [self.model.row(index) for index in rows]
        at = self._at()
        return tuple(found) or ((at,) if at is not None else ())

    def _show(self, places: tuple[Place, ...]) -> None:
        self._all = places
        self.counted.emit(sum(place.retired_on is None for place in places))
        self._narrow()

    def _narrow(self) -> None:
        at = self._at()
        kept = self.wanted or (at.id if at is not None else None)
        self.wanted = None
        typed = self.search.text().strip().casefold()
        words = self._words
        rows = [
            place
            for place in self._all
            if typed
            in f"{place.name} {words.kind(place.kind)} {words.floor(place)} "
            f"{place.responsible} {place.deputy}".casefold()
        ]
        self.model.set_rows(rows)
        same = [at for at, one in enumerate(self.model.rows) if one.id == kept]
        self.table.select_row(same[0] if same else 0)
        self._stack.setCurrentWidget(self._lists if self._all else self._nothing)
        self._read_plan()

    def _read_plan(self) -> None:
        place = self._at()
        if place is None:
            self.plan.set_rows(())
            self._heading.setText("")
            return
        self._heading.setText(self._desk.texts("disinfection_page.task.of", name=place.name))
        question = plan_of(place.id, self._words.rules, self._desk.school.calendar)
        self._desk.tasks.query(self, question, lambda plan: self._show_plan(place.id, plan))

    def _show_plan(self, place_id: PlaceId, plan: tuple[PlannedTask, ...]) -> None:
        at = self._at()
        if at is not None and at.id == place_id:
            row = self.tasks.currentIndex().row()
            self.plan.set_rows(plan)
            self.tasks.select_row(max(0, row))

    def _tell(self, row: int) -> None:
        """Say in full what the task at hand asks for, and where the rule stands."""
        words = ""
        if 0 <= row < len(self.plan.rows):
            planned = self.plan.rows[row]
            words = self._desk.texts(
                "disinfection_page.task.told",
                name=planned.task.name(self._words.language),
                asked=self._words.asked(planned),
                source=planned.task.source,
            )
        self._told.setText(words)

    def _at(self) -> Place | None:
        index = self.table.currentIndex()
        inside = index.isValid() and index.row() < len(self.model.rows)
        return self.model.row(index) if inside else None

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(scale.GAP)
        top.addWidget(self.search, 1)
        top.addWidget(self.retired)
        for sign, name, shortcut, slot in (
            ("lightbulb", "propose", "F3", self.deeds.propose),
            ("plus", "add", "Ctrl+N", self.deeds.add),
            ("pencil", "edit", "F2", self.edit),
            ("users", "people", "", self.name_people),
            ("x", "retire", "", self.retire),
        ):
            button = deed_button(self._desk, self, sign, f"place.{name}_deed", slot, shortcut)
            button.setVisible(self._may_plan)
            top.addWidget(button)
        below = QHBoxLayout()
        below.addWidget(self._heading, 1)
        for sign, name, slot in (
            ("pencil", "adjust", self.adjust),
            ("undo-2", "reset", self.reset),
        ):
            button = deed_button(self._desk, self, sign, f"task.{name}_deed", slot)
            button.setVisible(self._may_plan)
            below.addWidget(button)
        right = stacked(below, self, self.tasks, self._told)
        right.setFixedWidth(_PLAN_WIDTH)
        self._lists = QWidget(self)
        row = QHBoxLayout(self._lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.MARGIN)
        row.addWidget(self.table, 1)
        row.addWidget(right)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._lists)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.TIGHT)
        column.setSpacing(scale.GAP)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
