# SPDX-License-Identifier: Apache-2.0
"""What the daily report asks for today: to be prepared, signed, or added to."""

from datetime import date, datetime

from schoolguard.daily import queries
from schoolguard.daily.basis import Basis
from schoolguard.daily.counting import figures
from schoolguard.daily.queries import Issue
from schoolguard.daily.rules import all_changes, notable_changes
from schoolguard.flows.due import DueItem, DueKind, Urgency
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import Param
from schoolguard.store.unit import View

_PAGE = "daily"


def due(view: View, day: date, basis: Basis) -> tuple[DueItem, ...]:
    """Return what is due about a day's report; empty when it is signed and nothing changed since.

    Raises:
        UserError: ``access.not_allowed``.
    """
    deadline = _deadline(day, basis)
    overdue = deadline is not None and view.now > deadline
    issues = queries.issues_on(view, day)
    if not issues:
        if not basis.calendar.is_school_day(day):
            return ()
        urgency = Urgency.OVERDUE if overdue else Urgency.LATER
        key = "prepare_overdue" if overdue else "prepare"
        return (_item(day, key, urgency, deadline, **_time(basis)),)
    newest = issues[-1]
    now = figures(view, day, basis)
    if newest.is_signed:
        changes = notable_changes(newest.figures, now)
        return (_addendum(day, newest, len(changes)),) if changes else ()
    if all_changes(newest.figures, now):
        return (_item(day, "outdated", Urgency.DUE, deadline),)
    urgency = Urgency.OVERDUE if overdue else Urgency.DUE
    key = "sign_overdue" if overdue else "sign"
    return (_item(day, key, urgency, deadline, number=newest.number, **_time(basis)),)


def _addendum(day: date, signed: Issue, changes: int) -> DueItem:
    return _item(day, "addendum", Urgency.DUE, None, number=signed.number, changes=changes)


def _item(
    day: date, key: str, urgency: Urgency, due_at: datetime | None, **params: Param
) -> DueItem:
    return DueItem(
        DueKind.REPORT,
        urgency,
        f"daily.due.{key}",
        _PAGE,
        args={"day": day.isoformat()},
        params=params,
        due_at=due_at,
    )


def _deadline(day: date, basis: Basis) -> datetime | None:
    at = basis.signed_by
    return None if at is None else instant(day, at.hour, at.minute)


def _time(basis: Basis) -> dict[str, Param]:
    return {"time": f"{basis.signed_by:%H:%M}" if basis.signed_by else ""}
