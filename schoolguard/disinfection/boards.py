# SPDX-License-Identifier: Apache-2.0
"""The board of a day, what is due now, and the figures of a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from schoolguard import access
from schoolguard.access import Action
from schoolguard.disinfection.board_values import (
    Board,
    BoardRow,
    BoardTask,
    DisinfectionCounts,
    DisinfectionDue,
)
from schoolguard.disinfection.kinds import (
    DueKind,
    Fault,
    OrderStanding,
    PlaceKind,
    RoundState,
    Work,
)
from schoolguard.disinfection.lamps import lamps
from schoolguard.disinfection.orders import open_orders, orders_on
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.queries import places_on
from schoolguard.disinfection.rounds import DONE, NOT_DONE, OPEN, Rounds, planned_rounds
from schoolguard.disinfection.stock import bottles
from schoolguard.disinfection.values import Place, Round
from schoolguard.kernel.actor import Role
from schoolguard.kernel.clock import instant
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import View

_FAR = instant(date(9999, 12, 31))
_SHORT = frozenset({Fault.TOO_FEW_MINUTES, Fault.NOT_GIVEN})


def board(view: View, day: date, rules: DisinfectionRules, calendar: SchoolCalendar) -> Board:
    """Return every place of a day that the actor may see, with its rounds.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_DISINFECTION)
    rounds = Rounds(view, day, day, rules, calendar)
    plan = rounds.plan(day)
    rows = tuple(
        BoardRow(
            place,
            rounds.of(place, day),
            tuple(alert.id for alert in plan.alerts_of(place.id)),
        )
        for place in places_on(view, day, day)
    )
    orders = orders_on(view, day, rules)
    return Board(day, calendar.is_school_day(day), rows, plan.alerts, orders)


def due(
    view: View, rules: DisinfectionRules, calendar: SchoolCalendar
) -> tuple[DisinfectionDue, ...]:
    """Return what is due today: overdue first, then by time.

    Rounds of one task and hour are one item with the number of places; stock, lamps and places
    without a named person are told to those who can see to them.
    """
    if not access.allowed(view.actor, Action.VIEW_DISINFECTION):
        return ()
    there = places_on(view, view.today, view.today)
    found = [*_orders_due(view, rules), *_rounds_due(view, there, rules, calendar)]
    if view.actor.role is not Role.TEACHER:
        found += [*_stock_due(view, rules), *_places_due(there)]
    return tuple(sorted(found, key=lambda one: (not one.overdue, one.due_at or _FAR)))


def day_counts(
    view: View, day: date, rules: DisinfectionRules, calendar: SchoolCalendar
) -> DisinfectionCounts:
    """Return the figures of a day, of the places that the actor may see."""
    access.require(view.actor, Action.VIEW_DISINFECTION)
    there = places_on(view, day, day)
    rounds = Rounds(view, day, day, rules, calendar)
    tasks = {place.id: rounds.of(place, day) for place in there}
    asked = [one for own in tasks.values() for _, one in planned_rounds(own)]
    classrooms = [place for place in there if place.kind is PlaceKind.CLASSROOM]
    states = Counter(one.state for one in asked)
    orders = Counter(
        line.standing
        for line in orders_on(view, day, rules)
        if day >= view.today or line.standing is not OrderStanding.OPEN
    )
    return DisinfectionCounts(
        places=len(there),
        rounds_planned=len(asked),
        rounds_done=sum(states[state] for state in DONE),
        rounds_late=states[RoundState.LATE],
        rounds_entered_late=states[RoundState.ENTERED_LATE],
        rounds_missed=sum(states[state] for state in NOT_DONE),
        rounds_open=sum(states[state] for state in OPEN),
        rounds_faulty=sum(1 for one in asked if one.record and one.record.faults),
        classrooms=len(classrooms),
        classrooms_disinfected=sum(
            _fulfilled(tasks[place.id], Work.DISINFECTING) for place in classrooms
        ),
        classrooms_aired=sum(_fulfilled(tasks[place.id], Work.AIRING) for place in classrooms),
        orders_open=orders[OrderStanding.OPEN],
        orders_done=orders[OrderStanding.DONE],
    )


def _fulfilled(tasks: Iterable[BoardTask], work: Work) -> bool:
    """Return whether all rounds of a kind of work that are due by now were done, one at least.

    An airing that was too short, or whose minutes were not given, is none.
    """
    due_by_now = [
        one
        for task, one in planned_rounds(tuple(tasks))
        if task.planned.task.work is work and one.state not in OPEN
    ]
    return bool(due_by_now) and all(_counts(one, work) for one in due_by_now)


def _counts(one: Round, work: Work) -> bool:
    if one.state not in DONE or one.record is None:
        return False
    return work is not Work.AIRING or not one.record.faults & _SHORT


def _orders_due(view: View, rules: DisinfectionRules) -> Iterator[DisinfectionDue]:
    for line in open_orders(view, rules):
        yield DisinfectionDue(
            DueKind.ORDER,
            line.due_at,
            line.overdue,
            place_id=line.place_id,
            place_name=line.place_name,
            class_id=line.class_id,
            order_id=line.id,
            why=line.why,
        )


def _rounds_due(
    view: View,
    there: Sequence[Place],
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
) -> Iterator[DisinfectionDue]:
    day = view.today
    rounds = Rounds(view, day, day, rules, calendar)
    waiting: dict[tuple[str, int, RoundState], list[tuple[Place, Round]]] = defaultdict(list)
    for place in there:
        for task, one in planned_rounds(rounds.of(place, day)):
            if one.state in {RoundState.DUE, RoundState.OVERDUE}:
                key = (task.planned.task.id, one.round_no, one.state)
                waiting[key].append((place, one))
    for (task_id, round_no, state), group in waiting.items():
        place, first = min(group, key=lambda pair: (pair[1].due_at or _FAR, pair[0].id))
        single = len(group) == 1
        yield DisinfectionDue(
            DueKind.ROUND,
            first.due_at,
            state is RoundState.OVERDUE,
            count=len(group),
            place_id=place.id if single else None,
            place_name=place.name,
            class_id=place.class_id if single else None,
            task_id=task_id,
            round_no=round_no,
        )


def _stock_due(view: View, rules: DisinfectionRules) -> Iterator[DisinfectionDue]:
    for bottle in bottles(view, rules):
        if bottle.expired or bottle.open_too_long:
            yield DisinfectionDue(
                DueKind.STOCK,
                None,
                overdue=True,
                bottle_id=bottle.id,
                place_name=bottle.draft.name,
                task_id=bottle.draft.agent_id,
            )
    for lamp in lamps(view, rules):
        if lamp.warn:
            yield DisinfectionDue(
                DueKind.LAMP,
                None,
                overdue=lamp.replace,
                place_id=lamp.place_id,
                place_name=lamp.place_name,
                lamp_id=lamp.id,
            )


def _places_due(there: Sequence[Place]) -> Iterator[DisinfectionDue]:
    nobody = [place for place in there if not place.responsible or place.person_left]
    if nobody:
        single = nobody[0] if len(nobody) == 1 else None
        yield DisinfectionDue(
            DueKind.PLACE,
            None,
            overdue=False,
            count=len(nobody),
            place_id=single.id if single else None,
            place_name=nobody[0].name,
            class_id=single.class_id if single else None,
        )
