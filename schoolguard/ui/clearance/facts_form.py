# SPDX-License-Identifier: Apache-2.0
"""The days that times are counted from, and the conditions to tick: what the rule asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from schoolguard.clearance import Anchor, Anchors, Clearance, ReturnRule
from schoolguard.kernel.clock import instant, local_time
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.widgets.day_fields import OptionalDay, OptionalHour


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form."""

    anchors: Anchors
    ticks: frozenset[str]
    hospital: str
    note: str


class FactsForm(QWidget):
    """Days, conditions, hospital and note of one clearance.

    Signals:
        edited: the person changed something.
    """

    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        text = words.texts
        self._today = date.min
        self.days = {
            anchor: OptionalDay(text("clearance_page.day_hint"), self) for anchor in Anchor
        }
        self.hours = {
            anchor: OptionalHour(text("clearance_page.hour_hint"), self) for anchor in Anchor
        }
        self._labels = {anchor: QLabel(words.anchor(anchor), self) for anchor in Anchor}
        self.ticks = {one: QCheckBox(words.condition(one), self) for one in words.rules.conditions}
        self.hospital, self.note = QLineEdit(self), QLineEdit(self)
        self._shown: tuple[Anchor, ...] = ()
        self._kept_ticks: frozenset[str] = frozenset()
        self._kept = Anchors()
        self._arrange()
        self._connect()

    def show_clearance(self, found: Clearance, today: date) -> None:
        """Show what is known, in the fields that the rule in force asks for."""
        self.blockSignals(True)
        self._today, self._kept = today, found.anchors
        for anchor in Anchor:
            day, hour = found.anchors.day(anchor), found.anchors.hour(anchor)
            self.days[anchor].show_day(day, today)
            at = instant(day, hour.hour, hour.minute) if day and hour else None
            self.hours[anchor].show_hour(at, day or today)
        for condition, box in self.ticks.items():
            box.setChecked(condition in found.ticks)
        self._kept_ticks = found.ticks - self.ticks.keys()
        self.hospital.setText(found.hospital)
        self.note.setText(found.note)
        self.ask_for(found.line.assessment.rule)
        self.blockSignals(False)
        self.mark_wrong()

    def ask_for(self, rule: ReturnRule) -> None:
        """Show the fields that a rule asks for; what is known besides stays visible."""
        asked = {Anchor.ONSET, *rule.anchors}
        self._shown = tuple(a for a in Anchor if a in asked or self._kept.day(a) is not None)
        for anchor in Anchor:
            visible = anchor in self._shown
            self._labels[anchor].setVisible(visible)
            self.days[anchor].setVisible(visible)
            self.hours[anchor].setVisible(visible and anchor in rule.in_hours)
        for condition, box in self.ticks.items():
            box.setVisible(condition in rule.conditions or box.isChecked())
        self._conditions.setVisible(any(not box.isHidden() for box in self.ticks.values()))

    @property
    def first_field(self) -> QWidget:
        """The first day that is not known, else the first one."""
        unknown = (self.days[one] for one in self._shown if self.days[one].day is None)
        return next(unknown, self.days[Anchor.ONSET])

    def typed(self) -> Typed:
        """Return what the form says; what can not be read yet counts as not known."""
        days = {anchor: self.days[anchor].day for anchor in Anchor}
        return Typed(
            anchors=Anchors(
                onset_on=days[Anchor.ONSET],
                rash_onset_on=days[Anchor.RASH_ONSET],
                symptom_end_on=days[Anchor.SYMPTOM_END],
                fever_end_on=days[Anchor.FEVER_END],
                treatment_start_on=days[Anchor.TREATMENT_START],
                hours=self._hours(days),
            ),
            ticks=self._kept_ticks | {one for one, box in self.ticks.items() if box.isChecked()},
            hospital=self.hospital.text().strip(),
            note=self.note.text().strip(),
        )

    def mark_wrong(self) -> bool:
        """Frame the fields that can not be read; return whether there are any."""
        found = False
        for anchor in Anchor:
            for field in (self.days[anchor], self.hours[anchor]):
                set_look(field, "wrong", "true" if field.is_wrong else "")
                found = found or field.is_wrong
        return found

    def _hours(self, days: Mapping[Anchor, date | None]) -> dict[Anchor, time]:
        hours = {}
        for anchor, field in self.hours.items():
            if days[anchor] is not None and field.at is not None:
                at = local_time(field.at)
                hours[anchor] = time(at.hour, at.minute)
        return hours

    def _arrange(self) -> None:
        text = self._words.texts
        grid = QGridLayout()
        grid.setHorizontalSpacing(scale.ROOMY)
        grid.setVerticalSpacing(scale.TIGHT)
        for row, anchor in enumerate(Anchor):
            label, day, hour = self._labels[anchor], self.days[anchor], self.hours[anchor]
            label.setBuddy(day)
            day.setAccessibleName(label.text())
            hour.setAccessibleName(text("clearance_page.hour_of", day=label.text()))
            hour.setMaximumWidth(110)
            day.setMaximumWidth(130)
            grid.addWidget(label, row, 0)
            grid.addWidget(day, row, 1)
            grid.addWidget(hour, row, 2)
        grid.setColumnStretch(3, 1)
        self._conditions = QLabel(text("clearance_page.conditions"), self)
        self._conditions.setProperty("look", "muted")
        more = QGridLayout()
        more.setHorizontalSpacing(scale.ROOMY)
        for at, (key, field) in enumerate((("hospital", self.hospital), ("note", self.note))):
            label = QLabel(text(f"clearance.field.{key}"), self)
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            more.addWidget(label, 0, 2 * at)
            more.addWidget(field, 0, 2 * at + 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.TIGHT)
        column.addLayout(grid)
        column.addWidget(self._conditions)
        for box in self.ticks.values():
            column.addWidget(box)
        column.addLayout(more)

    def _connect(self) -> None:
        for anchor in Anchor:
            self.days[anchor].textEdited.connect(self.edited)
            self.hours[anchor].textEdited.connect(self.edited)
        for box in self.ticks.values():
            box.toggled.connect(self.edited)
        for field in (self.hospital, self.note):
            field.textEdited.connect(self.edited)
