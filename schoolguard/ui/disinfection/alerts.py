# SPDX-License-Identifier: Apache-2.0
"""Raised effort on the page: the sentence above the board, raising, ending; the day in figures."""

from collections import Counter

from PySide6.QtCore import QObject

from schoolguard import disinfection
from schoolguard.disinfection import Alert, Board, Place, RoundState
from schoolguard.kernel.clock import local_day
from schoolguard.ui.desk import Desk
from schoolguard.ui.disinfection.alert_dialog import AlertDialog, alert_sentence
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.page import Page

_DONE = (RoundState.DONE, RoundState.LATE, RoundState.ENTERED_LATE)


class Alerts(QObject):
    """The alerts of the day shown."""

    def __init__(self, desk: Desk, words: Words, banner: Banner, page: Page) -> None:
        super().__init__(page)
        self._desk, self._words, self._banner, self._page = desk, words, banner, page
        self.shown: tuple[Alert, ...] = ()

    def show_day(self, board: Board) -> None:
        """Say which alerts hold on a day, or that there is no school, or that it is past."""
        self.shown = board.alerts
        text = self._desk.texts
        today = local_day(self._desk.clock.now())
        if board.alerts:
            between = text("disinfection_page.between")
            words = between.join(alert_sentence(one, self._words) for one in board.alerts)
            self._banner.say(Tone.ATTENTION, words, text("disinfection_page.alert.end"), self.end)
        elif board.day < today:
            self._banner.say(Tone.INFO, text("disinfection_page.past"))
        elif board.day > today:
            self._banner.say(Tone.INFO, text("disinfection_page.future"))
        elif not board.is_school_day:
            self._banner.say(Tone.INFO, text("disinfection_page.no_school"))
        else:
            self._banner.say(Tone.INFO, "")

    def open(self) -> None:
        """Raise the effort for places and days."""
        self._desk.tasks.query(self, disinfection.places, self._ask)

    def end(self) -> None:
        """End the newest alert of the day shown, with a reason."""
        if not self.shown:
            return
        alert, text = self.shown[0], self._desk.texts
        why = ReasonDialog.ask(
            self._page,
            text,
            title=text("disinfection_page.alert.end"),
            question=text("disinfection_page.alert.end_question"),
            deed=text("disinfection_page.alert.end"),
        )
        if why is not None:
            self._desk.tasks.change(
                self,
                lambda unit: disinfection.end_alert(unit, alert.id, why),
                lambda _: self._desk.notify.done(text("disinfection_page.done.alert_ended")),
            )

    def day_sentence(self, board: Board) -> str:
        """Return the day in figures: places, rounds planned, done, open, missed."""
        states = Counter(
            one.state for row in board.rows for task in row.tasks for one in task.rounds
        )
        planned = sum(states.values()) - states[RoundState.NOT_PLANNED]
        return self._desk.texts(
            "disinfection_page.subtitle",
            places=len(board.rows),
            planned=planned,
            done=sum(states[state] for state in _DONE),
            late=states[RoundState.LATE] + states[RoundState.ENTERED_LATE],
            open=states[RoundState.DUE] + states[RoundState.UPCOMING],
            overdue=states[RoundState.OVERDUE] + states[RoundState.MISSED],
            not_done=states[RoundState.NOT_DONE],
        )

    def _ask(self, places: tuple[Place, ...]) -> None:
        text = self._desk.texts
        if not places:
            self._desk.notify.info(text("disinfection_page.orders.no_places"))
            return
        today = local_day(self._desk.clock.now())
        draft = AlertDialog.ask(self._page, self._words, places, today)
        if draft is not None:
            self._desk.tasks.change(
                self,
                lambda unit: disinfection.raise_alert(unit, draft, self._words.rules),
                lambda _: self._desk.notify.done(text("disinfection_page.done.alert_raised")),
            )
