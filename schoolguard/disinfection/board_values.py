# SPDX-License-Identifier: Apache-2.0
"""What a day, a week, a span look like: the board, what is due, figures, coverage, door sheets."""

from dataclasses import dataclass
from datetime import date, datetime

from schoolguard.disinfection.kinds import DueKind, OrderWhy, PlaceKind, Work
from schoolguard.disinfection.values import Alert, OrderLine, Place, PlannedTask, Round
from schoolguard.kernel.ids import ClassId, OrderId, PlaceId


@dataclass(frozen=True, slots=True)
class BoardTask:
    """One task of a place on a day, with its rounds in order."""

    planned: PlannedTask
    rounds: tuple[Round, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One place on a day; tasks in the order of the pack."""

    place: Place
    tasks: tuple[BoardTask, ...]
    alert_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """All places of a day: by kind, then position, then name."""

    day: date
    is_school_day: bool
    rows: tuple[BoardRow, ...]
    alerts: tuple[Alert, ...]
    orders: tuple[OrderLine, ...]
    """Open ones, and those signed on the day; most urgent first."""


@dataclass(frozen=True, slots=True)
class DisinfectionDue:
    """Something due in this room.

    Attributes:
        place_id: of a single place; None for a group of rounds of many.
        place_name: of the single place, or of the first of the group.
        count: how many places wait (rounds), else 1.
    """

    kind: DueKind
    due_at: datetime | None
    overdue: bool
    count: int = 1
    place_id: PlaceId | None = None
    place_name: str = ""
    class_id: ClassId | None = None
    task_id: str = ""
    round_no: int = 0
    order_id: OrderId | None = None
    bottle_id: int | None = None
    lamp_id: int | None = None
    why: OrderWhy | None = None


@dataclass(frozen=True, slots=True)
class DisinfectionCounts:
    """One day in figures.

    Attributes:
        places: in use on the day. `rounds_planned`: all rounds of the day's plan.
        rounds_done: done, in time or not (`rounds_late` and `rounds_entered_late` are parts of it).
        rounds_missed: not done: missed, said to be not done, or today past their hour.
        rounds_open: today, not due or within the grace.
        classrooms_disinfected: had every planned disinfecting round that is due by now, one at
            least.
        classrooms_aired: aired as often and as long as the rules ask.
        rounds_faulty: done, but too short, too weak or with the wrong agent.
    """

    places: int = 0
    rounds_planned: int = 0
    rounds_done: int = 0
    rounds_late: int = 0
    rounds_entered_late: int = 0
    rounds_missed: int = 0
    rounds_open: int = 0
    rounds_faulty: int = 0
    classrooms: int = 0
    classrooms_disinfected: int = 0
    classrooms_aired: int = 0
    orders_open: int = 0
    orders_done: int = 0


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """Rounds of one place or kind in one week (Monday to Sunday), or of one kind of work."""

    week_on: date
    kind: PlaceKind
    place_id: PlaceId | None
    name: str
    planned: int
    done: int
    late: int
    entered_late: int
    missed: int

    @property
    def percent(self) -> int | None:
        """Rounds done of those planned, rounded down; None when nothing was planned."""
        return self.done * 100 // self.planned if self.planned else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Weeks of a span: by place, by kind, and all together."""

    first_on: date
    last_on: date
    places: tuple[CoverageLine, ...]
    kinds: tuple[CoverageLine, ...]
    planned: int
    done: int
    late: int
    entered_late: int
    missed: int


@dataclass(frozen=True, slots=True)
class DoorLine:
    """One line of a door sheet; `number` is printed and typed by."""

    number: int
    day: date
    planned: PlannedTask
    round: Round

    @property
    def work(self) -> Work:
        """What kind of work the line asks for."""
        return self.planned.task.work


@dataclass(frozen=True, slots=True)
class DoorSheet:
    """A week of one place, in the order of the paper.

    Attributes:
        week_on: its Monday.
    """

    place: Place
    week_on: date
    lines: tuple[DoorLine, ...]
