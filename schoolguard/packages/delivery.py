# SPDX-License-Identifier: Apache-2.0
"""Where a package stands in a school's chain: next, seen, too early, forked, implausible.

Pure. Numbers and hashes decide; clocks never do, since a school that set its clock back or restored
an old copy must not be locked out. Packages may arrive late, twice and in any order; whatever the
order, the same packages lead to the same chain.

Source: `resources/docs/package-format.md`, "The bureau's chain".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from schoolguard.packages.fields import ZERO_HASH

HELD_LIMIT = 400
"""About two school years: a number further ahead of what the bureau has is implausible."""


class Finding(StrEnum):
    """How an arrival stands to what is known."""

    NEXT = "next"
    DUPLICATE = "duplicate"
    GAP = "gap"
    """Later than the next: held until the missing ones arrive."""

    FORK = "fork"
    """Another package with a number that is taken, or one that does not follow what came before."""

    FAST_FORWARD = "fast_forward"
    NEW_EPOCH = "new_epoch"
    """The school's chain began anew: held until a named person confirms it by phone."""

    OLD_EPOCH = "old_epoch"
    """Continues a chain that was closed when its successor was confirmed."""


@dataclass(frozen=True, slots=True)
class Link:
    """One package's place: its number, the hash before it and its own."""

    seq: int
    prev: str
    digest: str


@dataclass(frozen=True, slots=True)
class Chain:
    """What is known of one epoch.

    Attributes:
        seq: up to this number everything has arrived; 0 = nothing yet.
        accepted: digests by number, 1 to `seq`.
        held: links beyond `seq + 1`, by number.
        last: highest number of a closed epoch; None while it is the current one.
    """

    epoch: str
    seq: int = 0
    accepted: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    held: Mapping[int, Link] = field(default_factory=lambda: MappingProxyType({}))
    last: int | None = None

    @property
    def head(self) -> str:
        """The digest that the next package must name as its `prev`."""
        return self.accepted[self.seq] if self.seq else ZERO_HASH

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers that held ones prove to exist, ascending."""
        top = max(self.held, default=self.seq)
        return tuple(n for n in range(self.seq + 1, top) if n not in self.held)

    def close(self) -> "Chain":
        """Return this epoch as it stays once another one is confirmed."""
        return replace(self, last=max(self.held, default=self.seq))


@dataclass(frozen=True, slots=True)
class Decision:
    """What an arrival is, and the chain after it.

    Attributes:
        released: numbers that were held and are accepted now, ascending.
        forked: a held number that turned out not to follow; it was dropped from the chain.
    """

    finding: Finding
    chain: Chain
    released: tuple[int, ...] = ()
    forked: int | None = None


def judge(chain: Chain, link: Link) -> Decision:
    """Return what a verified package of this epoch is to the chain.

    The same package again is a duplicate, also while it is held.
    """
    known = chain.accepted.get(link.seq)
    waiting = chain.held.get(link.seq)
    if link.digest in {known, waiting.digest if waiting else None}:
        return Decision(Finding.DUPLICATE, chain)
    next_seq = chain.seq + 1
    if known or waiting or (link.seq == next_seq and link.prev != chain.head):
        return Decision(Finding.FORK, chain)
    if chain.last is not None and link.seq > chain.last:
        return Decision(Finding.OLD_EPOCH, chain)
    if link.seq > chain.seq + HELD_LIMIT:
        return Decision(Finding.FAST_FORWARD, chain)
    if link.seq > next_seq:
        return Decision(Finding.GAP, replace(chain, held={**chain.held, link.seq: link}))
    return _accept(chain, link)


def data_lost(current: Chain, prev_epoch_head: str | None) -> bool:
    """Return whether a new epoch forgets packages that the bureau has of the one before.

    The new epoch names the last package its school remembers; anything but our head means that
    the school's copy was older than what it had sent, or that packages are still on their way.
    """
    return prev_epoch_head != (current.head if current.seq else None)


def _accept(chain: Chain, link: Link) -> Decision:
    """Take the next package, and every held one that now follows."""
    accepted = {**chain.accepted, link.seq: link.digest}
    held = dict(chain.held)
    seq, released, forked = link.seq, [], None
    while seq + 1 in held:
        follower = held.pop(seq + 1)
        if follower.prev != accepted[seq]:
            forked = follower.seq
            break
        seq += 1
        accepted[seq] = follower.digest
        released.append(seq)
    after = replace(chain, seq=seq, accepted=accepted, held=held)
    return Decision(Finding.NEXT, after, tuple(released), forked)
