# SPDX-License-Identifier: Apache-2.0
"""What the keys of the board set off: sign as planned, sign otherwise, take back, time the contact.

A past day asks once why it is entered only now; a future one takes nothing.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from schoolguard import disinfection
from schoolguard.disinfection import Bottle
from schoolguard.kernel.clock import local_day
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.board_model import Spot
from schoolguard.ui.disinfection.board_writer import BoardWriter
from schoolguard.ui.disinfection.contact_timer import ContactTimers
from schoolguard.ui.disinfection.drafting import Manner, When, as_planned, done_at, not_done
from schoolguard.ui.disinfection.floor_dialog import FloorDialog
from schoolguard.ui.disinfection.late_dialog import Late, LateDialog
from schoolguard.ui.disinfection.round_dialog import RoundDialog
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.dialog import ReasonDialog


class Signing(QObject):
    """The deeds of the board.

    Signals:
        late_told: why the shown past day is entered late, once it has been said.
    """

    late_told = Signal(str)
    ways: Final = (When.NOW, When.PLANNED)

    def __init__(
        self,
        desk: Desk,
        words: Words,
        writer: BoardWriter,
        timers: ContactTimers,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._words, self._writer = desk, words, writer
        self._timers, self._window = timers, window
        self._day = local_day(desk.clock.now())
        self._bottles: tuple[Bottle, ...] = ()
        self._late: Late | None = None
        self.when = When.NOW

    def begin(self, day: date, bottles: tuple[Bottle, ...], *, anew: bool) -> None:
        """Take in which day is shown and what stock is there."""
        self._day, self._bottles = day, bottles
        if anew:
            self._late = None

    def sign(self, spots: Sequence[Spot]) -> tuple[Spot, ...]:
        """Sign the open ones of some rounds as planned; return which are on their way."""
        wanted = tuple(spot for spot in spots if spot.is_open)
        manner = self._manner(wanted) if wanted and self._may_sign() else None
        if manner is None:
            return ()
        self._writer.sign([as_planned(spot, manner) for spot in wanted])
        return wanted

    def sign_otherwise(self, spots: Sequence[Spot]) -> None:
        """Ask what was done instead, or why nothing was."""
        if not self._may_sign():
            return
        signed = [spot for spot in spots if spot.round.record is not None]
        wanted = spots[:1] if signed else [spot for spot in spots if spot.is_open]
        if not wanted:
            return
        told = RoundDialog.ask(self._window, self._words, wanted, self._plain_manner())
        record = wanted[0].round.record
        if told is None:
            return
        if record is not None:
            self._writer.correct(record.id, told.drafts[0], told.reason)
        else:
            self._writer.sign(told.drafts)

    def sign_floor(self, spots: Sequence[Spot], at: Spot | None) -> None:
        """Ask for a floor and a round, and sign what stays ticked."""
        if not spots or not self._may_sign():
            return
        told = FloorDialog.ask(self._window, self._words, spots, at)
        manner = self._manner(told.done) if told is not None else None
        if told is None or manner is None:
            return
        done = [as_planned(spot, manner) for spot in told.done]
        self._writer.sign([*done, *(not_done(spot, manner, told.reason) for spot in told.not_done)])

    def take_back(self, spots: Sequence[Spot]) -> None:
        """Take signed rounds back, with a reason."""
        records = [spot.round.record.id for spot in spots if spot.round.record is not None]
        if not records:
            return
        text = self._desk.texts
        why = ReasonDialog.ask(
            self._window,
            text,
            title=text("disinfection_page.retract.title", count=len(records)),
            question=text("disinfection_page.retract.question"),
            deed=text("disinfection_page.retract.deed"),
        )
        if why is not None:
            self._writer.retract(records, why)

    def start_timer(self, spots: Sequence[Spot]) -> None:
        """Begin the contact time of a task; for several places one timer."""
        planned = spots[0].task.planned
        minutes = planned.contact_minutes or planned.minutes
        if minutes:
            text, name = self._desk.texts, spots[0].row.place.name
            label = name
            if len(spots) > 1:
                label = text("disinfection_page.timer.many", name=name, count=len(spots))
            self._timers.start(label, minutes)
        else:
            self._desk.notify.info(self._desk.texts("disinfection_page.timer.none"))

    def _may_sign(self) -> bool:
        if self._day > local_day(self._desk.clock.now()):
            self._desk.notify.info(self._desk.texts("disinfection_page.future"))
            return False
        return True

    def _plain_manner(self) -> Manner:
        late = self._late
        past = self._day < local_day(self._desk.clock.now())
        return Manner(
            self._day,
            self._desk.clock.now(),
            When.PLANNED if past else self.when,
            late.hour if late is not None else None,
            late.reason if late is not None else "",
            self._bottles,
        )

    def _manner(self, spots: Sequence[Spot]) -> Manner | None:
        """Return how to sign; None when a late entry was thought better of."""
        manner = self._plain_manner()
        if self._late is not None or not self._is_late(spots, manner):
            return manner
        self._late = LateDialog.ask(self._window, self._desk.texts, self._day, manner.now)
        if self._late is None:
            return None
        self.late_told.emit(self._late.reason)
        return self._plain_manner()

    def _is_late(self, spots: Sequence[Spot], manner: Manner) -> bool:
        rules = self._words.rules
        hours = (done_at(spot, manner) for spot in spots)
        return manner.day < local_day(manner.now) or any(
            disinfection.is_entered_late(manner.day, at, manner.now, rules) for at in hours
        )
