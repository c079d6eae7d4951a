# SPDX-License-Identifier: Apache-2.0
"""Why rounds of an earlier day are entered only now, and at which hour they were done."""

from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.kernel.clock import local_day, local_time
from schoolguard.kernel.texts import Texts
from schoolguard.ui.disinfection.drafting import When
from schoolguard.ui.widgets.day_fields import OptionalHour
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form


@dataclass(frozen=True, slots=True)
class Late:
    """What was said; `hour` None = each round at its planned hour."""

    reason: str
    hour: tuple[int, int] | None


class LateDialog(HouseDialog):
    """Asked once for a day; the answer holds until another day is shown."""

    def __init__(self, parent: QWidget | None, texts: Texts, day: date, now: datetime) -> None:
        title = texts("disinfection_page.late.title", day=day.isoformat())
        super().__init__(parent, texts, title, texts("disinfection_page.late.deed"))
        self.reason = QLineEdit(self)
        self.when = QComboBox(self)
        self.when.addItem(texts("disinfection_page.late.planned"), When.PLANNED)
        self.when.addItem(texts("disinfection_page.late.at"), When.NOW)
        self.hour = OptionalHour("16:30", self)
        self.hour.move_to(day)
        self.hour.setEnabled(False)
        self.form = Form(self)
        hint = texts("disinfection_page.late.hint")
        self.form.add("reason", texts("disinfection_page.late.reason"), self.reason, hint)
        self.form.add("when", texts("disinfection_page.late.when"), self.when)
        self.form.add("hour", texts("disinfection_page.late.hour"), self.hour)
        self.body.addWidget(self.form)
        if day == local_day(now):
            # The hours of today were chosen on the board already.
            self.when.setEnabled(False)
        self.when.currentIndexChanged.connect(lambda at: self.hour.setEnabled(at == 1))
        self.reason.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, day: date, now: datetime) -> Late | None:
        """Return what was said, or None when the person thought better of it."""
        dialog = cls(parent, texts, day, now)
        return dialog.told if dialog.run() else None

    @property
    def told(self) -> Late:
        """What the dialog says now."""
        at = self.hour.at if self.when.currentIndex() == 1 else None
        hour = (local_time(at).hour, local_time(at).minute) if at is not None else None
        return Late(self.reason.text().strip(), hour)

    @override
    def check(self) -> bool:
        self.form.clear_errors()
        lacking = not self.reason.text().strip()
        wrong = self.when.currentIndex() == 1 and self.hour.at is None
        self.form.set_error("hour", self.texts("disinfection_page.round.bad_hour") if wrong else "")
        self.form.set_error("reason", self.texts("ui.reason_needed") if lacking else "")
        return not (lacking or wrong)
