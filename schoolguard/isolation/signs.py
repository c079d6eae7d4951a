# SPDX-License-Identifier: Apache-2.0
"""The signs of illness seen in the isolation room."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from schoolguard.isolation.kinds import Standing
from schoolguard.isolation.pack import IsolationRules
from schoolguard.isolation.rules import is_fever
from schoolguard.isolation.tables import IsolationObservationRow, IsolationStayRow
from schoolguard.kernel.clock import instant, local_day
from schoolguard.kernel.illness_sign import IllnessSign
from schoolguard.store.unit import View

FEVER = "fever"


def signs_between(
    view: View, first_on: date, last_on: date, rules: IsolationRules
) -> tuple[IllnessSign, ...]:
    """Return the symptoms and fevers observed on some days; visitors and wrong entries left out.

    A temperature over its line is a fever, whether somebody also ticked it or not.
    """
    rows = view.connection.execute(
        select(
            IsolationObservationRow.taken_at,
            IsolationStayRow.class_id,
            IsolationStayRow.person_id,
            IsolationObservationRow.symptoms,
            IsolationObservationRow.decicelsius,
            IsolationObservationRow.site,
            IsolationStayRow.onset_at,
        )
        .join(IsolationStayRow, IsolationStayRow.id == IsolationObservationRow.stay_id)
        .where(
            IsolationObservationRow.taken_at >= instant(first_on),
            IsolationObservationRow.taken_at < instant(date.fromordinal(last_on.toordinal() + 1)),
            IsolationObservationRow.withdrawn_at.is_(None),
            IsolationStayRow.standing != Standing.WITHDRAWN,
        )
    )

    def found() -> Iterator[IllnessSign]:
        for taken_at, class_id, person_id, symptoms, decicelsius, site, onset_at in rows:
            if class_id is None or person_id is None:
                continue
            shown = set(symptoms.split())
            if is_fever(decicelsius, site, rules):
                shown.add(FEVER)
            onset_on = local_day(onset_at) if onset_at else None
            for symptom in sorted(shown):
                yield IllnessSign(local_day(taken_at), class_id, symptom, person_id, onset_on)

    return tuple(found())
