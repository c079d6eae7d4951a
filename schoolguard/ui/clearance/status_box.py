# SPDX-License-Identifier: Apache-2.0
"""What the rule says of the person at hand, live while one types: earliest day, what is missing.

The rule itself, with its source, stands in `RuleCard`, and a region's variant beside it.
"""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from schoolguard.clearance import Assessment, MissingKind, ReturnRule
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge


class StatusBox(QWidget):
    """The earliest day, whether the period has elapsed, what is missing."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.earliest = QLabel(self)
        self.earliest.setProperty("look", "section")
        self.left = Badge("", Tone.MUTED, self)
        self.elapsed = Badge("", Tone.MUTED, self)
        self.variant = Badge(words.texts("clearance_page.status.variant"), Tone.ACCENT, self)
        self.missing = QLabel(self)
        self.missing.setWordWrap(True)
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.setSpacing(scale.GAP)
        head.addWidget(self.earliest)
        head.addWidget(self.left)
        head.addWidget(self.elapsed)
        head.addWidget(self.variant)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.TIGHT)
        column.addLayout(head)
        column.addWidget(self.missing)

    def show_assessment(self, said: Assessment, now: datetime) -> None:
        """Show what the rule says."""
        self.variant.setVisible(said.rule.is_variant)
        self._show_day(said, now)
        self._show_missing(said, now)

    def _show_day(self, said: Assessment, now: datetime) -> None:
        text = self._words.texts
        counted = said.earliest_at is not None
        day = self._words.earliest(said, now)
        key = "earliest" if counted else "no_day"
        self.earliest.setText(text(f"clearance_page.status.{key}", day=day))
        words, tone = self._left(said, now)
        self.left.say(words, tone)
        self.left.setVisible(bool(words))
        over = "elapsed" if said.period_over else "not_elapsed"
        tone = Tone.OK if said.period_over else Tone.MUTED
        self.elapsed.say(text(f"clearance_page.status.{over}"), tone)
        self.elapsed.setVisible(counted or said.period_over)

    def _left(self, said: Assessment, now: datetime) -> tuple[str, Tone]:
        """Return how long it still takes, in words; empty where no time counts."""
        text = self._words.texts
        if said.may_return:
            return text("clearance_page.status.may_return"), Tone.OK
        if said.earliest_at is None:
            blind = any(one.kind is MissingKind.ANCHOR for one in said.missing)
            return (text("clearance_page.status.not_counted") if blind else ""), Tone.MUTED
        if said.earliest_at <= now:
            return text("clearance_page.status.day_come"), Tone.ATTENTION
        days = said.days_left or 0
        key = "days_left" if days else "later_today"
        return text(f"clearance_page.status.{key}", days=days), Tone.INFO

    def _show_missing(self, said: Assessment, now: datetime) -> None:
        text = self._words.texts
        gaps = text("clearance.semicolon").join(self._words.all_missing(said, now))
        if not gaps:
            words = text("clearance_page.status.nothing_missing")
        else:
            words = text("clearance_page.status.missing", gaps=gaps)
        if said.by_whole_days and not said.may_return:
            words = f"{words}\n{text('clearance_page.status.by_whole_days')}"
        self.missing.setText(words)
        self.missing.setAccessibleName(words)


class RuleCard(QFrame):
    """The rule in force in words, way by way, with its source; a variant beside the rule itself."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.rule, self.original = QLabel(self), QLabel(self)
        column = QVBoxLayout(self)
        column.setSpacing(scale.ROOMY)
        for label in (self.rule, self.original):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        column.addStretch(1)
        self.original.setProperty("look", "muted")

    def show_rules(self, rule: ReturnRule, original: ReturnRule) -> None:
        """Show the rule in force, and the rule itself where a variant is."""
        self.rule.setText(self._words.rule_card(rule))
        self.original.setText(self._words.rule_card(original))
        self.original.setVisible(rule.is_variant)
