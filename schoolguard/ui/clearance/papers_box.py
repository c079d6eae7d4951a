# SPDX-License-Identifier: Apache-2.0
"""The papers brought so far, each with what the nurse found on checking it again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from schoolguard.clearance import Clearance, Paper
from schoolguard.ui.clearance.words import Words
from schoolguard.ui.theme import scale
from schoolguard.ui.theme.icons import icon

_HEIGHT = 62
_SIGNS = {True: "circle-check", False: "circle-x", None: "circle-dashed"}


class PapersBox(QWidget):
    """Papers, and what can be done with one.

    Signals:
        add_wanted: register a paper.
        recheck_wanted: id of a paper; the nurse agrees (True) or not (False).
        retract_wanted: id of a paper that was a wrong entry.
    """

    add_wanted = Signal()
    recheck_wanted = Signal(int, bool)
    retract_wanted = Signal(int)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        label = words.texts("clearance_page.papers.label")
        self.list = QListWidget(self)
        self.list.setAccessibleName(label)
        self.list.setFixedHeight(_HEIGHT)
        self.add_button = self._button("add", "Alt+Z")
        self.agree_button = self._button("agree", "Alt+Y")
        self.refuse_button = self._button("refuse", "Alt+N")
        self.retract_button = self._button("retract")
        head = QHBoxLayout()
        head.setSpacing(scale.GAP)
        head.addWidget(QLabel(label, self))
        head.addStretch(1)
        for button in (
            self.add_button,
            self.agree_button,
            self.refuse_button,
            self.retract_button,
        ):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.TIGHT)
        column.addLayout(head)
        column.addWidget(self.list)
        self._papers: tuple[Paper, ...] = ()
        self.add_button.clicked.connect(self.add_wanted)
        self.agree_button.clicked.connect(lambda: self._recheck(agreed=True))
        self.refuse_button.clicked.connect(lambda: self._recheck(agreed=False))
        self.retract_button.clicked.connect(self._retract)
        self.list.currentRowChanged.connect(self._offer)

    def show_clearance(self, found: Clearance) -> None:
        """Show the papers of a clearance; retracted ones stand in its course."""
        self._papers = tuple(one for one in found.papers if one.retracted_at is None)
        row = self.list.currentRow()
        self.list.clear()
        for paper in self._papers:
            self.list.addItem(QListWidgetItem(icon(_SIGNS[paper.draft.agreed]), self._line(paper)))
        if not self._papers:
            nothing = QListWidgetItem(self._words.texts("clearance_page.papers.none"))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        self.list.setCurrentRow(max(0, min(row, len(self._papers) - 1)))
        self._offer()

    def _line(self, paper: Paper) -> str:
        state = {True: "agreed", False: "refused", None: "unread"}[paper.draft.agreed]
        words = self._words.texts(f"clearance_page.papers.{state}", finding=paper.draft.finding)
        return f"{self._words.paper_line(paper)}  {words}"

    def _offer(self) -> None:
        for button in (self.agree_button, self.refuse_button, self.retract_button):
            button.setEnabled(bool(self._papers))

    def _current(self) -> Paper | None:
        row = self.list.currentRow()
        return self._papers[row] if 0 <= row < len(self._papers) else None

    def _recheck(self, *, agreed: bool) -> None:
        paper = self._current()
        if paper is not None:
            self.recheck_wanted.emit(paper.id, agreed)

    def _retract(self) -> None:
        paper = self._current()
        if paper is not None:
            self.retract_wanted.emit(paper.id)

    def _button(self, key: str, shortcut: str = "") -> QPushButton:
        words = self._words.texts(f"clearance_page.papers.{key}")
        button = QPushButton(words, self)
        button.setProperty("look", "quiet")
        if shortcut:
            button.setShortcut(QKeySequence(shortcut))
            tip = self._words.texts("ui.with_key", words=words, shortcut=shortcut)
            button.setToolTip(tip)
        return button
