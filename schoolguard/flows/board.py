# SPDX-License-Identifier: Apache-2.0
"""The day at a glance: a board of classes and sessions, the day's counters, and what is due.

Everything is read in a few questions, whatever the size of the school, since this is the page that
a morning begins with.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from schoolguard import absence, checks, roster
from schoolguard.absence import AbsenceCounts
from schoolguard.access import Action, allowed
from schoolguard.checks import SheetStatus, Tally
from schoolguard.flows.due import DueItem, by_urgency
from schoolguard.flows.due_items import (
    absence_items,
    recheck_items,
    regularity_items,
    sheet_items,
)
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.ids import ClassId
from schoolguard.kernel.school_settings import SchoolSettings
from schoolguard.roster import SchoolClass
from schoolguard.store import View


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
    """

    day: date
    kind: DayKind
    made_at: datetime
    sessions: tuple[CheckSession, ...] = ()
    rows: tuple[BoardRow, ...] = ()
    sums: tuple[SessionSum, ...] = ()
    absence: AbsenceCounts = field(default_factory=AbsenceCounts)
    due: tuple[DueItem, ...] = ()

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
        rules: of checks and absence.
    """
    classes = [
        one
        for one in roster.classes_on(view, day)
        if allowed(view.actor, Action.VIEW_CHECKS, one.id)
    ]
    mine = {one.id for one in classes}
    board = tuple(
        status
        for status in checks.day_board(view, day, settings.sessions, rules.checks, rules.calendar)
        if status.class_id in mine
    )
    sessions = tuple(sorted(settings.sessions & rules.checks.sessions.keys()))
    kind = _kind(view, day, classes, rules)
    return Today(
        day=day,
        kind=kind,
        made_at=view.now,
        sessions=sessions,
        rows=_rows(classes, sessions, board, view.now),
        sums=_sums(sessions, board),
        absence=absence.day_counts(view, day),
        due=by_urgency(_due(view, day, classes, board, rules)),
    )


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
    now: datetime,
) -> tuple[BoardRow, ...]:
    squares = {(status.class_id, status.session): status for status in board}
    shown = {status.class_id for status in board}
    return tuple(
        BoardRow(one, tuple(_cell(squares.get((one.id, session)), now) for session in sessions))
        for one in classes
        if one.id in shown
    )


def _cell(status: SheetStatus | None, now: datetime) -> Cell:
    if status is None:
        return Cell(CellState.NOT_EXPECTED)
    return Cell(cell_state(status, now), status)


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
        items += absence_items(absence.open_cases(view, rules.absence), view.now)
    if allowed(view.actor, Action.PREPARE_REPORT):
        items += regularity_items(view, day, names, rules)
    return [item for item in items if item.args.get("class_id", None) in {None, *names}]
