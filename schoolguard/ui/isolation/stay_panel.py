# SPDX-License-Identifier: Apache-2.0
"""The stay at hand: who, how warm, whom to call, what is due, where to."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.isolation import Standing
from schoolguard.kernel.clock import local_day
from schoolguard.ui.isolation.countdown import countdown
from schoolguard.ui.isolation.facts import facts_of
from schoolguard.ui.isolation.family_strip import FamilyStrip
from schoolguard.ui.isolation.leave_tab import LeaveTab
from schoolguard.ui.isolation.notice_tab import NoticeTab
from schoolguard.ui.isolation.observe_bar import ObserveBar
from schoolguard.ui.isolation.paper_bar import PaperBar
from schoolguard.ui.isolation.reading import OpenStay
from schoolguard.ui.isolation.timeline import Timeline
from schoolguard.ui.isolation.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge
from schoolguard.ui.widgets.curve import Curve


class StayPanel(QFrame):
    """A stay and everything that is done with it.

    Signals:
        family_wanted: id of the person whose family file should be opened.
        details_wanted: what is known of the stay should be written.
    """

    family_wanted = Signal(int)
    details_wanted = Signal()

    def __init__(
        self,
        words: Words,
        now: Callable[[], datetime],
        *,
        may_write: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._words, self._now, self._may_write = words, now, may_write
        self.opened: OpenStay | None = None
        text = words.texts
        self._name = QLabel(self)
        self._name.setProperty("look", "title")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place = QLabel(self)
        self._place.setProperty("look", "muted")
        self._due = Badge("", Tone.MUTED, self)
        self._facts = QLabel(self)
        self._facts.setWordWrap(True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.family_button = self._tool("contact", "isolation_page.family.file", "F4")
        self.details_button = self._tool("pencil", "isolation_page.details.edit", "F2")
        self.curve = Curve(
            text("isolation_page.curve.label"), text("isolation_page.curve.none"), self
        )
        self.observe = ObserveBar(words, now, self)
        self.family = FamilyStrip(words, self)
        self.notices = NoticeTab(words, lambda: self.family.who_words, self)
        self.leaving = LeaveTab(words, self)
        self.timeline = Timeline(words, self)
        self.papers = PaperBar(words, self)
        self._arrange()
        self.family_button.clicked.connect(self._on_family)
        self.details_button.clicked.connect(self.details_wanted)
        self.family.who.currentIndexChanged.connect(self.notices.refresh_who)

    def show_stay(self, opened: OpenStay) -> None:
        """Show a stay; what was typed for the same one and not kept yet stays."""
        before = self.opened.stay.line.id if self.opened else None
        stay, now = opened.stay, self._now()
        same = before == stay.line.id
        self.opened = opened
        present = stay.line.standing is Standing.PRESENT
        may = present and self._may_write
        self._show_head(opened, now)
        self._show_curve(opened, now)
        self.family.show_stay(stay, opened.guardians, may_write=may)
        self.notices.show_stay(stay, opened.hospitals, opened.class_teacher, local_day(now))
        guardian = self.family.guardian
        self.leaving.show_stay(stay, guardian, opened.hospitals, now, local_day(now))
        self.timeline.show_stay(stay)
        self.papers.show_stay(stay, may_write=self._may_write)
        if not same or self.observe.is_empty:
            self.begin_look()
        self.observe.setVisible(may)
        self._show_tabs(present=present, same=same)

    def begin_look(self) -> None:
        """Empty the observation bar for the next look."""
        if self.opened is not None:
            last = self.opened.stay.line.last
            self.observe.begin(last.site if last else "", local_day(self._now()))

    def tick(self, now: datetime) -> None:
        """Let the countdown run."""
        if self.opened is not None:
            self._show_due(self.opened, now)
            self.leaving.tick(now)

    def _show_head(self, opened: OpenStay, now: datetime) -> None:
        line, words = opened.stay.line, self._words
        self._name.setText(words.name(line))
        place = " ".join(part for part in (line.zone_name, line.bed_name) if part)
        self._place.setText(f"{words.where(line)}  {place}")
        self._place.setToolTip(line.room_name)
        self._facts.setText(facts_of(opened, words, now))
        self._show_due(opened, now)
        self.family_button.setVisible(line.person_id is not None)
        present = line.standing is Standing.PRESENT
        self.details_button.setVisible(present and self._may_write)

    def _show_due(self, opened: OpenStay, now: datetime) -> None:
        line, text = opened.stay.line, self._words.texts
        if line.standing is Standing.PRESENT:
            state = countdown(text, line.due_at, now)
            self._due.say(state.words, state.tone)
        else:
            self._due.say(text(f"isolation.standing.{line.standing.value}"), Tone.MUTED)
        self._due.setVisible(bool(self._due.text()))

    def _show_curve(self, opened: OpenStay, now: datetime) -> None:
        looks = opened.stay.observations
        points = [self._words.point(seen, now) for seen in looks]
        known = [self._words.rules.methods.get(seen.site) for seen in looks if seen.site]
        line = known[-1].fever_decicelsius if known and known[-1] else None
        self.curve.show_points(points, line)

    def _show_tabs(self, *, present: bool, same: bool) -> None:
        """An ended stay has only its course; a stay with somebody untold begins with notices."""
        for index in (0, 1):
            self.tabs.setTabVisible(index, present and self._may_write)
        if not present or not self._may_write:
            self.tabs.setCurrentWidget(self.timeline)
        elif not same:
            self.tabs.setCurrentWidget(self.notices)

    def _arrange(self) -> None:
        text = self._words.texts
        head = QHBoxLayout()
        head.setSpacing(scale.GAP)
        head.addWidget(self.family_button)
        head.addWidget(self._name)
        head.addWidget(self._place, 1)
        head.addWidget(self._due)
        head.addWidget(self.details_button)
        self.tabs = QTabWidget(self)
        label = text("isolation_page.panel")
        self.tabs.setAccessibleName(label)
        self.tabs.tabBar().setAccessibleName(label)
        for number, (widget, key) in enumerate(
            ((self.notices, "notice"), (self.leaving, "leave"), (self.timeline, "timeline")),
            start=1,
        ):
            self.tabs.addTab(widget, f"{text(f'isolation_page.{key}.tab')}  F{4 + number}")
            shortcut = QShortcut(QKeySequence(f"F{4 + number}"), self)
            shortcut.activated.connect(lambda tab=widget: self._open_tab(tab))
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.ROOMY, scale.GAP, scale.ROOMY, scale.GAP)
        column.setSpacing(scale.TIGHT + 2)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self.curve)
        column.addWidget(self.observe)
        column.addWidget(self.family)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.papers)

    def _open_tab(self, tab: QWidget) -> None:
        """Show a tab and put the keyboard where its work begins."""
        if not self.tabs.isTabVisible(self.tabs.indexOf(tab)):
            return
        self.tabs.setCurrentWidget(tab)
        starts = {self.notices: self.notices.party, self.leaving: self.leaving.destination}
        starts.get(tab, tab).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_family(self) -> None:
        if self.opened is not None and self.opened.stay.line.person_id is not None:
            self.family_wanted.emit(self.opened.stay.line.person_id)

    def _tool(self, sign: str, key: str, shortcut: str) -> QToolButton:
        words = self._words.texts(key)
        button = QToolButton(self)
        button.setIcon(icon(sign))
        button.setShortcut(QKeySequence(shortcut))
        button.setAccessibleName(words)
        button.setToolTip(self._words.texts("ui.with_key", words=words, shortcut=shortcut))
        return button
