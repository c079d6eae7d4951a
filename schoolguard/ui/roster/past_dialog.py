# SPDX-License-Identifier: Apache-2.0
"""What a family file said before: who changed what, when and why."""

from PySide6.QtWidgets import QWidget

from schoolguard import roster
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.ids import PersonId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.desk import Desk
from schoolguard.ui.roster.change_dialogs import tell_refusal
from schoolguard.ui.widgets.dialog import HouseDialog
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_WORDED = frozenset({"kind", "sex", "home"})


class PastDialog(HouseDialog):
    """A list of replaced values, latest first."""

    def __init__(self, parent: QWidget | None, desk: Desk, person_id: PersonId) -> None:
        texts = desk.texts
        super().__init__(parent, texts, texts("people.past.title"), texts("ui.close"))
        self.cancel_button.hide()
        self.model: RowsModel[roster.PastValue] = RowsModel(_columns(texts), self)
        table = HouseTable("people.past", texts("people.past.title"), self)
        table.show_model(self.model)
        self.body.addWidget(table)
        self.resize(860, 460)
        desk.tasks.query(
            self,
            lambda view: roster.past_values(view, person_id),
            self.model.set_rows,
            lambda error: tell_refusal(self, desk, error),
        )

    @classmethod
    def show_for(cls, parent: QWidget | None, desk: Desk, person_id: PersonId) -> None:
        """Show the list until it is closed."""
        cls(parent, desk, person_id).run()


def _columns(texts: Texts) -> tuple[Column[roster.PastValue], ...]:
    return (
        Column(
            texts("people.past.when"),
            lambda one: f"{local_time(one.at):%Y-%m-%d %H:%M}",
            width=130,
        ),
        Column(texts("people.past.who"), lambda one: one.who, width=80),
        Column(
            texts("people.past.field"), lambda one: texts(f"roster.field.{one.field}"), width=100
        ),
        Column(texts("people.past.old"), lambda one: _worded(texts, one.field, one.old), width=165),
        Column(texts("people.past.new"), lambda one: _worded(texts, one.field, one.new), width=165),
        Column(texts("people.past.reason"), lambda one: one.reason, width=110),
    )


def _worded(texts: Texts, field: str, value: str) -> str:
    if field in _WORDED and value:
        return texts(f"roster.{field}.{value}")
    if field == "is_boarder":
        return texts("roster.boarding.yes" if value == "True" else "roster.boarding.no")
    return value
