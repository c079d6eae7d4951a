# SPDX-License-Identifier: Apache-2.0
"""A month of the school calendar: which days school is held; click or Space turns one over.

Every cell says it in words too (上课, 休), so colour is never alone. Arrow keys walk the days and,
at the edges, the months.
"""

from calendar import Calendar
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.texts import Texts
from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.theme.palette import TINTS, Tone

_WEEKS: Final = 6
_DAYS: Final = 7
_HEAD: Final = 26
_CELL: Final = 44
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class MonthGrid(QWidget):
    """One month at a time, with a way to the others.

    Signals:
        day_toggled: the day that was turned over.
    """

    day_toggled = Signal(date)

    def __init__(self, texts: Texts, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.days = _Days(texts, day, self)
        self._title = QLabel(self)
        self._title.setProperty("look", "strong")
        head = QHBoxLayout()
        head.addWidget(self._arrow("chevron-left", "ui.month.before", -1))
        head.addWidget(self._title)
        head.addWidget(self._arrow("chevron-right", "ui.month.after", 1))
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.days, 1)
        self.days.day_toggled.connect(self.day_toggled)
        self.days.moved.connect(self._tell)
        self._tell()

    def show_calendar(self, calendar: SchoolCalendar) -> None:
        """Show another calendar, at the same day."""
        self.days.calendar = calendar
        self.days.update()

    def go_to(self, day: date) -> None:
        """Show the month of a day and make it current."""
        self.days.go_to(day)

    def _arrow(self, sign: str, key: str, step: int) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(sign))
        button.setProperty("look", "quiet")
        button.setAccessibleName(self._texts(key))
        button.setToolTip(self._texts(key))
        button.clicked.connect(lambda: self.days.turn(step))
        return button

    def _tell(self) -> None:
        day = self.days.day
        self._title.setText(self._texts("ui.month.title", year=day.year, month=day.month))


class _Days(QWidget):
    """The cells."""

    day_toggled = Signal(date)
    moved = Signal()

    def __init__(self, texts: Texts, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts
        self.day = day
        self.calendar = SchoolCalendar()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(_DAYS * _CELL, _HEAD + _WEEKS * _CELL)
        self._name_it()

    def go_to(self, day: date) -> None:
        self.day = day
        self._name_it()
        self.update()
        self.moved.emit()

    def turn(self, months: int) -> None:
        year, month = divmod(self.day.year * 12 + self.day.month - 1 + months, 12)
        self.go_to(date(year, month + 1, 1))

    def words(self, day: date) -> str:
        """Return what a cell says: held or not, and whether the weekly pattern says otherwise."""
        held = self.calendar.is_school_day(day)
        if day in self.calendar.exceptions:
            return self._texts("ui.month.make_up" if held else "ui.month.holiday")
        return self._texts("ui.month.held" if held else "ui.month.free")

    def _name_it(self) -> None:
        self.setAccessibleName(f"{self.day.isoformat()} {self.words(self.day)}")

    def _weeks(self) -> list[list[date]]:
        return Calendar().monthdatescalendar(self.day.year, self.day.month)

    def _cell(self, row: int, column: int) -> QRect:
        wide, high = self.width() / _DAYS, (self.height() - _HEAD) / _WEEKS
        left, top = int(column * wide), int(_HEAD + row * high)
        return QRect(left, top, int((column + 1) * wide) - left - 2, int(high) - 2)

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        tone = Tone.ACCENT if self.calendar.is_school_day(day) else Tone.MUTED
        if day in self.calendar.exceptions:
            tone = Tone.OK if tone is Tone.ACCENT else Tone.ATTENTION
        inside = day.month == self.day.month
        painter.setPen(QPen(QColor(TINTS[tone].frame if inside else palette.LINE)))
        painter.setBrush(QColor(TINTS[tone].ground if inside else palette.WINDOW))
        painter.drawRoundedRect(cell, scale.TIGHT, scale.TIGHT)
        painter.setPen(QColor(TINTS[tone].text if inside else palette.TEXT_MUTED))
        text = f"{day.day}\n{self.words(day)}" if inside else str(day.day)
        painter.drawText(cell, int(Qt.AlignmentFlag.AlignCenter), text)
        if day == self.day and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(palette.FOCUS), 2))
            painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), scale.TIGHT, scale.TIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(scale.SMALL)
        painter.setFont(font)
        painter.setPen(QColor(palette.TEXT_MUTED))
        for column in range(_DAYS):
            head = QRect(int(column * self.width() / _DAYS), 0, self.width() // _DAYS, _HEAD)
            painter.drawText(
                head, int(Qt.AlignmentFlag.AlignCenter), self._texts(f"ui.weekday.{column}")
            )
        for row, week in enumerate(self._weeks()):
            for column, day in enumerate(week):
                self._paint_day(painter, self._cell(row, column), day)
        painter.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.go_to(self.day + timedelta(days=step))
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() == Qt.Key.Key_Space:
            self.day_toggled.emit(self.day)
            self._name_it()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for row, week in enumerate(self._weeks()):
            for column, day in enumerate(week):
                if self._cell(row, column).contains(event.position().toPoint()):
                    inside = day.month == self.day.month
                    self.go_to(day)
                    if inside:
                        self.day_toggled.emit(day)
                        self._name_it()
                    return

    @override
    def sizeHint(self) -> QSize:
        return QSize(_DAYS * 64, _HEAD + _WEEKS * 52)


def toggled(calendar: SchoolCalendar, day: date) -> SchoolCalendar:
    """Return the calendar with one day turned over, and no exception where none is needed."""
    exceptions = dict(calendar.exceptions)
    wanted = not calendar.is_school_day(day)
    exceptions.pop(day, None)
    if SchoolCalendar(calendar.terms, exceptions).is_school_day(day) != wanted:
        exceptions[day] = wanted
    return SchoolCalendar(calendar.terms, dict(sorted(exceptions.items())))
