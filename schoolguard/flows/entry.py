# SPDX-License-Identifier: Apache-2.0
"""A check entry with its consequences in one transaction: absent opens a case, seen may end one.

Who lies in the isolation room is absent for a reason that is known. Whom a suspension keeps at home
is not asked for, and can not be absent. Whoever records checks, from the grid, a sheet or paper,
records through here; neither the reading nor the case can then exist without the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schoolguard import absence, checks
from schoolguard.absence import BackAgain, CaseDetails, Opened, Withdrawal
from schoolguard.checks import Entry, Recorded, SheetKey, State, Tally
from schoolguard.flows.away import in_the_room, tell
from schoolguard.flows.excused import excused
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.errors import UserError
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
        UserError: as `checks.record`, and ``flows.suspended_not_absent``.
    """
    _refuse_suspended(unit, key, {person_id: entry})
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
        UserError: as `checks.record_many`, and ``flows.suspended_not_absent``.
    """
    _refuse_suspended(unit, key, entries)
    recorded = checks.record_many(unit, key, entries, rules.checks, reason)
    return _follow(unit, key, recorded, rules)


def mark_rest(unit: Unit, key: SheetKey, state: State, rules: FlowRules) -> tuple[Entered, ...]:
    """Mark everybody who has no value yet as observed only, or as not checked.

    Raises:
        UserError: as `checks.mark_rest`.
    """
    recorded = checks.mark_rest(unit, key, state, rules.checks, excused(unit, key.day))
    return _follow(unit, key, recorded, rules)


def hand_in(unit: Unit, key: SheetKey, rules: FlowRules) -> Tally:
    """Hand in a sheet that is complete but for those whom a suspension keeps at home.

    Raises:
        UserError: as `checks.hand_in`.
    """
    return checks.hand_in(unit, key, rules.checks, excused(unit, key.day))


def _follow(
    unit: Unit, key: SheetKey, recorded: Iterable[Recorded], rules: FlowRules
) -> tuple[Entered, ...]:
    results = tuple(recorded)
    seen = [one.person_id for one in results if one.after is not None and not one.is_absent]
    away = absence.people_followed(unit, seen) if seen else frozenset()
    marked = [one.person_id for one in results if one.is_absent or one.was_absent]
    known = in_the_room(unit, marked, rules) if marked else {}
    return tuple(
        _follow_one(unit, key, one, rules, away, known.get(one.person_id)) for one in results
    )


def _follow_one(
    unit: Unit,
    key: SheetKey,
    recorded: Recorded,
    rules: FlowRules,
    away: frozenset[PersonId],
    known: CaseDetails | None,
) -> Entered:
    """Let absence follow what was recorded; `known` is what the isolation room says."""
    person_id = recorded.person_id
    where = (unit, person_id, key.day, key.session, key.class_id)
    if recorded.is_absent:
        opened = absence.open_from_check(*where, rules=rules.absence, calendar=rules.calendar)
        if known is not None:
            tell(unit, opened.case_id, known, rules)
        return Entered(recorded, opened=opened)
    withdrawal = Withdrawal.NOTHING
    if recorded.was_absent or (person_id in away and recorded.after is not None):
        # Who was sent home is taken for absent in the sessions after; a reading knows better.
        withdrawal = absence.withdraw_from_check(
            *where, known=known, rules=rules.absence, calendar=rules.calendar
        )
    back = None
    if person_id in away and recorded.after is not None:
        back = absence.present_again(*where, rules=rules.absence, calendar=rules.calendar)
    return Entered(recorded, withdrawal=withdrawal, back=back)


def _refuse_suspended(unit: Unit, key: SheetKey, entries: Mapping[PersonId, Entry | None]) -> None:
    """Refuse to mark absent whom a suspension keeps at home: that is no absence."""
    absent = [who for who, entry in entries.items() if entry and entry.state is State.ABSENT]
    if not absent:
        return
    free = excused(unit, key.day)
    if any(free.covers(key.class_id, person_id) for person_id in absent):
        raise UserError("flows.suspended_not_absent")
