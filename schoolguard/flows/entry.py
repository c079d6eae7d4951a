# SPDX-License-Identifier: Apache-2.0
"""A check entry with its consequences in one transaction: absent opens a case, seen may end one.

Whoever records checks, from the grid, a sheet or paper, records through here; neither the reading
nor the case can then exist without the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schoolguard import absence, checks
from schoolguard.absence import BackAgain, Opened, Withdrawal
from schoolguard.checks import Entry, Recorded, SheetKey, State
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.ids import PersonId
from schoolguard.store import Unit


@dataclass(frozen=True, slots=True)
class Entered:
    """What one entry did.

    Attributes:
        opened: the absence case of an absent mark, new or going on.
        withdrawal: what taking back an absent mark did to its case.
        back: somebody with an absence case was seen again.
    """

    recorded: Recorded
    opened: Opened | None = None
    withdrawal: Withdrawal = Withdrawal.NOTHING
    back: BackAgain | None = None


def record_entry(
    unit: Unit,
    key: SheetKey,
    person_id: PersonId,
    entry: Entry | None,
    rules: FlowRules,
    reason: str = "",
) -> Entered:
    """Record, change or (with None) take back one person's first reading.

    Raises:
        UserError: as `checks.record`.
    """
    recorded = checks.record(unit, key, person_id, entry, rules.checks, reason)
    return _follow(unit, key, (recorded,), rules)[0]


def record_many(
    unit: Unit,
    key: SheetKey,
    entries: Mapping[PersonId, Entry],
    rules: FlowRules,
    reason: str = "",
) -> tuple[Entered, ...]:
    """Record many people of one sheet: all of them, or none.

    Raises:
        UserError: as `checks.record_many`.
    """
    recorded = checks.record_many(unit, key, entries, rules.checks, reason)
    return _follow(unit, key, recorded, rules)


def mark_rest(unit: Unit, key: SheetKey, state: State, rules: FlowRules) -> tuple[Entered, ...]:
    """Mark everybody who has no value yet as observed only, or as not checked.

    Raises:
        UserError: as `checks.mark_rest`.
    """
    recorded = checks.mark_rest(unit, key, state, rules.checks)
    return _follow(unit, key, recorded, rules)


def _follow(
    unit: Unit, key: SheetKey, recorded: Iterable[Recorded], rules: FlowRules
) -> tuple[Entered, ...]:
    results = tuple(recorded)
    seen = [one.person_id for one in results if one.after is not None and not one.is_absent]
    away = absence.people_followed(unit, seen) if seen else frozenset()
    return tuple(_follow_one(unit, key, one, rules, away) for one in results)


def _follow_one(
    unit: Unit, key: SheetKey, recorded: Recorded, rules: FlowRules, away: frozenset[PersonId]
) -> Entered:
    person_id = recorded.person_id
    where = (unit, person_id, key.day, key.session, key.class_id)
    if recorded.is_absent:
        opened = absence.open_from_check(*where, rules=rules.absence, calendar=rules.calendar)
        return Entered(recorded, opened=opened)
    withdrawal = Withdrawal.NOTHING
    if recorded.was_absent:
        withdrawal = absence.withdraw_from_check(
            *where, rules=rules.absence, calendar=rules.calendar
        )
    back = None
    if person_id in away and recorded.after is not None:
        back = absence.present_again(*where, rules=rules.absence, calendar=rules.calendar)
    return Entered(recorded, withdrawal=withdrawal, back=back)
