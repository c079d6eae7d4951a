# SPDX-License-Identifier: Apache-2.0
"""Reads of kept daily reports: the issues of a day or of a span, one issue, its papers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from schoolguard import access
from schoolguard.access import Action
from schoolguard.daily.figures import DailyFigures
from schoolguard.daily.kept_figures import from_json
from schoolguard.daily.tables import DailyPaperRow, DailyReportRow, Kind, Standing
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import AccountId, ReportId
from schoolguard.store.unit import View


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue of a day's report.

    Attributes:
        compared: what the figures were held against when prepared: for an addendum the signed
            issue, else the last issue of an earlier day; None when there was none.
        note: what the school adds in words; may be empty.
        audit_count: entries of the audit log when the figures were taken.
        signed_at: None while it is a draft.
    """

    id: ReportId
    day: date
    revision: int
    kind: Kind
    number: str
    standing: Standing
    figures: DailyFigures
    compared: DailyFigures | None
    compared_number: str
    note: str
    language: str
    audit_count: int
    audit_head: bytes
    prepared_at: datetime
    prepared_by: AccountId
    prepared_by_name: str
    signed_at: datetime | None
    signed_by_name: str

    @property
    def is_signed(self) -> bool:
        """Whether the principal has signed this issue."""
        return self.standing is Standing.SIGNED


@dataclass(frozen=True, slots=True)
class Paper:
    """One kept PDF of an issue, without its bytes.

    Attributes:
        prints: how often it was printed or saved; 0 for one that was only looked at.
    """

    id: int
    report_id: ReportId
    standing: Standing
    made_at: datetime
    sha256: str
    size_bytes: int
    prints: int


def issues_on(view: View, day: date) -> tuple[Issue, ...]:
    """Return a day's issues, first to last; empty when none was prepared.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_REPORTS)
    rows = view.connection.execute(_ISSUES.where(DailyReportRow.day == day))
    return tuple(_issue(row) for row in rows)


def issues_between(view: View, first_on: date, last_on: date) -> tuple[Issue, ...]:
    """Return the issues of a span of days, by day and revision.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_REPORTS)
    rows = view.connection.execute(_ISSUES.where(DailyReportRow.day.between(first_on, last_on)))
    return tuple(_issue(row) for row in rows)


def issue(view: View, report_id: ReportId) -> Issue:
    """Return one issue.

    Raises:
        UserError: ``daily.no_such_report`` or ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_REPORTS)
    row = view.connection.execute(_ISSUES.where(DailyReportRow.id == report_id)).first()
    if row is None:
        raise UserError("daily.no_such_report")
    return _issue(row)


def last_signed(view: View, day: date) -> Issue | None:
    """Return the newest signed issue of a day, or None: a signed day is locked."""
    signed = [one for one in issues_on(view, day) if one.is_signed]
    return signed[-1] if signed else None


def last_issue_before(view: View, day: date) -> Issue | None:
    """Return the newest issue of the last day before `day` that has one, signed ones first."""
    newest = select(func.max(DailyReportRow.day)).where(DailyReportRow.day < day)
    before = view.connection.execute(newest).scalar_one()
    if before is None:
        return None
    return last_signed(view, before) or issues_on(view, before)[-1]


def papers_of(view: View, report_id: ReportId) -> tuple[Paper, ...]:
    """Return the kept papers of an issue, oldest first; the last one is the one in force.

    Raises:
        UserError: ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_REPORTS)
    rows = view.connection.execute(_PAPERS.where(DailyPaperRow.report_id == report_id))
    return tuple(Paper(*row) for row in rows)


def pdf_of(view: View, paper_id: int) -> bytes:
    """Return a kept paper byte for byte.

    Raises:
        UserError: ``daily.no_such_report`` or ``access.not_allowed``.
    """
    access.require(view.actor, Action.VIEW_REPORTS)
    found = view.connection.execute(
        select(DailyPaperRow.pdf).where(DailyPaperRow.id == paper_id)
    ).scalar_one_or_none()
    if found is None:
        raise UserError("daily.no_such_report")
    return found


def pdf(view: View, report_id: ReportId) -> bytes:
    """Return the paper in force of an issue: the signed one, else the draft's.

    Raises:
        UserError: ``daily.no_such_report`` or ``access.not_allowed``.
    """
    papers = papers_of(view, report_id)
    if not papers:
        raise UserError("daily.no_such_report")
    return pdf_of(view, papers[-1].id)


_ISSUES = select(
    DailyReportRow.id,
    DailyReportRow.day,
    DailyReportRow.revision,
    DailyReportRow.kind,
    DailyReportRow.number,
    DailyReportRow.standing,
    DailyReportRow.figures,
    DailyReportRow.compared,
    DailyReportRow.compared_number,
    DailyReportRow.note,
    DailyReportRow.language,
    DailyReportRow.audit_count,
    DailyReportRow.audit_head,
    DailyReportRow.prepared_at,
    DailyReportRow.prepared_by,
    DailyReportRow.prepared_by_name,
    DailyReportRow.signed_at,
    DailyReportRow.signed_by_name,
).order_by(DailyReportRow.day, DailyReportRow.revision)


_PAPERS = select(
    DailyPaperRow.id,
    DailyPaperRow.report_id,
    DailyPaperRow.standing,
    DailyPaperRow.made_at,
    DailyPaperRow.sha256,
    func.length(DailyPaperRow.pdf),
    DailyPaperRow.prints,
).order_by(DailyPaperRow.id)


def _issue(row: Any) -> Issue:  # noqa: ANN401 - a row of `_ISSUES`, too wide to type
    values = dict(row._mapping)  # noqa: SLF001 - public in SQLAlchemy
    values["figures"] = from_json(row.figures)
    values["compared"] = from_json(row.compared) if row.compared else None
    return Issue(**values)
