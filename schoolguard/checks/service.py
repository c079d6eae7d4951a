# SPDX-License-Identifier: Apache-2.0
"""Writes checks: entries, second readings, corrections, hand-in.

Every entry is durable with the transaction it came in. First entries are covered by the digest that
the hand-in puts into the audit log; a changed value keeps the old one with who, when and why, and
takes a handed-in sheet back to open. What may be entered is decided in `rules`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from schoolguard import access
from schoolguard.checks import keeping, queries
from schoolguard.checks import rules as decide
from schoolguard.checks.proof import (
    HANDED_IN,
    REOPENED,
    SECOND_READING,
    digest_of,
    subject,
)
from schoolguard.checks.roll import is_on_roll, write_roll
from schoolguard.checks.rule_book import CheckRules
from schoolguard.checks.values import (
    Entry,
    Excused,
    Reading,
    Recorded,
    SheetKey,
    State,
    Tally,
    Verdict,
)
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId
from schoolguard.store import record_correction
from schoolguard.store.unit import Unit

TYPING = "typing"
"""The reason kept when somebody retypes their own value at once."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A value about to be replaced or added, with all that decides how."""

    person_id: PersonId
    before: Reading | None
    after: Entry | None
    second: bool = False
    reason: str = ""


def record(
    unit: Unit,
    key: SheetKey,
    person_id: PersonId,
    entry: Entry | None,
    rules: CheckRules,
    reason: str = "",
) -> Recorded:
    """Enter, change or (with None) take back one person's first reading.

    `reason` says why an existing value changes; it may stay empty for one's own fresh slip.

    Raises:
        UserError: ``access.not_allowed``, ``checks.not_yet``, ``checks.session_not_held``,
            ``checks.impossible_temperature``, ``checks.unknown_method``,
            ``checks.unknown_symptom``, ``checks.not_on_sheet``, ``checks.reason_needed``,
            ``checks.second_reading_stands``.
    """
    _may_enter(unit, key, rules)
    if entry is not None and entry.is_plain:
        doubts = decide.check_entry(entry, rules)
        method = keeping.insert_plain(unit, key, person_id, entry)
        if method is not None:
            return _recorded(unit, method, person_id, entry, doubts, rules)
    facts = _begin(unit, key, rules)
    kept = queries.first_readings(unit, key, facts.entered_by, person_id).get(person_id)
    change = _Change(person_id, kept.reading if kept else None, entry, reason=reason.strip())
    if kept is None and entry is not None:
        _require_on_sheet(unit, key, facts, person_id, rules)
    return _keep_first(unit, key, facts, change, rules)


def record_many(
    unit: Unit,
    key: SheetKey,
    entries: Mapping[PersonId, Entry],
    rules: CheckRules,
    reason: str = "",
) -> tuple[Recorded, ...]:
    """Enter the first readings of many people on one sheet: all of them, or none.

    Raises:
        UserError: as `record`; one bad entry refuses all.
    """
    facts = _begin(unit, key, rules)
    kept = queries.first_readings(unit, key, facts.entered_by)
    new = [person for person in entries if person not in kept]
    for person_id in new:
        _require_on_sheet(unit, key, facts, person_id, rules)
    recorded: list[Recorded] = []
    fresh: list[tuple[PersonId, Entry]] = []
    for person_id, entry in entries.items():
        before = kept.get(person_id)
        if before is None:
            doubts = decide.check_entry(entry, rules)
            fresh.append((person_id, entry))
            recorded.append(_recorded(unit, facts.method, person_id, entry, doubts, rules))
        else:
            change = _Change(person_id, before.reading, entry, reason=reason.strip())
            recorded.append(_keep_first(unit, key, facts, change, rules))
    keeping.insert_firsts(unit, key, fresh, facts.entered_by)
    if fresh and facts.handed_in_at is not None:
        _reopen(unit, key)
    return tuple(recorded)


def record_second(
    unit: Unit,
    key: SheetKey,
    person_id: PersonId,
    entry: Entry,
    rules: CheckRules,
    reason: str = "",
) -> Recorded:
    """Enter or change the second reading of somebody whose first was over the line.

    `entry` is measured at another site, or not measured, with a note that says why. The first
    reading stays. A second reading after the hand-in is audited at once and leaves the sheet in.

    Raises:
        UserError: as `record`, and ``checks.nothing_to_recheck``, ``checks.same_site``,
            ``checks.recheck_needs_note``, ``checks.symptoms_on_first``.
    """
    facts = _begin(unit, key, rules)
    doubts = decide.check_entry(entry, rules)
    kept = queries.first_readings(unit, key, facts.entered_by, person_id).get(person_id)
    first = kept.reading.entry if kept else None
    if entry.state is State.MEASURED and entry.method is None:
        entry = Entry(entry.state, entry.decicelsius, facts.method, note=entry.note)
    decide.check_second_reading(first, entry, facts.method, rules)
    before = queries.second_readings(unit, key, person_id).get(person_id)
    change = _Change(person_id, before, entry, second=True, reason=reason.strip())
    if before is None or before.entry != entry:
        _explain(unit, key, facts, change, rules)
        keeping.put_second(unit, key, person_id, entry)
    if facts.handed_in_at is not None:
        _renew_digest(unit, key)
    verdict = decide.judge(first, entry, facts.method, rules)
    return Recorded(person_id, first, first, verdict, None, doubts)


def mark_rest(
    unit: Unit, key: SheetKey, state: State, rules: CheckRules, excused: Excused | None = None
) -> tuple[Recorded, ...]:
    """Mark everybody who has no value yet, and is not excused, as observed or as not checked.

    Raises:
        UserError: ``checks.not_for_all``: measured and absent are said person by person.
    """
    if state not in {State.OBSERVED, State.NOT_CHECKED}:
        raise UserError("checks.not_for_all")
    facts = _begin(unit, key, rules)
    kept = queries.first_readings(unit, key, facts.entered_by)
    members = queries.expected_members(unit, key, rules)
    free = excused or Excused()
    rest = {
        one.person_id: Entry(state)
        for one in members
        if one.person_id not in kept and not free.covers(key.class_id, one.person_id)
    }
    return record_many(unit, key, rest, rules)


def set_method(unit: Unit, key: SheetKey, method: str, rules: CheckRules) -> None:
    """Say how this sheet is measured from now on; readings already entered keep their method.

    Raises:
        UserError: ``access.not_allowed``, ``checks.unknown_method``,
            ``checks.already_handed_in``.
    """
    rules.method(method)
    facts = _begin(unit, key, rules)
    if facts.handed_in_at is not None:
        raise UserError("checks.already_handed_in")
    if facts.method != method:
        keeping.pin_method(unit, key, facts.method)
        keeping.update_sheet(unit, key, method=method)


def set_from_paper(unit: Unit, key: SheetKey, rules: CheckRules, *, from_paper: bool) -> None:
    """Say that this sheet is typed in from paper, or is not."""
    facts = _begin(unit, key, rules)
    if facts.from_paper != from_paper:
        keeping.update_sheet(unit, key, from_paper=from_paper)
        unit.audit("checks.from_paper", subject(key), from_paper=int(from_paper))


def hand_in(unit: Unit, key: SheetKey, rules: CheckRules, excused: Excused | None = None) -> Tally:
    """Hand a complete sheet in: its digest goes into the audit log.

    The first hand-in decides on being late; a sheet that was reopened keeps it.

    Raises:
        UserError: ``access.not_allowed``, ``checks.incomplete`` (names how many are missing),
            ``checks.already_handed_in``.
    """
    access.require(unit.actor, access.Action.RECORD_CHECKS, key.class_id)
    current = queries.sheet(unit, key.class_id, key.day, key.session, rules, excused)
    if current.opened_at is None or current.tally.missing:
        raise UserError("checks.incomplete", missing=current.tally.missing)
    if current.handed_in_at is not None:
        raise UserError("checks.already_handed_in")
    digest = digest_of(unit, key)
    keeping.update_sheet(
        unit,
        key,
        handed_in_at=unit.now,
        handed_in_by=unit.actor.account_id,
        first_handed_in_at=current.first_handed_in_at or unit.now,
        digest=digest,
    )
    counted = current.tally
    unit.audit(
        HANDED_IN,
        subject(key),
        measured=counted.measured,
        observed=counted.observed,
        absent=counted.absent,
        not_checked=counted.not_checked,
        suspects=counted.suspects,
        late=int(decide.is_late(current.first_handed_in_at or unit.now, current.deadline_at)),
        digest=digest,
    )
    unit.touch(Changes.CHECKS)
    return counted


def _may_enter(unit: Unit, key: SheetKey, rules: CheckRules) -> None:
    access.require(unit.actor, access.Action.RECORD_CHECKS, key.class_id)
    decide.check_time(key, unit.now, rules)
    unit.touch(Changes.CHECKS)


def _begin(unit: Unit, key: SheetKey, rules: CheckRules) -> queries.SheetFacts:
    _may_enter(unit, key, rules)
    facts = queries.sheet_facts(unit, key)
    if facts is not None:
        return facts
    members = queries.expected_members(unit, key, rules)
    roll = write_roll(member.person_id for member in members)
    return keeping.open_sheet(unit, key, rules.default_method, roll)


def _require_on_sheet(
    unit: Unit,
    key: SheetKey,
    facts: queries.SheetFacts,
    person_id: PersonId,
    rules: CheckRules,
) -> None:
    if is_on_roll(person_id, facts.roll):
        return
    members = queries.expected_members(unit, key, rules)
    if all(member.person_id != person_id for member in members):
        raise UserError("checks.not_on_sheet")


def _keep_first(
    unit: Unit, key: SheetKey, facts: queries.SheetFacts, change: _Change, rules: CheckRules
) -> Recorded:
    """Write one first reading with what its change calls for."""
    person_id, entry = change.person_id, change.after
    before = change.before.entry if change.before else None
    doubts = decide.check_entry(entry, rules) if entry is not None else ()
    if entry == before:
        return _recorded(unit, facts.method, person_id, entry, doubts, rules, before)
    second = None
    if change.before is not None:
        second = queries.second_readings(unit, key, person_id).get(person_id)
        if entry is None and second is not None:
            raise UserError("checks.second_reading_stands")
    corrected = _explain(unit, key, facts, change, rules)
    if entry is None:
        keeping.remove_first(unit, key, person_id)
    elif before is None:
        keeping.insert_firsts(unit, key, [(person_id, entry)], facts.entered_by)
    else:
        keeping.replace_first(
            unit,
            key,
            person_id,
            entry,
            facts.entered_by,
            corrected=corrected,
            new_check=entry.state is not before.state,
        )
    if facts.handed_in_at is not None:
        _reopen(unit, key)
    after = second.entry if second else None
    recorded = _recorded(unit, facts.method, person_id, entry, doubts, rules, before, after)
    return replace(recorded, corrected=corrected)


def _explain(
    unit: Unit, key: SheetKey, facts: queries.SheetFacts, change: _Change, rules: CheckRules
) -> bool:
    """Keep the old value with a reason where one is replaced; return whether it was."""
    if change.before is None:
        return False
    old, handed_in = change.before, facts.handed_in_at is not None
    if not handed_in and change.after is not None and _only_adds(old.entry, change.after):
        return False
    reason = change.reason
    if decide.needs_reason(
        old_by=old.by,
        old_at=old.at,
        by=unit.actor.account_id,
        now=unit.now,
        handed_in=handed_in,
        rules=rules,
    ):
        if not reason:
            raise UserError("checks.reason_needed")
        access.require(unit.actor, access.Action.CORRECT_CHECKS, key.class_id)
    record_correction(
        unit,
        subject(key, change.person_id, second=change.second),
        "reading",
        old.entry.text(),
        change.after.text() if change.after else "",
        reason or TYPING,
    )
    return True


def _only_adds(old: Entry, new: Entry) -> bool:
    """Whether a new entry only says more than the old one: nothing of it is lost.

    Who was not checked may be checked later in a sheet that is still open: that is no correction.
    """
    checked_later = old.state is State.NOT_CHECKED and new.state is not State.NOT_CHECKED
    same_value = (old.state, old.decicelsius, old.method) == (
        new.state,
        new.decicelsius,
        new.method,
    )
    return (
        (same_value or checked_later)
        and old.symptoms <= new.symptoms
        and old.home_decicelsius in {None, new.home_decicelsius}
        and old.note in {"", new.note}
    )


def _recorded(
    unit: Unit,
    method: str,
    person_id: PersonId,
    entry: Entry | None,
    doubts: tuple[str, ...],
    rules: CheckRules,
    before: Entry | None = None,
    second: Entry | None = None,
) -> Recorded:
    verdict = decide.judge(entry, second, method, rules)
    due_at = None
    if entry is not None and verdict is Verdict.RECHECK_DUE:
        due_at = decide.recheck_due_at(Reading(entry, unit.now, None), rules)
    return Recorded(person_id, before, entry, verdict, due_at, doubts)


def _reopen(unit: Unit, key: SheetKey) -> None:
    keeping.update_sheet(unit, key, handed_in_at=None, handed_in_by=None, digest=None)
    unit.audit(REOPENED, subject(key))


def _renew_digest(unit: Unit, key: SheetKey) -> None:
    digest = digest_of(unit, key)
    keeping.update_sheet(unit, key, digest=digest)
    unit.audit(SECOND_READING, subject(key), digest=digest)
