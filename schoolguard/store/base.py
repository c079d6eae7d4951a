# SPDX-License-Identifier: Apache-2.0
"""The two roots of all tables: a school's record and a bureau's record, never in one file.

Constraint names follow one convention, so that migrations can name what they drop.
"""

from datetime import date, datetime
from typing import Any, ClassVar, cast

from sqlalchemy import Connection, FromClause, Integer, MetaData, Table, event
from sqlalchemy.orm import DeclarativeBase

from schoolguard.kernel.ids import (
    AccountId,
    BedId,
    CaseId,
    ClassId,
    ClearanceId,
    CloseContactId,
    DiseaseCaseId,
    DormRoomId,
    ExposureId,
    GuardianId,
    IsolationRoomId,
    OrderId,
    PackageId,
    PersonId,
    PlaceId,
    ReportId,
    RuleOverrideId,
    StayId,
    SuspensionId,
    WarningId,
)
from schoolguard.store.column_types import Day, Instant

_NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
_IDS = (
    AccountId, BedId, CaseId, ClassId, ClearanceId, CloseContactId, DiseaseCaseId, DormRoomId,
    GuardianId, IsolationRoomId, OrderId, PackageId, PersonId, PlaceId, ReportId, StayId,
    SuspensionId, ExposureId, WarningId, RuleOverrideId,
)  # fmt: skip
_TYPES: dict[Any, Any] = {
    datetime: Instant(),
    date: Day(),
    **{an_id: Integer() for an_id in _IDS},
}


class SchoolBase(DeclarativeBase):
    """Root of every table of a school's record."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = _TYPES


class BureauBase(DeclarativeBase):
    """Root of every table of a bureau's record."""

    metadata = MetaData(naming_convention=_NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = _TYPES


def guard(clause: FromClause, *triggers: str) -> None:
    """Create triggers together with a table, so that neither exists without the other."""
    table = cast("Table", clause)

    def create(_table: Table, connection: Connection, **_: object) -> None:
        for trigger in triggers:
            connection.exec_driver_sql(trigger)

    event.listen(table, "after_create", create)
