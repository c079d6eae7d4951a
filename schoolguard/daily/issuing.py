# SPDX-License-Identifier: Apache-2.0
"""The doors to the daily report: prepare it, sign it, add to it, copy it.

Joins the services, which decide and keep, with the report, which is the paper.
"""

from datetime import date

from schoolguard.daily import queries, service
from schoolguard.daily.basis import Basis
from schoolguard.daily.counting import figures
from schoolguard.daily.queries import Issue
from schoolguard.daily.report import paper
from schoolguard.daily.rules import Change, all_changes
from schoolguard.kernel.ids import ReportId
from schoolguard.store.unit import Unit, View


def prepare(unit: Unit, day: date, basis: Basis, *, note: str = "") -> ReportId:
    """Take the day's figures and make a draft of the report, or of an addendum to the signed one.

    Raises:
        UserError: ``daily.day_to_come``, ``daily.nothing_changed`` or ``access.not_allowed``.
    """
    return service.prepare(unit, day, basis, lambda _, issue: paper(issue, basis), note=note)


def sign_off(unit: Unit, report_id: ReportId, basis: Basis) -> None:
    """Sign a draft as the principal; the day is locked from then on.

    Raises:
        UserError: ``daily.already_signed``, ``daily.outdated_draft`` or ``access.not_allowed``.
    """
    service.sign_off(unit, report_id, basis, lambda _, issue: paper(issue, basis))


def changes_since_signed(view: View, day: date, basis: Basis) -> tuple[Change, ...]:
    """Return what differs from the newest signed issue; empty when none is signed.

    Anything here asks for an addendum.
    """
    signed = queries.last_signed(view, day)
    return () if signed is None else all_changes(signed.figures, figures(view, day, basis))


def copy(view: View, report_id: ReportId, basis: Basis) -> bytes:
    """Return a paper that says it is a copy and names the original by its SHA-256."""
    issue: Issue = queries.issue(view, report_id)
    original = queries.papers_of(view, report_id)[-1]
    return paper(issue, basis, copy_of=original.sha256)
