# SPDX-License-Identifier: Apache-2.0
"""Shows what door sheets would enter: a line a place, and every bad cell with its place."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from schoolguard.disinfection import CellProblem, DoorPlan
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel


class ImportDialog(HouseDialog):
    """The preview of a workbook; only good lines are entered."""

    def __init__(
        self, parent: QWidget | None, words: Words, file: str, plans: Sequence[DoorPlan]
    ) -> None:
        text = words.texts
        lines = sum(len(plan.drafts) for plan in plans)
        super().__init__(
            parent,
            text,
            text("disinfection_page.import.title", file=file),
            text("disinfection_page.import.deed", count=lines),
        )
        self.resize(860, 560)
        self.plans: RowsModel[DoorPlan] = RowsModel(_plan_columns(words), self)
        table = HouseTable("disinfection.import", text("disinfection_page.import.places"), self)
        table.show_model(self.plans, sortable=False)
        self.plans.set_rows(plans)
        self.body.addWidget(table, 2)
        self.problems = [problem for plan in plans for problem in plan.problems]
        if self.problems:
            self._show_problems(words)
        self.deed_button.setEnabled(lines > 0)

    @classmethod
    def ask(
        cls, parent: QWidget | None, words: Words, file: str, plans: Sequence[DoorPlan]
    ) -> bool:
        """Return whether the good lines are to be entered."""
        return cls(parent, words, file, plans).run()

    def _show_problems(self, words: Words) -> None:
        text = words.texts
        said = text("disinfection_page.import.bad", count=len(self.problems))
        self.problem.say(Tone.ATTENTION, said)
        model: RowsModel[CellProblem] = RowsModel(
            (
                Column(text("disinfection_page.import.sheet"), lambda one: one.sheet, width=150),
                Column(
                    text("disinfection_page.import.cell"),
                    lambda one: f"{one.column}{one.row}",
                    width=70,
                ),
                Column(
                    text("disinfection_page.import.why"),
                    lambda one: text.error(one.error),
                    tone=lambda _: Tone.ALARM,
                ),
            ),
            self,
        )
        table = HouseTable("disinfection.bad", text("disinfection_page.import.problems"), self)
        table.show_model(model, sortable=False)
        model.set_rows(self.problems)
        self.body.addWidget(table, 2)


def _plan_columns(words: Words) -> tuple[Column[DoorPlan], ...]:
    text = words.texts
    return (
        Column(text("disinfection_page.orders.place"), lambda one: one.place_name, width=200),
        Column(text("disinfection_page.door.week"), lambda one: words.week(one.week_on), width=180),
        Column(text("disinfection_page.import.lines"), lambda one: str(len(one.drafts)), width=110),
        Column(text("disinfection_page.import.same"), lambda one: str(one.same), width=110),
        Column(text("disinfection_page.import.empty"), lambda one: str(one.empty), width=90),
    )
