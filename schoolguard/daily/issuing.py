# SPDX-License-Identifier: Apache-2.0
"""The doors to the daily report: prepare it, sign it, add to it, copy it.

Joins the services, which decide and keep, with the report, which is the paper.
"""

from dataclasses import dataclass, replace
from datetime import date

from schoolguard.daily import queries, service
from schoolguard.daily.basis import Basis
from schoolguard.daily.counting import figures
from schoolguard.daily.figures import DailyFigures
from schoolguard.daily.queries import Issue, Paper
from schoolguard.daily.report import paper
from schoolguard.daily.rules import Change, Statement, all_changes, notable_changes, statement
from schoolguard.daily.tables import Standing
from schoolguard.daily.wording import statement_text
from schoolguard.kernel.ids import ReportId
from schoolguard.kernel.texts import Texts
from schoolguard.store.unit import Unit, View


@dataclass(frozen=True, slots=True)
class DayState:
    """Where the reporting of one day stands.

    Attributes:
        figures: as the record stands now.
        statement: what they amount to, in the school's language.
        issues: first to last, each with its papers, oldest first.
        changes: what differs between the newest issue and now; empty when there is no issue.
        notable: those of them that correct a signed issue (see `rules.notable_changes`).
    """

    day: date
    figures: DailyFigures
    kind: Statement
    statement: str
    issues: tuple[tuple[Issue, tuple[Paper, ...]], ...]
    changes: tuple[Change, ...]
    notable: tuple[Change, ...]

    @property
    def newest(self) -> Issue | None:
        """The issue that counts, None while there is none."""
        return self.issues[-1][0] if self.issues else None

    @property
    def is_locked(self) -> bool:
        """Whether an issue of the day is signed."""
        return any(issue.is_signed for issue, _ in self.issues)


def day_state(view: View, day: date, basis: Basis) -> DayState:
    """Return where the reporting of a day stands.

    Raises:
        UserError: ``access.not_allowed``.
    """
    issues = queries.issues_on(view, day)
    now = figures(view, day, basis)
    return DayState(
        day=day,
        figures=now,
        kind=statement(now, basis.findings),
        statement=statement_text(now, basis.findings, view.now, Texts(basis.school.language)),
        issues=tuple((issue, queries.papers_of(view, issue.id)) for issue in issues),
        changes=all_changes(issues[-1].figures, now) if issues else (),
        notable=notable_changes(issues[-1].figures, now) if issues else (),
    )


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


def copy(view: View, report_id: ReportId, basis: Basis, *, paper_id: int | None = None) -> bytes:
    """Return a kept paper anew: it says it is a copy and names the original by its SHA-256.

    `paper_id` chooses one of the issue's papers, by default the one in force.

    Raises:
        UserError: ``daily.no_such_report`` or ``access.not_allowed``.
    """
    issue = queries.issue(view, report_id)
    papers = queries.papers_of(view, report_id)
    original = next((one for one in papers if one.id == paper_id), papers[-1])
    if original.standing is Standing.DRAFT:
        issue = replace(issue, standing=Standing.DRAFT, signed_at=None, signed_by_name="")
    return paper(issue, basis, copy_of=original.sha256)
