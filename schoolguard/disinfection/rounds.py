# SPDX-License-Identifier: Apache-2.0
"""The rounds of places over a span of days: plan and records put together.

The record is asked a handful of times, whatever the number of places and days.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from schoolguard.disinfection.board_values import BoardTask
from schoolguard.disinfection.kinds import RoundState
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.plans import Changes, alerts_between, changes_between, changes_on
from schoolguard.disinfection.queries import records_between
from schoolguard.disinfection.rules import (
    NO_CHANGES,
    ORDER_TASK,
    DayPlan,
    by_pack,
    due_at,
    round_state,
)
from schoolguard.disinfection.values import Place, PlannedTask, Record, Round
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import View

DONE = frozenset({RoundState.DONE, RoundState.LATE, RoundState.ENTERED_LATE})
NOT_DONE = frozenset({RoundState.OVERDUE, RoundState.MISSED, RoundState.NOT_DONE})
OPEN = frozenset({RoundState.UPCOMING, RoundState.DUE})


class Rounds:
    """What was asked and what was done, by day and place."""

    def __init__(
        self,
        view: View,
        first_on: date,
        last_on: date,
        rules: DisinfectionRules,
        calendar: SchoolCalendar,
        place_ids: frozenset[PlaceId] | None = None,
    ) -> None:
        self._now = view.now
        self._rules = rules
        self._calendar = calendar
        self.alerts = alerts_between(view, first_on, last_on)
        self._change_rows = changes_between(view, first_on, last_on)
        self._plans: dict[date, tuple[DayPlan, Changes]] = {}
        self._records: dict[tuple[date, PlaceId], list[Record]] = defaultdict(list)
        for record in records_between(view, first_on, last_on, place_ids):
            if record.task_id != ORDER_TASK:
                self._records[record.day, record.place_id].append(record)

    def plan(self, day: date) -> DayPlan:
        """Return the plan of a day."""
        return self._plan(day)[0]

    def of(self, place: Place, day: date) -> tuple[BoardTask, ...]:
        """Return the tasks of a place that a day asks for or that were done on it."""
        if not place.in_use(day):
            return ()
        plan, changes = self._plan(day)
        signed = self._signed(place, day)
        tasks = []
        for planned in plan.tasks(place.kind, place.id, changes.get(place.id, NO_CHANGES)):
            records = signed.pop(planned.task.id, {})
            if planned.times or records:
                tasks.append(BoardTask(planned, self._rounds(day, planned, records)))
        for task_id, records in signed.items():
            outside = by_pack(task_id, self._rules)
            if outside is not None:
                tasks.append(BoardTask(outside, self._rounds(day, outside, records)))
        return tuple(tasks)

    def _plan(self, day: date) -> tuple[DayPlan, Changes]:
        if day not in self._plans:
            plan = DayPlan(day, self._rules, self._calendar, self.alerts)
            self._plans[day] = (plan, changes_on(self._change_rows, day))
        return self._plans[day]

    def _signed(self, place: Place, day: date) -> dict[str, dict[int, Record]]:
        found: dict[str, dict[int, Record]] = defaultdict(dict)
        for record in self._records.get((day, place.id), ()):
            found[record.task_id][record.round_no] = record
        return found

    def _rounds(
        self, day: date, planned: PlannedTask, records: Mapping[int, Record]
    ) -> tuple[Round, ...]:
        rounds = []
        for number, at in planned.numbered:
            due, record = due_at(day, at), records.get(number)
            state = round_state(day, due, record, self._now, self._rules)
            rounds.append(Round(number, due, state, record))
        besides = records.keys() - {one.round_no for one in rounds}
        for number in sorted(besides):
            state = round_state(day, None, records[number], self._now, self._rules)
            rounds.append(Round(number, None, state, records[number]))
        return tuple(rounds)


def planned_rounds(tasks: Sequence[BoardTask]) -> Iterator[tuple[BoardTask, Round]]:
    """Yield the rounds that the plan asks for, not those done besides."""
    for task in tasks:
        for one in task.rounds:
            if one.due_at is not None:
                yield task, one


def days_between(first_on: date, last_on: date) -> tuple[date, ...]:
    """Return the days of a span, both ends included."""
    return tuple(first_on + timedelta(days=n) for n in range((last_on - first_on).days + 1))
