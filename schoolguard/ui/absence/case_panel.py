# SPDX-License-Identifier: Apache-2.0
"""One case to work on: who, whom to call, what is known, its course, its end."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.absence import Case, CaseDetails, Standing
from schoolguard.kernel.actor import Actor
from schoolguard.ui.absence.close_bar import CloseBar
from schoolguard.ui.absence.contact_bar import ContactBar
from schoolguard.ui.absence.details_form import DetailsForm
from schoolguard.ui.absence.link_bar import LinkBar
from schoolguard.ui.absence.reading import OpenCase
from schoolguard.ui.absence.timeline import Timeline
from schoolguard.ui.absence.words import Words, step_tone
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge


class CasePanel(QFrame):
    """A case and everything that is done with it.

    Signals:
        save_wanted: the `CaseDetails` to write.
        family_wanted: id of the person whose family file should be opened.
    """

    save_wanted = Signal(object)
    family_wanted = Signal(int)

    def __init__(
        self, words: Words, actor: Actor, *, may_follow: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._words = words
        self._may_follow = may_follow
        self.opened: OpenCase | None = None
        self._name = QLabel(self)
        self._name.setProperty("look", "title")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place = QLabel(self)
        self._place.setProperty("look", "muted")
        self._class = QLabel(self)
        self._class.setProperty("tone", Tone.ATTENTION)
        self._class.setWordWrap(True)
        self._step = Badge("", Tone.MUTED, self)
        self._suspected = Badge(words.texts("absence_page.suspected"), Tone.ALARM, self)
        self.contact = ContactBar(words, self)
        self.details = DetailsForm(words, self)
        self.timeline = Timeline(words, self)
        self.links = LinkBar(words, actor, self)
        self.close_bar = CloseBar(words, self)
        self.save_button = QPushButton(words.texts("absence_page.details.save"), self)
        self.save_button.setShortcut(QKeySequence("Ctrl+S"))
        self.save_button.setToolTip(
            words.texts("ui.with_key", words=self.save_button.text(), shortcut="Ctrl+S")
        )
        self.family_button = QToolButton(self)
        self.family_button.setIcon(icon("contact"))
        self.family_button.setShortcut(QKeySequence("F4"))
        family = words.texts("absence_page.family")
        self.family_button.setAccessibleName(family)
        self.family_button.setToolTip(words.texts("ui.with_key", words=family, shortcut="F4"))
        self._arrange()
        self.family_button.clicked.connect(self._on_family)
        self.save_button.clicked.connect(self._on_save)
        self.details.edited.connect(self._on_edited)

    @property
    def unsaved(self) -> CaseDetails | None:
        """What was typed and not kept yet; None when nothing was, or it can not be read."""
        if self.opened is None or not self.save_button.isEnabled():
            return None
        typed = self.details.details()
        return typed if typed != self.opened.case.details else None

    def show_case(self, opened: OpenCase, today: date, *, may_close: bool) -> None:
        """Show a case; what was typed for the same case and not kept yet stays."""
        same = self.opened is not None and self.opened.case.line.id == opened.case.line.id
        kept = self.unsaved if same else None
        self.opened = opened
        case = opened.case
        self._show_head(case)
        self._show_class(opened)
        is_open = case.line.standing is Standing.OPEN
        self.contact.show_case(opened)
        self.contact.setEnabled(is_open and self._may_follow)
        if kept is None:
            self.details.show_case(case, today)
            self.save_button.setEnabled(False)
        self.details.setEnabled(is_open and self._may_follow)
        self.timeline.show_case(case)
        self.links.show_case(opened)
        self.close_bar.show_case(case, today, may_close=may_close, may_follow=self._may_follow)

    def _show_head(self, case: Case) -> None:
        line, words = case.line, self._words
        self._name.setText(line.name)
        self._name.setAccessibleName(line.name)
        self._place.setText(
            words.texts(
                "absence_page.head",
                where=line.class_name,
                first=words.day(line.first_on),
                days=words.days_away(line),
            )
        )
        self._step.say(words.step(line), step_tone(line))
        self._suspected.setVisible(line.epidemic_suspected)

    def _show_class(self, opened: OpenCase) -> None:
        """Say what the class had in three days, where a symptom is shared."""
        words = self._words
        shared = [
            words.texts("absence_page.symptom_count", name=name, count=count)
            for symptom, name in words.symptoms.items()
            if (count := opened.class_symptoms.get(symptom, 0)) > 1
        ]
        list_of = words.texts("absence_page.between").join(shared)
        self._class.setText(words.texts("absence_page.class_symptoms", symptoms=list_of))
        self._class.setVisible(bool(shared))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scale.GAP)
        head.addWidget(self.family_button)
        head.addWidget(self._name)
        head.addWidget(self._place, 1)
        head.addWidget(self._suspected)
        head.addWidget(self._step)
        self.tabs = QTabWidget(self)
        label = self._words.texts("absence_page.choose.title")
        self.tabs.setAccessibleName(label)
        self.tabs.tabBar().setAccessibleName(label)
        scrolled = QScrollArea(self)
        scrolled.setWidgetResizable(True)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.details.setObjectName("scrolled")
        scrolled.setWidget(self.details)
        self.tabs.addTab(scrolled, self._words.texts("absence_page.details.tab"))
        self.tabs.addTab(self.timeline, self._words.texts("absence_page.timeline.tab"))
        self.tabs.setCornerWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.MARGIN, scale.ROOMY, scale.MARGIN, scale.ROOMY)
        column.setSpacing(scale.GAP)
        column.addLayout(head)
        column.addWidget(self._class)
        column.addWidget(self.contact)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.links)
        column.addWidget(self.close_bar)

    def _on_family(self) -> None:
        if self.opened is not None:
            self.family_wanted.emit(self.opened.case.line.person_id)

    def _on_edited(self) -> None:
        self.save_button.setEnabled(self._may_follow)

    def _on_save(self) -> None:
        typed = self.details.details()
        if typed is not None:
            self.save_wanted.emit(typed)
