# SPDX-License-Identifier: Apache-2.0
"""The one door to the rules of an open school: its packs with its own values, kept until changed.

Whoever needs rules asks here each time; after a change everybody gets the new ones at once.
"""

from collections.abc import Callable, Mapping
from weakref import WeakKeyDictionary

from schoolguard import daily, rulebook
from schoolguard.app.school import School
from schoolguard.daily import Basis
from schoolguard.roster import RosterRules
from schoolguard.rulebook import Book
from schoolguard.store import Unit

_books: WeakKeyDictionary[School, tuple[int, Book]] = WeakKeyDictionary()


def book_of(school: School) -> Book:
    """Return every rule in force at a school; values that fit no more are set aside in it.

    Where a pack of the program is bad, the last good one that the school kept stands in for it.

    Raises:
        UserError: a pack can not be read, and no good one was kept.
    """
    edition = school.rules_edition
    kept = _books.get(school)
    if kept is None or kept[0] != edition:
        own, base = school.query(lambda view: (rulebook.own_rules(view), rulebook.base_of(view)))
        kept = edition, rulebook.fitting_book(own, base)
        _books[school] = kept
    return kept[1]


def versions(school: School) -> Mapping[str, str]:
    """Return the version in force by pack; one with the school's values ends in their digest."""
    return book_of(school).versions


def roster_rules(school: School) -> RosterRules:
    """Return what the roster goes by."""
    return book_of(school).roster


def daily_basis(school: School) -> Basis:
    """Return what the daily report is computed by."""
    return daily.load_basis(school.settings, school.calendar, book_of(school).shelf)


def noting_set_aside(school: School) -> Callable[[Unit], int] | None:
    """Return what puts values that fit no more into the audit log; None where all fit."""
    aside = book_of(school).set_aside
    return (lambda unit: rulebook.note_set_aside(unit, aside)) if aside else None
