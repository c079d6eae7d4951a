# SPDX-License-Identifier: Apache-2.0
"""Reads of the plan: the school's adjustments, the alerts, and what a place is asked on a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from sqlalchemy import Row, Select, or_, select

from schoolguard import access
from schoolguard.access import Action
from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.queries import place
from schoolguard.disinfection.rules import DayPlan
from schoolguard.disinfection.tables import AlertPlaceRow, AlertRow, TaskChangeRow
from schoolguard.disinfection.values import Alert, PlannedTask, TaskChange
from schoolguard.kernel.ids import PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import View

Changes = Mapping[PlaceId, Mapping[str, TaskChange]]


def changes_between(
    view: View, first_on: date, last_on: date, place_id: PlaceId | None = None
) -> tuple[Row[Any], ...]:
    """Return the rows of adjustments that hold on some day of a span."""
    chosen = select(TaskChangeRow.__table__).where(
        TaskChangeRow.from_on <= last_on,
        or_(TaskChangeRow.until_on.is_(None), TaskChangeRow.until_on > first_on),
    )
    if place_id is not None:
        chosen = chosen.where(TaskChangeRow.place_id == place_id)
    return tuple(view.connection.execute(chosen.order_by(TaskChangeRow.id)))


def changes_on(rows: Iterable[Row[Any]], day: date) -> Changes:
    """Return the adjustments that hold on one day, by place and task."""
    found: dict[PlaceId, dict[str, TaskChange]] = defaultdict(dict)
    for row in rows:
        if row.from_on <= day and (row.until_on is None or day < row.until_on):
            found[row.place_id][row.task_id] = change_of(row)
    return found


def task_changes(view: View, place_id: PlaceId, day: date) -> tuple[TaskChange, ...]:
    """Return the school's adjustments of a place that hold on a day."""
    place(view, place_id)
    found = changes_on(changes_between(view, day, day, place_id), day)
    return tuple(found.get(place_id, {}).values())


def plan_of(
    view: View,
    place_id: PlaceId,
    day: date,
    rules: DisinfectionRules,
    calendar: SchoolCalendar,
) -> tuple[PlannedTask, ...]:
    """Return all tasks of a place as they hold on a day; times are empty where none falls on it."""
    kind = place(view, place_id).kind
    changes = changes_on(changes_between(view, day, day, place_id), day)
    plan = DayPlan(day, rules, calendar, alerts_on(view, day))
    return plan.tasks(kind, place_id, changes.get(place_id, {}))


def alerts_on(view: View, day: date) -> tuple[Alert, ...]:
    """Return the alerts in force on a day, newest first."""
    return tuple(alert for alert in alerts_between(view, day, day) if alert.holds(day))


def alerts_between(view: View, first_on: date, last_on: date) -> tuple[Alert, ...]:
    """Return the alerts whose days touch a span, ended or not, newest first."""
    chosen = select(AlertRow.__table__).where(
        AlertRow.until_on >= first_on, AlertRow.from_on <= last_on
    )
    return _alerts(view, chosen)


def alerts(view: View) -> tuple[Alert, ...]:
    """Return all alerts, newest first."""
    access.require(view.actor, Action.VIEW_DISINFECTION)
    return _alerts(view, select(AlertRow.__table__))


def change_of(row: Row[Any]) -> TaskChange:
    """Return the adjustment that a row keeps."""
    return TaskChange(
        task_id=row.task_id,
        planned=row.planned,
        frequency_id=row.frequency_id,
        times=tuple(time.fromisoformat(one) for one in row.times.split()),
        agent_id=row.agent_id,
        low_mg_per_litre=row.low_mg_per_litre,
        high_mg_per_litre=row.high_mg_per_litre,
        contact_minutes=row.contact_minutes,
        minutes=row.minutes,
    )


def _alerts(view: View, chosen: Select[Any]) -> tuple[Alert, ...]:
    rows = view.connection.execute(chosen.order_by(AlertRow.id.desc())).all()
    reach: dict[int, set[PlaceId]] = defaultdict(set)
    ids = [row.id for row in rows]
    where = AlertPlaceRow.alert_id.in_(ids)
    for row in view.connection.execute(select(AlertPlaceRow.__table__).where(where)):
        reach[row.alert_id].add(row.place_id)
    return tuple(
        Alert(
            id=row.id,
            level_id=row.level_id,
            from_on=row.from_on,
            until_on=row.until_on,
            place_ids=frozenset(reach[row.id]),
            disease_id=row.disease_id,
            reason=row.reason,
            raised_at=row.raised_at,
            ended_on=row.ended_on,
            end_reason=row.end_reason,
        )
        for row in rows
    )
