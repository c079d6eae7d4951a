# SPDX-License-Identifier: Apache-2.0
"""What a person does on the page of the rules: change a value, take it back, see the history."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from schoolguard import rulebook
from schoolguard.app import Unit
from schoolguard.kernel.errors import UserError
from schoolguard.rulebook import Line
from schoolguard.ui.rulebook.change_dialog import ChangeDialog
from schoolguard.ui.rulebook.history_dialog import HistoryDialog
from schoolguard.ui.rulebook.reading import AtHand
from schoolguard.ui.widgets.dialog import ReasonDialog
from schoolguard.ui.widgets.page import Page


class Deeds(QObject):
    """Asks, does, and tells what came of it.

    Args:
        page: in whose name it is asked.
        at_hand: what the page shows now.
    """

    def __init__(self, page: Page, at_hand: Callable[[], AtHand]) -> None:
        super().__init__(page)
        self._page = page
        self._at_hand = at_hand

    def change(self, line: Line) -> None:
        """Ask for another value and put it in force."""
        page, now = self._page, self._at_hand()
        row = now.row
        if row is None:
            return
        change = ChangeDialog.ask(page, now.words, now.book, row.entry, line)
        if change is not None:
            said = page.text("rules_page.done.changed", name=row.name)
            page.desk.tasks.change(
                page,
                lambda unit: rulebook.change_rule(unit, change),
                lambda _: page.desk.notify.done(said),
                self._refused,
            )

    def take_back(self, line: Line) -> None:
        """Ask why, and let the program's value hold again."""
        page, now = self._page, self._at_hand()
        row, own = now.row, line.own
        if row is None or own is None:
            return
        reason = self._reason(
            page.text("rules_page.back.question", what=now.words.key(line.at.key))
        )
        if reason is not None:
            said = page.text("rules_page.done.back", name=row.name)
            page.desk.tasks.change(
                page,
                lambda unit: rulebook.take_back(unit, own.id, reason),
                lambda _: page.desk.notify.done(said),
                self._refused,
            )

    def take_back_aside(self) -> None:
        """Ask why, and take back all values that fit no more."""
        page = self._page
        gone = tuple(one.own.id for one in self._at_hand().book.set_aside)
        reason = self._reason(page.text("rules_page.aside_question"))
        if reason is None:
            return

        def end(unit: Unit) -> None:
            for number in gone:
                rulebook.take_back(unit, number, reason)

        page.desk.tasks.change(page, end, None, self._refused)

    def show_history(self) -> None:
        """Show every change that was ever made."""
        now = self._at_hand()
        HistoryDialog.tell(self._page, now.words, now.past)

    def _reason(self, question: str) -> str | None:
        text = self._page.text
        return ReasonDialog.ask(
            self._page,
            self._page.desk.texts,
            title=text("rules_page.back.title"),
            question=question,
            deed=text("rules_page.back.deed"),
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._page.desk.notify.attention(self._at_hand().words.refusal(error))
        else:
            self._page.desk.notify.error(error)
