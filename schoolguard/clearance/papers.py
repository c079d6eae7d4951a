# SPDX-License-Identifier: Apache-2.0
"""The papers that are brought: registered, checked again by the nurse, taken back if wrong.

Source: 复课证明查验制度 (医院证明由校医复核).
"""

from sqlalchemy import insert, update

from schoolguard.clearance.pack import ClearanceRules
from schoolguard.clearance.queries import papers_of
from schoolguard.clearance.tables import ClearancePaperRow
from schoolguard.clearance.values import Paper, PaperDraft
from schoolguard.clearance.writing import audit, correct, open_row
from schoolguard.kernel.errors import BugError, UserError
from schoolguard.kernel.ids import ClearanceId
from schoolguard.store import Unit


def add_paper(
    unit: Unit, clearance_id: ClearanceId, draft: PaperDraft, rules: ClearanceRules
) -> int:
    """Register a paper that was brought; return its id.

    Raises:
        UserError: ``clearance.not_open``, ``clearance.issuer_needed``, ``clearance.day_ahead`` or
            ``clearance.finding_needed``.
    """
    open_row(unit, clearance_id)
    if draft.paper_id not in rules.papers:
        raise BugError(f"no such paper in the clearance pack: {draft.paper_id}")
    if not draft.issuer.strip():
        raise UserError("clearance.issuer_needed")
    if draft.issued_on is not None and draft.issued_on > unit.today:
        raise UserError("clearance.day_ahead", day=draft.issued_on.isoformat())
    _require_finding(draft.agreed, draft.finding)
    checked = draft.agreed is not None
    statement = insert(ClearancePaperRow).values(
        clearance_id=clearance_id,
        paper_id=draft.paper_id,
        issuer=draft.issuer.strip(),
        issued_on=draft.issued_on,
        number=draft.number.strip(),
        entered_at=unit.now,
        entered_by=unit.actor.account_id,
        agreed=draft.agreed,
        agreed_at=unit.now if checked else None,
        agreed_by=unit.actor.account_id if checked else None,
        finding=draft.finding.strip(),
        retracted_why="",
    )
    paper_id = unit.connection.execute(statement.returning(ClearancePaperRow.id)).scalar_one()
    audit(unit, "paper_added", clearance_id, paper=paper_id, kind=draft.paper_id)
    return int(paper_id)


def recheck_paper(
    unit: Unit,
    clearance_id: ClearanceId,
    paper_id: int,
    *,
    agreed: bool,
    finding: str = "",
    why: str = "",
) -> None:
    """Keep what the nurse found on checking a paper again; another finding later needs `why`.

    Raises:
        UserError: ``clearance.not_open``, ``clearance.no_such_paper``,
            ``clearance.finding_needed`` or ``clearance.why_needed``.
    """
    open_row(unit, clearance_id)
    paper = _paper(unit, clearance_id, paper_id)
    _require_finding(agreed, finding)
    if paper.draft.agreed is not None:
        was = f"{paper.draft.agreed} {paper.draft.finding}".strip()
        correct(unit, clearance_id, "paper", was, f"{agreed} {finding}".strip(), why)
    unit.connection.execute(
        update(ClearancePaperRow)
        .where(ClearancePaperRow.id == paper_id)
        .values(
            agreed=agreed,
            agreed_at=unit.now,
            agreed_by=unit.actor.account_id,
            finding=finding.strip(),
        )
    )
    audit(unit, "paper_checked", clearance_id, paper=paper_id, agreed=int(agreed))


def retract_paper(unit: Unit, clearance_id: ClearanceId, paper_id: int, why: str) -> None:
    """Take a paper back that was a wrong entry; it stays as a trace.

    Raises:
        UserError: ``clearance.not_open``, ``clearance.no_such_paper`` or
            ``clearance.why_needed``.
    """
    open_row(unit, clearance_id)
    _paper(unit, clearance_id, paper_id)
    if not why.strip():
        raise UserError("clearance.why_needed")
    unit.connection.execute(
        update(ClearancePaperRow)
        .where(ClearancePaperRow.id == paper_id)
        .values(retracted_at=unit.now, retracted_why=why.strip())
    )
    audit(unit, "paper_retracted", clearance_id, paper=paper_id)


def _paper(unit: Unit, clearance_id: ClearanceId, paper_id: int) -> Paper:
    found = (
        paper
        for paper in papers_of(unit, [clearance_id])[clearance_id]
        if paper.id == paper_id and paper.retracted_at is None
    )
    paper = next(found, None)
    if paper is None:
        raise UserError("clearance.no_such_paper")
    return paper


def _require_finding(agreed: bool | None, finding: str) -> None:  # noqa: FBT001 - three values
    if agreed is False and not finding.strip():
        raise UserError("clearance.finding_needed")
