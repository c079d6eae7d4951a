# SPDX-License-Identifier: Apache-2.0
"""Is the record sound? File, audit chain and anchor, in one answer for page and command.

Three faults that hide from each other: a flipped bit passes the chain, a rewritten log passes the
file's own check, and only the anchor notices a copy that is merely old.
"""

from dataclasses import dataclass

from schoolguard.access.rules import Action, require
from schoolguard.app.record import ANCHOR_FILE, Record
from schoolguard.kernel.errors import UserError
from schoolguard.store.anchor import Anchor, is_behind, read_anchor
from schoolguard.store.audit import AuditBreak, verify
from schoolguard.store.identity import renew_epoch


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """What was found.

    Attributes:
        damage: what the integrity check of the file reports; empty when it is sound.
        entries: number of audit entries up to the first break.
        head: hash of the last of them, as hex.
        first_break: where the chain does not hold; None when it does.
        behind: the anchor that the record has not reached; None when it has.
    """

    damage: tuple[str, ...]
    entries: int
    head: str
    first_break: AuditBreak | None
    behind: Anchor | None

    @property
    def is_sound(self) -> bool:
        """Return whether nothing was found."""
        return not self.damage and self.first_break is None and self.behind is None


def check_store(record: Record) -> StoreCheck:
    """Check everything; a second for 50 MB and 200,000 entries, so not in the window's thread.

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
