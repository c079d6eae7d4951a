# SPDX-License-Identifier: Apache-2.0
"""The list of the return morning on screen: a hint for each pupil, and what it rests on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard import suspension
from schoolguard.kernel.texts import Texts
from schoolguard.suspension import ReturnLine, Verdict
from schoolguard.ui.suspension.reading import ReturnMorning
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.widgets.banner import Banner
from schoolguard.ui.widgets.table import Column, HouseTable, RowsModel

_TONES = {
    Verdict.MAY_RETURN: Tone.OK,
    Verdict.ASK_FIRST: Tone.ATTENTION,
    Verdict.STAYS_HOME: Tone.ALARM,
}
_ORDER = (Verdict.STAYS_HOME, Verdict.ASK_FIRST, Verdict.MAY_RETURN)


class ReturnView(QWidget):
    """The list.

    Signals:
        person_opened: id of the pupil whose file is wanted.
        left: the person wants back to the overview.
    """

    person_opened = Signal(int)
    left = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.morning: ReturnMorning | None = None
        self.banner = Banner(self)
        self.table = HouseTable("suspension.return", texts("suspension.return.title"), self)
        self.rows = RowsModel(self._columns(), self)
        self.table.show_model(self.rows)
        self._keys = QLabel(texts("suspension_page.return.keys"), self)
        self._keys.setProperty("look", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addWidget(self._keys)
        self.table.opened.connect(
            lambda index: self.person_opened.emit(int(self.rows.row(index).person_id))
        )

    def show_morning(self, morning: ReturnMorning) -> None:
        """Show a list."""
        self.morning = morning
        self.rows.set_rows(morning.lines)
        self.table.select_row(0)
        self.banner.say(Tone.INFO, self._texts("suspension.return.how"))

    @property
    def sum_words(self) -> str:
        """How many may return, are asked first, stay at home."""
        lines = self.rows.rows
        return self._texts(
            "suspension.return.sum",
            may=sum(one.verdict is Verdict.MAY_RETURN for one in lines),
            ask=sum(one.verdict is Verdict.ASK_FIRST for one in lines),
            stay=sum(one.verdict is Verdict.STAYS_HOME for one in lines),
        )

    def _columns(self) -> tuple[Column[ReturnLine], ...]:
        text = self._texts
        return (
            Column(text("suspension.register.class"), lambda one: one.class_name, width=150),
            Column(
                text("suspension.paper.number"),
                lambda one: str(one.number or ""),
                lambda one: one.number,
                number=True,
                width=56,
            ),
            Column(text("suspension.paper.name"), lambda one: one.name, width=120),
            Column(
                text("suspension.return.verdict"),
                lambda one: text(f"suspension.verdict.{one.verdict.value}"),
                lambda one: _ORDER.index(one.verdict),
                lambda one: _TONES[one.verdict],
                width=120,
            ),
            Column(text("suspension.return.why"), lambda one: suspension.why_words(one, text)),
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)
