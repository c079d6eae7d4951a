# SPDX-License-Identifier: Apache-2.0
"""Reads a school's own rules, those that stand and those that ended."""

import hashlib
from collections.abc import Mapping

from sqlalchemy import Row, Select, select

from schoolguard import access
from schoolguard.access.queries import accounts
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId
from schoolguard.kernel.resources import resource
from schoolguard.kernel.rule_packs import OwnValue
from schoolguard.rulebook.books import SHIPPED, Base, good_base, read_book
from schoolguard.rulebook.chapters import CHAPTERS
from schoolguard.rulebook.tables import KeptPackRow, RuleOverrideRow
from schoolguard.rulebook.values import OwnRule, read_value_text
from schoolguard.store import View

_ROWS = RuleOverrideRow.__table__


def own_rules(view: View) -> tuple[OwnRule, ...]:
    """Return the values of the school's own that stand, in the order they were made.

    Raises:
        UserError: ``rulebook.unreadable_value``.
    """
    return _read(view, select(_ROWS).where(_ROWS.c.ended_at.is_(None)).order_by(_ROWS.c.id))


def base_of(view: View) -> Base:
    """Return the packs without the school's values; the last good ones where a file is bad.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``: no good text was ever kept.
    """
    try:
        read_book()
    except UserError:
        rows = view.connection.execute(select(KeptPackRow.pack, KeptPackRow.text))
        return good_base({row.pack: row.text for row in rows})
    return SHIPPED


def packs_to_keep(view: View) -> Mapping[str, str]:
    """Return the texts, by pack, that are good and not kept yet; empty while any is bad."""
    try:
        read_book()
    except UserError:
        return {}
    rows = view.connection.execute(select(KeptPackRow.pack, KeptPackRow.digest))
    kept = {row.pack: row.digest for row in rows}
    texts = {one.pack: _text(one.pack) for one in CHAPTERS}
    return {pack: text for pack, text in texts.items() if kept.get(pack) != text_digest(text)}


def text_digest(text: str) -> str:
    """Return what a kept text is compared by."""
    return hashlib.sha256(text.encode()).hexdigest()


def _text(pack: str) -> str:
    return resource("rules", f"{pack}.toml").read_text(encoding="utf-8")


def history(view: View) -> tuple[OwnRule, ...]:
    """Return every value that the school ever had of its own, newest first.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, access.Action.CHANGE_SETTINGS)
    return _read(view, select(_ROWS).order_by(_ROWS.c.id.desc()))


def who_changed(view: View) -> dict[AccountId, str]:
    """Return the names of all accounts, closed ones too."""
    return {one.id: one.name for one in accounts(view)}


def _read(view: View, query: Select[tuple[object, ...]]) -> tuple[OwnRule, ...]:
    return tuple(_own_rule(row) for row in view.connection.execute(query))


def _own_rule(row: Row[tuple[object, ...]]) -> OwnRule:
    try:
        value = read_value_text(row.value)
    except (ValueError, KeyError) as error:
        raise UserError("rulebook.unreadable_value", number=row.id) from error
    return OwnRule(
        row.id,
        OwnValue(row.pack, row.kind, row.entry, row.key, value),
        row.reason,
        row.paper_number,
        row.at,
        row.by,
        row.ended_at,
        row.ended_by,
        row.ended_reason,
        row.replaced,
    )
