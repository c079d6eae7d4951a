# SPDX-License-Identifier: Apache-2.0
"""The left of the page: the live map, or the stays of a span of days with a search."""

from datetime import date, datetime, timedelta
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from schoolguard.isolation import RoomMap as Rooms
from schoolguard.isolation import StayLine
from schoolguard.kernel.ids import StayId
from schoolguard.ui.isolation.countdown import card_state
from schoolguard.ui.isolation.map_cards import zone_cards
from schoolguard.ui.isolation.past_table import PastTable
from schoolguard.ui.isolation.room_map import RoomMap
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.search_field import SearchField


class Which(Enum):
    """What the left shows."""

    NOW = "now"
    MONTH = "month"
    TERM = "term"
    YEARS = "years"


_DAYS = {Which.MONTH: 30, Which.TERM: 180, Which.YEARS: 1830}


class LeftSide(QWidget):
    """Map and list, with the choice between them.

    Signals:
        which_changed: something else is to be shown.
        first_room_wanted: the school has no room yet, and wants one.
        disinfection_wanted: a room waits for its disinfection, which should be recorded.
    """

    which_changed = Signal()
    first_room_wanted = Signal()
    disinfection_wanted = Signal()

    def __init__(self, words: Words, *, may_write: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        text = words.texts
        self.which = QComboBox(self)
        self.which.setAccessibleName(text("isolation_page.which.label"))
        for which in Which:
            self.which.addItem(text(f"isolation_page.which.{which.value}"), which)
        self.search = SearchField(text("isolation_page.past.search"), self)
        self.map = RoomMap(
            text("isolation_page.map.label"), lambda card, now: card_state(text, card, now), self
        )
        self.past = PastTable(words, self)
        self.no_room = EmptyState(
            "bed",
            text("isolation_page.no_room_yet.title"),
            text("isolation_page.no_room_yet.text"),
            self,
        )
        if may_write:
            self.first_button = self.no_room.add_button(
                text("isolation_page.no_room_yet.make"), self.first_room_wanted.emit
            )
        self.no_past = EmptyState(
            "history", text("isolation_page.past.none"), text("isolation_page.past.none_text"), self
        )
        self.closed = Banner(self)
        self._keys = QLabel(text("isolation_page.map.keys"), self)
        self._keys.setProperty("look", "small")
        self._keys.setWordWrap(True)
        self.stack = QStackedWidget(self)
        for widget in (self.map, self.past, self.no_room, self.no_past):
            self.stack.addWidget(widget)
        self._arrange()
        self.which.currentIndexChanged.connect(self._on_which)
        self.search.searched.connect(self.past.narrow)
        self.search.left_downward.connect(self.past.setFocus)
        self._on_which()

    @property
    def is_now(self) -> bool:
        """Whether the map is shown."""
        return self.which.currentData() is Which.NOW

    def span(self, today: date) -> tuple[date, date]:
        """Return the days whose stays are listed."""
        return today - timedelta(days=_DAYS.get(self.which.currentData(), 1) - 1), today

    def show_rooms(self, rooms: Rooms, now: datetime) -> None:
        """Show the map."""
        self.map.show_zones(zone_cards(rooms, self._words, now), now)
        self._show(self.map if rooms.rooms else self.no_room)
        names = [room.room.name for room in rooms.rooms if room.closed_since is not None]
        text = self._words.texts
        sentence = (
            text(
                "isolation_page.closed.banner",
                rooms=text("isolation_page.between_places").join(names),
            )
            if names
            else ""
        )
        button = text("isolation_page.closed.go")
        self.closed.say(Tone.ATTENTION, sentence, button, self.disinfection_wanted.emit)

    def show_lines(self, lines: tuple[StayLine, ...], now: datetime) -> None:
        """Show the list."""
        self.closed.hide()
        self.past.show_lines(lines, now)
        self._show(self.past if lines else self.no_past)

    def choose(self, stay_id: StayId | None) -> bool:
        """Mark a stay as the one at hand; return whether it is in sight."""
        return self.map.choose(stay_id) if self.is_now else self.past.choose(stay_id)

    def take_keyboard(self) -> None:
        """Put the keyboard on the map or the list."""
        if self.is_now:
            self.map.focus_stay()
        else:
            self.past.setFocus()

    def _show(self, widget: QWidget) -> None:
        self.stack.setCurrentWidget(widget)
        self._keys.setVisible(widget is self.map)

    def _on_which(self) -> None:
        self.search.setVisible(not self.is_now)
        self.which_changed.emit()

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(scale.GAP)
        filters.addWidget(self.which)
        filters.addWidget(self.search, 1)
        filters.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addLayout(filters)
        column.addWidget(self.closed)
        column.addWidget(self.stack, 1)
        column.addWidget(self._keys)
