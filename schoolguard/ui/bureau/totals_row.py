# SPDX-License-Identifier: Apache-2.0
"""The district's day in a row of numbers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from schoolguard.bureau import Board, DayStanding
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.palette import Tone
from schoolguard.ui.theme.stylesheet import set_look

_NAMES = (
    "received",
    "late",
    "missing",
    "held",
    "zero",
    "expected",
    "present",
    "absent",
    "illness",
    "fevers",
)
_ALARMING = {"missing": Tone.ALARM, "late": Tone.ATTENTION, "held": Tone.ATTENTION}


class TotalsRow(QFrame):
    """Ten numbers: first who has reported, then what they reported."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self._values: dict[str, QLabel] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(scale.MARGIN, scale.ROOMY, scale.MARGIN, scale.ROOMY)
        for name in _NAMES:
            words = texts(f"bureau.page.total.{name}")
            value = QLabel("–", self)
            value.setProperty("look", "title")
            value.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label = QLabel(words, self)
            label.setProperty("look", "small")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(value)
            column.addWidget(label)
            row.addLayout(column, 1)
            self._values[name] = value

    def show_board(self, board: Board) -> None:
        """Show the numbers of a day."""
        totals = board.totals
        on_time = board.count(DayStanding.RECEIVED, DayStanding.NO_SCHOOL, DayStanding.LATE)
        numbers = {
            "received": f"{on_time}/{len(board.lines)}",
            "late": str(board.count(DayStanding.LATE)),
            "missing": str(board.count(DayStanding.MISSING)),
            "held": str(board.count(DayStanding.HELD)),
            "zero": str(totals.zero_reports),
            "expected": str(totals.pupils_expected),
            "present": str(totals.pupils_present),
            "absent": str(totals.absent),
            "illness": str(totals.absent_illness),
            "fevers": str(totals.fevers),
        }
        for name, text in numbers.items():
            self._values[name].setText(text)
            tone = _ALARMING.get(name) if text != "0" else None
            set_look(self._values[name], "tone", tone or "")

    def value(self, name: str) -> str:
        """Return a number as shown."""
        return self._values[name].text()
