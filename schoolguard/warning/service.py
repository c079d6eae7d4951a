# SPDX-License-Identifier: Apache-2.0
"""What people do with a warning: answer it, tick measures, note reports; and note shared meals."""

from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from schoolguard.access import Action, require
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ExposureId, PersonId, WarningId
from schoolguard.store.unit import Unit, View
from schoolguard.warning.queries import subject_of
from schoolguard.warning.tables import (
    ExposedPersonRow,
    ExposureRow,
    WarningAnswerRow,
    WarningReportRow,
    WarningRow,
    WarningStepRow,
)
from schoolguard.warning.values import (
    ExposureDraft,
    NotedExposure,
    ReportDraft,
    Standing,
)

_LONGEST_BACK = timedelta(days=60)


def answer(unit: Unit, warning_id: WarningId, standing: Standing, note: str = "") -> None:
    """Answer a warning; `OPEN` takes the answer before back.

    Raises:
        UserError: ``access.not_allowed``, ``warning.unknown``, or ``warning.needs_note`` for
            "not a cluster" and "mistake" without a word why.
    """
    require(unit.actor, Action.ANSWER_WARNINGS)
    now = _standing(unit, warning_id)
    if standing in {Standing.NOT_CLUSTER, Standing.MISTAKE} and not note.strip():
        raise UserError("warning.needs_note")
    if standing is now and not note.strip():
        return
    unit.connection.execute(
        insert(WarningAnswerRow).values(
            warning_id=warning_id,
            at=unit.now,
            by=unit.actor.account_id,
            standing=standing,
            note=note.strip(),
        )
    )
    unit.connection.execute(
        update(WarningRow).where(WarningRow.id == warning_id).values(standing=standing)
    )
    unit.audit("warning.answered", subject_of(warning_id), answer=standing.value)
    unit.touch(Changes.WARNING)


def tick_step(unit: Unit, warning_id: WarningId, step_id: str, note: str = "") -> int:
    """Tick a measure as taken; return the tick.

    Raises:
        UserError: ``access.not_allowed`` or ``warning.unknown``.
    """
    require(unit.actor, Action.ANSWER_WARNINGS)
    _standing(unit, warning_id)
    result = unit.connection.execute(
        insert(WarningStepRow)
        .values(
            warning_id=warning_id,
            step_id=step_id,
            at=unit.now,
            by=unit.actor.account_id,
            note=note.strip(),
        )
        .returning(WarningStepRow.id)
    )
    unit.audit("warning.step", subject_of(warning_id), step=step_id)
    unit.touch(Changes.WARNING)
    return result.scalar_one()


def untick_step(unit: Unit, warning_id: WarningId, tick_id: int) -> None:
    """Take a tick back; its trace stays.

    Raises:
        UserError: ``access.not_allowed`` or ``warning.unknown``.
    """
    require(unit.actor, Action.ANSWER_WARNINGS)
    _standing(unit, warning_id)
    unit.connection.execute(
        update(WarningStepRow)
        .where(WarningStepRow.id == tick_id, WarningStepRow.warning_id == warning_id)
        .values(withdrawn_at=unit.now)
    )
    unit.audit("warning.step_back", subject_of(warning_id), tick=tick_id)
    unit.touch(Changes.WARNING)


def record_report(unit: Unit, warning_id: WarningId, draft: ReportDraft) -> int:
    """Note that somebody was told; return the report.

    Raises:
        UserError: ``access.not_allowed``, ``warning.unknown``, or ``warning.report_time`` for a
            time ahead or more than 60 days ago.
    """
    require(unit.actor, Action.ANSWER_WARNINGS)
    _standing(unit, warning_id)
    at = _not_ahead(unit, draft.at)
    result = unit.connection.execute(
        insert(WarningReportRow)
        .values(
            warning_id=warning_id,
            party_id=draft.party_id,
            way_id=draft.way_id,
            at=at,
            by=unit.actor.account_id,
            answered_by=draft.answered_by.strip(),
            note=draft.note.strip(),
        )
        .returning(WarningReportRow.id)
    )
    unit.audit("warning.reported", subject_of(warning_id), party=draft.party_id)
    unit.touch(Changes.WARNING)
    return result.scalar_one()


def withdraw_report(unit: Unit, warning_id: WarningId, report_id: int) -> None:
    """Take a wrong entry back; its trace stays.

    Raises:
        UserError: ``access.not_allowed`` or ``warning.unknown``.
    """
    require(unit.actor, Action.ANSWER_WARNINGS)
    _standing(unit, warning_id)
    unit.connection.execute(
        update(WarningReportRow)
        .where(WarningReportRow.id == report_id, WarningReportRow.warning_id == warning_id)
        .values(withdrawn_at=unit.now)
    )
    unit.audit("warning.report_back", subject_of(warning_id), report=report_id)
    unit.touch(Changes.WARNING)


def note_exposure(unit: Unit, draft: ExposureDraft) -> ExposureId:
    """Note a shared meal or shared water, so that those who fall ill of it are counted together.

    Raises:
        UserError: ``access.not_allowed``, or ``warning.exposed_nobody`` for fewer than two people.
    """
    require(unit.actor, Action.ANSWER_WARNINGS)
    if len(draft.people) < 2:
        raise UserError("warning.exposed_nobody")
    result = unit.connection.execute(
        insert(ExposureRow)
        .values(
            kind=draft.kind,
            first_on=draft.first_on,
            place=draft.place.strip(),
            note=draft.note.strip(),
            noted_at=unit.now,
            noted_by=unit.actor.account_id,
        )
        .returning(ExposureRow.id)
    )
    exposure_id = result.scalar_one()
    unit.connection.execute(
        insert(ExposedPersonRow),
        [{"exposure_id": exposure_id, "person_id": each} for each in sorted(draft.people)],
    )
    unit.audit("warning.exposure", f"exposure:{exposure_id}", people=len(draft.people))
    unit.touch(Changes.WARNING)
    return exposure_id


def withdraw_exposure(unit: Unit, exposure_id: ExposureId) -> None:
    """Take a wrongly noted meal back; its trace stays.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require(unit.actor, Action.ANSWER_WARNINGS)
    unit.connection.execute(
        update(ExposureRow).where(ExposureRow.id == exposure_id).values(withdrawn_at=unit.now)
    )
    unit.audit("warning.exposure_back", f"exposure:{exposure_id}")
    unit.touch(Changes.WARNING)


def exposures(view: View) -> tuple[NotedExposure, ...]:
    """Return what was noted and stands, the newest first.

    Raises:
        UserError: ``access.not_allowed``.
    """
    require(view.actor, Action.VIEW_WARNINGS)
    people: dict[ExposureId, set[PersonId]] = {}
    for exposure_id, person_id in view.connection.execute(
        select(ExposedPersonRow.exposure_id, ExposedPersonRow.person_id)
    ):
        people.setdefault(exposure_id, set()).add(person_id)
    rows = view.connection.execute(
        select(
            ExposureRow.id,
            ExposureRow.kind,
            ExposureRow.first_on,
            ExposureRow.place,
            ExposureRow.note,
        )
        .where(ExposureRow.withdrawn_at.is_(None))
        .order_by(ExposureRow.first_on.desc(), ExposureRow.id.desc())
    )
    return tuple(NotedExposure(*row, people=frozenset(people.get(row.id, set()))) for row in rows)


def _standing(view: View, warning_id: WarningId) -> Standing:
    standing = view.connection.scalar(
        select(WarningRow.standing).where(WarningRow.id == warning_id)
    )
    if standing is None:
        raise UserError("warning.unknown")
    return standing


def _not_ahead(unit: Unit, at: datetime | None) -> datetime:
    if at is None:
        return unit.now
    if at > unit.now or unit.now - at > _LONGEST_BACK:
        raise UserError("warning.report_time")
    return at
