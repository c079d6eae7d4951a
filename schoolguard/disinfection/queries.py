# SPDX-License-Identifier: Apache-2.0
"""Reads of places, plans, orders, alerts, stock and records."""

from collections.abc import Sequence
from datetime import date

from schoolguard.disinfection.pack import DisinfectionRules
from schoolguard.disinfection.values import (
    Alert,
    Bottle,
    Lamp,
    OrderLine,
    Place,
    PlaceDraft,
    PlannedTask,
    Record,
    TaskChange,
)
from schoolguard.kernel.ids import ClassId, DormRoomId, IsolationRoomId, PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.store import View


def places(view: View, *, retired: bool = False) -> tuple[Place, ...]:
    """Return the places that the actor may see, in the order of lists."""
    raise NotImplementedError


def place(view: View, place_id: PlaceId) -> Place:
    """Return one place; UserError ``disinfection.no_such_place``."""
    raise NotImplementedError


def proposed_places(
    view: View, day: date, isolation_rooms: Sequence[tuple[IsolationRoomId, str]] = ()
) -> tuple[PlaceDraft, ...]:
    """Return places for classes, dormitory rooms and isolation rooms that have none yet."""
    raise NotImplementedError


def place_of_class(view: View, class_id: ClassId) -> PlaceId | None:
    """Return the place of a class, None if it has none in use."""
    raise NotImplementedError


def place_of_dorm_room(view: View, room_id: DormRoomId) -> PlaceId | None:
    """The same for a dormitory room."""
    raise NotImplementedError


def place_of_isolation_room(view: View, room_id: IsolationRoomId) -> PlaceId | None:
    """The same for an isolation room."""
    raise NotImplementedError


def task_changes(view: View, place_id: PlaceId, day: date) -> tuple[TaskChange, ...]:
    """Return the school's adjustments of a place that hold on a day."""
    raise NotImplementedError


def plan_of(
    view: View, place_id: PlaceId, day: date, rules: DisinfectionRules, calendar: SchoolCalendar
) -> tuple[PlannedTask, ...]:
    """Return all tasks of a place as they hold on a day; times empty where none falls on it."""
    raise NotImplementedError


def open_orders(view: View, rules: DisinfectionRules) -> tuple[OrderLine, ...]:
    """Return open orders, most urgent first."""
    raise NotImplementedError


def orders_between(
    view: View, first_on: date, last_on: date, rules: DisinfectionRules
) -> tuple[OrderLine, ...]:
    """Return orders of any standing, ordered or ended in a span, newest first."""
    raise NotImplementedError


def alerts_on(view: View, day: date) -> tuple[Alert, ...]:
    """Return the alerts in force on a day."""
    raise NotImplementedError


def alerts(view: View) -> tuple[Alert, ...]:
    """Return all alerts, newest first."""
    raise NotImplementedError


def bottles(view: View, rules: DisinfectionRules, *, finished: bool = False) -> tuple[Bottle, ...]:
    """Return the stock, by agent, opened first."""
    raise NotImplementedError


def lamps(view: View, rules: DisinfectionRules, *, retired: bool = False) -> tuple[Lamp, ...]:
    """Return the UV lamps with their hours."""
    raise NotImplementedError


def records_between(
    view: View,
    first_on: date,
    last_on: date,
    place_ids: frozenset[PlaceId] | None = None,
    *,
    retracted: bool = False,
) -> tuple[Record, ...]:
    """Return records of a span by day, place and time."""
    raise NotImplementedError
