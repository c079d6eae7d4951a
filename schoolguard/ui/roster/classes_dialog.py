# SPDX-License-Identifier: Apache-2.0
"""Classes, departments and dormitory rooms: add, end; written as one writes them (三2, 教务处)."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from schoolguard import roster
from schoolguard.app import Unit, View
from schoolguard.kernel.texts import Texts
from schoolguard.ui.desk import Desk
from schoolguard.ui.roster.change_dialogs import tell_refusal
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.number_field import NumberField
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_ClassLine = tuple[roster.SchoolClass, int]


class ClassesDialog(HouseDialog):
    """Two lists with what can be done to them."""

    def __init__(self, parent: QWidget | None, desk: Desk, day: date) -> None:
        texts = desk.texts
        super().__init__(parent, texts, texts("people.classes.title"), texts("ui.close"))
        self._desk = desk
        self._day = day
        self.cancel_button.hide()
        self.classes: RowsModel[_ClassLine] = RowsModel(_class_columns(texts), self)
        self.rooms: RowsModel[roster.DormRoom] = RowsModel(_room_columns(texts), self)
        self.class_name = self._line("people.classes.new_hint")
        self.building = self._line("people.rooms.building")
        self.room_name = self._line("people.rooms.name")
        self.beds = NumberField(self)
        self.beds.setAccessibleName(texts("people.rooms.beds"))
        self.beds.setSuffix(texts("people.rooms.beds_suffix"))
        self.beds.setRange(0, 99)
        tabs = QTabWidget(self)
        tabs.setAccessibleName(texts("people.classes.title"))
        tabs.addTab(self._class_tab(), texts("people.classes.tab"))
        tabs.addTab(self._room_tab(), texts("people.rooms.tab"))
        self.body.addWidget(tabs)
        self.resize(720, 560)
        self._read()

    @classmethod
    def show_for(cls, parent: QWidget | None, desk: Desk, day: date) -> None:
        """Show the dialog until it is closed."""
        cls(parent, desk, day).run()

    def add_class(self) -> None:
        """Add the class or department that was typed."""
        text, day = self.class_name.text().strip(), self._day
        if not text:
            self.class_name.setFocus()
            return
        stages = frozenset(self._desk.school.settings.stages)
        found = roster.read_class(text, roster.load_rules(), stages, day)
        if len(found) > 1:
            names = " / ".join(roster.class_name(roster.load_rules(), one) for one in found)
            words = self.texts("roster.problem.class_ambiguous", text=text, options=names)
            self.problem.say(Tone.ATTENTION, words)
            return
        self.class_name.clear()
        if found:
            self._do(lambda unit: roster.add_class(unit, found[0], from_on=day))
        else:
            self._do(lambda unit: roster.add_department(unit, text, from_on=day))

    def rename_class(self) -> None:
        """Give the chosen class the name that was typed."""
        index, name = self._class_table.currentIndex(), self.class_name.text().strip()
        if index.isValid() and name:
            class_id = self.classes.row(index)[0].id
            self.class_name.clear()
            self._do(lambda unit: roster.rename_class(unit, class_id, name))

    def end_class(self) -> None:
        """End the chosen class, which must be empty."""
        index = self._class_table.currentIndex()
        if index.isValid():
            class_id = self.classes.row(index)[0].id
            self._do(lambda unit: roster.remove_class(unit, class_id))

    def add_room(self) -> None:
        """Add the room that was typed."""
        building, name, beds = self.building.text(), self.room_name.text(), self.beds.value()
        self.room_name.clear()
        self._do(
            lambda unit: roster.save_dorm_room(unit, None, building=building, name=name, beds=beds)
        )

    def remove_room(self) -> None:
        """Remove the chosen room, which must be empty."""
        index = self._room_table.currentIndex()
        if index.isValid():
            room_id = self.rooms.row(index).id
            self._do(lambda unit: roster.remove_dorm_room(unit, room_id))

    def _do(self, deed: Callable[[Unit], object]) -> None:
        self.problem.say(Tone.INFO, "")
        self._desk.tasks.change(
            self,
            deed,
            lambda _: self._read(),
            lambda error: tell_refusal(self, self._desk, error),
        )

    def _read(self) -> None:
        day = self._day

        def ask(view: View) -> tuple[tuple[_ClassLine, ...], tuple[roster.DormRoom, ...]]:
            counts = {one.class_id: one.total for one in roster.head_counts(view, day)}
            classes = tuple((one, counts.get(one.id, 0)) for one in roster.classes_on(view, day))
            return classes, roster.dorm_rooms(view, day)

        self._desk.tasks.query(self, ask, self._show)

    def _show(self, found: tuple[tuple[_ClassLine, ...], tuple[roster.DormRoom, ...]]) -> None:
        self.classes.set_rows(found[0])
        self.rooms.set_rows(found[1])

    def _class_tab(self) -> QWidget:
        self._class_table = HouseTable("people.classes", self.texts("people.classes.tab"), self)
        self._class_table.show_model(self.classes, sortable=False)
        self.class_name.returnPressed.connect(self.add_class)
        add = self._button("plus", "people.classes.add", self.add_class)
        rename = self._button("pencil", "people.classes.rename", self.rename_class)
        rename.setToolTip(self.texts("people.classes.rename_hint"))
        end = self._button("trash-2", "people.classes.end", self.end_class)
        return _tab(self._class_table, (self.class_name, add, rename, end))

    def _room_tab(self) -> QWidget:
        self._room_table = HouseTable("people.rooms", self.texts("people.rooms.tab"), self)
        self._room_table.show_model(self.rooms, sortable=False)
        self.room_name.returnPressed.connect(self.add_room)
        add = self._button("plus", "people.rooms.add", self.add_room)
        remove = self._button("trash-2", "people.rooms.remove", self.remove_room)
        return _tab(self._room_table, (self.building, self.room_name, self.beds, add, remove))

    def _button(self, icon_name: str, key: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(icon(icon_name), self.texts(key), self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _line(self, key: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setPlaceholderText(self.texts(key))
        line.setAccessibleName(self.texts(key))
        return line


def _tab(table: QWidget, tools: tuple[QWidget, ...]) -> QWidget:
    tab = QWidget(table.parentWidget())
    column = QVBoxLayout(tab)
    row = QHBoxLayout()
    for number, tool in enumerate(tools):
        row.addWidget(tool, 1 if number == 0 else 0)
    column.addLayout(row)
    column.addWidget(table, 1)
    return tab


def _class_columns(texts: Texts) -> tuple[Column[_ClassLine], ...]:
    stages = {stage: texts(f"roster.stage.{stage.value}") for stage in roster.Stage}
    return (
        Column(texts("roster.field.class"), lambda line: line[0].name, width=190),
        Column(
            texts("people.classes.stage"),
            lambda line: stages[line[0].stage] if line[0].stage else texts("roster.kind.staff"),
            width=136,
        ),
        Column(
            texts("people.classes.entry_year"),
            lambda line: str(line[0].entry_year or ""),
            width=90,
        ),
        Column(texts("people.classes.people"), lambda line: str(line[1]), number=True, width=70),
    )


def _room_columns(texts: Texts) -> tuple[Column[roster.DormRoom], ...]:
    return (
        Column(texts("people.rooms.building"), lambda room: room.building, width=170),
        Column(texts("people.rooms.name"), lambda room: room.name, width=140),
        Column(
            texts("people.rooms.beds"), lambda room: str(room.beds or ""), number=True, width=80
        ),
        Column(
            texts("people.rooms.people"),
            lambda room: str(room.occupants),
            tone=lambda room: Tone.ALARM if 0 < room.beds < room.occupants else None,
            number=True,
            width=80,
        ),
    )
