# SPDX-License-Identifier: Apache-2.0
"""The year's end on one screen: every class, what becomes of it, and one button.

Each class can be kept or let go early by the box beside it; the plan is made by `roster` each time.
"""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from schoolguard import roster
from schoolguard.kernel.ids import ClassId
from schoolguard.ui.desk import Desk
from schoolguard.ui.roster.change_dialogs import tell_refusal
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.fields import DayField

_WIDTHS = (170, 80, 130, 170)


class PromotionDialog(HouseDialog):
    """Previews a promotion and does it; the number of the operation is in `operation`."""

    def __init__(self, parent: QWidget | None, desk: Desk, day: date) -> None:
        texts = desk.texts
        title = texts("people.promotion.title")
        super().__init__(parent, texts, title, texts("people.promotion.deed"))
        self._desk = desk
        self.operation: int | None = None
        self._fates: dict[ClassId, roster.Fate] = {}
        self._lines: tuple[roster.PromotionLine, ...] = ()
        self._day = DayField(day, self)
        self._day.setAccessibleName(texts("people.promotion.day"))
        self._summary = QLabel(self)
        self._summary.setProperty("look", "muted")
        self.table = QTableWidget(0, len(_WIDTHS), self)
        self.table.setProperty("house", "true")
        self.table.setAccessibleName(texts("people.promotion.table"))
        self.table.setHorizontalHeaderLabels(
            [texts(f"people.promotion.column.{name}") for name in ("now", "people", "fate", "then")]
        )
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(scale.CONTROL_HEIGHT + scale.TIGHT)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        row = QHBoxLayout()
        row.setSpacing(scale.GAP)
        row.addWidget(QLabel(texts("people.promotion.day"), self))
        row.addWidget(self._day)
        row.addStretch(1)
        row.addWidget(self._summary)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.resize(700, 600)
        self._day.dateChanged.connect(self._plan)
        self._plan()

    @classmethod
    def ask(cls, parent: QWidget | None, desk: Desk, day: date) -> int | None:
        """Return the number of the operation that was done, or None."""
        dialog = cls(parent, desk, day)
        return dialog.operation if dialog.run() else None

    @override
    def check(self) -> bool:
        """Promote, and close when the school has agreed."""
        self.deed_button.setEnabled(False)
        lines, day, rules = self._lines, self._day.day, roster.load_rules()
        self._desk.tasks.change(
            self,
            lambda unit: roster.promote(unit, lines, from_on=day, rules=rules),
            self._on_done,
            self._on_refused,
        )
        return False

    def decide(self, class_id: ClassId, fate: roster.Fate) -> None:
        """Let something else become of a class than the rule says."""
        self._fates[class_id] = fate
        self._plan()

    def _plan(self) -> None:
        day, rules, fates = self._day.day, roster.load_rules(), dict(self._fates)
        stages = frozenset(self._desk.school.settings.stages)
        self._desk.tasks.query(
            self,
            lambda view: roster.plan_promotion(
                view, from_on=day, rules=rules, stages=stages, fates=fates
            ),
            self._show,
            self._on_refused,
        )

    def _show(self, lines: tuple[roster.PromotionLine, ...]) -> None:
        self._lines = lines
        self.deed_button.setEnabled(bool(lines))
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            after = line.new_name or self.texts("people.promotion.gone")
            self.table.setItem(row, 0, QTableWidgetItem(line.name))
            self.table.setItem(row, 1, QTableWidgetItem(str(line.people)))
            self.table.setCellWidget(row, 2, self._fate_box(line))
            self.table.setItem(row, 3, QTableWidgetItem(after))
        leaving = sum(line.people for line in lines if line.fate is roster.Fate.GRADUATE)
        words = self.texts("people.promotion.summary", classes=len(lines), leaving=leaving)
        self._summary.setText(words)

    def _fate_box(self, line: roster.PromotionLine) -> QComboBox:
        box = QComboBox(self.table)
        box.setAccessibleName(self.texts("people.promotion.fate_of", name=line.name))
        for fate in roster.Fate:
            box.addItem(self.texts(f"people.promotion.fate.{fate.value}"), fate.value)
        box.setCurrentIndex(box.findData(line.fate.value))
        box.activated.connect(lambda _: self.decide(line.class_id, roster.Fate(box.currentData())))
        return box

    def _on_done(self, operation: int) -> None:
        self.operation = operation
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.deed_button.setEnabled(True)
        tell_refusal(self, self._desk, error)
