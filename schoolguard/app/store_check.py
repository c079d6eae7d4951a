# SPDX-License-Identifier: Apache-2.0
"""Is the record sound? File, audit chain, anchor and sheets, in one answer for page and command.

Four faults that hide from each other: a flipped bit passes the chain, a rewritten log passes the
file's own check, only the anchor notices a copy that is merely old, and only a sheet's digest
notices a reading that was changed past the program (see resources/docs/adr/0009).
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from schoolguard import checks
from schoolguard.access.rules import Action, require
from schoolguard.app.record import ANCHOR_FILE, Record
from schoolguard.app.school import School
from schoolguard.kernel.errors import UserError
from schoolguard.store.anchor import Anchor, is_behind, read_anchor
from schoolguard.store.audit import AuditBreak, verify
from schoolguard.store.identity import renew_epoch

_SHEETS_OF: Final = timedelta(days=60)
"""How far back readings are held against what was handed in: a millisecond a sheet."""


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What was found.

    Attributes:
        damage: what the integrity check of the file reports; empty when it is sound.
        entries: number of audit entries up to the first break.
        head: hash of the last of them, as hex.
        first_break: where the chain does not hold; None when it does.
        behind: the anchor that the record has not reached; None when it has.
        altered: sheets whose readings are not what was handed in, oldest first.
    """

    damage: tuple[str, ...]
    entries: int
    head: str
    first_break: AuditBreak | None
    behind: Anchor | None
    altered: tuple[checks.SheetKey, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Return whether nothing was found."""
        intact = not self.damage and not self.altered
        return intact and self.first_break is None and self.behind is None


def check_school(school: School) -> StoreCheck:
    """Check a school's record: the store, and the sheets of the last 60 days.

    Raises:
        UserError: ``access.not_allowed``.
    """
    found = check_store(school)
    if found.damage:
        return found
    with school.reading() as view:
        altered = checks.altered_sheets(view, view.today - _SHEETS_OF, view.today)
    return replace(found, altered=altered)


def check_store(record: Record) -> StoreCheck:
    """Check file, chain and anchor; not in the window's thread.

    A second for 50 MB and 200,000 entries.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require(record.actor, Action.VERIFY_STORE)
    damage = record.vault.damaged_pages()
    remembered = record.behind or read_anchor(record.folder / ANCHOR_FILE)
    try:
        with record.reading() as view:
            chain = verify(view)
            old = remembered is not None and is_behind(view, remembered)
    except UserError as error:
        if error.code != "store.damaged":
            raise
        return StoreCheck(damage or ("audit log",), 0, "", None, None)
    return StoreCheck(
        damage, chain.count, chain.head.hex(), chain.first_break, remembered if old else None
    )


def accept_older_copy(record: Record) -> None:
    """Go on with a record that is older than what was known: a new epoch begins.

    Packages are numbered afresh from here on, so that the bureau sees that something was lost.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require(record.actor, Action.VERIFY_STORE)
    record.behind = None
    with record.writing() as unit:
        renew_epoch(unit)
