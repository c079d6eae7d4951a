# SPDX-License-Identifier: Apache-2.0
"""How a deed of the page is done: written, said; a refusal that wants a reason asks for it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from schoolguard.app import Unit
from schoolguard.app.today import flow_rules
from schoolguard.kernel.errors import UserError
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.widgets.dialog import ReasonDialog

T = TypeVar("T")
_WHY_NEEDED = "clearance.why_needed"


class Doing(QObject):
    """What all deeds of the page share, in the name of whoever is at the desk."""

    def __init__(self, desk: Desk, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.desk, self.words, self.window_of = desk, words, parent
        self.rules = flow_rules(desk.school)

    def do(
        self,
        write: Callable[[Unit], T],
        done_key: str,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Write in one transaction; say that it is done, then go on."""

        def finish(value: T) -> None:
            self.desk.notify.done(self.desk.texts(f"clearance_page.done.{done_key}"))
            if done is not None:
                done(value)

        self.desk.tasks.change(self.window_of, write, finish, failed)

    def ask_why(self, error: Exception, what: str, again: Callable[[str], None]) -> None:
        """Ask why something is replaced, and try again; any other refusal is shown."""
        if not isinstance(error, UserError) or error.code != _WHY_NEEDED:
            self.desk.notify.error(error)
            return
        why = self.ask_person(what)
        if why is not None:
            again(why)

    def ask_person(self, what: str, question: str = "") -> str | None:
        """Ask for a reason; None when the person thought better of it."""
        text = self.desk.texts
        return ReasonDialog.ask(
            self.window_of,
            text,
            title=text(f"clearance_page.why.{what}.title"),
            question=question or text(f"clearance_page.why.{what}.question"),
            deed=text(f"clearance_page.why.{what}.deed"),
        )
