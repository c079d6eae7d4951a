# SPDX-License-Identifier: Apache-2.0
"""The dry run as a table: what would become of each row, and why a row would be left out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from schoolguard import roster
from schoolguard.kernel.ids import PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.roster import Verdict
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.badge import Badge
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_TONES = {
    Verdict.NEW: Tone.OK,
    Verdict.UPDATE: Tone.INFO,
    Verdict.SAME: Tone.MUTED,
    Verdict.UNSURE: Tone.ATTENTION,
    Verdict.BAD: Tone.ALARM,
    Verdict.SKIPPED: Tone.MUTED,
}
_ASKED = (Verdict.BAD, Verdict.UNSURE)
_Line = tuple[int, roster.PlannedRow]


class ImportResult(QWidget):
    """Counts, rows, and the question beside an unsure row.

    Signals:
        decided: index of a row, and the person's id or a `Decision`.
    """

    decided = Signal(int, object)

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self._plan: roster.ImportPlan | None = None
        self.badges = {verdict: Badge("", tone, self) for verdict, tone in _TONES.items()}
        self._classes = QLabel(self)
        self._classes.setProperty("look", "muted")
        self._classes.setWordWrap(True)
        self.only_asked = QCheckBox(texts("people.import.only_asked"), self)
        self.only_asked.toggled.connect(self._fill)
        self.model: RowsModel[_Line] = RowsModel(self._columns(), self)
        self.table = HouseTable("people.import", texts("people.import.rows"), self)
        self.table.show_model(self.model)
        self.detail = QLabel(self)
        self.detail.setWordWrap(True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.question = QComboBox(self)
        self.question.setAccessibleName(texts("people.import.question"))
        self.question.activated.connect(self._on_answer)
        self._arrange()
        self.table.selectionModel().currentChanged.connect(self._ask)

    def show_plan(self, plan: roster.ImportPlan) -> None:
        """Show another dry run; rows with problems first to be seen."""
        self._plan = plan
        for verdict, badge in self.badges.items():
            count = plan.count(verdict)
            badge.say(
                self._texts(f"people.import.count.{verdict.value}", rows=count), _TONES[verdict]
            )
            badge.setVisible(count > 0)
        names = self._texts("people.import.comma").join(plan.new_classes)
        words = self._texts("people.import.new_classes", names=names) if names else ""
        self._classes.setText(words)
        self._classes.setVisible(bool(words))
        asked = any(plan.count(verdict) for verdict in _ASKED)
        self.only_asked.setVisible(asked)
        self.only_asked.setChecked(asked)
        self._fill()

    def _fill(self) -> None:
        if self._plan is None:
            return
        lines = enumerate(self._plan.rows)
        if self.only_asked.isChecked():
            kept = [line for line in lines if line[1].verdict in _ASKED or line[1].problems]
        else:
            kept = list(lines)
        self.model.set_rows(kept)
        self.table.select_row(0)
        self._ask()

    def _ask(self) -> None:
        index = self.table.currentIndex()
        row = self.model.row(index)[1] if index.isValid() else None
        self.detail.setText(self._why(row) if row is not None else "")
        unsure = row is not None and row.verdict is Verdict.UNSURE
        self.question.setVisible(unsure)
        self.question.clear()
        if row is None or not unsure or self._plan is None:
            return
        ask = "ask" if row.candidates else "ask_twice"
        words = self._texts(f"people.import.{ask}", name=row.record.name or "")
        self.question.addItem(words, None)
        for person_id in row.candidates:
            person = self._plan.known.people[person_id]
            known = self._plan.known.classes.get(person.class_id) if person.class_id else None
            words = self._texts(
                "people.import.same_as",
                name=person.fields["name"],
                place=known.name if known else self._texts("people.list.away"),
                birth=str(person.fields["birth_on"] or "—"),
            )
            self.question.addItem(words, int(person_id))
        self.question.addItem(self._texts("people.import.add"), roster.Decision.ADD)
        self.question.addItem(self._texts("people.import.skip"), roster.Decision.SKIP)

    def _on_answer(self) -> None:
        answer = self.question.currentData()
        index = self.table.currentIndex()
        if answer is None or not index.isValid():
            return
        number = self.model.row(index)[0]
        is_person = isinstance(answer, int)
        self.decided.emit(number, PersonId(answer) if is_person else roster.Decision(answer))

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        for badge in self.badges.values():
            row.addWidget(badge)
        row.addStretch(1)
        row.addWidget(self.only_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addLayout(row)
        column.addWidget(self._classes)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addWidget(self.question)

    def _columns(self) -> tuple[Column[_Line], ...]:
        texts = self._texts
        verdicts = {one: texts(f"people.import.verdict.{one.value}") for one in Verdict}
        return (
            Column(
                texts("people.import.row"),
                lambda line: self._place(line[1]),
                sort_key=lambda line: (line[1].sheet, line[1].row),
                width=90,
            ),
            Column(
                texts("people.import.verdict_title"),
                lambda line: verdicts[line[1].verdict],
                tone=lambda line: _TONES[line[1].verdict],
                width=80,
            ),
            Column(texts("roster.field.class"), lambda line: self._class(line[1]), width=110),
            Column(texts("roster.field.name"), lambda line: line[1].record.name or "", width=100),
            Column(texts("people.import.why"), lambda line: self._why(line[1]), width=420),
        )

    def _class(self, row: roster.PlannedRow) -> str:
        return self._plan.class_name(row) if self._plan else ""

    def _place(self, row: roster.PlannedRow) -> str:
        return f"{row.sheet} {row.row}".strip()

    def _why(self, row: roster.PlannedRow) -> str:
        parts = [self._problem(problem) for problem in sorted(row.problems, key=self._column)]
        if row.changes:
            comma = self._texts("people.import.comma")
            fields = comma.join(self._texts(f"roster.field.{name}") for name in row.changes)
            parts.append(self._texts("people.import.changes", fields=fields))
        return self._texts("people.import.joint").join(parts)

    def _column(self, problem: roster.Problem) -> tuple[int, str]:
        letters = self._plan.column_of(problem) if self._plan else ""
        return (len(letters), letters)

    def _problem(self, problem: roster.Problem) -> str:
        column = self._plan.column_of(problem) if self._plan else ""
        words = self._texts(f"roster.problem.{problem.code}", **dict(problem.params))
        return self._texts("people.import.at_column", column=column, why=words) if column else words
