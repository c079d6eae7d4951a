# SPDX-License-Identifier: Apache-2.0
"""Remembers which column of a school's own sheet holds what, by its row of headers."""

import hashlib
import json
from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from schoolguard.roster.plain_text import plain
from schoolguard.roster.tables import SheetMappingRow
from schoolguard.store.unit import Unit, View


def remembered_columns(view: View, headers: Sequence[str]) -> tuple[str, ...] | None:
    """Return the roles that somebody settled for these headers before, or None."""
    kept = view.connection.execute(
        select(SheetMappingRow.columns).where(SheetMappingRow.headers == _headers_key(headers))
    ).scalar()
    return None if kept is None else tuple(json.loads(kept))


def remember_columns(unit: Unit, headers: Sequence[str], roles: Sequence[str]) -> None:
    """Keep the roles of a row of headers for the next sheet like it."""
    key = _headers_key(headers)
    unit.connection.execute(delete(SheetMappingRow).where(SheetMappingRow.headers == key))
    unit.connection.execute(
        insert(SheetMappingRow).values(headers=key, columns=json.dumps(roles), used_at=unit.now)
    )


def _headers_key(headers: Sequence[str]) -> str:
    return hashlib.sha256("\x1f".join(map(plain, headers)).encode()).hexdigest()
