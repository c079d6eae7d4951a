# SPDX-License-Identifier: Apache-2.0
"""Whom to call for the person at hand, always in sight, and one key for what comes of it.

F8 keeps that the family was told; once they were, F8 keeps that they have come.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from schoolguard import roster
from schoolguard.isolation import NoticeDraft, Stay
from schoolguard.kernel.clock import local_time
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge

KEY = "F8"


class FamilyStrip(QWidget):
    """The family's phones and how far telling them is.

    Signals:
        told: a `NoticeDraft`: the family was reached.
        came: somebody is here to fetch the person.
    """

    told = Signal(object)
    came = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._guardians: tuple[roster.Guardian, ...] = ()
        self._awaited = False
        self._party = ""
        text = words.texts
        self.who = QComboBox(self)
        self.who.setAccessibleName(text("isolation_page.family.phones"))
        font = self.who.font()
        font.setPixelSize(scale.SECTION)
        self.who.setFont(font)
        self._caption = QLabel(self)
        self._caption.setProperty("look", "muted")
        self._caption.setBuddy(self.who)
        self.state = Badge("", Tone.MUTED, self)
        self.button = QPushButton(self)
        self.button.setProperty("look", "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(scale.GAP)
        row.addWidget(self._caption)
        row.addWidget(self.who, 1)
        row.addWidget(self.state)
        row.addWidget(self.button)
        self.button.clicked.connect(self._on_button)

    @property
    def guardian(self) -> roster.Guardian | None:
        """Who is chosen to be called; None where nobody is known."""
        row = self.who.currentIndex()
        return self._guardians[row] if 0 <= row < len(self._guardians) else None

    @property
    def who_words(self) -> str:
        """Who is chosen, as it is written down."""
        one = self.guardian
        return f"{self._words.relation(one)} {one.name}" if one else ""

    def show_stay(
        self, stay: Stay, guardians: Sequence[roster.Guardian], *, may_write: bool
    ) -> None:
        """Show whom to call for a stay."""
        self._show_people(guardians)
        line, words = stay.line, self._words
        self._party = words.fetching_party(line.kind)
        self._caption.setText(words.party(self._party) if self._party else "")
        told_at = line.told.get(self._party)
        self._awaited = told_at is not None
        key = "untold"
        hour, tone = "", Tone.ATTENTION
        if line.arrived_at is not None:
            key, hour, tone = "came", f"{local_time(line.arrived_at):%H:%M}", Tone.OK
        elif told_at is not None:
            key, hour, tone = "told", f"{local_time(told_at):%H:%M}", Tone.INFO
        self.state.say(words.texts(f"isolation_page.family.{key}", hour=hour), tone)
        label = words.texts(
            "isolation_page.family.came_key" if self._awaited else "isolation_page.family.told_key"
        )
        self.button.setText(f"{label}  {KEY}")
        self.button.setShortcut(QKeySequence(KEY))
        self.setVisible(bool(self._party))
        wanted = line.arrived_at is None and line.left_at is None
        self.button.setVisible(may_write and wanted)

    def _show_people(self, guardians: Sequence[roster.Guardian]) -> None:
        if tuple(guardians) == self._guardians and self.who.count():
            return
        self._guardians = tuple(guardians)
        self.who.clear()
        for one in guardians:
            phones = "  ".join(one.phones)
            self.who.addItem(f"{self._words.relation(one)} {one.name}  {phones}")
        if not guardians:
            self.who.addItem(self._words.texts("isolation_page.family.nobody"))

    def _on_button(self) -> None:
        if self._awaited:
            self.came.emit()
        else:
            rules = self._words.rules
            reached = next(one.id for one in rules.results.values() if one.reached)
            way = next(iter(rules.ways))
            self.told.emit(NoticeDraft(self._party, way, reached, who=self.who_words))
