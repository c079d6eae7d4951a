# SPDX-License-Identifier: Apache-2.0
"""One task of the plan as it is to hold at some places from today: hours, agent, strength, time.

What is left as the pack has it stays the pack's: a later pack changes it.
"""

import re
from datetime import time

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from typing_extensions import override

from schoolguard.disinfection import PlannedTask, TaskChange
from schoolguard.ui.disinfection.layouts import beside
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_HOUR = re.compile(r"(\d{1,2})[:：]?(\d{2})")
_MOST_MG = 100_000
_MOST_MINUTES = 24 * 60


class TaskDialog(HouseDialog):
    """Asks how a task is to be done here."""

    def __init__(
        self, parent: QWidget | None, words: Words, planned: PlannedTask, places: int
    ) -> None:
        text = words.texts
        task = planned.task
        title = text("disinfection_page.task.title", name=task.name(words.language), count=places)
        super().__init__(parent, text, title, text("ui.save"))
        self.setMinimumWidth(620)
        self._planned = planned
        source = QLabel(text("disinfection_page.task.source", source=task.source), self)
        source.setProperty("look", "small")
        source.setWordWrap(True)
        self.body.addWidget(source)
        self.wanted = QCheckBox(text("disinfection_page.task.planned"), self)
        self.wanted.setChecked(True)
        self.frequency = QComboBox(self)
        for frequency in words.rules.frequencies.values():
            self.frequency.addItem(frequency.name(words.language), frequency.id)
        self.frequency.setCurrentIndex(self.frequency.findData(planned.frequency_id))
        self.times = QLineEdit(" ".join(f"{one:%H:%M}" for one in planned.times), self)
        self.agent = QComboBox(self)
        for agent_id in planned.agents or task.agents:
            self.agent.addItem(words.agent(agent_id), agent_id)
        self.low = self._number(_MOST_MG, planned.low_mg_per_litre)
        self.high = self._number(_MOST_MG, planned.high_mg_per_litre)
        self.contact = self._number(_MOST_MINUTES, planned.contact_minutes)
        self.minutes = self._number(_MOST_MINUTES, planned.minutes)
        self.left, self.right = Form(self), Form(self)
        self._arrange()
        self.frequency.setFocus()

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, planned: PlannedTask, places: int
    ) -> TaskChange | None:
        """Return the change, or None."""
        dialog = cls(parent, words, planned, places)
        return dialog.change if dialog.run() else None

    @property
    def change(self) -> TaskChange:
        """The change as the dialog says it; what equals the pack is left to the pack."""
        task = self._planned.task
        frequency_id = str(self.frequency.currentData())
        times = self._times() or ()
        agent_id = str(self.agent.currentData() or "")
        return TaskChange(
            task_id=task.id,
            planned=self.wanted.isChecked(),
            frequency_id="" if frequency_id == task.frequency else frequency_id,
            times=() if times in (task.times, self._planned.times) else times,
            agent_id="" if agent_id == next(iter(task.agents), "") else agent_id,
            low_mg_per_litre=_own(self.low.value(), task.low_mg_per_litre),
            high_mg_per_litre=_own(self.high.value(), task.high_mg_per_litre),
            contact_minutes=_own(self.contact.value(), task.contact_minutes),
            minutes=_own(self.minutes.value(), task.minutes),
        )

    @override
    def check(self) -> bool:
        times = self._times()
        rising = times is not None and list(times) == sorted(set(times))
        self.left.clear_errors()
        self.right.clear_errors()
        self.left.set_error(
            "times", "" if rising else self.texts("disinfection_page.task.bad_times")
        )
        strong = self.low.value() <= self.high.value()
        words = "" if strong else self.texts("disinfection_page.task.bad_strength")
        self.right.set_error("high", words)
        return rising and strong

    def _times(self) -> tuple[time, ...] | None:
        found = []
        for word in re.split(r"[\s,，、;；]+", self.times.text().strip()):
            match = _HOUR.fullmatch(word)
            if match is None or int(match[1]) > 23 or int(match[2]) > 59:
                if word:
                    return None
                continue
            found.append(time(int(match[1]), int(match[2])))
        return tuple(found)

    def _arrange(self) -> None:
        text = self.texts
        self.left.add("planned", text("disinfection_page.task.here"), self.wanted)
        self.left.add("frequency", text("disinfection_page.task.frequency"), self.frequency)
        hint = text("disinfection_page.task.times_hint")
        self.left.add("times", text("disinfection_page.task.times"), self.times, hint)
        self.left.add("minutes", text("disinfection_page.task.minutes"), self.minutes)
        self.right.add("agent", text("disinfection_page.round.agent"), self.agent)
        self.right.add("low", text("disinfection_page.task.low"), self.low)
        self.right.add("high", text("disinfection_page.task.high"), self.high)
        self.right.add("contact", text("disinfection_page.task.contact"), self.contact)
        self.body.addLayout(beside((self.left,), (self.right,)))

    def _number(self, most: int, value: int) -> NumberField:
        field = NumberField(self)
        field.setRange(0, most)
        field.setValue(value)
        return field


def _own(value: int, of_the_pack: int) -> int | None:
    return None if value == of_the_pack else value
