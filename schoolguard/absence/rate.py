# SPDX-License-Identifier: Apache-2.0
"""How many were away ill on each day in each class, for rates over years."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import func, select

from schoolguard.absence.rules import Reason
from schoolguard.absence.tables import AbsenceCaseRow, AbsenceMarkRow
from schoolguard.absence.values import Standing
from schoolguard.kernel.ids import ClassId
from schoolguard.store.unit import View


def away_ill_between(
    view: View, first_on: date, last_on: date
) -> Mapping[tuple[date, ClassId], int]:
    """Return people away ill by day and class, each once a day; withdrawn cases are left out."""
    rows = view.connection.execute(
        select(
            AbsenceMarkRow.day,
            AbsenceMarkRow.class_id,
            func.count(AbsenceCaseRow.person_id.distinct()),
        )
        .join(AbsenceCaseRow, AbsenceCaseRow.id == AbsenceMarkRow.case_id)
        .where(
            AbsenceMarkRow.day.between(first_on, last_on),
            AbsenceCaseRow.reason == Reason.ILLNESS,
            AbsenceCaseRow.standing != Standing.WITHDRAWN,
        )
        .group_by(AbsenceMarkRow.day, AbsenceMarkRow.class_id)
    )
    return {(day, class_id): number for day, class_id, number in rows}
