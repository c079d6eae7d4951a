# SPDX-License-Identifier: Apache-2.0
"""An open record, a school's or a bureau's: transactions in the name of whoever is logged in.

`query` reads, `change` writes; each is one transaction. Both may be called from any thread; writers
wait for each other. The anchor beside the record is renewed after a commit that was audited, and at
most every five seconds while readings, which have no audit entry of their own, are typed.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

from schoolguard.kernel.actor import Actor
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.errors import UserError
from schoolguard.store.anchor import Anchor, anchor_of, is_behind, read_anchor, write_anchor
from schoolguard.store.identity import beat
from schoolguard.store.unit import Unit, View, reading, writing
from schoolguard.store.vault import Vault

ANCHOR_FILE: Final = "head.json"

_BEAT_SECONDS = 5.0

T = TypeVar("T")


class Record:
    """One open record, and the person at the keyboard.

    Attributes:
        folder: where the record lies.
        clock: where `now` comes from.
        behind: what the anchor knows of a record that turned out older; None when all is well.
    """

    def __init__(self, folder: Path, vault: Vault, clock: Clock, actor: Actor) -> None:
        self.folder = folder
        self.clock = clock
        self.behind: Anchor | None = None
        self._vault = vault
        self._actor = actor
        self._remembering = threading.Lock()
        self._remembered = (0, 0)
        self._beat_at = -_BEAT_SECONDS

    @property
    def actor(self) -> Actor:
        """Return who is logged in."""
        return self._actor

    def act_as(self, actor: Actor) -> None:
        """Go on in another person's name; whoever calls has checked that they may."""
        self._actor = actor

    @property
    def vault(self) -> Vault:
        """Return the open file, for wiring and checks of the store."""
        return self._vault

    def query(self, read: Callable[[View], T]) -> T:
        """Return what `read` finds in one state of the record."""
        with self.reading() as view:
            return read(view)

    def change(self, write: Callable[[Unit], T]) -> tuple[T, Changes]:
        """Do one user action: all of it is on disk when this returns, or nothing happened.

        Returns:
            What `write` returned, and which rooms it touched.
        """
        with self.writing() as unit:
            value = write(unit)
        return value, unit.changes

    @contextlib.contextmanager
    def reading(self) -> Iterator[View]:
        """Lend a read transaction."""
        with reading(self._vault, self._actor, self.clock) as view:
            yield view

    @contextlib.contextmanager
    def writing(self) -> Iterator[Unit]:
        """Lend a write transaction; it is committed when the block ends without an error."""
        with writing(self._vault, self._actor, self.clock, self._beat_if_due) as unit:
            yield unit
        if unit.anchor_due:
            self._remember()
        self.committed(unit.changes)

    def committed(self, changes: Changes) -> None:
        """Forget what was kept in memory of the rooms that a commit changed."""

    def compare_with_anchor(self) -> None:
        """Note in `behind` if the record is older than the anchor beside it."""
        remembered = read_anchor(self.folder / ANCHOR_FILE)
        if remembered is not None and self.query(lambda view: is_behind(view, remembered)):
            self.behind = remembered

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        self._vault.close()

    def _beat_if_due(self, unit: Unit) -> None:
        if not unit.anchor_due and time.monotonic() - self._beat_at >= _BEAT_SECONDS:
            beat(unit)
            self._beat_at = time.monotonic()

    def _remember(self) -> None:
        """Write the anchor, unless another thread has written a newer one meanwhile.

        A record that turned out older leaves the anchor alone until a person has accepted that. A
        disk that refuses leaves an older anchor, which proves less but nothing wrong: what was
        saved is saved, and the next action tries again.
        """
        if self.behind is not None:
            return
        with self._remembering, contextlib.suppress(UserError):
            anchor = self.query(anchor_of)
            if (anchor.seq, anchor.pulse) > self._remembered:
                write_anchor(self.folder / ANCHOR_FILE, anchor)
                self._remembered = (anchor.seq, anchor.pulse)
