# SPDX-License-Identifier: Apache-2.0
"""What the rule says of the person at hand, live while one types: earliest day, what is missing."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from schoolguard.clearance import Assessment, ReturnRule
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge


class StatusBox(QFrame):
    """The rule in words, the earliest day, whether the period has elapsed, what is missing."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "raised")
        self._words = words
        self.earliest = QLabel(self)
        self.earliest.setProperty("look", "section")
        self.left = Badge("", Tone.MUTED, self)
        self.elapsed = Badge("", Tone.MUTED, self)
        self.rule, self.source, self.original, self.missing = (QLabel(self) for _ in range(4))
        for label in (self.rule, self.source, self.original, self.missing):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.source, self.original):
            label.setProperty("look", "small")
        head = QHBoxLayout()
        head.setSpacing(scale.GAP)
        head.addWidget(self.earliest)
        head.addWidget(self.left)
        head.addWidget(self.elapsed)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.TIGHT)
        column.addLayout(head)
        column.addWidget(self.missing)
        column.addWidget(self.rule)
        column.addWidget(self.source)
        column.addWidget(self.original)

    def show_assessment(self, said: Assessment, original: ReturnRule, now: datetime) -> None:
        """Show what the rule says; a variant stands beside the rule itself."""
        self._show_day(said, now)
        self._show_missing(said, now)
        self._show_rule(said.rule, original)

    def _show_day(self, said: Assessment, now: datetime) -> None:
        text, words = self._words.texts, self._words
        day = words.earliest(said, now) or text("clearance_page.status.no_day")
        self.earliest.setText(text("clearance_page.status.earliest", day=day))
        if said.may_return:
            self.left.say(text("clearance_page.status.may_return"), Tone.OK)
        elif said.earliest_at is None:
            self.left.say(text("clearance_page.status.not_counted"), Tone.MUTED)
        elif said.earliest_at > now:
            days = said.days_left or 0
            key = "days_left" if days else "later_today"
            self.left.say(text(f"clearance_page.status.{key}", days=days), Tone.INFO)
        else:
            self.left.say(text("clearance_page.status.day_come"), Tone.ATTENTION)
        over = "elapsed" if said.period_over else "not_elapsed"
        tone = Tone.OK if said.period_over else Tone.MUTED
        self.elapsed.say(text(f"clearance_page.status.{over}"), tone)

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

    def _show_rule(self, rule: ReturnRule, original: ReturnRule) -> None:
        text, words = self._words.texts, self._words
        place = words.place(rule)
        self.rule.setText(text("clearance_page.status.rule", place=place, rule=words.rule(rule)))
        status = text(f"clearance_page.rule_status.{rule.status.value}")
        note = words.note(rule)
        source = text("clearance_page.status.source", source=rule.source, status=status)
        self.source.setText("\n".join(part for part in (note, source) if part))
        self.original.setVisible(rule.is_variant)
        if rule.is_variant:
            self.original.setText(
                text(
                    "clearance_page.status.original",
                    rule=words.rule(original),
                    source=original.source,
                )
            )
