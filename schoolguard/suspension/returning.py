# SPDX-License-Identifier: Apache-2.0
"""The list of the return morning, and what is due because of suspensions.

The list says of each pupil what is known; the morning check decides at the door. Who waits for a
clearance is a sibling room's business and is handed in.
Source: 复课当日严格晨检 (学校复课证明查验制度).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from schoolguard import access, cases, roster
from schoolguard.access import Action
from schoolguard.kernel.ids import ClassId, PersonId, SuspensionId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.roster import Member
from schoolguard.store import View
from schoolguard.suspension.pack import SuspensionRules
from schoolguard.suspension.queries import names_of, roll, suspension, suspensions_since
from schoolguard.suspension.rounds import sheets_on
from schoolguard.suspension.rules import ReturnFacts, Verdict, return_verdict
from schoolguard.suspension.sheets import due_of, entry_of
from schoolguard.suspension.tables import FollowUpRow
from schoolguard.suspension.values import (
    DueKind,
    Entry,
    Phase,
    SheetLine,
    Suspension,
    SuspensionDue,
)

_DAY = timedelta(days=1)
_A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """One pupil on the list of the return morning.

    Attributes:
        last: the newest entry of the days looked back over, with its day; None = not asked then.
        ill_on: the last of these days with fever or symptoms.
    """

    person_id: PersonId
    class_id: ClassId
    class_name: str
    number: int
    name: str
    verdict: Verdict
    last: Entry | None
    last_on: date | None
    ill_on: date | None
    open_case: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What the list is made from, for all pupils at once."""

    days: Sequence[date]
    kept: Mapping[tuple[date, PersonId], Entry]
    ill: frozenset[PersonId]
    waiting: frozenset[PersonId]
    cleared: frozenset[PersonId]
    names: Mapping[ClassId, str]


def back_on(its: Suspension, calendar: SchoolCalendar) -> date:
    """Return the first school day after a suspension; the day after where none is known."""
    if calendar.is_school_day(its.back_on):
        return its.back_on
    return calendar.next_school_day(its.back_on) or its.back_on


def return_list(
    view: View,
    suspension_id: SuspensionId,
    rules: SuspensionRules,
    waiting: Collection[PersonId] = frozenset(),
    cleared: Collection[PersonId] = frozenset(),
) -> tuple[ReturnLine, ...]:
    """Return everybody who was off, by class in roster order; before the end, as known today.

    Args:
        view: the record.
        suspension_id: whose pupils.
        rules: how many days are looked back over.
        waiting: pupils whose way back to class is not cleared yet.
        cleared: pupils who were cleared since they were ill.
    """
    its = suspension(view, suspension_id)
    if its.withdrawn_at is not None:
        return ()
    last_on = min(its.draft.until_on, max(its.draft.from_on, view.today))
    days = [last_on - n * _DAY for n in reversed(range(rules.well_days))]
    days = [day for day in days if day >= its.draft.from_on]
    members = {
        class_id: people
        for (owner, class_id), people in roll(view, last_on).members.items()
        if owner == its.id and access.allowed(view.actor, Action.VIEW_SUSPENSION, class_id)
    }
    everybody = [one.person_id for people in members.values() for one in people]
    known = _Known(
        days,
        _entries(view, days[0], last_on, suspension_id),
        cases.people_with_cases(view, everybody),
        frozenset(waiting),
        frozenset(cleared),
        names_of(view, last_on),
    )
    return tuple(
        _line(one, class_id, known, rules) for class_id, people in members.items() for one in people
    )


def due(view: View, rules: SuspensionRules, calendar: SchoolCalendar) -> tuple[SuspensionDue, ...]:
    """Return what suspensions wait for today; a class teacher gets the own classes only.

    Sheets of today and yesterday that are not handed in, pupils with fever or symptoms today, the
    return of the next school day, papers without a number.
    """
    if not access.allowed(view.actor, Action.VIEW_SUSPENSION):
        return ()
    known = suspensions_since(view, view.today - _A_WEEK)
    if not known:
        return ()
    today = sheets_on(view, view.today, rules)
    yesterday = tuple(one for one in sheets_on(view, view.today - _DAY, rules) if one.overdue)
    return (
        *(_sheet_due(line) for line in (*yesterday, *today) if line.handed_in_at is None),
        *_ill(view, today, rules),
        *_ends(view, known, rules, calendar),
    )


def _line(one: Member, class_id: ClassId, known: _Known, rules: SuspensionRules) -> ReturnLine:
    entries = [known.kept.get((day, one.person_id)) for day in known.days]
    fevers = [entry is not None and rules.is_fever(entry.decicelsius) for entry in entries]
    facts = ReturnFacts(
        entries,
        fevers,
        open_case=one.person_id in known.ill,
        waiting=one.person_id in known.waiting,
        cleared=one.person_id in known.cleared,
    )
    lately = list(zip(known.days, entries, fevers, strict=True))
    asked = [(day, entry) for day, entry, _ in lately if entry is not None]
    sick = [day for day, entry, fever in lately if fever or (entry and entry.symptoms)]
    return ReturnLine(
        person_id=one.person_id,
        class_id=class_id,
        class_name=known.names.get(class_id, ""),
        number=one.number,
        name=one.name,
        verdict=return_verdict(facts),
        last=asked[-1][1] if asked else None,
        last_on=asked[-1][0] if asked else None,
        ill_on=sick[-1] if sick else None,
        open_case=facts.open_case,
        waiting=facts.waiting,
    )


def _sheet_due(line: SheetLine) -> SuspensionDue:
    return SuspensionDue(
        kind=DueKind.FOLLOW_UP,
        suspension_id=line.key.suspension_id,
        day=line.key.day,
        class_id=line.key.class_id,
        class_name=line.class_name,
        person_id=None,
        name="",
        due_at=line.due_at,
        overdue=line.overdue,
        people=line.progress.missing,
    )


def _ill(
    view: View, lines: tuple[SheetLine, ...], rules: SuspensionRules
) -> Iterator[SuspensionDue]:
    names = {line.key.class_id: line.class_name for line in lines if line.progress.ill}
    if not names:
        return
    fever = FollowUpRow.decicelsius >= rules.fever_decicelsius
    rows = view.connection.execute(
        select(FollowUpRow.__table__)
        .where(FollowUpRow.day == view.today, or_(fever, FollowUpRow.symptoms != ""))
        .order_by(FollowUpRow.at)
    ).all()
    people = roster.person_names(view, (row.person_id for row in rows))
    for row in rows:
        if row.class_id in names:
            yield SuspensionDue(
                kind=DueKind.ILL,
                suspension_id=row.suspension_id,
                day=row.day,
                class_id=row.class_id,
                class_name=names[row.class_id],
                person_id=row.person_id,
                name=people.get(row.person_id, ""),
                due_at=None,
                overdue=False,
                people=1,
                decicelsius=row.decicelsius,
                symptoms=frozenset(row.symptoms.split()),
            )


def _ends(
    view: View,
    known: tuple[Suspension, ...],
    rules: SuspensionRules,
    calendar: SchoolCalendar,
) -> Iterator[SuspensionDue]:
    if not access.allowed(view.actor, Action.DECIDE_SUSPENSION):
        return
    for one in known:
        phase = one.phase(view.today)
        ends = one.draft.until_on == view.today and phase is Phase.RUNNING
        returns = phase is Phase.OVER and back_on(one, calendar) == view.today
        if ends or returns:
            yield _whole(DueKind.RETURN, one, view, rules)
        if phase is Phase.RUNNING and not one.draft.paper_number:
            yield _whole(DueKind.PAPER, one, view, rules)


def _whole(kind: DueKind, one: Suspension, view: View, rules: SuspensionRules) -> SuspensionDue:
    return SuspensionDue(
        kind=kind,
        suspension_id=one.id,
        day=view.today,
        class_id=None,
        class_name="",
        person_id=None,
        name="",
        due_at=due_of(view.today, rules) if kind is DueKind.PAPER else None,
        overdue=False,
    )


def _entries(
    view: View, first_on: date, last_on: date, suspension_id: SuspensionId
) -> Mapping[tuple[date, PersonId], Entry]:
    rows = view.connection.execute(
        select(FollowUpRow.__table__).where(
            FollowUpRow.day.between(first_on, last_on), FollowUpRow.suspension_id == suspension_id
        )
    )
    return {(row.day, row.person_id): entry_of(row) for row in rows}
