# SPDX-License-Identifier: Apache-2.0
"""The rule book 规则: every rule pack of the program, with the school's own values laid over it.

Packs ship with the program and are never written. `chapters` lists them, `references` says what
their entries name in each other, `books` reads all of them as one whole, `legal` sees when a value
makes a duty looser. A school's values are rows of their own (`tables`), made and taken back one by
one with a reason (`service`). `wording` and `report` tell it in plain words.
"""

from schoolguard.rulebook.books import (
    SHIPPED,
    Base,
    Book,
    SetAside,
    fitting_book,
    good_base,
    read_book,
)
from schoolguard.rulebook.chapters import CHAPTER_OF, CHAPTERS, Chapter
from schoolguard.rulebook.entries import Entry, Line, entries_of
from schoolguard.rulebook.legal import is_looser
from schoolguard.rulebook.queries import base_of, history, own_rules, packs_to_keep, who_changed
from schoolguard.rulebook.references import REFERENCES, known_ids
from schoolguard.rulebook.report import rules_document
from schoolguard.rulebook.service import (
    change_rule,
    judged,
    keep_packs,
    loosens,
    note_set_aside,
    rule_at,
    take_back,
)
from schoolguard.rulebook.values import Change, OwnRule, RuleKey
from schoolguard.rulebook.wording import Words

__all__ = [
    "CHAPTERS",
    "CHAPTER_OF",
    "REFERENCES",
    "SHIPPED",
    "Base",
    "Book",
    "Change",
    "Chapter",
    "Entry",
    "Line",
    "OwnRule",
    "RuleKey",
    "SetAside",
    "Words",
    "base_of",
    "change_rule",
    "entries_of",
    "fitting_book",
    "good_base",
    "history",
    "is_looser",
    "judged",
    "keep_packs",
    "known_ids",
    "loosens",
    "note_set_aside",
    "own_rules",
    "packs_to_keep",
    "read_book",
    "rule_at",
    "rules_document",
    "take_back",
    "who_changed",
]
