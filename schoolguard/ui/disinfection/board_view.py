# SPDX-License-Identifier: Apache-2.0
"""The board on the screen, worked by keys: arrows move, Space signs and goes on to what waits next.

Shift with arrows marks several rounds, Ctrl+A all that wait in the column. The view signs nothing
itself: it says which rounds are meant.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.disinfection.board_looks import Look
from schoolguard.ui.disinfection.board_model import (
    FIRST,
    HEAD_ROLE,
    LOOK_ROLE,
    NAME,
    PERSON,
    BoardModel,
    GroupLine,
    Line,
    PlaceLine,
    Spot,
    spot_key,
)
from schoolguard.ui.disinfection.words import Words
from schoolguard.ui.theme import palette, scale
from schoolguard.ui.theme.icons import pixmap
from schoolguard.ui.theme.palette import TINTS

_ROW: Final = 26
_TALL_ROW: Final = 40
_GROUP_ROW: Final = 58
_NAME_WIDTH: Final = 158
_PERSON_WIDTH: Final = 78
_NARROWEST: Final = 84
_WIDEST: Final = 132
_SIGN: Final = 14


class BoardView(QTableView):
    """The board.

    Signals:
        sign_wanted: the `Spot`s to be signed as planned.
        except_wanted: the `Spot`s to be entered otherwise, or as not done.
        retract_wanted: the signed `Spot`s to be taken back.
        timer_wanted: the `Spot`s whose contact time begins.
        moved: the sentence of the round that the keyboard means now; empty on a name.
    """

    sign_wanted = Signal(object)
    except_wanted = Signal(object)
    retract_wanted = Signal(object)
    timer_wanted = Signal(object)
    moved = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = BoardModel(words, self)
        self.setModel(self._model)
        self.setItemDelegate(_BoardPainter(self))
        self.setAccessibleName(words.texts("disinfection_page.board.label"))
        self._dress()
        self._deeds: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Space: lambda: self._say(self.sign_wanted),
            Qt.Key.Key_Return: lambda: self._say(self.sign_wanted),
            Qt.Key.Key_Enter: lambda: self._say(self.sign_wanted),
            Qt.Key.Key_E: lambda: self._say(self.except_wanted),
            Qt.Key.Key_T: lambda: self._say(self.timer_wanted),
            Qt.Key.Key_Delete: lambda: self._say(self.retract_wanted),
        }
        self.selectionModel().currentChanged.connect(self._on_moved)

    def _dress(self) -> None:
        self.setProperty("house", "true")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # An input method would swallow the letters' keys to offer words for them.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(_ROW)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    @property
    def board(self) -> BoardModel:
        """The model behind the view."""
        return self._model

    @property
    def at(self) -> Spot | None:
        """The round that the keyboard means."""
        return self._model.spot(self.currentIndex())

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show a board; the round at hand stays at hand.

        Where the groups' lines name no tasks, each round names its own, in a higher row.
        """
        kept = self.at
        corner = self.verticalScrollBar().value()
        self._model.show_lines(lines)
        titled = any(line.heads for line in lines if isinstance(line, GroupLine))
        self.verticalHeader().setDefaultSectionSize(_ROW if titled else _TALL_ROW)
        for at, line in enumerate(lines):
            if isinstance(line, GroupLine):
                self.setRowHeight(at, _GROUP_ROW if line.heads else _ROW)
        self._lay_out()
        index = self._model.index_of(kept.key) if kept is not None else QModelIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            self.verticalScrollBar().setValue(corner)
        else:
            self.go_to_first()

    def go_to(self, place_id: PlaceId | None, task_id: str = "") -> bool:
        """Go to the first waiting round of a place, or of a task; False if it is not here.

        Without a waiting round, to the place's name.
        """
        for at, line in enumerate(self._model.lines):
            if not isinstance(line, PlaceLine) or place_id not in {None, line.row.place.id}:
                continue
            spots = [
                spot
                for spot in line.spots
                if spot is not None and spot.waits and task_id in {"", spot_key(spot)[0]}
            ]
            if spots or place_id is not None:
                there = self._model.index_of(spots[0].key) if spots else QModelIndex()
                self.setCurrentIndex(there if spots else self._model.index(at, NAME))
                return True
        return False

    def go_to_first(self) -> None:
        """Give the keyboard to the first round that waits, else to the first place."""
        spots = [spot for line in self._model.lines for spot in _spots(line) if spot is not None]
        waiting = [spot for spot in spots if spot.waits]
        for spot in (waiting or spots)[:1]:
            self.setCurrentIndex(self._model.index_of(spot.key))

    def meant(self) -> tuple[Spot, ...]:
        """Return the marked rounds, else the one at hand; on a name all waiting of its place."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        found: dict[object, Spot] = {}
        for index in sorted(indexes, key=lambda one: (one.column(), one.row())):
            spot = self._model.spot(index)
            line = self._model.line(index)
            if spot is not None:
                found[spot.key] = spot
            elif index.column() == NAME and isinstance(line, PlaceLine):
                waiting = (one for one in line.spots if one is not None and one.waits)
                found |= {one.key: one for one in waiting}
        return tuple(found.values())

    def go_on(self) -> None:
        """Go to what waits next: below in the column, then the group's other columns, then on."""
        here = self.currentIndex()
        group = self._group_of(here.row())
        across = range(FIRST, FIRST + self._model.rounds_across)
        inside = [at for at, line in enumerate(self._model.lines) if self._group_of(at) == group]
        lower = [(at, here.column()) for at in inside if at > here.row()]
        others = [(at, column) for column in _after(here.column(), across) for at in inside]
        after = range(inside[-1] + 1 if inside else 0, len(self._model.lines))
        later = [(at, column) for at in after for column in across]
        for at, column in (*lower, *others, *later):
            index = self._model.index(at, column)
            spot = self._model.spot(index)
            if spot is not None and spot.waits and not self._model.is_pending(index):
                self.setCurrentIndex(index)
                return

    def _group_of(self, row: int) -> int:
        lines = self._model.lines
        return next((at for at in range(row, -1, -1) if isinstance(lines[at], GroupLine)), 0)

    def _say(self, signal: object) -> None:
        spots = self.meant()
        if spots:
            signal.emit(spots)  # type: ignore[attr-defined] # a bound signal has no public type

    def _mark_column(self) -> None:
        """Mark all rounds that wait in the column of the group at hand."""
        here = self.currentIndex()
        group = self._group_of(here.row())
        self.clearSelection()
        selection = self.selectionModel()
        for at in range(len(self._model.lines)):
            index = self._model.index(at, here.column())
            spot = self._model.spot(index)
            if self._group_of(at) == group and spot is not None and spot.waits:
                selection.select(index, selection.SelectionFlag.Select)

    def _lay_out(self) -> None:
        self.setColumnWidth(NAME, _NAME_WIDTH)
        self.setColumnWidth(PERSON, _PERSON_WIDTH)
        across = self._model.rounds_across
        if across:
            room = self.viewport().width() - _NAME_WIDTH - _PERSON_WIDTH
            width = min(_WIDEST, max(_NARROWEST, room // across))
            for column in range(FIRST, FIRST + across):
                self.setColumnWidth(column, width)

    def _on_moved(self, current: QModelIndex) -> None:
        tip = int(Qt.ItemDataRole.AccessibleTextRole)
        self.moved.emit(str(self._model.data(current, tip) or ""))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would choose the first place's name; the work begins at the first round that waits.
        if not self.currentIndex().isValid():
            self.go_to_first()
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        deed = self._deeds.get(event.key())
        plain = event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }
        if deed is not None and plain:
            # A key held down must not sign a whole school.
            if not event.isAutoRepeat():
                deed()
        elif event.key() == Qt.Key.Key_A and event.modifiers() == _CONTROL:
            self._mark_column()
        elif event.text().isprintable() and event.text() and plain:
            event.ignore()
        else:
            super().keyPressEvent(event)


_CONTROL: Final = Qt.KeyboardModifier.ControlModifier


def _after(column: int, across: range) -> Sequence[int]:
    return [*(one for one in across if one > column), *(one for one in across if one <= column)]


def _spots(line: Line) -> tuple[Spot | None, ...]:
    return line.spots if isinstance(line, PlaceLine) else ()


class _BoardPainter(QStyledItemDelegate):
    """Paints one cell: a group's heading, a place's name and person, a round."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painter.save()
        font = QFont(option.font)
        look, head = index.data(LOOK_ROLE), index.data(HEAD_ROLE)
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        if head is not None:
            _paint_head(painter, option.rect, font, head)
        elif isinstance(look, Look):
            _paint_look(painter, option.rect.adjusted(2, 1, -2, -1), font, look, marked=marked)
        elif index.data() is not None:
            _paint_name(painter, option.rect, font, index, marked=marked)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(palette.FOCUS), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), 4, 4)
        painter.restore()


def _paint_head(painter: QPainter, rect: QRect, font: QFont, head: tuple[str, str]) -> None:
    painter.fillRect(rect, QColor(palette.SURFACE_RAISED))
    words, hour = head
    font.setPixelSize(scale.SMALL)
    font.setBold(not hour)
    painter.setFont(font)
    measure = painter.fontMetrics()
    painter.setPen(QColor(palette.TEXT))
    inner = rect.adjusted(6, 2, -4, -2)
    if not hour:
        painter.drawText(inner, _LEFT, _cut(measure, words, inner.width()))
        return
    # Two lines for the task, one for the hour.
    above = inner.adjusted(0, 0, 0, -measure.height())
    shown = _cut(measure, words, 2 * inner.width() - measure.averageCharWidth() * 2)
    painter.drawText(above, _WRAPPED, shown)
    painter.setPen(QColor(palette.TEXT_MUTED))
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), hour)


def _paint_name(
    painter: QPainter,
    rect: QRect,
    font: QFont,
    index: QModelIndex | QPersistentModelIndex,
    *,
    marked: bool,
) -> None:
    if marked:
        painter.fillRect(rect, QColor(palette.SELECTION))
    if index.column() == PERSON:
        font.setPixelSize(scale.SMALL)
    painter.setFont(font)
    painter.setPen(QColor(palette.TEXT if index.column() == NAME else palette.TEXT_MUTED))
    inner = rect.adjusted(6, 0, -4, 0)
    painter.drawText(inner, _LEFT, _cut(painter.fontMetrics(), str(index.data()), inner.width()))


def _paint_look(painter: QPainter, rect: QRect, font: QFont, look: Look, *, marked: bool) -> None:
    tints = TINTS[look.tone]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if marked or not look.quiet:
        painter.setPen(QPen(QColor(palette.FOCUS if marked else tints.frame), 2 if marked else 1))
        painter.setBrush(QColor(palette.SELECTION if marked else tints.ground))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    font.setPixelSize(scale.SMALL)
    painter.setFont(font)
    left = rect.left() + 5
    if rect.height() > _ROW:
        above = rect.adjusted(5, 2, -2, -rect.height() // 2)
        painter.setPen(QColor(palette.TEXT))
        painter.drawText(above, _LEFT, _cut(painter.fontMetrics(), look.title, above.width()))
        rect = rect.adjusted(0, rect.height() // 2, 0, -1)
    painter.drawPixmap(left, rect.center().y() - _SIGN // 2 + 1, _sign(look.icon, tints.text))
    left += _SIGN + 4
    painter.setPen(QColor(tints.text))
    words = f"{look.words} ⚠" if look.faulty else look.words
    place = QRect(left, rect.top(), rect.right() - left - 1, rect.height())
    painter.drawText(place, _LEFT, _cut(painter.fontMetrics(), words, place.width()))


def _cut(measure: QFontMetrics, words: str, width: int) -> str:
    return measure.elidedText(words, Qt.TextElideMode.ElideRight, width)


_WRAPPED: Final = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
)
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@cache
def _sign(name: str, colour: str) -> QPixmap:
    return pixmap(name, colour, _SIGN)
