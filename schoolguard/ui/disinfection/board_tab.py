# SPDX-License-Identifier: Apache-2.0
"""The day's board with its filters: who still has to do what, signed in one key a round.

Decides nothing of the plan. Refreshing after one's own key waits until the keys pause, so that a
whole school can be signed in a row.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from schoolguard.disinfection import Board, BoardRow, Bottle, Signed
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.board_model import Spot, lines_by_floor, lines_by_kind, spots_of
from schoolguard.ui.disinfection.board_view import BoardView
from schoolguard.ui.disinfection.board_writer import BoardWriter
from schoolguard.ui.disinfection.buttons import deed_button
from schoolguard.ui.disinfection.contact_timer import ContactTimers
from schoolguard.ui.disinfection.signing import Signing
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.search_field import SearchField

_PAUSE_MS = 250


class BoardTab(QWidget):
    """The board.

    Signals:
        outdated: own entries are on disk and the keys have paused; the board should be read again.
    """

    outdated = Signal()

    def __init__(
        self, desk: Desk, words: Words, timers: ContactTimers, *, may_record: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._words = desk, words
        self._board: Board | None = None
        self.view = BoardView(words, self)
        self.writer = BoardWriter(desk, words.rules, self)
        self.signing = Signing(desk, words, self.writer, timers, self)
        self.search = SearchField(desk.texts("disinfection_page.board.search"), self)
        self.group = QComboBox(self)
        self.open_only = QCheckBox(desk.texts("disinfection_page.board.open_only"), self)
        self.when = QComboBox(self)
        self.floor_button = deed_button(desk, self, "check", "floor.action", self.sign_floor, "F8")
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self._keys = QLabel(desk.texts("disinfection_page.board.keys"), self)
        self._keys.setProperty("look", "small")
        self._keys.setWordWrap(True)
        self._nothing = EmptyState("circle-check", "", "", self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._fill()
        self._arrange()
        self._connect(may_record=may_record)

    @property
    def board(self) -> Board | None:
        """The board shown."""
        return self._board

    def show_board(self, board: Board, bottles: tuple[Bottle, ...]) -> None:
        """Show a day, or the same day read again."""
        another = self._board is not None and self._board.day != board.day
        self._board = board
        self.signing.begin(board.day, bottles, anew=another)
        past = board.day < local_day(self._desk.clock.now())
        self.when.setEnabled(not past)
        self._show()

    def go_to(self, place_id: PlaceId | None, task_id: str) -> None:
        """Go to what waits at a place, or of a task, past filters that would hide it."""
        if not self.view.go_to(place_id, task_id):
            self.search.clear()
            self.open_only.setChecked(False)
            self._show()
            self.view.go_to(place_id, task_id)
        self.view.setFocus()

    def add_button(self, sign: str, key: str, slot: Callable[[], None], shortcut: str) -> None:
        """Add a button above the board."""
        self._top.addWidget(deed_button(self._desk, self, sign, key, slot, shortcut))

    def sign_floor(self) -> None:
        """Sign a whole floor at once."""
        if self._board is not None:
            rows = self._board.rows
            open_spots = [spot for row in rows for spot in spots_of(row) if spot.is_open]
            self.signing.sign_floor(open_spots, self.view.at)

    def _fill(self) -> None:
        text = self._desk.texts
        self.group.setAccessibleName(text("disinfection_page.board.group_by"))
        self.group.addItem(text("disinfection_page.board.by_kind"), "kind")
        self.group.addItem(text("disinfection_page.board.by_floor"), "floor")
        self.when.setAccessibleName(text("disinfection_page.board.when"))
        for when in self.signing.ways:
            self.when.addItem(text(f"disinfection_page.when.{when.value}"), when)
        self.when.setToolTip(text("disinfection_page.board.when_tip"))

    def _arrange(self) -> None:
        self._top = top = QHBoxLayout()
        top.setSpacing(scale.GAP)
        top.addWidget(self.group)
        top.addWidget(self.open_only)
        top.addWidget(self.search, 1)
        top.addWidget(self.when)
        top.addWidget(self.floor_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.TIGHT)
        column.setSpacing(scale.GAP)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addWidget(self._said)
        column.addWidget(self._keys)

    def _connect(self, *, may_record: bool) -> None:
        self.search.searched.connect(lambda _: self._show())
        self.search.left_downward.connect(self.view.setFocus)
        self.group.currentIndexChanged.connect(lambda _: self._show())
        self.open_only.toggled.connect(lambda _: self._show())
        self.when.currentIndexChanged.connect(self._on_when)
        self._pause.timeout.connect(self.outdated)
        self.writer.signed.connect(self._on_signed)
        self.writer.retracted.connect(self._on_retracted)
        self.writer.refused.connect(self._pause.start)
        self.view.moved.connect(self._said.setText)
        self.floor_button.setVisible(may_record)
        self.when.setVisible(may_record)
        self._keys.setVisible(may_record)
        self.view.timer_wanted.connect(self.signing.start_timer)
        if may_record:
            self.view.sign_wanted.connect(self._on_sign)
            self.view.except_wanted.connect(self.signing.sign_otherwise)
            self.view.retract_wanted.connect(self.signing.take_back)
            QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(self.writer.undo)
            QShortcut(QKeySequence("F4"), self).activated.connect(lambda: _turn(self.when))

    def _show(self) -> None:
        if self._board is None:
            return
        rows = self._wanted(self._board.rows)
        by_kind = self.group.currentData() == "kind"
        lines = (lines_by_kind if by_kind else lines_by_floor)(rows, self._words)
        self.view.show_lines(lines)
        if not rows:
            which = "found" if self.search.text().strip() else "open"
            text = self._desk.texts
            self._nothing.say(
                text(f"disinfection_page.board.none_{which}"),
                text(f"disinfection_page.board.none_{which}_text"),
            )
        self._stack.setCurrentWidget(self.view if rows else self._nothing)

    def _wanted(self, rows: Sequence[BoardRow]) -> tuple[BoardRow, ...]:
        typed = self.search.text().strip().casefold()
        found = (row for row in rows if not typed or typed in _sought(row, self._words))
        if not self.open_only.isChecked():
            return tuple(found)
        return tuple(row for row in found if any(spot.waits for spot in spots_of(row)))

    def _on_sign(self, spots: tuple[Spot, ...]) -> None:
        pending = self.signing.sign(spots)
        if pending:
            self.view.board.show_pending(pending)
            self.view.clearSelection()
            self.view.go_on()

    def _on_signed(self, signed: tuple[Signed, ...]) -> None:
        text = self._desk.texts
        if len(signed) > 1:
            words = text("disinfection_page.done.signed_many", count=len(signed))
            self._desk.notify.done(words, (text("disinfection_page.undo"), self.writer.undo))
        elif signed[0].faults:
            faults = [text(f"disinfection.fault.{one.value}") for one in signed[0].faults]
            words = text("disinfection_page.between").join(sorted(faults))
            self._desk.notify.attention(text("disinfection_page.done.faulty", faults=words))
        self._pause.start()

    def _on_retracted(self, count: int) -> None:
        self._desk.notify.done(self._desk.texts("disinfection_page.done.retracted", count=count))
        self._pause.start()

    def _on_when(self) -> None:
        self.signing.when = self.when.currentData()


def _turn(box: QComboBox) -> None:
    if box.isEnabled():
        box.setCurrentIndex((box.currentIndex() + 1) % box.count())


def _sought(row: BoardRow, words: Words) -> str:
    place = row.place
    where = (words.kind(place.kind), words.floor(place))
    return " ".join((place.name, *where, place.responsible, place.deputy)).casefold()
