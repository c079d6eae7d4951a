# SPDX-License-Identifier: Apache-2.0
"""Who else is told: the party, how, whom, what came of it; one key a result.

For the family it takes the person chosen above; for a hospital its contact and phone.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.isolation import Hospital, NoticeDraft, Stay
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.errors import UserError
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalHour

HOSPITAL: Final = "partner_hospital"
_CLASS_TEACHER: Final = "class_teacher"
_IN_A_ROW: Final = 4
_NO_BREAK: Final = "\u00a0"


class NoticeTab(QWidget):
    """The parties of the pack and what a notice can come to.

    Signals:
        told: a `NoticeDraft` to keep.
        refused: a `UserError` about what was typed.
    """

    told = Signal(object)
    refused = Signal(object)

    def __init__(
        self, words: Words, family_words: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        """Make an empty tab.

        Args:
            words: texts and rules.
            family_words: who of the family is chosen to be called.
            parent: the panel.
        """
        super().__init__(parent)
        self._words, self._family_words = words, family_words
        self._people: dict[str, str] = {}
        text = words.texts
        self.party, self.way = QComboBox(self), QComboBox(self)
        self.party.setAccessibleName(text("isolation_page.notice.party"))
        self.way.setAccessibleName(text("isolation_page.notice.way"))
        for party in words.rules.parties.values():
            self.party.addItem(party.name(text.language), party.id)
        for way in words.rules.ways.values():
            self.way.addItem(way.name(text.language), way.id)
        self.who, self.note = QLineEdit(self), QLineEdit(self)
        self.told_hour = OptionalHour(text("isolation_page.observe.now"), self)
        self.arrives = OptionalHour(text("isolation_page.details.hour_hint"), self)
        self.results: list[QPushButton] = []
        self._summary = QLabel(self)
        self._summary.setWordWrap(True)
        self._summary.setProperty("look", "small")
        self._arrange()
        self.party.currentIndexChanged.connect(self._on_party)

    def show_stay(
        self, stay: Stay, hospitals: tuple[Hospital, ...], class_teacher: str, today: date
    ) -> None:
        """Show who was told, and choose whom to tell next."""
        partner = next((one for one in hospitals if one.draft.is_partner), None)
        partner = partner or next(iter(hospitals), None)
        self._people = {_CLASS_TEACHER: class_teacher}
        if partner is not None:
            parts = (partner.draft.name, partner.draft.contact, partner.draft.phone)
            self._people[HOSPITAL] = " ".join(part for part in parts if part)
        self.note.clear()
        for hour in (self.told_hour, self.arrives):
            hour.show_hour(None, today)
            set_look(hour, "wrong", "")
        self._summary.setText(self._told_words(stay))
        wanted = next((party for party, _ in stay.line.untold), self.party.currentData())
        self.party.setCurrentIndex(max(0, self.party.findData(wanted)))
        self._on_party()

    def refresh_who(self) -> None:
        """Take over another choice of whom of the family to call."""
        self._on_party()

    def tell(self, result_id: str) -> None:
        """Offer the notice as it stands, with a result."""
        for hour in (self.told_hour, self.arrives):
            set_look(hour, "wrong", "true" if hour.is_wrong else "")
            if hour.is_wrong:
                hour.setFocus()
                self.refused.emit(UserError("isolation_page.not_an_hour", text=hour.text()))
                return
        party = self.party.currentData()
        self.told.emit(
            NoticeDraft(
                party_id=party,
                way_id=self.way.currentData(),
                result_id=result_id,
                told_at=self.told_hour.at,
                who=self.who.text().strip(),
                note=self.note.text().strip(),
                arrives_at=self.arrives.at,
            )
        )

    def _on_party(self) -> None:
        party = self.party.currentData()
        known = self._words.rules.parties.get(party)
        fetches = known is not None and known.fetches
        self.who.setText(self._family_words() if fetches else self._people.get(party, ""))
        self.arrives.setEnabled(fetches or party == HOSPITAL)

    def _told_words(self, stay: Stay) -> str:
        """Return one line: who was told when, who still has to be."""
        words = self._words
        told = [
            f"✓ {words.party(party)} {local_time(at):%H:%M}"
            for party, at in sorted(stay.line.told.items(), key=lambda pair: pair[1])
        ]
        untold = [
            words.texts(
                "isolation_page.notice.untold",
                party=words.party(party),
                hour=f"{local_time(due_at):%H:%M}",
            )
            for party, due_at in stay.line.untold
        ]
        return "   ".join(part.replace(" ", _NO_BREAK) for part in [*untold, *told])

    def _arrange(self) -> None:
        text = self._words.texts
        for field, key in (
            (self.who, "who"),
            (self.note, "note"),
            (self.told_hour, "told_hour"),
            (self.arrives, "arrives"),
        ):
            field.setAccessibleName(text(f"isolation_page.notice.{key}"))
        self.who.setPlaceholderText(text("isolation_page.notice.who"))
        self.note.setPlaceholderText(text("isolation_page.notice.note"))
        self.told_hour.setFixedWidth(72)
        self.arrives.setFixedWidth(90)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(scale.GAP)
        first.addWidget(self.party)
        first.addWidget(self.way)
        first.addWidget(self.who, 1)
        second.addWidget(self.told_hour)
        second.addWidget(self.note, 1)
        second.addWidget(QLabel(text("isolation_page.notice.arrives"), self))
        second.addWidget(self.arrives)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.TIGHT)
        column.setSpacing(scale.TIGHT)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(self._buttons())
        column.addWidget(self._summary)
        column.addStretch(1)

    def _buttons(self) -> QGridLayout:
        text = self._words.texts
        grid = QGridLayout()
        grid.setSpacing(scale.TIGHT)
        for number, result in enumerate(self._words.rules.results.values(), start=1):
            name = result.name(text.language)
            label = text("isolation_page.notice.result", name=name, number=number)
            button = QPushButton(label, self)
            button.setToolTip(text("ui.with_key", words=name, shortcut=f"Alt+{number}"))
            button.setShortcut(QKeySequence(f"Alt+{number}"))
            if result.reached:
                set_look(button, "look", "primary")
            button.clicked.connect(lambda _=False, one=result.id: self.tell(one))
            grid.addWidget(button, (number - 1) // _IN_A_ROW, (number - 1) % _IN_A_ROW)
            self.results.append(button)
        return grid
