# SPDX-License-Identifier: Apache-2.0
"""What a family file said before: every replaced value, by whom, when and why."""

from dataclasses import dataclass
from datetime import datetime

from schoolguard.access.queries import accounts
from schoolguard.kernel.ids import PersonId
from schoolguard.roster.queries import require_family
from schoolguard.store.corrections import corrections_of
from schoolguard.store.unit import View


@dataclass(frozen=True, slots=True)
class PastValue:
    """One replaced value; `who` is empty for an account that is unknown."""

    at: datetime
    who: str
    field: str
    old: str
    new: str
    reason: str


def past_values(view: View, person_id: PersonId) -> tuple[PastValue, ...]:
    """Return what was replaced in a family file, latest first.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require_family(view, person_id)
    names = {account.id: account.name for account in accounts(view)}
    kept = corrections_of(view, f"person:{person_id}")
    return tuple(
        PastValue(one.at, names.get(one.account_id, ""), one.field, one.old, one.new, one.reason)
        for one in reversed(kept)
    )
