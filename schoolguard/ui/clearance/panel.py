# SPDX-License-Identifier: Apache-2.0
"""One clearance to work on: who, what the rule says, days, conditions, papers, the decision."""

from datetime import datetime

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

from schoolguard.clearance import Clearance, Sign, Standing, assess_facts
from schoolguard.kernel.clock import Clock, local_day
from schoolguard.ui.clearance.course import Course
from schoolguard.ui.clearance.decision_bar import DecisionBar
from schoolguard.ui.clearance.disease_field import DiseaseField
from schoolguard.ui.clearance.facts_form import FactsForm, Typed
from schoolguard.ui.clearance.papers_box import PapersBox
from schoolguard.ui.clearance.status_box import RuleCard, StatusBox
from schoolguard.ui.clearance.words import Words, sign_tone
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge


class ClearancePanel(QFrame):
    """A clearance and everything that is done with it.

    Signals:
        save_wanted: the form is to be kept.
        disease_wanted: id of the disease that it is instead.
        family_wanted: id of the person whose family file should be opened.
    """

    save_wanted = Signal()
    disease_wanted = Signal(str)
    family_wanted = Signal(int)

    def __init__(
        self, words: Words, clock: Clock, *, may_clear: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._words, self._clock, self._may_clear = words, clock, may_clear
        self.found: Clearance | None = None
        self._name = QLabel(self)
        self._name.setProperty("look", "title")
        self._name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._place = QLabel(self)
        self._place.setProperty("look", "muted")
        self._sign = Badge("", Tone.MUTED, self)
        self.disease = DiseaseField(words, self)
        self.status = StatusBox(words, self)
        self.form = FactsForm(words, self)
        self.rule_card = RuleCard(words, self)
        self.papers = PapersBox(words, self)
        self.course = Course(words, self)
        self.decision = DecisionBar(words, self)
        save = words.texts("clearance_page.save")
        self.save_button = QPushButton(save, self)
        self.save_button.setShortcut(QKeySequence("Ctrl+S"))
        self.save_button.setToolTip(words.texts("ui.with_key", words=save, shortcut="Ctrl+S"))
        family = words.texts("clearance_page.family")
        self.family_button = QToolButton(self)
        self.family_button.setIcon(icon("contact"))
        self.family_button.setShortcut(QKeySequence("F4"))
        self.family_button.setAccessibleName(family)
        self.family_button.setToolTip(words.texts("ui.with_key", words=family, shortcut="F4"))
        self._arrange()
        self._connect()

    @property
    def unsaved(self) -> Typed | None:
        """What was typed and not kept yet; None when nothing was."""
        return self.form.typed() if self.save_button.isEnabled() and self.found else None

    def show_clearance(self, found: Clearance) -> None:
        """Show a clearance; what was typed for the same one and not kept yet stays."""
        same = self.found is not None and self.found.line.id == found.line.id
        keeps = same and self.save_button.isEnabled()
        self.found = found
        today = local_day(self._clock.now())
        is_open = found.line.standing is Standing.OPEN
        self._show_head(found)
        if not keeps:
            self.form.show_clearance(found, today)
            self.save_button.setEnabled(False)
        else:
            self.form.ask_for(found.line.assessment.rule)
        for part in (self.form, self.papers, self.disease):
            part.setEnabled(is_open and self._may_clear)
        self.papers.show_clearance(found)
        self.course.show_clearance(found)
        self.decision.show_clearance(found, today, may_decide=self._may_clear)
        self._assess()

    @property
    def is_wrong(self) -> bool:
        """Whether something stands in the form that can not be read."""
        return self.form.mark_wrong()

    def saved(self) -> None:
        """Take note that what stands in the form is kept."""
        self.save_button.setEnabled(False)

    def _show_head(self, found: Clearance) -> None:
        line = found.line
        self._name.setText(line.name)
        self._place.setText(line.class_name)
        self._sign.say(self._words.standing(line), sign_tone(line))
        self._sign.setVisible(line.sign in {None, Sign.IN_CLASS})
        self.disease.blockSignals(True)
        self.disease.choose(line.disease_id)
        self.disease.blockSignals(False)

    def _assess(self) -> None:
        """Say what the rule says of what stands in the form now."""
        if self.found is None:
            return
        now: datetime = self._clock.now()
        typed = self.form.typed()
        rule = self.found.line.assessment.rule
        papers = [one.fact for one in self.found.papers if one.retracted_at is None]
        said = assess_facts(typed.anchors, rule, papers, typed.ticks, now)
        self.status.show_assessment(said, now)
        self.rule_card.show_rules(rule, self.found.original)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scale.GAP)
        head.addWidget(self.family_button)
        head.addWidget(self._name)
        head.addWidget(self._place)
        head.addStretch(1)
        head.addWidget(self.disease)
        head.addWidget(self._sign)
        inside = QWidget(self)
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(scale.GAP, scale.GAP, scale.GAP, scale.TIGHT)
        column.setSpacing(scale.GAP)
        column.addWidget(self.form)
        column.addWidget(self.papers)
        column.addStretch(1)
        self.tabs = QTabWidget(self)
        label = self._words.texts("clearance_page.choose.title")
        self.tabs.setAccessibleName(label)
        self.tabs.tabBar().setAccessibleName(label)
        self.rule_card.setObjectName("scrolled")
        self.tabs.addTab(_scrolled(inside), self._words.texts("clearance_page.tab.check"))
        self.tabs.addTab(_scrolled(self.rule_card), self._words.texts("clearance_page.tab.rule"))
        self.tabs.addTab(self.course, self._words.texts("clearance_page.course.tab"))
        self.tabs.setCornerWidget(self.save_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(scale.MARGIN, scale.ROOMY, scale.MARGIN, scale.ROOMY)
        outer.setSpacing(scale.GAP)
        outer.addLayout(head)
        outer.addWidget(self.status)
        outer.addWidget(self.tabs, 1)
        outer.addWidget(self.decision)

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.save_button.clicked.connect(self.save_wanted)
        self.family_button.clicked.connect(self._on_family)
        self.disease.disease_chosen.connect(self._on_disease)

    def _on_edited(self) -> None:
        self.save_button.setEnabled(self._may_clear)
        self.form.mark_wrong()
        self._assess()

    def _on_family(self) -> None:
        if self.found is not None:
            self.family_wanted.emit(self.found.line.person_id)

    def _on_disease(self) -> None:
        chosen = self.disease.disease_id
        if self.found is not None and chosen and chosen != self.found.line.disease_id:
            self.disease_wanted.emit(chosen)


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
