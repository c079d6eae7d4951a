# SPDX-License-Identifier: Apache-2.0
"""Reads of the way back to class: one clearance, what the rules say of it, whom it concerns.

Lists are put together in `lines`. Whoever may not see clearances is refused.
"""

from collections.abc import Collection, Mapping
from datetime import date, time
from typing import Any

from sqlalchemy import Row, Select, func, select

from schoolguard import access, roster
from schoolguard.access import Action
from schoolguard.clearance.pack import Anchor, ClearanceRules
from schoolguard.clearance.rules import Anchors, Assessment
from schoolguard.clearance.rules import assess as assess_facts
from schoolguard.clearance.tables import (
    ClearanceAnchorRow,
    ClearanceDecisionRow,
    ClearanceNoteRow,
    ClearancePaperRow,
    ClearanceRow,
    ClearanceTickRow,
    ClearanceVariantRow,
)
from schoolguard.clearance.values import (
    Change,
    ClearanceCounts,
    Decision,
    Look,
    Note,
    Paper,
    PaperDraft,
    Standing,
    Told,
    Verdict,
)
from schoolguard.kernel.clock import instant
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClearanceId, DiseaseCaseId, PersonId, StayId
from schoolguard.store import View, corrections_of

Kept = Row[Any]
"""All columns of `clearances`; the types are those of its table."""

_MINUTES = 60


def all_clearances() -> Select[Any]:
    """Return the question for all kept clearances, to be narrowed."""
    return select(ClearanceRow.__table__)


def subject_of(clearance_id: ClearanceId) -> str:
    """Return how the audit and the corrections name a clearance."""
    return f"clearance:{clearance_id}"


def kept_row(view: View, clearance_id: ClearanceId) -> Kept:
    """Return the kept row of a clearance.

    Raises:
        UserError: ``clearance.no_such_clearance``.
    """
    row = view.connection.execute(all_clearances().where(ClearanceRow.id == clearance_id)).first()
    if row is None:
        raise UserError("clearance.no_such_clearance")
    return row


def open_row_of(view: View, person_id: PersonId) -> Kept | None:
    """Return the open clearance of a person, None when there is none."""
    return view.connection.execute(
        all_clearances().where(
            ClearanceRow.person_id == person_id, ClearanceRow.standing == Standing.OPEN
        )
    ).first()


def waiting_for(
    view: View, person_ids: Collection[PersonId] | None = None
) -> Mapping[PersonId, ClearanceId]:
    """Return the open clearances of some people, by default of everybody."""
    query = select(ClearanceRow.person_id, ClearanceRow.id).where(
        ClearanceRow.standing == Standing.OPEN
    )
    if person_ids is not None:
        query = query.where(ClearanceRow.person_id.in_(person_ids))
    return {row.person_id: row.id for row in view.connection.execute(query)}


def asked_for(
    view: View, *, disease_case_id: DiseaseCaseId | None = None, stay_id: StayId | None = None
) -> ClearanceId | None:
    """Return the newest clearance, not withdrawn, that a case of disease or a stay asked for."""
    query = select(ClearanceRow.id).where(ClearanceRow.standing != Standing.WITHDRAWN)
    if disease_case_id is not None:
        query = query.where(ClearanceRow.disease_case_id == disease_case_id)
    if stay_id is not None:
        query = query.where(ClearanceRow.stay_id == stay_id)
    found = view.connection.execute(query.order_by(ClearanceRow.id.desc()).limit(1)).first()
    return None if found is None else found[0]


def chosen_variants(view: View) -> Mapping[str, str]:
    """Return the variants that the school chose, by disease id."""
    rows = view.connection.execute(
        select(ClearanceVariantRow.disease_id, ClearanceVariantRow.rule_id)
    )
    return {row.disease_id: row.rule_id for row in rows}


def assess(
    view: View, clearance_id: ClearanceId, rules: ClearanceRules, today: date | None = None
) -> Assessment:
    """Return what the rule in force says of somebody now, or on another day.

    A past day counts to its end, a coming one from its beginning.

    Raises:
        UserError: ``clearance.no_such_clearance`` or ``access.not_allowed``.
    """
    row = kept_row(view, clearance_id)
    access.require(view.actor, Action.VIEW_CLEARANCE, class_id=row.class_id)
    now = view.now
    if today is not None and today != view.today:
        now = instant(today) if today > view.today else instant(today, 23, 59)
    rule = rules.in_force(row.disease_id, chosen_variants(view))
    papers = [one.fact for one in papers_of(view, [clearance_id])[clearance_id] if in_use(one)]
    return assess_facts(
        anchors_of(view, [clearance_id])[clearance_id],
        rule,
        papers,
        ticks_of(view, [clearance_id])[clearance_id],
        now,
    )


def in_use(paper: Paper) -> bool:
    """Return whether a paper was not taken back as a wrong entry."""
    return paper.retracted_at is None


def anchors_of(view: View, ids: Collection[ClearanceId]) -> Mapping[ClearanceId, Anchors]:
    """Return the days of some clearances; every id has an entry."""
    days: dict[ClearanceId, dict[str, date]] = {one: {} for one in ids}
    hours: dict[ClearanceId, dict[Anchor, time]] = {one: {} for one in ids}
    rows = view.connection.execute(
        select(ClearanceAnchorRow.__table__).where(ClearanceAnchorRow.clearance_id.in_(ids))
    )
    for row in rows:
        days[row.clearance_id][f"{row.anchor.value}_on"] = row.day
        if row.minute is not None:
            hours[row.clearance_id][row.anchor] = time(*divmod(row.minute, _MINUTES))
    return {one: Anchors(**days[one], hours=hours[one]) for one in ids}


def ticks_of(view: View, ids: Collection[ClearanceId]) -> Mapping[ClearanceId, frozenset[str]]:
    """Return the conditions ticked of some clearances; every id has an entry."""
    ticks: dict[ClearanceId, set[str]] = {one: set() for one in ids}
    rows = view.connection.execute(
        select(ClearanceTickRow.clearance_id, ClearanceTickRow.condition_id).where(
            ClearanceTickRow.clearance_id.in_(ids)
        )
    )
    for row in rows:
        ticks[row.clearance_id].add(row.condition_id)
    return {one: frozenset(found) for one, found in ticks.items()}


def papers_of(view: View, ids: Collection[ClearanceId]) -> Mapping[ClearanceId, list[Paper]]:
    """Return the papers of some clearances, oldest first; every id has an entry."""
    papers: dict[ClearanceId, list[Paper]] = {one: [] for one in ids}
    rows = view.connection.execute(
        select(ClearancePaperRow.__table__)
        .where(ClearancePaperRow.clearance_id.in_(ids))
        .order_by(ClearancePaperRow.id)
    )
    for row in rows:
        draft = PaperDraft(
            row.paper_id, row.issuer, row.issued_on, row.number, row.agreed, row.finding
        )
        papers[row.clearance_id].append(
            Paper(
                row.id, draft, row.entered_at, row.entered_by, row.retracted_at, row.retracted_why
            )
        )
    return papers


def looks_of(view: View, ids: Collection[ClearanceId]) -> Mapping[ClearanceId, list[Look]]:
    """Return the decisions of some clearances, oldest first; every id has an entry."""
    looks: dict[ClearanceId, list[Look]] = {one: [] for one in ids}
    rows = view.connection.execute(
        select(ClearanceDecisionRow.__table__)
        .where(ClearanceDecisionRow.clearance_id.in_(ids))
        .order_by(ClearanceDecisionRow.id)
    )
    for row in rows:
        decision = Decision(
            row.verdict, row.checked_on, row.look_again_on, row.note, row.override_reason
        )
        looks[row.clearance_id].append(
            Look(
                id=row.id,
                number=slip_number(row.year, row.serial),
                decision=decision,
                decided_at=row.decided_at,
                decided_by=row.decided_by,
                rule_id=row.rule_id,
                earliest_on=row.earliest_on,
                period_over=row.period_over,
                revoked_at=row.revoked_at,
                revoked_why=row.revoked_why,
            )
        )
    return looks


def slip_number(year: int, serial: int) -> str:
    """Return the number as it stands on a slip."""
    return f"{year}-{serial:04d}"


def notes_of(view: View, clearance_id: ClearanceId) -> tuple[Note, ...]:
    """Return the remarks on a clearance, oldest first."""
    rows = view.connection.execute(
        select(ClearanceNoteRow.__table__)
        .where(ClearanceNoteRow.clearance_id == clearance_id)
        .order_by(ClearanceNoteRow.id)
    )
    return tuple(
        Note(row.at, row.by, row.kind, frozenset(map(Told, row.told.split())), row.text)
        for row in rows
    )


def changes_of(view: View, clearance_id: ClearanceId) -> tuple[Change, ...]:
    """Return what was replaced on a clearance, oldest first."""
    return tuple(
        Change(one.at, one.account_id, one.field, one.old, one.new, one.reason)
        for one in corrections_of(view, subject_of(clearance_id))
    )


def day_counts(view: View, day: date) -> ClearanceCounts:
    """Return the way back to class of a school on a day; decisions taken back do not count."""
    decided = ClearanceDecisionRow
    rows = view.connection.execute(
        select(decided.verdict, decided.override_reason, ClearanceRow.class_id)
        .join(ClearanceRow, ClearanceRow.id == decided.clearance_id)
        .where(
            decided.checked_on == day,
            decided.revoked_at.is_(None),
            ClearanceRow.standing != Standing.WITHDRAWN,
        )
    ).all()
    cleared = [row for row in rows if row.verdict is Verdict.CLEARED]
    staff = {one.id for one in roster.classes_on(view, day) if one.kind is roster.ClassKind.STAFF}
    end = instant(date.fromordinal(day.toordinal() + 1))
    pending = view.connection.execute(
        select(func.count()).where(
            ClearanceRow.standing == Standing.OPEN, ClearanceRow.asked_at < end
        )
    ).scalar_one()
    ended_later = view.connection.execute(
        select(func.count()).where(
            ClearanceRow.standing == Standing.CLEARED,
            ClearanceRow.ended_at >= end,
            ClearanceRow.asked_at < end,
        )
    ).scalar_one()
    return ClearanceCounts(
        cleared=len(cleared),
        cleared_pupils=sum(row.class_id not in staff for row in cleared),
        resting=len(rows) - len(cleared),
        overridden=sum(bool(row.override_reason) for row in cleared),
        pending=pending + ended_later,
    )


def hospitals_of(view: View, ids: Collection[ClearanceId]) -> Mapping[ClearanceId, str]:
    """Return the hospital noted on some clearances."""
    rows = view.connection.execute(
        select(ClearanceRow.id, ClearanceRow.hospital).where(ClearanceRow.id.in_(ids))
    )
    return {row.id: row.hospital for row in rows}
