# SPDX-License-Identifier: Apache-2.0
"""The audit log as a page shows it: entries with the names of who acted, and the chain's head."""

from dataclasses import dataclass
from datetime import date, datetime

from schoolguard.access.queries import accounts
from schoolguard.access.rules import Action, require
from schoolguard.store.audit import head, search
from schoolguard.store.unit import View


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry; `who` is the name of the account, or the program's."""

    seq: int
    at: datetime
    who: str
    action: str
    subject: str
    facts: str
    hash: str


@dataclass(frozen=True, slots=True)
class Trail:
    """What was found, newest first, and where the whole log stands.

    Attributes:
        count: entries in the whole log.
        head: hash of the last one, as hex.
    """

    entries: tuple[TrailEntry, ...]
    count: int
    head: str


def read_trail(
    view: View, text: str, first_on: date | None, last_on: date | None, limit: int = 1000
) -> Trail:
    """Return the entries of some days (None: no limit) that contain a text.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require(view.actor, Action.READ_AUDIT)
    names = {account.id: account.name for account in accounts(view)}
    count, last = head(view)
    found = search(view, text, first_on, last_on, limit)
    return Trail(
        tuple(
            TrailEntry(
                entry.seq,
                entry.at,
                names.get(entry.account_id, "SchoolGuard"),
                entry.action,
                entry.subject,
                "  ".join(f"{key}={value}" for key, value in entry.facts.items()),
                entry.hash.hex(),
            )
            for entry in found
        ),
        count,
        last.hex(),
    )
