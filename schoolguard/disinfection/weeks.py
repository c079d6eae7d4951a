# SPDX-License-Identifier: Apache-2.0
"""Weeks: how much of the plan was done, by place and kind, and the door sheet of one place."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from schoolguard import access
from schoolguard.access import Action
from schoolguard.disinfection.board_values import Coverage, CoverageLine, DoorLine, DoorSheet
from schoolguard.disinfection.kinds import PlaceKind, RoundState
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.queries import place, places_on
from schoolguard.disinfection.rounds import DONE, NOT_DONE, Rounds, days_between, planned_rounds
from schoolguard.disinfection.values import Place
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import View

_WEEK = timedelta(days=6)


def coverage(
    view: View,
    first_on: date,
    last_on: date,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
) -> Coverage:
    """Return the rounds done of those planned in a span, by week, place and kind.

    Only rounds whose hour and grace are over count, so that a running week is not worse than it
    is. Rounds done besides the plan count nowhere.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_DISINFECTION)
    there = places_on(view, first_on, last_on)
    rounds = Rounds(view, first_on, last_on, rules, calendar)
    found: dict[tuple[date, PlaceId], Counter[RoundState]] = defaultdict(Counter)
    for day in days_between(first_on, min(last_on, view.today)):
        for one_place in there:
            states = found[monday_of(day), one_place.id]
            for _, one in planned_rounds(rounds.of(one_place, day)):
                states[one.state] += 1
    return _coverage(first_on, last_on, there, found)


def door_sheet(
    view: View,
    place_id: PlaceId,
    week_on: date,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
) -> DoorSheet:
    """Return a week of one place, Monday to Sunday, in the order of the paper.

    Args:
        view: the reading transaction.
        place_id: whose door.
        week_on: any day of the week.
        rules: for the plan.
        calendar: for school days.

    Raises:
        UserError: ``disinfection.no_such_place`` or ``access.not_allowed``.
    """
    return door_sheets(view, [place_id], week_on, rules, calendar)[0]


def door_sheets(
    view: View,
    place_ids: Iterable[PlaceId],
    week_on: date,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
) -> tuple[DoorSheet, ...]:
    """Return the door sheets of several places, in the given order.

    Raises:
        UserError: as `door_sheet`.
    """
    there = [place(view, place_id) for place_id in place_ids]
    monday = monday_of(week_on)
    ids = frozenset(one.id for one in there)
    rounds = Rounds(view, monday, monday + _WEEK, rules, calendar, ids)
    return tuple(DoorSheet(one, monday, _lines(one, monday, rounds)) for one in there)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _lines(one: Place, monday: date, rounds: Rounds) -> tuple[DoorLine, ...]:
    asked = [
        (day, found.due_at, number, task, found)
        for day in days_between(monday, monday + _WEEK)
        for number, (task, found) in enumerate(planned_rounds(rounds.of(one, day)))
    ]
    asked.sort(key=lambda line: line[:3])
    return tuple(
        DoorLine(number, day, task.planned, found)
        for number, (day, _, _, task, found) in enumerate(asked, start=1)
    )


def _coverage(
    first_on: date,
    last_on: date,
    there: tuple[Place, ...],
    found: dict[tuple[date, PlaceId], Counter[RoundState]],
) -> Coverage:
    weeks = sorted({week for week, _ in found})
    lines = []
    kinds: dict[tuple[date, PlaceKind], Counter[RoundState]] = defaultdict(Counter)
    for week in weeks:
        for one in there:
            states = found.get((week, one.id), Counter())
            if any(states.values()):
                lines.append(_line(week, one.kind, states, one.id, one.name))
                kinds[week, one.kind] += states
    by_kind = [_line(week, kind, states) for (week, kind), states in kinds.items()]
    all_states = sum(kinds.values(), Counter[RoundState]())
    total = _line(first_on, PlaceKind.OTHER, all_states)
    return Coverage(
        first_on=first_on,
        last_on=last_on,
        places=tuple(line for line in lines if line.planned),
        kinds=tuple(line for line in by_kind if line.planned),
        planned=total.planned,
        done=total.done,
        late=total.late,
        entered_late=total.entered_late,
        missed=total.missed,
    )


def _line(
    week: date,
    kind: PlaceKind,
    states: Counter[RoundState],
    place_id: PlaceId | None = None,
    name: str = "",
) -> CoverageLine:
    done = sum(states[state] for state in DONE)
    missed = sum(states[state] for state in NOT_DONE)
    return CoverageLine(
        week_on=week,
        kind=kind,
        place_id=place_id,
        name=name,
        planned=done + missed,
        done=done,
        late=states[RoundState.LATE],
        entered_late=states[RoundState.ENTERED_LATE],
        missed=missed,
    )
