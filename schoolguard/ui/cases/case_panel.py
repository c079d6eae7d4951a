# SPDX-License-Identifier: Apache-2.0
"""One case to work on: who and what, its facts, reports and measures, close contacts, course."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.cases import Case, Standing, short_day
from schoolguard.kernel.clock import local_day
from schoolguard.ui.cases.contacts_tab import ContactsTab
from schoolguard.ui.cases.end_bar import EndBar
from schoolguard.ui.cases.facts_tab import FactsTab
from schoolguard.ui.cases.measures_tab import MeasuresTab
from schoolguard.ui.cases.reading import OpenedCase
from schoolguard.ui.cases.reports_tab import ReportsTab
from schoolguard.ui.cases.timeline import CourseTab
from schoolguard.ui.cases.words import CLASS_TONES, Words, step_tone
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge


class CasePanel(QFrame):
    """A case and everything that is done with it.

    Signals:
        family_wanted: id of the person whose family file should be opened.
    """

    family_wanted = Signal(int)

    def __init__(self, words: Words, *, may_record: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._words = words
        self._may_record = may_record
        self.opened: OpenedCase | None = None
        self._name = QLabel(self)
        self._name.setProperty("look", "title")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place = QLabel(self)
        self._place.setProperty("look", "muted")
        self._diagnosis = Badge("", Tone.MUTED, self)
        self._step = Badge("", Tone.MUTED, self)
        self.reports = ReportsTab(words, self)
        self.measures = MeasuresTab(words, self)
        self.contacts = ContactsTab(words, self)
        self.facts = FactsTab(words, self)
        self.course = CourseTab(words, self)
        self.end_bar = EndBar(words, self)
        self.family_button = QToolButton(self)
        self.family_button.setIcon(icon("contact"))
        self.family_button.setShortcut("F4")
        family = words.texts("cases_page.family")
        self.family_button.setAccessibleName(family)
        self.family_button.setToolTip(words.texts("ui.with_key", words=family, shortcut="F4"))
        self._arrange()
        self.family_button.clicked.connect(self._on_family)

    def show_case(self, opened: OpenedCase, now: datetime) -> None:
        """Show a case; the tab at hand stays at hand."""
        self.opened = opened
        case, line, words = opened.case, opened.case.line, self._words
        today = local_day(now)
        self._name.setText(line.name)
        self._name.setAccessibleName(line.name)
        self._place.setText(
            words.texts(
                "cases_page.head",
                place=line.class_name,
                found=short_day(line.found_on),
                legal=words.legal(line.disease_id),
            )
        )
        self._diagnosis.say(words.diagnosis(line), CLASS_TONES[line.classification])
        self._step.say(words.step(line), step_tone(line))
        editable = self._may_record and line.standing is not Standing.WITHDRAWN
        is_open = editable and line.standing is Standing.OPEN
        self.facts.show_case(opened, today, editable=is_open)
        self.reports.show_case(case, now, editable=editable)
        self.measures.show_case(case, editable=editable)
        self.contacts.show_case(case, today, editable=editable)
        self.course.show_case(opened)
        self.end_bar.show_case(case, today, editable=self._may_record)
        self._count(case)

    def _count(self, case: Case) -> None:
        """Say on the tabs how many measures are ticked and close contacts listed."""
        text = self._words.texts
        ticked = sum(one.undone_at is None for one in case.measures)
        where, near = self.tabs.indexOf(self.measures), self.tabs.indexOf(self.contacts)
        self.tabs.setTabText(where, text("cases_page.tab.measures", count=ticked))
        self.tabs.setTabText(near, text("cases_page.tab.contacts", count=len(case.contacts)))

    def show_again(self) -> None:
        """Show the measures as they are kept, after a tick was thought better of."""
        if self.opened is not None:
            self.measures.show_case(self.opened.case, editable=self._may_record)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scale.GAP)
        head.addWidget(self.family_button)
        head.addWidget(self._name)
        head.addWidget(self._place, 1)
        badges = QHBoxLayout()
        badges.setSpacing(scale.GAP)
        badges.addWidget(self._diagnosis)
        badges.addWidget(self._step)
        badges.addStretch(1)
        text = self._words.texts
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(text("cases_page.tab.label"))
        self.tabs.tabBar().setAccessibleName(text("cases_page.tab.label"))
        self.tabs.addTab(self.reports, text("cases_page.tab.reports"))
        self.tabs.addTab(self.measures, text("cases_page.tab.measures", count=0))
        self.tabs.addTab(self.contacts, text("cases_page.tab.contacts", count=0))
        self.tabs.addTab(self.facts, text("cases_page.tab.facts"))
        self.tabs.addTab(self.course, text("cases_page.tab.course"))
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.ROOMY, scale.GAP, scale.ROOMY, scale.ROOMY)
        column.setSpacing(scale.GAP)
        column.addLayout(head)
        column.addLayout(badges)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.end_bar)

    def _on_family(self) -> None:
        if self.opened is not None:
            self.family_wanted.emit(int(self.opened.case.line.person_id))
