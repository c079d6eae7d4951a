# SPDX-License-Identifier: Apache-2.0
"""What is due in the rooms of the daily work: sheets, second readings, absence cases, odd sheets.

What is due is decided by each room's rules; here it only gets its urgency, its words and its place.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from schoolguard import absence, checks, roster
from schoolguard.absence import CaseLine, Step
from schoolguard.access import Action, allowed
from schoolguard.checks import SheetStatus
from schoolguard.flows.due import DueItem, DueKind, Urgency
from schoolguard.flows.findings import suspects_waiting
from schoolguard.flows.rules import FlowRules
from schoolguard.kernel.check_session import CheckSession
from schoolguard.kernel.clock import local_day
from schoolguard.kernel.ids import ClassId
from schoolguard.store import View

CHECKS_PAGE = "checks"
ABSENCE_PAGE = "absence"
ISOLATION_PAGE = "isolation"
_SOON = timedelta(minutes=30)
_MOST_SINGLE_SHEETS = 4
"""More sheets than these, of one session and one state, become one line."""


def sheet_items(
    board: Sequence[SheetStatus], names: Mapping[ClassId, str], now: datetime
) -> Iterator[DueItem]:
    """Yield the sheets that were not handed in, many of a kind as one."""
    groups: dict[tuple[CheckSession, str], list[SheetStatus]] = defaultdict(list)
    for status in board:
        if status.tally.expected and status.handed_in_at is None:
            groups[status.session, _sheet_state(status, now)].append(status)
    for (session, state), statuses in groups.items():
        urgency = _SHEET_URGENCY[state]
        if urgency is Urgency.LATER or len(statuses) > _MOST_SINGLE_SHEETS:
            yield _many_sheets(session, state, statuses)
        else:
            yield from (_one_sheet(status, state, names) for status in statuses)


def recheck_items(
    view: View, day: date, names: Mapping[ClassId, str], rules: FlowRules
) -> Iterator[DueItem]:
    """Yield the second readings that are still to be taken."""
    waiting = checks.due(view, view.now, day, rules.checks)
    people = roster.person_names(view, (one.person_id for one in waiting))
    for one in waiting:
        first = one.first.entry.decicelsius or 0
        when = "_overdue" if one.overdue else "_now" if one.due_at <= view.now else ""
        yield DueItem(
            DueKind.RECHECK,
            Urgency.ALARM if when else Urgency.DUE,
            f"flows.due.recheck{when}",
            CHECKS_PAGE,
            args={**_sheet_args(one.key), "person_id": one.person_id},
            params={
                "where": names.get(one.key.class_id, ""),
                "who": people.get(one.person_id, ""),
                "celsius": checks.show_decicelsius(first),
            },
            due_at=one.due_at,
        )


def absence_items(cases: Sequence[CaseLine], now: datetime) -> Iterator[DueItem]:
    """Yield the absence cases whose next step is due today, or was."""
    for line in cases:
        if line.due_at is None or local_day(line.due_at) > local_day(now):
            continue
        yield DueItem(
            DueKind.ABSENCE,
            _case_urgency(line, now),
            "flows.due.absence",
            ABSENCE_PAGE,
            args={"case_id": line.id},
            params={"where": line.class_name, "who": line.name},
            words={"step": absence.step_key(line.step, is_staff=line.is_staff)},
            due_at=line.due_at,
        )


def suspect_items(view: View, day: date, rules: FlowRules) -> Iterator[DueItem]:
    """Yield the confirmed fevers that nobody has taken into the isolation room."""
    if not allowed(view.actor, Action.RECORD_ISOLATION):
        return
    for one in suspects_waiting(view, day, rules):
        yield DueItem(
            DueKind.INTAKE,
            Urgency.ALARM,
            "flows.intake.suspect",
            ISOLATION_PAGE,
            args={**_sheet_args(one.key), "person_id": one.person_id},
            params={"where": one.class_name, "who": one.name},
            due_at=one.since,
        )


def regularity_items(
    view: View, day: date, names: Mapping[ClassId, str], rules: FlowRules
) -> Iterator[DueItem]:
    """Yield the sheets whose readings look made up; a note to look, never a verdict."""
    for flag in checks.regularities(view, day, rules.checks, rules.calendar):
        yield DueItem(
            DueKind.REGULARITY,
            Urgency.NOTE,
            "flows.due.regularity",
            CHECKS_PAGE,
            args=_sheet_args(flag.key),
            params={
                "where": names.get(flag.key.class_id, ""),
                "readings": flag.readings,
                "alike": flag.alike,
            },
            words={"session": session_key(flag.key.session)},
        )


def session_key(session: CheckSession) -> str:
    """Return the text key of a session's name."""
    return f"checks.session.{session.name.lower()}"


_SHEET_URGENCY = {
    "overdue": Urgency.OVERDUE,
    "reopened": Urgency.OVERDUE,
    "soon": Urgency.DUE,
    "later": Urgency.LATER,
}


def _sheet_state(status: SheetStatus, now: datetime) -> str:
    if status.overdue:
        return "overdue"
    if status.deadline_at < now:
        return "reopened"
    return "soon" if status.deadline_at - now <= _SOON else "later"


def _one_sheet(status: SheetStatus, state: str, names: Mapping[ClassId, str]) -> DueItem:
    return DueItem(
        DueKind.SHEET,
        _SHEET_URGENCY[state],
        f"flows.due.sheet_{state}",
        CHECKS_PAGE,
        args=_sheet_args(status.key),
        params={
            "where": names.get(status.class_id, ""),
            "missing": status.tally.missing,
            "expected": status.tally.expected,
        },
        words={"session": session_key(status.session)},
        due_at=status.deadline_at,
    )


def _many_sheets(session: CheckSession, state: str, statuses: Sequence[SheetStatus]) -> DueItem:
    first = statuses[0]
    return DueItem(
        DueKind.SHEET,
        _SHEET_URGENCY[state],
        f"flows.due.sheets_{state}",
        CHECKS_PAGE,
        args=_sheet_args(first.key),
        params={
            "sheets": len(statuses),
            "missing": sum(status.tally.missing for status in statuses),
        },
        words={"session": session_key(session)},
        due_at=first.deadline_at,
    )


def _sheet_args(key: checks.SheetKey) -> dict[str, str | int | float]:
    return {
        "day": key.day.isoformat(),
        "session": int(key.session),
        "class_id": key.class_id,
    }


def _case_urgency(line: CaseLine, now: datetime) -> Urgency:
    if line.step is Step.TELL_AUTHORITIES:
        return Urgency.ALARM
    if line.overdue:
        return Urgency.OVERDUE
    if line.due_at is not None and line.due_at - now <= _SOON:
        return Urgency.DUE
    return Urgency.DUE if line.step in _AT_ONCE else Urgency.LATER


_AT_ONCE = frozenset({absence.Step.FIRST_CONTACT, absence.Step.CONTACT_AGAIN})
