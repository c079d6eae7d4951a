# SPDX-License-Identifier: Apache-2.0
"""One warning to read and to answer: facts, names on demand, answers, measures, reports, course."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.kernel.clock import local_time
from schoolguard.kernel.ids import PersonId
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.stylesheet import set_look
from schoolguard.ui.warning.words import Words
from schoolguard.warning import EarlyWarning, ReportDraft, Standing

_ANSWERS = (Standing.VERIFIED, Standing.NOT_CLUSTER, Standing.MISTAKE)
_MEASURES_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A warning with the classes of those who were counted."""

    warning: EarlyWarning
    classes: Mapping[PersonId, str]


class WarningPanel(QWidget):
    """The warning at hand.

    Signals:
        answered: a `Standing` and a note.
        step_toggled: id of a measure, and whether it is ticked now.
        reported: a `ReportDraft`.
        names_wanted: the names are to be shown.
    """

    answered = Signal(object, str)
    step_toggled = Signal(str, bool)
    reported = Signal(object)
    names_wanted = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        texts = words.texts
        self.title = self._label("section")
        self.facts = self._label()
        self.duty = self._label()
        set_look(self.duty, "look", "strong")
        self.rule = self._label("small")
        self.names = self._label()
        self.names_button = QPushButton(texts("warning_page.names"), self)
        self.names_button.setShortcut("F6")
        self.note = QLineEdit(self)
        self.note.setPlaceholderText(texts("warning_page.note"))
        self.note.setAccessibleName(texts("warning_page.note"))
        self.answers = {one: self._button(f"warning_page.answer.{one.value}") for one in _ANSWERS}
        self.take_back = self._button("warning_page.answer.open")
        self.measures = {one: QCheckBox(self) for one in words.cases.measures}
        self.party, self.way = QComboBox(self), QComboBox(self)
        self.answered_by = QLineEdit(self)
        self.report_button = self._button("warning_page.report.deed")
        self.reports = self._label("small")
        self.course = self._label("small")
        self._fill()
        self._arrange()
        self._connect()

    def show_warning(self, opened: Opened, now: datetime, *, may_answer: bool) -> None:
        """Show a warning; the names stay away until asked for."""
        one, words = opened.warning, self._words
        line, last = one.line, one.line.last
        standing = words.texts(f"warning_page.standing.{line.standing.value}")
        self.title.setText(f"【{words.level(line.level)}】{words.unit(line)}  ·  {standing}")
        facts = [words.fact(line, last), words.usual(last)]
        if last.missing:
            facts.append(words.texts("warning_page.missing", count=last.missing))
        self.facts.setText("\n".join(facts))
        self.duty.setText(words.duty(line, now))
        self.rule.setText(words.rule(line, last))
        self.names.hide()
        self._show_deeds(one, may_answer=may_answer)
        self.course.setText("\n".join(words.turn(one, turn) for turn in one.turns))

    def show_names(self, opened: Opened) -> None:
        """Show who was counted, by day, with the class."""
        one = opened.warning
        self.names.setText(
            "\n".join(
                self._words.texts(
                    "warning_page.person",
                    month=day.month,
                    day=day.day,
                    name=one.names.get(person_id, ""),
                    where=opened.classes.get(person_id, ""),
                )
                for person_id, day in one.line.last.onsets
            )
            or self._words.texts("warning_page.nobody")
        )
        self.names.show()

    def _show_deeds(self, one: EarlyWarning, *, may_answer: bool) -> None:
        standing = one.line.standing
        for answer, button in self.answers.items():
            button.setEnabled(may_answer and standing is not answer)
        self.take_back.setEnabled(may_answer and standing is not Standing.OPEN)
        ticked = {tick.step_id for tick in one.steps}
        for step_id, box in self.measures.items():
            box.blockSignals(True)
            box.setChecked(step_id in ticked)
            box.setEnabled(may_answer)
            box.blockSignals(False)
        self.report_button.setEnabled(may_answer)
        texts, known = self._words.texts, self._words.cases
        self.reports.setText(
            "\n".join(
                texts(
                    "warning_page.report.line",
                    time=f"{local_time(made.at):%m-%d %H:%M}",
                    party=known.recipients[made.party_id].name(texts.language)
                    if made.party_id in known.recipients
                    else made.party_id,
                    who=made.answered_by,
                )
                for made in one.reports
            )
        )

    def _fill(self) -> None:
        texts, known = self._words.texts, self._words.cases
        for step_id, box in self.measures.items():
            box.setText(known.measures[step_id].name(texts.language))
        for recipient in known.recipients.values():
            self.party.addItem(recipient.name(texts.language), recipient.id)
        for way in known.ways.values():
            self.way.addItem(way.name(texts.language), way.id)
        self.party.setAccessibleName(texts("warning_page.report.party"))
        self.way.setAccessibleName(texts("warning_page.report.way"))
        self.answered_by.setPlaceholderText(texts("warning_page.report.who"))
        self.answered_by.setAccessibleName(texts("warning_page.report.who"))

    def _arrange(self) -> None:
        answers = QVBoxLayout()
        answers.addWidget(self.note)
        buttons = QHBoxLayout()
        for button in (*self.answers.values(), self.take_back):
            buttons.addWidget(button)
        answers.addLayout(buttons)
        report = QGridLayout()
        for place, field in enumerate((self.party, self.way, self.answered_by, self.report_button)):
            report.addWidget(field, place // 2, place % 2)
        measures = QGridLayout()
        for number, box in enumerate(self.measures.values()):
            measures.addWidget(box, number // _MEASURES_A_ROW, number % _MEASURES_A_ROW)
        column = QVBoxLayout(self)
        column.setSpacing(scale.GAP)
        for label in (self.title, self.facts, self.duty, self.rule):
            column.addWidget(label)
        column.addWidget(self.names_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.names)
        for name, layout in (("answer", answers), ("measures", measures), ("report", report)):
            heading = self._label("strong")
            heading.setText(self._words.texts(f"warning_page.part.{name}"))
            column.addWidget(heading)
            column.addLayout(layout)
        column.addWidget(self.reports)
        heading = self._label("strong")
        heading.setText(self._words.texts("warning_page.part.course"))
        column.addWidget(heading)
        column.addWidget(self.course)
        column.addStretch(1)

    def _connect(self) -> None:
        for standing, button in self.answers.items():
            button.clicked.connect(lambda _=False, s=standing: self._answer(s))
        self.take_back.clicked.connect(lambda: self._answer(Standing.OPEN))
        for step_id, box in self.measures.items():
            box.toggled.connect(lambda on, s=step_id: self.step_toggled.emit(s, on))
        self.report_button.clicked.connect(self._report)
        self.names_button.clicked.connect(self.names_wanted)

    def _answer(self, standing: Standing) -> None:
        self.answered.emit(standing, self.note.text())

    @Slot()
    def _report(self) -> None:
        draft = ReportDraft(
            str(self.party.currentData()),
            str(self.way.currentData()),
            answered_by=self.answered_by.text(),
        )
        self.reported.emit(draft)

    def _button(self, key: str) -> QPushButton:
        return QPushButton(self._words.texts(key), self)

    def _label(self, look: str = "") -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        if look:
            set_look(label, "look", look)
        return label
