# SPDX-License-Identifier: Apache-2.0
"""How long pupils were in which class, for rates over years; nobody is named."""

from datetime import date

from sqlalchemy import select

from schoolguard.kernel.ids import ClassId
from schoolguard.roster.tables import ClassRow, EnrolmentRow
from schoolguard.roster.values import ClassKind
from schoolguard.store.unit import View


def class_stays(view: View) -> tuple[tuple[ClassId, date, date | None], ...]:
    """Return class, first day and first day no longer of every pupil's time in a class."""
    rows = view.connection.execute(
        select(EnrolmentRow.class_id, EnrolmentRow.from_on, EnrolmentRow.until_on)
        .join(ClassRow, ClassRow.id == EnrolmentRow.class_id)
        .where(ClassRow.kind == ClassKind.PUPILS)
    )
    return tuple((class_id, from_on, until_on) for class_id, from_on, until_on in rows)
