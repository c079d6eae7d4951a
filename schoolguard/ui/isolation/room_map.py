# SPDX-License-Identifier: Apache-2.0
"""The live map: rooms, their zones, their beds; arrow keys go from bed to bed, Enter opens one.

It is told what stands where; the countdowns it makes anew whenever `tick` is called.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard.kernel.ids import IsolationRoomId, StayId
from schoolguard.ui.isolation.bed_card import WIDTH, BedButton, BedCard, CardState
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge

_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_FAR: Final = 4
"""A step to the side counts so much less than one along the key's way."""


@dataclass(frozen=True, slots=True)
class ZoneCards:
    """One zone of one room.

    Attributes:
        closed: why the room takes nobody in; empty when it does.
    """

    room_id: IsolationRoomId
    title: str
    closed: str
    cards: tuple[BedCard, ...]


class RoomMap(QScrollArea):
    """Zones below each other, beds side by side.

    Signals:
        stay_chosen: id of the stay that came to hand.
        stay_opened: id of the stay that Enter or a click opened.
        free_bed_opened: id of the free bed that Enter or a click opened.
    """

    stay_chosen = Signal(int)
    stay_opened = Signal(int)
    free_bed_opened = Signal(int)

    def __init__(
        self,
        label: str,
        judge: Callable[[BedCard, datetime], CardState],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty map.

        Args:
            label: what a screen reader calls it.
            judge: says what the hour makes of a card.
            parent: the page.
        """
        super().__init__(parent)
        self._judge = judge
        self._now = datetime.min.replace(tzinfo=UTC)
        self._zones: tuple[ZoneCards, ...] = ()
        self._buttons: list[BedButton] = []
        self.setAccessibleName(label)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget(self)
        self._inside.setObjectName("scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, scale.TIGHT, 0)
        self._column.setSpacing(scale.TIGHT)
        self.setWidget(self._inside)
        self.at_hand: StayId | None = None
        self._columns = 1

    @property
    def buttons(self) -> tuple[BedButton, ...]:
        """The beds on the screen, zone by zone."""
        return tuple(self._buttons)

    def show_zones(self, zones: Sequence[ZoneCards], now: datetime) -> None:
        """Show other zones; the bed with the keyboard keeps it while it is there."""
        self._now = now
        if [_shape(zone) for zone in zones] != [_shape(zone) for zone in self._zones]:
            self._zones = tuple(zones)
            self._build()
        self._zones = tuple(zones)
        cards = [card for zone in zones for card in zone.cards]
        for button, card in zip(self._buttons, cards, strict=True):
            button.show_card(card, self._judge(card, now))
        self._mark()

    def tick(self, now: datetime) -> None:
        """Let the countdowns run."""
        self._now = now
        for button in self._buttons:
            button.show_card(button.card, self._judge(button.card, now))

    def choose(self, stay_id: StayId | None) -> bool:
        """Mark a stay as the one at hand; return whether it is on the map."""
        self.at_hand = stay_id
        self._mark()
        return self._button_of(stay_id) is not None

    def focus_stay(self) -> None:
        """Put the keyboard on the bed at hand, else on the first one."""
        button = self._button_of(self.at_hand) or next(iter(self._buttons), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = max(1, (self.viewport().width() - scale.TIGHT) // WIDTH)
        if columns != self._columns:
            self._columns = columns
            self._build()
            self.show_zones(self._zones, self._now)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, BedButton):
            if event.type() == QEvent.Type.FocusIn:
                self._on_focus(watched)
            elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, button: BedButton, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            follower = self._neighbour(button, *_STEPS[key])
            if follower is not None:
                follower.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(button)
            return True
        return False

    def _on_focus(self, button: BedButton) -> None:
        self.ensureWidgetVisible(button, 0, scale.WIDE)
        stay_id = button.card.stay_id
        if stay_id is not None and stay_id != self.at_hand:
            self.at_hand = stay_id
            self._mark()
            self.stay_chosen.emit(stay_id)

    def _open(self, button: BedButton) -> None:
        if button.card.stay_id is not None:
            self._on_focus(button)
            self.stay_opened.emit(button.card.stay_id)
        elif button.card.bed_id is not None and not button.card.closed:
            self.free_bed_opened.emit(button.card.bed_id)

    def _neighbour(self, button: BedButton, right: int, down: int) -> BedButton | None:
        """Return the nearest bed in a direction, straight ones first."""
        here = self._centre(button)
        ahead: list[tuple[int, BedButton]] = []
        for other in self._buttons:
            way = self._centre(other) - here
            along = way.x() * right + way.y() * down
            aside = abs(way.x() * down) + abs(way.y() * right)
            if along > 0:
                ahead.append((along + _FAR * aside, other))
        return min(ahead, key=lambda pair: pair[0])[1] if ahead else None

    def _centre(self, button: BedButton) -> QPoint:
        return button.mapTo(self._inside, button.rect().center())

    def _button_of(self, stay_id: StayId | None) -> BedButton | None:
        if stay_id is None:
            return None
        return next((one for one in self._buttons if one.card.stay_id == stay_id), None)

    def _mark(self) -> None:
        for button in self._buttons:
            chosen = self.at_hand is not None and button.card.stay_id == self.at_hand
            button.setChecked(chosen)

    def _build(self) -> None:
        focused = self.focusWidget()
        kept = focused.card.bed_id if isinstance(focused, BedButton) else None
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._buttons = []
        for zone in self._zones:
            self._column.addWidget(self._zone(zone))
        self._column.addStretch(1)
        if kept is not None:
            for button in self._buttons:
                if button.card.bed_id == kept:
                    button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _zone(self, zone: ZoneCards) -> QWidget:
        made = QWidget(self._inside)
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, scale.TIGHT)
        grid.setSpacing(scale.TIGHT)
        columns = self._columns
        head = QHBoxLayout()
        title = QLabel(zone.title, made)
        title.setProperty("look", "strong")
        head.addWidget(title, 1)
        if zone.closed:
            head.addWidget(Badge(zone.closed, Tone.ATTENTION, made))
        grid.addLayout(head, 0, 0, 1, columns)
        for number, card in enumerate(zone.cards):
            button = BedButton(card, made)
            button.installEventFilter(self)
            button.clicked.connect(lambda _=False, one=button: self._open(one))
            grid.addWidget(button, 1 + number // columns, number % columns)
            self._buttons.append(button)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return made


def _shape(zone: ZoneCards) -> tuple[object, ...]:
    """Return what decides which buttons there are; a change of it builds the zone anew."""
    return (zone.room_id, zone.title, zone.closed, tuple(card.bed_id for card in zone.cards))
