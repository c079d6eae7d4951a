# SPDX-License-Identifier: Apache-2.0
"""A school that is open: what every page and command receives.

`query` reads, `change` writes; each is one transaction in the name of whoever is logged in. Both
may be called from any thread; writers wait for each other.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from schoolguard.app.calendar import read_calendar
from schoolguard.app.rule_book import RuleBook
from schoolguard.app.settings import read_settings
from schoolguard.kernel.actor import Actor
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import Clock
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.store.anchor import Anchor, write_anchor
from schoolguard.store.identity import epoch
from schoolguard.store.unit import Unit, View, reading, writing
from schoolguard.store.vault import Vault

ANCHOR_FILE = "head.json"

T = TypeVar("T")


class School:
    """One open school, and the person at the keyboard.

    Attributes:
        folder: where the record lies.
        clock: where `now` comes from.
        rules: the rule packs, read when first asked for.
        behind: the record is older than what was last known: a restored copy, or a lost log.
    """

    def __init__(
        self, folder: Path, vault: Vault, clock: Clock, actor: Actor, *, behind: bool = False
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.rules = RuleBook()
        self.behind = behind
        self._vault = vault
        self._actor = actor
        self._settings: SchoolSettings | None = None
        self._calendar: SchoolCalendar | None = None
        self._epoch: str | None = None

    @property
    def actor(self) -> Actor:
        """Return who is logged in."""
        return self._actor

    def act_as(self, actor: Actor) -> None:
        """Go on in another person's name; whoever calls has checked that they may."""
        self._actor = actor

    @property
    def vault(self) -> Vault:
        """Return the open file, for `bootstrap` and checks of the store."""
        return self._vault

    @property
    def settings(self) -> SchoolSettings:
        """Return the settings in force."""
        if self._settings is None:
            self._settings = self.query(read_settings)
        return self._settings

    @property
    def calendar(self) -> SchoolCalendar:
        """Return the school calendar in force."""
        if self._calendar is None:
            self._calendar = self.query(read_calendar)
        return self._calendar

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

    @contextmanager
    def reading(self) -> Iterator[View]:
        """Lend a read transaction."""
        with reading(self._vault, self._actor, self.clock) as view:
            yield view

    @contextmanager
    def writing(self) -> Iterator[Unit]:
        """Lend a write transaction; it is committed when the block ends without an error."""
        with writing(self._vault, self._actor, self.clock, anchor=self._remember) as unit:
            yield unit
        if Changes.SETTINGS in unit.changes:
            self._settings = None
            self._calendar = None

    def close(self) -> None:
        """Fold the write-ahead log into the file and close it."""
        self._vault.close()

    def _remember(self, seq: int, head: bytes) -> None:
        if self._epoch is None:
            self._epoch = self.query(epoch)
        write_anchor(self.folder / ANCHOR_FILE, Anchor(seq, head.hex(), self._epoch))
