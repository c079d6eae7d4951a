# SPDX-License-Identifier: Apache-2.0
"""The board as a table: classes with one square a session, laid out in blocks beside each other."""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from schoolguard.flows import BoardRow, Today
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.texts import Texts
from schoolguard.ui.today.cells import CellLook, look_of

LOOK_ROLE: Final = Qt.ItemDataRole.UserRole
"""Under this role a square hands its `CellLook` to the delegate."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Square:
    """What a cell of the table stands for.

    Attributes:
        session: None on the cell of a class's name.
    """

    class_id: ClassId
    session: CheckSession | None


class BoardModel(QAbstractTableModel):
    """The rows of the board, laid out in blocks beside each other."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rows: tuple[BoardRow, ...] = ()
        self._sessions: tuple[CheckSession, ...] = ()
        self._looks: list[tuple[CellLook, ...]] = []
        self._height = 0
        self._blocks = 1

    @property
    def squares_across(self) -> int:
        """How many columns one block takes: the name and its sessions."""
        return 1 + len(self._sessions)

    @property
    def blocks(self) -> int:
        """How many blocks stand beside each other."""
        return self._blocks

    def show(self, today: Today) -> None:
        """Take in a day."""
        self.beginResetModel()
        self._rows, self._sessions = today.rows, today.sessions
        names = [self._texts(f"today.session.{s.name.lower()}") for s in self._sessions]
        self._looks = [
            tuple(
                look_of(cell, row.school_class.name, name, self._texts)
                for cell, name in zip(row.cells, names, strict=True)
            )
            for row in self._rows
        ]
        self._fold()
        self.endResetModel()

    def set_blocks(self, blocks: int) -> None:
        """Lay the rows out in another number of blocks."""
        if blocks != self._blocks:
            self.beginResetModel()
            self._blocks = blocks
            self._fold()
            self.endResetModel()

    def square(self, index: _Index) -> Square | None:
        """Return what a cell stands for; None for the empty end of the last block."""
        row = self._row(index)
        if row is None:
            return None
        at = index.column() % self.squares_across
        session = self._sessions[at - 1] if at else None
        return Square(row.school_class.id, session)

    def index_of(self, square: Square) -> QModelIndex:
        """Return where a square stands, an invalid index if nowhere."""
        for number, row in enumerate(self._rows):
            if row.school_class.id == square.class_id:
                block, line = divmod(number, self._height)
                at = 0 if square.session is None else 1 + self._sessions.index(square.session)
                return self.index(line, block * self.squares_across + at)
        return QModelIndex()

    def _fold(self) -> None:
        self._height = -(-len(self._rows) // self._blocks)

    def _number(self, index: _Index) -> int | None:
        number = (index.column() // self.squares_across) * self._height + index.row()
        return number if index.isValid() and number < len(self._rows) else None

    def _row(self, index: _Index) -> BoardRow | None:
        number = self._number(index)
        return None if number is None else self._rows[number]

    def _look(self, index: _Index) -> CellLook | None:
        at = index.column() % self.squares_across
        number = self._number(index)
        return self._looks[number][at - 1] if at and number is not None else None

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self._height

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        valid = parent is not None and parent.isValid()
        return 0 if valid else self._blocks * self.squares_across

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        look = self._look(index)
        if role == LOOK_ROLE:
            return look
        if role == Qt.ItemDataRole.DisplayRole and look is None:
            row = self._row(index)
            named = row is not None and index.column() % self.squares_across == 0
            return row.school_class.name if row is not None and named else None
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return look.sentence if look else self.data(index)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        at = section % self.squares_across
        if not at:
            return self._texts("today.board.class")
        return self._texts(f"today.session.{self._sessions[at - 1].name.lower()}")

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if self._row(index) is None else super().flags(index)
