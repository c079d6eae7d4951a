# SPDX-License-Identifier: Apache-2.0
"""The hospitals at hand, above all the one paired with the school 一校一院 (S17)."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import func, insert, select, update

from schoolguard import access
from schoolguard.access import Action
from schoolguard.isolation.drafts import HospitalId
from schoolguard.isolation.room_values import HospitalDraft
from schoolguard.isolation.tables import IsolationHospitalRow
from schoolguard.kernel.changes import Changes
from schoolguard.kernel.errors import UserError
from schoolguard.store import Unit, record_correction


def add_hospital(unit: Unit, draft: HospitalDraft) -> HospitalId:
    """Add a hospital after the others.

    Raises:
        UserError: ``isolation.name_needed`` or ``isolation.bad_distance``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row, columns = IsolationHospitalRow, _columns(draft)
    last = unit.connection.execute(select(func.coalesce(func.max(row.order_no), 0))).scalar_one()
    statement = insert(row).values(order_no=last + 1, retired_on=None, **columns)
    number = HospitalId(int(unit.connection.execute(statement.returning(row.id)).scalar_one()))
    unit.audit("isolation.hospital_added", f"isolation_hospital:{number}")
    unit.touch(Changes.ISOLATION)
    return number


def change_hospital(unit: Unit, hospital_id: HospitalId, draft: HospitalDraft) -> None:
    """Replace what is known of a hospital; what was there before is kept.

    Raises:
        UserError: ``isolation.no_such_place``, ``isolation.name_needed`` or
            ``isolation.bad_distance``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    row, columns = _row(unit, hospital_id), _columns(draft)
    changed = {name: value for name, value in columns.items() if getattr(row, name) != value}
    subject = f"isolation_hospital:{hospital_id}"
    for name, value in changed.items():
        old, new = ("" if one is None else str(one) for one in (getattr(row, name), value))
        record_correction(unit, subject, name, old, new, "")
    if changed:
        _set(unit, hospital_id, **changed)


def retire_hospital(unit: Unit, hospital_id: HospitalId) -> None:
    """Offer a hospital no more.

    Raises:
        UserError: ``isolation.no_such_place``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    if _row(unit, hospital_id).retired_on is None:
        _set(unit, hospital_id, retired_on=unit.today)
        unit.audit("isolation.hospital_retired", f"isolation_hospital:{hospital_id}")


def restore_hospital(unit: Unit, hospital_id: HospitalId) -> None:
    """Offer a retired hospital again.

    Raises:
        UserError: ``isolation.no_such_place``.
    """
    access.require(unit.actor, Action.RECORD_ISOLATION)
    if _row(unit, hospital_id).retired_on is not None:
        _set(unit, hospital_id, retired_on=None)
        unit.audit("isolation.hospital_restored", f"isolation_hospital:{hospital_id}")


def _columns(draft: HospitalDraft) -> dict[str, Any]:
    if not draft.name.strip():
        raise UserError("isolation.name_needed")
    if draft.distance_metres is not None and draft.distance_metres < 0:
        raise UserError("isolation.bad_distance")
    columns = asdict(draft)
    return {
        name: value.strip() if isinstance(value, str) else value for name, value in columns.items()
    }


def _row(unit: Unit, hospital_id: HospitalId) -> Any:  # noqa: ANN401 - a row of the table
    table = IsolationHospitalRow
    row = unit.connection.execute(select(table.__table__).where(table.id == hospital_id)).first()
    if row is None:
        raise UserError("isolation.no_such_place")
    return row


def _set(unit: Unit, hospital_id: HospitalId, **values: Any) -> None:  # noqa: ANN401 - one column each
    table = IsolationHospitalRow
    unit.connection.execute(update(table).where(table.id == hospital_id).values(**values))
    unit.touch(Changes.ISOLATION)
