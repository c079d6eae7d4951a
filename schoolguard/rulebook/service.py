# SPDX-License-Identifier: Apache-2.0
"""Changes rules of a school, one value at a time; takes them back. The packs are never written.

A change is judged with all the others that stand: if the book would not be whole, nothing is kept
and the last good one goes on.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import insert, update
from sqlalchemy.dialects.sqlite import insert as upsert

from schoolguard import access
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, RuleOverrideId
from schoolguard.kernel.rule_packs import OwnValue, PackShelf, Rule
from schoolguard.rulebook.books import SHIPPED, Base, Book, SetAside, fitting_book, read_book
from schoolguard.rulebook.chapters import CHAPTER_OF
from schoolguard.rulebook.legal import is_looser
from schoolguard.rulebook.queries import base_of, own_rules, text_digest
from schoolguard.rulebook.tables import KeptPackRow, RuleOverrideRow
from schoolguard.rulebook.values import Change, OwnRule, RuleKey, value_text
from schoolguard.store import Unit

_LONGEST: Final = 500
"""Signs of a reason, a paper's number, a text of a rule."""


def change_rule(unit: Unit, change: Change) -> RuleOverrideId:
    """Put a value of the school's own in the place of the program's.

    Raises:
        UserError: ``access.not_allowed``; ``rulebook.*`` for what lacks; ``rules.bad_entry`` when
            the rules would not fit together any more.
    """
    access.require(unit.actor, access.Action.CHANGE_RULES)
    reason, paper = change.reason.strip(), change.paper_number.strip()
    if not reason or len(reason) > _LONGEST or len(paper) > _LONGEST:
        raise UserError("rulebook.reason_needed", limit=_LONGEST)
    own = own_rules(unit)
    book = judged(own, change, base_of(unit))
    if loosens(change.at, book) and not paper:
        raise UserError("rulebook.paper_needed")
    earlier = _standing(own, change.at)
    if earlier is not None:
        _end(unit, earlier.id, "", replaced=True)
    number = _insert(unit, change, reason, paper)
    unit.audit("rules.changed", f"rule_override:{number}", **_where(change.at))
    unit.touch(Changes.RULES | Changes.AUDIT)
    return number


def take_back(unit: Unit, override_id: RuleOverrideId, reason: str) -> None:
    """Let the program's own value hold again.

    Raises:
        UserError: ``access.not_allowed``, ``rulebook.reason_needed``, ``rulebook.already_ended``;
            ``rules.bad_entry`` when another value of the school needs this one.
    """
    access.require(unit.actor, access.Action.CHANGE_RULES)
    if not reason.strip() or len(reason) > _LONGEST:
        raise UserError("rulebook.reason_needed", limit=_LONGEST)
    own = own_rules(unit)
    gone = next((one for one in own if one.id == override_id), None)
    if gone is None:
        raise UserError("rulebook.already_ended")
    base = base_of(unit)
    held = fitting_book(own, base).own
    if gone in held:
        read_book([one for one in held if one.id != override_id], base=base)
    _end(unit, override_id, reason.strip(), replaced=False)
    at = RuleKey(gone.laid.pack, gone.laid.kind, gone.laid.id, gone.laid.key)
    unit.audit("rules.taken_back", f"rule_override:{override_id}", **_where(at))
    unit.touch(Changes.RULES | Changes.AUDIT)


def note_set_aside(unit: Unit, aside: tuple[SetAside, ...]) -> int:
    """Audit values that fit no more, each once a version of its pack; return how many."""
    noted, shelf = 0, base_of(unit).shelf
    for one in aside:
        at = one.own.laid
        version = shelf.pack(at.pack).version if at.pack in CHAPTER_OF else "-"
        done = unit.connection.execute(
            update(RuleOverrideRow)
            .where(RuleOverrideRow.id == one.own.id, RuleOverrideRow.aside_at != version)
            .values(aside_at=version)
            .returning(RuleOverrideRow.id)
        )
        if done.first() is not None:
            where = _where(RuleKey(at.pack, at.kind, at.id, at.key))
            unit.audit("rules.set_aside", f"rule_override:{one.own.id}", **where, version=version)
            noted += 1
    return noted


def keep_packs(unit: Unit, texts: Mapping[str, str]) -> None:
    """Keep good texts of packs, for the day on which a file of the program turns out bad."""
    for pack, text in texts.items():
        values = {"digest": text_digest(text), "text": text, "at": unit.now}
        row = upsert(KeptPackRow).values(pack=pack, **values)
        unit.connection.execute(row.on_conflict_do_update(index_elements=["pack"], set_=values))


def judged(own: tuple[OwnRule, ...], change: Change, base: Base = SHIPPED) -> Book:
    """Return the book as it would be with a change; nothing is written.

    Raises:
        UserError: ``rulebook.*``, or ``rules.bad_entry`` naming file, entry and reason.
    """
    at = change.at
    chapter = CHAPTER_OF.get(at.pack)
    if chapter is None or at.kind in chapter.read_only:
        raise UserError("rulebook.read_only")
    laid = OwnValue(at.pack, at.kind, at.id, at.key, change.value)
    held = fitting_book([one for one in own if not _is_at(one, at)], base).own
    draft = OwnRule(RuleOverrideId(0), laid, "", "", datetime.min, AccountId(0))  # noqa: DTZ901 - no instant yet
    book = read_book((*held, draft), base=base)
    before = rule_at(base.shelf, at)
    if getattr(before, at.key) == getattr(rule_at(book.shelf, at), at.key):
        raise UserError("rulebook.same_value")
    return book


def loosens(at: RuleKey, book: Book) -> bool:
    """Return whether a key of a book makes a legal duty looser than the program's packs."""
    before, after = rule_at(book.base.shelf, at), rule_at(book.shelf, at)
    return is_looser(at.pack, at.kind, at.key, before, after)


def rule_at(shelf: PackShelf, at: RuleKey) -> Rule:
    """Return the entry of a shelf that a key belongs to.

    Raises:
        UserError: ``rules.bad_entry``: there is no such entry, or no such key.
    """
    pack = shelf.pack(at.pack)
    shape = CHAPTER_OF[at.pack].shapes.get(at.kind, Rule)
    for rule in pack.read(at.kind, shape):
        if rule.id == at.id and hasattr(rule, at.key):
            return rule
    entry = f"{at.kind} {at.id}"
    raise UserError(
        "rules.bad_entry", file=pack.path.name, entry=entry, reason=f"unknown key {at.key!r}"
    )


def _insert(unit: Unit, change: Change, reason: str, paper: str) -> RuleOverrideId:
    row = insert(RuleOverrideRow).values(
        pack=change.at.pack,
        kind=change.at.kind,
        entry=change.at.id,
        key=change.at.key,
        value=value_text(change.value),
        reason=reason,
        paper_number=paper,
        at=unit.now,
        by=unit.actor.account_id,
        ended_reason="",
        replaced=False,
        aside_at="",
    )
    return RuleOverrideId(unit.connection.execute(row.returning(RuleOverrideRow.id)).scalar_one())


def _end(unit: Unit, override_id: RuleOverrideId, reason: str, *, replaced: bool) -> None:
    unit.connection.execute(
        update(RuleOverrideRow)
        .where(RuleOverrideRow.id == override_id)
        .values(
            ended_at=unit.now,
            ended_by=unit.actor.account_id,
            ended_reason=reason,
            replaced=replaced,
        )
    )


def _standing(own: tuple[OwnRule, ...], at: RuleKey) -> OwnRule | None:
    return next((one for one in own if _is_at(one, at)), None)


def _is_at(one: OwnRule, at: RuleKey) -> bool:
    return (one.laid.pack, one.laid.kind, one.laid.id, one.laid.key) == (
        at.pack,
        at.kind,
        at.id,
        at.key,
    )


def _where(at: RuleKey) -> dict[str, str]:
    return {"pack": at.pack, "entry": f"{at.kind} {at.id}", "key": at.key}
