# SPDX-License-Identifier: Apache-2.0
"""What the page reads in one go: the map, one stay with whom to call, past stays, an intake."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from schoolguard import access, disinfection, flows, isolation, roster
from schoolguard.access import Action
from schoolguard.app import View
from schoolguard.flows import FlowRules
from schoolguard.isolation import (
    Group,
    Hospital,
    IntakeDraft,
    IsolationRules,
    RoomMap,
    Stay,
    StayLine,
)
from schoolguard.kernel.ids import BedId, IsolationRoomId, PersonId, PlaceId, StayId


@dataclass(frozen=True, slots=True)
class NowInRooms:
    """The rooms as they are.

    Attributes:
        gaps: what the readiness of the rooms lacks.
        ordered: rooms whose disinfection is asked for on the page of disinfection.
    """

    map: RoomMap
    gaps: int
    ordered: frozenset[IsolationRoomId]


@dataclass(frozen=True, slots=True)
class OpenStay:
    """One stay with whom to call for it.

    Attributes:
        guardians: in the order of calling; empty for visitors, and when the file may not be seen.
        conditions: long-term illnesses, allergies and medication of the family file, in words.
        class_teacher: who is named for the class's room; empty when nobody is.
        places: names of the school's places, for where the person was.
    """

    stay: Stay
    guardians: tuple[roster.Guardian, ...]
    hospitals: tuple[Hospital, ...]
    conditions: str
    class_teacher: str
    places: Mapping[PlaceId, str]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who may be taken in: what is known of them already.

    Attributes:
        bed_id: the bed proposed for their kind; None when all are taken.
    """

    draft: IntakeDraft
    name: str
    where: str
    group: Group
    bed_id: BedId | None
    guardians: tuple[roster.Guardian, ...]


def read_now(rules: FlowRules) -> Callable[[View], NowInRooms]:
    """Return the question for the map."""

    def ask(view: View) -> NowInRooms:
        found = isolation.room_map(view, rules.isolation)
        gaps = isolation.readiness(view, rules.isolation, view.today).gaps if found.rooms else 0
        return NowInRooms(found, gaps, _ordered(view, rules))

    return ask


def _ordered(view: View, rules: FlowRules) -> frozenset[IsolationRoomId]:
    rooms = {place.id: place.isolation_room_id for place in disinfection.places(view)}
    waiting = (
        rooms.get(order.place_id) for order in disinfection.open_orders(view, rules.disinfection)
    )
    return frozenset(room_id for room_id in waiting if room_id is not None)


def read_stay(stay_id: StayId, rules: IsolationRules) -> Callable[[View], OpenStay]:
    """Return the question for one stay."""

    def ask(view: View) -> OpenStay:
        stay = isolation.stay(view, stay_id, rules)
        person_id, class_id = stay.line.person_id, stay.line.class_id
        guardians: tuple[roster.Guardian, ...] = ()
        conditions = ""
        if person_id is not None and access.allowed(view.actor, Action.VIEW_FAMILY, class_id):
            guardians = roster.guardians_of(view, person_id)
            person = roster.person(view, person_id)
            known = (person.conditions, person.allergies, person.medication)
            conditions = "  ".join(part for part in known if part)
        places = disinfection.places(view)
        own = (place.responsible for place in places if class_id and place.class_id == class_id)
        return OpenStay(
            stay,
            guardians,
            isolation.hospitals(view),
            conditions,
            next(own, ""),
            {place.id: place.name for place in places},
        )

    return ask


def read_past(
    first_on: date, last_on: date, rules: IsolationRules
) -> Callable[[View], tuple[StayLine, ...]]:
    """Return the question for the stays of a span of days, the latest first."""

    def ask(view: View) -> tuple[StayLine, ...]:
        found = isolation.stays_between(view, first_on, last_on, rules)
        return tuple(sorted(found, key=lambda line: line.entered_at, reverse=True))

    return ask


def read_newcomer(person_id: PersonId, day: date, rules: FlowRules) -> Callable[[View], Newcomer]:
    """Return the question for somebody who is to be taken in."""

    def ask(view: View) -> Newcomer:
        draft = flows.intake_of(view, person_id, day, rules)
        person = roster.person(view, person_id)
        home = roster.class_of(view, person_id, view.today)
        group = isolation.group_of(draft.kind, is_boarder=person.is_boarder, home=person.home.value)
        return Newcomer(
            draft,
            person.name,
            home.name if home else "",
            group,
            isolation.free_bed(view, group, rules.isolation),
            roster.guardians_of(view, person_id),
        )

    return ask
