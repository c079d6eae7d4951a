# SPDX-License-Identifier: Apache-2.0
"""Reads of many follow-up sheets: suspensions with their progress, the counts of a day.

A class teacher sees the sheets of the own classes only; the counts of a day are of the whole
school. However many pupils are off, the record is asked a handful of times.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select

from schoolguard import access
from schoolguard.access import Action
from schoolguard.kernel.ids import ClassId, SuspensionId
from schoolguard.store import View
from schoolguard.suspension.pack import SuspensionRules
from schoolguard.suspension.queries import (
    Roll,
    names_of,
    roll,
    room_names,
    suspension,
    suspensions_on,
    suspensions_since,
    what_of,
)
from schoolguard.suspension.sheets import due_of
from schoolguard.suspension.tables import FollowUpRow as FollowUpTable
from schoolguard.suspension.tables import FollowUpSheetRow
from schoolguard.suspension.values import (
    FollowUpKey,
    Progress,
    Reached,
    SheetLine,
    Suspension,
    SuspensionCounts,
    SuspensionLine,
)

_DAY = timedelta(days=1)


def lines_on(
    view: View, day: date, rules: SuspensionRules, *, back_days: int = 30
) -> tuple[SuspensionLine, ...]:
    """Return the suspensions of the last days and those ahead, with the progress of one day.

    A class teacher sees those that touch the own classes.
    """
    access.require(view.actor, Action.VIEW_SUSPENSION)
    chosen = [
        one
        for one in suspensions_since(view, day - timedelta(days=back_days))
        if _touches(view, one)
    ]
    if not chosen:
        return ()
    names, rooms = names_of(view, day), room_names(view, chosen)
    running = [one for one in reversed(chosen) if one.covers(day)]
    sheets = _lines(view, roll(view, day), day, rules) if running else ()
    by_suspension: dict[SuspensionId, list[SheetLine]] = defaultdict(list)
    for line in sheets:
        if access.allowed(view.actor, Action.VIEW_SUSPENSION, line.key.class_id):
            by_suspension[line.key.suspension_id].append(line)
    return tuple(
        _line(one, what_of(one, names, rooms), by_suspension[one.id], day) for one in chosen
    )


def sheets_on(view: View, day: date, rules: SuspensionRules) -> tuple[SheetLine, ...]:
    """Return the follow-up sheets of a day that the actor may see, in the school's order."""
    return tuple(
        line
        for line in _lines(view, roll(view, day), day, rules)
        if access.allowed(view.actor, Action.VIEW_SUSPENSION, line.key.class_id)
    )


def sheets_of(
    view: View, suspension_id: SuspensionId, rules: SuspensionRules
) -> tuple[SheetLine, ...]:
    """Return all follow-up sheets of a suspension up to today, the newest day first.

    How many pupils a past sheet asked for is taken from the roster of its last day.
    """
    its = suspension(view, suspension_id)
    if its.withdrawn_at is not None:
        return ()
    last_on = min(its.draft.until_on, view.today)
    members = roll(view, last_on).members if its.covers(last_on) else {}
    earlier = [one for one in suspensions_since(view, its.draft.from_on) if one.id < its.id]
    mine = {class_id: people for (owner, class_id), people in members.items() if owner == its.id}
    counts = _counted(view, its, last_on, rules)
    handed = _handed_in(view, its.draft.from_on, last_on)
    names = names_of(view, last_on)
    days = [its.draft.from_on + n * _DAY for n in range((last_on - its.draft.from_on).days + 1)]
    return tuple(
        _sheet_line(
            FollowUpKey(day, class_id, its.id),
            names.get(class_id, ""),
            _with_people(counts.get((day, class_id), Progress()), len(people)),
            handed.get((day, class_id, its.id)),
            view.now,
            rules,
        )
        for day in reversed(days)
        for class_id, people in mine.items()
        if access.allowed(view.actor, Action.VIEW_SUSPENSION, class_id)
        and ((day, class_id) in counts or not _owned_before(day, class_id, earlier))
    )


def _owned_before(day: date, class_id: ClassId, earlier: Iterable[Suspension]) -> bool:
    """Return whether a class stood on the sheet of an earlier decision on a day."""
    return any(one.covers(day) and class_id in one.draft.class_ids for one in earlier)


def day_counts(view: View, day: date, rules: SuspensionRules) -> SuspensionCounts:
    """Return the suspensions and the follow-up of one day, for the daily report."""
    covering = suspensions_on(view, day)
    if not covering:
        return SuspensionCounts()
    lines = _lines(view, roll(view, day, covering), day, rules)
    total = sum((line.progress for line in lines), Progress())
    ending = {one.id for one in covering if one.draft.until_on == day}
    return SuspensionCounts(
        suspensions=len(covering),
        classes=len({line.key.class_id for line in lines}),
        people=total.people,
        asked=total.asked,
        reached=total.reached,
        unreached=total.unreached,
        measured=total.measured,
        fevers=total.fevers,
        symptomatic=total.symptomatic,
        doctor=total.doctor,
        sheets=len(lines),
        handed_in=sum(line.handed_in_at is not None for line in lines),
        returning_tomorrow=sum(
            line.progress.people for line in lines if line.key.suspension_id in ending
        ),
    )


def _lines(view: View, chosen: Roll, day: date, rules: SuspensionRules) -> tuple[SheetLine, ...]:
    if not chosen.members:
        return ()
    names = names_of(view, day)
    counts: dict[tuple[date, ClassId, SuspensionId], Progress] = _totals(view, day, day, rules)
    handed = _handed_in(view, day, day)
    order = {class_id: at for at, class_id in enumerate(names)}
    keys = sorted(chosen.members, key=lambda pair: (order.get(pair[1], 0), pair[0]))
    return tuple(
        _sheet_line(
            FollowUpKey(day, class_id, owner),
            names.get(class_id, ""),
            _with_people(
                counts.get((day, class_id, owner), Progress()),
                len(chosen.members[owner, class_id]),
            ),
            handed.get((day, class_id, owner)),
            view.now,
            rules,
        )
        for owner, class_id in keys
    )


def _line(
    one: Suspension, what: tuple[str, ...], sheets: list[SheetLine], day: date
) -> SuspensionLine:
    total = sum((line.progress for line in sheets), Progress())
    return SuspensionLine(
        suspension=one,
        what=what,
        phase=one.phase(day),
        people=total.people,
        asked=total.asked,
        reached=total.reached,
        unreached=total.unreached,
        fevers=total.fevers,
        symptomatic=total.symptomatic,
        sheets=len(sheets),
        handed_in=sum(line.handed_in_at is not None for line in sheets),
    )


def _sheet_line(
    key: FollowUpKey,
    class_name: str,
    progress: Progress,
    handed: tuple[datetime | None, datetime | None] | None,
    now: datetime,
    rules: SuspensionRules,
) -> SheetLine:
    due_at = due_of(key.day, rules)
    handed_in_at, first = handed or (None, None)
    return SheetLine(
        key=key,
        class_name=class_name,
        progress=progress,
        due_at=due_at,
        handed_in_at=handed_in_at,
        late=first is not None and first > due_at,
        overdue=handed_in_at is None and due_at < now,
    )


def _with_people(progress: Progress, people: int) -> Progress:
    return progress + Progress(people=max(people, progress.asked) - progress.people)


def _counted(
    view: View, its: Suspension, last_on: date, rules: SuspensionRules
) -> Mapping[tuple[date, ClassId], Progress]:
    totals = _totals(view, its.draft.from_on, last_on, rules)
    return {
        (day, class_id): progress
        for (day, class_id, owner), progress in totals.items()
        if owner == its.id
    }


def _totals(
    view: View, first_on: date, last_on: date, rules: SuspensionRules
) -> dict[tuple[date, ClassId, SuspensionId], Progress]:
    table = FollowUpTable
    reached = table.reached == Reached.YES
    fever = table.decicelsius >= rules.fever_decicelsius
    ill = or_(fever, table.symptoms != "")

    def number(condition: Any) -> Any:  # noqa: ANN401 - SQL expressions
        return func.sum(case((condition, 1), else_=0))

    rows = view.connection.execute(
        select(
            table.day,
            table.class_id,
            table.suspension_id,
            func.count(),
            number(reached),
            func.count(table.decicelsius),
            number(fever),
            number(table.symptoms != ""),
            number(ill),
            number(table.doctor),
        )
        .where(table.day.between(first_on, last_on))
        .group_by(table.day, table.class_id, table.suspension_id)
    )
    return {
        (day, class_id, owner): Progress(asked, asked, yes, asked - yes, *rest)
        for day, class_id, owner, asked, yes, *rest in rows
    }


def _handed_in(
    view: View, first_on: date, last_on: date
) -> Mapping[tuple[date, ClassId, SuspensionId], tuple[datetime | None, datetime | None]]:
    rows = view.connection.execute(
        select(FollowUpSheetRow.__table__).where(FollowUpSheetRow.day.between(first_on, last_on))
    )
    return {
        (row.day, row.class_id, row.suspension_id): (row.handed_in_at, row.first_handed_in_at)
        for row in rows
    }


def _touches(view: View, one: Suspension) -> bool:
    if not view.actor.classes:
        return True
    return bool(one.people) or any(
        access.allowed(view.actor, Action.VIEW_SUSPENSION, class_id)
        for class_id in one.draft.class_ids
    )
