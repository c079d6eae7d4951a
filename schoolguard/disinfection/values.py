# SPDX-License-Identifier: Apache-2.0
"""The values that this room takes and hands out.

Strengths are mg/L of the active part; `*_minutes` are whole minutes; None means "not given", never
zero. Rounds of a day are counted from 1.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from schoolguard.disinfection.kinds import (
    Fault,
    OrderStanding,
    OrderWhy,
    Outcome,
    PlaceKind,
    RoundState,
)
from schoolguard.disinfection.pack import Task
from schoolguard.kernel.ids import (
    AccountId,
    ClassId,
    DormRoomId,
    IsolationRoomId,
    OrderId,
    PersonId,
    PlaceId,
)


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A place as it is to be kept.

    Attributes:
        name: empty for a place that carries the name of its class or dormitory room.
        responsible_id: the named person, if on the roster; otherwise `responsible_name`.
        position: order within the kind on boards and door sheets; 0 = by name.
    """

    kind: PlaceKind
    name: str = ""
    building: str = ""
    floor: str = ""
    class_id: ClassId | None = None
    dorm_room_id: DormRoomId | None = None
    isolation_room_id: IsolationRoomId | None = None
    responsible_id: PersonId | None = None
    responsible_name: str = ""
    deputy_id: PersonId | None = None
    deputy_name: str = ""
    position: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place, with the names of today.

    Attributes:
        name: of its own, or that of the class or dormitory room.
        responsible: the named person's name; empty = nobody is named.
        person_left: the named person, on the roster, has left the school.
        retired_on: from this day on it has no plan; None = in use.
        draft: as kept, to be changed.
        pauses: earlier spans without a plan: first day of each, and first day after it.
    """

    id: PlaceId
    kind: PlaceKind
    name: str
    building: str
    floor: str
    class_id: ClassId | None
    dorm_room_id: DormRoomId | None
    isolation_room_id: IsolationRoomId | None
    responsible_id: PersonId | None
    responsible: str
    deputy_id: PersonId | None
    deputy: str
    person_left: bool
    position: int
    from_on: date
    retired_on: date | None
    draft: PlaceDraft
    pauses: tuple[tuple[date, date], ...] = ()

    def in_use(self, day: date) -> bool:
        """Return whether it has a plan on a day."""
        if day < self.from_on or (self.retired_on is not None and day >= self.retired_on):
            return False
        return not any(first <= day < back for first, back in self.pauses)


@dataclass(frozen=True, slots=True)
class TaskChange:
    """The school's own adjustment of one task at one place; None and empty = as in the pack.

    Attributes:
        planned: False = not at this place; True also adds a task that its kind does not have.
        times: hours of the rounds, instead of the frequency's.
    """

    task_id: str
    planned: bool = True
    frequency_id: str = ""
    times: tuple[time, ...] = ()
    agent_id: str = ""
    low_mg_per_litre: int | None = None
    high_mg_per_litre: int | None = None
    contact_minutes: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One task as it holds at a place on a day, with the school's and an alert's changes.

    Attributes:
        frequency_id: after all changes.
        times: when its rounds are due on this day; empty = not planned on this day.
        hours: when its rounds are due on the days on which it falls.
        added: those of `times` that an alert added.
        agents: ids that may be used, those that the alert's disease withstands left out.
        raised_by: ids of the alerts that changed it.
        adjusted: the school changed it for this place.
    """

    task: Task
    frequency_id: str
    times: tuple[time, ...]
    agents: tuple[str, ...]
    low_mg_per_litre: int
    high_mg_per_litre: int
    contact_minutes: int
    minutes: int
    hours: tuple[time, ...] = ()
    added: tuple[time, ...] = ()
    raised_by: tuple[int, ...] = ()
    adjusted: bool = False

    @property
    def numbered(self) -> tuple[tuple[int, time], ...]:
        """Return number and hour of each round, by hour.

        What an alert added is numbered after the usual rounds, so that a round that is signed
        already keeps its number when an alert is raised in the middle of the day.
        """
        usual = [at for at in self.times if at not in self.added]
        numbers = {at: number for number, at in enumerate((*usual, *self.added), start=1)}
        return tuple((numbers[at], at) for at in self.times)


@dataclass(frozen=True, slots=True)
class SignOffDraft:
    """One round, or an order, as signed.

    Attributes:
        day: the day of the plan that it belongs to; for an order the day of `done_at`.
        round_no: from 1.
        done_at: when it was finished (spraying or wiping on, before the contact time runs); None
            for today = now, for an earlier day it must be given.
        minutes: how long windows were open or a lamp burned.
        by_id: who did it, if on the roster; otherwise `by_name`; neither = the place's person.
        outcome: NOT_DONE needs a `note` that says why, and no other figure.
        from_paper: typed in from a door sheet.
        late_reason: needed when it is entered on a later day, or long after `done_at`, unless it
            comes from paper.
        bottle_id: the stock it was mixed from.
    """

    place_id: PlaceId
    task_id: str
    day: date
    round_no: int = 1
    done_at: datetime | None = None
    begun_at: datetime | None = None
    minutes: int | None = None
    agent_id: str = ""
    mg_per_litre: int | None = None
    contact_minutes: int | None = None
    by_id: PersonId | None = None
    by_name: str = ""
    outcome: Outcome = Outcome.DONE
    from_paper: bool = False
    late_reason: str = ""
    bottle_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What was signed, as kept.

    Attributes:
        by: who did it, in words.
        entered_late: entered on a later day, or long after it was done; `late_reason` says why.
        faults: where it falls short of the task as it held on that day.
        wipe_at: end of the contact time, when surfaces may be wiped; None without one.
        retracted_at: taken back, with `retract_reason`; it counts nowhere.
    """

    id: int
    day: date
    place_id: PlaceId
    task_id: str
    round_no: int
    outcome: Outcome
    done_at: datetime | None
    begun_at: datetime | None
    minutes: int | None
    agent_id: str
    mg_per_litre: int | None
    contact_minutes: int | None
    method_id: str
    by_id: PersonId | None
    by: str
    entered_at: datetime
    entered_by: AccountId
    entered_late: bool
    late_reason: str
    from_paper: bool
    note: str
    bottle_id: int | None
    order_id: OrderId | None
    faults: frozenset[Fault] = frozenset()
    wipe_at: datetime | None = None
    retracted_at: datetime | None = None
    retract_reason: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """What came of a sign-off.

    Attributes:
        isolation_room_id: of the place, for whoever opens the room again.
    """

    record_id: int
    place_id: PlaceId
    isolation_room_id: IsolationRoomId | None
    faults: frozenset[Fault]
    entered_late: bool
    wipe_at: datetime | None


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a task on a day.

    Attributes:
        due_at: None for a record that the plan did not ask for.
    """

    round_no: int
    due_at: datetime | None
    state: RoundState
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """An extra disinfection that an event asks for.

    Attributes:
        due_at: None = by the rule of its cause.
        origin_id: id of the stay, case or suspension; 0 = none.
    """

    place_id: PlaceId
    why: OrderWhy
    disease_id: str = ""
    due_at: datetime | None = None
    origin_id: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order as it stands.

    Attributes:
        agents: ids that may be used, those that the disease withstands left out.
    """

    id: OrderId
    place_id: PlaceId
    place_name: str
    class_id: ClassId | None
    isolation_room_id: IsolationRoomId | None
    responsible: str
    why: OrderWhy
    disease_id: str
    origin_id: int
    standing: OrderStanding
    ordered_at: datetime
    due_at: datetime
    overdue: bool
    method_id: str
    agents: tuple[str, ...]
    low_mg_per_litre: int
    high_mg_per_litre: int
    contact_minutes: int
    note: str
    record: Record | None = None
    ended_reason: str = ""


@dataclass(frozen=True, slots=True)
class AlertDraft:
    """Raised effort for places and days.

    Attributes:
        place_ids: empty = all places.
        until_on: last day, included.
    """

    level_id: str
    from_on: date
    until_on: date
    place_ids: frozenset[PlaceId] = frozenset()
    disease_id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """A raised level as kept; `ended_on` is the day from which it no longer holds, if ended."""

    id: int
    level_id: str
    from_on: date
    until_on: date
    place_ids: frozenset[PlaceId]
    disease_id: str
    reason: str
    raised_at: datetime
    ended_on: date | None
    end_reason: str

    def holds(self, day: date) -> bool:
        """Return whether it is in force on a day."""
        ended = self.ended_on is not None and day >= self.ended_on
        return self.from_on <= day <= self.until_on and not ended

    def reaches(self, place_id: PlaceId) -> bool:
        """Return whether it is for a place."""
        return not self.place_ids or place_id in self.place_ids
