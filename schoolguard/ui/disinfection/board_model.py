# SPDX-License-Identifier: Apache-2.0
"""The board of a day as a table: a line for each place, a column for each round of its group.

Places are grouped by kind or by floor. A group by kind says its tasks and hours in a line of its
own; a group by floor holds places of several kinds, and each cell says its task itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from schoolguard.disinfection import BoardRow, BoardTask, Round
from schoolguard.kernel.ids import PlaceId
from schoolguard.ui.disinfection.board_looks import OPEN, WAITING, Look, look_of, pending_look
from schoolguard.ui.disinfection.words import Words

NAME: Final = 0
PERSON: Final = 1
FIRST: Final = 2
"""The first column of rounds."""

LOOK_ROLE: Final = int(Qt.ItemDataRole.UserRole)
HEAD_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
"""Under this role the cells of a group's line hand (words, hour) to the delegate."""

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_Index = QModelIndex | QPersistentModelIndex
_Key = tuple[str, int]
"""A task's id and the number of its round."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One round of one place."""

    row: BoardRow
    task: BoardTask
    round: Round

    @property
    def key(self) -> tuple[PlaceId, str, int]:
        """What the spot is found by when the board is read again."""
        return self.row.place.id, self.task.planned.task.id, self.round.round_no

    @property
    def is_open(self) -> bool:
        """Whether it can be signed."""
        return self.round.state in OPEN

    @property
    def waits(self) -> bool:
        """Whether it should have been signed by now."""
        return self.round.state in WAITING


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The line above the places of a group; `heads` are (task, hour) of its columns."""

    title: str
    heads: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place; None where its group has a round that the place has not."""

    row: BoardRow
    spots: tuple[Spot | None, ...]


Line = GroupLine | PlaceLine


def lines_by_kind(rows: Sequence[BoardRow], words: Words) -> tuple[Line, ...]:
    """Return the lines of a board grouped by kind, its rounds by hour."""
    lines: list[Line] = []
    for members in _grouped(rows, lambda row: row.place.kind.value).values():
        columns = _columns(members)
        heads = tuple(
            (task.planned.task.name(words.language), words.hour(one.due_at))
            for task, one in columns.values()
        )
        title = words.texts(
            "disinfection_page.board.group",
            name=words.kind(members[0].place.kind),
            count=len(members),
        )
        lines.append(GroupLine(title, heads))
        for row in members:
            spots = {spot_key(spot): spot for spot in spots_of(row)}
            lines.append(PlaceLine(row, tuple(spots.get(key) for key in columns)))
    return tuple(lines)


def lines_by_floor(rows: Sequence[BoardRow], words: Words) -> tuple[Line, ...]:
    """Return the lines of a board grouped by building and floor."""
    lines: list[Line] = []
    for floor, members in _grouped(rows, lambda row: words.floor(row.place)).items():
        title = words.texts("disinfection_page.board.group", name=floor, count=len(members))
        lines.append(GroupLine(title, ()))
        lines += [PlaceLine(row, (*sorted(spots_of(row), key=_by_hour),)) for row in members]
    return tuple(lines)


def spots_of(row: BoardRow) -> tuple[Spot, ...]:
    """Return all rounds of a place, in the order of its tasks."""
    return tuple(Spot(row, task, one) for task in row.tasks for one in task.rounds)


def spot_key(spot: Spot) -> _Key:
    """Return which round of which task a spot is."""
    return spot.task.planned.task.id, spot.round.round_no


def _by_hour(spot: Spot) -> tuple[float, str, int]:
    return (_seconds(spot.round.due_at), *spot_key(spot))


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at is not None else float("inf")


def _grouped(
    rows: Sequence[BoardRow], by: Callable[[BoardRow], str]
) -> Mapping[str, list[BoardRow]]:
    groups: dict[str, list[BoardRow]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return groups


def _columns(rows: Sequence[BoardRow]) -> dict[_Key, tuple[BoardTask, Round]]:
    found: dict[_Key, tuple[BoardTask, Round]] = {}
    for row in rows:
        for spot in spots_of(row):
            found.setdefault(spot_key(spot), (spot.task, spot.round))
    ordered = sorted(found.items(), key=lambda item: (_seconds(item[1][1].due_at), item[0]))
    return dict(ordered)


class BoardModel(QAbstractTableModel):
    """The lines of the board."""

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.lines: tuple[Line, ...] = ()
        self._looks: dict[tuple[int, int], Look] = {}
        self._pending: set[tuple[int, int]] = set()
        self._width = 0

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show a board, or the same one read again."""
        self.beginResetModel()
        self.lines = lines
        self._pending.clear()
        self._looks = {
            (at, FIRST + place): look_of(spot.row.place, spot.task, spot.round, self._words)
            for at, line in enumerate(lines)
            if isinstance(line, PlaceLine)
            for place, spot in enumerate(line.spots)
            if spot is not None
        }
        widths = (len(line.spots) for line in lines if isinstance(line, PlaceLine))
        self._width = max(widths, default=0)
        self.endResetModel()

    def spot(self, index: _Index) -> Spot | None:
        """Return the round that a cell stands for; None for names and empty cells."""
        line = self.line(index)
        place = index.column() - FIRST
        if not isinstance(line, PlaceLine) or not 0 <= place < len(line.spots):
            return None
        return line.spots[place]

    def line(self, index: _Index) -> Line | None:
        """Return the line that a cell stands in."""
        inside = index.isValid() and index.row() < len(self.lines)
        return self.lines[index.row()] if inside else None

    def index_of(self, key: tuple[PlaceId, str, int]) -> QModelIndex:
        """Return where a round stands, an invalid index if nowhere."""
        for at, line in enumerate(self.lines):
            if isinstance(line, PlaceLine) and line.row.place.id == key[0]:
                for place, spot in enumerate(line.spots):
                    if spot is not None and spot.key == key:
                        return self.index(at, FIRST + place)
        return QModelIndex()

    def show_pending(self, spots: Sequence[Spot]) -> None:
        """Show rounds as signed but not yet on disk."""
        for spot in spots:
            index = self.index_of(spot.key)
            where = (index.row(), index.column())
            if where in self._looks:
                self._looks[where] = pending_look(self._looks[where], self._words)
                self._pending.add(where)
                self.dataChanged.emit(index, index)

    def is_pending(self, index: _Index) -> bool:
        """Return whether a round is on its way to the disk."""
        return (index.row(), index.column()) in self._pending

    @property
    def rounds_across(self) -> int:
        """How many columns of rounds the widest group has."""
        return self._width

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else FIRST + self._width

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        line = self.line(index)
        can = isinstance(line, PlaceLine) and (
            index.column() == NAME or self.spot(index) is not None
        )
        if not can:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: _Index, role: int = _DISPLAY) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if isinstance(line, GroupLine):
            return self._head(line, index.column(), role)
        if role == LOOK_ROLE:
            return self._looks.get((index.row(), index.column()))
        if role in {_DISPLAY, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._told(line, index, role)
        return None

    def _head(self, line: GroupLine, column: int, role: int) -> str | tuple[str, str] | None:
        if column == NAME:
            heads = (line.title, "")
        elif column == PERSON:
            heads = (self._words.texts("disinfection_page.board.person"), "")
        elif column - FIRST < len(line.heads):
            heads = line.heads[column - FIRST]
        else:
            heads = ("", "")
        if role == HEAD_ROLE:
            return heads
        plain = role in {_DISPLAY, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        return " ".join(filter(None, heads)) if plain else None

    def _told(self, line: PlaceLine, index: _Index, role: int) -> str | None:
        place = line.row.place
        if index.column() == NAME:
            if role == _DISPLAY:
                return place.name
            return f"{place.name} {self._words.floor(place)} {place.responsible}"
        if index.column() == PERSON:
            return place.responsible or self._words.texts("disinfection_page.board.nobody")
        look = self._looks.get((index.row(), index.column()))
        if look is None:
            return None
        return look.words if role == _DISPLAY else look.sentence
