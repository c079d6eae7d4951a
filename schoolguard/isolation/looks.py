# SPDX-License-Identifier: Apache-2.0
"""Looks at somebody in the room: kept, corrected with the old one, or taken back with a trace."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.drafts import ObservationDraft, ObservationId
from schoolguard.isolation.kinds import Standing
from schoolguard.isolation.lines import StayRow
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.records import stay_row
from schoolguard.isolation.tables import IsolationObservationRow
from schoolguard.isolation.writing import (
    correct,
    insert_look,
    look_columns,
    note,
    settle,
    standing_row,
)
from schoolguard.kernel.clock import local_time
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import StayId
from schoolguard.store import Unit


def observe(
    unit: Unit, stay_id: StayId, draft: ObservationDraft, rules: IsolationRules
) -> ObservationId:
    """Keep one look at somebody; the next one counts from it.

    A look from the time of the stay may be written down after the person left.

    Raises:
        UserError: ``isolation.withdrawn``, ``isolation.before_entry``, ``isolation.after_leaving``,
            ``isolation.time_ahead`` or ``isolation.impossible_temperature``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row = stay_row(unit, stay_id)
    if row.standing is Standing.WITHDRAWN:
        raise UserError("isolation.withdrawn")
    _within_stay(row, draft.taken_at)
    number = insert_look(unit, stay_id, draft, rules, carried_over=False)
    note(unit, "observed", stay_id, observation=number)
    _settle_present(unit, stay_id, rules)
    return number


def correct_observation(
    unit: Unit,
    observation_id: ObservationId,
    draft: ObservationDraft,
    rules: IsolationRules,
    why: str,
) -> None:
    """Replace an observation that was written down wrongly; the old one is kept.

    Raises:
        UserError: ``isolation.why_needed``, ``isolation.entry_gone``, ``isolation.before_entry``,
            ``isolation.time_ahead`` or ``isolation.impossible_temperature``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    old = standing_row(unit, IsolationObservationRow, observation_id)
    stay = stay_row(unit, old.stay_id)
    if not old.carried_over:
        _within_stay(stay, draft.taken_at)
    new = look_columns(unit, draft, rules)
    for name, value in new.items():
        if getattr(old, name) != value:
            field = f"observation {observation_id} {name}"
            correct(unit, old.stay_id, field, getattr(old, name), value, why)
    _set_observation(unit, observation_id, **new)
    note(unit, "observation_corrected", old.stay_id, observation=observation_id)
    _settle_present(unit, old.stay_id, rules)


def withdraw_observation(
    unit: Unit, observation_id: ObservationId, rules: IsolationRules, why: str
) -> None:
    """Take back an observation that never was; its trace stays.

    Raises:
        UserError: ``isolation.why_needed`` or ``isolation.entry_gone``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    old = standing_row(unit, IsolationObservationRow, observation_id)
    correct(unit, old.stay_id, f"observation {observation_id}", _look_text(old), "", why)
    _set_observation(unit, observation_id, withdrawn_at=unit.now)
    note(unit, "observation_withdrawn", old.stay_id, observation=observation_id)
    _settle_present(unit, old.stay_id, rules)


def _settle_present(unit: Unit, stay_id: StayId, rules: IsolationRules) -> None:
    if stay_row(unit, stay_id).standing is Standing.PRESENT:
        settle(unit, stay_id, rules)


def _within_stay(row: StayRow, taken_at: datetime) -> None:
    if taken_at < row.entered_at.replace(second=0, microsecond=0):
        raise UserError("isolation.before_entry", at=f"{local_time(row.entered_at):%m-%d %H:%M}")
    if row.left_at is not None and taken_at > row.left_at:
        raise UserError("isolation.after_leaving", at=f"{local_time(row.left_at):%m-%d %H:%M}")


def _set_observation(unit: Unit, observation_id: ObservationId, **values: Any) -> None:  # noqa: ANN401
    unit.connection.execute(
        update(IsolationObservationRow)
        .where(IsolationObservationRow.id == observation_id)
        .values(**values)
    )


def _look_text(row: Any) -> str:  # noqa: ANN401 - a row of observations
    celsius = "" if row.decicelsius is None else f"{row.decicelsius / 10:.1f} {row.site}"
    parts = (f"{local_time(row.taken_at):%m-%d %H:%M}", celsius, row.symptoms, row.note)
    return " ".join(part for part in parts if part)
