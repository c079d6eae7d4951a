# SPDX-License-Identifier: Apache-2.0
"""The rules of the school in plain words: to read, to search, to change one value with a reason.

The school's own values stand first. What makes a legal duty looser, and what no longer fits, stays
in sight at the top until it is taken back.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from schoolguard import rulebook
from schoolguard.access.rules import Action, allowed
from schoolguard.app.rule_book import book_of
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.reports import Document
from schoolguard.rulebook import CHAPTERS, Words
from schoolguard.ui.desk import Desk
from schoolguard.ui.rulebook.deeds import Deeds
from schoolguard.ui.rulebook.notices import Notices
from schoolguard.ui.rulebook.reading import (
    ALL,
    OWN,
    AtHand,
    Past,
    Row,
    read_past,
    rows_of,
    rows_shown,
)
from schoolguard.ui.rulebook.rule_panel import RulePanel
from schoolguard.ui.rulebook.rules_table import RulesTable
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.delivery import show_on_paper, write_as_sheet
from schoolguard.ui.widgets.empty import EmptyState
from schoolguard.ui.widgets.page import Page
from schoolguard.ui.widgets.search_field import SearchField

_CHAPTERS_WIDTH = 184
_FIRST_CHAPTER = 2
"""Below the school's own and all rules."""

_DATA = Qt.ItemDataRole.UserRole


class RulesPage(Page):
    """Chapters, rules, and the rule at hand."""

    title_key = "rules_page.title"
    help_chapter = "rules"
    concerns = Changes.RULES
    prints = True
    exports = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.book = book_of(desk.school)
        self.words = Words(desk.texts, self.book)
        self._rows: tuple[Row, ...] = ()
        self._past = Past((), {})
        self.notices = Notices(self)
        self.search = SearchField(self.text("rules_page.search"), self)
        self.chapters = QListWidget(self)
        self.chapters.setAccessibleName(self.text("rules_page.chapters"))
        self.chapters.setFixedWidth(_CHAPTERS_WIDTH)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for chapter in (OWN, ALL, *(one.pack for one in CHAPTERS)):
            QListWidgetItem(self.chapters).setData(_DATA, chapter)
        self.table = RulesTable(self.words, self)
        may_change = allowed(desk.school.actor, Action.CHANGE_RULES)
        self.panel = RulePanel(self.words, may_change=may_change, parent=self)
        self.empty = EmptyState("book-check", "", "", self)
        self.deeds = Deeds(self, self._at_hand)
        self.add_action("rules_page.history", "history", self.deeds.show_history, "Ctrl+H")
        self._arrange()
        self._connect()
        self.chapters.setCurrentRow(0 if self.book.own else _FIRST_CHAPTER)

    @property
    def chapter(self) -> str:
        """The chapter at hand: a pack, `OWN` or `ALL`."""
        return str(self.chapters.currentItem().data(_DATA))

    @property
    def past(self) -> Past:
        """Every value that the school ever had of its own."""
        return self._past

    def choose_chapter(self, chapter: str) -> None:
        """Go to a chapter."""
        for number in range(self.chapters.count()):
            if self.chapters.item(number).data(_DATA) == chapter:
                self.chapters.setCurrentRow(number)

    @override
    def refresh(self) -> None:
        self.desk.tasks.query(self, read_past(), self._show)

    @override
    def show_args(self, **args: object) -> None:
        self.search.clear()
        self.choose_chapter(str(args.get("pack", ALL)))
        self._narrow()
        pack, kind = str(args.get("pack", "")), str(args.get("kind", ""))
        self.table.choose(pack, kind, str(args.get("rule_id", "")))

    @override
    def print_action(self) -> None:
        show_on_paper(self, self._document(), self.text("rules_page.file_name"))

    @override
    def export_action(self) -> None:
        write_as_sheet(self, self._document(), self.text("rules_page.file_name"))

    def _at_hand(self) -> AtHand:
        return AtHand(self.table.current_row, self.book, self.words, self._past)

    def _document(self) -> Document:
        """Return what the list shows now: a chapter, the search, or all."""
        shown = [row.entry for row in self.table.model_of_rows.rows]
        school, today = self.desk.school, local_day(self.desk.clock.now())
        return rulebook.rules_document(
            self.book, shown, self.words, school_name=school.settings.name, day=today
        )

    def _show(self, past: Past) -> None:
        self._past = past
        self.book = book_of(self.desk.school)
        self.words = Words(self.desk.texts, self.book)
        self._rows = rows_of(self.book, self.words)
        own = len(self.book.own)
        self.set_subtitle(self.text("rules_page.subtitle", rules=len(self._rows), own=own))
        self._name_chapters()
        self.notices.show_book(self.book, self._rows, self.words, self.deeds.take_back_aside)
        self._narrow()

    def _name_chapters(self) -> None:
        words = {OWN: self.text("rules_page.own_first"), ALL: self.text("rules_page.all")}
        for number in range(self.chapters.count()):
            item = self.chapters.item(number)
            chapter = str(item.data(_DATA))
            own = sum(1 for one in self.book.own if chapter in {OWN, one.laid.pack})
            name = words.get(chapter) or self.words.pack(chapter)
            counted = self.text("rules_page.chapter_own", name=name, count=own)
            item.setText(counted if own else name)

    def _narrow(self) -> None:
        rows = rows_shown(self._rows, self.chapter, self.search.text())
        self.table.show_rows(rows, self.words)
        none_own = self.chapter == OWN and not self.search.text().strip()
        words = "rules_page.own_empty" if none_own else "rules_page.empty"
        self.empty.say(self.text(f"{words}_title"), self.text(f"{words}_text"))
        self._middle.setCurrentWidget(self.table if rows else self.empty)
        self._show_row()

    def _show_row(self) -> None:
        self.panel.show_row(self.table.current_row, self.words, self.book, self._past.names)

    def _arrange(self) -> None:
        self._middle = QStackedWidget(self)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.empty)
        middle = QVBoxLayout()
        middle.setSpacing(scale.GAP)
        middle.addWidget(self.search)
        middle.addWidget(self._middle, 1)
        row = QHBoxLayout()
        row.setSpacing(scale.ROOMY)
        row.addWidget(self.chapters)
        row.addLayout(middle, 1)
        row.addWidget(self.panel)
        self.body.addWidget(self.notices)
        self.body.addLayout(row, 1)

    def _connect(self) -> None:
        self.chapters.currentRowChanged.connect(lambda _: self._narrow())
        self.search.searched.connect(lambda _: self._narrow())
        self.search.left_downward.connect(self.table.setFocus)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_row())
        self.table.opened.connect(lambda _: self.panel.table.setFocus())
        self.panel.change_wanted.connect(self.deeds.change)
        self.panel.back_wanted.connect(self.deeds.take_back)
