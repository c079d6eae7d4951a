# SPDX-License-Identifier: Apache-2.0
"""What is done on a follow-up sheet: one entry, many, the rest at once, handing in.

Each entry is durable by itself. An entry may grow without a reason (nobody answered, then somebody
did; one more symptom; a temperature after all); taking back or replacing needs one, and the old
value is kept. The hand-in chains a digest of the whole sheet to the audit log.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, delete, update
from sqlalchemy.dialects.sqlite import insert

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId
from schoolguard.store import Unit, record_correction
from schoolguard.suspension.pack import SuspensionRules
from schoolguard.suspension.queries import roll, suspension
from schoolguard.suspension.sheets import entries_of, entry_of, progress_of, sheet, sheet_facts
from schoolguard.suspension.tables import FollowUpRow, FollowUpSheetRow
from schoolguard.suspension.values import Entry, FollowUpKey, Progress, Reached, Recorded


def record(
    unit: Unit,
    key: FollowUpKey,
    person_id: PersonId,
    entry: Entry | None,
    rules: SuspensionRules,
    reason: str = "",
) -> Recorded:
    """Record, change or (with None) take back what was learned of one pupil.

    Recording once more that nobody answered counts one more try.

    Raises:
        UserError: ``suspension.day_ahead``, ``suspension.day_not_off``,
            ``suspension.not_on_sheet``, ``suspension.impossible_temperature``,
            ``suspension.unknown_symptom``, ``suspension.only_when_reached``,
            ``suspension.reason_needed``.
    """
    return record_many(unit, key, {person_id: entry}, rules, reason)[0]


def record_many(
    unit: Unit,
    key: FollowUpKey,
    entries: Mapping[PersonId, Entry | None],
    rules: SuspensionRules,
    reason: str = "",
) -> tuple[Recorded, ...]:
    """Record many pupils of one sheet: all of them, or none.

    Raises:
        UserError: as `record`.
    """
    _require(unit, key)
    kept = entries_of(unit, key)
    members = roll(unit, key.day).members.get((key.suspension_id, key.class_id), ())
    known = {member.person_id for member in members} | kept.keys()
    for person_id, entry in entries.items():
        if person_id not in known:
            raise UserError("suspension.not_on_sheet")
        if entry is not None:
            check_entry(entry, rules)
    _begin(unit, key)
    return tuple(
        _write(unit, key, person_id, kept.get(person_id), entry, rules, reason)
        for person_id, entry in entries.items()
    )


def mark_rest_well(unit: Unit, key: FollowUpKey, rules: SuspensionRules) -> tuple[Recorded, ...]:
    """Mark everybody not asked yet as reached, without symptoms, temperature not measured.

    Raises:
        UserError: as `record`.
    """
    rows = sheet(unit, key, rules).rows
    rest = {row.person_id: Entry(Reached.YES) for row in rows if row.kept is None}
    return record_many(unit, key, rest, rules) if rest else ()


def set_source(unit: Unit, key: FollowUpKey, asked_by: str, *, from_paper: bool) -> None:
    """Say who rang the families, when it was not whoever types, and whether from paper.

    Raises:
        UserError: ``suspension.day_ahead``, ``suspension.day_not_off``.
    """
    _require(unit, key)
    _begin(unit, key)
    _set(unit, key, asked_by=asked_by.strip(), from_paper=from_paper)
    unit.touch(Changes.SUSPENSION)


def hand_in(unit: Unit, key: FollowUpKey, rules: SuspensionRules) -> Progress:
    """Hand a sheet in: everybody was asked, reached or not.

    Raises:
        UserError: ``suspension.incomplete``, ``suspension.already_handed_in``, and as `record`.
    """
    _require(unit, key)
    found = sheet(unit, key, rules)
    progress = progress_of(found.rows)
    if found.handed_in_at is not None:
        raise UserError("suspension.already_handed_in")
    if progress.missing:
        raise UserError("suspension.incomplete", missing=progress.missing)
    _begin(unit, key)
    first = found.first_handed_in_at or unit.now
    _set(unit, key, handed_in_at=unit.now, first_handed_in_at=first)
    unit.audit(
        "suspension.handed_in",
        sheet_subject(key),
        people=progress.people,
        reached=progress.reached,
        fevers=progress.fevers,
        digest=digest_of(unit, key),
    )
    unit.touch(Changes.SUSPENSION)
    return progress


def check_entry(entry: Entry, rules: SuspensionRules) -> None:
    """Refuse an entry that can not be.

    Raises:
        UserError: ``suspension.impossible_temperature``, ``suspension.unknown_symptom``,
            ``suspension.only_when_reached``.
    """
    found = entry.decicelsius is not None or bool(entry.symptoms) or entry.doctor
    if entry.reached is not Reached.YES and found:
        raise UserError("suspension.only_when_reached")
    if entry.decicelsius is not None:
        check_plausible(entry.decicelsius, rules)
    for symptom in entry.symptoms - rules.symptoms.keys():
        raise UserError("suspension.unknown_symptom", symptom=symptom)


def check_plausible(decicelsius: int, rules: SuspensionRules) -> None:
    """Refuse what can not be a body temperature, in tenths of a degree.

    Raises:
        UserError: ``suspension.impossible_temperature``.
    """
    low, high = rules.home.reject_below_celsius, rules.home.reject_above_celsius
    if not round(low * 10) <= decicelsius <= round(high * 10):
        raise UserError(
            "suspension.impossible_temperature",
            celsius=f"{decicelsius / 10:.1f}",
            low=f"{low:g}",
            high=f"{high:g}",
        )


def grows(old: Entry, new: Entry) -> bool:
    """Return whether an entry only adds to what was known, so that no reason is needed."""
    if old.reached is not Reached.YES:
        return new.note.startswith(old.note)
    return (
        new.reached is Reached.YES
        and old.decicelsius in {None, new.decicelsius}
        and old.symptoms <= new.symptoms
        and old.doctor <= new.doctor
        and new.note.startswith(old.note)
    )


def digest_of(unit: Unit, key: FollowUpKey) -> str:
    """Return the digest of a sheet's entries as they are now, for the audit log."""
    lines = (
        f"{person} {row.reached.value} {row.decicelsius or ''} {row.symptoms} {int(row.doctor)} "
        f"{row.note!r}"
        for person, row in sorted(entries_of(unit, key).items())
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def sheet_subject(key: FollowUpKey, person_id: PersonId | None = None) -> str:
    """Return how audit log and corrections name a sheet, or one entry on it."""
    name = f"follow_up:{key.day.isoformat()}.{key.class_id}.{key.suspension_id}"
    return name if person_id is None else f"{name}.{person_id}"


def _require(unit: Unit, key: FollowUpKey) -> None:
    access.require(unit.actor, Action.FOLLOW_SUSPENDED, key.class_id)
    if key.day > unit.today:
        raise UserError("suspension.day_ahead", day=key.day.isoformat())
    if not suspension(unit, key.suspension_id).covers(key.day):
        raise UserError("suspension.day_not_off", day=key.day.isoformat())


def _begin(unit: Unit, key: FollowUpKey) -> None:
    unit.connection.execute(
        insert(FollowUpSheetRow)
        .values(
            day=key.day,
            class_id=key.class_id,
            suspension_id=key.suspension_id,
            opened_at=unit.now,
            opened_by=unit.actor.account_id,
            asked_by="",
            from_paper=False,
        )
        .on_conflict_do_nothing()
    )


def _write(
    unit: Unit,
    key: FollowUpKey,
    person_id: PersonId,
    kept: Row[Any] | None,
    entry: Entry | None,
    rules: SuspensionRules,
    reason: str,
) -> Recorded:
    old = None if kept is None else entry_of(kept)
    tries = _tries(kept, entry)
    corrected = bool(kept is not None and kept.corrected)
    if old is not None and entry != old and (entry is None or not grows(old, entry)):
        _correct(unit, key, person_id, old, entry, reason)
        corrected = True
    where = (
        FollowUpRow.day == key.day,
        FollowUpRow.class_id == key.class_id,
        FollowUpRow.person_id == person_id,
    )
    if entry is None:
        unit.connection.execute(delete(FollowUpRow).where(*where))
    elif entry != old or (kept is not None and tries != kept.tries):
        values = _columns(unit, key, entry, tries, corrected=corrected)
        unit.connection.execute(
            insert(FollowUpRow)
            .values(day=key.day, class_id=key.class_id, person_id=person_id, **values)
            .on_conflict_do_update(index_elements=["day", "class_id", "person_id"], set_=values)
        )
    if entry != old:
        _reopen(unit, key)
    unit.touch(Changes.SUSPENSION)
    fever = entry is not None and rules.is_fever(entry.decicelsius)
    return Recorded(person_id, old, entry, tries, fever, corrected)


def _columns(
    unit: Unit, key: FollowUpKey, entry: Entry, tries: int, *, corrected: bool
) -> dict[str, Any]:
    return {
        "suspension_id": key.suspension_id,
        "reached": entry.reached,
        "decicelsius": entry.decicelsius,
        "symptoms": " ".join(sorted(entry.symptoms)),
        "doctor": entry.doctor,
        "note": entry.note.strip(),
        "tries": tries,
        "corrected": corrected,
        "at": unit.now,
        "by": unit.actor.account_id,
    }


def _tries(kept: Row[Any] | None, entry: Entry | None) -> int:
    before = kept.tries if kept is not None else 0
    return before + (entry is not None and entry.reached is not Reached.YES)


def _correct(
    unit: Unit, key: FollowUpKey, person_id: PersonId, old: Entry, new: Entry | None, reason: str
) -> None:
    if not reason.strip():
        raise UserError("suspension.reason_needed")
    subject = sheet_subject(key, person_id)
    record_correction(unit, subject, "entry", _said(old), _said(new), reason.strip())


def _said(entry: Entry | None) -> str:
    if entry is None:
        return ""
    parts = (
        entry.reached.value,
        "" if entry.decicelsius is None else f"{entry.decicelsius / 10:.1f}",
        " ".join(sorted(entry.symptoms)),
        "doctor" if entry.doctor else "",
        entry.note,
    )
    return " ".join(part for part in parts if part)


def _reopen(unit: Unit, key: FollowUpKey) -> None:
    facts = sheet_facts(unit, key)
    if facts is not None and facts.handed_in_at is not None:
        _set(unit, key, handed_in_at=None)
        unit.audit("suspension.sheet_reopened", sheet_subject(key))


def _set(unit: Unit, key: FollowUpKey, **values: Any) -> None:  # noqa: ANN401 - one column each
    unit.connection.execute(
        update(FollowUpSheetRow)
        .where(
            FollowUpSheetRow.day == key.day,
            FollowUpSheetRow.class_id == key.class_id,
            FollowUpSheetRow.suspension_id == key.suspension_id,
        )
        .values(**values)
    )
