# SPDX-License-Identifier: Apache-2.0
"""Rooms, zones and beds as the school has them: add, rename, use no more, use again.

Each button is one change, kept at once; what is in use by somebody is never taken away.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTreeWidget, QTreeWidgetItem, QWidget

from schoolguard import isolation
from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.isolation import Bed, Room, Zone, ZoneDraft
from schoolguard.isolation.layout import Layout, layout
from schoolguard.kernel.errors import UserError
from schoolguard.ui.desk import Desk
from schoolguard.ui.isolation.first_room import bed_names
from schoolguard.ui.isolation.place_dialogs import BedsDialog, NameDialog, RoomDialog, ZoneDialog
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog

_VALUE: Final = Qt.ItemDataRole.UserRole
_Place = Room | Zone | Bed


class RoomsDialog(HouseDialog):
    """The places of the isolation room as a tree."""

    def __init__(self, parent: QWidget | None, desk: Desk, words: Words) -> None:
        text = words.texts
        title = text("isolation_page.rooms.title")
        super().__init__(parent, text, title, text("ui.close"))
        self.setMinimumSize(560, 480)
        self.cancel_button.hide()
        self._desk, self._words = desk, words
        self._rules = flow_rules(desk.school).isolation
        self._layout = Layout({}, {}, {})
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(title)
        self.body.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        self.buttons: dict[str, QPushButton] = {}
        for key, slot in (
            ("add_room", self._add_room),
            ("add_zone", self._add_zone),
            ("add_beds", self._add_beds),
            ("change", self._change),
            ("retire", self._retire),
        ):
            button = QPushButton(text(f"isolation_page.rooms.{key}"), self)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
            self.buttons[key] = button
        row.addStretch(1)
        self.body.addLayout(row)
        self.tree.currentItemChanged.connect(self._on_current)
        self._read()

    @classmethod
    def tell(cls, parent: QWidget | None, desk: Desk, words: Words) -> None:
        """Show the places until the person is done."""
        cls(parent, desk, words).run()

    @property
    def chosen(self) -> _Place | None:
        """The place at hand."""
        item = self.tree.currentItem()
        return item.data(0, _VALUE) if item is not None else None

    def _read(self) -> None:
        self._desk.tasks.query(self, layout, self._show)

    def _show(self, places: Layout) -> None:
        kept = self.chosen
        self._layout = places
        self.tree.clear()
        for room in places.rooms.values():
            at_room = self._item(self.tree.invisibleRootItem(), room, room.name)
            for zone in (one for one in places.zones.values() if one.room_id == room.id):
                kind = self._words.choice(self._rules.zone_kinds, zone.kind)
                label = zone.name if zone.name == kind else f"{zone.name}（{kind}）"
                at_zone = self._item(at_room, zone, label)
                for bed in (one for one in places.beds.values() if one.zone_id == zone.id):
                    self._item(at_zone, bed, bed.name)
        self.tree.expandAll()
        self._choose(kept)
        self._on_current()

    def _item(self, above: QTreeWidgetItem, place: _Place, label: str) -> QTreeWidgetItem:
        retired = place.retired_on is not None
        words = self.texts("isolation_page.rooms.retired", name=label) if retired else label
        item = QTreeWidgetItem(above, [words])
        item.setData(0, _VALUE, place)
        return item

    def _choose(self, kept: _Place | None) -> None:
        found = self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        same = (item for item in found if _is_same(item.data(0, _VALUE), kept))
        item = next(same, None) or next(iter(found), None)
        if item is not None:
            self.tree.setCurrentItem(item)

    def _on_current(self) -> None:
        chosen = self.chosen
        self.buttons["add_zone"].setEnabled(chosen is not None)
        self.buttons["add_beds"].setEnabled(isinstance(chosen, Zone | Bed))
        for key in ("change", "retire"):
            self.buttons[key].setEnabled(chosen is not None)
        retired = chosen is not None and chosen.retired_on is not None
        key = "restore" if retired else "retire"
        self.buttons["retire"].setText(self.texts(f"isolation_page.rooms.{key}"))

    def _add_room(self) -> None:
        draft = RoomDialog.ask(self, self.texts, None)
        if draft is not None:
            self._do(lambda unit: isolation.add_room(unit, draft))

    def _add_zone(self) -> None:
        chosen = self.chosen
        if isinstance(chosen, Bed):
            chosen = self._layout.zones[chosen.zone_id]
        room_id = chosen.room_id if isinstance(chosen, Zone) else None
        room_id = chosen.id if isinstance(chosen, Room) else room_id
        if room_id is None:
            return
        told = ZoneDialog.ask(self, self._words, self._rules, None)
        if told is not None:
            draft = ZoneDraft(room_id, *told)
            self._do(lambda unit: isolation.add_zone(unit, draft, self._rules))

    def _add_beds(self) -> None:
        chosen = self.chosen
        zone_id = chosen.id if isinstance(chosen, Zone) else None
        zone_id = chosen.zone_id if isinstance(chosen, Bed) else zone_id
        if zone_id is None:
            return
        room_id = self._layout.zones[zone_id].room_id
        zones = {zone.id for zone in self._layout.zones.values() if zone.room_id == room_id}
        known = sum(bed.zone_id in zones for bed in self._layout.beds.values())
        count = BedsDialog.ask(self, self.texts)
        if count is not None:
            names = bed_names(self._words, known + 1, count)
            self._do(lambda unit: isolation.add_beds(unit, zone_id, names))

    def _change(self) -> None:
        chosen = self.chosen
        if isinstance(chosen, Room):
            draft = RoomDialog.ask(self, self.texts, chosen)
            if draft is not None:
                room_id = chosen.id
                self._do(lambda unit: isolation.change_room(unit, room_id, draft))
        elif isinstance(chosen, Zone):
            told = ZoneDialog.ask(self, self._words, self._rules, chosen)
            if told is not None:
                zone = ZoneDraft(chosen.room_id, *told)
                zone_id = chosen.id
                self._do(lambda unit: isolation.change_zone(unit, zone_id, zone, self._rules))
        elif isinstance(chosen, Bed):
            name = NameDialog.ask(self, self.texts, chosen.name)
            if name is not None:
                bed_id = chosen.id
                self._do(lambda unit: isolation.rename_bed(unit, bed_id, name))

    def _retire(self) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        used = chosen.retired_on is None
        if isinstance(chosen, Room):
            act = isolation.retire_room if used else isolation.restore_room
            room_id = chosen.id
            self._do(lambda unit: act(unit, room_id))
        elif isinstance(chosen, Zone):
            change = isolation.retire_zone if used else isolation.restore_zone
            zone_id = chosen.id
            self._do(lambda unit: change(unit, zone_id))
        else:
            turn = isolation.retire_bed if used else isolation.restore_bed
            bed_id = chosen.id
            self._do(lambda unit: turn(unit, bed_id))

    def _do(self, write: Callable[[Unit], object]) -> None:
        self.problem.say(Tone.INFO, "")
        self._desk.tasks.change(self, write, lambda _: self._read(), self._refuse)

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.problem.say(Tone.ALARM, self.texts.error(error))
        else:
            self._desk.notify.error(error)


def _is_same(one: _Place, other: _Place | None) -> bool:
    return other is not None and type(one) is type(other) and one.id == other.id
