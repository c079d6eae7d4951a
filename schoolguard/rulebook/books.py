# SPDX-License-Identifier: Apache-2.0
"""All packs of a school read together: the program's own, with the school's values laid over.

A book is whole or is not: packs are read, checked each for itself and against each other, before
anything goes by them. Values of the school that fit no more, say after a newer pack came, are set
aside with the reason; the others hold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from typing import Final

from schoolguard import flows, roster, warning
from schoolguard.daily.rules import FindingKind, read_findings, read_signed_by
from schoolguard.flows import FlowRules
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.rule_packs import PackShelf, take_pack
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.roster import RosterRules
from schoolguard.rulebook.chapters import CHAPTER_OF, CHAPTERS
from schoolguard.rulebook.references import check_references
from schoolguard.rulebook.values import OwnRule
from schoolguard.warning import WarningRules


@dataclass(frozen=True, slots=True)
class SetAside:
    """A value of the school's own that does not fit, and why."""

    own: OwnRule
    error: UserError


@dataclass(frozen=True, slots=True)
class Base:
    """The packs without a school's own values.

    Attributes:
        kept: texts, by pack, of the last good packs that stand in for bad ones.
        faults: what is wrong with those.
    """

    shelf: PackShelf = field(repr=False, compare=False)
    kept: Mapping[str, str] = field(repr=False, default_factory=dict)
    faults: tuple[UserError, ...] = ()


SHIPPED: Final = Base(PackShelf())
"""The program's own packs as they are."""


@dataclass(frozen=True, slots=True)
class Book:
    """Every rule in force.

    Attributes:
        base: the packs without the school's values.
        shelf: the packs themselves, with the school's values.
        flows: the rules of all rooms; its calendar is nobody's.
        signed_by: when the daily report is to be signed; None: no such rule.
        versions: version in force by pack; one with the school's values ends in their digest.
        own: the values of the school that hold.
        set_aside: those that do not fit, with the reason.
    """

    base: Base
    shelf: PackShelf = field(repr=False)
    flows: FlowRules = field(repr=False)
    warning: WarningRules = field(repr=False)
    roster: RosterRules = field(repr=False)
    findings: frozenset[FindingKind]
    signed_by: time | None
    versions: Mapping[str, str]
    own: tuple[OwnRule, ...] = ()
    set_aside: tuple[SetAside, ...] = ()


def read_book(
    own: Iterable[OwnRule] = (), set_aside: Sequence[SetAside] = (), base: Base = SHIPPED
) -> Book:
    """Return the book with these values of a school; all of them must fit.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry``, naming file, entry and reason.
    """
    held = tuple(own)
    if not held and not set_aside and base is SHIPPED:
        return _shipped_book()
    return _read(base, held, tuple(set_aside))


def good_base(kept: Mapping[str, str]) -> Base:
    """Return the program's packs, with the last good text in place of each that is bad.

    Args:
        kept: text by pack; a bad pack that is not there can not be replaced.

    Raises:
        UserError: ``rules.unreadable`` or ``rules.bad_entry`` of such a pack.
    """
    base = SHIPPED
    while True:
        try:
            read_book(base=base)
        except UserError as error:
            name = str(error.params["file"]).removesuffix(".toml")
            if name not in kept or name in base.kept:
                raise
            texts = {**base.kept, name: kept[name]}
            base = Base(PackShelf(kept=texts), texts, (*base.faults, error))
        else:
            return base


def fitting_book(own: Sequence[OwnRule], base: Base = SHIPPED) -> Book:
    """Return the book with those of a school's values that fit, in the order they were made.

    Raises:
        UserError: the program's own packs can not be read.
    """
    try:
        return read_book(own, base=base)
    except UserError:
        held: list[OwnRule] = []
        aside: list[SetAside] = []
        for one in own:
            try:
                read_book((*held, one), base=base)
            except UserError as error:
                aside.append(SetAside(one, error))
            else:
                held.append(one)
        return read_book(held, aside, base)


@cache
def _shipped_book() -> Book:
    return _read(SHIPPED, (), ())


def _read(base: Base, own: tuple[OwnRule, ...], aside: tuple[SetAside, ...]) -> Book:
    shelf = PackShelf(own=[one.laid for one in own], kept=base.kept)
    known = flows.load_rules(SchoolCalendar(), shelf)
    daily = take_pack("daily", shelf, CHAPTER_OF["daily"].shapes)
    book = Book(
        base,
        shelf,
        known,
        warning.load_rules(shelf),
        roster.load_rules(shelf),
        read_findings(daily),
        read_signed_by(daily),
        {one.pack: shelf.pack(one.pack).version for one in CHAPTERS},
        own,
        aside,
    )
    check_references(shelf)
    return book
