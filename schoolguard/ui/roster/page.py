# SPDX-License-Identifier: Apache-2.0
"""The people page: classes on the left, people in the middle, whom to call on the right.

Typing in the search field finds anybody; the card follows the chosen person at once, so that from
anywhere Ctrl+K, a few letters and Enter end at the phone numbers. What may be done is decided by
`access`; buttons of what may not be done are not shown.
"""

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QSplitter, QWidget
from typing_extensions import override

from schoolguard.access.rules import Action, allowed
from schoolguard.app.rule_book import roster_rules
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.ui.desk import Desk
from schoolguard.ui.roster.class_tree import ClassTree
from schoolguard.ui.roster.deeds import Deeds
from schoolguard.ui.roster.family import Choice, Family, Group, Listing, load_family, load_listing
from schoolguard.ui.roster.past_dialog import PastDialog
from schoolguard.ui.roster.people_list import PeopleList
from schoolguard.ui.roster.reach_card import ReachCard
from schoolguard.ui.theme import scale
from schoolguard.ui.widgets.page import Page

_WIDTHS = (168, 532, 404)


class RosterPage(Page):
    """Everybody at school."""

    title_key: ClassVar[str] = "ui.page.roster"
    help_chapter: ClassVar[str] = "people"
    concerns: ClassVar[Changes] = Changes.ROSTER | Changes.SETTINGS
    prints: ClassVar[bool] = True
    exports: ClassVar[bool] = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        may_edit = allowed(desk.school.actor, Action.EDIT_PEOPLE)
        self._current: PersonId | None = None
        self._listing: Listing | None = None
        self.deeds = Deeds(self, desk)
        self.tree = ClassTree(desk.texts, roster_rules(desk.school), self)
        self.people = PeopleList(desk.texts, self)
        self.card = ReachCard(desk.texts, may_edit=may_edit, parent=self)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.setChildrenCollapsible(False)
        for part in (self.tree, self.people, self.card):
            halves.addWidget(part)
        halves.setSizes(list(_WIDTHS))
        halves.setHandleWidth(scale.ROOMY)
        halves.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.body.addWidget(halves, 1)
        self.tree.chosen.connect(self._on_choice)
        self.people.searched.connect(lambda _: self.refresh())
        self.people.current_changed.connect(lambda one: self.show_person(PersonId(one)))
        self.card.print_wanted.connect(self._print_card)
        self.card.past_wanted.connect(self._show_past)
        self.card.sibling_wanted.connect(lambda one: self.show_args(person_id=one))
        if may_edit:
            self._add_deeds()

    @property
    def day(self) -> date:
        """The school's date."""
        return local_day(self.desk.clock.now())

    @override
    def refresh(self) -> None:
        """Read the tree and the list, and the person on the card again."""
        choice, text, day = self.tree.choice, self.people.text, self.day
        self.desk.tasks.query(
            self, lambda view: load_listing(view, day, choice, text), self._show_listing
        )

    @override
    def show_args(self, **args: object) -> None:
        """Show ``person_id`` with whom to call, or the class ``class_id``."""
        person_id, class_id = args.get("person_id"), args.get("class_id")
        if isinstance(person_id, int):
            self.people.forget_search()
            self.show_person(PersonId(person_id))
            self.refresh()
        elif isinstance(class_id, int):
            self.tree.choose(Choice(Group.CLASS, ClassId(class_id)))

    def show_person(self, person_id: PersonId) -> None:
        """Show whom to call for a person."""
        self._current = person_id
        self.desk.tasks.query(
            self, lambda view: load_family(view, person_id), self._show_family, self._on_no_family
        )

    @override
    def print_action(self) -> None:
        """Print the roll of the chosen class, or the chosen person's family card."""
        choice = self.tree.choice
        if choice.class_id is not None:
            self.deeds.print_roll(choice.class_id, self.day)
        elif self.card.family is not None:
            self._print_card()
        else:
            self.desk.notify.info(self.text("people.print.choose"))

    @override
    def export_action(self) -> None:
        """Export whom the tree chooses."""
        listing, choice = self._listing, self.tree.choice
        if listing is not None:
            self.deeds.export([one.id for one in listing.classes if choice.holds(one)], self.day)

    def _show_listing(self, listing: Listing) -> None:
        self._listing = listing
        self.tree.show_listing(listing)
        people = sum(listing.counts.values())
        self.set_subtitle(self.text("people.subtitle", people=people, classes=len(listing.classes)))
        self.people.show_listing(listing, self._current)
        if self._current is not None:
            self.show_person(self._current)

    def _show_family(self, family: Family) -> None:
        if family.person.id == self._current:
            self.card.show_family(family)

    def _on_no_family(self, error: Exception) -> None:
        self.card.show_nobody()
        self.desk.notify.error(error)

    def _on_choice(self) -> None:
        self.people.forget_search()
        self.refresh()

    def _edit(self) -> None:
        if self.card.family is not None:
            self.deeds.edit(self.card.family.person.id, self.day, self.show_person)

    def _print_card(self) -> None:
        if self.card.family is not None:
            self.deeds.print_card(self.card.family.person.id)

    def _show_past(self) -> None:
        if self.card.family is not None:
            PastDialog.show_for(self, self.desk, self.card.family.person.id)

    def _change(self, kind: str) -> None:
        chosen = self.people.chosen
        if not chosen and self.card.family is not None:
            chosen = (self.card.family.person.id,)
        classes = self._listing.classes if self._listing else ()
        self.deeds.change(kind, chosen, classes, self.day)

    def _add_deeds(self) -> None:
        more = self.add_action("people.more", "ellipsis", lambda: None)
        menu = QMenu(more)
        for kind in ("move", "leave", "return"):
            action = menu.addAction(self.text(f"people.change.{kind}.menu"))
            action.triggered.connect(lambda _=False, one=kind: self._change(one))
            self.people.table.addAction(action)
        self.people.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        menu.addSeparator()
        menu.addAction(self.text("people.promotion.menu"), lambda: self.deeds.promote(self.day))
        menu.addAction(self.text("people.history.menu"), self.deeds.history)
        menu.addAction(self.text("people.classes.menu"), lambda: self.deeds.classes(self.day))
        more.setMenu(menu)
        self.add_action("people.import.button", "import", self.deeds.take_in, "Ctrl+I")
        self.add_action(
            "people.person.add",
            "user-plus",
            lambda: self.deeds.edit(None, self.day, self._show_new),
            "Ctrl+N",
            primary=True,
        )
        self.people.offer(self.text("people.import.button"), self.deeds.take_in)
        self.people.opened.connect(self._edit)
        self.card.edit_wanted.connect(self._edit)
        QShortcut(QKeySequence("F2"), self).activated.connect(self._edit)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.people.search.setFocus)

    def _show_new(self, person_id: PersonId) -> None:
        self.show_args(person_id=person_id)
