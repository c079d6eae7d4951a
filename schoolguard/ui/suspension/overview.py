# SPDX-License-Identifier: Apache-2.0
"""The overview: references that are reached, what is off, and the sheets of the one at hand."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from schoolguard.kernel.ids import SuspensionId
from schoolguard.suspension import Phase, SheetLine, SuspensionLine
from schoolguard.ui.suspension.columns import (
    proposal_columns,
    sheet_columns,
    suspension_columns,
)
from schoolguard.ui.suspension.reading import Overview
from schoolguard.ui.suspension.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.table import HouseTable, RowsModel

_PROPOSALS_SHOWN = 3
_HEAD = 44
DEEDS = (
    ("return", "clipboard-list", "Alt+B"),
    ("change_end", "calendar-days", "Alt+E"),
    ("paper_number", "file-text", "Alt+P"),
    ("withdraw", "undo-2", "Alt+W"),
)


class OverviewView(QWidget):
    """Three tables over one another, and what can be done with the suspension at hand.

    Signals:
        proposal_opened: the `Proposal` that people want to decide on.
        suspension_chosen: id of the suspension at hand, whose sheets are to be read.
        sheet_opened: the `FollowUpKey` to open.
        deed_wanted: name of the deed, and the `SuspensionLine` at hand.
    """

    proposal_opened = Signal(object)
    suspension_chosen = Signal(int)
    sheet_opened = Signal(object)
    deed_wanted = Signal(str, object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        text = words.texts
        label = text("suspension_page.proposals.label")
        self.proposals = HouseTable("suspension.proposals", label, self)
        self.proposal_rows = RowsModel(proposal_columns(words), self)
        self.proposals.show_model(self.proposal_rows, sortable=False)
        self.table = HouseTable("suspension.list", text("suspension_page.list.label"), self)
        self.rows = RowsModel(suspension_columns(words), self)
        self.table.show_model(self.rows)
        self.sheets = HouseTable("suspension.sheets", text("suspension_page.sheets.label"), self)
        self.sheet_rows = RowsModel(sheet_columns(words), self)
        self.sheets.show_model(self.sheet_rows)
        self.empty = EmptyState(
            "calendar-off",
            text("suspension_page.nothing.title"),
            text("suspension_page.nothing.text"),
            self,
        )
        self.buttons: dict[str, QPushButton] = {}
        self._may_decide = True
        self._arrange()
        self.proposals.opened.connect(self._on_proposal)
        self.table.opened.connect(self._on_opened)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._on_chosen())
        self.sheets.opened.connect(
            lambda index: self.sheet_opened.emit(self.sheet_rows.row(index).key)
        )

    def _arrange(self) -> None:
        text = self._words.texts
        self._proposals_title = self._title("suspension_page.proposals.title")
        self._sheets_title = self._title("suspension_page.sheets.title")
        deeds = QHBoxLayout()
        deeds.setSpacing(scale.GAP)
        deeds.addWidget(self._sheets_title, 1)
        for name, picture, shortcut in DEEDS:
            words = text(f"suspension_page.deed.{name}")
            button = QPushButton(icon(picture), words, self)
            button.setShortcut(QKeySequence(shortcut))
            button.setToolTip(text("ui.with_key", words=words, shortcut=shortcut))
            button.clicked.connect(lambda _=False, name=name: self._on_deed(name))
            deeds.addWidget(button)
            self.buttons[name] = button
        self._keys = QLabel(text("suspension_page.list.keys"), self)
        self._keys.setProperty("look", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.GAP)
        for widget, stretch in (
            (self._proposals_title, 0),
            (self.proposals, 0),
            (self.table, 2),
            (self.empty, 2),
        ):
            column.addWidget(widget, stretch)
        column.addLayout(deeds)
        column.addWidget(self.sheets, 3)
        column.addWidget(self._keys)

    def _title(self, key: str) -> QLabel:
        label = QLabel(self._words.texts(key), self)
        label.setProperty("look", "strong")
        return label

    def allow(self, *, deciding: bool) -> None:
        """Take the decisions away from whoever only follows up."""
        self._may_decide = deciding
        for name in ("change_end", "paper_number", "withdraw"):
            self.buttons[name].setVisible(deciding)

    def show_overview(self, found: Overview, at: SuspensionId | None = None) -> None:
        """Show a day; the suspension at hand stays, else the first that runs."""
        kept = at or self.current_id
        self._words.today = found.day
        has_proposals = bool(found.proposals)
        self.proposal_rows.set_rows(found.proposals)
        height = _HEAD + scale.ROW_HEIGHT * min(len(found.proposals), _PROPOSALS_SHOWN)
        self.proposals.setFixedHeight(height)
        for widget in (self._proposals_title, self.proposals):
            widget.setVisible(has_proposals)
        self.rows.set_rows(found.lines)
        self.table.setVisible(bool(found.lines))
        self.empty.setVisible(not found.lines)
        below: tuple[QWidget, ...] = (self.sheets, self._sheets_title, self._keys)
        for each in (*below, *self.buttons.values()):
            each.setVisible(bool(found.lines))
        if found.lines:
            self.allow(deciding=self._may_decide)
            self.table.select_row(self._row_of(kept))
            self._on_chosen()

    def _row_of(self, wanted: SuspensionId | None) -> int:
        ids = [line.suspension.id for line in self.rows.rows]
        if wanted in ids:
            return ids.index(wanted)
        running = (at for at, one in enumerate(self.rows.rows) if one.phase is Phase.RUNNING)
        return next(running, 0)

    def show_sheets(self, lines: tuple[SheetLine, ...]) -> None:
        """Show the sheets of the suspension at hand; the first open one of today is current."""
        at = self.sheets.currentIndex().row()
        self.sheet_rows.set_rows(lines)
        self.sheets.select_row(max(0, min(at, len(lines) - 1)))

    @property
    def current(self) -> SuspensionLine | None:
        """The suspension at hand."""
        index = self.table.currentIndex()
        rows = self.rows.rows
        return rows[index.row()] if 0 <= index.row() < len(rows) else None

    @property
    def current_id(self) -> SuspensionId | None:
        """Its id."""
        return self.current.suspension.id if self.current is not None else None

    def _on_chosen(self) -> None:
        line = self.current
        if line is None:
            return
        withdrawn = line.phase is Phase.WITHDRAWN
        text = self._words.texts
        name = "reinstate" if withdrawn else "withdraw"
        button = self.buttons["withdraw"]
        shortcut = button.shortcut()
        button.setText(text(f"suspension_page.deed.{name}"))
        button.setShortcut(shortcut)
        for other in ("return", "change_end", "paper_number"):
            self.buttons[other].setEnabled(not withdrawn)
        self.suspension_chosen.emit(int(line.suspension.id))

    def _on_opened(self, _: QModelIndex) -> None:
        """Enter on a suspension: into its one sheet of today, or down to its sheets."""
        today = [line for line in self.sheet_rows.rows if line.key.day == self._words.today]
        if len(today) == 1:
            self.sheet_opened.emit(today[0].key)
        elif self.sheet_rows.rows:
            self.sheets.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_proposal(self, index: QModelIndex) -> None:
        if self._may_decide:
            self.proposal_opened.emit(self.proposal_rows.row(index))

    def _on_deed(self, name: str) -> None:
        if self.current is not None:
            self.deed_wanted.emit(name, self.current)
