# SPDX-License-Identifier: Apache-2.0
"""A round that did not go as planned: another hour, agent, strength or person, or not done at all.

For several rounds at once only what they share is asked. A round that is signed already is taken
back and signed anew, with a reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from typing_extensions import override

from schoolguard import disinfection
from schoolguard.disinfection import Outcome, SignOffDraft
from schoolguard.kernel.clock import local_day
from schoolguard.ui.disinfection.board_model import Spot
from schoolguard.ui.disinfection.drafting import Manner, as_planned, bottle_in_use, not_done
from schoolguard.ui.disinfection.layouts import beside
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.day_fields import OptionalHour
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_MOST_MINUTES = 24 * 60
_MOST_MG = 100_000


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of the rounds, and why a signed one is replaced."""

    drafts: tuple[SignOffDraft, ...]
    reason: str = ""


class RoundDialog(HouseDialog):
    """What was really done, or why nothing was."""

    def __init__(
        self, parent: QWidget | None, words: Words, spots: Sequence[Spot], manner: Manner
    ) -> None:
        text = words.texts
        title = text("disinfection_page.round.title", count=len(spots))
        super().__init__(parent, text, title, text("disinfection_page.round.deed"))
        self._words, self._spots, self._manner = words, tuple(spots), manner
        self._first = spots[0]
        self._signed = self._first.round.record is not None
        self.setMinimumWidth(620)
        names = "  ".join(spot.row.place.name for spot in spots[:8])
        heading = QLabel(f"{names}\n{self._task_names()}", self)
        heading.setWordWrap(True)
        self.body.addWidget(heading)
        self.outcome = QComboBox(self)
        for outcome in Outcome:
            self.outcome.addItem(text(f"disinfection_page.outcome.{outcome.value}"), outcome)
        self.hour = OptionalHour("16:30", self)
        self.agent = QComboBox(self)
        self.strength = self._number(_MOST_MG, " mg/L")
        self.contact = self._number(_MOST_MINUTES)
        self.minutes = self._number(_MOST_MINUTES)
        self.by = QLineEdit(self)
        self.note = QLineEdit(self)
        self.late = QLineEdit(manner.late_reason, self)
        self.reason = QLineEdit(self)
        self._left, self._right, self._below = Form(self), Form(self), Form(self)
        self._fill()
        self._arrange()
        self.outcome.currentIndexChanged.connect(self._on_outcome)
        self.hour.textChanged.connect(lambda _: self._show_late())
        self._on_outcome()
        self.outcome.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, spots: Sequence[Spot], manner: Manner
    ) -> Told | None:
        """Return what was said, or None when the person thought better of it."""
        dialog = cls(parent, words, spots, manner)
        return dialog.told if dialog.run() else None

    @property
    def told(self) -> Told:
        """What the dialog says now."""
        return Told(tuple(map(self._draft, self._spots)), self.reason.text().strip())

    @override
    def check(self) -> bool:
        text = self.texts
        for form in (self._left, self._right, self._below):
            form.clear_errors()
        why_not = self._not_done and not self.note.text().strip()
        self._below.set_error("note", text("disinfection_page.round.why_not") if why_not else "")
        wrong_hour = self.hour.is_wrong or (not self._not_done and self.hour.at is None)
        self._left.set_error("hour", text("disinfection_page.round.bad_hour") if wrong_hour else "")
        late = self._is_late and not self.late.text().strip()
        self._below.set_error("late", text("ui.reason_needed") if late else "")
        again = self._signed and not self.reason.text().strip()
        self._below.set_error("reason", text("ui.reason_needed") if again else "")
        return not (why_not or wrong_hour or late or again)

    @property
    def _not_done(self) -> bool:
        return bool(self.outcome.currentData() == Outcome.NOT_DONE)

    @property
    def _is_late(self) -> bool:
        manner, at = self._manner, None if self._not_done else self.hour.at
        return disinfection.is_entered_late(manner.day, at, manner.now, self._words.rules)

    def _fill(self) -> None:
        planned = self._first.task.planned
        draft = as_planned(self._first, self._manner)
        record = self._first.round.record
        for agent_id in planned.agents:
            self.agent.addItem(self._words.agent(agent_id), agent_id)
        for agent_id, agent in self._words.rules.agents.items():
            if agent_id not in planned.agents:
                self.agent.addItem(agent.name(self._words.language), agent_id)
        self.agent.addItem("", "")
        source = record if record is not None else draft
        self.agent.setCurrentIndex(self.agent.findData(source.agent_id))
        self.strength.setValue(source.mg_per_litre or 0)
        self.contact.setValue(source.contact_minutes or 0)
        self.minutes.setValue(source.minutes or 0)
        at = source.done_at if record is not None else self._usual_hour(draft.done_at)
        self.hour.show_hour(at, self._manner.day)
        self.by.setPlaceholderText(self._first.row.place.responsible)
        if record is not None:
            self.by.setText(record.by)
            self.note.setText(record.note)
            self.outcome.setCurrentIndex(self.outcome.findData(record.outcome))

    def _usual_hour(self, at: datetime | None) -> datetime | None:
        """Return the hour to begin with: none for a past day, which the person must know."""
        day: date | None = local_day(at) if at is not None else None
        return at if day == self._manner.day else None

    def _arrange(self) -> None:
        text = self.texts
        self._left.add("outcome", text("disinfection_page.round.outcome"), self.outcome)
        self._left.add("hour", text("disinfection_page.round.hour"), self.hour)
        self._left.add("by", text("disinfection_page.round.by"), self.by)
        self._right.add("agent", text("disinfection_page.round.agent"), self.agent)
        self._right.add("strength", text("disinfection_page.round.strength"), self.strength)
        self._right.add("contact", text("disinfection_page.round.contact"), self.contact)
        self._right.add("minutes", text("disinfection_page.round.minutes"), self.minutes)
        planned = self._first.task.planned
        for name in ("agent", "strength", "contact"):
            _show(self._right, name, on=bool(planned.agents))
        _show(self._right, "minutes", on=bool(planned.minutes) or not planned.agents)
        self._below.add("note", text("disinfection_page.round.note"), self.note)
        self._below.add("late", text("disinfection_page.late.reason"), self.late)
        self._below.add("reason", text("disinfection_page.round.reason"), self.reason)
        self._show_late()
        _show(self._below, "reason", on=self._signed)
        self.body.addLayout(beside((self._left,), (self._right,)))
        self.body.addWidget(self._below)

    def _show_late(self) -> None:
        _show(self._below, "late", on=self._is_late)

    def _on_outcome(self) -> None:
        self._show_late()
        for field in (self.hour, self.agent, self.strength, self.contact, self.minutes):
            field.setEnabled(not self._not_done)

    def _number(self, most: int, suffix: str = "") -> NumberField:
        field = NumberField(self)
        field.setRange(0, most)
        field.setSuffix(suffix)
        return field

    def _task_names(self) -> str:
        names = {spot.task.planned.task.name(self._words.language) for spot in self._spots}
        return "  ".join(sorted(names))

    def _draft(self, spot: Spot) -> SignOffDraft:
        draft = as_planned(spot, self._manner)
        who = self.by.text().strip()
        common = replace(
            draft,
            by_id=None if who else draft.by_id,
            by_name=who or draft.by_name,
            note=self.note.text().strip(),
            late_reason=self.late.text().strip() if self._is_late else "",
        )
        if self._not_done:
            plain = not_done(spot, self._manner, common.note)
            return replace(
                plain,
                by_id=common.by_id,
                by_name=common.by_name,
                late_reason=common.late_reason,
            )
        agent_id = str(self.agent.currentData() or "")
        return replace(
            common,
            done_at=self.hour.at,
            agent_id=agent_id,
            mg_per_litre=self.strength.value() or None,
            contact_minutes=self.contact.value() or None,
            minutes=self.minutes.value() or None,
            bottle_id=bottle_in_use(self._manner.bottles, agent_id),
        )


def _show(form: Form, name: str, *, on: bool) -> None:
    """Show a field with its label, or neither."""
    field = form.field(name)
    field.setVisible(on)
    for label in form.findChildren(QLabel):
        if label.buddy() is field:
            label.setVisible(on)
