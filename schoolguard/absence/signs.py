# SPDX-License-Identifier: Apache-2.0
"""The signs of illness of those away, with the day on which they fell ill where it is known."""

from datetime import date

from sqlalchemy import select

from schoolguard.absence.tables import AbsenceCaseRow, AbsenceMarkRow
from schoolguard.absence.values import Standing
from schoolguard.kernel.illness_sign import IllnessSign
from schoolguard.store.unit import View


def signs_between(view: View, first_on: date, last_on: date) -> tuple[IllnessSign, ...]:
    """Return each symptom of each person away on some days; withdrawn cases are left out."""
    rows = view.connection.execute(
        select(
            AbsenceMarkRow.day,
            AbsenceMarkRow.class_id,
            AbsenceCaseRow.symptoms,
            AbsenceCaseRow.person_id,
            AbsenceCaseRow.onset_on,
        )
        .join(AbsenceCaseRow, AbsenceCaseRow.id == AbsenceMarkRow.case_id)
        .where(
            AbsenceMarkRow.day.between(first_on, last_on),
            AbsenceCaseRow.symptoms != "",
            AbsenceCaseRow.standing != Standing.WITHDRAWN,
        )
        .distinct()
    )
    return tuple(
        IllnessSign(day, class_id, symptom, person_id, onset_on)
        for day, class_id, symptoms, person_id, onset_on in rows
        for symptom in symptoms.split()
    )
