# SPDX-License-Identifier: Apache-2.0
"""What cases and close contacts wait for now, for the home page of the program."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from schoolguard import access
from schoolguard.access import Action
from schoolguard.cases.contact_values import WatchLine
from schoolguard.cases.lines import all_cases, case_lines
from schoolguard.cases.pack import CaseRules
from schoolguard.cases.queries import open_cases
from schoolguard.cases.rules import is_ill, step_due_at
from schoolguard.cases.tables import CloseContactRow, DiseaseCaseRow
from schoolguard.cases.values import CaseDue, CaseLine, DueKind
from schoolguard.cases.watch import watch_sheet
from schoolguard.kernel.clock import instant
from schoolguard.store import View

_LAST = instant(date(9999, 12, 31))


def due(view: View, rules: CaseRules) -> tuple[CaseDue, ...]:
    """Return what is due, overdue first; empty for whoever may not see cases."""
    if not access.allowed(view.actor, Action.VIEW_CASES):
        return ()
    sheet = watch_sheet(view, view.today)
    found = [*_steps(open_cases(view, rules)), *_watches(view, sheet, rules), *_ill(sheet, rules)]
    return tuple(sorted(found, key=lambda one: (one.due_at or _LAST, one.case_id)))


def _steps(lines: tuple[CaseLine, ...]) -> Iterator[CaseDue]:
    for line in lines:
        if line.step is not None:
            yield CaseDue(
                DueKind(line.step.value),
                line.id,
                None,
                line.person_id,
                line.name,
                line.class_name,
                line.disease_id,
                line.due_at,
                line.overdue,
            )


def _watches(view: View, sheet: tuple[WatchLine, ...], rules: CaseRules) -> Iterator[CaseDue]:
    """Yield one item a case whose close contacts are not all asked today, or are over."""
    unasked = Counter(line.case_id for line in sheet if line.asked_for and line.entry is None)
    over = _over(view)
    wanted = unasked.keys() | over.keys()
    if not wanted:
        return
    asked_at = step_due_at(DueKind.WATCH.value, instant(view.today), rules)
    for line in case_lines(view, all_cases().where(DiseaseCaseRow.id.in_(wanted)), rules):
        if unasked[line.id]:
            yield _group(DueKind.WATCH, line, asked_at, view.now, unasked[line.id])
        if line.id in over:
            since, count = over[line.id]
            yield _group(
                DueKind.WATCH_ENDS, line, instant(since + timedelta(days=1)), view.now, count
            )


def _group(
    kind: DueKind, line: CaseLine, due_at: datetime | None, now: datetime, count: int
) -> CaseDue:
    return CaseDue(
        kind,
        line.id,
        None,
        line.person_id,
        line.name,
        line.class_name,
        line.disease_id,
        due_at,
        overdue=due_at is not None and due_at < now,
        count=count,
    )


def _ill(sheet: tuple[WatchLine, ...], rules: CaseRules) -> Iterator[CaseDue]:
    """Yield each close contact who has symptoms or fever and whose watch goes on regardless."""
    for line in sheet:
        if is_ill(line.entry or line.before, rules):
            yield CaseDue(
                DueKind.WATCH_SYMPTOMS,
                line.case_id,
                line.contact_id,
                line.person_id,
                line.name,
                line.class_name,
                line.disease_id,
                None,
                overdue=True,
            )


def _over(view: View) -> dict[int, tuple[date, int]]:
    """Return by case since when watches are over that nobody ended, and how many."""
    rows = view.connection.execute(
        select(CloseContactRow.case_id, func.min(CloseContactRow.watch_until_on), func.count())
        .where(
            CloseContactRow.removed_at.is_(None),
            CloseContactRow.ended_on.is_(None),
            CloseContactRow.watch_until_on < view.today,
        )
        .group_by(CloseContactRow.case_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}
