# SPDX-License-Identifier: Apache-2.0
"""Where a case leads on to: isolation room, case of disease, the check before the return."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from schoolguard.absence import Reason, Standing
from schoolguard.access.rules import Action, allowed
from schoolguard.kernel.actor import Actor
from schoolguard.ui.absence.reading import OpenCase
from schoolguard.ui.absence.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon

_LINKS: Final = (
    ("isolation", "bed", "Ctrl+G", Action.RECORD_ISOLATION),
    ("cases", "biohazard", "Ctrl+B", Action.RECORD_CASES),
    ("clearance", "badge-check", "Ctrl+J", Action.CLEAR_RETURN),
)


class LinkBar(QWidget):
    """Three ways on; each says whether it begins something or goes to what is there.

    Signals:
        link_wanted: key of the page, and the arguments for it.
    """

    link_wanted = Signal(str, object)

    def __init__(self, words: Words, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._opened: OpenCase | None = None
        self.buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.GAP)
        for page, sign, _, action in _LINKS:
            button = QPushButton(icon(sign), "", self)
            button.setProperty("look", "quiet")
            button.clicked.connect(lambda _=False, page=page: self._go(page))
            button.setVisible(allowed(actor, action))
            self.buttons[page] = button
            row.addWidget(button)
        row.addStretch(1)

    def show_case(self, opened: OpenCase) -> None:
        """Offer what a case can lead on to."""
        self._opened = opened
        line = opened.case.line
        is_open = line.standing is Standing.OPEN
        ill = line.reason in {Reason.ILLNESS, Reason.UNKNOWN}
        self._say("isolation", there=opened.stay_id is not None, offered=is_open and ill)
        self._say("cases", there=opened.disease_case_id is not None, offered=ill)
        self._say(
            "clearance",
            there=opened.clearance_id is not None,
            offered=line.reason is Reason.ILLNESS,
        )

    def _say(self, page: str, *, there: bool, offered: bool) -> None:
        button = self.buttons[page]
        words = self._words.texts(f"absence_page.link.{page}{'_there' if there else ''}")
        keys = next(shortcut for name, _, shortcut, _ in _LINKS if name == page)
        button.setText(words)
        button.setToolTip(self._words.texts("ui.with_key", words=words, shortcut=keys))
        button.setShortcut(QKeySequence(keys))  # other words take a button's shortcut away
        button.setEnabled(there or offered)

    def _go(self, page: str) -> None:
        opened = self._opened
        if opened is None:
            return
        line = opened.case.line
        known: dict[str, tuple[str, int | None]] = {
            "isolation": ("stay_id", opened.stay_id),
            "cases": ("case_id", opened.disease_case_id),
            "clearance": ("clearance_id", opened.clearance_id),
        }
        name, number = known[page]
        if number is not None:
            self.link_wanted.emit(page, {name: number})
            return
        args: dict[str, object] = {"person_id": line.person_id}
        if page != "isolation":
            args |= {"absence_case_id": line.id, "disease_id": line.cause_id}
        if page == "cases":
            args["onset_on"] = opened.case.details.onset_on
        self.link_wanted.emit(page, args)
