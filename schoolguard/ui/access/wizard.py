# SPDX-License-Identifier: Apache-2.0
"""The first start: from an empty computer to a school that one can log in to.

Three steps ask, one creates, one prints the recovery sheet and has its code typed back: a code that
nobody can read from paper would be no way back in.
"""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from schoolguard.app import School
from schoolguard.app.bootstrap import NewSchool, SchoolSetup, create_school
from schoolguard.kernel.clock import Clock, local_day
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.texts import Texts
from schoolguard.ui.access.opening import Opening
from schoolguard.ui.access.recovery_step import RecoveryStep
from schoolguard.ui.access.wizard_steps import AccountsStep, CalendarStep, SchoolStep
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner

_STEPS = ("school", "calendar", "account", "recovery")


class FirstStart(QWidget):
    """The wizard's window.

    Signals:
        founded: the new school, open in the nurse's name.
        given_up: back to the welcome; nothing was written.
    """

    founded = Signal(School)
    given_up = Signal()

    def __init__(self, texts: Texts, clock: Clock) -> None:
        super().__init__()
        self.texts = texts
        self._clock = clock
        self._new: NewSchool | None = None
        self.setWindowTitle(texts("first_start.title"))
        self.resize(920, 680)
        self.school_step = SchoolStep(texts, self)
        self.calendar_step = CalendarStep(texts, local_day(clock.now()), self)
        self.accounts_step = AccountsStep(texts, self)
        self.recovery_step = RecoveryStep(texts, self)
        self._steps = QStackedWidget(self)
        self._where = QLabel(self)
        self._where.setProperty("look", "muted")
        self._title = QLabel(self)
        self._title.setProperty("look", "title")
        self.problem = Banner(self)
        self.back_button = QPushButton(texts("ui.back"), self)
        self.next_button = QPushButton(texts("ui.next"), self)
        self.next_button.setProperty("look", "primary")
        self._opening = Opening(self)
        self._arrange()
        self._connect()
        self._go(0)

    def _arrange(self) -> None:
        for step in (self.school_step, self.calendar_step, self.accounts_step, self.recovery_step):
            step.setObjectName("scrolled")
            area = QScrollArea(self._steps)
            area.setWidgetResizable(True)
            area.setWidget(step)
            self._steps.addWidget(area)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * scale.WIDE, scale.WIDE, 2 * scale.WIDE, scale.WIDE)
        column.setSpacing(scale.GAP)
        column.addWidget(self._where)
        column.addWidget(self._title)
        column.addWidget(self.problem)
        column.addWidget(self._steps, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._back)
        self.next_button.clicked.connect(self._next)
        self._opening.succeeded.connect(self._on_created)
        self._opening.failed.connect(self._on_failed)
        self.recovery_step.confirmed.connect(self._on_confirmed)

    def _back(self) -> None:
        at = self._steps.currentIndex()
        if at == 0:
            self.given_up.emit()
        else:
            self._go(at - 1)

    def _next(self) -> None:
        at = self._steps.currentIndex()
        if at == 0 and self.school_step.check():
            self._go(1)
            self.calendar_step.check()
        elif at == 1 and self.calendar_step.check():
            self._go(2)
        elif at == 2 and self.accounts_step.check():
            self._create()
        elif at == 3:
            self.recovery_step.confirm()

    def _create(self) -> None:
        settings = self.school_step.settings()
        if settings is None:
            return
        setup = SchoolSetup(settings, self.accounts_step.accounts(), self.calendar_step.calendar)
        folder = Path(self.school_step.folder.text())
        self.next_button.setEnabled(False)
        self.problem.say(Tone.INFO, self.texts("first_start.creating"))
        self._opening.attempt(lambda: create_school(folder, setup, self._clock))

    def _on_created(self, new: NewSchool) -> None:
        self._new = new
        self.problem.say(Tone.OK, "")
        self.next_button.setEnabled(True)
        self.recovery_step.take(new, local_day(self._clock.now()))
        self._go(_STEPS.index("recovery"))

    def _on_failed(self, error: Exception) -> None:
        self.next_button.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self.problem.say(Tone.ALARM, self.texts.error(error))

    def _on_confirmed(self) -> None:
        if self._new is not None:
            school, self._new = self._new.school, None
            self.founded.emit(school)

    def _go(self, at: int) -> None:
        self._steps.setCurrentIndex(at)
        key = _STEPS[at]
        self._where.setText(self.texts("first_start.where", step=at + 1, steps=len(_STEPS)))
        self._title.setText(self.texts(f"first_start.{key}.title"))
        self.back_button.setVisible(key != "recovery")
        self.next_button.setText(
            self.texts("first_start.finish" if key == "recovery" else "ui.next")
        )
        first = (
            self.school_step.name,
            self.calendar_step.grid.days,
            self.accounts_step.forms[next(iter(self.accounts_step.forms))].name,
            self.recovery_step.paper_button,
        )[at]
        first.setFocus()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._new is not None:
            self._new.school.close()
        super().closeEvent(event)
