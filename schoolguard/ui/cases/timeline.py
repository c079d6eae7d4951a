# SPDX-License-Identifier: Apache-2.0
"""The course of a case in order of time, with who did each step; and who had it from whom."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from schoolguard.cases import Case, ChainLink, Standing, short_day
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.ids import AccountId
from schoolguard.ui.cases.reading import OpenedCase
from schoolguard.ui.cases.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon

_CHAIN_HEIGHT = 130
Event = tuple[datetime, str, str]


class CourseTab(QWidget):
    """One event a line, oldest first; below, the tree of cases.

    Signals:
        case_wanted: id of a case of the tree that was chosen.
    """

    case_wanted = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        text = words.texts
        self.events = QListWidget(self)
        self.events.setWordWrap(True)
        self.events.setAccessibleName(text("cases_page.course.label"))
        self.chain = QListWidget(self)
        self.chain.setAccessibleName(text("cases_page.chain.label"))
        self.chain.setFixedHeight(_CHAIN_HEIGHT)
        title = QLabel(text("cases_page.chain.label"), self)
        title.setProperty("look", "section")
        self._chain_title = title
        column = QVBoxLayout(self)
        column.setSpacing(scale.GAP)
        column.addWidget(self.events, 1)
        column.addWidget(title)
        column.addWidget(self.chain)
        self.chain.itemActivated.connect(
            lambda item: self.case_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
        )

    def show_case(self, opened: OpenedCase) -> None:
        """Show the course of a case."""
        self.events.clear()
        course = Course(self._words, opened.names)
        for _, sign, sentence in sorted(course.of(opened.case), key=lambda event: event[0]):
            self.events.addItem(QListWidgetItem(icon(sign), sentence))
        self.events.scrollToBottom()
        self.chain.clear()
        for link in opened.chain:
            item = QListWidgetItem(self._link(link))
            item.setData(Qt.ItemDataRole.UserRole, int(link.line.id))
            self.chain.addItem(item)
            if link.line.id == opened.case.line.id:
                self.chain.setCurrentItem(item)

    def sentences(self) -> tuple[str, ...]:
        """Return the lines as shown."""
        return tuple(self.events.item(row).text() for row in range(self.events.count()))

    def _link(self, link: ChainLink) -> str:
        line = link.line
        branch = "      " * (link.depth - 1) + "  └─ " if link.depth else ""
        words = self._words.diagnosis(line)
        return f"{branch}{line.name}  {line.class_name}  {words}  {short_day(line.day)}"


class Course:
    """Words the events of a case."""

    def __init__(self, words: Words, names: Mapping[AccountId, str]) -> None:
        self._words = words
        self._names = names

    def of(self, case: Case) -> Iterator[Event]:
        """Yield every event of a case with its instant and its sign."""
        yield from self._steps(case)
        yield from self._reports(case)
        yield from self._measures(case)
        for one in case.corrections:
            field = self._words.texts(f"cases.field.{one.field}")
            yield (
                one.at,
                "pencil",
                self._line(one.at, one.by, "corrected", field=field, why=one.reason),
            )
        if case.ended_at is not None and case.ended_by is not None:
            note = f" — {case.end_note}" if case.end_note else ""
            key = "withdrawn" if case.line.standing is Standing.WITHDRAWN else "ended"
            outcome = self._words.step(case.line)
            yield (
                case.ended_at,
                "check",
                self._line(case.ended_at, case.ended_by, key, outcome=outcome, note=note),
            )

    def _steps(self, case: Case) -> Iterator[Event]:
        for number, step in enumerate(case.steps):
            said = " ".join(part for part in (step.hospital, step.reason) if part)
            sentence = self._line(
                step.at,
                step.by,
                "classified" if number else "opened",
                disease=self._words.disease(step.disease_id),
                sure=self._words.sure(step.classification),
                day=short_day(step.on),
                note=f" — {said}" if said else "",
            )
            yield step.at, "stethoscope" if number else "plus", sentence

    def _reports(self, case: Case) -> Iterator[Event]:
        for report in case.reports:
            note = " ".join(part for part in (report.answered_by, report.note) if part)
            whom, way = self._words.recipient(report.party_id), self._words.rules.ways
            yield (
                report.reported_at,
                "phone",
                self._line(
                    report.reported_at,
                    report.by,
                    "reported",
                    whom=whom,
                    way=self._words.choice(way, report.way_id),
                    note=f" — {note}" if note else "",
                ),
            )
            if report.retracted_at is not None:
                at = report.retracted_at
                sentence = self._line(
                    at, report.by, "retracted", whom=whom, why=report.retract_reason
                )
                yield at, "undo-2", sentence

    def _measures(self, case: Case) -> Iterator[Event]:
        for tick in case.measures:
            name = self._words.choice(self._words.rules.measures, tick.measure_id)
            yield tick.at, "clipboard-check", self._line(tick.at, tick.by, "ticked", measure=name)
            if tick.undone_at is not None and tick.undone_by is not None:
                at, by, why = tick.undone_at, tick.undone_by, tick.undo_reason
                yield at, "undo-2", self._line(at, by, "unticked", measure=name, why=why)

    def _line(self, when: datetime, by: AccountId, key: str, **params: str) -> str:
        at = f"{local_time(when):%m-%d %H:%M}"
        who = self._names.get(by, "")
        return self._words.texts(f"cases_page.course.{key}", at=at, who=who, **params)
