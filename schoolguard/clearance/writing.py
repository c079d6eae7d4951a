# SPDX-License-Identifier: Apache-2.0
"""How a clearance is written, whatever the action: its columns, corrections, the audit."""

from typing import Any

from sqlalchemy import update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.clearance.queries import Kept, kept_row, subject_of
from schoolguard.clearance.tables import ClearanceRow
from schoolguard.clearance.values import Standing
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.kernel.ids import ClearanceId
from schoolguard.store import Unit, record_correction


def open_row(unit: Unit, clearance_id: ClearanceId) -> Kept:
    """Return the row of an open clearance that the actor may work on.

    Raises:
        UserError: ``clearance.no_such_clearance``, ``clearance.not_open`` or
            ``access.not_allowed``.
    """
    row = kept_row(unit, clearance_id)
    access.require(unit.actor, Action.CLEAR_RETURN, class_id=row.class_id)
    if row.standing is not Standing.OPEN:
        raise UserError("clearance.not_open")
    return row


def set_columns(unit: Unit, clearance_id: ClearanceId, **values: Any) -> None:  # noqa: ANN401 - one column each
    """Write columns of a clearance."""
    unit.connection.execute(
        update(ClearanceRow).where(ClearanceRow.id == clearance_id).values(**values)
    )


def correct(
    unit: Unit, clearance_id: ClearanceId, field: str, old: str, new: str, why: str
) -> None:
    """Keep a replaced value.

    Raises:
        UserError: ``clearance.why_needed``.
    """
    if not why.strip():
        raise UserError("clearance.why_needed")
    record_correction(unit, subject_of(clearance_id), field, old, new, why.strip())


def audit(unit: Unit, what: str, clearance_id: ClearanceId, **facts: str | int) -> None:
    """Audit an action on a clearance, and tell the screens."""
    unit.audit(f"clearance.{what}", subject_of(clearance_id), **facts)
    unit.touch(Changes.CLEARANCE)
