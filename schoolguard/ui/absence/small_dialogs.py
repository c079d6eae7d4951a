# SPDX-License-Identifier: Apache-2.0
"""Two short questions about a case: until when it may wait, and how many lessons were missed."""

from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from schoolguard.absence import Case
from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.texts import Texts
from schoolguard.ui.widgets.day_fields import OptionalHour
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.number_field import NumberField

_HOUR = 10
_MOST_LESSONS = 12


class PostponeDialog(HouseDialog):
    """Asks when the next step is due, e.g. as agreed with the family."""

    def __init__(self, parent: QWidget | None, texts: Texts, now: datetime) -> None:
        title = texts("absence_page.postpone.title")
        super().__init__(parent, texts, title, texts("absence_page.postpone.deed"))
        tomorrow = local_day(now) + timedelta(days=1)
        self._now = now
        self.day = DayField(tomorrow, self)
        self.hour = OptionalHour(texts("absence_page.details.hour_hint"), self)
        self.hour.show_hour(instant(tomorrow, _HOUR), tomorrow)
        self._form = Form(self)
        self._form.add("day", texts("absence_page.postpone.day"), self.day)
        self._form.add("hour", texts("absence_page.postpone.hour"), self.hour)
        self.body.addWidget(self._form)

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, now: datetime) -> datetime | None:
        """Return the new due time, or None when the person thought better of it."""
        dialog = cls(parent, texts, now)
        return dialog.due_at if dialog.run() else None

    @property
    def due_at(self) -> datetime | None:
        """The time as it stands; None when the hour can not be read."""
        self.hour.move_to(self.day.day)
        return self.hour.at

    @override
    def check(self) -> bool:
        due_at = self.due_at
        wrong = "" if due_at else self.texts("absence_page.postpone.bad_hour")
        if due_at is not None and due_at < self._now:
            wrong = self.texts("absence_page.postpone.past")
        self._form.set_error("hour", wrong)
        return not wrong


class LessonsDialog(HouseDialog):
    """Asks how many lessons were missed on a day of the absence."""

    def __init__(self, parent: QWidget | None, texts: Texts, case: Case, today: date) -> None:
        title = texts("absence_page.lessons.title")
        super().__init__(parent, texts, title, texts("absence_page.lessons.deed"))
        days = sorted({mark.day for mark in case.marks} | {case.line.first_on, today})
        self.day = QComboBox(self)
        for day in reversed(days):
            self.day.addItem(day.isoformat(), day.toordinal())
        self.lessons = NumberField(self)
        self.lessons.setRange(-1, _MOST_LESSONS)
        self.lessons.setSpecialValueText(texts("absence_page.lessons.by_session"))
        self._known = case.lessons
        form = Form(self)
        form.add("day", texts("absence_page.lessons.day"), self.day)
        form.add(
            "lessons",
            texts("absence_page.lessons.count"),
            self.lessons,
            texts("absence_page.lessons.hint"),
        )
        self.body.addWidget(form)
        self.day.currentIndexChanged.connect(self._on_day)
        self._on_day()

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, case: Case, today: date
    ) -> tuple[date, int | None] | None:
        """Return day and lessons (None: by sessions), or None when nothing is to change."""
        dialog = cls(parent, texts, case, today)
        return dialog.told if dialog.run() else None

    @property
    def told(self) -> tuple[date, int | None]:
        """What the dialog says now."""
        lessons = self.lessons.value()
        return self._day, None if lessons < 0 else lessons

    @property
    def _day(self) -> date:
        return date.fromordinal(self.day.currentData())

    def _on_day(self) -> None:
        self.lessons.setValue(self._known.get(self._day, -1))
