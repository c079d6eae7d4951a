# SPDX-License-Identifier: Apache-2.0
"""Decides how a package in the outbox stands, and what the next one's number is.

A package is prepared, then handed over, then answered by a receipt. Missing is what the bureau
itself says it lacks, or what was overtaken: a later number is answered and this one is not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from schoolguard.kernel.ids import PackageId
from schoolguard.packages.fields import ZERO_HASH
from schoolguard.packages.manifest import Kind
from schoolguard.packages.receipts import Verdict


class Standing(StrEnum):
    """How a package in the outbox stands."""

    PREPARED = "prepared"
    HANDED_OVER = "handed_over"
    RECEIPTED = "receipted"
    HELD = "held"
    """The bureau has it, but waits for others before it, or for a person."""

    REFUSED = "refused"
    MISSING = "missing"
    """The bureau knows that it exists and does not have it: hand it over again."""


class Readiness(StrEnum):
    """Whether a day can be sealed."""

    READY = "ready"
    NO_REPORT = "no_report"
    NOT_SIGNED = "not_signed"
    NO_SCHOOL = "no_school"
    """Ready for the notice that there was no school."""

    SEALED = "sealed"
    """Nothing new since the last package of this day."""


class Way(StrEnum):
    """How a package was handed over."""

    FOLDER = "folder"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Sent:
    """One package in the outbox.

    Attributes:
        source: number of the report that was sealed; empty for a day without school.
        handed_over_at: first time; None while it was only prepared.
        verdict: of the newest receipt for it; None without one.
    """

    id: PackageId
    epoch: str
    seq: int
    kind: Kind
    report_on: date
    revision: int
    manifest_sha256: str
    source: str
    file_name: str
    prepared_at: datetime
    handed_over_at: datetime | None = None
    way: Way | None = None
    verdict: Verdict | None = None
    code: str = ""
    standing: Standing = Standing.PREPARED


@dataclass(frozen=True, slots=True)
class BureauWord:
    """What the newest receipt says of the whole epoch."""

    epoch: str
    contiguous_seq: int
    missing: frozenset[int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next package stands in the chain."""

    epoch: str
    prev_epoch_head: str | None
    seq: int
    prev: str


def readiness(
    sources: Sequence[str], *, signed: str | None, has_report: bool, school_day: bool
) -> Readiness:
    """Return whether a day can be sealed.

    Args:
        sources: reports of the day that were sealed already; empty text for a no-school notice.
        signed: number of the newest signed report of the day; None without one.
        has_report: whether any report, signed or not, was prepared.
        school_day: by the school calendar.
    """
    if signed is not None:
        return Readiness.SEALED if signed in sources else Readiness.READY
    if has_report:
        return Readiness.NOT_SIGNED
    if school_day:
        return Readiness.NO_REPORT
    return Readiness.SEALED if sources else Readiness.NO_SCHOOL


def next_place(epoch: str, before: str | None, last: Sent | None) -> Place:
    """Return the place after `last`, the newest package; `before` ends the epoch before this."""
    if last is None or last.epoch != epoch:
        return Place(epoch, before, 1, ZERO_HASH)
    return Place(epoch, None, last.seq + 1, last.manifest_sha256)


def stand(sent: Iterable[Sent], word: BureauWord | None) -> tuple[Sent, ...]:
    """Return the packages with their standing filled in, in the given order."""
    return tuple(replace(one, standing=_standing(one, word)) for one in sent)


def _standing(one: Sent, word: BureauWord | None) -> Standing:
    if word and one.epoch == word.epoch:
        if one.seq <= word.contiguous_seq:
            return Standing.RECEIPTED
        if one.seq in word.missing:
            return Standing.MISSING
    if one.verdict is not None:
        return _OF_VERDICT[one.verdict]
    return Standing.HANDED_OVER if one.handed_over_at else Standing.PREPARED


_OF_VERDICT = {
    Verdict.ACCEPTED: Standing.RECEIPTED,
    Verdict.DUPLICATE: Standing.RECEIPTED,
    Verdict.HELD: Standing.HELD,
    Verdict.REFUSED: Standing.REFUSED,
}
