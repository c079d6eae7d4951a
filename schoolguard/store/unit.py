# SPDX-License-Identifier: Apache-2.0
"""One transaction for one person at one instant: `View` reads, `Unit` also writes.

One user action is one `Unit`: its audit entries are in the same commit, or nothing happened. Rooms
take a `View` or a `Unit` as first argument and never commit themselves.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from schoolguard.kernel.actor import Actor
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.clock import Clock, local_day
from schoolguard.store import chain
from schoolguard.store.vault import Vault


class View:
    """A read transaction: what was true at `now`, for `actor`.

    Attributes:
        connection: SQLAlchemy Core, inside the transaction.
        now: the instant at which the transaction began.
        today: the school's date at that instant.
    """

    def __init__(self, connection: Connection, actor: Actor, clock: Clock) -> None:
        self.connection = connection
        self.actor = actor
        self.clock = clock
        self.now: datetime = clock.now()
        self.today: date = local_day(self.now)


class Unit(View):
    """A write transaction, and the news of what it changed.

    Attributes:
        changes: the rooms written to so far.
        anchor_due: whether the anchor beside the record is to be renewed after the commit.
    """

    def __init__(self, connection: Connection, actor: Actor, clock: Clock) -> None:
        super().__init__(connection, actor, clock)
        self.changes = Changes.NONE
        self.anchor_due = False
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """Return the ORM session of this transaction; flushed before the commit."""
        if self._session is None:
            self._session = Session(bind=self.connection, expire_on_commit=False)
        return self._session

    def touch(self, changes: Changes) -> None:
        """Note which rooms this action wrote to, so that screens refresh after the commit."""
        self.changes |= changes

    def audit(self, action: str, subject: str = "", **facts: str | int) -> None:
        """Chain one entry to the audit log, in this transaction.

        Args:
            action: what was done, e.g. ``checks.hand_in``.
            subject: to what, by id only, e.g. ``person:12``.
            facts: ids, counts, digests; never a name or a reading.
        """
        self.flush()
        entry = chain.Draft(self.now, self.actor.account_id, action, subject, facts)
        chain.append(self.connection, entry)
        self.anchor_due = True

    def flush(self) -> None:
        """Send what the ORM session still holds to the database."""
        if self._session is not None:
            self._session.flush()

    def finish(self) -> None:
        """Release the ORM session after flushing it."""
        if self._session is not None:
            self._session.flush()
            self._session.close()


@contextmanager
def reading(vault: Vault, actor: Actor, clock: Clock) -> Iterator[View]:
    """Run one read transaction."""
    with vault.read() as connection:
        yield View(connection, actor, clock)


@contextmanager
def writing(
    vault: Vault, actor: Actor, clock: Clock, at_end: Callable[[Unit], None] | None = None
) -> Iterator[Unit]:
    """Run one write transaction: committed at the end of the block, or nothing at all.

    Args:
        vault: the open file.
        actor: in whose name.
        clock: where `now` comes from.
        at_end: called last before the commit, in the transaction.
    """
    with vault.write() as connection:
        unit = Unit(connection, actor, clock)
        yield unit
        unit.finish()
        if at_end is not None:
            at_end(unit)
