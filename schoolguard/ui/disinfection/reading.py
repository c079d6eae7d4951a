# SPDX-License-Identifier: Apache-2.0
"""What the tabs of the page read in one go each, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schoolguard import disinfection, isolation, roster
from schoolguard.access.rules import Action, allowed
from schoolguard.app import View
from schoolguard.disinfection import (
    Alert,
    Board,
    Bottle,
    Coverage,
    DisinfectionRules,
    Lamp,
    OrderLine,
    Place,
    PlaceDraft,
    PlannedTask,
)
from schoolguard.flows import FlowRules
from schoolguard.isolation import IsolationRules
from schoolguard.kernel.ids import DormRoomId, IsolationRoomId, PlaceId
from schoolguard.kernel.school_calendar import SchoolCalendar
from schoolguard.kernel.texts import Texts

RECENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class DayFound:
    """The board of a day with the stock that its sign-offs name."""

    board: Board
    bottles: tuple[Bottle, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Places that the roster suggests, with the names of classes and rooms by place in the list."""

    drafts: tuple[PlaceDraft, ...]
    names: Mapping[int, str]
    present: frozenset[disinfection.PlaceKind]


@dataclass(frozen=True, slots=True)
class StockFound:
    """Stock, lamps, and the places that lamps may hang in."""

    bottles: tuple[Bottle, ...]
    lamps: tuple[Lamp, ...]
    places: tuple[Place, ...]


def disease_names(rules: FlowRules, language: str) -> Mapping[str, str]:
    """Return the names of the diseases by id, in the order of their pack."""
    found = {one.id: one.name(language) for one in rules.diseases.values()}
    others = rules.disinfection.pathogens.values()
    return found | {one.id: one.name(language) for one in others if one.id not in found}


def day_of(
    day: date, rules: DisinfectionRules, calendar: SchoolCalendar
) -> Callable[[View], DayFound]:
    """Return the question for the board of a day."""
    return lambda view: DayFound(
        disinfection.board(view, day, rules, calendar), disinfection.bottles(view, rules)
    )


def orders_of(rules: DisinfectionRules, *, recent: bool) -> Callable[[View], tuple[OrderLine, ...]]:
    """Return the question for the open orders, or for all of the last thirty days."""
    if not recent:
        return lambda view: disinfection.open_orders(view, rules)
    return lambda view: disinfection.orders_between(
        view, view.today - timedelta(days=RECENT_DAYS - 1), view.today, rules
    )


def plan_of(
    place_id: PlaceId, rules: DisinfectionRules, calendar: SchoolCalendar
) -> Callable[[View], tuple[PlannedTask, ...]]:
    """Return the question for a place's tasks as they hold today."""
    return lambda view: disinfection.plan_of(view, place_id, view.today, rules, calendar)


def proposal_of(texts: Texts, rules: IsolationRules) -> Callable[[View], Proposal]:
    """Return the question for what the roster suggests."""

    def ask(view: View) -> Proposal:
        rooms = isolation_rooms(view, rules)
        drafts = disinfection.proposed_places(view, view.today, rooms)
        classes = {one.id: one.name for one in roster.classes_on(view, view.today)}
        dorms: dict[DormRoomId | None, str] = {
            one.id: texts("disinfection_page.propose.room", building=one.building, name=one.name)
            for one in roster.dorm_rooms(view, view.today)
        }
        names = {
            at: classes[draft.class_id] if draft.class_id else dorms.get(draft.dorm_room_id, "")
            for at, draft in enumerate(drafts)
        }
        present = frozenset(one.kind for one in disinfection.places(view))
        return Proposal(drafts, names, present)

    return ask


def isolation_rooms(view: View, rules: IsolationRules) -> Sequence[tuple[IsolationRoomId, str]]:
    """Return the isolation rooms by id and name; none for who may not see them."""
    if not allowed(view.actor, Action.VIEW_ISOLATION):
        return ()
    return tuple((one.room.id, one.room.name) for one in isolation.room_map(view, rules).rooms)


def stock_of(rules: DisinfectionRules, *, ended: bool) -> Callable[[View], StockFound]:
    """Return the question for the stock and the lamps."""
    return lambda view: StockFound(
        disinfection.bottles(view, rules, finished=ended),
        disinfection.lamps(view, rules, retired=ended),
        disinfection.places(view),
    )


def coverage_of(
    first_on: date, last_on: date, rules: DisinfectionRules, calendar: SchoolCalendar
) -> Callable[[View], Coverage]:
    """Return the question for the coverage of a span."""
    return lambda view: disinfection.coverage(view, first_on, last_on, rules, calendar)


def alerts_found(view: View) -> tuple[Alert, ...]:
    """Return all alerts, newest first."""
    return disinfection.alerts(view)
