# SPDX-License-Identifier: Apache-2.0
"""One follow-up sheet as it is kept: its lines, and how far it is.

A class teacher sees the sheets of the own classes only.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, select

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import PersonId, SuspensionId
from schoolguard.store import View
from schoolguard.suspension.pack import SuspensionRules
from schoolguard.suspension.queries import (
    names_of,
    roll,
    suspension,
)
from schoolguard.suspension.tables import FollowUpRow as FollowUpTable
from schoolguard.suspension.tables import FollowUpSheetRow
from schoolguard.suspension.values import (
    Entry,
    FollowUpKey,
    FollowUpRow,
    FollowUpSheet,
    Kept,
    Progress,
    Reached,
)

_DAY = timedelta(days=1)


def sheet(view: View, key: FollowUpKey, rules: SuspensionRules) -> FollowUpSheet:
    """Return one follow-up sheet, its pupils in roster order.

    Raises:
        UserError: ``suspension.no_such_suspension``, ``suspension.day_not_off``,
            ``access.not_your_class``.
    """
    access.require(view.actor, Action.VIEW_SUSPENSION, key.class_id)
    its = suspension(view, key.suspension_id)
    if not its.covers(key.day):
        raise UserError("suspension.day_not_off", day=key.day.isoformat())
    members = roll(view, key.day).members.get((key.suspension_id, key.class_id), ())
    kept = entries_of(view, key)
    before = {one.person_id: entry_of(one) for one in _entries_on(view, key.day - _DAY, key)}
    rows = [
        _row(one.person_id, one.number, one.name, kept.get(one.person_id), before, rules)
        for one in members
    ]
    rows += _gone(view, kept, {one.person_id for one in members}, before, rules)
    facts = sheet_facts(view, key)
    handed_in = facts.handed_in_at if facts else None
    first = facts.first_handed_in_at if facts else None
    due_at = due_of(key.day, rules)
    return FollowUpSheet(
        key=key,
        class_name=names_of(view, key.day).get(key.class_id, ""),
        disease_id=its.draft.disease_id,
        day_number=(key.day - its.draft.from_on).days + 1,
        days=its.days,
        rows=tuple(rows),
        due_at=due_at,
        asked_by=facts.asked_by if facts else "",
        from_paper=bool(facts and facts.from_paper),
        handed_in_at=handed_in,
        first_handed_in_at=first,
        late=first is not None and first > due_at,
    )


def progress_of(rows: Iterable[FollowUpRow]) -> Progress:
    """Return how far a sheet is, from its lines."""
    return sum((_progress(row) for row in rows), Progress())


def history(
    view: View, suspension_id: SuspensionId, person_id: PersonId
) -> tuple[tuple[date, Entry], ...]:
    """Return what was learned of one pupil during a suspension, the newest day first.

    Raises:
        UserError: ``suspension.no_such_suspension``.
    """
    draft = suspension(view, suspension_id).draft
    rows = view.connection.execute(
        select(FollowUpTable.__table__)
        .where(
            FollowUpTable.day.between(draft.from_on, draft.until_on),
            FollowUpTable.person_id == person_id,
            FollowUpTable.suspension_id == suspension_id,
        )
        .order_by(FollowUpTable.day.desc())
    )
    return tuple((row.day, entry_of(row)) for row in rows)


def due_of(day: date, rules: SuspensionRules) -> datetime:
    """Return by when a sheet of a day is to be handed in."""
    return instant(day, rules.times.due_time.hour, rules.times.due_time.minute)


def entry_of(row: Row[Any]) -> Entry:
    """Return the entry of a kept row."""
    return Entry(
        reached=row.reached,
        decicelsius=row.decicelsius,
        symptoms=frozenset(row.symptoms.split()),
        doctor=row.doctor,
        note=row.note,
    )


def entries_of(view: View, key: FollowUpKey) -> Mapping[PersonId, Row[Any]]:
    """Return what is kept on a sheet, by pupil."""
    rows = _entries_on(view, key.day, key)
    return {row.person_id: row for row in rows if row.suspension_id == key.suspension_id}


def sheet_facts(view: View, key: FollowUpKey) -> Row[Any] | None:
    """Return what is kept of a sheet as a whole; None while nobody has begun it."""
    return view.connection.execute(
        select(FollowUpSheetRow.__table__).where(
            FollowUpSheetRow.day == key.day,
            FollowUpSheetRow.class_id == key.class_id,
            FollowUpSheetRow.suspension_id == key.suspension_id,
        )
    ).first()


def _entries_on(view: View, day: date, key: FollowUpKey) -> list[Row[Any]]:
    return list(
        view.connection.execute(
            select(FollowUpTable.__table__).where(
                FollowUpTable.day == day, FollowUpTable.class_id == key.class_id
            )
        )
    )


def _row(
    person_id: PersonId,
    number: int,
    name: str,
    kept: Row[Any] | None,
    before: Mapping[PersonId, Entry],
    rules: SuspensionRules,
    *,
    is_member: bool = True,
) -> FollowUpRow:
    return FollowUpRow(
        person_id=person_id,
        number=number,
        name=name,
        kept=None if kept is None else Kept(entry_of(kept), kept.at, kept.by, kept.tries),
        before=before.get(person_id),
        fever=kept is not None and rules.is_fever(kept.decicelsius),
        corrected=bool(kept is not None and kept.corrected),
        is_member=is_member,
    )


def _gone(
    view: View,
    kept: Mapping[PersonId, Row[Any]],
    members: set[PersonId],
    before: Mapping[PersonId, Entry],
    rules: SuspensionRules,
) -> list[FollowUpRow]:
    """Return the lines of those asked who have left the class since: nothing kept is hidden."""
    gone = kept.keys() - members
    names = roster.person_names(view, gone)
    return [
        _row(one, 0, names.get(one, ""), kept[one], before, rules, is_member=False)
        for one in sorted(gone)
    ]


def _progress(row: FollowUpRow) -> Progress:
    entry = row.kept.entry if row.kept is not None else None
    people = int(row.is_member)
    if entry is None:
        return Progress(people=people)
    reached = entry.reached is Reached.YES
    return Progress(
        people=max(people, 1),
        asked=1,
        reached=int(reached),
        unreached=int(not reached),
        measured=int(entry.decicelsius is not None),
        fevers=int(row.fever),
        symptomatic=int(bool(entry.symptoms)),
        ill=int(row.fever or bool(entry.symptoms)),
        doctor=int(entry.doctor),
    )
