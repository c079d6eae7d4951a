# SPDX-License-Identifier: Apache-2.0
"""What holds at a place on a day, where a round stands, and where a record falls short.

The pack says what kinds of place ask for; the school adjusts a task at a place; an alert raises
frequency and strength and never lowers anything. A record is judged by what held on its day.

Sources: `resources/rules/disinfection.toml`, entry by entry.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from schoolguard.disinfection.kinds import (
    AgentForm,
    Fault,
    OrderWhy,
    Outcome,
    PlaceKind,
    RoundState,
    Work,
)
from schoolguard.disinfection.pack import DisinfectionRules, Raise, Task
from schoolguard.disinfection.recurrence import falls_on
from schoolguard.disinfection.values import (
    Alert,
    Place,
    PlannedTask,
    Record,
    SignOffDraft,
    TaskChange,
)
from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar

NO_CHANGES: Mapping[str, TaskChange] = MappingProxyType({})
ORDER_TASK = "order"
"""Stands for the task in a record that fulfils an order."""


class DayPlan:
    """The plan of one day; works out each question once, whatever the number of places.

    Attributes:
        day: the day.
        alerts: those in force on it, oldest first.
    """

    def __init__(
        self,
        day: date,
        rules: DisinfectionRules,
        calendar: SchoolCalendar,
        alerts: Sequence[Alert] = (),
    ) -> None:
        self.day = day
        in_force = (alert for alert in alerts if alert.holds(day))
        self.alerts = tuple(sorted(in_force, key=lambda alert: alert.id))
        self._rules = rules
        self._calendar = calendar
        self._times: dict[str, tuple[time, ...]] = {}
        self._usual: dict[tuple[PlaceKind, tuple[int, ...]], tuple[PlannedTask, ...]] = {}

    def alerts_of(self, place_id: PlaceId) -> tuple[Alert, ...]:
        """Return the alerts that reach a place."""
        return tuple(alert for alert in self.alerts if alert.reaches(place_id))

    def tasks(
        self, kind: PlaceKind, place_id: PlaceId, changes: Mapping[str, TaskChange] = NO_CHANGES
    ) -> tuple[PlannedTask, ...]:
        """Return the tasks of a place in the order of the pack; without times, none is due today.

        Args:
            kind: of the place.
            place_id: decides which alerts reach it.
            changes: the school's adjustments that hold on the day, by task id.
        """
        alerts = self.alerts_of(place_id)
        key = (kind, tuple(alert.id for alert in alerts))
        if changes:
            return self._tasks(kind, alerts, changes)
        if key not in self._usual:
            self._usual[key] = self._tasks(kind, alerts, NO_CHANGES)
        return self._usual[key]

    def _tasks(
        self, kind: PlaceKind, alerts: Sequence[Alert], changes: Mapping[str, TaskChange]
    ) -> tuple[PlannedTask, ...]:
        rank = max((self._rank(alert) for alert in alerts), default=0)
        planned = []
        for task in self._rules.tasks.values():
            change = changes.get(task.id)
            belongs = kind in task.kinds if change is None else change.planned
            if belongs and task.from_rank <= rank:
                planned.append(self._plan(task, change, kind, alerts))
        return tuple(planned)

    def _plan(
        self, task: Task, change: TaskChange | None, kind: PlaceKind, alerts: Sequence[Alert]
    ) -> PlannedTask:
        own = change or TaskChange(task.id)
        frequency_id = own.frequency_id or task.frequency
        hours = self._own_hours(task, own, frequency_id)
        times = hours if self._falling(frequency_id) else ()
        low, high = _or(own.low_mg_per_litre, task.low_mg_per_litre), task.high_mg_per_litre
        high = max(low, _or(own.high_mg_per_litre, high))
        contact = _or(own.contact_minutes, task.contact_minutes)
        minutes = _or(own.minutes, task.minutes)
        raised: list[int] = []
        resisted: frozenset[str] = frozenset()
        added: tuple[time, ...] = ()
        for alert in alerts:
            resisted |= self._rules.resists(alert.disease_id)
            for step in self._raises(alert, task, kind):
                raised.append(alert.id)
                more = self._added(task, step, (*times, *added), alert)
                if more:
                    frequency_id, added = step.frequency, (*added, *more)
                if low:
                    low, high = max(low, step.low_mg_per_litre), max(high, step.high_mg_per_litre)
                contact = max(contact, step.contact_minutes) if contact else contact
                minutes = max(minutes, step.minutes) if minutes else minutes
        in_season = not task.months or self.day.month in task.months
        return PlannedTask(
            task=task,
            frequency_id=frequency_id,
            times=tuple(sorted((*times, *added))) if in_season else (),
            agents=self._agents(task, own, resisted),
            low_mg_per_litre=low,
            high_mg_per_litre=max(low, high),
            contact_minutes=contact,
            minutes=minutes,
            hours=tuple(sorted({*hours, *added})),
            added=added if in_season else (),
            raised_by=tuple(dict.fromkeys(raised)),
            adjusted=change is not None,
        )

    def _added(
        self, task: Task, step: Raise, there: tuple[time, ...], alert: Alert
    ) -> tuple[time, ...]:
        """Return the hours by which a raised frequency exceeds what is there.

        On the day on which the alert is raised, hours that were over by then are not asked for.
        """
        if not task.raised or not step.frequency:
            return ()
        more = self._falling(step.frequency)
        wanted = len(more) - len(there)
        new = [at for at in more if at not in there][: max(wanted, 0)]
        return tuple(at for at in new if due_at(self.day, at) >= alert.raised_at)

    def _own_hours(self, task: Task, own: TaskChange, frequency_id: str) -> tuple[time, ...]:
        found = self._rules.frequencies.get(frequency_id)
        usual = found.times if found else ()
        return own.times or (usual if own.frequency_id else task.times or usual)

    def _falling(self, frequency_id: str) -> tuple[time, ...]:
        """Return the hours of a frequency on this day; none if it does not fall on it."""
        if frequency_id not in self._times:
            found = self._rules.frequencies.get(frequency_id)
            falls = found is not None and falls_on(
                found.rule, found.since, self.day, self._calendar, school_days=found.school_days
            )
            self._times[frequency_id] = found.times if found is not None and falls else ()
        return self._times[frequency_id]

    def _raises(self, alert: Alert, task: Task, kind: PlaceKind) -> list[Raise]:
        """Return what an alert changes; a higher level includes the lower ones."""
        rank = self._rank(alert)
        return [
            step
            for step in self._rules.raises
            if self._rules.levels[step.level].rank <= rank
            and task.work in step.works
            and (not step.kinds or kind in step.kinds)
        ]

    def _agents(self, task: Task, own: TaskChange, resisted: frozenset[str]) -> tuple[str, ...]:
        first = (own.agent_id,) if own.agent_id in self._rules.agents else ()
        wanted = dict.fromkeys((*first, *task.agents))
        return tuple(one for one in wanted if self._rules.agents[one].active not in resisted)

    def _rank(self, alert: Alert) -> int:
        level = self._rules.levels.get(alert.level_id)
        return level.rank if level else 0


def due_at(day: date, at: time) -> datetime:
    """Return the instant at which a round of a day is due."""
    return instant(day, at.hour, at.minute)


def round_state(
    day: date,
    due: datetime | None,
    record: Record | None,
    now: datetime,
    rules: DisinfectionRules,
) -> RoundState:
    """Return where a round stands; `due` is None for a record that no plan asked for."""
    if record is None:
        return _waiting(day, due, now, rules)
    if record.outcome is Outcome.NOT_DONE:
        return RoundState.NOT_DONE
    if record.entered_late:
        return RoundState.ENTERED_LATE
    if due is None:
        return RoundState.NOT_PLANNED
    late = record.done_at is not None and record.done_at > _closes(due, rules)
    return RoundState.LATE if late else RoundState.DONE


def is_entered_late(
    day: date, done_at: datetime | None, now: datetime, rules: DisinfectionRules
) -> bool:
    """Return whether an entry made now comes afterwards: on a later day, or long after the work."""
    if local_day(now) > day:
        return True
    return done_at is not None and now - done_at > timedelta(minutes=rules.entry_minutes)


def faults_of(
    draft: SignOffDraft, planned: PlannedTask, rules: DisinfectionRules
) -> frozenset[Fault]:
    """Return where a signed round falls short of what was asked; nothing for "not done"."""
    if draft.outcome is Outcome.NOT_DONE:
        return frozenset()
    faults = set[Fault]()
    if planned.minutes:
        faults |= _short(draft.minutes, planned.minutes, Fault.TOO_FEW_MINUTES)
    if planned.task.work is not Work.DISINFECTING:
        return frozenset(faults)
    return frozenset(faults | _faults_of_agent(draft, planned, rules))


def as_planned(
    place: Place,
    planned: PlannedTask,
    day: date,
    round_no: int,
    done_at: datetime | None = None,
    *,
    from_paper: bool = False,
) -> SignOffDraft:
    """Return a round as signed "as planned" by the place's named person.

    The usual agent at the weakest strength asked for, the minutes asked for: whoever signs it
    states that it was so.
    """
    agent_id = planned.agents[0] if planned.agents else ""
    return SignOffDraft(
        place_id=place.id,
        task_id=planned.task.id,
        day=day,
        round_no=round_no,
        done_at=done_at,
        minutes=planned.minutes or None,
        agent_id=agent_id,
        mg_per_litre=planned.low_mg_per_litre or None,
        contact_minutes=planned.contact_minutes or None,
        by_id=place.responsible_id,
        by_name="" if place.responsible_id else place.responsible,
        from_paper=from_paper,
    )


def by_pack(task_id: str, rules: DisinfectionRules) -> PlannedTask | None:
    """Return a task as the pack has it, without rounds; None if the pack has no such task."""
    task = rules.tasks.get(task_id)
    if task is None:
        return None
    return PlannedTask(
        task=task,
        frequency_id=task.frequency,
        times=(),
        agents=task.agents,
        low_mg_per_litre=task.low_mg_per_litre,
        high_mg_per_litre=task.high_mg_per_litre,
        contact_minutes=task.contact_minutes,
        minutes=task.minutes,
    )


def planned_order(why: OrderWhy, disease_id: str, rules: DisinfectionRules) -> PlannedTask:
    """Return what an order asks for, in the shape of a task; what a germ withstands is left out."""
    rule = rules.orders[why]
    resisted = rules.resists(disease_id)
    task = Task(
        id=ORDER_TASK,
        source=rule.source,
        status=rule.status,
        zh="",
        en="",
        kinds=frozenset(),
        work=Work.DISINFECTING,
        method=rule.method,
        frequency="",
    )
    return PlannedTask(
        task=task,
        frequency_id="",
        times=(),
        agents=tuple(one for one in rule.agents if rules.agents[one].active not in resisted),
        low_mg_per_litre=rule.low_mg_per_litre,
        high_mg_per_litre=rule.high_mg_per_litre,
        contact_minutes=rule.contact_minutes,
        minutes=0,
    )


def below_guidance(planned: PlannedTask, rules: DisinfectionRules) -> bool:
    """Return whether the school airs a place less often or shorter than the guidance asks.

    Source: 中小学校新冠肺炎疫情防控技术方案（修订版）2020-05: 每日不少于3次, 每次不少于30分钟.
    """
    if planned.task.work is not Work.AIRING or not planned.adjusted:
        return False
    short = len(planned.hours) < rules.airing_times
    return short or planned.minutes < rules.airing_minutes


def wipe_at(done_at: datetime | None, contact_minutes: int | None) -> datetime | None:
    """Return when the contact time ends, and surfaces may be wiped; None without either."""
    if done_at is None or not contact_minutes:
        return None
    return done_at + timedelta(minutes=contact_minutes)


def good_until(expires_on: date | None, opened_on: date | None, open_days: int) -> date | None:
    """Return the last day on which stock may be used; None when nothing is known."""
    opened_until = opened_on + timedelta(days=open_days) if opened_on and open_days else None
    known = [day for day in (expires_on, opened_until) if day is not None]
    return min(known, default=None)


def _waiting(
    day: date, due: datetime | None, now: datetime, rules: DisinfectionRules
) -> RoundState:
    today = local_day(now)
    if day < today:
        return RoundState.MISSED
    if day > today or due is None or now < due - timedelta(minutes=rules.lead_minutes):
        return RoundState.UPCOMING
    return RoundState.DUE if now <= _closes(due, rules) else RoundState.OVERDUE


def _closes(due: datetime, rules: DisinfectionRules) -> datetime:
    return due + timedelta(minutes=rules.grace_minutes)


def _faults_of_agent(
    draft: SignOffDraft, planned: PlannedTask, rules: DisinfectionRules
) -> set[Fault]:
    agent = rules.agents.get(draft.agent_id)
    if agent is None:
        return {Fault.NOT_GIVEN}
    faults = set[Fault]() if draft.agent_id in planned.agents else {Fault.WRONG_AGENT}
    if agent.form in {AgentForm.READY, AgentForm.NONE}:
        return faults
    if planned.low_mg_per_litre:
        faults |= _short(draft.mg_per_litre, planned.low_mg_per_litre, Fault.TOO_WEAK)
        if (draft.mg_per_litre or 0) > planned.high_mg_per_litre:
            faults.add(Fault.TOO_STRONG)
    if planned.contact_minutes:
        faults |= _short(draft.contact_minutes, planned.contact_minutes, Fault.CONTACT_TOO_SHORT)
    return faults


def _short(value: int | None, asked: int, fault: Fault) -> set[Fault]:
    if value is None:
        return {Fault.NOT_GIVEN}
    return {fault} if value < asked else set()


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value
