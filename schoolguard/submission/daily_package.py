# SPDX-License-Identifier: Apache-2.0
"""What is sealed for a day: the newest signed report with its paper, or the no-school notice.

An unsigned report is never sealed: the principal answers for what the bureau reads. After an
addendum was signed the day is sealed again, as a correction.
"""

from datetime import date

from schoolguard import daily
from schoolguard.daily import Basis
from schoolguard.kernel.errors import UserError
from schoolguard.store.unit import Unit, View
from schoolguard.submission import queries
from schoolguard.submission.collect import Issued, daily_contents, no_school_contents
from schoolguard.submission.rules import Readiness, Sent, readiness
from schoolguard.submission.service import seal_contents


def outlook(view: View, day: date, basis: Basis) -> Readiness:
    """Return whether a day can be sealed now."""
    signed = daily.last_signed(view, day)
    return readiness(
        [one.source for one in queries.sent_on(view, day)],
        signed=signed.number if signed else None,
        has_report=bool(daily.issues_on(view, day)),
        school_day=basis.calendar.is_school_day(day),
    )


def seal_day(unit: Unit, day: date, basis: Basis, reason: str = "") -> Sent:
    """Seal the package of a day into the outbox.

    `reason` says why there was no school, for a day without it; may be empty.

    Raises:
        UserError: ``submission.no_report``, ``submission.not_signed``, ``submission.nothing_new``
            and those of `service.seal_contents`.
    """
    standing = outlook(unit, day, basis)
    if standing is Readiness.NO_REPORT:
        raise UserError("submission.no_report", day=day.isoformat())
    if standing is Readiness.NOT_SIGNED:
        raise UserError("submission.not_signed", day=day.isoformat())
    if standing is Readiness.SEALED:
        raise UserError("submission.nothing_new", day=day.isoformat())
    if standing is Readiness.NO_SCHOOL:
        return seal_contents(unit, day, no_school_contents(day, basis.school, reason))
    return _seal_report(unit, day, basis)


def _seal_report(unit: Unit, day: date, basis: Basis) -> Sent:
    issue = daily.last_signed(unit, day)
    if issue is None:
        raise UserError("submission.not_signed", day=day.isoformat())
    issued = Issued(
        number=issue.number,
        revision=issue.revision,
        statement=daily.statement(issue.figures, basis.findings).value,
        note=issue.note,
        signed_off=issue.is_signed,
        pdf=daily.pdf(unit, issue.id),
    )
    contents = daily_contents(issue.figures, basis.school, issued)
    return seal_contents(unit, day, contents, source=issue.number)
