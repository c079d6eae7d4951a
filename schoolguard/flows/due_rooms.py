# SPDX-License-Identifier: Apache-2.0
"""What the rooms around an illness wait for: isolation, disinfection, cases, suspension, clearance.

Each room decides what is due and by when; here it only gets its urgency, its words and its place.
One question a room.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from schoolguard import cases, clearance, disinfection, isolation, suspension
from schoolguard.access import Action, allowed
from schoolguard.cases import CaseDue
from schoolguard.clearance import ClearanceDue
from schoolguard.disinfection import DisinfectionDue
from schoolguard.flows.due import DueItem, DueKind, Nameable, Urgency
from schoolguard.flows.rules import FlowRules
from schoolguard.isolation import IsolationDue
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.errors import Param
from schoolguard.store import View
from schoolguard.suspension import SuspensionDue

_Pair = tuple[Urgency, Urgency]
_ALARM: Final[_Pair] = (Urgency.ALARM, Urgency.ALARM)
_WORK: Final[_Pair] = (Urgency.DUE, Urgency.OVERDUE)
_QUIET: Final[_Pair] = (Urgency.NOTE, Urgency.DUE)

_URGENCIES: Final[Mapping[tuple[DueKind, str], _Pair]] = {
    (DueKind.ISOLATION, isolation.DueKind.NOTICE): (Urgency.DUE, Urgency.ALARM),
    (DueKind.ISOLATION, isolation.DueKind.OBSERVATION): (Urgency.DUE, Urgency.ALARM),
    (DueKind.ISOLATION, isolation.DueKind.NOBODY_CAME): _WORK,
    (DueKind.ISOLATION, isolation.DueKind.DISINFECTION): _WORK,
    (DueKind.ISOLATION, isolation.DueKind.READINESS): _QUIET,
    (DueKind.CASE, cases.DueKind.REPORT): _ALARM,
    (DueKind.CASE, cases.DueKind.LIST_CONTACTS): _WORK,
    (DueKind.CASE, cases.DueKind.MEASURES): _WORK,
    (DueKind.CASE, cases.DueKind.CLASSIFY): _WORK,
    (DueKind.CASE, cases.DueKind.FOLLOW_UP): (Urgency.LATER, Urgency.OVERDUE),
    (DueKind.CASE, cases.DueKind.WATCH): _WORK,
    (DueKind.CASE, cases.DueKind.WATCH_SYMPTOMS): _ALARM,
    (DueKind.CASE, cases.DueKind.WATCH_ENDS): _WORK,
    (DueKind.SUSPENSION, suspension.DueKind.FOLLOW_UP): _WORK,
    (DueKind.SUSPENSION, suspension.DueKind.ILL): _ALARM,
    (DueKind.SUSPENSION, suspension.DueKind.RETURN): _WORK,
    (DueKind.SUSPENSION, suspension.DueKind.PAPER): _QUIET,
    (DueKind.CLEARANCE, clearance.DueKind.IN_CLASS): _ALARM,
    (DueKind.CLEARANCE, clearance.DueKind.LOOK): _WORK,
    (DueKind.CLEARANCE, clearance.DueKind.DATES_MISSING): (Urgency.LATER, Urgency.DUE),
    (DueKind.DISINFECTION, disinfection.DueKind.ORDER): _WORK,
    (DueKind.DISINFECTION, disinfection.DueKind.ROUND): _WORK,
    (DueKind.DISINFECTION, disinfection.DueKind.STOCK): _QUIET,
    (DueKind.DISINFECTION, disinfection.DueKind.LAMP): _QUIET,
    (DueKind.DISINFECTION, disinfection.DueKind.PLACE): (Urgency.NOTE, Urgency.NOTE),
}
"""How much each thing presses while there is time, and once its hour has passed. Rooms use the same
word for different things, so a kind is named with its room."""


def room_items(view: View, rules: FlowRules) -> Iterator[DueItem]:
    """Yield what is due today, or was before, in the rooms that the actor may see."""
    today = local_day(view.now)
    for item in _all_items(view, rules):
        if item.due_at is None or local_day(item.due_at) <= today:
            yield item


def _all_items(view: View, rules: FlowRules) -> Iterator[DueItem]:
    def may(action: Action) -> bool:
        return allowed(view.actor, action)

    if may(Action.VIEW_ISOLATION):
        yield from _isolation_items(view, rules)
    if may(Action.VIEW_CASES):
        yield from (_of_case(one, rules) for one in cases.due(view, rules.cases))
    if may(Action.VIEW_CLEARANCE):
        yield from (_of_clearance(one) for one in clearance.due(view, rules.clearance))
    if may(Action.VIEW_SUSPENSION):
        suspended = suspension.due(view, rules.suspension, rules.calendar)
        yield from (_of_suspension(one) for one in suspended)
    if may(Action.VIEW_DISINFECTION):
        cleaned = disinfection.due(view, rules.disinfection, rules.calendar)
        yield from (_of_disinfection(one) for one in cleaned)


def _isolation_items(view: View, rules: FlowRules) -> Iterator[DueItem]:
    """Yield what the isolation room waits for; a room whose order is open is due there once."""
    found = isolation.due(view, rules.isolation)
    closed = any(one.kind is isolation.DueKind.DISINFECTION for one in found)
    orders = disinfection.open_orders(view, rules.disinfection) if closed else ()
    ordered = {line.isolation_room_id for line in orders}
    for one in found:
        if one.kind is not isolation.DueKind.DISINFECTION or one.room_id not in ordered:
            yield _of_isolation(one, rules)


def _of_isolation(one: IsolationDue, rules: FlowRules) -> DueItem:
    party = rules.isolation.parties.get(one.party_id)
    return _item(
        DueKind.ISOLATION,
        one.kind,
        overdue=one.overdue,
        due_at=one.due_at,
        args={
            "stay_id": one.stay_id,
            "room_id": one.room_id,
            "readiness": int(one.kind is isolation.DueKind.READINESS),
        },
        params={
            "where": one.class_name or one.room_name,
            "who": one.name,
            "room": one.room_name,
            "count": one.count,
        },
        named={"party": party} if party else {},
    )


def _of_case(one: CaseDue, rules: FlowRules) -> DueItem:
    disease = rules.diseases.get(one.disease_id)
    return _item(
        DueKind.CASE,
        one.kind,
        overdue=one.overdue,
        due_at=one.due_at,
        args={
            "case_id": one.case_id,
            "contact_id": one.contact_id,
            "watch": int(one.kind is cases.DueKind.WATCH),
        },
        params={"where": one.class_name, "who": one.name, "count": one.count},
        named={"disease": disease} if disease else {},
    )


def _of_clearance(one: ClearanceDue) -> DueItem:
    return _item(
        DueKind.CLEARANCE,
        one.kind,
        overdue=one.overdue,
        due_at=one.due_at,
        args={"clearance_id": one.clearance_id},
        params={"where": one.class_name, "who": one.name},
        named={},
    )


def _of_suspension(one: SuspensionDue) -> DueItem:
    return _item(
        DueKind.SUSPENSION,
        one.kind,
        overdue=one.overdue,
        due_at=one.due_at,
        args={
            "suspension_id": one.suspension_id,
            "class_id": one.class_id,
            "person_id": one.person_id,
            "day": one.day.isoformat(),
        },
        params={"where": one.class_name, "who": one.name, "count": one.people},
        named={},
    )


def _of_disinfection(one: DisinfectionDue) -> DueItem:
    several = "s" if one.kind is disinfection.DueKind.ROUND and one.count > 1 else ""
    return _item(
        DueKind.DISINFECTION,
        one.kind,
        overdue=one.overdue,
        due_at=one.due_at,
        args={
            "place_id": one.place_id,
            "order_id": one.order_id,
            "task_id": one.task_id,
            "tab": _TABS.get(one.kind),
        },
        params={"where": one.place_name, "count": one.count},
        named={},
        many=several,
    )


def _item(
    kind: DueKind,
    what: StrEnum,
    *,
    overdue: bool,
    due_at: datetime | None,
    args: Mapping[str, Param | None],
    params: Mapping[str, Param],
    named: Mapping[str, Nameable],
    many: str = "",
) -> DueItem:
    waiting, late = _URGENCIES[kind, what]
    return DueItem(
        kind,
        late if overdue else waiting,
        f"flows.{_PAGES[kind]}.{what.value}{many}",
        _PAGES[kind],
        args={name: value for name, value in args.items() if value},
        params=params,
        named=named,
        due_at=due_at,
    )


_TABS: Final = {
    disinfection.DueKind.STOCK: "stock",
    disinfection.DueKind.LAMP: "stock",
    disinfection.DueKind.PLACE: "places",
}
"""Which sheet of the page is meant where it is not the board."""

_PAGES: Final = {
    DueKind.ISOLATION: "isolation",
    DueKind.CASE: "cases",
    DueKind.CLEARANCE: "clearance",
    DueKind.SUSPENSION: "suspension",
    DueKind.DISINFECTION: "disinfection",
}
