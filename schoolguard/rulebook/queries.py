# SPDX-License-Identifier: Apache-2.0
"""Reads a school's own rules, those that stand and those that ended."""

from sqlalchemy import Row, Select, select

from schoolguard import access
from schoolguard.access.queries import accounts
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId
from schoolguard.kernel.rule_packs import OwnValue
from schoolguard.rulebook.tables import RuleOverrideRow
from schoolguard.rulebook.values import OwnRule, read_value_text
from schoolguard.store import View

_ROWS = RuleOverrideRow.__table__


def own_rules(view: View) -> tuple[OwnRule, ...]:
    """Return the values of the school's own that stand, in the order they were made.

    Raises:
        UserError: ``rulebook.unreadable_value``.
    """
    return _read(view, select(_ROWS).where(_ROWS.c.ended_at.is_(None)).order_by(_ROWS.c.id))


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
