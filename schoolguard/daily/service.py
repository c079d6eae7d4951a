# SPDX-License-Identifier: Apache-2.0
"""Prepares issues, signs them off, counts their prints.

Sign-off locks the day: what changes afterwards is reported in an addendum, never in the signed
issue. What was printed is kept byte for byte; only a draft's paper that nobody printed is
replaced. How an issue becomes paper is handed in (`Render`): paper lies above the services.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from sqlalchemy import delete, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.daily import queries
from schoolguard.daily.basis import Basis
from schoolguard.daily.counting import figures
from schoolguard.daily.figures import DailyFigures
from schoolguard.daily.kept_figures import to_json
from schoolguard.daily.queries import Issue
from schoolguard.daily.rules import all_changes
from schoolguard.daily.tables import DailyPaperRow, DailyReportRow, Kind, Standing
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ReportId
from schoolguard.store import head
from schoolguard.store.unit import Unit

Render: TypeAlias = Callable[[Unit, Issue], bytes]
"""Makes the paper of an issue as it stands."""


def prepare(unit: Unit, day: date, basis: Basis, render: Render, *, note: str = "") -> ReportId:
    """Take the day's figures and make a draft of the report, or of an addendum to the signed one.

    A draft that nobody printed is replaced, since nobody holds it; else a new issue is begun.

    Raises:
        UserError: ``daily.day_to_come``, ``daily.nothing_changed`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.PREPARE_REPORT)
    if day > unit.today:
        raise UserError("daily.day_to_come", day=day.isoformat())
    now = figures(unit, day, basis)
    signed = queries.last_signed(unit, day)
    if signed is not None and not all_changes(signed.figures, now) and note == signed.note:
        raise UserError("daily.nothing_changed", number=signed.number)
    _drop_unprinted_draft(unit, day)
    revision = len(queries.issues_on(unit, day)) + 1
    compared = signed or queries.last_issue_before(unit, day)
    values = {
        "revision": revision,
        "kind": Kind.ADDENDUM if signed else Kind.ORIGINAL,
        "number": f"{basis.school.code}-{day:%Y%m%d}-{revision}",
        "compared": to_json(compared.figures) if compared else "",
        "compared_number": compared.number if compared else "",
        "note": note.strip(),
        "language": basis.school.language,
    }
    report_id = _insert(unit, now, values)
    digest = _keep_paper(unit, report_id, render)
    unit.audit("daily.prepared", f"report:{report_id}", day=day.isoformat(), sha256=digest)
    unit.touch(Changes.DAILY)
    return report_id


def sign_off(unit: Unit, report_id: ReportId, basis: Basis, render: Render) -> None:
    """Sign a draft as the principal: its figures stand, the day is locked.

    Raises:
        UserError: ``daily.already_signed``, ``daily.outdated_draft`` when the record has changed
            since the draft was prepared, or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.SIGN_REPORT)
    draft = queries.issue(unit, report_id)
    if draft.is_signed:
        raise UserError("daily.already_signed", number=draft.number)
    issues = queries.issues_on(unit, draft.day)
    changed = all_changes(draft.figures, figures(unit, draft.day, basis))
    if issues[-1].id != report_id or changed:
        raise UserError("daily.outdated_draft", number=draft.number, changes=len(changed))
    unit.connection.execute(
        update(DailyReportRow)
        .where(DailyReportRow.id == report_id)
        .values(
            standing=Standing.SIGNED,
            signed_at=unit.now,
            signed_by=unit.actor.account_id,
            signed_by_name=unit.actor.name,
        )
    )
    digest = _keep_paper(unit, report_id, render)
    unit.audit("daily.signed", f"report:{report_id}", day=draft.day.isoformat(), sha256=digest)
    unit.touch(Changes.DAILY)


def record_print(unit: Unit, paper_id: int) -> int:
    """Note that a paper was printed or saved; from now on it is kept for ever.

    Returns:
        How often it had been printed before: whatever is not 0 makes this one a copy.

    Raises:
        UserError: ``daily.no_such_report`` or ``access.not_allowed``.
    """
    access.require(unit.actor, Action.VIEW_REPORTS)
    before = unit.connection.execute(
        select(DailyPaperRow.prints).where(DailyPaperRow.id == paper_id)
    ).scalar_one_or_none()
    if before is None:
        raise UserError("daily.no_such_report")
    unit.connection.execute(
        update(DailyPaperRow).where(DailyPaperRow.id == paper_id).values(prints=before + 1)
    )
    unit.audit("daily.printed", f"paper:{paper_id}", copy=before)
    unit.touch(Changes.DAILY)
    return before


def _drop_unprinted_draft(unit: Unit, day: date) -> None:
    issues = queries.issues_on(unit, day)
    if not issues or issues[-1].is_signed:
        return
    draft = issues[-1].id
    if any(paper.prints for paper in queries.papers_of(unit, draft)):
        return
    unit.connection.execute(delete(DailyPaperRow).where(DailyPaperRow.report_id == draft))
    unit.connection.execute(delete(DailyReportRow).where(DailyReportRow.id == draft))


def _insert(unit: Unit, now: DailyFigures, values: Mapping[str, object]) -> ReportId:
    count, audit_head = head(unit)
    row = insert(DailyReportRow).values(
        day=now.day,
        standing=Standing.DRAFT,
        figures=to_json(now),
        audit_count=count,
        audit_head=audit_head,
        prepared_at=unit.now,
        prepared_by=unit.actor.account_id,
        prepared_by_name=unit.actor.name,
        signed_by_name="",
        **values,
    )
    found = unit.connection.execute(row.returning(DailyReportRow.id))
    return ReportId(found.scalar_one())


def _keep_paper(unit: Unit, report_id: ReportId, render: Render) -> str:
    issue = queries.issue(unit, report_id)
    paper = render(unit, issue)
    digest = hashlib.sha256(paper).hexdigest()
    unit.connection.execute(
        insert(DailyPaperRow).values(
            report_id=report_id,
            standing=issue.standing,
            made_at=unit.now,
            pdf=paper,
            sha256=digest,
            prints=0,
        )
    )
    return digest
