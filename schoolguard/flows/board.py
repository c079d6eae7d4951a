# SPDX-License-Identifier: Apache-2.0
"""The day at a glance: a board of classes and sessions, the day's counters, and what is due.

Everything is read in a few questions, whatever the size of the school, since this is the page that
a morning begins with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from schoolguard import absence, checks, disinfection, isolation, roster, suspension
from schoolguard.absence import AbsenceCounts, CaseLine, Step
from schoolguard.access import Action, allowed
from schoolguard.checks import Excused, SheetStatus, Tally
from schoolguard.disinfection import DisinfectionCounts
from schoolguard.flows.due import DueItem, by_urgency
from schoolguard.flows.due_items import (
    absence_items,
    recheck_items,
    regularity_items,
    sheet_items,
    suspect_items,
)
from schoolguard.flows.due_rooms import room_items
from schoolguard.flows.excused import excused
from schoolguard.flows.rules import FlowRules
from schoolguard.isolation import IsolationCounts
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.roster import SchoolClass
from schoolguard.store import View
from schoolguard.suspension import SuspensionCounts


class DayKind(StrEnum):
    """What a day is to the board."""

    SCHOOL = "school"
    NO_SCHOOL = "no_school"
    NO_PEOPLE = "no_people"
    """Nobody is enrolled: the roster is still to be imported."""

    NOT_YOURS = "not_yours"
    """There are classes, but none whose checks whoever looks may see."""


class CellState(StrEnum):
    """How complete one square of the board is."""

    NOT_EXPECTED = "not_expected"
    WAITING = "waiting"
    """Nothing entered, the deadline is still ahead."""

    PARTIAL = "partial"
    READY = "ready"
    """Everybody is dealt with; only the hand-in is missing."""

    DONE = "done"
    LATE = "late"
    """Handed in after the deadline."""

    OVERDUE = "overdue"
    REOPENED = "reopened"
    """A correction took it back after the hand-in."""

    SUSPENDED = "suspended"
    """The class is off; nobody is expected."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One square: a class in a session.

    Attributes:
        status: None where nobody is expected.
    """

    state: CellState
    status: SheetStatus | None = None

    @property
    def tally(self) -> Tally:
        """The counts of the square; all zero where nobody is expected."""
        return self.status.tally if self.status else Tally()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One class with one cell for each session of the board."""

    school_class: SchoolClass
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SessionSum:
    """One session over the whole school."""

    session: CheckSession
    tally: Tally
    sheets: int
    handed_in: int
    deadline_at: datetime | None


@dataclass(frozen=True, slots=True)
class Today:
    """One day, ready to show.

    Attributes:
        rows: in the order of the school, staff last; classes with nobody expected are left out.
        sums: one for each session of the board.
        suspects: persons whose second reading was over the line, summed over the sessions.
        waiting: second readings still to be taken.
        due: most urgent first.
        isolation: the isolation room in figures; None for whoever may not see it.
        disinfection: the same of airing and disinfection.
        suspension: the same of classes off and their follow-up at home.
    """

    day: date
    kind: DayKind
    made_at: datetime
    sessions: tuple[CheckSession, ...] = ()
    rows: tuple[BoardRow, ...] = ()
    sums: tuple[SessionSum, ...] = ()
    absence: AbsenceCounts = field(default_factory=AbsenceCounts)
    due: tuple[DueItem, ...] = ()
    isolation: IsolationCounts | None = None
    disinfection: DisinfectionCounts | None = None
    suspension: SuspensionCounts | None = None

    @property
    def suspects(self) -> int:
        """Confirmed fevers of the day, over all sessions."""
        return sum(one.tally.suspects for one in self.sums)

    @property
    def waiting(self) -> int:
        """Second readings of the day still to be taken."""
        return sum(one.tally.waiting for one in self.sums)

    @property
    def all_handed_in(self) -> bool:
        """Whether every sheet of the day was handed in; True where none is expected."""
        return all(one.handed_in == one.sheets for one in self.sums)

    def with_due(self, more: Iterable[DueItem]) -> "Today":
        """Return the day with what is due in the rooms above sorted in."""
        return replace(self, due=by_urgency((*self.due, *more)))


def today(
    view: View,
    day: date,
    settings: SchoolSettings,
    rules: FlowRules,
) -> Today:
    """Return a day for whoever is at the keyboard; a class teacher gets the own classes.

    Args:
        view: a read transaction.
        day: the day to show; absence cases are due only when it is the present day.
        settings: the school's, for the sessions in force.
        rules: of all rooms.
    """
    classes = [
        one
        for one in roster.classes_on(view, day)
        if allowed(view.actor, Action.VIEW_CHECKS, one.id)
    ]
    mine = {one.id for one in classes}
    off = excused(view, day)
    board = tuple(
        status
        for status in checks.day_board(
            view, day, settings.sessions, rules.checks, rules.calendar, off
        )
        if status.class_id in mine
    )
    sessions = tuple(sorted(settings.sessions & rules.checks.sessions.keys()))
    kind = _kind(view, day, classes, rules)
    return Today(
        day=day,
        kind=kind,
        made_at=view.now,
        sessions=sessions,
        rows=_rows(
            classes, sessions, board, off if kind is DayKind.SCHOOL else Excused(), view.now
        ),
        sums=_sums(sessions, board),
        absence=absence.day_counts(view, day),
        due=by_urgency(_due(view, day, classes, board, rules)),
        isolation=_isolation(view, day),
        disinfection=_disinfection(view, day, rules),
        suspension=_suspension(view, day, rules),
    )


def _isolation(view: View, day: date) -> IsolationCounts | None:
    seen = allowed(view.actor, Action.VIEW_ISOLATION)
    return isolation.day_counts(view, day) if seen else None


def _disinfection(view: View, day: date, rules: FlowRules) -> DisinfectionCounts | None:
    if not allowed(view.actor, Action.VIEW_DISINFECTION):
        return None
    return disinfection.day_counts(view, day, rules.disinfection, rules.calendar)


def _suspension(view: View, day: date, rules: FlowRules) -> SuspensionCounts | None:
    seen = allowed(view.actor, Action.VIEW_SUSPENSION)
    return suspension.day_counts(view, day, rules.suspension) if seen else None


def cell_state(status: SheetStatus, now: datetime) -> CellState:
    """Return how complete a sheet is."""
    tally = status.tally
    if status.handed_in_at is not None:
        return CellState.LATE if status.late else CellState.DONE
    if status.overdue:
        return CellState.OVERDUE
    if status.deadline_at < now and tally.expected:
        return CellState.REOPENED
    if not tally.done:
        return CellState.WAITING
    return CellState.PARTIAL if tally.missing else CellState.READY


def _kind(view: View, day: date, classes: Sequence[SchoolClass], rules: FlowRules) -> DayKind:
    if not roster.head_counts(view, day):
        return DayKind.NO_PEOPLE
    if not classes:
        return DayKind.NOT_YOURS
    return DayKind.SCHOOL if rules.calendar.is_school_day(day) else DayKind.NO_SCHOOL


def _rows(
    classes: Sequence[SchoolClass],
    sessions: Sequence[CheckSession],
    board: Sequence[SheetStatus],
    off: Excused,
    now: datetime,
) -> tuple[BoardRow, ...]:
    squares = {(status.class_id, status.session): status for status in board}
    shown = {status.class_id for status in board} | off.classes

    def cell(class_id: ClassId, session: CheckSession) -> Cell:
        status = squares.get((class_id, session))
        if status is not None:
            return Cell(cell_state(status, now), status)
        return Cell(CellState.SUSPENDED if class_id in off.classes else CellState.NOT_EXPECTED)

    return tuple(
        BoardRow(one, tuple(cell(one.id, session) for session in sessions))
        for one in classes
        if one.id in shown
    )


def _sums(sessions: Sequence[CheckSession], board: Sequence[SheetStatus]) -> tuple[SessionSum, ...]:
    sums = []
    for session in sessions:
        own = [status for status in board if status.session == session]
        sums.append(
            SessionSum(
                session,
                sum((status.tally for status in own), Tally()),
                sheets=len(own),
                handed_in=sum(status.handed_in_at is not None for status in own),
                deadline_at=own[0].deadline_at if own else None,
            )
        )
    return tuple(sums)


def _due(
    view: View,
    day: date,
    classes: Sequence[SchoolClass],
    board: Sequence[SheetStatus],
    rules: FlowRules,
) -> list[DueItem]:
    names: Mapping[ClassId, str] = {one.id: one.name for one in classes}
    items = list(sheet_items(board, names, view.now))
    items += recheck_items(view, day, names, rules)
    if day == view.today:
        items += suspect_items(view, day, rules)
        items += absence_items(_to_follow(view, rules), view.now)
        items += room_items(view, rules)
    if allowed(view.actor, Action.PREPARE_REPORT):
        items += regularity_items(view, day, names, rules)
    return [item for item in items if item.args.get("class_id", None) in {None, *names}]


def _to_follow(view: View, rules: FlowRules) -> tuple[CaseLine, ...]:
    """Return the open absence cases, but for calls about those who are in the isolation room."""
    there = isolation.staying(view)
    return tuple(
        line
        for line in absence.open_cases(view, rules.absence)
        if line.person_id not in there or line.step not in _CALLS
    )


_CALLS = frozenset({Step.FIRST_CONTACT, Step.CONTACT_AGAIN, Step.FIND_CAUSE, Step.FOLLOW_UP})
