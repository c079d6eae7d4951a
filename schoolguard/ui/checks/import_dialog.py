# SPDX-License-Identifier: Apache-2.0
"""Shows what teachers' sheets would enter: per class, and every bad cell with its place."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from typing_extensions import override

from schoolguard.checks.exchange import CellProblem, SheetPlan
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.form import Form
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel


class ImportDialog(HouseDialog):
    """The preview of a workbook."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, file: str, plans: tuple[SheetPlan, ...]
    ) -> None:
        entries = sum(len(plan.entries) for plan in plans)
        super().__init__(
            parent,
            texts,
            texts("checks.import.title", file=file),
            texts("checks.import.deed", number=entries),
        )
        self.resize(860, 480)
        self.problems = [problem for plan in plans for problem in plan.problems]
        for plan in plans:
            words = texts(
                "checks.import.plan",
                class_name=plan.class_name,
                day=plan.key.day.isoformat(),
                session=texts(f"checks.session.{plan.key.session.name.lower()}"),
                entries=len(plan.entries),
                same=plan.same,
                empty=plan.empty,
                bad=len(plan.problems),
            )
            self.body.addWidget(QLabel(words, self))
        if self.problems:
            self._show_problems(texts)
        replaced = sum(len(plan.changes) for plan in plans)
        self._needs_reason = replaced > 0
        self._reason = QLineEdit(self)
        self._form = Form(self)
        self._form.add("reason", texts("checks.paste.reason", number=replaced), self._reason)
        self._form.setVisible(self._needs_reason)
        self.body.addWidget(self._form)
        self.deed_button.setEnabled(entries > 0)

    def _show_problems(self, texts: Texts) -> None:
        self.problem.say(Tone.ATTENTION, texts("checks.import.bad", number=len(self.problems)))
        model: RowsModel[CellProblem] = RowsModel(
            (
                Column(texts("checks.import.sheet"), lambda one: one.sheet),
                Column(texts("checks.import.cell"), lambda one: f"{one.column}{one.row}", width=64),
                Column(texts("checks.grid.name"), lambda one: one.name, width=90),
                Column(
                    texts("checks.import.why"),
                    lambda one: texts.error(one.error),
                    tone=lambda _: Tone.ALARM,
                ),
            ),
            self,
        )
        table = HouseTable("checks.import", texts("checks.import.problems"), self)
        table.show_model(model, sortable=False)
        model.set_rows(self.problems)
        self.body.addWidget(table, 1)

    @override
    def check(self) -> bool:
        lacking = self._needs_reason and not self._reason.text().strip()
        self._form.set_error("reason", self.texts("ui.reason_needed") if lacking else "")
        return not lacking

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, file: str, plans: tuple[SheetPlan, ...]
    ) -> str | None:
        """Return the reason for replaced values (may be empty), or None when cancelled."""
        dialog = cls(parent, texts, file, plans)
        reason = dialog._reason
        return reason.text().strip() if dialog.run() else None
