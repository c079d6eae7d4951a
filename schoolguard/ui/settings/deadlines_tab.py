# SPDX-License-Identifier: Apache-2.0
"""When each check begins and is due: to see, with source; a rule pack's matter, not typed here."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from schoolguard import checks
from schoolguard.app.today import flow_rules
from schoolguard.ui.desk import Desk
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel


class DeadlinesTab(QWidget):
    """One line a check."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        texts = desk.texts
        words = QLabel(texts("settings.deadlines.text"), self)
        words.setProperty("look", "muted")
        words.setWordWrap(True)
        self.table = HouseTable("settings.deadlines", texts("settings.deadlines.tab"), self)
        title = "settings.deadlines"
        self.model = RowsModel[checks.SessionRule](
            (
                Column(
                    texts(f"{title}.session"),
                    lambda rule: texts(f"ui.session.{rule.id}"),
                    width=120,
                ),
                Column(texts(f"{title}.opens"), lambda rule: f"{rule.opens:%H:%M}", width=100),
                Column(
                    texts(f"{title}.deadline"), lambda rule: f"{rule.deadline:%H:%M}", width=100
                ),
                Column(
                    texts(f"{title}.status"),
                    lambda rule: texts(f"{title}.{rule.status.value}"),
                    width=140,
                ),
                Column(texts(f"{title}.source"), lambda rule: rule.source, width=400),
            ),
            self,
        )
        self.table.show_model(self.model, sortable=False)
        in_force = desk.school.settings.sessions
        rules = flow_rules(desk.school).checks.sessions
        self.model.set_rows([rules[session] for session in sorted(in_force) if session in rules])
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.MARGIN, scale.MARGIN, scale.MARGIN, scale.MARGIN)
        column.addWidget(words)
        column.addWidget(self.table, 1)
