# SPDX-License-Identifier: Apache-2.0
"""When cases of each disease began: what clusters are counted from."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from schoolguard.cases.tables import DiseaseCaseRow
from schoolguard.cases.values import Classification, Standing
from schoolguard.kernel.ids import ClassId, PersonId
from schoolguard.store.unit import View


class Diagnosis(NamedTuple):
    """One case, suspected or surer, by the day of its onset (else of its finding)."""

    disease_id: str
    day: date
    class_id: ClassId
    person_id: PersonId


def diagnoses_between(view: View, first_on: date, last_on: date) -> tuple[Diagnosis, ...]:
    """Return the cases of some days; excluded and withdrawn ones are left out."""
    rows = view.connection.execute(
        select(
            DiseaseCaseRow.disease_id,
            DiseaseCaseRow.counts_on,
            DiseaseCaseRow.class_id,
            DiseaseCaseRow.person_id,
        ).where(
            DiseaseCaseRow.counts_on.between(first_on, last_on),
            DiseaseCaseRow.standing != Standing.WITHDRAWN,
            DiseaseCaseRow.classification != Classification.EXCLUDED,
        )
    )
    return tuple(Diagnosis(*row) for row in rows)
